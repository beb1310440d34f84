/* The plugin's descriptor. */
#include "components.h"

static const ObelusProcessorClass *const processors[] = { &sentiment_processor, NULL };
static const ObelusReaderClass *const readers[] = { &sentiment_ratings_reader, NULL };
static const ObelusTrainerClass *const trainers[] = { &sentiment_trainer, NULL };
static const ObelusEvaluatorClass *const evaluators[] = { &sentiment_evaluator, NULL };

OBELUS_PLUGIN (sentiment, .version = "1.0", .license = "MIT", .summary = "How a text and each of its sentences feel",
               .processors = processors, .readers = readers, .trainers = trainers, .evaluators = evaluators)
