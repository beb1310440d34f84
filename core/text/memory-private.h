/* When asking for memory before it is needed is worth it. */
#pragma once

#include <obelus/obelus-memory.h>

/* Of less than this a program that has no more cannot do anything in an orderly way. */
#define OBELUS_MEMORY_WORTH_ASKING (1024 * 1024)
