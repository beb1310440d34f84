/* A text that grows character by character, with the way back to its source. */
#pragma once

#include <obelus/obelus-source.h>

typedef struct
{
  const guchar *bytes; /* the source */
  gsize n_bytes;
  const char *encoding;
  ObelusInvalidPolicy policy;
  char *text; /* room for @capacity bytes and a NUL */
  gsize length;
  gsize capacity;
  ObelusSourceRun *runs;
  guint32 n_runs;
  gsize runs_capacity;
  guint64 expected; /* where the next character stands if the last run goes on */
  gsize n_replaced;
  GError *error;
} ObelusDecoding;

/* All return FALSE with an error when there is no memory, or the text becomes too long. */

/* Valid UTF-8 that is in the source as it is in the text. */
gboolean obelus_decoding_append_utf8 (ObelusDecoding *decoding, gsize source, gsize length);

/* A character that takes @width bytes of the source. */
gboolean obelus_decoding_append (ObelusDecoding *decoding, gunichar character, gsize source, guint width);

/* @width bytes that are no character: replaced or refused, as the policy says. @problem says what they are. */
gboolean obelus_decoding_append_invalid (ObelusDecoding *decoding, gsize source, guint width, const char *problem);

/* Decodes what is declared to be in an encoding that GIO's converter knows. */
gboolean obelus_decoding_run_charset (ObelusDecoding *decoding, gsize source);
gboolean obelus_charset_check (const char *encoding, GError **error);
