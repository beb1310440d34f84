/* What a token may be in a phrase: by its part of speech, and without tags by the language's stop words. */
#include "roles.h"

#include "fold.h"

#include <obelus/obelus-context.h>

#include <string.h>

/* Tokens by which a text's language is guessed. */
#define N_GUESSED_TOKENS 2000

/* A text is in another language than English if so many times as many of its words carry no topic there. */
#define FOREIGN_RATIO 1.5

/* Parts of speech */

/* Of tags only: no token is one */
#define TAG_VERB (1u << 15)

static guint
read_tag (const char *tag)
{
  static const struct
  {
    const char *tag;
    guint flags;
  } tags[] = {
    { "NOUN", TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST },
    { "PROPN", TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST | TOKEN_NAME },
    { "ADJ", TOKEN_INSIDE | TOKEN_FIRST | TOKEN_ADJECTIVE },
    { "NUM", TOKEN_INSIDE },
    { "DET", TOKEN_ARTICLE },
    { "VERB", TAG_VERB },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_equal (tag, tags[i].tag))
      return tags[i].flags;
  return 0;
}

/* What the strings of the tag column mean, by their numbers. FALSE where no memory is left. */
static gboolean
read_tags (Roles *roles, ObelusLayer *tokens)
{
  const gint column = obelus_layer_find_column (tokens, "upos");
  if (column < 0)
    return TRUE;

  const guint32 n_tags = obelus_layer_get_vocabulary_size (tokens, (guint) column);
  roles->tags = g_try_new (guint16, MAX (n_tags, 1));
  for (guint32 i = 0; roles->tags != NULL && i < n_tags; i++)
    roles->tags[i] = (guint16) read_tag (obelus_layer_get_vocabulary_string (tokens, (guint) column, (gint32) i, NULL));
  roles->tag_indices = obelus_layer_get_string_indices (tokens, (guint) column);
  return roles->tags != NULL;
}

/* The language of whose words the text holds most that carry no topic. Where they are few it is English, unless most
 * words are in another script: then -1. */
static gint
guess_language (const TextInput *input)
{
  const guint n_languages = stop_words_get_n_languages ();
  const guint32 *starts = obelus_layer_get_starts (input->tokens), *ends = obelus_layer_get_ends (input->tokens);
  const guint32 n_tokens = MIN (obelus_layer_get_n_rows (input->tokens), N_GUESSED_TOKENS);
  guint32 counts[MOST_LANGUAGES] = { 0 }, n_foreign = 0, n_words = 0, furthest = 0;
  char folded[FOLDED_BYTES];
  gboolean is_ascii;
  gint best = 0;

  /* Who asked for the roles sees that the work was cancelled. */
  for (guint32 i = 0; i < n_tokens && !obelus_is_cancelled_at (i); i++)
    {
      const gboolean overlaps = starts[i] < furthest;
      furthest = MAX (furthest, ends[i]);
      const gsize length = overlaps ? 0 : word_fold (input->text + starts[i], ends[i] - starts[i], folded, &is_ascii);
      if (length == 0 || length >= LONGEST_WORD)
        continue;
      stop_words_count (input->stop_words, folded, length, counts);
      n_words++;
      n_foreign += (guchar) folded[0] >= 0xc0 + 0x0e; /* from U+0380 on: no Latin */
    }
  for (guint i = 1; i < n_languages; i++)
    if (counts[i] > counts[best])
      best = (gint) i;
  if (counts[best] > FOREIGN_RATIO * counts[0] + 2)
    return best;
  return 2 * n_foreign > n_words ? -1 : 0;
}

/* Whether a token begins in the syllables that Japanese writes what is between its nouns in, which set apart what
 * carries no topic as a list would. */
static gboolean
holds_hiragana (const TextInput *input)
{
  const guint32 *starts = obelus_layer_get_starts (input->tokens), *ends = obelus_layer_get_ends (input->tokens);
  const guint32 n_tokens = MIN (obelus_layer_get_n_rows (input->tokens), N_GUESSED_TOKENS);

  for (guint32 i = 0; i < n_tokens; i++)
    if (starts[i] < ends[i]
        && g_unichar_get_script (g_utf8_get_char (input->text + starts[i])) == G_UNICODE_SCRIPT_HIRAGANA)
      return TRUE;
  return FALSE;
}

gboolean
roles_init (Roles *roles, const TextInput *input)
{
  *roles = (Roles){
    .stop_words = input->stop_words,
    .language = input->language == NULL ? guess_language (input) : stop_words_find_language (input->language),
  };
  roles->is_known = roles->language >= 0 || holds_hiragana (input);
  /* The tagger knows English alone. */
  return !input->uses_tags || roles->language != 0 || read_tags (roles, input->tokens);
}

void
roles_clear (Roles *roles)
{
  g_clear_pointer (&roles->tags, g_free);
}

static gboolean
is_hiragana (const char *folded, gsize length)
{
  for (const char *at = folded; at < folded + length; at = g_utf8_next_char (at))
    if (g_unichar_get_script (g_utf8_get_char (at)) != G_UNICODE_SCRIPT_HIRAGANA)
      return FALSE;
  return TRUE;
}

static guint
get_tag (const Roles *roles, guint32 at)
{
  return roles->tag_indices[at] < 0 ? 0 : roles->tags[roles->tag_indices[at]];
}

/* `a swimming pool`: a verb's form in the place of an adjective, whatever the tagger says. */
static gboolean
is_participle (const Roles *roles, guint32 at, const char *folded, gsize length)
{
  return length > 5 && memcmp (folded + length - 3, "ing", 3) == 0 && at > 0
         && (get_tag (roles, at - 1) & (TOKEN_ARTICLE | TOKEN_ADJECTIVE)) != 0;
}

static guint
read_tagged_role (const Roles *roles, guint32 at, const char *folded, gsize length, guint stop, gboolean is_letter)
{
  guint role = get_tag (roles, at);
  if (role == TAG_VERB)
    role = is_participle (roles, at, folded, length) ? TOKEN_INSIDE | TOKEN_FIRST : 0;

  /* `New` of a name and `new harbour`, but neither `a lot of harbours` nor `a kind of harbour`. */
  if ((stop & STOP_ARTICLE) != 0 && !is_letter)
    return TOKEN_ARTICLE;
  if ((stop & STOP_WORD) != 0 && (role & (TOKEN_NAME | TOKEN_ADJECTIVE)) == 0)
    return role & TOKEN_ARTICLE;
  return role;
}

static guint
read_untagged_role (const Roles *roles, const char *folded, gsize length, guint stop, gboolean is_capital)
{
  if ((stop & STOP_WORD) != 0 || is_hiragana (folded, length))
    return (stop & STOP_ARTICLE) != 0 ? TOKEN_ARTICLE : 0;
  if (stop_words_capitalize_nouns (roles->language) && !is_capital)
    return TOKEN_INSIDE | TOKEN_FIRST;
  return TOKEN_INSIDE | TOKEN_FIRST | TOKEN_LAST;
}

guint
roles_read (const Roles *roles, guint32 at, const char *folded, gsize length, gboolean is_capital)
{
  if (!roles->is_known)
    return 0;

  const gboolean is_number = g_ascii_isdigit (folded[0]) && strspn (folded, "0123456789") >= length;
  const gboolean is_letter = (gsize) g_utf8_skip[(guchar) folded[0]] >= length;
  const guint stop = stop_words_look_up (roles->stop_words, roles->language, folded, length);
  const guint role = roles->tags != NULL ? read_tagged_role (roles, at, folded, length, stop, is_letter)
                                         : read_untagged_role (roles, folded, length, stop, is_capital);

  if (is_number)
    return role & TOKEN_INSIDE;
  /* In English days and months are written with capitals: `the march to the sea` is none. */
  const gboolean is_date = (stop & STOP_DATE) != 0 && (is_capital || roles->language != 0);
  /* Letters by themselves are initials and list marks. */
  return is_letter || is_date ? role & ~(guint) TOKEN_FIRST : role;
}
