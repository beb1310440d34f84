/* Documents of chance: texts of several scripts, nested spans, every type of column, references in every direction. */
#include "random-document.h"

#include <math.h>
#include <stdlib.h>

static const char *const pieces[] = {
  "a",         "word ", " ",  "\n", "\"", "\\", "\t", "é", "ß", "漢", "字", "x", "th\r", "—", "ж", "\xf0\x9f\x98\x80",
  "e\xcc\x81", "\x01",  "</", "'",
};

static void
append_random_text (GRand *random, GString *text, guint n_pieces)
{
  for (guint i = 0; i < n_pieces; i++)
    {
      guint k = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (pieces) + 1);

      if (k == G_N_ELEMENTS (pieces))
        g_string_append_c (text, '\0');
      else
        g_string_append (text, pieces[k]);
    }
}

typedef struct
{
  guint32 start;
  guint32 end;
} Span;

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *one = a, *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return one->end == other->end ? 0 : one->end > other->end ? -1 : 1;
}

static guint32
pick_boundary (GRand *random, const char *text, guint32 length)
{
  guint32 offset = (guint32) g_rand_int_range (random, 0, (gint32) length + 1);

  while (offset < length && ((guchar) text[offset] & 0xC0) == 0x80)
    offset++;
  return offset;
}

static void
append_random_rows (GRand *random, ObelusDocument *document, ObelusLayerBuilder *builder, guint n_rows)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  g_autofree Span *spans = g_new (Span, n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      guint32 a = pick_boundary (random, text, length), b = pick_boundary (random, text, length);

      spans[i] = (Span){ MIN (a, b), g_rand_int_range (random, 0, 5) == 0 ? MIN (a, b) : MAX (a, b) };
    }
  if (n_rows > 0)
    qsort (spans, n_rows, sizeof *spans, compare_spans);
  for (guint i = 0; i < n_rows; i++)
    obelus_layer_builder_append (builder, spans[i].start, spans[i].end);
}

static double
pick_real (GRand *random)
{
  switch (g_rand_int_range (random, 0, 5))
    {
    case 0:
      return g_rand_int_range (random, -3, 4);
    case 1:
      return -0.0;
    case 2:
      return g_rand_double (random);
    case 3:
      return ldexp (g_rand_double (random) - 0.5, g_rand_int_range (random, -1000, 1000));
    default:
      return g_rand_int_range (random, -1000, 1000) / 100.0;
    }
}

/* One row in @skip is left without a value; none has one if @skip is 1. */
static gboolean
skips (GRand *random, guint skip)
{
  return skip > 0 && (skip == 1 || g_rand_int_range (random, 0, (gint) skip) == 0);
}

static void
fill_column (GRand *random, ObelusLayerBuilder *builder, guint column, ObelusColumnType type, guint32 n_targets)
{
  static const guint skips_to_pick[] = { 0, 0, 2, 3, 1 };
  guint skip = skips_to_pick[g_rand_int_range (random, 0, G_N_ELEMENTS (skips_to_pick))];
  gboolean whole = g_rand_boolean (random);

  for (guint32 row = 0; row < obelus_layer_builder_get_n_rows (builder); row++)
    {
      if (skips (random, skip))
        continue;
      if (type == OBELUS_COLUMN_INTEGER)
        {
          gint64 value = (gint64) ((guint64) g_rand_int (random) << 32 | g_rand_int (random));
          obelus_layer_builder_set_integer (builder, column, row, whole ? value : value % 10);
        }
      else if (type == OBELUS_COLUMN_REAL)
        {
          obelus_layer_builder_set_real (builder, column, row,
                                         whole ? floor (g_rand_double (random) * 9) : pick_real (random));
        }
      else if (type == OBELUS_COLUMN_STRING)
        {
          g_autoptr (GString) value = g_string_new (NULL);
          append_random_text (random, value, (guint) g_rand_int_range (random, 0, 4));
          obelus_layer_builder_set_string (builder, column, row, value->str, (gssize) value->len);
        }
      else if (n_targets > 0)
        {
          obelus_layer_builder_set_reference (builder, column, row,
                                              (guint32) g_rand_int_range (random, 0, (gint32) n_targets));
        }
    }
}

static void
commit (ObelusDocument *document, ObelusLayerBuilder *builder)
{
  g_autoptr (GError) error = NULL;

  obelus_document_commit (document, builder, &error);
  g_assert_no_error (error);
}

/* A layer of somebody's own: any columns, in any order, some referring to its own rows. */
static void
add_vendor_layer (GRand *random, ObelusDocument *document, const char *name, guint n_rows)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (name);
  static const char *const names[] = { "zeta", "alpha", "count", "acme.share", "note" };

  append_random_rows (random, document, builder, n_rows);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ObelusColumnType type = (ObelusColumnType) g_rand_int_range (random, 0, OBELUS_COLUMN_REFERENCE + 1);
      guint column;

      if (g_rand_int_range (random, 0, 3) == 0)
        continue;
      column = type == OBELUS_COLUMN_REFERENCE ? obelus_layer_builder_add_reference (builder, names[i], name)
                                               : obelus_layer_builder_add_column (builder, names[i], type);
      fill_column (random, builder, column, type, n_rows);
    }
  commit (document, builder);
}

static void
add_tokens (GRand *random, ObelusDocument *document, guint n_rows)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("token");

  append_random_rows (random, document, builder, n_rows);
  fill_column (random, builder, obelus_layer_builder_add_column (builder, "upos", OBELUS_COLUMN_STRING),
               OBELUS_COLUMN_STRING, 0);
  fill_column (random, builder, obelus_layer_builder_add_column (builder, "form", OBELUS_COLUMN_STRING),
               OBELUS_COLUMN_STRING, 0);
  fill_column (random, builder, obelus_layer_builder_add_reference (builder, "head", "token"), OBELUS_COLUMN_REFERENCE,
               n_rows);
  commit (document, builder);
}

/* Columns that refer from one layer to another, forwards and backwards: they can only be added afterwards. */
static void
add_references (GRand *random, ObelusDocument *document, const char *layer, const char *column, const char *target)
{
  ObelusLayer *from = obelus_document_get_layer (document, layer);
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new_extending (from);

  fill_column (random, builder, obelus_layer_builder_add_reference (builder, column, target), OBELUS_COLUMN_REFERENCE,
               obelus_layer_get_n_rows (obelus_document_get_layer (document, target)));
  commit (document, builder);
}

static void
add_metadata (GRand *random, ObelusDocument *document)
{
  static const char *const values[] = { "1", "[1, {\"a\": null}]", "{ \"b\" :\n[ ] }", "-1.50e2", "true", "no JSON" };
  guint n_facts = (guint) g_rand_int_range (random, 0, 5);

  for (guint i = 0; i < n_facts; i++)
    {
      g_autofree char *key = g_strdup_printf ("key \"%u\" é", i);
      g_autoptr (GString) value = g_string_new (NULL);

      append_random_text (random, value, (guint) g_rand_int_range (random, 0, 6));
      if (g_rand_boolean (random))
        obelus_document_set_metadata (document, key, value->str, (gssize) value->len);
      else
        obelus_document_set_metadata_json (document, key, values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))]);
    }
}

ObelusDocument *
make_random_document (GRand *random)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint size = (guint) g_rand_int_range (random, 0, 4);
  guint n_pieces = size == 0 ? 0 : size == 1 ? 5 : size == 2 ? 60 : 1500;
  gboolean is_ascii = g_rand_int_range (random, 0, 4) == 0;

  if (is_ascii)
    for (guint i = 0; i < n_pieces; i++)
      g_string_append_c (text, (char) g_rand_int_range (random, 0, 128));
  else
    append_random_text (random, text, n_pieces);

  g_autoptr (GError) error = NULL;
  ObelusDocument *document
      = obelus_document_new (g_rand_boolean (random) ? "doc \"1\"" : NULL, text->str, (gssize) text->len, &error);

  g_assert_no_error (error);
  add_metadata (random, document);
  add_vendor_layer (random, document, "acme.first", (guint) g_rand_int_range (random, 0, 30));
  if (g_rand_boolean (random))
    add_tokens (random, document, (guint) g_rand_int_range (random, 0, 30));
  else
    add_tokens (random, document, 0);
  add_vendor_layer (random, document, "acme.empty", 0);
  add_vendor_layer (random, document, "acme.second", (guint) g_rand_int_range (random, 0, 30));
  if (g_rand_boolean (random))
    {
      add_references (random, document, "acme.first", "forwards", "acme.second");
      add_references (random, document, "acme.second", "backwards", "acme.first");
      add_references (random, document, "token", "acme.of", "acme.second");
      add_references (random, document, "acme.second", "to-none", "acme.empty");
    }
  return document;
}
