/* A trial, in its own process: what it says goes to the parent through a pipe. */
#include "trial.h"

#include "promises.h"
#include "surroundings.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* One cause makes many findings. */
#define MAX_FINDINGS 5

/* A component that allocates without an end must not take the machine along. */
#define MAX_DATA_BYTES (G_GUINT64_CONSTANT (6) << 30)

static GMutex lock;

/* Where what GLib logs goes. */
static Trial *logging;

static void
say (Trial *trial, const char *word, const char *format, va_list arguments)
{
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  g_autofree char *escaped = g_strescape (text, NULL);
  g_autofree char *line = g_strdup_printf ("%s %s\n", word, escaped);
  const gsize length = strlen (line);

  for (gsize written = 0; written < length;)
    {
      const gssize n = write (trial->channel, line + written, length - written);
      if (n <= 0)
        _exit (1); /* nobody listens any more */
      written += (gsize) n;
    }
}

void
trial_find (Trial *trial, const char *format, ...)
{
  g_mutex_lock (&lock);
  if (trial->n_findings++ < MAX_FINDINGS)
    {
      va_list arguments;
      va_start (arguments, format);
      say (trial, TRIAL_FINDING, format, arguments);
      va_end (arguments);
    }
  g_mutex_unlock (&lock);
}

void
trial_skip (Trial *trial, const char *format, ...)
{
  va_list arguments;

  g_mutex_lock (&lock);
  va_start (arguments, format);
  say (trial, TRIAL_SKIPPED, format, arguments);
  va_end (arguments);
  g_mutex_unlock (&lock);
}

void
trial_at (Trial *trial, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  say (trial, TRIAL_AT, format, arguments);
  va_end (arguments);
}

static void
say_component (Trial *trial, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  say (trial, TRIAL_COMPONENT, format, arguments);
  va_end (arguments);
}

static GLogWriterOutput
take_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *message = "";

  (void) user_data;
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      message = fields[i].value;
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING)) != 0)
    trial_find (logging, "it makes the libraries complain: %s", message);
  return G_LOG_WRITER_HANDLED;
}

/* What a module offers, or why it was refused. @target is a plugin's name or a module's path. */
static void
list_components (Trial *trial, const char *target)
{
  guint n_found = 0;

  for (guint i = 0; i < obelus_registry_get_n_components (trial->registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (trial->registry, i);
      if (strcmp (obelus_component_get_plugin_path (component), target) != 0
          && strcmp (obelus_component_get_plugin_name (component), target) != 0)
        continue;
      n_found++;
      say_component (trial, "%s %s", obelus_component_kind_get_name (obelus_component_get_kind (component)),
                     obelus_component_get_name (component));
    }
  for (guint i = 0; i < obelus_registry_get_n_broken (trial->registry); i++)
    {
      const char *path = obelus_registry_get_broken_path (trial->registry, i);
      if (strcmp (path, target) == 0)
        {
          n_found++;
          trial_find (trial, "%s", obelus_registry_get_broken_reason (trial->registry, i));
        }
    }
  if (n_found == 0 && g_file_test (target, G_FILE_TEST_IS_REGULAR))
    trial_find (trial, "it is no module: its name does not end with .so, or with .manifest as those of programs do");
  else if (n_found == 0)
    trial_find (trial,
                "there is no plugin '%s'; 'obelus list' shows which there are, and a module is named by its path",
                target);
}

static ObelusComponent *
find_component (Trial *trial, const char *kind_name, const char *name)
{
  for (guint kind = 0; kind <= OBELUS_COMPONENT_EVALUATOR; kind++)
    if (strcmp (obelus_component_kind_get_name ((ObelusComponentKind) kind), kind_name) == 0)
      return obelus_registry_find (trial->registry, (ObelusComponentKind) kind, name);
  return NULL;
}

int
trial_main (int argc, char **argv)
{
  if (argc < 6)
    return 1;

  const struct rlimit data = { MAX_DATA_BYTES, MAX_DATA_BYTES }, core = { 0, 0 };
  if (!surroundings_are_sanitized ())
    setrlimit (RLIMIT_DATA, &data);
  setrlimit (RLIMIT_CORE, &core);

  const char *promise_name = argv[3], *kind = argv[4], *name = argv[5];
  Trial trial = { .channel = atoi (argv[1]), .largest = (gsize) g_ascii_strtoull (argv[2], NULL, 10) };
  logging = &trial;
  g_log_set_writer_func (take_log, NULL, NULL);
  trial.registry = obelus_registry_new ((const char *const *) argv + 6);

  if (strcmp (promise_name, TRIAL_LOAD) == 0)
    list_components (&trial, name);
  else
    {
      const Promise *promise = promise_find (promise_name);
      trial.component = find_component (&trial, kind, name);
      if (promise == NULL || trial.component == NULL)
        return 1;
      promise->checks[obelus_component_get_kind (trial.component)](&trial);
    }

  g_object_unref (trial.registry);
  return write (trial.channel, TRIAL_DONE "\n", sizeof TRIAL_DONE) == sizeof TRIAL_DONE ? 0 : 1;
}
