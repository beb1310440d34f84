/* The cache of scans: one file for each copy of Obelus, rewritten whole. */
#include "scan-cache-private.h"
#include "cache-file-private.h"
#include "checksum-private.h"
#include "pack-private.h"

#include <obelus/obelus-component.h>
#include <obelus/obelus-registry.h>

#include <dlfcn.h>
#include <string.h>

/* "ObelScan", and the way in which entries are written. */
#define MAGIC G_GUINT64_CONSTANT (0x6e6163536c65624f)
#define FORMAT 1

#define MAX_ENTRIES 4096

/* How long it is believed that a module crashes, in microseconds: the machine may have been short of something. */
#define FAILURE_LASTS (60 * 60 * G_TIME_SPAN_SECOND)

/* Whose cache it is. Another build may check other things, or describe modules in another way. */
typedef struct
{
  guint64 magic;
  guint32 format;
  guint32 interface_version;
  guint64 pointer_size;
  ObelusFileIdentity library;
} Owner;

typedef struct
{
  Owner owner;
  guint64 checksum; /* of what is behind */
} Head;

typedef struct
{
  ObelusFileIdentity identity;
  gint64 noted; /* microseconds since 1970 */
  guint64 kind;
  guint64 size;
} EntryHead;

typedef struct
{
  EntryHead head;
  GBytes *bytes;
} Entry;

struct _ObelusScanCache
{
  GHashTable *entries; /* path → Entry */
  Owner owner;
  char *name; /* of the file; NULL if the library's own file is not known */
  gboolean is_changed;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_bytes_unref (entry->bytes);
  g_free (entry);
}

ObelusScanCache *
obelus_scan_cache_new (void)
{
  ObelusScanCache *cache = g_new0 (ObelusScanCache, 1);

  cache->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
  return cache;
}

void
obelus_scan_cache_free (ObelusScanCache *cache)
{
  if (cache == NULL)
    return;

  g_hash_table_unref (cache->entries);
  g_free (cache->name);
  g_free (cache);
}

guint
obelus_scan_cache_get_n_entries (ObelusScanCache *cache)
{
  return g_hash_table_size (cache->entries);
}

/* Reading */

static gboolean
is_sound (const EntryHead *head, GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (head->kind == OBELUS_SCAN_DESCRIBED)
    return TRUE;
  return (head->kind == OBELUS_SCAN_BROKEN || head->kind == OBELUS_SCAN_FAILED) && size > 1
         && size <= OBELUS_SCAN_MAX_PROBLEM && text[size - 1] == '\0'
         && g_utf8_validate (text, (gssize) size - 1, NULL);
}

void
obelus_scan_cache_parse (ObelusScanCache *cache, GBytes *entries)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (entries, &size);
  ObelusUnpack unpack = { .base = data, .size = size };

  while (unpack.position < size && g_hash_table_size (cache->entries) < MAX_ENTRIES)
    {
      const char *path = obelus_unpack_text (&unpack);
      Entry *entry = g_new0 (Entry, 1);

      obelus_unpack_struct (&unpack, &entry->head, sizeof entry->head);
      const guint8 *bytes = obelus_unpack_array (&unpack, entry->head.size, 1);
      entry->bytes = bytes != NULL ? g_bytes_new_from_bytes (entries, (gsize) (bytes - data), (gsize) entry->head.size)
                                   : g_bytes_new (NULL, 0);
      if (unpack.failed || path == NULL || !g_path_is_absolute (path) || !is_sound (&entry->head, entry->bytes))
        {
          free_entry (entry);
          return;
        }
      g_hash_table_replace (cache->entries, g_strdup (path), entry);
    }
}

/* Two copies of Obelus do not push each other's cache out. */
static gboolean
find_owner (ObelusScanCache *cache)
{
  Dl_info info;

  if (dladdr ((gpointer) obelus_scan_cache_load, &info) == 0 || info.dli_fname == NULL
      || !obelus_file_identity_get (info.dli_fname, &cache->owner.library))
    return FALSE;

  g_autofree char *path = g_canonicalize_filename (info.dli_fname, NULL);
  cache->name = g_strdup_printf ("modules-%08x", g_str_hash (path));
  cache->owner.magic = MAGIC;
  cache->owner.format = FORMAT;
  cache->owner.interface_version = OBELUS_PLUGIN_INTERFACE;
  cache->owner.pointer_size = sizeof (gpointer);
  return TRUE;
}

ObelusScanCache *
obelus_scan_cache_load (void)
{
  ObelusScanCache *cache = obelus_scan_cache_new ();
  g_autoptr (GBytes) file = NULL;
  Head head;

  if (find_owner (cache))
    file = obelus_cache_file_read (g_get_user_cache_dir (), cache->name);
  if (file == NULL || g_bytes_get_size (file) < sizeof head)
    return cache;

  memcpy (&head, g_bytes_get_data (file, NULL), sizeof head);
  g_autoptr (GBytes) entries = g_bytes_new_from_bytes (file, sizeof head, g_bytes_get_size (file) - sizeof head);
  if (memcmp (&head.owner, &cache->owner, sizeof head.owner) == 0
      && head.checksum == obelus_checksum (g_bytes_get_data (entries, NULL), g_bytes_get_size (entries)))
    obelus_scan_cache_parse (cache, entries);
  return cache;
}

gboolean
obelus_scan_cache_find (ObelusScanCache *cache, const char *path, const ObelusFileIdentity *identity,
                        ObelusScanResult *result)
{
  Entry *entry = g_hash_table_lookup (cache->entries, path);
  gint64 age;

  if (entry == NULL || !obelus_file_identity_equal (&entry->head.identity, identity))
    return FALSE;
  age = g_get_real_time () - entry->head.noted;
  if (entry->head.kind == OBELUS_SCAN_FAILED && (age < 0 || age > FAILURE_LASTS))
    return FALSE;

  result->kind = (ObelusScanKind) entry->head.kind;
  result->bytes = g_bytes_ref (entry->bytes);
  return TRUE;
}

/* Writing */

void
obelus_scan_cache_note (ObelusScanCache *cache, const char *path, const ObelusFileIdentity *identity,
                        const ObelusScanResult *result)
{
  Entry *entry;

  if (result->kind == OBELUS_SCAN_UNUSABLE || obelus_file_identity_is_fresh (identity))
    return;

  entry = g_new0 (Entry, 1);
  entry->head.identity = *identity;
  entry->head.noted = g_get_real_time ();
  entry->head.kind = result->kind;
  entry->head.size = g_bytes_get_size (result->bytes);
  entry->bytes = g_bytes_ref (result->bytes);
  g_hash_table_replace (cache->entries, g_strdup (path), entry);
  cache->is_changed = TRUE;
}

static void
pack_entry (ObelusPack *pack, const char *path, const Entry *entry)
{
  obelus_pack_add_text (pack, path);
  obelus_pack_add_struct (pack, &entry->head, sizeof entry->head);
  obelus_pack_add_array (pack, g_bytes_get_data (entry->bytes, NULL), g_bytes_get_size (entry->bytes));
}

/* Modules that are gone or others now are left out, and those that there is no room for. */
static void
pack_entries (ObelusScanCache *cache, ObelusPack *pack)
{
  GHashTableIter iter;
  gpointer path, entry;
  guint n_packed = 0;

  g_hash_table_iter_init (&iter, cache->entries);
  while (g_hash_table_iter_next (&iter, &path, &entry) && n_packed < MAX_ENTRIES)
    {
      ObelusFileIdentity identity;
      gsize before = pack->size;

      if (!obelus_file_identity_get (path, &identity)
          || !obelus_file_identity_equal (&identity, &((Entry *) entry)->head.identity))
        continue;
      pack_entry (pack, path, entry);
      n_packed++;
      if (pack->base != NULL && !obelus_pack_fits (pack))
        pack->size = before;
    }
}

gboolean
obelus_scan_cache_save (ObelusScanCache *cache)
{
  ObelusPack pack = { 0 };
  Head head = { .owner = cache->owner };

  if (!cache->is_changed || cache->name == NULL)
    return TRUE;

  pack_entries (cache, &pack);
  gsize capacity = MIN (pack.size, OBELUS_CACHE_FILE_MAX - sizeof head);
  guint8 *data = g_try_malloc0 (sizeof head + capacity);
  if (data == NULL)
    return FALSE;

  pack = (ObelusPack){ .base = data + sizeof head, .capacity = capacity };
  pack_entries (cache, &pack);
  head.checksum = obelus_checksum (data + sizeof head, pack.size);
  memcpy (data, &head, sizeof head);
  g_autoptr (GBytes) file = g_bytes_new_take (data, sizeof head + pack.size);
  return obelus_cache_file_write (g_get_user_cache_dir (), cache->name, file);
}

void
obelus_scan_cache_forget (const char *path)
{
  g_autoptr (ObelusScanCache) cache = obelus_scan_cache_load ();

  cache->is_changed = g_hash_table_remove (cache->entries, path);
  obelus_scan_cache_save (cache);
}
