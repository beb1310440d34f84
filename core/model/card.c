/* What a model's card says that components go by. */
#include "card-private.h"

#include "json-scan-private.h"

#include <obelus/obelus-error.h>
#include <obelus/obelus-model.h>
#include <string.h>

/* Reads the value of a member of the card: a string is handed over, anything else is passed over. */
static gboolean
scan_language (ObelusJsonScanner *scanner, char **language, GError **error)
{
  obelus_json_skip_space (scanner);
  if (obelus_json_peek (scanner) != '"')
    return obelus_json_scan_value (scanner, 1, NULL, error);

  gsize length;
  g_clear_pointer (language, g_free);
  return obelus_json_scan_string_take (scanner, language, &length, error);
}

static gboolean
scan_card (ObelusJsonScanner *scanner, char **language, GError **error)
{
  gboolean first = TRUE;
  ObelusJsonStep step;

  obelus_json_skip_space (scanner);
  if (!obelus_json_enter (scanner, '{', "a card", error))
    return FALSE;
  while ((step = obelus_json_next_member (scanner, &first, error)) == OBELUS_JSON_ITEM)
    {
      ObelusJsonSlice key;
      if (!obelus_json_scan_string (scanner, &key, error))
        return FALSE;
      gboolean is_language = key.length == strlen ("language") && memcmp (key.text, "language", key.length) == 0;
      if (!obelus_json_scan_colon (scanner, error)
          || !(is_language ? scan_language (scanner, language, error)
                           : obelus_json_scan_value (scanner, 1, NULL, error)))
        return FALSE;
    }

  if (step == OBELUS_JSON_ERROR)
    return FALSE;
  obelus_json_skip_space (scanner);
  return scanner->cursor == scanner->end
         || obelus_json_scanner_fail (scanner, scanner->cursor, error, "there is more behind the card's object");
}

gboolean
obelus_card_read_language (const char *card, char **language, GError **error)
{
  ObelusJsonScanner scanner;

  *language = NULL;
  gboolean done
      = obelus_json_scanner_init (&scanner, card, strlen (card), error) && scan_card (&scanner, language, error);
  obelus_json_scanner_clear (&scanner);
  if (!done)
    g_clear_pointer (language, g_free);

  return done;
}

gboolean
obelus_model_dup_language (ObelusModel *model, char **language, GError **error)
{
  g_return_val_if_fail (OBELUS_IS_MODEL (model), FALSE);
  g_return_val_if_fail (language != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  const char *card = obelus_model_get_card (model, error);

  *language = NULL;
  if (card == NULL)
    return FALSE;
  if (obelus_card_read_language (card, language, error))
    return TRUE;

  g_prefix_error (error, "the card of model '%s': ", obelus_model_get_name (model));
  return FALSE;
}
