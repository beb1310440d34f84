/* What a text or what it says of a target is called. */
#pragma once

typedef enum
{
  SENTIMENT_CLASS_NEGATIVE,
  SENTIMENT_CLASS_NEUTRAL,
  SENTIMENT_CLASS_POSITIVE,
  SENTIMENT_N_CLASSES
} SentimentClass;

/* As labels in the layer `sentiment` */
extern const char *const sentiment_class_names[SENTIMENT_N_CLASSES];
