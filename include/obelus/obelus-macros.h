/* Export and language glue that every other header uses. */
#pragma once

#include <glib-object.h>
#include <gio/gio.h>

#if defined(_WIN32)
#define OBELUS_API __declspec(dllexport) extern
#else
#define OBELUS_API __attribute__ ((visibility ("default"))) extern
#endif

G_BEGIN_DECLS

/**
 * OBELUS_NO_ROW:
 *
 * The row number that no layer has: "no such row" in look-ups and references.
 */
#define OBELUS_NO_ROW G_MAXUINT32

/**
 * OBELUS_NO_OFFSET:
 *
 * The byte offset that no text has: "no particular place" in errors.
 */
#define OBELUS_NO_OFFSET G_MAXUINT32

/**
 * OBELUS_MAX_TEXT_LENGTH:
 *
 * Length in bytes of the longest text a document can hold. Offsets are `guint32`, and one value is kept for
 * `OBELUS_NO_OFFSET`.
 */
#define OBELUS_MAX_TEXT_LENGTH (G_MAXUINT32 - 1)

G_END_DECLS
