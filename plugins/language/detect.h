/* The library that knows languages, as C sees it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DETECT_UNKNOWN 0xFFFF

/* A stretch of text and the number of its language, DETECT_UNKNOWN if none is clear. */
typedef struct
{
  guint32 start;
  guint32 end;
  guint16 language;
} DetectChunk;

typedef struct
{
  guint16 language; /* of most of the text */
  double score;
} DetectResult;

typedef struct _Detector Detector;

/* Returns NULL if there is no memory. */
Detector *detector_new (void);
void detector_free (Detector *detector);

/* The number of a language that BCP 47 names @code, or DETECT_UNKNOWN. */
guint16 detect_find_language (const char *code);
/* The BCP 47 name of a language. */
const char *detect_get_code (guint16 language);

/* Starts a text: forgets what was found before. */
void detector_reset (Detector *detector);
/* Looks at text[start, end), the next piece of the text. Returns FALSE if there is no memory. */
gboolean detector_add (Detector *detector, const char *text, guint32 start, guint32 end, guint16 hint);
/* What the pieces so far come to. */
DetectResult detector_sum_up (const Detector *detector);
const DetectChunk *detector_get_chunks (const Detector *detector, gsize *n_chunks);

G_END_DECLS
