/* What a fuzz target offers: the entry point that libFuzzer calls, and inputs to start from. */
#pragma once

#include <glib.h>

#include <stddef.h>
#include <stdint.h>

/* Puts one input through a parser and holds what comes out against what must be true of it. Anything wrong aborts. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The n-th well-formed input of the target, from 0; NULL behind the last. */
GBytes *fuzz_get_seed (guint n);
