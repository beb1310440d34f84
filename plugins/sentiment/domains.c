/* The names of domains. */
#include "domains.h"

const char *const sentiment_domain_names[SENTIMENT_N_DOMAINS] = { "general", "news", "social", "reviews" };
