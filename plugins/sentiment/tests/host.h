/* The plugin through a host, as its tests run and read it. */
#pragma once

#include "../../../tests/plugin-host.h"

double get_real (ObelusLayer *layer, const char *column, guint32 row);
const char *get_string (ObelusLayer *layer, const char *column, guint32 row);

/* What holds for every row, and for the rows of a text without names. */
void check_row (ObelusLayer *layer, guint32 row);
void check_rows (ObelusDocument *document);

/* The checked score of a text. */
double score (const char *text);

/* What holds for the evidence of a document, and the share of a piece of its text in the score of a row. */
void check_evidence (ObelusDocument *document);
double find_share (ObelusDocument *document, guint32 explained, const char *piece);
