/* The components of the plugin `summarize`. */
#pragma once

#include <obelus/obelus-plugin.h>

G_BEGIN_DECLS

extern const ObelusTrainerClass summarize_trainer;
extern const ObelusEvaluatorClass summaries_evaluator;

/* Texts are dealt into folds by their bytes, so that a text that several files hold falls into one. */
gboolean summarize_is_in_fold (ObelusDocument *document, gint64 n_folds, gint64 fold);

/* The nth reference of a document: metadata `summary`, `summary1` … `summary9`. NULL behind the last. */
const char *summarize_get_reference (ObelusDocument *document, guint n, gsize *length);

G_END_DECLS
