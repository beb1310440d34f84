/* From forms to lemmas. */
#include "lemmas.h"

#include <string.h>

static void
append_lower (GString *result, const char *form, gsize length)
{
  for (const char *p = form; p < form + length; p = g_utf8_next_char (p))
    if ((guchar) *p < 0x80)
      g_string_append_c (result, g_ascii_tolower (*p));
    else
      g_string_append_unichar (result, g_unichar_tolower (g_utf8_get_char (p)));
}

void
tag_case_apply (TagCase letters, const char *form, gsize length, GString *result)
{
  g_string_truncate (result, 0);
  if (letters == TAG_CASE_KEPT || length == 0)
    {
      g_string_append_len (result, form, (gssize) length);
      return;
    }

  const char *rest = form;
  if (letters == TAG_CASE_TITLE)
    {
      g_string_append_unichar (result, g_unichar_toupper (g_utf8_get_char (form)));
      rest = g_utf8_next_char (form);
    }
  append_lower (result, rest, (gsize) (form + length - rest));
}

gboolean
tag_script_fits (const TagScript *script, const char *cased, gsize length)
{
  return length >= script->n_old && length - script->n_old + script->n_new > 0
         && memcmp (cased + length - script->n_old, script->old, script->n_old) == 0;
}

void
tag_script_apply (const TagScript *script, const char *form, gsize length, GString *lemma)
{
  tag_case_apply (script->letters, form, length, lemma);
  if (!tag_script_fits (script, lemma->str, lemma->len))
    return;
  g_string_truncate (lemma, lemma->len - script->n_old);
  g_string_append_len (lemma, script->new, script->n_new);
}

guint64
tag_lemma_make_key (guint64 word_hash, guint label)
{
  return learn_hash_mix (word_hash, label + 500);
}

guint
tag_rules_list_features (const LearnWord *word, guint label, guint64 *features)
{
  guint n = 0;

  features[n++] = learn_hash_mix (1, label);
  features[n++] = learn_hash_mix (learn_hash_mix (2, label), word->casing);
  for (guint i = 0; i < LEARN_N_AFFIXES && word->suffixes[i] != 0; i++)
    features[n++] = learn_hash_mix (word->suffixes[i], label + 600);
  features[n++] = learn_hash_mix (word->lower, label + 700);
  for (guint i = 1; i < LEARN_N_AFFIXES && word->prefixes[i] != 0; i++)
    features[n++] = learn_hash_mix (word->prefixes[i], label + 900);
  for (guint i = 1; i < LEARN_N_CLUSTERS - 1 && word->clusters[i] != 0; i++)
    features[n++] = learn_hash_mix (learn_hash_mix (word->clusters[i], word->casing), label + 1000);

  return n;
}

void
tag_form_init (TagForm *form)
{
  *form = (TagForm){ 0 };
  for (guint letters = 0; letters < TAG_N_CASES; letters++)
    form->cased[letters] = g_string_new (NULL);
}

void
tag_form_clear (TagForm *form)
{
  for (guint letters = 0; letters < TAG_N_CASES; letters++)
    g_string_free (form->cased[letters], TRUE);
}

void
tag_form_set (TagForm *form, const char *text, gsize length)
{
  form->form = text;
  form->length = length;
  memset (form->is_made, 0, sizeof form->is_made);
  const GString *lower = tag_form_get (form, TAG_CASE_LOWER);
  form->is_lower = lower->len == length && memcmp (lower->str, text, length) == 0;
}

const GString *
tag_form_get (TagForm *form, TagCase letters)
{
  if (!form->is_made[letters])
    tag_case_apply (letters, form->form, form->length, form->cased[letters]);
  form->is_made[letters] = TRUE;

  return form->cased[letters];
}

/* Whether the lemma that a script makes is a word of the lexicon. */
static gboolean
makes_known_word (const TagLemmas *lemmas, const TagScript *script, const GString *cased)
{
  char lemma[2 * LEARN_WORD_MAX_BYTES];
  gsize n_kept = cased->len - script->n_old;
  LearnCasing casing;
  guint16 clusters[LEARN_N_CLUSTERS];

  if (n_kept + script->n_new > sizeof lemma)
    return FALSE;
  memcpy (lemma, cased->str, n_kept);
  memcpy (lemma + n_kept, script->new, script->n_new);

  return learn_lexicon_find_clusters (
      lemmas->lexicon, learn_word_hash_lower (lemma, (guint32) n_kept + script->n_new, &casing), clusters);
}

guint
tag_rules_list_script_features (const TagLemmas *lemmas, TagForm *form, guint label, const guint64 *features, guint n,
                                guint number, guint64 *own)
{
  const TagScript *script = &lemmas->scripts[number];

  /* In a word of small letters only, one case is as good as another. */
  if (script->letters != TAG_CASE_LOWER && form->is_lower)
    return 0;
  const GString *cased = tag_form_get (form, script->letters);
  if (!tag_script_fits (script, cased->str, cased->len))
    return 0;
  for (guint i = 0; i < n; i++)
    own[i] = learn_hash_mix (features[i], number + 3000);
  guint64 known = learn_hash_mix (makes_known_word (lemmas, script, cased) ? 3 : 4, label);
  own[n++] = known;
  own[n++] = learn_hash_mix (known, number + 3000);

  return n;
}

guint
tag_rules_choose (const TagLemmas *lemmas, const LearnWord *word, TagForm *form, guint label)
{
  guint64 features[TAG_RULE_FEATURES];
  guint n_features = tag_rules_list_features (word, label, features);
  guint best = TAG_NO_SCRIPT;
  gint32 best_sum = 0;

  for (guint i = 0; i < lemmas->n_choices[label]; i++)
    {
      guint script = lemmas->choices[label][i];
      guint64 own[TAG_RULE_FEATURES];
      guint n = tag_rules_list_script_features (lemmas, form, label, features, n_features, script, own);

      if (n == 0)
        continue;
      gint32 sum = learn_weights_sum (&lemmas->rules, own, n);
      if (best == TAG_NO_SCRIPT || sum > best_sum)
        {
          best = script;
          best_sum = sum;
        }
    }

  return best;
}

static guint
find_in_table (const TagLemmas *lemmas, guint64 word_hash, guint label)
{
  guint64 found = learn_word_table_find (&lemmas->words, TAG_SCRIPT_BITS, tag_lemma_make_key (word_hash, label));
  guint script = (guint) (found & (TAG_MAX_SCRIPTS - 1));

  return found != 0 && script < lemmas->n_scripts ? script : TAG_NO_SCRIPT;
}

guint
tag_lemmas_find_script (const TagLemmas *lemmas, const LearnWord *word, TagForm *form, guint label)
{
  guint script = find_in_table (lemmas, word->exact, label);

  if (script == TAG_NO_SCRIPT)
    script = find_in_table (lemmas, word->lower, label);
  if (script == TAG_NO_SCRIPT)
    script = tag_rules_choose (lemmas, word, form, label);

  return script;
}

const char *
tag_lemmas_read_scripts (TagLemmas *lemmas, const guint8 *bytes, gsize n_bytes)
{
  g_autoptr (GArray) scripts = g_array_new (FALSE, FALSE, sizeof (TagScript));

  for (gsize at = 0; at < n_bytes;)
    {
      if (n_bytes - at < 3 || n_bytes - at - 3 < (gsize) bytes[at + 1] + bytes[at + 2])
        return "has a script that ends too early";
      TagScript script = {
        .letters = (TagCase) bytes[at],
        .old = (const char *) bytes + at + 3,
        .new = (const char *) bytes + at + 3 + bytes[at + 1],
        .n_old = bytes[at + 1],
        .n_new = bytes[at + 2],
      };
      if (bytes[at] >= TAG_N_CASES)
        return "has a script for letters in a case that is none";
      if (!g_utf8_validate (script.old, script.n_old, NULL) || !g_utf8_validate (script.new, script.n_new, NULL))
        return "has a script that is no UTF-8";
      if (scripts->len == TAG_MAX_SCRIPTS)
        return "has too many scripts";
      g_array_append_val (scripts, script);
      at += 3 + (gsize) script.n_old + script.n_new;
    }
  lemmas->n_scripts = scripts->len;
  lemmas->scripts = (TagScript *) (gpointer) g_array_free (g_steal_pointer (&scripts), FALSE);

  return NULL;
}

const char *
tag_lemmas_read_choices (TagLemmas *lemmas, const guint16 *numbers, gsize n_numbers, guint n_labels)
{
  gsize at = 0;

  for (guint label = 0; label < n_labels; label++)
    {
      if (at >= n_numbers || n_numbers - at - 1 < numbers[at])
        return "ends too early";
      lemmas->n_choices[label] = numbers[at];
      lemmas->choices[label] = g_memdup2 (numbers + at + 1, numbers[at] * sizeof *numbers);
      for (guint i = 0; i < numbers[at]; i++)
        if (numbers[at + 1 + i] >= lemmas->n_scripts)
          return "names a script that there is not";
      at += 1u + numbers[at];
    }

  return NULL;
}

void
tag_lemmas_clear (TagLemmas *lemmas)
{
  g_free (lemmas->scripts);
  for (guint label = 0; label < TAG_MAX_LABELS; label++)
    g_free (lemmas->choices[label]);
  *lemmas = (TagLemmas){ 0 };
}
