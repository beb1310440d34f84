/* Checks of readers, writers, trainers and evaluators. */
#include "host.h"
#include "option-values.h"
#include "promises.h"
#include "surroundings.h"
#include "texts.h"
#include "timing.h"

#include <string.h>

#define N_THREADS 4
#define N_WARM_ROUNDS 3
#define N_ROUNDS 5

/* Bytes that are no text; the same in every run. */
#define NOISE_BYTES 20000

static gboolean
is_learner (Trial *trial)
{
  const ObelusComponentKind kind = obelus_component_get_kind (trial->component);
  return kind == OBELUS_COMPONENT_TRAINER || kind == OBELUS_COMPONENT_EVALUATOR;
}

static GPtrArray *
list_samples (void)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < n_text_samples; i++)
    g_ptr_array_add (sources, g_bytes_new_static (text_samples[i].text, text_samples[i].length));
  return sources;
}

static GPtrArray *
list_one (const char *text, gsize length)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (sources, g_bytes_new (text, length));
  return sources;
}

/* Whoever learns or judges may say that there is nothing to learn from or judge. */
static gboolean
may_refuse (Trial *trial)
{
  return is_learner (trial);
}

/* Options */

void
host_check_options (Trial *trial)
{
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (trial->component, &n_options);
  g_autoptr (GPtrArray) sources = list_samples ();

  for (guint i = 0; i < n_options; i++)
    {
      g_autoptr (GPtrArray) allowed = option_list_allowed (&options[i]);
      g_autoptr (GPtrArray) forbidden = option_list_forbidden (&options[i]);

      /* A trainer's largest numbers are meant to take long. */
      const guint n_tried = is_learner (trial) ? MIN (allowed->len, 1) : allowed->len;
      for (guint value = 0; value < n_tried; value++)
        {
          g_autofree char *assignment = g_strdup_printf ("%s=%s", options[i].name, (char *) allowed->pdata[value]);
          HostRun run = { .option = assignment };
          g_autoptr (GError) error = NULL;

          trial_at (trial, "option %s", assignment);
          g_autoptr (GBytes) result = host_run (trial, sources, &run, &error);
          if (error != NULL && !option_may_refuse (&options[i]) && !may_refuse (trial))
            trial_find (trial, "with %s, which its declaration allows, it fails: %s", assignment, error->message);
        }
      for (guint value = 0; value < forbidden->len; value++)
        {
          g_autofree char *assignment = g_strdup_printf ("%s=%s", options[i].name, (char *) forbidden->pdata[value]);
          HostRun run = { .option = assignment };
          g_autoptr (GError) error = NULL;

          trial_at (trial, "option %s", assignment);
          g_autoptr (GBytes) result = host_run (trial, sources, &run, &error);
          if (result != NULL)
            trial_find (trial, "%s, which its declaration forbids, is accepted", assignment);
        }
    }
}

/* Inputs */

static void
try_input (Trial *trial, const char *name, const char *text, gsize length)
{
  g_autoptr (GPtrArray) sources = list_one (text, length);
  g_autoptr (GError) error = NULL;

  trial_at (trial, "%s", name);
  g_autoptr (GBytes) result = host_run (trial, sources, NULL, &error);

  if (error != NULL && !may_refuse (trial))
    trial_find (trial, "it fails on %s: %s", name, error->message);
}

/* Only readers are given bytes as they come. */
static void
try_noise (Trial *trial)
{
  g_autofree char *noise = g_malloc (NOISE_BYTES);
  guint32 state = 1;

  for (gsize i = 0; i < NOISE_BYTES; i++)
    {
      state = state * 1664525 + 1013904223; /* Knuth's constants, after Numerical Recipes */
      noise[i] = (char) (state >> 24);
    }
  try_input (trial, "random bytes", noise, NOISE_BYTES);
  try_input (trial, "a text that breaks off inside a character", "Caf\xc3", 4);
}

void
host_check_inputs (Trial *trial)
{
  for (guint i = 0; i < n_text_samples; i++)
    try_input (trial, text_samples[i].name, text_samples[i].text, text_samples[i].length);
  if (obelus_component_get_kind (trial->component) == OBELUS_COMPONENT_READER)
    try_noise (trial);
  for (guint i = 0; i < n_text_families && !is_learner (trial); i++)
    {
      gsize length;
      g_autofree char *text
          = text_family_make (&text_families[i], i == 0 ? trial->largest : MIN (trial->largest, 65536), &length);
      g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT " bytes of %s", length, text_families[i].name);
      try_input (trial, name, text, length);
    }

  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) result = host_run (trial, nothing, NULL, &error);
  if (error != NULL && !may_refuse (trial))
    trial_find (trial, "it fails where there is no input at all: %s", error->message);
}

/* The same result */

void
host_check_repeatable (Trial *trial)
{
  g_autoptr (GPtrArray) sources = list_samples ();
  HostRun one = { .n_threads = 1 }, several = { .n_threads = N_THREADS };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = host_run (trial, sources, &one, &error);
  g_autoptr (GBytes) again = host_run (trial, sources, &one, NULL);
  g_autoptr (GBytes) threaded = host_run (trial, sources, &several, NULL);

  if (error != NULL)
    {
      trial_skip (trial, "it refuses the samples: %s", error->message);
      return;
    }
  if (first == NULL)
    return;
  if (again == NULL || !g_bytes_equal (first, again))
    trial_find (trial, "a second run over the same input has another result");
  if (threaded == NULL || !g_bytes_equal (first, threaded))
    trial_find (trial, "a run in %u threads has another result than one in one thread", N_THREADS);
}

/* Leaks and surroundings */

static void
run_once (Trial *trial, GPtrArray *sources)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) result = host_run (trial, sources, NULL, &error);
}

void
host_check_leaks (Trial *trial)
{
  g_autoptr (GPtrArray) sources = list_samples ();
  gsize loss = G_MAXSIZE;

  for (guint round = 0; round < N_WARM_ROUNDS + N_ROUNDS; round++)
    {
      const gsize before = surroundings_count_allocated ();
      run_once (trial, sources);
      const gsize after = surroundings_count_allocated ();
      if (round >= N_WARM_ROUNDS)
        loss = MIN (loss, after > before ? after - before : 0);
    }
  if (loss > 0)
    trial_find (trial, "it keeps %" G_GSIZE_FORMAT " bytes or more of every run over %u documents", loss,
                n_text_samples);
}

void
host_check_surroundings (Trial *trial)
{
  g_autoptr (GPtrArray) sources = list_samples ();

  g_autoptr (Surroundings) before = surroundings_take ();
  run_once (trial, sources);
  surroundings_compare (before, trial);
}

/* Times */

static double
measure_run (Trial *trial, gpointer data, const char *text, gsize length)
{
  g_autoptr (GPtrArray) sources = list_one (text, length);
  g_autoptr (GError) error = NULL;
  HostRun run = { .n_threads = 1 };
  g_autoptr (GBytes) result = host_run (trial, sources, &run, &error);

  (void) data;
  return result != NULL ? run.seconds : -1;
}

void
host_check_linear (Trial *trial)
{
  timing_check_linear (trial, measure_run, NULL);
}

static gboolean
run_until_stopped (Trial *trial, gpointer data, const char *text, gsize length, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) sources = list_one (text, length);
  g_autoptr (GError) error = NULL;
  HostRun run = { .n_threads = 1, .cancellable = cancellable };
  g_autoptr (GBytes) result = host_run (trial, sources, &run, &error);

  (void) data;
  return result != NULL;
}

void
host_check_cancellation (Trial *trial)
{
  timing_check_cancellation (trial, run_until_stopped, NULL);
}
