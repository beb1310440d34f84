/* The components that the plugin is made of, each in a file of its own. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusProcessorClass sentiment_processor;
extern const ObelusReaderClass sentiment_ratings_reader;
extern const ObelusTrainerClass sentiment_trainer;
extern const ObelusEvaluatorClass sentiment_evaluator;
