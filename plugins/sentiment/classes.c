/* The names of classes. */
#include "classes.h"

const char *const sentiment_class_names[SENTIMENT_N_CLASSES] = { "negative", "neutral", "positive" };
