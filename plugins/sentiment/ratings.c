/* The reader `ratings`: texts with a score or a label, one a line. */
#include "byte-encoding.h"
#include "components.h"
#include "lines.h"

#include <math.h>
#include <string.h>

/* Lines longer than this are no rated texts. */
#define MAX_FIELDS 64

typedef enum
{
  FIELD_OTHER, /* becomes metadata if the header names it */
  FIELD_ID,
  FIELD_VALUE, /* a score or a label */
  FIELD_TEXT,
  FIELD_TARGET_START, /* in characters */
  FIELD_TARGET_END,
} FieldUse;

/* What the values of a source are */
typedef enum
{
  VALUES_SCORES,
  VALUES_TWO_CLASSES,   /* 0 1 */
  VALUES_THREE_CLASSES, /* 0 1 2 */
  VALUES_LABELS,
} Values;

typedef struct
{
  GBytes *bytes;
  const char *at, *end;
  guint64 line;
  char **names; /* of the header; NULL where there is none */
  FieldUse uses[MAX_FIELDS];
  guint n_fields;
  Values values;
  double lowest, highest;
  const char *label_at, *label_end; /* a file of labels beside the texts */
} Reading;

static const ObelusOption ratings_options[]
    = { OBELUS_OPTION_TEXT ("text", NULL, "Number or name of the column that holds the text; found out if not set"),
        OBELUS_OPTION_TEXT ("value", NULL,
                            "Number or name of the column with the score or label; found out if not set"),
        OBELUS_OPTION_REAL ("lowest", -1e6, 1e6, 0, "Score that stands for -1; equal to 'highest' to find it out"),
        OBELUS_OPTION_REAL ("highest", -1e6, 1e6, 0, "Score that stands for +1"),
        OBELUS_OPTION_TEXT ("encoding", "utf-8", "How texts are encoded, such as windows-1252"),
        OBELUS_OPTION_CHOICE ("invalid", "replace|reject", "replace", "What to do with bytes that are no characters"),
        OBELUS_OPTION_FILE ("labels", NULL, "File with a label a line, for sources that hold a text a line"),
        OBELUS_OPTION_END };

/* The fields of a line; what lies beyond the last column belongs to it. */
static guint
split_fields (const char *line, gsize length, guint max_fields, LearnField *fields)
{
  const char *end = line + length;
  guint n = 0;

  while (n < max_fields)
    {
      const char *tab = n + 1 < max_fields ? memchr (line, '\t', end - line) : NULL;
      fields[n].start = line;
      fields[n++].length = (tab != NULL ? tab : end) - line;
      if (tab == NULL)
        break;
      line = tab + 1;
    }
  return n;
}

/* −1, 0 or 1 for a word that names a feeling */
static gboolean
parse_label (const LearnField *field, double *value)
{
  static const struct
  {
    const char *name;
    double value;
  } labels[] = { { "negative", -1 }, { "neg", -1 }, { "neutral", 0 }, { "neu", 0 }, { "positive", 1 }, { "pos", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (field->length == strlen (labels[i].name)
        && g_ascii_strncasecmp (field->start, labels[i].name, field->length) == 0)
      {
        *value = labels[i].value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_named (const LearnField *field, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (char **name = list; *name != NULL; name++)
    if (field->length == strlen (*name) && g_ascii_strncasecmp (field->start, *name, field->length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_header (Reading *reading, const LearnField *fields, guint n_fields)
{
  gboolean has_text = FALSE;

  for (guint i = 0; i < n_fields; i++)
    has_text |= is_named (&fields[i], "text sentence tweet");
  if (!has_text)
    return FALSE;

  reading->names = g_new0 (char *, n_fields + 1);
  reading->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    {
      reading->names[i] = g_strndup (fields[i].start, fields[i].length);
      reading->uses[i] = is_named (&fields[i], "id")                                  ? FIELD_ID
                         : is_named (&fields[i], "score label mean rating sentiment") ? FIELD_VALUE
                         : is_named (&fields[i], "text sentence tweet")               ? FIELD_TEXT
                         : is_named (&fields[i], "target-start")                      ? FIELD_TARGET_START
                         : is_named (&fields[i], "target-end")                        ? FIELD_TARGET_END
                                                                                      : FIELD_OTHER;
    }
  return TRUE;
}

/* Without a header: the text is the longest column, the value the first other number or label, unless that stands in
 * the first column and another follows: then it is an id. */
static void
guess_columns (Reading *reading, const LearnField *fields, guint n_fields)
{
  guint text = 0, value = n_fields;
  double ignored;

  for (guint i = 1; i < n_fields; i++)
    if (fields[i].length > fields[text].length)
      text = i;
  for (guint i = 0; i < n_fields && (value == n_fields || value == 0); i++)
    if (i != text && (learn_field_read_number (&fields[i], &ignored) || parse_label (&fields[i], &ignored)))
      value = i;

  reading->n_fields = n_fields;
  for (guint i = 0; i < n_fields; i++)
    reading->uses[i] = i == text ? FIELD_TEXT : i == value ? FIELD_VALUE : i == 0 ? FIELD_ID : FIELD_OTHER;
}

/* Puts a column that an option names in the place of the one that was found. */
static gboolean
choose_column (ObelusContext *context, Reading *reading, const char *option, FieldUse use, GError **error)
{
  const char *wanted = obelus_context_get_text (context, option);
  guint column = reading->n_fields;

  if (wanted == NULL || *wanted == '\0')
    return TRUE;
  for (guint i = 0; i < reading->n_fields; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      if (g_str_equal (number, wanted) || (reading->names != NULL && g_str_equal (reading->names[i], wanted)))
        column = i;
    }
  if (column == reading->n_fields)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_OPTION, OBELUS_NO_OFFSET,
                                "there is no column '%s' for option '%s': the first line has %u columns; give a number "
                                "from 1 or a name of the header",
                                wanted, option, reading->n_fields);
  for (guint i = 0; i < reading->n_fields; i++)
    if (reading->uses[i] == use)
      reading->uses[i] = FIELD_OTHER;
  reading->uses[column] = use;
  return TRUE;
}

static const LearnField *
find_field (const Reading *reading, const LearnField *fields, guint n_fields, FieldUse use)
{
  for (guint i = 0; i < n_fields; i++)
    if (reading->uses[i] == use)
      return &fields[i];
  return NULL;
}

/* Looks at all values of a source to learn what they are. */
static gboolean
survey_values (ObelusContext *context, ObelusSource *source, Reading *reading, GError **error)
{
  const char *at = reading->label_at != NULL ? reading->label_at : reading->at;
  const char *end = reading->label_at != NULL ? reading->label_end : reading->end;
  const char *line;
  gsize length;
  guint max_fields = reading->label_at != NULL ? 1 : reading->n_fields;
  double lowest = G_MAXDOUBLE, highest = -G_MAXDOUBLE, value;
  gboolean whole = TRUE, labels = FALSE;

  for (guint64 n_lines = 0; learn_line_read (&at, end, &line, &length); n_lines++)
    {
      LearnField fields[MAX_FIELDS];
      guint n = split_fields (line, length, max_fields, fields);
      if (obelus_context_is_cancelled_at (context, n_lines, error))
        return FALSE;
      const LearnField *field = reading->label_at != NULL ? &fields[0] : find_field (reading, fields, n, FIELD_VALUE);
      if (field != NULL && parse_label (field, &value))
        labels = TRUE;
      else if (field != NULL && learn_field_read_number (field, &value))
        {
          lowest = MIN (lowest, value);
          highest = MAX (highest, value);
          whole &= value == floor (value);
        }
    }

  reading->lowest = obelus_context_get_real (context, "lowest");
  reading->highest = obelus_context_get_real (context, "highest");
  reading->values = VALUES_SCORES;
  if (reading->highest != reading->lowest)
    return TRUE;

  reading->lowest = -1.0;
  reading->highest = 1.0;
  if (labels || lowest > highest)
    reading->values = VALUES_LABELS;
  else if (whole && lowest >= 0.0 && highest <= 1.0)
    reading->values = VALUES_TWO_CLASSES;
  else if (whole && lowest >= 0.0 && highest <= 2.0)
    reading->values = VALUES_THREE_CLASSES;
  else if (lowest < -1.0 || highest > 1.0)
    {
      if (lowest >= 0.0 || lowest < -4.0 || highest > 4.0)
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                    "the scores of '%s' lie between %g and %g; say which scores stand for -1 and +1 "
                                    "with lowest= and highest=",
                                    obelus_source_get_name (source), lowest, highest);
      reading->lowest = -4.0;
      reading->highest = 4.0;
    }
  return TRUE;
}

static void
ratings_close (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->bytes, g_bytes_unref);
  g_strfreev (reading->names);
  g_free (reading);
}

static gboolean
begin_reading (ObelusContext *context, ObelusSource *source, Reading *reading, GError **error)
{
  gsize size, length;
  const char *line;

  reading->bytes = obelus_source_load (source, obelus_context_get_cancellable (context), error);
  if (reading->bytes == NULL)
    return FALSE;
  reading->at = g_bytes_get_data (reading->bytes, &size);
  if (reading->at == NULL) /* of no bytes, there need be no address */
    reading->at = "";
  if (!obelus_encoding_skip_mark (&reading->at, &size, error))
    return FALSE;
  reading->end = reading->at + size;

  GBytes *labels = obelus_context_get_file (context, "labels", NULL);
  if (labels != NULL)
    {
      reading->label_at = g_bytes_get_data (labels, &size);
      if (reading->label_at == NULL)
        reading->label_at = "";
      reading->label_end = reading->label_at + size;
      reading->n_fields = 1;
      reading->uses[0] = FIELD_TEXT;
      return survey_values (context, source, reading, error);
    }

  const char *first = reading->at;
  if (learn_line_read (&first, reading->end, &line, &length))
    {
      LearnField fields[MAX_FIELDS];
      guint n_fields = split_fields (line, length, MAX_FIELDS, fields);
      if (read_header (reading, fields, n_fields))
        {
          reading->at = first;
          reading->line = 1;
        }
      else
        guess_columns (reading, fields, n_fields);
    }
  return choose_column (context, reading, "text", FIELD_TEXT, error)
         && choose_column (context, reading, "value", FIELD_VALUE, error)
         && survey_values (context, source, reading, error);
}

/* Lines and columns are found before they are decoded. */
static gboolean
ratings_load (ObelusContext *context, gpointer *shared, GError **error)
{
  *shared = NULL;
  return learn_byte_encoding_check (context, error);
}

static gboolean
ratings_open (ObelusContext *context, ObelusSource *source, gpointer *reading_out, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  if (!begin_reading (context, source, reading, error))
    {
      ratings_close (reading);
      return FALSE;
    }
  *reading_out = reading;
  return TRUE;
}

static gboolean
convert_value (ObelusContext *context, const Reading *reading, const LearnField *field, double *score,
               gboolean *is_class, GError **error)
{
  double value;

  *is_class = TRUE;
  if (parse_label (field, score))
    return TRUE;
  if (!learn_field_read_number (field, &value))
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "line %" G_GUINT64_FORMAT ": the value is neither a number nor positive, neutral or "
                                "negative; name the column of values with value=",
                                reading->line);
  switch (reading->values)
    {
    case VALUES_TWO_CLASSES:
      *score = value > 0.5 ? 1.0 : -1.0;
      return TRUE;
    case VALUES_THREE_CLASSES:
      *score = value - 1.0;
      return TRUE;
    case VALUES_SCORES:
    case VALUES_LABELS:
    default:
      *is_class = FALSE;
      *score = 2.0 * (value - reading->lowest) / (reading->highest - reading->lowest) - 1.0;
      *score = CLAMP (*score, -1.0, 1.0);
      return TRUE;
    }
}

/* What a value is about: bytes of the text */
typedef struct
{
  gboolean is_target;
  guint32 start, end;
} Subject;

/* Finds the target that a line names by its characters; a line without one is about its text. */
static gboolean
find_subject (ObelusContext *context, const Reading *reading, const LearnField *first, const LearnField *behind,
              ObelusDocument *document, Subject *subject, GError **error)
{
  guint32 length;
  double start, end;

  obelus_document_get_text (document, &length);
  *subject = (Subject){ FALSE, 0, length };
  if (first == NULL || behind == NULL || (first->length == 0 && behind->length == 0))
    return TRUE;

  guint32 n_characters = obelus_document_get_length (document, OBELUS_OFFSET_CODEPOINT);
  subject->is_target
      = learn_field_read_number (first, &start) && learn_field_read_number (behind, &end) && start >= 0.0 && start < end
        && end <= n_characters && start == floor (start) && end == floor (end)
        && obelus_document_offset_to_bytes (document, OBELUS_OFFSET_CODEPOINT, (guint32) start, &subject->start)
        && obelus_document_offset_to_bytes (document, OBELUS_OFFSET_CODEPOINT, (guint32) end, &subject->end);
  return subject->is_target
         || obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                 "line %" G_GUINT64_FORMAT ": target-start and target-end are to be numbers of "
                                 "characters within the text, the first below the second; the text has %u",
                                 reading->line, n_characters);
}

static gboolean
add_gold (ObelusDocument *document, const Subject *subject, double score, gboolean is_class, GError **error)
{
  if (subject->is_target)
    {
      g_autoptr (ObelusLayerBuilder) entities = obelus_layer_builder_new ("entity");
      obelus_layer_builder_append (entities, subject->start, subject->end);
      if (!obelus_document_commit (document, entities, error))
        return FALSE;
    }

  g_autoptr (ObelusLayerBuilder) gold = obelus_layer_builder_new ("sentiment");
  guint unit = obelus_layer_builder_add_column (gold, "unit", OBELUS_COLUMN_STRING);
  guint value = obelus_layer_builder_add_column (gold, "score", OBELUS_COLUMN_REAL);
  guint32 row = obelus_layer_builder_append (gold, subject->start, subject->end);

  obelus_layer_builder_set_string (gold, unit, row, subject->is_target ? "target" : "document", -1);
  if (subject->is_target)
    obelus_layer_builder_set_reference (gold, obelus_layer_builder_add_reference (gold, "target", "entity"), row, 0);
  obelus_layer_builder_set_real (gold, value, row, score);
  if (is_class)
    obelus_layer_builder_set_string (gold, obelus_layer_builder_add_column (gold, "label", OBELUS_COLUMN_STRING), row,
                                     score > 0.0   ? "positive"
                                     : score < 0.0 ? "negative"
                                                   : "neutral",
                                     -1);
  return obelus_document_commit (document, gold, error);
}

static ObelusDocument *
decode_text (ObelusContext *context, ObelusSource *source, const Reading *reading, const char *name,
             const LearnField *text, GError **error)
{
  /* The option's choices stand in the order of the enumeration. */
  ObelusInvalidPolicy policy = (ObelusInvalidPolicy) obelus_context_get_choice (context, "invalid");
  gsize n_replaced;
  ObelusDocument *document = obelus_document_new_decoded (
      name, text->start, text->length, obelus_context_get_text (context, "encoding"), policy, &n_replaced, error);

  if (document == NULL)
    g_prefix_error (error, "line %" G_GUINT64_FORMAT ": ", reading->line);
  else if (n_replaced > 0)
    obelus_context_warn (context,
                         "%s: line %" G_GUINT64_FORMAT ": %" G_GSIZE_FORMAT
                         " %s no characters and became U+FFFD; name the encoding, as in encoding=windows-1252, or set "
                         "invalid=reject",
                         obelus_source_get_name (source), reading->line, n_replaced,
                         n_replaced == 1 ? "place holds" : "places hold");
  return document;
}

static ObelusDocument *
ratings_read (ObelusContext *context, ObelusSource *source, gpointer data, GError **error)
{
  Reading *reading = data;
  LearnField fields[MAX_FIELDS], label;
  const char *line;
  gsize length;

  do
    {
      if (!learn_line_read (&reading->at, reading->end, &line, &length))
        return NULL;
      reading->line++;
      if (reading->label_at != NULL
          && !learn_line_read (&reading->label_at, reading->label_end, &label.start, &label.length))
        {
          if (length == 0)
            return NULL;
          reading->at = reading->end;
          obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                               "line %" G_GUINT64_FORMAT " of the texts has no label; both files need as many lines",
                               reading->line);
          return NULL;
        }
    }
  while (length == 0);

  guint n_fields = split_fields (line, length, reading->n_fields, fields);
  const LearnField *id = find_field (reading, fields, n_fields, FIELD_ID);
  const LearnField *text = find_field (reading, fields, n_fields, FIELD_TEXT);
  const LearnField *value = reading->label_at != NULL ? &label : find_field (reading, fields, n_fields, FIELD_VALUE);
  g_autofree char *name = NULL;
  double score = 0.0;
  gboolean is_class = FALSE;

  if (id != NULL && id->length > 0)
    name = g_utf8_make_valid (id->start, id->length);
  obelus_source_name_document (source, name);
  if (text == NULL || value == NULL)
    {
      obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                           "line %" G_GUINT64_FORMAT
                           " has %u columns, without a %s; write text and score or label with "
                           "a tab between, or name their columns with text= and value=; tables of other things are "
                           "read with --from csv",
                           reading->line, n_fields, text == NULL ? "text" : "score or label");
      return NULL;
    }
  if (!convert_value (context, reading, value, &score, &is_class, error))
    return NULL;

  g_autoptr (ObelusDocument) document = decode_text (context, source, reading, name, text, error);
  if (document == NULL)
    return NULL;
  for (guint i = 0; reading->names != NULL && i < n_fields; i++)
    if (reading->uses[i] == FIELD_OTHER && g_utf8_validate (reading->names[i], -1, NULL)
        && g_utf8_validate (fields[i].start, fields[i].length, NULL))
      obelus_document_set_metadata (document, reading->names[i], fields[i].start, fields[i].length);
  Subject subject;
  if (!find_subject (context, reading, find_field (reading, fields, n_fields, FIELD_TARGET_START),
                     find_field (reading, fields, n_fields, FIELD_TARGET_END), document, &subject, error)
      || !add_gold (document, &subject, score, is_class, error))
    return NULL;
  return g_steal_pointer (&document);
}

const ObelusReaderClass sentiment_ratings_reader = {
  .name = "ratings",
  .summary = "Read texts with a score or a label, one a line (TSV)",
  .extensions = ".tsv",
  .gives = "sentiment entity?",
  .options = ratings_options,
  .load = ratings_load,
  .open = ratings_open,
  .read = ratings_read,
  .close = ratings_close,
};
