/* Showing mistakes in their context. */
#include "mistakes.h"

#include <obelus/obelus-record.h>

#include <math.h>
#include <string.h>

/* Bytes that are shown before a mistake, of it, and behind it. */
#define MOST_BEFORE 120
#define MOST_WITHIN 240
#define MOST_BEHIND 120

/* More than numbers, marks and what is escaped in a piece of text take. */
#define ROOM 8192

typedef struct
{
  const char *text;
  guint32 start;
  guint32 end;
  gboolean is_cut_before;
  gboolean is_cut_behind;
} Window;

const char *
entity_verdict_get_name (EntityVerdict verdict)
{
  static const char *const names[ENTITY_N_VERDICTS]
      = { "right", "other type", "other span", "other type and span", "missed", "spurious" };

  return names[verdict];
}

static gboolean
is_inside_character (const char *text, guint32 offset)
{
  return ((guchar) text[offset] & 0xc0) == 0x80;
}

/* The sentence that holds the offset, or what of the text lies between two; all of it without sentences. */
static void
find_sentence (ObelusLayer *sentences, guint32 offset, guint32 *start, guint32 *end)
{
  guint32 first, n_begun;

  if (sentences == NULL)
    return;
  n_begun = obelus_layer_find_starting (sentences, 0, offset + 1, &first);
  if (n_begun > 0)
    {
      guint32 last_end = obelus_layer_get_ends (sentences)[n_begun - 1];
      *start = last_end > offset ? obelus_layer_get_starts (sentences)[n_begun - 1] : last_end;
      *end = last_end > offset ? last_end : *end;
    }
  if (n_begun < obelus_layer_get_n_rows (sentences))
    *end = MIN (*end, obelus_layer_get_starts (sentences)[n_begun]);
}

static Window
find_window (ObelusDocument *document, ObelusLayer *sentences, const EntityPair *pair)
{
  guint32 length;
  const char *text = obelus_document_get_text (document, &length);
  guint32 first = G_MAXUINT32, last = 0, start = 0, end = length;
  const EntityName *const names[] = { pair->gold, pair->found };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      {
        first = MIN (first, names[i]->start);
        last = MAX (last, names[i]->end);
      }
  find_sentence (sentences, first, &start, &end);
  end = MAX (end, last);

  Window window = { text, start, end, FALSE, FALSE };
  if (first - start > MOST_BEFORE)
    {
      window.start = first - MOST_BEFORE;
      window.is_cut_before = TRUE;
    }
  last = MIN (last - first, MOST_WITHIN) + first;
  if (end - last > MOST_BEHIND)
    {
      window.end = last + MOST_BEHIND;
      window.is_cut_behind = TRUE;
    }
  while (window.start < first && is_inside_character (text, window.start))
    window.start++;
  while (window.end > first && window.end < length && is_inside_character (text, window.end))
    window.end--;

  return window;
}

void
entity_append_visible (GString *output, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];
      if (byte == 0xc2 && i + 1 < length && (guchar) text[i + 1] < 0xa0) /* U+0080 … U+009F */
        {
          g_string_append_c (output, ' ');
          i++;
        }
      else
        g_string_append_c (output, byte < 0x20 || byte == 0x7f ? ' ' : (char) byte);
    }
}

/* Closes and opens marks at an offset so that they nest where the spans do. */
static void
append_marks (GString *output, const EntityPair *pair, guint32 offset)
{
  const EntityName none = { G_MAXUINT32, G_MAXUINT32, 0, NAN };
  const EntityName *gold = pair->gold != NULL ? pair->gold : &none, *found = pair->found != NULL ? pair->found : &none;
  gboolean gold_is_outer = gold->start < found->start || (gold->start == found->start && gold->end >= found->end);

  for (guint i = 0; i < 2; i++)
    {
      gboolean is_gold = (i == 1) == gold_is_outer;
      if ((is_gold ? gold : found)->end == offset)
        g_string_append_c (output, is_gold ? '}' : ']');
    }
  for (guint i = 0; i < 2; i++)
    {
      gboolean is_gold = (i == 0) == gold_is_outer;
      if ((is_gold ? gold : found)->start == offset)
        g_string_append_c (output, is_gold ? '{' : '[');
    }
}

static gboolean
reserve (GString *output, const EntityTally *tally, ObelusDocument *document, const EntityPair *pair, GError **error)
{
  gsize size = ROOM + 6 * strlen (obelus_document_get_id (document));
  if (pair->gold != NULL)
    size += 6 * strlen (entity_tally_get_type (tally, pair->gold->type)->name);
  if (pair->found != NULL)
    size += 6 * strlen (entity_tally_get_type (tally, pair->found->type)->name);

  return obelus_string_reserve (output, size, error);
}

static void
append_type (GString *output, const EntityTally *tally, const EntityName *name)
{
  const char *type = entity_tally_get_type (tally, name->type)->name;
  entity_append_visible (output, type, strlen (type));
}

gboolean
entity_mistake_append_text (GString *output, const EntityTally *tally, ObelusDocument *document, ObelusLayer *sentences,
                            const EntityPair *pair, GError **error)
{
  const char *id = obelus_document_get_id (document);
  const Window window = find_window (document, sentences, pair);
  if (!reserve (output, tally, document, pair, error))
    return FALSE;

  entity_append_visible (output, id, strlen (id));
  g_string_append_printf (output, ", byte %u: %s, ", entity_pair_get_start (pair),
                          entity_verdict_get_name (entity_pair_judge (pair)));
  if (pair->gold != NULL)
    append_type (output, tally, pair->gold);
  if (pair->gold != NULL && pair->found != NULL)
    g_string_append (output, " found as ");
  if (pair->found != NULL)
    {
      append_type (output, tally, pair->found);
      if (!isnan (pair->found->score))
        g_string_append_printf (output, " with score %.3f", pair->found->score);
    }

  g_string_append (output, window.is_cut_before ? "\n    …" : "\n    ");
  for (guint32 at = window.start; at < window.end;)
    {
      guint32 next = at + 1;
      append_marks (output, pair, at);
      while (next < window.end && is_inside_character (window.text, next))
        next++;
      entity_append_visible (output, window.text + at, next - at);
      at = next;
    }
  append_marks (output, pair, window.end);
  g_string_append (output, window.is_cut_behind ? "…\n" : "\n");

  return TRUE;
}

static void
append_json_name (GString *output, const char *key, const EntityTally *tally, const EntityName *name)
{
  if (name == NULL)
    return;

  g_string_append_printf (output, ", \"%s\": {\"start\": %u, \"end\": %u, \"label\": ", key, name->start, name->end);
  obelus_json_append_string (output, entity_tally_get_type (tally, name->type)->name, -1);
  if (!isnan (name->score))
    {
      g_string_append (output, ", \"score\": ");
      obelus_json_append_real (output, name->score);
    }
  g_string_append_c (output, '}');
}

gboolean
entity_mistake_append_json (GString *output, const EntityTally *tally, ObelusDocument *document, ObelusLayer *sentences,
                            const EntityPair *pair, GError **error)
{
  const Window window = find_window (document, sentences, pair);
  if (!reserve (output, tally, document, pair, error))
    return FALSE;

  g_string_append (output, "{\"document\": ");
  obelus_json_append_string (output, obelus_document_get_id (document), -1);
  g_string_append_printf (output, ", \"kind\": \"%s\"", entity_verdict_get_name (entity_pair_judge (pair)));
  append_json_name (output, "gold", tally, pair->gold);
  append_json_name (output, "found", tally, pair->found);
  g_string_append_printf (output, ", \"start\": %u, \"text\": ", window.start);
  obelus_json_append_string (output, window.text + window.start, window.end - window.start);
  g_string_append_c (output, '}');

  return TRUE;
}
