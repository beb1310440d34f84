/* The reader of CoNLL-U: texts rebuilt from forms and `SpaceAfter=No`, with sentences, tokens and multi-word tokens. */
#include <obelus/obelus-plugin.h>

#include "names.h"
#include "score.h"
#include "words.h"
#include "writer.h"

#include <string.h>

typedef enum
{
  DIVIDE_NEWDOC,    /* at `# newdoc` */
  DIVIDE_FILE,      /* not at all */
  DIVIDE_SENTENCES, /* after a number of sentences */
} Divide;

typedef struct
{
  GBytes *bytes;
  const char *data;
  gsize length;
  gsize at;   /* where the next line starts */
  guint line; /* the number of the line before it */
  guint n_documents;
  gboolean skips; /* to the next document, after an error */
  char *name;     /* of the next document, from `# newdoc` */
  Words words;
} Reading;

static void
conllu_close (gpointer data)
{
  Reading *reading = data;

  words_clear (&reading->words);
  g_free (reading->name);
  g_bytes_unref (reading->bytes);
  g_free (reading);
}

static gboolean
conllu_open (ObelusContext *context, ObelusSource *source, gpointer *reading, GError **error)
{
  GBytes *bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (bytes == NULL)
    return FALSE;

  Reading *fresh = g_new0 (Reading, 1);
  fresh->bytes = bytes;
  fresh->data = g_bytes_get_data (bytes, &fresh->length);
  words_init (&fresh->words);
  if (!obelus_encoding_skip_mark (&fresh->data, &fresh->length, error))
    {
      conllu_close (fresh);
      return FALSE;
    }
  *reading = fresh;

  return TRUE;
}

/* The next line without its end. The length of a line that is there but empty is 0. */
static gboolean
peek_line (const Reading *reading, Piece *line, gsize *next)
{
  if (reading->at >= reading->length)
    return FALSE;

  const char *start = reading->data + reading->at;
  gsize left = reading->length - reading->at;
  const char *feed = memchr (start, '\n', left);

  line->start = start;
  line->length = feed != NULL ? (gsize) (feed - start) : left;
  *next = reading->at + line->length + (feed != NULL);
  if (line->length > 0 && start[line->length - 1] == '\r')
    line->length--;

  return TRUE;
}

/* Whether a comment has this key; if so, what stands behind the key and its equals sign. */
static gboolean
match_comment (const Piece *line, const char *key, Piece *value)
{
  gsize size = strlen (key);
  gsize at = 1;

  while (at < line->length && line->start[at] == ' ')
    at++;
  if (line->length - at < size || memcmp (line->start + at, key, size) != 0)
    return FALSE;
  at += size;
  if (at < line->length && line->start[at] != ' ' && line->start[at] != '=')
    return FALSE;

  while (at < line->length && (line->start[at] == ' ' || line->start[at] == '='))
    at++;
  value->start = line->start + at;
  value->length = line->length - at;

  return TRUE;
}

/* The name in `# newdoc id = NAME`. */
static char *
parse_name (const Piece *value)
{
  Piece name = *value;

  if (name.length >= 2 && memcmp (name.start, "id", 2) == 0)
    {
      gsize at = 2;
      while (at < name.length && (name.start[at] == ' ' || name.start[at] == '='))
        at++;
      name.start += at;
      name.length -= at;
    }

  return name.length > 0 ? g_utf8_make_valid (name.start, (gssize) name.length) : NULL;
}

/* `# meta::genre = interview` of English-GUM: facts about the document. */
static void
add_metadata (Words *words, const Piece *line)
{
  const char *mark = g_strstr_len (line->start, (gssize) line->length, "meta::");
  const char *equals = memchr (line->start, '=', line->length);

  if (mark == NULL || equals == NULL || equals < mark)
    return;

  g_autofree char *key = g_strstrip (g_utf8_make_valid (mark + 6, equals - mark - 6));
  g_autofree char *value = g_strstrip (g_utf8_make_valid (equals + 1, line->start + line->length - equals - 1));
  words_add_metadata (words, key, value);
}

static gboolean
fail_at_line (ObelusContext *context, Reading *reading, GError **error, const char *message)
{
  reading->skips = TRUE;

  return obelus_context_fail (context, error,
                              reading->words.ran_out ? OBELUS_ERROR_NO_MEMORY : OBELUS_ERROR_INVALID_INPUT,
                              OBELUS_NO_OFFSET, "line %u: %s", reading->words.line, message);
}

/* Moves to the next `# newdoc`, or to the end. */
static void
skip_document (ObelusContext *context, Reading *reading)
{
  Piece line, value;
  gsize next;

  while (peek_line (reading, &line, &next) && !obelus_context_is_cancelled_at (context, reading->line, NULL))
    {
      if (line.length > 0 && line.start[0] == '#' && match_comment (&line, "newdoc", &value))
        return;
      reading->at = next;
      reading->line++;
    }
}

static char *
make_id (const Reading *reading, ObelusSource *source, Divide divide)
{
  if (divide == DIVIDE_NEWDOC && reading->name != NULL)
    return g_strdup (reading->name);
  if (divide == DIVIDE_FILE)
    return g_strdup (obelus_source_get_name (source));

  return g_strdup_printf ("%s:%u", obelus_source_get_name (source), reading->n_documents);
}

/* Reads lines until the document is whole. Returns FALSE with an error for a line that is wrong. */
static gboolean
read_lines (ObelusContext *context, Reading *reading, Divide divide, guint n_wanted, GError **error)
{
  Piece line, value;
  gsize next;
  const char *problem;
  gsize block = reading->at; /* where the comments before the next words begin */
  guint block_line = reading->line;

  while (peek_line (reading, &line, &next))
    {
      gboolean is_comment = line.length > 0 && line.start[0] == '#';

      if (obelus_context_is_cancelled_at (context, reading->line, error))
        return FALSE;
      if (is_comment && match_comment (&line, "newdoc", &value))
        {
          reading->words.line = reading->line;
          problem = words_end_sentence (&reading->words);
          if (problem != NULL)
            return fail_at_line (context, reading, error, problem);
          if (divide == DIVIDE_NEWDOC && words_get_n (&reading->words) > 0)
            {
              words_drop_comments (&reading->words);
              reading->at = block;
              reading->line = block_line;
              return TRUE;
            }
          g_free (reading->name);
          reading->name = parse_name (&value);
          words_begin_paragraph (&reading->words);
        }
      else if (is_comment && match_comment (&line, "newpar", &value))
        words_begin_paragraph (&reading->words);
      else if (is_comment && words_get_n (&reading->words) == 0)
        add_metadata (&reading->words, &line);

      reading->at = next;
      reading->line++;
      reading->words.line = reading->line;
      if (is_comment && !words_add_comment (&reading->words, &line))
        return fail_at_line (context, reading, error,
                             "this is not UTF-8; convert the file first, for instance with iconv");
      if (is_comment)
        continue;
      block = reading->at;
      block_line = reading->line;

      problem = line.length > 0 ? words_add_line (&reading->words, &line) : words_end_sentence (&reading->words);
      if (problem != NULL)
        return fail_at_line (context, reading, error, problem);
      if (line.length == 0 && divide == DIVIDE_SENTENCES && words_get_n_sentences (&reading->words) >= n_wanted)
        return TRUE;
    }

  reading->words.line = reading->line;
  problem = words_end_sentence (&reading->words);

  return problem == NULL || fail_at_line (context, reading, error, problem);
}

static ObelusDocument *
conllu_read (ObelusContext *context, ObelusSource *source, gpointer data, GError **error)
{
  Reading *reading = data;
  Divide divide = (Divide) obelus_context_get_choice (context, "documents");
  guint n_wanted = (guint) obelus_context_get_integer (context, "sentences");

  if (reading->skips)
    {
      skip_document (context, reading);
      reading->skips = FALSE;
    }
  words_reset (&reading->words);
  g_clear_pointer (&reading->name, g_free);

  gboolean is_whole = read_lines (context, reading, divide, n_wanted, error);
  if (is_whole && words_get_n (&reading->words) == 0)
    return NULL;

  reading->n_documents++;
  g_autofree char *id = make_id (reading, source, divide);
  obelus_source_name_document (source, id);

  const char *key = obelus_context_get_text (context, "names");
  g_autoptr (ObelusDocument) document = is_whole ? words_make_document (&reading->words, id, error) : NULL;
  if (document == NULL || (key != NULL && !names_commit (&reading->words, key, document, error)))
    return NULL;

  return g_steal_pointer (&document);
}

static const ObelusOption conllu_options[] = {
  OBELUS_OPTION_CHOICE ("documents", "newdoc|file|sentences", "newdoc",
                        "Where a document ends: at '# newdoc', with the file, or after a number of sentences"),
  OBELUS_OPTION_INTEGER ("sentences", 1, 1000000, 100, "How many sentences make a document with documents=sentences"),
  OBELUS_OPTION_TEXT ("names", NULL, "The key in MISC whose values are labels of names, such as NER in NER=B-PER"),
  OBELUS_OPTION_END
};

static const ObelusReaderClass conllu = {
  .name = "conllu",
  .summary = "Read CoNLL-U, the format of Universal Dependencies",
  .extensions = ".conllu",
  .gives = "paragraph? sentence token token.form? token.lemma? token.upos? token.xpos? token.feats? token.head? "
           "token.deprel? token.conllu.deps? token.conllu.misc? token.conllu.head? multiword? conllu.sentence "
           "conllu.node? entity?",
  .options = conllu_options,
  .open = conllu_open,
  .read = conllu_read,
  .close = conllu_close,
};

static const ObelusReaderClass *const readers[] = { &conllu, NULL };
static const ObelusWriterClass *const writers[] = { &conllu_writer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &conllu_tokens_evaluator, &conllu_tags_evaluator, NULL };

OBELUS_PLUGIN (conllu, .version = "1.0", .license = "MIT", .summary = "CoNLL-U files", .readers = readers,
               .writers = writers, .evaluators = evaluators)
