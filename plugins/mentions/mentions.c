/* The plugin: ties the mentions of people, organisations and places to where they are named in full. */
#include "optional-layer.h"
#include "referents.h"

#include <string.h>

/* Longer words are no short forms. */
#define MAX_WORD_BYTES 60

/* The text's blocks, asked in the order of the text. */
typedef struct
{
  ObelusLayer *layer; /* NULL for none */
  const guint32 *starts;
  gint kind; /* column; -1 for none */
  guint32 n;
  guint32 next;
  guint32 opening_end; /* of the first that is prose */
} Paragraphs;

static const char *
get_kind (const Paragraphs *paragraphs, guint32 row)
{
  return paragraphs->kind < 0 ? NULL : obelus_layer_get_string (paragraphs->layer, (guint) paragraphs->kind, row, NULL);
}

static void
init_paragraphs (Paragraphs *paragraphs, ObelusLayer *layer)
{
  *paragraphs = (Paragraphs){
    .layer = layer,
    .starts = obelus_layer_get_starts (layer),
    .kind = obelus_layer_find_column (layer, "kind"),
    .n = obelus_layer_get_n_rows (layer),
  };

  guint32 row = 0;
  while (row < paragraphs->n && get_kind (paragraphs, row) != NULL)
    row++;
  paragraphs->opening_end = row < paragraphs->n ? obelus_layer_get_ends (layer)[row] : 0;
}

static guint32
find_paragraph (Paragraphs *paragraphs, guint32 offset)
{
  while (paragraphs->next < paragraphs->n && paragraphs->starts[paragraphs->next] <= offset)
    paragraphs->next++;

  return paragraphs->next;
}

/* Words that are no names by themselves, between the names. */
typedef struct
{
  const char *text;
  const guint32 *starts;
  const guint32 *ends;
  guint32 n;
  guint32 next;
  guint32 covered; /* where the names passed so far end */
} Words;

typedef struct
{
  Referents *referents;
  ObelusLayerBuilder *builder;
  guint column;
  Paragraphs paragraphs;
  Words words;
} Work;

static void
add_mention (Work *work, guint32 start, guint32 end, guint32 anchor)
{
  obelus_layer_builder_set_reference (work->builder, work->column,
                                      obelus_layer_builder_append (work->builder, start, end), anchor);
}

/* `Merkel` of `Mrs Merkel` and a short form that brackets gave, where the tagger saw no name. */
static void
try_word (Work *work, guint32 token)
{
  const Words *words = &work->words;
  const char *text = words->text;
  guint32 start = words->starts[token], end = words->ends[token];
  guint32 anchor = OBELUS_NO_ROW;

  if (end - start > MAX_WORD_BYTES || end - start < 2)
    return;
  if (g_ascii_isupper (text[start + 1]) && referents_have_definitions (work->referents))
    anchor = referents_find_defined (work->referents, start, end, find_paragraph (&work->paragraphs, start));
  if (anchor == OBELUS_NO_ROW && token > 0)
    {
      gboolean is_title;
      guint32 title = words->starts[token - 1], title_end = words->ends[token - 1];
      if (title_end > start || title_end < title)
        return;
      LearnGender gender = learn_title_read (text + title, title_end - title, &is_title);
      if (is_title)
        anchor = referents_find_titled (work->referents, start, end, find_paragraph (&work->paragraphs, start), gender);
    }
  if (anchor != OBELUS_NO_ROW)
    add_mention (work, start, end, anchor);
}

/* Looks at the words before @limit. */
static void
try_words (Work *work, guint32 limit)
{
  Words *words = &work->words;

  for (; words->next < words->n && words->starts[words->next] < limit; words->next++)
    {
      guchar first = (guchar) words->text[words->starts[words->next]];
      if (words->starts[words->next] >= words->covered && words->ends[words->next] <= limit
          && (g_ascii_isupper ((char) first) || first >= 128))
        try_word (work, words->next);
    }
}

static gboolean
read_rows (ObelusContext *context, ObelusLayer *names, Paragraphs *paragraphs, NameRow *rows, GError **error)
{
  const guint32 *starts = obelus_layer_get_starts (names), *ends = obelus_layer_get_ends (names);
  gint label = obelus_layer_find_column (names, "label"), id = obelus_layer_find_column (names, "id");

  for (guint32 row = 0; row < obelus_layer_get_n_rows (names); row++)
    {
      if (obelus_context_is_cancelled_at (context, row, error))
        return FALSE;
      rows[row] = (NameRow){
        .start = starts[row],
        .end = ends[row],
        .label = label < 0 ? NULL : obelus_layer_get_string (names, (guint) label, row, NULL),
        .id = id < 0 ? NULL : obelus_layer_get_string (names, (guint) id, row, NULL),
        .paragraph = find_paragraph (paragraphs, starts[row]),
        .is_opening = starts[row] < paragraphs->opening_end,
      };
      const char *kind = rows[row].paragraph > 0 ? get_kind (paragraphs, rows[row].paragraph - 1) : NULL;
      rows[row].is_heading = kind != NULL && (g_str_equal (kind, "title") || g_str_equal (kind, "heading"));
    }
  paragraphs->next = 0;

  return TRUE;
}

static gboolean
tie_rows (ObelusContext *context, Work *work, const NameRow *rows, guint32 n_rows, guint32 length, GError **error)
{
  for (guint32 row = 0; row < n_rows; row++)
    {
      if (obelus_context_is_cancelled_at (context, row, error))
        return FALSE;
      try_words (work, rows[row].start);
      guint32 anchor = referents_find (work->referents, row);
      if (anchor != row)
        add_mention (work, rows[row].start, rows[row].end, anchor);
      work->words.covered = MAX (work->words.covered, rows[row].end);
    }
  try_words (work, length);

  return !obelus_context_is_cancelled (context, error);
}

static gboolean
mentions_process (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  ObelusLayer *tokens, *paragraphs, *names = obelus_context_get_layer (context, document, "entity", error);

  if (names == NULL || !learn_find_layer (context, document, "token", &tokens, error)
      || !learn_find_layer (context, document, "paragraph", &paragraphs, error))
    return FALSE;

  Work work = { .words = { .text = text } };
  if (paragraphs != NULL)
    init_paragraphs (&work.paragraphs, paragraphs);
  if (tokens != NULL)
    {
      work.words.starts = obelus_layer_get_starts (tokens);
      work.words.ends = obelus_layer_get_ends (tokens);
      work.words.n = obelus_layer_get_n_rows (tokens);
    }

  guint32 n_rows = obelus_layer_get_n_rows (names);
  g_autofree NameRow *rows = g_try_new (NameRow, MAX (n_rows, 1));
  if (rows == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for %u names; cut the document into smaller ones", n_rows);
  if (!read_rows (context, names, &work.paragraphs, rows, error))
    return FALSE;

  g_autoptr (Referents) referents = referents_new (text, rows, n_rows);
  if (obelus_context_is_cancelled (context, error))
    return FALSE;
  if (referents == NULL)
    return obelus_context_fail (context, error, OBELUS_ERROR_NO_MEMORY, OBELUS_NO_OFFSET,
                                "no memory is left for %u names; cut the document into smaller ones", n_rows);
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "mention", error);
  if (builder == NULL)
    return FALSE;
  work.referents = referents;
  work.builder = builder;
  work.column = obelus_layer_builder_add_reference (builder, "entity", "entity");

  return tie_rows (context, &work, rows, n_rows, length, error)
         && obelus_context_commit (context, document, builder, error);
}

static const ObelusProcessorClass mentions_processor = {
  .name = "mentions",
  .summary = "Tie later and shorter mentions to where a person, organisation or place is named in full",
  .needs = "entity token? paragraph?",
  .gives = "mention",
  .process = mentions_process,
};

static const ObelusProcessorClass *const processors[] = { &mentions_processor, NULL };

OBELUS_PLUGIN (mentions, .version = "1.0", .license = "MIT", .summary = "Who is meant by a short name",
               .processors = processors)
