/* The processor: the language of a text, and of blocks in another one. */
#include "detect.h"

#include <obelus/obelus-plugin.h>

/* A text is looked at in pieces of about this size: whoever wants to stop the work need not wait long. */
#define PIECE_SIZE (1u << 20)
/* Scratch that a text of more than this many bytes made grow is given back. */
#define LARGEST_KEPT_TEXT (1u << 24)

/* Columns of the layer, in the order in which they are added. */
enum
{
  COLUMN_CODE,
  COLUMN_SCORE,
};

typedef struct
{
  guint16 hint;
  guint n_least_letters;
  double least_score;
} Settings;

typedef struct
{
  Detector *detector;
} Scratch;

static gboolean
language_load (ObelusContext *context, gpointer *shared, GError **error)
{
  const char *hint = obelus_context_get_text (context, "hint");
  guint16 language = hint == NULL ? DETECT_UNKNOWN : detect_find_language (hint);

  if (hint != NULL && language == DETECT_UNKNOWN)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "option 'hint' is '%s', which is no language known here; write a code such as de",
                                hint);

  Settings *settings = g_new0 (Settings, 1);
  settings->hint = language;
  settings->n_least_letters = (guint) obelus_context_get_integer (context, "min-letters");
  settings->least_score = obelus_context_get_real (context, "min-score");
  *shared = settings;

  return TRUE;
}

static gboolean
ensure_detector (ObelusContext *context, Scratch *scratch, GError **error)
{
  if (scratch->detector == NULL)
    scratch->detector = detector_new ();

  return scratch->detector != NULL
         || obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                 "no memory to look for languages; run fewer jobs");
}

static gboolean
language_begin (ObelusContext *context G_GNUC_UNUSED, gpointer *scratch, GError **error G_GNUC_UNUSED)
{
  *scratch = g_new0 (Scratch, 1);

  return TRUE;
}

static void
language_end (gpointer data)
{
  Scratch *scratch = data;

  detector_free (scratch->detector);
  g_free (scratch);
}

/* Where the piece that starts at @start ends: behind white space if there is any in its last part. */
static guint32
end_piece (const char *text, guint32 start, guint32 length)
{
  if (length - start <= PIECE_SIZE)
    return length;

  guint32 end = start + PIECE_SIZE;
  for (guint32 at = end; at > end - PIECE_SIZE / 16; at--)
    if (g_ascii_isspace (text[at - 1]))
      return at;
  while (((guchar) text[end] & 0xC0) == 0x80)
    end--;

  return end;
}

static gboolean
detect (ObelusContext *context, Detector *detector, const char *text, guint32 length, guint16 hint, GError **error)
{
  detector_reset (detector);
  for (guint32 start = 0; start < length;)
    {
      guint32 end = end_piece (text, start, length);

      if (obelus_context_is_cancelled (context, error))
        return FALSE;
      if (!detector_add (detector, text, start, end, hint))
        return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, start,
                                    "no memory to look for languages in %u bytes of text; run fewer jobs", length);
      start = end;
    }

  return TRUE;
}

/* Whether a block has @enough letters: whatever is not ASCII counts as one. */
static gboolean
has_letters (const char *text, guint32 start, guint32 end, guint enough)
{
  guint n = 0;

  for (guint32 at = start; at < end && n < enough; at++)
    n += g_ascii_isalpha (text[at]) || ((guchar) text[at] & 0xC0) == 0xC0;

  return n >= enough;
}

static void
trim (const char *text, guint32 *start, guint32 *end)
{
  while (*start < *end && g_ascii_isspace (text[*start]))
    ++*start;
  while (*end > *start && g_ascii_isspace (text[*end - 1]))
    --*end;
}

static void
append_row (ObelusLayerBuilder *builder, guint32 start, guint32 end, guint16 language, double score)
{
  guint32 row = obelus_layer_builder_append (builder, start, end);

  obelus_layer_builder_set_string (builder, COLUMN_CODE, row, detect_get_code (language), -1);
  obelus_layer_builder_set_real (builder, COLUMN_SCORE, row, score);
}

/* Neighbouring chunks of one language are one block. The library names only those whose language it is sure of. */
static void
append_blocks (ObelusLayerBuilder *builder, const Settings *settings, const Detector *detector, const char *text,
               guint32 length, guint16 language)
{
  gsize n_chunks;
  const DetectChunk *chunks = detector_get_chunks (detector, &n_chunks);

  for (gsize i = 0; i < n_chunks;)
    {
      gsize next = i + 1;
      while (next < n_chunks && chunks[next].language == chunks[i].language)
        next++;

      guint32 start = chunks[i].start, end = chunks[next - 1].end;
      trim (text, &start, &end);
      if (chunks[i].language != language && chunks[i].language != DETECT_UNKNOWN && end - start < length
          && has_letters (text, start, end, settings->n_least_letters))
        append_row (builder, start, end, chunks[i].language, 1);
      i = next;
    }
}

static gboolean
language_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  const Settings *settings = obelus_context_get_shared (context);
  Scratch *scratch = obelus_context_get_scratch (context);
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);

  if (!ensure_detector (context, scratch, error)
      || !detect (context, scratch->detector, text, length, settings->hint, error))
    return FALSE;

  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "language", error);
  if (builder == NULL)
    return FALSE;

  DetectResult result = detector_sum_up (scratch->detector);
  if (result.score < settings->least_score)
    result.language = DETECT_UNKNOWN;
  obelus_layer_builder_add_column (builder, "code", OBELUS_COLUMN_STRING);
  obelus_layer_builder_add_column (builder, "score", OBELUS_COLUMN_REAL);
  append_row (builder, 0, length, result.language, result.score);
  append_blocks (builder, settings, scratch->detector, text, length, result.language);
  if (length > LARGEST_KEPT_TEXT)
    g_clear_pointer (&scratch->detector, detector_free);

  return obelus_context_commit (context, document, builder, error);
}

static const ObelusOption language_options[]
    = { OBELUS_OPTION_TEXT ("hint", NULL, "Code of the language that texts are in where they do not say otherwise"),
        OBELUS_OPTION_REAL ("min-score", 0, 1, 0.3, "Score below which a text is of no known language"),
        OBELUS_OPTION_INTEGER ("min-letters", 1, 1000000, 24,
                               "How many letters a block in another language has at least"),
        OBELUS_OPTION_END };

static const ObelusProcessorClass language = {
  .name = "language",
  .summary = "Tell which language a text is in, and which blocks of it are in another",
  .gives = "language language.code language.score",
  .options = language_options,
  .load = language_load,
  .begin = language_begin,
  .process = language_process,
  .end = language_end,
  .unload = g_free,
};

static const ObelusProcessorClass *const processors[] = { &language, NULL };

OBELUS_PLUGIN (language, .version = "1.0", .license = "MIT AND Apache-2.0",
               .summary = "Languages of texts and of their parts, by CLD2", .processors = processors)
