/* What was found in modules, remembered from one program to the next. */
#pragma once

#include "identity-private.h"
#include "scan-private.h"

typedef struct _ObelusScanCache ObelusScanCache;

/* What is remembered for this user and this build of Obelus. Never NULL: a cache that is not there, is damaged, or that
 * somebody else may have written to is empty. */
ObelusScanCache *obelus_scan_cache_load (void);
void obelus_scan_cache_free (ObelusScanCache *cache);

/* Whether something is known of the module at @path with this @identity. Of what the description says nothing is
 * checked. */
gboolean obelus_scan_cache_find (ObelusScanCache *cache, const char *path, const ObelusFileIdentity *identity,
                                 ObelusScanResult *result);

/* Notes a result if it is one that will be the same next time. */
void obelus_scan_cache_note (ObelusScanCache *cache, const char *path, const ObelusFileIdentity *identity,
                             const ObelusScanResult *result);

/* Writes it if something was noted, without what is no longer true. FALSE if it cannot be written, which harms nothing.
 */
gboolean obelus_scan_cache_save (ObelusScanCache *cache);

/* Forgets what is remembered of one module. */
void obelus_scan_cache_forget (const char *path);

/* The entries of a cache as bytes, without the head that tells whose they are. Damaged ones give fewer or none. */
void obelus_scan_cache_parse (ObelusScanCache *cache, GBytes *entries);
ObelusScanCache *obelus_scan_cache_new (void);
guint obelus_scan_cache_get_n_entries (ObelusScanCache *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusScanCache, obelus_scan_cache_free)
