/* What rules cannot say of what they match. */
#pragma once

#include <glib.h>

typedef enum
{
  PATTERN_CHECK_NONE,
  PATTERN_CHECK_DATE, /* there is such a day */
  PATTERN_CHECK_IBAN, /* length and check digits are right */
  N_PATTERN_CHECKS,
} PatternCheck;

enum
{
  /* What is longer does not pass: the time that a check takes is bounded. */
  PATTERN_MAX_CHECKED = 64, /* bytes */
};

/* The check of that name; N_PATTERN_CHECKS if there is none. */
PatternCheck pattern_check_from_name (const char *name, gsize length);

gboolean pattern_check_passes (PatternCheck check, const char *text, gsize length);
