/* Values of any kind, checked and brought into one spelling. */
#include "json-scan-private.h"

#include <obelus/obelus-record.h>
#include <string.h>

/* An object or list that is open. */
typedef struct
{
  gboolean is_object;
  gboolean first;
  guint first_key; /* in the array of keys: those before it belong to objects around this one */
} Frame;

/* A key of an open object. The output moves as it grows, so that its place there is a number. */
typedef struct
{
  gsize offset;
  gsize length;
  const char *place;
} OpenKey;

typedef struct
{
  ObelusJsonScanner *scanner;
  GString *output; /* NULL: the value is only passed over */
  GArray *keys;    /* of OpenKey; NULL without output */
  Frame frames[OBELUS_JSON_MAX_DEPTH];
  guint n_frames;
  guint outer_depth;
} Walk;

static void
put (Walk *walk, const char *text, gsize length)
{
  if (walk->output != NULL)
    g_string_append_len (walk->output, text, (gssize) length);
}

static gboolean
walk_string (Walk *walk, GError **error)
{
  ObelusJsonSlice slice;

  if (!obelus_json_scan_string (walk->scanner, &slice, error))
    return FALSE;
  if (walk->output != NULL)
    obelus_json_append_string (walk->output, slice.text, (gssize) slice.length);
  return TRUE;
}

static gboolean
walk_number (Walk *walk, GError **error)
{
  const char *first = walk->scanner->cursor;
  ObelusJsonNumber number;

  if (!obelus_json_scan_number (walk->scanner, &number, error))
    return FALSE;
  put (walk, first, (gsize) (walk->scanner->cursor - first));
  return TRUE;
}

static gboolean
walk_literal (Walk *walk, GError **error)
{
  static const char *const literals[] = { "true", "false", "null" };
  ObelusJsonScanner *scanner = walk->scanner;

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize length = strlen (literals[i]);

      if ((gsize) (scanner->end - scanner->cursor) >= length && memcmp (scanner->cursor, literals[i], length) == 0)
        {
          put (walk, literals[i], length);
          scanner->cursor += length;
          return TRUE;
        }
    }
  return obelus_json_scanner_fail (scanner, scanner->cursor, error, "expected a value here");
}

static gboolean
open_frame (Walk *walk, gboolean is_object, GError **error)
{
  if (walk->n_frames + walk->outer_depth >= OBELUS_JSON_MAX_DEPTH)
    return obelus_json_scanner_fail (
        walk->scanner, walk->scanner->cursor, error,
        "objects and lists lie more than %d deep within each other; make the record flatter", OBELUS_JSON_MAX_DEPTH);
  walk->frames[walk->n_frames++]
      = (Frame){ .is_object = is_object, .first = TRUE, .first_key = walk->keys != NULL ? walk->keys->len : 0 };
  walk->scanner->cursor++;
  put (walk, is_object ? "{" : "[", 1);
  return TRUE;
}

static gboolean
check_keys (Walk *walk, const Frame *frame, GError **error)
{
  guint n_keys = walk->keys->len - frame->first_key;

  if (n_keys < 2)
    return TRUE;

  g_autofree ObelusJsonKey *keys = g_new (ObelusJsonKey, n_keys);

  for (guint i = 0; i < n_keys; i++)
    {
      const OpenKey *key = &g_array_index (walk->keys, OpenKey, frame->first_key + i);
      keys[i] = (ObelusJsonKey){ walk->output->str + key->offset, key->length, key->place };
    }

  const ObelusJsonKey *repeated = obelus_json_find_repeated_key (keys, n_keys);

  if (repeated != NULL)
    return obelus_json_scanner_fail (walk->scanner, repeated->place, error, "this object has a key twice; remove one");
  return TRUE;
}

static gboolean
close_frame (Walk *walk, GError **error)
{
  const Frame *frame = &walk->frames[walk->n_frames - 1];

  put (walk, frame->is_object ? "}" : "]", 1);
  if (walk->keys != NULL && frame->is_object)
    {
      if (!check_keys (walk, frame, error))
        return FALSE;
      g_array_set_size (walk->keys, frame->first_key);
    }
  walk->n_frames--;
  return TRUE;
}

static gboolean
walk_key (Walk *walk, GError **error)
{
  OpenKey key = { .offset = walk->output != NULL ? walk->output->len : 0, .place = walk->scanner->cursor };

  if (!walk_string (walk, error))
    return FALSE;
  if (walk->output != NULL)
    {
      key.length = walk->output->len - key.offset;
      g_array_append_val (walk->keys, key);
    }
  put (walk, ": ", 2);
  return obelus_json_scan_colon (walk->scanner, error);
}

/* A value that is no object or list, or the beginning of one that is. */
static gboolean
walk_beginning (Walk *walk, GError **error)
{
  char c = obelus_json_peek (walk->scanner);

  if (c == '"')
    return walk_string (walk, error);
  if (c == '{' || c == '[')
    return open_frame (walk, c == '{', error);
  if (c == '-' || g_ascii_isdigit (c))
    return walk_number (walk, error);
  return walk_literal (walk, error);
}

static gboolean
walk_value (Walk *walk, GError **error)
{
  if (!walk_beginning (walk, error))
    return FALSE;

  while (walk->n_frames > 0)
    {
      Frame *frame = &walk->frames[walk->n_frames - 1];
      gboolean was_first = frame->first;
      ObelusJsonStep step = frame->is_object ? obelus_json_next_member (walk->scanner, &frame->first, error)
                                             : obelus_json_next_element (walk->scanner, &frame->first, error);

      if (step == OBELUS_JSON_ERROR)
        return FALSE;
      if (step == OBELUS_JSON_END)
        {
          if (!close_frame (walk, error))
            return FALSE;
          continue;
        }
      if (!was_first)
        put (walk, ", ", 2);
      if ((frame->is_object && !walk_key (walk, error)) || !walk_beginning (walk, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
obelus_json_scan_value (ObelusJsonScanner *scanner, guint depth, GString *output, GError **error)
{
  Walk walk = { .scanner = scanner, .output = output, .outer_depth = depth };

  if (output != NULL)
    walk.keys = g_array_new (FALSE, FALSE, sizeof (OpenKey));

  gboolean read = walk_value (&walk, error);

  if (walk.keys != NULL)
    g_array_unref (walk.keys);
  return read;
}
