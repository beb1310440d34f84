/* The evaluator `tokens`. */
#pragma once

#include <obelus/obelus-plugin.h>

gboolean score_begin (ObelusContext *context, gpointer *tally, GError **error);
gboolean score_add (ObelusContext *context, gpointer tally, ObelusDocument *gold, ObelusDocument *result,
                    GError **error);
gboolean score_report (ObelusContext *context, gpointer tally, GString *report, GError **error);
void score_end (gpointer tally);
