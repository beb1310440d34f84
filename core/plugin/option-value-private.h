/* One option's value: reading it from text, strictly. */
#pragma once

#include <obelus/obelus-option.h>

typedef struct
{
  union
  {
    gboolean flag;
    gint64 integer;
    double real;
    guint choice;
    char **list;
  } as;
  char *text; /* as it was written; NULL if there is no value */
} ObelusOptionValue;

/* The largest integer that a double holds exactly, as are all below it. */
#define OBELUS_OPTION_MAX_INTEGER ((double) (G_GINT64_CONSTANT (1) << 53))

/* Sets @value, which must be zero. Returns NULL, or what is wrong as a clause: "option 'min-score' must be a number
 * from 0 to 1, not 'high'" (transfer full); @value is then as it was. */
char *obelus_option_value_parse (const ObelusOption *option, const char *text, ObelusOptionValue *value);

/* A value that the option takes and that @text, which it does not, probably was to be (transfer full); or NULL. */
char *obelus_option_value_suggest (const ObelusOption *option, const char *text);

/* Sets @value, which must be zero, to the default of an option that was checked. */
void obelus_option_value_set_default (const ObelusOption *option, ObelusOptionValue *value);

void obelus_option_value_clear (const ObelusOption *option, ObelusOptionValue *value);

/* A piece of somebody's input as messages show it: short, on one line, in valid UTF-8 (transfer full). */
char *obelus_option_value_excerpt (const char *text);
