/* Checks of processors. */
#include "option-values.h"
#include "promises.h"
#include "stage.h"
#include "surroundings.h"
#include "texts.h"
#include "timing.h"

#include <string.h>

/* A failure that says the text is too long, or memory too small, is honest. */
static gboolean
is_honest (const GError *error)
{
  return g_error_matches (error, OBELUS_ERROR, OBELUS_ERROR_TOO_LARGE)
         || g_error_matches (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY);
}

/* Options */

static void
try_value (Trial *trial, const ObelusOption *option, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *assignment = g_strdup_printf ("%s=%s", option->name, value);
  const char *const options[] = { assignment, NULL };

  trial_at (trial, "option %s", assignment);
  g_autoptr (Stage) stage = stage_new (trial, options, FALSE, &error);

  if (error != NULL && !option_may_refuse (option))
    trial_find (trial, "with %s, which its declaration allows, it cannot be loaded: %s", assignment, error->message);
  for (guint i = 0; stage != NULL && i < n_text_samples; i++)
    {
      g_autoptr (ObelusDocument) document
          = stage_make_document (stage, trial, text_samples[i].text, text_samples[i].length);
      g_clear_error (&error);
      if (document != NULL && !stage_process (stage, document, NULL, &error) && !is_honest (error))
        {
          trial_find (trial, "with %s it fails on %s: %s", assignment, text_samples[i].name, error->message);
          return;
        }
    }
}

static void
try_forbidden (Trial *trial, const ObelusOption *option, const char *value)
{
  g_autofree char *assignment = g_strdup_printf ("%s=%s", option->name, value);
  const char *const options[] = { assignment, NULL };
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new (trial->registry);

  obelus_pipeline_add_stage (pipeline, obelus_component_get_name (trial->component), options);
  if (obelus_pipeline_check (pipeline) == 0)
    trial_find (trial, "%s, which its declaration forbids, is accepted", assignment);
}

void
processor_check_options (Trial *trial)
{
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (trial->component, &n_options);
  g_autoptr (Stage) plain = stage_new_plain (trial);

  for (guint i = 0; plain != NULL && i < n_options; i++)
    {
      g_autoptr (GPtrArray) allowed = option_list_allowed (&options[i]);
      g_autoptr (GPtrArray) forbidden = option_list_forbidden (&options[i]);

      for (guint value = 0; value < allowed->len; value++)
        try_value (trial, &options[i], allowed->pdata[value]);
      for (guint value = 0; value < forbidden->len; value++)
        try_forbidden (trial, &options[i], forbidden->pdata[value]);
    }
}

/* What it declares: that layers are named, and made where they are promised, is held by the core on every run */

static void
try_layers (Trial *trial, gboolean optional_too)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Stage) stage = stage_new (trial, NULL, optional_too, &error);

  for (guint i = 0; stage != NULL && i < n_text_samples; i++)
    {
      g_autoptr (ObelusDocument) document
          = stage_make_document (stage, trial, text_samples[i].text, text_samples[i].length);

      g_clear_error (&error);
      if (document == NULL)
        continue;
      if (!stage_process (stage, document, NULL, &error) && !is_honest (error))
        trial_find (trial, "%s it fails on %s: %s",
                    optional_too ? "with the layers that it marks as optional"
                                 : "without the layers that it marks as "
                                   "optional",
                    text_samples[i].name, error->message);
    }
}

void
processor_check_layers (Trial *trial)
{
  try_layers (trial, FALSE);
  if (strchr (obelus_component_get_needs (trial->component), '?') != NULL)
    try_layers (trial, TRUE);
}

/* Texts */

static void
try_text (Trial *trial, Stage *stage, const char *name, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;

  trial_at (trial, "%s", name);
  g_autoptr (ObelusDocument) document = stage_make_document (stage, trial, text, length);

  if (document != NULL && !stage_process (stage, document, NULL, &error) && !is_honest (error))
    trial_find (trial, "it fails on %s: %s", name, error->message);
}

/* A row for each character, in every layer that it needs, if none of them has cells that must be filled. */
static gboolean
add_huge_layers (Trial *trial, ObelusDocument *document, guint32 n_rows)
{
  static const char *const bare[] = { "token", "sentence", "paragraph", NULL };
  g_auto (GStrv) words = g_strsplit_set (obelus_component_get_needs (trial->component), " \t\n", -1);

  for (char **word = words; *word != NULL; word++)
    {
      if (**word == '\0' || g_str_has_suffix (*word, "?"))
        continue;
      if (!g_strv_contains (bare, *word))
        return FALSE;

      g_autoptr (GError) error = NULL;
      g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (*word);
      for (guint32 row = 0; row < n_rows; row++)
        obelus_layer_builder_append (builder, row, row + 1);
      if (!obelus_document_commit (document, builder, &error))
        return FALSE;
    }
  return TRUE;
}

static void
try_huge_layers (Trial *trial, Stage *stage)
{
  const guint32 n_rows = (guint32) MIN (trial->largest / 8, 1000000);
  g_autofree char *text = g_malloc (n_rows);
  g_autoptr (GError) error = NULL;

  memset (text, 'a', n_rows);
  g_autoptr (ObelusDocument) document = obelus_document_new ("huge layers", text, n_rows, NULL);
  if (document != NULL && add_huge_layers (trial, document, n_rows) && !stage_process (stage, document, NULL, &error)
      && !is_honest (error))
    trial_find (trial, "it fails where its layers have a row for each of %u letters: %s", n_rows, error->message);
}

void
processor_check_texts (Trial *trial)
{
  g_autoptr (Stage) stage = stage_new_plain (trial);

  if (stage == NULL)
    return;
  for (guint i = 0; i < n_text_samples; i++)
    try_text (trial, stage, text_samples[i].name, text_samples[i].text, text_samples[i].length);
  for (guint i = 0; i < n_text_families; i++)
    {
      gsize length;
      const gsize wanted = i == 0 ? trial->largest : MIN (trial->largest, 65536);
      g_autofree char *text = text_family_make (&text_families[i], wanted, &length);
      g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT " bytes of %s", length, text_families[i].name);
      try_text (trial, stage, name, text, length);
    }
  try_huge_layers (trial, stage);
}

/* The same result */

#define N_THREADS 4

typedef struct
{
  Trial *trial;
  Stage *stage;
  char **wanted;
  guint first;      /* each thread begins with another text */
  gint n_different; /* results that differ */
} Repeater;

static gpointer
repeat_in_thread (gpointer data)
{
  Repeater *repeater = data;

  for (guint i = 0; i < n_text_samples; i++)
    {
      const guint at = (repeater->first + i) % n_text_samples;
      g_autofree char *record
          = stage_describe (repeater->stage, repeater->trial, text_samples[at].text, text_samples[at].length);
      repeater->n_different += strcmp (record, repeater->wanted[at]) != 0 ? 1 : 0;
    }
  return NULL;
}

static void
repeat_in_threads (Trial *trial, Stage *stage, char **wanted)
{
  Repeater repeaters[N_THREADS];
  GThread *threads[N_THREADS];
  gint n_different = 0;

  for (guint i = 0; i < N_THREADS; i++)
    {
      repeaters[i] = (Repeater){ .trial = trial, .stage = stage, .wanted = wanted, .first = i * 7 };
      threads[i] = g_thread_new ("repeat", repeat_in_thread, &repeaters[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_thread_join (threads[i]);
      n_different += repeaters[i].n_different;
    }
  if (n_different > 0)
    trial_find (trial, "%d results of %u differ when %d threads work at once", n_different, n_text_samples * N_THREADS,
                N_THREADS);
}

void
processor_check_repeatable (Trial *trial)
{
  g_autoptr (Stage) stage = stage_new_plain (trial);
  g_auto (GStrv) first = g_new0 (char *, n_text_samples + 1);

  if (stage == NULL)
    return;
  for (guint i = 0; i < n_text_samples; i++)
    first[i] = stage_describe (stage, trial, text_samples[i].text, text_samples[i].length);
  for (guint i = n_text_samples; i > 0; i--)
    {
      const TextSample *sample = &text_samples[i - 1];
      g_autofree char *again = stage_describe (stage, trial, sample->text, sample->length);
      if (strcmp (first[i - 1], again) != 0)
        trial_find (trial, "the result of %s is another when other documents were processed before it", sample->name);
    }

  g_autoptr (Stage) fresh = stage_new_plain (trial);
  for (guint i = 0; fresh != NULL && i < n_text_samples; i++)
    {
      g_autofree char *again = stage_describe (fresh, trial, text_samples[i].text, text_samples[i].length);
      if (strcmp (first[i], again) != 0)
        trial_find (trial, "the result of %s is another in a second run", text_samples[i].name);
    }
  repeat_in_threads (trial, stage, first);
}

/* Leaks */

#define N_WARM_ROUNDS 4
#define N_ROUNDS 6

static void
process_samples (Trial *trial, Stage *stage)
{
  for (guint i = 0; i < n_text_samples; i++)
    {
      g_autoptr (ObelusDocument) document
          = stage_make_document (stage, trial, text_samples[i].text, text_samples[i].length);
      g_autoptr (GError) error = NULL;
      if (document != NULL)
        stage_process (stage, document, NULL, &error);
    }
}

static void
process_samples_with_fresh_stage (Trial *trial, Stage *unused)
{
  g_autoptr (Stage) stage = stage_new_plain (trial);

  (void) unused;
  if (stage != NULL)
    process_samples (trial, stage);
}

/* Bytes lost a round, if every round of several loses some. */
static gsize
measure_loss (Trial *trial, Stage *stage, void (*work) (Trial *trial, Stage *stage))
{
  gsize loss = G_MAXSIZE;

  for (guint round = 0; round < N_WARM_ROUNDS + N_ROUNDS; round++)
    {
      const gsize before = surroundings_count_allocated ();
      work (trial, stage);
      const gsize after = surroundings_count_allocated ();
      if (round >= N_WARM_ROUNDS)
        loss = MIN (loss, after > before ? after - before : 0);
    }
  return loss;
}

void
processor_check_leaks (Trial *trial)
{
  g_autoptr (Stage) stage = stage_new_plain (trial);

  if (stage == NULL)
    return;
  const gsize lost = measure_loss (trial, stage, process_samples);
  if (lost > 0)
    trial_find (trial, "it keeps %" G_GSIZE_FORMAT " bytes or more of every %u documents", lost, n_text_samples);

  const gsize lost_by_loading = measure_loss (trial, NULL, process_samples_with_fresh_stage);
  if (lost == 0 && lost_by_loading > 0)
    trial_find (trial, "it keeps %" G_GSIZE_FORMAT " bytes or more each time it is loaded and freed", lost_by_loading);
}

/* Surroundings */

void
processor_check_surroundings (Trial *trial)
{
  g_autoptr (Surroundings) before = surroundings_take ();
  process_samples_with_fresh_stage (trial, NULL);
  surroundings_compare (before, trial);
}

/* Times */

static double
measure_work (Trial *trial, gpointer data, const char *text, gsize length)
{
  Stage *stage = data;
  g_autoptr (ObelusDocument) document = stage_make_document (stage, trial, text, length);
  g_autoptr (GError) error = NULL;
  const double before = stage_measure_seconds (stage);

  if (document == NULL || !stage_process (stage, document, NULL, &error))
    return -1;
  return stage_measure_seconds (stage) - before;
}

void
processor_check_linear (Trial *trial)
{
  g_autoptr (Stage) stage = stage_new_plain (trial);

  if (stage != NULL)
    timing_check_linear (trial, measure_work, stage);
}

/* Documents that were made beforehand: only the processor's own work is timed. */
typedef struct
{
  Stage *stage;
  ObelusDocument *documents[2];
  guint n_used;
} StoppableStage;

static gboolean
work_until_stopped (Trial *trial, gpointer data, const char *text, gsize length, GCancellable *cancellable)
{
  StoppableStage *stoppable = data;
  g_autoptr (GError) error = NULL;

  (void) trial;
  (void) text;
  (void) length;
  g_assert (stoppable->n_used < G_N_ELEMENTS (stoppable->documents));
  ObelusDocument *document = stoppable->documents[stoppable->n_used++];
  return document != NULL && stage_process (stoppable->stage, document, cancellable, &error);
}

void
processor_check_cancellation (Trial *trial)
{
  g_autoptr (Stage) stage = stage_new_plain (trial);

  if (stage == NULL)
    return;
  gsize length;
  g_autofree char *text = text_family_make (&text_families[0], trial->largest, &length);
  StoppableStage stoppable = { .stage = stage };
  for (guint i = 0; i < G_N_ELEMENTS (stoppable.documents); i++)
    stoppable.documents[i] = stage_make_document (stage, trial, text, length);
  timing_check_cancellation (trial, work_until_stopped, &stoppable);
  for (guint i = 0; i < G_N_ELEMENTS (stoppable.documents); i++)
    g_clear_object (&stoppable.documents[i]);

  /* Work that was cancelled before it began must end with an error of that kind or not begin. */
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusDocument) document
      = stage_make_document (stage, trial, text_samples[0].text, text_samples[0].length);
  g_cancellable_cancel (cancelled);
  if (document != NULL && !stage_process (stage, document, cancelled, &error)
      && !g_error_matches (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED))
    trial_find (trial, "cancelled, it fails with another error: %s", error->message);
}
