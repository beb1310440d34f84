/* A folder with some of the modules, a cache folder, and what a registry makes of them. */
#pragma once

#include <obelus/obelus.h>

/* Has XDG_CACHE_HOME name a new folder; to be called first. */
void scanned_begin (void);
int scanned_end (int status);

/* The folder that caches are in. */
const char *scanned_get_cache_folder (void);
/* The path of the one file in it, or NULL. */
char *scanned_find_cache (void);

/* A new folder with copies of these modules (up to NULL), old enough to be remembered. */
char *scanned_make_folder (const char *first, ...) G_GNUC_NULL_TERMINATED;
void scanned_remove_folder (char *folder);
char *scanned_make_path (const char *folder, const char *module);

ObelusRegistry *scanned_read (const char *folder);
/* Why the module was refused; NULL if it was not. */
const char *scanned_find_reason (ObelusRegistry *registry, const char *module);
gboolean scanned_has (ObelusRegistry *registry, const char *component);

/* Whether this process has opened the module. */
gboolean scanned_is_open (const char *folder, const char *module);

/* From now on nothing can be looked into. */
void scanned_take_scanner_away (void);
void scanned_give_scanner_back (void);
