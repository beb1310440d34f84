/* The writer `digest`: what a person wants to know of a text, on one screen. */
#include <obelus/obelus-plugin.h>

#include "display.h"
#include "mood.h"
#include "names.h"
#include "phrases.h"
#include "sayings.h"

#include <math.h>
#include <string.h>

/* The longest label, `Organisations`, and two spaces. */
#define LABEL_COLUMNS 15
#define MARGIN 2

/* Narrower than this, labels get lines of their own. */
#define MIN_COLUMNS_BESIDE_LABELS 30

/* Sentences that run on are cut after so many columns, headlines after so many lines. */
#define MAX_SENTENCE_COLUMNS 600
#define MAX_HEADLINE_LINES 3
#define MAX_ORIGIN_COLUMNS 40

/* A digest while it is written. */
typedef struct
{
  ObelusContext *context;
  GString *output;
  const char *text;
  guint32 length;
  guint width;
  gboolean color;
  gboolean beside; /* labels stand beside what they label */
} Digest;

/* Styles: what ECMA-48 calls select graphic rendition */
#define STYLE_BOLD "1"
#define STYLE_FAINT "2"
#define STYLE_LABEL "36"
#define STYLE_GOOD "32"
#define STYLE_BAD "31"

static void
begin_style (Digest *digest, const char *style)
{
  if (digest->color)
    g_string_append_printf (digest->output, "\033[%sm", style);
}

static void
end_style (Digest *digest)
{
  if (digest->color)
    g_string_append (digest->output, "\033[0m");
}

static void
append_styled (Digest *digest, const char *style, const char *text)
{
  begin_style (digest, style);
  g_string_append (digest->output, text);
  end_style (digest);
}

/* Parts that stand at the left edge or hang from a label */

static void
append_heading (Digest *digest, const char *id)
{
  /* Standard input is called `-`, which says nothing between dashes. */
  g_autofree char *name = display_make_clean (id, g_str_equal (id, "-") ? 0 : strlen (id), digest->width - 6);
  const guint used = *name == '\0' ? 0 : 4 + display_measure (name);

  begin_style (digest, STYLE_FAINT);
  if (*name != '\0')
    g_string_append_printf (digest->output, "── %s ", name);
  for (guint column = used; column < digest->width; column++)
    g_string_append (digest->output, "─");
  end_style (digest);
  g_string_append (digest->output, "\n\n");
}

/* Begins a labelled part and returns the column in which it goes on, which is also where its lines hang. */
static guint
append_label (Digest *digest, const char *label)
{
  display_append_spaces (digest->output, MARGIN);
  append_styled (digest, STYLE_LABEL, label);
  if (!digest->beside)
    {
      g_string_append_c (digest->output, '\n');
      display_append_spaces (digest->output, 2 * MARGIN);
      return 2 * MARGIN;
    }

  display_append_spaces (digest->output, LABEL_COLUMNS - display_measure (label));
  return MARGIN + LABEL_COLUMNS;
}

static gboolean
is_quotation_mark (gunichar character)
{
  return character == '"' || character == 0xab || character == 0xbb || (character >= 0x201c && character <= 0x201f);
}

/* A quotation of several sentences leaves its marks on the first and the last of them. Where one is shown alone, a mark
 * at its edge that has no partner in it is taken away. */
static void
strip_lone_mark (char *sentence)
{
  const char *last = sentence;
  guint n_marks = 0;

  for (const char *at = sentence; *at != '\0'; at = g_utf8_next_char (at))
    {
      n_marks += is_quotation_mark (g_utf8_get_char (at));
      last = at;
    }
  if (n_marks != 1)
    return;

  if (is_quotation_mark (g_utf8_get_char (last)))
    sentence[last - sentence] = '\0';
  else if (is_quotation_mark (g_utf8_get_char (sentence)))
    {
      const char *rest = g_utf8_next_char (sentence);
      memmove (sentence, rest, strlen (rest) + 1);
    }
}

/* @origin: what the sentence is from, shown behind it; %NULL for nothing */
static void
append_sentence (Digest *digest, guint32 start, guint32 end, const char *origin, guint column)
{
  g_autofree char *sentence = display_make_clean (digest->text + start, end - start, MAX_SENTENCE_COLUMNS);
  strip_lone_mark (sentence);
  g_autofree char *shown = origin == NULL ? g_strdup (sentence) : g_strdup_printf ("%s (%s)", sentence, origin);
  display_append_wrapped (digest->output, shown, column, column, digest->width);
  g_string_append_c (digest->output, '\n');
}

/* What it is about */

/* The first line that is not blank. */
static gboolean
find_first_line (const Digest *digest, guint32 *start, guint32 *end)
{
  const char *text_end = digest->text + digest->length;
  const char *line = digest->text;

  while (line < text_end && g_ascii_isspace (*line))
    line++;
  if (line == text_end)
    return FALSE;

  const char *line_end = memchr (line, '\n', (gsize) (text_end - line));
  *start = (guint32) (line - digest->text);
  *end = line_end == NULL ? digest->length : (guint32) (line_end - digest->text);
  return TRUE;
}

static gboolean
find_title (const Digest *digest, ObelusLayer *paragraphs, guint32 *start, guint32 *end)
{
  const gint kind = paragraphs == NULL ? -1 : obelus_layer_find_column (paragraphs, "kind");
  const gint32 title = kind < 0 ? -2 : obelus_layer_find_vocabulary_index (paragraphs, (guint) kind, "title");
  const gint32 *kinds = kind < 0 ? NULL : obelus_layer_get_string_indices (paragraphs, (guint) kind);

  (void) digest;
  for (guint32 row = 0; title >= 0 && row < obelus_layer_get_n_rows (paragraphs); row++)
    if (kinds[row] == title)
      {
        *start = obelus_layer_get_starts (paragraphs)[row];
        *end = obelus_layer_get_ends (paragraphs)[row];
        return TRUE;
      }
  return FALSE;
}

static gboolean
starts_in (ObelusLayer *layer, guint32 start, guint32 end)
{
  guint32 first;
  return layer != NULL && obelus_layer_find_starting (layer, start, end, &first) > 0;
}

/* The title; of a text without one the first line, unless the summary is about to say it anyway. */
static gboolean
append_headline (Digest *digest, ObelusLayer *paragraphs, ObelusLayer *summary)
{
  guint32 start, end;

  if (!find_title (digest, paragraphs, &start, &end)
      && (!find_first_line (digest, &start, &end) || starts_in (summary, start, end)))
    return FALSE;

  g_autofree char *headline
      = display_make_clean (digest->text + start, end - start, MAX_HEADLINE_LINES * digest->width);
  begin_style (digest, STYLE_BOLD);
  display_append_wrapped (digest->output, headline, 0, 0, digest->width);
  end_style (digest);
  g_string_append_c (digest->output, '\n');
  return TRUE;
}

/* The name, without folders, of the merged text that a sentence is from; %NULL if there is but one. */
static char *
dup_origin (ObelusLayer *inputs, guint32 start)
{
  const gint name = inputs == NULL ? -1 : obelus_layer_find_column (inputs, "name");
  ObelusRowIter iter;
  guint32 row;

  if (name < 0 || obelus_layer_get_column_type (inputs, (guint) name) != OBELUS_COLUMN_STRING
      || obelus_layer_get_n_rows (inputs) < 2)
    return NULL;
  obelus_layer_find_at (inputs, start, &iter);
  const char *path
      = obelus_row_iter_next (&iter, &row) ? obelus_layer_get_string (inputs, (guint) name, row, NULL) : NULL;
  if (path == NULL)
    return NULL;
  const char *last = strrchr (path, G_DIR_SEPARATOR);
  last = last == NULL ? path : last + 1;
  return display_make_clean (last, strlen (last), MAX_ORIGIN_COLUMNS);
}

static gboolean
append_summary (Digest *digest, ObelusLayer *summary, ObelusLayer *inputs)
{
  const guint32 n_rows = summary == NULL ? 0 : obelus_layer_get_n_rows (summary);
  const guint32 n_wanted = MIN (n_rows, (guint32) obelus_context_get_integer (digest->context, "sentences"));

  for (guint32 row = 0; row < n_wanted; row++)
    {
      display_append_spaces (digest->output, MARGIN);
      append_styled (digest, STYLE_LABEL, "•");
      g_string_append_c (digest->output, ' ');
      const guint32 start = obelus_layer_get_starts (summary)[row];
      g_autofree char *origin = dup_origin (inputs, start);
      append_sentence (digest, start, obelus_layer_get_ends (summary)[row], origin, MARGIN + 2);
    }
  return n_wanted > 0;
}

/* Who and where */

/* Appends one item of a list; items are not broken as long as one fits a line of its own. */
static guint
append_item (Digest *digest, const char *item, const char *count, gboolean first, guint column, guint indent)
{
  const guint item_columns = display_measure (item) + display_measure (count);

  if (!first)
    {
      g_string_append (digest->output, ",");
      column++;
      if (column + 1 + item_columns + 1 > digest->width)
        {
          g_string_append_c (digest->output, '\n');
          display_append_spaces (digest->output, indent);
          column = indent;
        }
      else
        {
          g_string_append_c (digest->output, ' ');
          column++;
        }
    }

  if (column + item_columns + 1 > digest->width)
    {
      g_autofree char *cut
          = display_make_clean (item, strlen (item), digest->width - column - display_measure (count) - 1);
      g_string_append (digest->output, cut);
      column += display_measure (cut);
    }
  else
    {
      g_string_append (digest->output, item);
      column += display_measure (item);
    }
  if (*count != '\0')
    append_styled (digest, STYLE_FAINT, count);
  return column + display_measure (count);
}

/* A list of items behind a label, while it is written */
typedef struct
{
  const char *label;
  guint n_wanted;
  guint n_shown, n_hidden;
  guint column, indent;
} List;

static void
append_counted (Digest *digest, List *list, const char *text, guint n)
{
  if (list->n_shown == list->n_wanted)
    {
      list->n_hidden++;
      return;
    }
  if (list->n_shown == 0)
    list->column = list->indent = append_label (digest, list->label);
  g_autofree char *count = n > 1 ? g_strdup_printf (" ×%u", n) : g_strdup ("");
  list->column = append_item (digest, text, count, list->n_shown == 0, list->column, list->indent);
  list->n_shown++;
}

static void
end_list (Digest *digest, const List *list)
{
  if (list->n_shown > 0 && list->n_hidden > 0)
    {
      g_autofree char *more = g_strdup_printf ("%u more", list->n_hidden);
      append_item (digest, more, "", FALSE, list->column, list->indent);
    }
  if (list->n_shown > 0)
    g_string_append_c (digest->output, '\n');
}

static void
append_names_of_kind (Digest *digest, GPtrArray *names, LearnNameKind kind, const char *label)
{
  List list = { .label = label, .n_wanted = (guint) obelus_context_get_integer (digest->context, "names") };

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = names->pdata[i];
      if (name->kind == kind)
        append_counted (digest, &list, name->text, name->count);
    }
  end_list (digest, &list);
}

static gboolean
append_names (Digest *digest, GPtrArray *names)
{
  static const char *const labels[LEARN_N_NAME_KINDS] = { "People", "Organisations", "Places", "Also" };
  const gsize before = digest->output->len;

  for (guint kind = 0; names != NULL && kind < LEARN_N_NAME_KINDS; kind++)
    append_names_of_kind (digest, names, (LearnNameKind) kind, labels[kind]);
  return digest->output->len > before;
}

static void
add_folded (GHashTable *set, const char *text)
{
  g_hash_table_add (set, g_utf8_casefold (text, -1));
}

/* What has been said with the names: each of them, and of people each word. */
static GHashTable *
list_said (GPtrArray *names)
{
  GHashTable *said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const Name *name = names->pdata[i];
      add_folded (said, name->text);
      if (name->kind != LEARN_NAME_PERSON)
        continue;
      g_auto (GStrv) words = g_strsplit (name->text, " ", -1);
      for (guint j = 0; words[j] != NULL; j++)
        add_folded (said, words[j]);
    }
  return said;
}

/* Key phrases that the names do not say already. */
static gboolean
append_phrases (Digest *digest, ObelusLayer *keyphrases, GPtrArray *names)
{
  List list = { .label = "Key phrases", .n_wanted = (guint) obelus_context_get_integer (digest->context, "phrases") };
  if (keyphrases == NULL || list.n_wanted == 0)
    return FALSE;

  g_autoptr (GPtrArray) phrases = phrases_list (digest->text, keyphrases);
  g_autoptr (GHashTable) said = list_said (names);
  for (guint i = 0; i < phrases->len && list.n_shown < list.n_wanted; i++)
    {
      const KeyPhrase *phrase = phrases->pdata[i];
      g_autofree char *key = g_utf8_casefold (phrase->text, -1);
      if (!g_hash_table_contains (said, key))
        append_counted (digest, &list, phrase->text, phrase->count);
    }
  end_list (digest, &list);
  return list.n_shown > 0;
}

/* The mood */

static const char *
choose_mood_style (double score)
{
  return score > MOOD_EVEN ? STYLE_GOOD : score < -MOOD_EVEN ? STYLE_BAD : STYLE_FAINT;
}

/* The course as a row of bars, a digest's picture of where the mood turns. */
static void
append_course (Digest *digest, const Mood *mood)
{
  static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
  static const char legend[] = "  beginning to end";
  const guint n_bars = G_N_ELEMENTS (bars);

  const guint column = append_label (digest, "Course") + mood->n_steps;
  for (guint step = 0; step < mood->n_steps; step++)
    {
      /* Means of sentences seldom go beyond ±0.5; the full height is for those that do. */
      const double height = CLAMP (mood->steps[step] / 0.5, -1.0, 1.0);
      const guint bar = (guint) ((height + 1.0) / 2.0 * (n_bars - 1) + 0.5);
      append_styled (digest, choose_mood_style (mood->steps[step]), bars[bar]);
    }
  if (column + strlen (legend) <= digest->width)
    append_styled (digest, STYLE_FAINT, legend);
  g_string_append_c (digest->output, '\n');
}

/* The words that made the score of a sentence what it is */
static void
append_reasons (Digest *digest, ObelusLayer *evidence, guint32 row, gboolean positive)
{
  guint32 reasons[MOOD_MAX_REASONS];
  const guint n = mood_find_reasons (evidence, row, positive, reasons);

  if (n == 0)
    return;
  const guint indent = append_label (digest, "Because of");
  guint column = indent;
  for (guint i = 0; i < n; i++)
    {
      const guint32 start = obelus_layer_get_starts (evidence)[reasons[i]];
      const guint32 end = obelus_layer_get_ends (evidence)[reasons[i]];
      g_autofree char *words = display_make_clean (digest->text + start, end - start, MAX_SENTENCE_COLUMNS);
      column = append_item (digest, words, "", i == 0, column, indent);
    }
  g_string_append_c (digest->output, '\n');
}

static gboolean
append_mood (Digest *digest, ObelusLayer *sentiment, ObelusLayer *evidence, gboolean is_foreign)
{
  Mood mood = { 0 };

  if (sentiment != NULL)
    mood_read (sentiment, digest->length, &mood);
  /* What feels nothing in another language was not understood. */
  if (!mood.known || (is_foreign && fabs (mood.score) < 0.005))
    return FALSE;

  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, fabs (mood.score) < 0.005 ? "%.0f" : "%+.2f",
                   fabs (mood.score) < 0.005 ? 0.0 : mood.score);
  const guint column = append_label (digest, "Mood");
  append_styled (digest, choose_mood_style (mood.score), mood.word);
  if (column + strlen (mood.word) + 3 + strlen (number) <= digest->width)
    {
      begin_style (digest, STYLE_FAINT);
      g_string_append_printf (digest->output, " (%s)", number);
      end_style (digest);
    }
  g_string_append_c (digest->output, '\n');

  if (mood.n_steps > 0)
    append_course (digest, &mood);
  const struct
  {
    guint32 row;
    const char *label;
  } strongest[] = { { mood.brightest, "Most positive" }, { mood.darkest, "Most negative" } };
  for (guint i = 0; i < G_N_ELEMENTS (strongest); i++)
    if (strongest[i].row != OBELUS_NO_ROW)
      {
        append_label (digest, strongest[i].label);
        append_sentence (digest, obelus_layer_get_starts (sentiment)[strongest[i].row],
                         obelus_layer_get_ends (sentiment)[strongest[i].row], NULL, column);
        if (evidence != NULL)
          append_reasons (digest, evidence, strongest[i].row, strongest[i].row == mood.brightest);
      }
  return TRUE;
}

/* Who said what */

static gboolean
append_sayings (Digest *digest, ObelusLayer *quotes, ObelusLayer *entities, ObelusLayer *summary)
{
  const guint n_wanted = (guint) obelus_context_get_integer (digest->context, "quotes");
  const guint32 n_shown = (guint32) obelus_context_get_integer (digest->context, "sentences");
  guint column = 0;

  if (quotes == NULL || entities == NULL)
    return FALSE;

  g_autoptr (GPtrArray) sayings = sayings_choose (digest->text, quotes, entities, summary, n_shown, n_wanted);
  for (guint i = 0; i < sayings->len; i++)
    {
      const Saying *saying = sayings->pdata[i];
      if (i == 0)
        column = append_label (digest, "Who said what");
      else
        display_append_spaces (digest->output, column);
      g_autofree char *line = g_strdup_printf ("%s: “%s”", saying->speaker, saying->words);
      display_append_wrapped (digest->output, line, column, column, digest->width);
      g_string_append_c (digest->output, '\n');
    }
  return sayings->len > 0;
}

/* Language */

static const char *
name_language (const char *code)
{
  static const struct
  {
    const char *code;
    const char *name;
  } languages[] = {
#include "languages.inc"
  };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strcmp (languages[i].code, code) == 0)
      return languages[i].name;

  return code;
}

/* The code of the text's language, or NULL where it is English, in which digests are written, or unknown. */
static const char *
find_foreign_code (ObelusLayer *languages)
{
  gint column = languages != NULL ? obelus_layer_find_column (languages, "code") : -1;
  const char *code = column >= 0 && obelus_layer_get_n_rows (languages) > 0
                         ? obelus_layer_get_string (languages, (guint) column, 0, NULL)
                         : NULL;

  return code == NULL || strcmp (code, "en") == 0 || strcmp (code, "und") == 0 ? NULL : code;
}

static gboolean
append_language (Digest *digest, const char *code)
{
  if (code == NULL)
    return FALSE;

  append_label (digest, "Language");
  display_append_clean (digest->output, name_language (code), strlen (name_language (code)));
  g_string_append_c (digest->output, '\n');

  return TRUE;
}

/* The writer */

static void
begin_digest (Digest *digest, ObelusContext *context, GString *output)
{
  digest->context = context;
  digest->output = output;
  digest->width = (guint) obelus_context_get_integer (context, "width");
  digest->color = obelus_context_get_flag (context, "color");
  digest->beside = digest->width >= MARGIN + LABEL_COLUMNS + MIN_COLUMNS_BESIDE_LABELS;
}

/* Layers that a digest is made of; each may be missing. */
typedef enum
{
  LAYER_PARAGRAPH,
  LAYER_SUMMARY,
  LAYER_ENTITY,
  LAYER_SENTIMENT,
  LAYER_LANGUAGE,
  LAYER_MENTION,
  LAYER_QUOTE,
  LAYER_EVIDENCE,
  LAYER_INPUT,
  LAYER_KEYPHRASE,
  N_LAYERS,
} DigestLayer;

static gboolean
is_blank (const char *text, guint32 length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static gboolean
digest_format (ObelusContext *context, ObelusDocument *document, GString *output, GError **error)
{
  static const char *const names[N_LAYERS] = {
    [LAYER_PARAGRAPH] = "paragraph", [LAYER_SUMMARY] = "summary",
    [LAYER_ENTITY] = "entity",       [LAYER_SENTIMENT] = "sentiment",
    [LAYER_LANGUAGE] = "language",   [LAYER_MENTION] = "mention",
    [LAYER_QUOTE] = "quote",         [LAYER_EVIDENCE] = "obelus.sentiment-evidence",
    [LAYER_INPUT] = "obelus.input",  [LAYER_KEYPHRASE] = "keyphrase",
  };
  ObelusLayer *layers[N_LAYERS];
  Digest digest = { .text = obelus_document_get_text (document, &digest.length) };

  for (guint i = 0; i < N_LAYERS; i++)
    {
      g_autoptr (GError) missing = NULL;
      layers[i] = obelus_context_get_layer (context, document, names[i], &missing);
      if (missing != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&missing));
          return FALSE;
        }
    }

  const char *language = find_foreign_code (layers[LAYER_LANGUAGE]);
  begin_digest (&digest, context, output);
  if (obelus_context_get_flag (context, "heading"))
    append_heading (&digest, obelus_document_get_id (document));

  gsize part = output->len;
  if (is_blank (digest.text, digest.length))
    {
      append_styled (&digest, STYLE_FAINT, "(an empty text)\n");
      return TRUE;
    }
  if (append_headline (&digest, layers[LAYER_PARAGRAPH], layers[LAYER_SUMMARY]))
    g_string_append_c (output, '\n');
  if (append_summary (&digest, layers[LAYER_SUMMARY], layers[LAYER_INPUT]))
    g_string_append_c (output, '\n');
  g_autoptr (GPtrArray) named
      = layers[LAYER_ENTITY] == NULL ? NULL : names_count (digest.text, layers[LAYER_ENTITY], layers[LAYER_MENTION]);
  if (append_names (&digest, named))
    g_string_append_c (output, '\n');
  if (append_phrases (&digest, layers[LAYER_KEYPHRASE], named))
    g_string_append_c (output, '\n');
  if (append_mood (&digest, layers[LAYER_SENTIMENT], layers[LAYER_EVIDENCE], language != NULL))
    g_string_append_c (output, '\n');
  if (append_sayings (&digest, layers[LAYER_QUOTE], layers[LAYER_ENTITY], layers[LAYER_SUMMARY]))
    g_string_append_c (output, '\n');
  if (append_language (&digest, language))
    g_string_append_c (output, '\n');

  /* The empty line behind the last part is the separator's. */
  if (output->len > part)
    g_string_truncate (output, output->len - 1);
  else
    append_styled (&digest, STYLE_FAINT, "(nothing was found)\n");
  return TRUE;
}

static void
digest_format_failure (ObelusContext *context, const ObelusFailure *failure, GString *output)
{
  Digest digest = { .text = "" };

  begin_digest (&digest, context, output);
  append_styled (&digest, STYLE_BAD, "✗");
  g_string_append_c (output, ' ');

  g_autoptr (GString) line = g_string_new (NULL);
  if (*failure->id != '\0')
    {
      display_append_clean (line, failure->id, strlen (failure->id));
      g_string_append (line, ": ");
    }
  display_append_clean (line, failure->message, strlen (failure->message));
  if (*failure->stage != '\0')
    {
      g_string_append (line, " (stage ");
      display_append_clean (line, failure->stage, strlen (failure->stage));
      g_string_append_c (line, ')');
    }
  display_append_wrapped (output, line->str, 2, 2, digest.width);
  g_string_append_c (output, '\n');
}

static const ObelusOption digest_options[]
    = { OBELUS_OPTION_INTEGER ("width", 20, 400, 80, "Columns that lines are wrapped to"),
        OBELUS_OPTION_FLAG ("color", 0, "Use colours and bold type, as terminals show them"),
        OBELUS_OPTION_FLAG ("heading", 1, "Begin with a rule that names the document"),
        OBELUS_OPTION_INTEGER ("sentences", 0, 1000, 10, "At most so many sentences of the summary"),
        OBELUS_OPTION_INTEGER ("names", 0, 1000, 8, "At most so many names of each kind"),
        OBELUS_OPTION_INTEGER ("phrases", 0, 1000, 8, "At most so many key phrases that are no names shown above"),
        OBELUS_OPTION_INTEGER ("quotes", 0, 1000, 3, "At most so many quotations of people"),
        OBELUS_OPTION_END };

static const ObelusWriterClass digest = {
  .name = "digest",
  .summary = "One screen for people: what a text is about, who and where, its key phrases, its mood, and who said what",
  .extensions = ".digest",
  /* Parts of speech are not shown: key phrases are better with them, and a stage looks only for what is wanted. */
  .needs = "sentence? paragraph? summary? entity? mention? quote? sentiment? obelus.sentiment-evidence? language? "
           "obelus.input? keyphrase? token.upos?",
  .options = digest_options,
  .format = digest_format,
  .format_failure = digest_format_failure,
  .separator = "\n",
};

static const ObelusWriterClass *const writers[] = { &digest, NULL };

OBELUS_PLUGIN (digest, .version = "1.0", .license = "MIT", .summary = "Digests of texts for people", .writers = writers)
