/* The evaluators `tokens` and `tags`. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusEvaluatorClass conllu_tokens_evaluator;
extern const ObelusEvaluatorClass conllu_tags_evaluator;
