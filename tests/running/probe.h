/* What the files of the test plugin share. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusReaderClass *const probe_readers[];
extern const ObelusWriterClass *const probe_writers[];
extern const ObelusTrainerClass *const probe_trainers[];
extern const ObelusEvaluatorClass *const probe_evaluators[];
