/* The settings by which a stage is isolated: declared as options are, read as options are. */
#include "isolation-settings-private.h"
#include "option-value-private.h"

#include <string.h>

enum
{
  ISOLATE,
  DOCUMENT_SECONDS,
  WORKER_SECONDS,
  MEGABYTES,
  N_SETTINGS,
};

#define MEGABYTE (1024 * 1024)

static const ObelusIsolation standard = OBELUS_ISOLATION_NONE;

static const ObelusOption settings[N_SETTINGS + 1] = {
  [ISOLATE] = OBELUS_OPTION_FLAG ("isolate", 0, "Run the stage in processes of its own, without rights"),
  [DOCUMENT_SECONDS]
  = OBELUS_OPTION_REAL ("isolate-document-seconds", 0.01, 86400, 30, "Longest time for one document"),
  [WORKER_SECONDS]
  = OBELUS_OPTION_REAL ("isolate-worker-seconds", 0.01, 86400, 120, "Longest time for a batch, or for loading"),
  [MEGABYTES] = OBELUS_OPTION_INTEGER ("isolate-megabytes", 1, 1048576, 1024, "Memory that a worker may take"),
  [N_SETTINGS] = OBELUS_OPTION_END,
};

gboolean
obelus_isolation_has_setting (const char *name)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    if (strcmp (settings[i].name, name) == 0)
      return TRUE;

  return FALSE;
}

void
obelus_isolation_list_settings (GPtrArray *names)
{
  for (guint i = 0; i < N_SETTINGS; i++)
    g_ptr_array_add (names, (gpointer) settings[i].name);
}

char *
obelus_isolation_assign (ObelusIsolation *isolation, const char *name, const char *value, char **suggestion)
{
  ObelusOptionValue parsed = { 0 };
  guint index = 0;
  char *problem;

  while (strcmp (settings[index].name, name) != 0)
    index++;

  problem = obelus_option_value_parse (&settings[index], value, &parsed);
  if (problem != NULL)
    {
      *suggestion = obelus_option_value_suggest (&settings[index], value);
      return problem;
    }

  if (index == ISOLATE)
    isolation->is_isolated = parsed.as.flag;
  else if (index == DOCUMENT_SECONDS)
    isolation->document_seconds = parsed.as.real;
  else if (index == WORKER_SECONDS)
    isolation->worker_seconds = parsed.as.real;
  else
    isolation->max_bytes = (guint64) parsed.as.integer * MEGABYTE;
  obelus_option_value_clear (&settings[index], &parsed);
  return NULL;
}

static void
append_number (GString *line, const char *separator, const char *name, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (line, "%s%s=%s", separator, name, g_ascii_formatd (text, sizeof text, "%.15g", number));
}

void
obelus_isolation_append (GString *line, const ObelusIsolation *isolation, const char *separator)
{
  if (isolation->is_isolated)
    g_string_append_printf (line, "%sisolate=yes", separator);
  if (isolation->document_seconds != standard.document_seconds)
    append_number (line, separator, settings[DOCUMENT_SECONDS].name, isolation->document_seconds);
  if (isolation->worker_seconds != standard.worker_seconds)
    append_number (line, separator, settings[WORKER_SECONDS].name, isolation->worker_seconds);
  if (isolation->max_bytes != standard.max_bytes)
    append_number (line, separator, settings[MEGABYTES].name, (double) (isolation->max_bytes / MEGABYTE));
}
