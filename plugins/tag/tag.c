/* The plugin: parts of speech and lemmas of tokens. */
#include "tag.h"

#include "document-language.h"
#include "document-tokens.h"
#include "tagger.h"

#include <string.h>

/* A lemma that was made for a word with a label, in some document. */
typedef struct
{
  guint64 document; /* 0: none */
  guint32 age;      /* the memory's when it was made */
  guint16 script;
  guint8 key;   /* the label, and whether the word was put in small letters first */
  gint32 index; /* in the vocabulary of the document's new columns */
} Made;

#define MADE_LOWERED 0x80

/* So many are kept of a word: hardly any has more labels that take turns. */
#define N_MADE 2

/* Words are asked for so many tokens before they are needed. */
#define N_AHEAD 8

/* In bytes; what is longer is cut. Of tokens that each are the rest of the text, as records may bring them, all would
 * be kept otherwise. */
#define LONGEST_LEMMA 4096

typedef struct
{
  TagTagger *tagger;
  GArray *sentences; /* LearnSentence */
  GString *lemma;
  GString *lowered;
  TagForm form;
  guint64 document;                     /* counts documents */
  Made made[LEARN_MEMORY_SIZE][N_MADE]; /* of each remembered word, the one of late first */
  gint32 upos[TAG_MAX_LABELS];          /* indices in the vocabulary, −1 if not yet there */
} Scratch;

static gboolean
tag_load (ObelusContext *context, gpointer *shared, GError **error)
{
  *shared = tag_model_new (obelus_context_get_model (context, "model"), error);

  return *shared != NULL;
}

static void
tag_unload (gpointer shared)
{
  tag_model_free (shared);
}

static void
tag_end (gpointer data)
{
  Scratch *scratch = data;

  tag_tagger_free (scratch->tagger);
  g_array_unref (scratch->sentences);
  g_string_free (scratch->lemma, TRUE);
  g_string_free (scratch->lowered, TRUE);
  tag_form_clear (&scratch->form);
  g_free (scratch);
}

static gboolean
tag_begin (ObelusContext *context, gpointer *data, GError **error)
{
  TagTagger *tagger = tag_tagger_new (obelus_context_get_shared (context));
  Scratch *scratch = tagger != NULL ? g_try_new0 (Scratch, 1) : NULL;
  if (scratch == NULL)
    {
      tag_tagger_free (tagger);
      return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                  "no memory is left for tagging; use fewer threads");
    }

  scratch->tagger = tagger;
  scratch->sentences = g_array_new (FALSE, FALSE, sizeof (LearnSentence));
  scratch->lemma = g_string_new (NULL);
  scratch->lowered = g_string_new (NULL);
  tag_form_init (&scratch->form);
  *data = scratch;

  return TRUE;
}

enum
{
  COLUMN_UPOS,
  COLUMN_LEMMA,
};

/* Finds the script of a word. What stands in capitals only because its whole sentence does is the word in small
 * letters, unless it is a name. */
static guint
find_script (Scratch *scratch, const TagModel *model, const LearnWord *word, const char *form, gsize length,
             guint label, gboolean is_lowered)
{
  LearnWord lowered;

  if (is_lowered)
    {
      tag_case_apply (TAG_CASE_LOWER, form, length, scratch->lowered);
      form = scratch->lowered->str;
      length = scratch->lowered->len;
      learn_word_init (&lowered, form, (guint32) length, &model->lexicon);
      word = &lowered;
    }
  tag_form_set (&scratch->form, form, length);

  return tag_lemmas_find_script (&model->lemmas, word, &scratch->form, label);
}

/* What is known of a word with a label comes first; where that is nothing, what was known of it least lately gives way.
 */
static gboolean
find_made (Made *made, guint32 age, guint8 key)
{
  guint i = 0;
  while (i < N_MADE && !(made[i].document != 0 && made[i].age == age && made[i].key == key))
    i++;
  gboolean is_known = i < N_MADE;
  if (i == 0)
    return TRUE;

  Made first = is_known ? made[i] : (Made){ .age = age, .key = key };
  memmove (made + 1, made, MIN (i, N_MADE - 1) * sizeof *made);
  made[0] = first;

  return is_known;
}

/* The index of a lemma in the builder's vocabulary. Of a word that was met before, what is known of it is used again.
 */
static gint32
find_lemma (Scratch *scratch, const TagModel *model, ObelusLayerBuilder *builder, const LearnWord *word,
            const char *form, gsize length, guint8 label, gboolean is_lowered)
{
  /* Longer words are known by their beginnings only. */
  if (length > LEARN_WORD_MAX_BYTES)
    {
      gsize kept = MIN (length, LONGEST_LEMMA);
      while (kept < length && ((guchar) form[kept] & 0xC0) == 0x80)
        kept--;
      return obelus_layer_builder_intern (builder, form, (gssize) kept);
    }

  const LearnMemory *memory = tag_tagger_get_memory (scratch->tagger);
  gsize number = (gsize) (word - memory->words);
  Made *made = scratch->made[number];
  gboolean is_known = find_made (made, memory->ages[number], label | (is_lowered ? MADE_LOWERED : 0));
  if (made->document == scratch->document)
    return made->index;

  if (!is_known)
    made->script = (guint16) find_script (scratch, model, word, form, length, label, is_lowered);
  if (is_lowered)
    {
      tag_case_apply (TAG_CASE_LOWER, form, length, scratch->lowered);
      form = scratch->lowered->str;
      length = scratch->lowered->len;
    }
  if (made->script == TAG_NO_SCRIPT)
    tag_case_apply (TAG_CASE_KEPT, form, length, scratch->lemma);
  else
    tag_script_apply (&model->lemmas.scripts[made->script], form, length, scratch->lemma);
  made->document = scratch->document;
  made->index = obelus_layer_builder_intern (builder, scratch->lemma->str, (gssize) scratch->lemma->len);

  return made->index;
}

/* Asks ahead of its use for what was made for a word. */
static void
prefetch_made (const Scratch *scratch, const LearnMemory *memory, const LearnWord *word)
{
  gsize number = (gsize) (word - memory->words);

  __builtin_prefetch (&memory->ages[number]);
  __builtin_prefetch (&scratch->made[number][0]);
  __builtin_prefetch (&scratch->made[number][N_MADE - 1].index);
}

static void
set_cells (Scratch *scratch, const TagModel *model, ObelusLayerBuilder *builder, const LearnTokens *tokens,
           const TagStretchLabels *stretch)
{
  const LearnMemory *memory = tag_tagger_get_memory (scratch->tagger);

  for (guint32 i = 0; i < MIN (stretch->n, N_AHEAD); i++)
    prefetch_made (scratch, memory, stretch->words[i]);
  for (guint32 i = 0; i < stretch->n; i++)
    {
      if (i + N_AHEAD < stretch->n)
        prefetch_made (scratch, memory, stretch->words[i + N_AHEAD]);

      guint32 token = stretch->first + i;
      guint8 label = stretch->labels[i];
      const LearnWord *word = stretch->words[i];
      const char *name = model->labels.names[label];
      gboolean is_lowered = stretch->is_upper && word->casing == LEARN_CASING_UPPER && (model->names >> label & 1) == 0;

      if (scratch->upos[label] < 0)
        scratch->upos[label] = obelus_layer_builder_intern (builder, name, (gssize) tag_label_get_upos_length (name));
      obelus_layer_builder_set_string_index (builder, COLUMN_UPOS, token, scratch->upos[label]);
      gint32 lemma = find_lemma (scratch, model, builder, word, tokens->text + tokens->starts[token],
                                 tokens->ends[token] - tokens->starts[token], label, is_lowered);
      obelus_layer_builder_set_string_index (builder, COLUMN_LEMMA, token, lemma);
    }
}

/* Leaves out sentences that begin in another language than the model's. */
static void
leave_out_languages (LearnLanguages *languages, const LearnTokens *tokens, GArray *sentences)
{
  guint n_kept = 0;

  for (guint i = 0; i < sentences->len; i++)
    {
      LearnSentence sentence = g_array_index (sentences, LearnSentence, i);

      if (!learn_languages_is_foreign_at (languages, tokens->starts[sentence.first]))
        g_array_index (sentences, LearnSentence, n_kept++) = sentence;
    }
  g_array_set_size (sentences, n_kept);
}

static gboolean
tag_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const TagModel *model = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  ObelusLayer *sentences = obelus_context_get_layer (context, document, "sentence", error);
  if (sentences == NULL)
    return FALSE;
  ObelusLayer *tokens = obelus_context_get_layer (context, document, "token", error);
  if (tokens == NULL)
    return FALSE;
  LearnLanguages languages;
  if (!learn_languages_init (&languages, context, document, model->language, error))
    return FALSE;
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_extend_layer (context, document, "token", error);
  if (builder == NULL)
    return FALSE;

  LearnTokens arrays;
  learn_find_tokens (document, sentences, tokens, &arrays, scratch->sentences);
  leave_out_languages (&languages, &arrays, scratch->sentences);
  const LearnSentence *found = (const LearnSentence *) (gpointer) scratch->sentences->data;
  if (!tag_tagger_begin (scratch->tagger, &arrays, found, scratch->sentences->len))
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for a document of %u tokens; cut it into smaller documents",
                                arrays.n);

  obelus_layer_builder_add_column (builder, "upos", OBELUS_COLUMN_STRING);
  obelus_layer_builder_add_column (builder, "lemma", OBELUS_COLUMN_STRING);
  memset (scratch->upos, 0xff, sizeof scratch->upos);
  scratch->document++;
  for (guint32 i = 0; i < scratch->sentences->len; i++)
    {
      TagStretchLabels stretch;

      tag_tagger_enter_sentence (scratch->tagger, i);
      while (tag_tagger_next (scratch->tagger, &stretch))
        {
          if (obelus_context_is_cancelled (context, error))
            return FALSE;
          set_cells (scratch, model, builder, &arrays, &stretch);
        }
    }

  return obelus_context_commit (context, document, builder, error);
}

static const ObelusOption tag_options[]
    = { OBELUS_OPTION_MODEL ("model", "tag.obm", "The model to tag with"), OBELUS_OPTION_END };

static const ObelusProcessorClass tag_processor = {
  .name = "tag",
  .summary = "Tell the part of speech and the lemma of each token",
  .needs = "sentence token language?",
  .gives = "token.upos token.lemma",
  .options = tag_options,
  .load = tag_load,
  .begin = tag_begin,
  .process = tag_process,
  .end = tag_end,
  .unload = tag_unload,
};

static const ObelusProcessorClass *const processors[] = { &tag_processor, NULL };
static const ObelusTrainerClass *const trainers[] = { &tag_trainer, NULL };

OBELUS_PLUGIN (tag, .version = "1.0", .license = "MIT", .summary = "Parts of speech and lemmas",
               .processors = processors, .trainers = trainers)
