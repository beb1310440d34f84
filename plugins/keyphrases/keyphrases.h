/* What the components of this plugin share. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusTrainerClass keyphrases_trainer;
extern const ObelusEvaluatorClass keyphrases_evaluator;
