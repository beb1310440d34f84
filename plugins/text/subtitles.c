/* Reading subtitles line by line: a line of times begins a cue, and what follows up to the next is said. */
#include "subtitles.h"

#include "reference.h"
#include "slice.h"

#include <string.h>

/* In milliseconds: behind a sentence, and anywhere. */
#define PAUSE 1500
#define LONG_PAUSE 4000

/* Captions that roll up say each line again in the next cue, which begins so soon. */
#define ROLLING 100

/* A paragraph that is as long as this, in bytes, ends with the next sentence. */
#define LONG_PARAGRAPH 600

#define LONGEST_NAME 40

#define N_RECENT 2

typedef struct
{
  GString *spoken;
  GString *line; /* the one that is read, without marks */
  gboolean is_web;
  gboolean in_cue;
  gboolean rolls;  /* the cue began where the one before ended */
  gboolean begins; /* with the next line a paragraph begins */
  guint n_cues;
  gint64 cue_end;
  gsize paragraph;        /* where in @spoken it begins */
  Slice speaker;          /* as a tag names them */
  gboolean is_unnamed;    /* the text has not named them yet */
  Slice recent[N_RECENT]; /* the last lines, in the source */
} Reading;

/* What is empty is like nothing. */
static gboolean
is_equal (Slice a, Slice b)
{
  return a.end - a.start == b.end - b.start && a.start < a.end
         && memcmp (a.start, b.start, (gsize) (a.end - a.start)) == 0;
}

/* Reads `01:02:03,456`, `02:03.456`; returns NULL if it is none. */
static const char *
read_time (const char *at, const char *end, gint64 *time)
{
  gint64 seconds = 0, part = 0;
  guint n_digits = 0, n_parts = 0;

  for (; at < end && (g_ascii_isdigit (*at) || *at == ':'); at++)
    if (*at == ':')
      {
        seconds = (seconds + part) * 60;
        part = 0;
        n_digits = 0;
        if (++n_parts > 2)
          return NULL;
      }
    else
      {
        if (++n_digits > 4)
          return NULL;
        part = part * 10 + (*at - '0');
      }
  if (n_parts == 0 || n_digits == 0 || at == end || (*at != ',' && *at != '.'))
    return NULL;
  *time = (seconds + part) * 1000;
  gint64 unit = 100;
  for (at++; at < end && g_ascii_isdigit (*at); at++, unit /= 10)
    *time += (*at - '0') * unit;
  return at;
}

static gboolean
read_times (Slice line, gint64 *start, gint64 *end)
{
  static const char arrow[] = "-->";

  const char *at = read_time (line.start, line.end, start);
  while (at != NULL && at < line.end && *at == ' ')
    at++;
  if (at == NULL || line.end - at < (gssize) strlen (arrow) || memcmp (at, arrow, strlen (arrow)) != 0)
    return FALSE;
  at += strlen (arrow);
  while (at < line.end && *at == ' ')
    at++;
  return read_time (at, line.end, end) != NULL;
}

static Slice
next_line (const char **at, const char *end)
{
  return slice_trim (slice_next_line (at, end));
}

static gboolean
is_number (Slice line)
{
  while (line.start < line.end && g_ascii_isdigit (*line.start))
    line.start++;
  return line.start == line.end;
}

static gboolean
is_web (const char *text, gsize length)
{
  return length >= 6 && memcmp (text, "WEBVTT", 6) == 0 && (length == 6 || g_ascii_isspace (text[6]));
}

gboolean
subtitles_are_text (const char *text, gsize length)
{
  const char *at = text, *end = text + length;
  gint64 from, to;

  if (is_web (text, length))
    return TRUE;
  const Slice number = next_line (&at, end);
  return number.start < number.end && is_number (number) && read_times (next_line (&at, end), &from, &to);
}

/* A sentence has ended with what was said last. */
static gboolean
has_ended (const GString *spoken)
{
  gsize at = spoken->len;

  while (at > 0 && strchr ("\"')", spoken->str[at - 1]) != NULL && spoken->str[at - 1] != '\0')
    at--;
  return at > 0 && spoken->str[at - 1] != '\0' && strchr (".!?", spoken->str[at - 1]) != NULL;
}

/* `<v Ann Lee>`: who speaks. Classes may stand before the name. */
static Slice
read_voice (Slice tag)
{
  const char *space = memchr (tag.start, ' ', (gsize) (tag.end - tag.start));

  if (*tag.start != 'v' || space == NULL || (tag.start + 1 != space && tag.start[1] != '.'))
    return (Slice){ NULL, NULL };
  const Slice name = slice_trim ((Slice){ space, tag.end });
  return name.start < name.end && name.end - name.start <= LONGEST_NAME ? name : (Slice){ NULL, NULL };
}

/* Copies a line without its tags, and with characters for references. */
static void
copy_line (Reading *reading, Slice line)
{
  gboolean lacks_end[2] = { FALSE, FALSE }; /* no tag, no brace ends further on in the line */

  g_string_truncate (reading->line, 0);
  for (const char *at = line.start; at < line.end;)
    {
      gunichar character;
      const char *close = NULL;
      const gboolean is_brace = *at == '{';
      if (at + 1 < line.end && !lacks_end[is_brace]
          && (is_brace ? at[1] == '\\' : *at == '<' && (g_ascii_isalnum (at[1]) || at[1] == '/')))
        {
          close = memchr (at, is_brace ? '}' : '>', (gsize) (line.end - at));
          lacks_end[is_brace] = close == NULL;
        }
      if (close != NULL)
        {
          const Slice voice = !is_brace ? read_voice ((Slice){ at + 1, close }) : (Slice){ NULL, NULL };
          if (voice.start != NULL && !is_equal (voice, reading->speaker))
            {
              reading->speaker = voice;
              reading->is_unnamed = reading->begins = TRUE;
            }
          at = close + 1;
          continue;
        }
      const gsize length = *at == '&' ? learn_reference_read (at, line.end, &character) : 0;
      if (length > 0)
        g_string_append_unichar (reading->line, character);
      else
        g_string_append_c (reading->line, *at);
      at += MAX (length, 1);
    }
}

/* `[WIND]`, `(SIGHS)`: what is heard and not said. */
static gboolean
is_sound (Slice line)
{
  if (line.end - line.start < 2)
    return FALSE;
  if (*line.start == '[' && line.end[-1] == ']')
    return memchr (line.start, ']', (gsize) (line.end - line.start - 1)) == NULL;
  if (*line.start != '(' || line.end[-1] != ')')
    return FALSE;
  for (const char *at = line.start; at < line.end; at++)
    if (g_ascii_islower (*at))
      return FALSE;
  return TRUE;
}

/* `ANN LEE: `, which captions write in capitals. */
static gboolean
names_speaker (Slice line)
{
  const char *at = line.start;

  while (at < line.end && at - line.start < LONGEST_NAME && (g_ascii_isupper (*at) || strchr (" .'-", *at) != NULL)
         && *at != '\0')
    at++;
  return at - line.start >= 2 && at + 1 < line.end && at[0] == ':' && at[1] == ' ';
}

/* Behind the mark of another speaker, `- ` or `>>`. */
static Slice
pass_turn (Reading *reading, Slice line)
{
  static const char *const marks[] = { ">>> ", ">> ", "- ", "\xE2\x80\x93 ", "\xE2\x80\x94 ", ">>", "-" };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const gsize length = strlen (marks[i]);
      if ((gsize) (line.end - line.start) > length && memcmp (line.start, marks[i], length) == 0)
        {
          reading->begins = TRUE;
          return slice_trim ((Slice){ line.start + length, line.end });
        }
    }
  return line;
}

static gboolean
was_said (const Reading *reading, Slice line)
{
  for (guint i = 0; i < N_RECENT; i++)
    if (is_equal (reading->recent[i], line))
      return TRUE;
  return FALSE;
}

static void
add_line (Reading *reading, Slice source)
{
  GString *spoken = reading->spoken;

  if (reading->rolls && was_said (reading, source))
    return;
  for (guint i = N_RECENT - 1; i > 0; i--)
    reading->recent[i] = reading->recent[i - 1];
  reading->recent[0] = source;

  copy_line (reading, source);
  Slice line = slice_trim ((Slice){ reading->line->str, reading->line->str + reading->line->len });
  if (is_sound (line) || line.start == line.end)
    return;
  line = pass_turn (reading, line);
  reading->begins |= names_speaker (line);
  reading->begins |= spoken->len - reading->paragraph > LONG_PARAGRAPH && has_ended (spoken);
  if (spoken->len > 0)
    g_string_append (spoken, reading->begins ? "\n\n" : " ");
  if (reading->begins || spoken->len == 0)
    reading->paragraph = spoken->len;
  reading->begins = FALSE;
  if (reading->is_unnamed)
    {
      g_string_append_len (spoken, reading->speaker.start, reading->speaker.end - reading->speaker.start);
      g_string_append (spoken, ": ");
      reading->is_unnamed = FALSE;
    }
  g_string_append_len (spoken, line.start, line.end - line.start);
}

static void
begin_cue (Reading *reading, gint64 start, gint64 end)
{
  const gint64 pause = start - reading->cue_end;

  reading->rolls = reading->n_cues > 0 && pause <= ROLLING;
  reading->begins |= pause >= LONG_PAUSE || (pause >= PAUSE && has_ended (reading->spoken));
  reading->cue_end = end;
  reading->in_cue = TRUE;
  reading->n_cues++;
}

gboolean
subtitles_read (ObelusContext *context, const char *text, gsize length, GString *spoken, GError **error)
{
  g_autoptr (GString) line_read = g_string_new (NULL);
  Reading reading = { .spoken = spoken, .line = line_read, .is_web = is_web (text, length) };
  const char *end = text + length;
  gboolean has_text = FALSE;
  guint n = 0;

  /* A tag is longer than what is written for the name in it. */
  if (!obelus_string_reserve (spoken, length + length / 2 + 64, error))
    return FALSE;
  for (const char *at = text; at < end;)
    {
      gint64 from, to;
      const Slice line = next_line (&at, end);
      if (obelus_context_is_cancelled_at (context, n++, error))
        return FALSE;
      has_text |= line.start < line.end;
      if (read_times (line, &from, &to))
        begin_cue (&reading, from, to);
      else if (line.start == line.end)
        reading.in_cue = reading.in_cue && !reading.is_web;
      else if (reading.in_cue)
        {
          const char *next = at;
          if (reading.is_web || !is_number (line) || !read_times (next_line (&next, end), &from, &to))
            add_line (&reading, line);
        }
    }
  if (reading.n_cues == 0 && !reading.is_web && has_text)
    {
      g_set_error_literal (
          error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT,
          "these are no subtitles of SubRip or WebVTT: there is no line with times and an arrow between; "
          "read it as it is with --from text");
      return FALSE;
    }
  g_string_append (spoken, spoken->len > 0 ? "\n" : "");

  return TRUE;
}
