/* A trial: one component held against one promise, in a process of its own. */
#pragma once

#include <obelus/obelus.h>

typedef struct
{
  ObelusRegistry *registry;
  ObelusComponent *component;
  gsize largest; /* bytes of the longest text that is tried */
  int channel;   /* a descriptor: findings go to the parent, a line each */
  guint n_findings;
} Trial;

/* Reports something wrong, as one sentence without a full stop. What repeats, and what comes after the first few, is
 * left out: one cause is enough to mend. */
void trial_find (Trial *trial, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Says that a promise could not be tried, and why; this is no finding. */
void trial_skip (Trial *trial, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Says what is tried now, so that the parent knows on what a component crashed or hung. */
void trial_at (Trial *trial, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* What the parent reads: one of these words, a space and an escaped text a line. */
#define TRIAL_FINDING "finding"
#define TRIAL_SKIPPED "skipped"
#define TRIAL_AT "at"
#define TRIAL_COMPONENT "component"
#define TRIAL_DONE "done"

/* The promise that is none: to be loaded at all. Its trial lists what the module offers. */
#define TRIAL_LOAD "load"

/* Runs one trial: `--trial CHANNEL LARGEST PROMISE KIND NAME FOLDER…`. The parent alone writes such command lines. */
#define TRIAL_OPTION "--trial"
int trial_main (int argc, char **argv);
