/* The error domain and the names under which records know its codes. */
#include <obelus/obelus-error.h>
#include <obelus/obelus-version.h>

/* With spaces around its hyphens the name would be another, and bindings know errors by it. */
/* clang-format off */
G_DEFINE_QUARK (obelus-error-quark, obelus_error)
/* clang-format on */

static const char *const code_names[] = {
  [OBELUS_ERROR_FAILED] = "failed",
  [OBELUS_ERROR_INVALID_TEXT] = "invalid-text",
  [OBELUS_ERROR_INVALID_INPUT] = "invalid-input",
  [OBELUS_ERROR_INVALID_LAYER] = "invalid-layer",
  [OBELUS_ERROR_INVALID_OPTION] = "invalid-option",
  [OBELUS_ERROR_INVALID_PIPELINE] = "invalid-pipeline",
  [OBELUS_ERROR_INVALID_PLUGIN] = "invalid-plugin",
  [OBELUS_ERROR_INVALID_MODEL] = "invalid-model",
  [OBELUS_ERROR_UNDECLARED] = "undeclared",
  [OBELUS_ERROR_NOT_FOUND] = "not-found",
  [OBELUS_ERROR_TOO_LARGE] = "too-large",
  [OBELUS_ERROR_NO_MEMORY] = "no-memory",
  [OBELUS_ERROR_IO] = "io",
  [OBELUS_ERROR_CANCELLED] = "cancelled",
  [OBELUS_ERROR_CRASHED] = "crashed",
  [OBELUS_ERROR_TIMED_OUT] = "timed-out",
  [OBELUS_ERROR_UNSUPPORTED] = "unsupported",
};

static ObelusError
classify_io_error (gint code)
{
  switch (code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return OBELUS_ERROR_NOT_FOUND;
    case G_IO_ERROR_CANCELLED:
      return OBELUS_ERROR_CANCELLED;
    case G_IO_ERROR_INVALID_DATA:
    case G_IO_ERROR_PARTIAL_INPUT:
      return OBELUS_ERROR_INVALID_INPUT;
    default:
      return OBELUS_ERROR_IO;
    }
}

static ObelusError
classify_file_error (gint code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOENT:
      return OBELUS_ERROR_NOT_FOUND;
    case G_FILE_ERROR_NOMEM:
      return OBELUS_ERROR_NO_MEMORY;
    default:
      return OBELUS_ERROR_IO;
    }
}

const char *
obelus_error_get_name (const GError *error)
{
  guint code = OBELUS_ERROR_FAILED;

  g_return_val_if_fail (error != NULL, code_names[OBELUS_ERROR_FAILED]);

  if (error->domain == OBELUS_ERROR)
    code = (guint) error->code;
  else if (error->domain == G_IO_ERROR)
    code = classify_io_error (error->code);
  else if (error->domain == G_FILE_ERROR)
    code = classify_file_error (error->code);

  return code < G_N_ELEMENTS (code_names) ? code_names[code] : code_names[OBELUS_ERROR_FAILED];
}

const char *
obelus_get_version (void)
{
  return OBELUS_VERSION;
}
