/* What every plugin promises, as a table: each promise has a name, a reason, a remedy, and a check for each kind of
 * component. */
#pragma once

#include "trial.h"

typedef void (*PromiseCheck) (Trial *trial);

typedef struct
{
  const char *name;
  const char *why;                                     /* why it matters, for people */
  const char *mend;                                    /* where to look, for people */
  PromiseCheck checks[OBELUS_COMPONENT_EVALUATOR + 1]; /* by kind; NULL where the promise says nothing of a kind */
} Promise;

/* Ends with a NULL name. */
extern const Promise promises[];

const Promise *promise_find (const char *name);

/* The checks, by what they judge. */
void processor_check_options (Trial *trial);
void processor_check_layers (Trial *trial);
void processor_check_texts (Trial *trial);
void processor_check_repeatable (Trial *trial);
void processor_check_leaks (Trial *trial);
void processor_check_surroundings (Trial *trial);
void processor_check_cancellation (Trial *trial);
void processor_check_linear (Trial *trial);

/* Readers, writers, trainers and evaluators are run by the host's own means: the same checks serve them all. */
void host_check_options (Trial *trial);
void host_check_inputs (Trial *trial);
void host_check_repeatable (Trial *trial);
void host_check_leaks (Trial *trial);
void host_check_surroundings (Trial *trial);
void host_check_cancellation (Trial *trial);
void host_check_linear (Trial *trial);
