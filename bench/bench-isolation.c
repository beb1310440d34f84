/* What isolation costs: batches of 64 documents through `tokenize`, here and in a worker, and starting a worker again. */
#include <obelus/obelus.h>
