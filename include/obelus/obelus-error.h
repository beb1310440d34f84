/* What can go wrong, as one error domain. */
#pragma once

#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/**
 * ObelusError:
 * @OBELUS_ERROR_FAILED: anything that has no code of its own; what a plugin reports by default
 * @OBELUS_ERROR_INVALID_TEXT: the text is not valid UTF-8
 * @OBELUS_ERROR_INVALID_INPUT: a source is not what its reader expects: bad JSON, a missing key, a wrong type
 * @OBELUS_ERROR_INVALID_LAYER: a layer breaks the rules that a commit checks
 * @OBELUS_ERROR_INVALID_OPTION: an option is unknown, of the wrong type or out of its range
 * @OBELUS_ERROR_INVALID_PIPELINE: a pipeline cannot be read or its stages do not fit together
 * @OBELUS_ERROR_INVALID_PLUGIN: a module is broken or is no Obelus plugin
 * @OBELUS_ERROR_INVALID_MODEL: a model file is damaged or is not the kind of model that was asked for
 * @OBELUS_ERROR_UNDECLARED: a plugin touched a layer that its `needs` or `gives` does not name
 * @OBELUS_ERROR_NOT_FOUND: there is no such file, component, layer or column
 * @OBELUS_ERROR_TOO_LARGE: something exceeds a limit that the message states
 * @OBELUS_ERROR_NO_MEMORY: memory for something whose size comes from input could not be had
 * @OBELUS_ERROR_IO: reading or writing failed
 * @OBELUS_ERROR_CANCELLED: the run was cancelled
 * @OBELUS_ERROR_CRASHED: an isolated stage brought its worker down, did what it may not, or sent what cannot be
 * @OBELUS_ERROR_TIMED_OUT: an isolated stage took longer than its limit
 * @OBELUS_ERROR_UNSUPPORTED: the system lacks something that the message names
 *
 * Codes of the [func@error_quark] domain. A code says which kind of answer fits; the message says what happened, where,
 * and what to do next. New codes may be added at the end.
 */
typedef enum
{
  OBELUS_ERROR_FAILED,
  OBELUS_ERROR_INVALID_TEXT,
  OBELUS_ERROR_INVALID_INPUT,
  OBELUS_ERROR_INVALID_LAYER,
  OBELUS_ERROR_INVALID_OPTION,
  OBELUS_ERROR_INVALID_PIPELINE,
  OBELUS_ERROR_INVALID_PLUGIN,
  OBELUS_ERROR_INVALID_MODEL,
  OBELUS_ERROR_UNDECLARED,
  OBELUS_ERROR_NOT_FOUND,
  OBELUS_ERROR_TOO_LARGE,
  OBELUS_ERROR_NO_MEMORY,
  OBELUS_ERROR_IO,
  OBELUS_ERROR_CANCELLED,
  OBELUS_ERROR_CRASHED,
  OBELUS_ERROR_TIMED_OUT,
  OBELUS_ERROR_UNSUPPORTED,
} ObelusError;

/**
 * OBELUS_ERROR:
 *
 * The error domain of Obelus.
 */
#define OBELUS_ERROR (obelus_error_quark ())

/**
 * obelus_error_quark:
 *
 * Returns: the domain of Obelus's errors, which `OBELUS_ERROR` stands for
 */
OBELUS_API GQuark obelus_error_quark (void);

/**
 * obelus_error_get_name:
 * @error: any error
 *
 * Names the kind of an error the way records do: `invalid-text`, `not-found`. Errors of `G_IO_ERROR` and `G_FILE_ERROR`
 * are mapped to the nearest name; errors of other domains are `failed`.
 *
 * Returns: a static string in kebab case
 */
OBELUS_API const char *obelus_error_get_name (const GError *error);

G_END_DECLS
