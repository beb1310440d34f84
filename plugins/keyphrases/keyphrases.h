/* What the components of this plugin share. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusTrainerClass keyphrases_trainer;
extern const ObelusEvaluatorClass keyphrases_evaluator;

/* Sections of a model: hashes and rarities of words (see frequency.h), and the trees that judge phrases. */
#define SECTION_HASHES "hashes"
#define SECTION_WEIGHTS "weights"
#define SECTION_TREES "trees"
