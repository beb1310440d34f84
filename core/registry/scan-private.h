/* Looking into modules without letting them near this process. */
#pragma once

#include <glib.h>

/* Seconds that a module has for being opened, on the clock and of computing. */
#define OBELUS_SCAN_SECONDS 5
#define OBELUS_SCAN_CPU_SECONDS 2

/* The longest sentence about a module. */
#define OBELUS_SCAN_MAX_PROBLEM 4096

typedef enum
{
  OBELUS_SCAN_DESCRIBED = 1, /* it offers what `bytes` describe */
  OBELUS_SCAN_BROKEN,        /* something is wrong with the file, and `bytes` are a sentence that says what */
  OBELUS_SCAN_FAILED,        /* it crashed, hung or the like, for which the machine may have been to blame */
  OBELUS_SCAN_UNUSABLE,      /* what is wrong lies elsewhere: a library that is missing, a file that may not be read */
} ObelusScanKind;

typedef struct
{
  ObelusScanKind kind;
  GBytes *bytes; /* a sentence has its NUL */
} ObelusScanResult;

void obelus_scan_result_clear (ObelusScanResult *result);

/* Takes @problem. */
void obelus_scan_result_set_problem (ObelusScanResult *result, ObelusScanKind kind, char *problem);

/* Looks into the modules at @paths (char *, absolute), each in a process of its own that has no rights as far as the
 * system can take them, and puts what comes of it into @results, one a path. Nothing that comes can be trusted to be as
 * it should be, except that sentences are sentences. */
void obelus_scan_modules (GPtrArray *paths, ObelusScanResult *results);

/* What the scanner writes for each module, in any order, with `size` bytes behind it. */
typedef struct
{
  guint32 index;
  guint32 kind;
  guint64 size;
} ObelusScanHead;
