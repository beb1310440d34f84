/* What a record says of where its text came from. */
#include "record-runs-read-private.h"

#include <string.h>

static gboolean
read_run_member (ObelusJsonScanner *scanner, gint64 *numbers, guint *seen, GError **error)
{
  static const char *const names[] = { "start", "byte", "step" };
  const char *place = scanner->cursor;
  g_autofree char *name = NULL;
  ObelusJsonNumber number;
  guint i = 0;

  if (!obelus_json_scan_c_string (scanner, "a key", &name, error) || !obelus_json_scan_colon (scanner, error))
    return FALSE;
  while (i < G_N_ELEMENTS (names) && strcmp (names[i], name) != 0)
    i++;
  if (i == G_N_ELEMENTS (names) || (*seen & 1u << i) != 0)
    return obelus_json_scanner_fail (scanner, place, error,
                                     "a run of the source has 'start', 'byte' and 'step', each once");
  *seen |= 1u << i;

  place = scanner->cursor;
  char c = obelus_json_peek (scanner);
  if (!g_ascii_isdigit (c))
    return obelus_json_scanner_fail_value (scanner, error, "a run's numbers must be integers from 0");
  if (!obelus_json_scan_number (scanner, &number, error))
    return FALSE;
  if (number.kind != OBELUS_JSON_NUMBER_INTEGER)
    return obelus_json_scanner_fail (scanner, place, error, "a run's numbers must be integers from 0");
  numbers[i] = number.integer;
  return TRUE;
}

static gboolean
read_run (ObelusJsonScanner *scanner, ObelusDocument *document, ObelusOffsetUnit unit, ObelusSourceRun *run,
          GError **error)
{
  const char *place = scanner->cursor;
  gint64 numbers[3] = { 0 };
  gboolean first = TRUE;
  guint seen = 0;
  ObelusJsonStep step;

  if (!obelus_json_enter (scanner, '{', "a run of the source", error))
    return FALSE;
  while ((step = obelus_json_next_member (scanner, &first, error)) == OBELUS_JSON_ITEM)
    if (!read_run_member (scanner, numbers, &seen, error))
      return FALSE;
  if (step != OBELUS_JSON_END)
    return FALSE;

  if ((seen & 3) != 3)
    return obelus_json_scanner_fail (scanner, place, error, "a run of the source must have 'start' and 'byte'");
  if (numbers[0] > G_MAXUINT32 || numbers[2] > G_MAXUINT32
      || !obelus_document_offset_to_bytes (document, unit, (guint32) numbers[0], &run->start))
    return obelus_json_scanner_fail (scanner, place, error,
                                     "this run of the source lies beyond the text or inside a character");
  run->source = (guint64) numbers[1];
  run->step = (guint32) numbers[2];
  return TRUE;
}

gboolean
obelus_record_runs_read (ObelusJsonScanner *scanner, ObelusDocument *document, ObelusOffsetUnit unit, GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ObelusSourceRun));
  gboolean first = TRUE;
  ObelusJsonStep step;

  if (!obelus_json_enter (scanner, '[', "'source_runs'", error))
    return FALSE;
  while ((step = obelus_json_next_element (scanner, &first, error)) == OBELUS_JSON_ITEM)
    {
      ObelusSourceRun run;

      if (!read_run (scanner, document, unit, &run, error))
        return FALSE;
      g_array_append_val (runs, run);
    }
  return step == OBELUS_JSON_END
         && obelus_document_set_source_runs (document, (const ObelusSourceRun *) (gpointer) runs->data, runs->len,
                                             error);
}
