/* The components of this plugin, a file each. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusTrainerClass entities_trainer;
extern const ObelusEvaluatorClass entities_evaluator;
