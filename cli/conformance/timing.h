/* Judging times: whether work grows with the text or faster, and whether it stops when told to. */
#pragma once

#include "trial.h"

#include "texts.h"

/* Does the work over a text and returns its CPU time in seconds, or less than 0 if it failed. */
typedef double (*TimedWork) (Trial *trial, gpointer data, const char *text, gsize length);

/* Reports each family of texts on which work grows faster than the text. */
void timing_check_linear (Trial *trial, TimedWork work, gpointer data);

/* Does the work over a text until the cancellable stops it; returns whether it came to its end. */
typedef gboolean (*StoppableWork) (Trial *trial, gpointer data, const char *text, gsize length,
                                   GCancellable *cancellable);

/* Reports work that goes on when it was cancelled. */
void timing_check_cancellation (Trial *trial, StoppableWork work, gpointer data);
