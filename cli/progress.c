/* One line on the terminal that tells how far the work is. */
#include "progress.h"

#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Work that is done sooner needs no line. */
#define FIRST_SHOWN_AFTER (700 * G_TIME_SPAN_MILLISECOND)
#define SHOWN_EVERY (200 * G_TIME_SPAN_MILLISECOND)

static GMutex lock;
static GCond stopped;
static GThread *thread;
static CliProgressFunc progress_func;
static gpointer progress_data;
static gint64 begun;
static gboolean stopping, shown;

/* What a trainer or evaluator said last. */
static char *last_message;
static double last_share;

static void
hide_line (void)
{
  if (shown)
    fputs ("\r\033[K", stderr);
  shown = FALSE;
}

static void
show_line (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  const guint width = cli_terminal_get_width (STDERR_FILENO);

  progress_func (line, (double) (g_get_monotonic_time () - begun) / G_TIME_SPAN_SECOND, progress_data);
  if (g_utf8_strlen (line->str, -1) >= (glong) width)
    g_string_truncate (line, (gsize) (g_utf8_offset_to_pointer (line->str, width - 1) - line->str));
  hide_line ();
  fputs (line->str, stderr);
  fflush (stderr);
  shown = line->len > 0;
}

static gpointer
show_until_stopped (gpointer data)
{
  gint64 next = begun + FIRST_SHOWN_AFTER;

  (void) data;
  g_mutex_lock (&lock);
  while (!stopping)
    {
      if (!g_cond_wait_until (&stopped, &lock, next))
        {
          show_line ();
          next = g_get_monotonic_time () + SHOWN_EVERY;
        }
    }
  hide_line ();
  fflush (stderr);
  g_mutex_unlock (&lock);
  return NULL;
}

/* FALSE if the message has no share. */
static gboolean
take_share (const char *message)
{
  char *end;
  const double percent = g_ascii_strtod (message, &end);
  if (end == message)
    return FALSE;
  end += strspn (end, " ");
  if (*end != '%')
    return FALSE;
  end++;

  g_mutex_lock (&lock);
  g_free (last_message);
  last_message = g_strdup (end + strspn (end, " "));
  last_share = percent / 100.0;
  g_mutex_unlock (&lock);
  return TRUE;
}

void
cli_progress_take_message (ObelusRunner *runner, const char *message, gpointer user_data)
{
  (void) runner;
  (void) user_data;
  if (!take_share (message))
    cli_note ("%s", message);
}

void
cli_progress_describe_message (GString *line, double seconds, gpointer user_data)
{
  (void) user_data;
  if (last_message == NULL)
    {
      g_string_append (line, "reading, ");
      cli_append_duration (line, seconds);
      return;
    }

  g_string_append_printf (line, "%3.0f %%  %s", 100.0 * last_share, last_message);
  /* Early shares say little about the rest. */
  if (last_share > 0.02 && last_share < 1.0)
    {
      g_string_append (line, ", about ");
      cli_append_duration (line, seconds / last_share * (1.0 - last_share));
      g_string_append (line, " left");
    }
}

void
cli_progress_start (CliProgressFunc func, gpointer user_data)
{
  if (!isatty (STDERR_FILENO))
    return;

  progress_func = func;
  progress_data = user_data;
  begun = g_get_monotonic_time ();
  stopping = FALSE;
  thread = g_thread_new ("progress", show_until_stopped, NULL);
}

void
cli_progress_stop (void)
{
  if (thread == NULL)
    return;

  g_mutex_lock (&lock);
  stopping = TRUE;
  g_cond_signal (&stopped);
  g_mutex_unlock (&lock);
  g_thread_join (g_steal_pointer (&thread));
  g_clear_pointer (&last_message, g_free);
}

void
cli_progress_pause (void)
{
  g_mutex_lock (&lock);
  hide_line ();
}

void
cli_progress_resume (void)
{
  fflush (stderr);
  g_mutex_unlock (&lock);
}

void
cli_append_duration (GString *output, double seconds)
{
  const guint64 whole = seconds > 0.0 ? (guint64) (seconds + 0.5) : 0;

  if (whole < 60)
    g_string_append_printf (output, "%u s", (guint) whole);
  else if (whole < 3600)
    g_string_append_printf (output, "%u min %u s", (guint) (whole / 60), (guint) (whole % 60));
  else
    g_string_append_printf (output, "%" G_GUINT64_FORMAT " h %u min", whole / 3600, (guint) (whole / 60 % 60));
}
