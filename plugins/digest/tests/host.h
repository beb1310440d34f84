/* Records, and digests of them, as tests of the plugin make and read them. */
#pragma once

#include "../../../tests/plugin-host.h"

/* What @writer, the digest with its options, makes of @records. */
char *render (const char *records, const char *writer);

/* The same, and the CPU seconds that it took. */
char *render_timed (const char *records, const char *writer, double *seconds);

/* The digest of a text of two sentences, felt for in opposite ways, with layers of one's own after a comma. */
char *render_two (const char *first, const char *second, const char *layers);

/* A row over the first place of some words of an ASCII text, with the columns that follow its span. */
char *make_row (const char *text, const char *words, const char *columns);

/* A record of a text, in which new lines and quotation marks are all that JSON escapes. */
char *make_record (const char *text, const char *layers);

void assert_contains (const char *digest, const char *part);
void assert_lacks (const char *digest, const char *part);
