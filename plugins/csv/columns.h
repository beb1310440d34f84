/* What the columns of a table are for. */
#pragma once

#include "rows.h"

typedef enum
{
  COLUMN_FACT, /* becomes metadata */
  COLUMN_ID,
  COLUMN_TEXT,
} ColumnUse;

typedef struct
{
  char *name;
  ColumnUse use;
} Column;

/* From the first row, which is the header if @has_header, and the options `text` and `id`; NULL with an error if it
 * does not tell where the text is. */
GArray *columns_new (ObelusContext *context, Rows *rows, gboolean has_header, GError **error);

/* A field as UTF-8; what is no character becomes U+FFFD. */
char *column_decode (ObelusContext *context, const char *bytes, gsize length, gsize *decoded_length);
