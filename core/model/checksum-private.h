/* The checksum that finds damage in model files. */
#pragma once

#include <glib.h>

/* Returns 64 bits over @length bytes, the same on every machine. It finds damage, not malice: anybody can make bytes
 * that fit a checksum. */
guint64 obelus_checksum (gconstpointer data, gsize length);
