/* Greetings are few, and are told by how they begin. */
#include "greeting.h"

#include <string.h>

/* In bytes. */
#define LONGEST_LABEL 60
#define LONGEST_GREETING 90

#define FEWEST_CAPITALS 2

guint32
learn_speaker_label_measure (const char *sentence, guint32 length)
{
  guint n_capitals = 0;

  for (guint32 at = 0; at + 1 < length && at < LONGEST_LABEL; at++)
    {
      if (sentence[at] == ':')
        return n_capitals >= FEWEST_CAPITALS && sentence[at + 1] == ' ' ? at + 2 : 0;
      if (!g_ascii_isupper (sentence[at]) && (sentence[at] == '\0' || strchr (" ,.-'()/", sentence[at]) == NULL))
        return 0;
      n_capitals += g_ascii_isupper (sentence[at]);
    }
  return 0;
}

/* The length of the first of some phrases that it begins with, whatever the case; 0 for none. */
static gsize
match_one (const char *text, gsize length, const char *const *phrases, guint n_phrases)
{
  for (guint i = 0; i < n_phrases; i++)
    {
      const gsize size = strlen (phrases[i]);
      if (length >= size && g_ascii_strncasecmp (text, phrases[i], size) == 0)
        return size;
    }
  return 0;
}

gboolean
learn_is_greeting (const char *sentence, guint32 length)
{
  static const char *const openings[] = {
    "welcome to ",           "welcome back",           "thank you for joining",
    "thanks for joining",    "thank you for watching", "thanks for watching",
    "thank you for reading", "thanks for reading",     "thank you for listening",
    "thanks for listening",
  };
  static const char *const greetings[]
      = { "good morning", "good afternoon", "good evening", "good night", "hello", "hi there", "welcome", "goodbye" };
  static const char *const additions[]
      = { " and welcome", " everyone", " everybody", " all", " from ", " again", " to you" };
  const guint32 label = learn_speaker_label_measure (sentence, length);

  sentence += label;
  length -= label;
  if (length > LONGEST_GREETING)
    return FALSE;
  if (match_one (sentence, length, openings, G_N_ELEMENTS (openings)) > 0)
    return TRUE;
  const gsize size = match_one (sentence, length, greetings, G_N_ELEMENTS (greetings));
  return size > 0
         && (size == length || g_ascii_ispunct (sentence[size])
             || match_one (sentence + size, length - size, additions, G_N_ELEMENTS (additions)) > 0);
}
