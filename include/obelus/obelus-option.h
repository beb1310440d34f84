/* Options as declared data: from one table come checking, help, the command line and the manual. */
#pragma once

#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/**
 * ObelusOptionType: (skip)
 * @OBELUS_OPTION_TYPE_FLAG: `yes` or `no`
 * @OBELUS_OPTION_TYPE_INTEGER: a whole number within a range
 * @OBELUS_OPTION_TYPE_REAL: a finite number within a range
 * @OBELUS_OPTION_TYPE_CHOICE: one of some words
 * @OBELUS_OPTION_TYPE_TEXT: any text
 * @OBELUS_OPTION_TYPE_LIST: texts, separated by commas
 * @OBELUS_OPTION_TYPE_FILE: a file, mapped for the plugin
 * @OBELUS_OPTION_TYPE_MODEL: a model, mapped and verified for the plugin
 *
 * What an option's value is.
 */
typedef enum
{
  OBELUS_OPTION_TYPE_FLAG = 1,
  OBELUS_OPTION_TYPE_INTEGER,
  OBELUS_OPTION_TYPE_REAL,
  OBELUS_OPTION_TYPE_CHOICE,
  OBELUS_OPTION_TYPE_TEXT,
  OBELUS_OPTION_TYPE_LIST,
  OBELUS_OPTION_TYPE_FILE,
  OBELUS_OPTION_TYPE_MODEL,
} ObelusOptionType;

/**
 * ObelusOption: (skip)
 * @name: lower-case words joined by hyphens, such as `min-score`
 * @type: an [enum@OptionType]
 * @minimum: smallest value of a number
 * @maximum: largest value of a number
 * @number: default of a number; of a flag: 0 or 1
 * @text: default of the other types; %NULL for none. Of a list: the items with commas between
 * @choices: what a choice may be, with `|` between; of a model: where it is needed, such as `sentences=learned`, a
 * choice of this table and its value, or %NULL where it is always
 * @summary: one line for people, without a full stop
 *
 * One option of a component. Use the macros; they say in one line what is needed for each type.
 *
 * Integers are held as reals here: their range ends at ±2⁵³.
 */
typedef struct
{
  const char *name;
  ObelusOptionType type;
  double minimum;
  double maximum;
  double number;
  const char *text;
  const char *choices;
  const char *summary;
} ObelusOption;

/* clang-format off */
#define OBELUS_OPTION_FLAG(name, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_FLAG, 0, 1, (standard), NULL, NULL, (summary) }
#define OBELUS_OPTION_INTEGER(name, minimum, maximum, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_INTEGER, (minimum), (maximum), (standard), NULL, NULL, (summary) }
#define OBELUS_OPTION_REAL(name, minimum, maximum, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_REAL, (minimum), (maximum), (standard), NULL, NULL, (summary) }
#define OBELUS_OPTION_CHOICE(name, choices, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_CHOICE, 0, 0, 0, (standard), (choices), (summary) }
#define OBELUS_OPTION_TEXT(name, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_TEXT, 0, 0, 0, (standard), NULL, (summary) }
#define OBELUS_OPTION_LIST(name, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_LIST, 0, 0, 0, (standard), NULL, (summary) }
#define OBELUS_OPTION_FILE(name, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_FILE, 0, 0, 0, (standard), NULL, (summary) }
#define OBELUS_OPTION_MODEL(name, standard, summary) \
  { (name), OBELUS_OPTION_TYPE_MODEL, 0, 0, 0, (standard), NULL, (summary) }
#define OBELUS_OPTION_MODEL_FOR(name, standard, choice, summary) \
  { (name), OBELUS_OPTION_TYPE_MODEL, 0, 0, 0, (standard), (choice), (summary) }

/**
 * OBELUS_OPTION_END:
 *
 * Ends a table of options.
 */
#define OBELUS_OPTION_END { NULL, (ObelusOptionType) 0, 0, 0, 0, NULL, NULL, NULL }
/* clang-format on */

G_END_DECLS
