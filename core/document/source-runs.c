/* Checking runs of source bytes, and finding one. */
#include "source-runs-private.h"

#include "utf8-private.h"

#include <obelus/obelus-error.h>

gboolean
obelus_source_runs_check (const ObelusSourceRun *runs, guint32 n_runs, const char *text, guint32 length, GError **error)
{
  for (guint32 i = 0; i < n_runs; i++)
    {
      const char *problem = NULL;

      if (i == 0 && runs[i].start != 0)
        problem = "the first must begin where the text does";
      else if (i > 0 && runs[i].start <= runs[i - 1].start)
        problem = "it must begin behind the one before it";
      else if (runs[i].start > length)
        problem = "it begins beyond the text";
      else if (!obelus_utf8_is_boundary (text, runs[i].start))
        problem = "it begins inside a character";
      else if (runs[i].step > OBELUS_SOURCE_MAX_STEP)
        problem = "no character takes so many bytes";
      else if (runs[i].source > G_MAXINT64)
        problem = "no source has so many bytes";
      if (problem != NULL)
        {
          g_set_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT, "run %u of the source: %s", i, problem);
          return FALSE;
        }
    }
  return TRUE;
}

const ObelusSourceRun *
obelus_source_runs_find (const ObelusSourceRun *runs, guint32 n_runs, guint32 offset)
{
  guint32 low = 0, high = n_runs;

  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;

      if (runs[middle].start <= offset)
        low = middle;
      else
        high = middle;
    }
  return &runs[low];
}
