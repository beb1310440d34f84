/* Greetings are few, and are told by how they begin. */
#include "greeting.h"

#include <string.h>

/* In bytes. */
#define LONGEST_LABEL 60
#define LONGEST_GREETING 90

#define LONGEST_THANKS 40

#define FEWEST_CAPITALS 2
#define MOST_LABEL_WORDS 4

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

guint32
learn_name_label_measure (const char *sentence, guint32 length)
{
  const guint32 label = learn_speaker_label_measure (sentence, length);
  guint n_words = 0;
  gboolean is_inside = FALSE;

  if (label > 0)
    return label;
  for (guint32 at = 0; at + 1 < length && at < LONGEST_LABEL; at++)
    {
      if (sentence[at] == ':')
        return n_words > 0 && sentence[at + 1] == ' ' ? at + 2 : 0;
      const gboolean is_letter = g_ascii_isalpha (sentence[at]) || (guint8) sentence[at] >= 0x80;
      if (is_letter && !is_inside && (g_ascii_islower (sentence[at]) || ++n_words > MOST_LABEL_WORDS))
        return 0;
      if (!is_letter && (sentence[at] == '\0' || strchr (" .-'", sentence[at]) == NULL))
        return 0;
      is_inside = is_letter || sentence[at] == '\'';
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

/* `Ann Lee, thank you.` */
static gboolean
ends_with_thanks (const char *sentence, gsize length)
{
  static const char ending[] = ", thank you";

  while (length > 0 && g_ascii_ispunct (sentence[length - 1]))
    length--;
  return length > strlen (ending)
         && g_ascii_strncasecmp (sentence + length - strlen (ending), ending, strlen (ending)) == 0;
}

/* `Thank you.`, `Thanks very much, Ann.`, `Thank you so much for having me.`; what is thanked for may be news. */
static gboolean
is_thanks (const char *sentence, gsize length)
{
  static const char *const openings[] = { "thank you", "many thanks", "thanks" };
  static const char *const degrees[] = { " very much", " so much", " again", " both", " all" };
  static const char *const services[]
      = { " for joining", " for watching", " for reading",  " for listening", " for having",       " for talking",
          " for being",   " for coming",   " for speaking", " for your ",     " for the interview" };
  gsize size = match_one (sentence, length, openings, G_N_ELEMENTS (openings));

  if (size == 0)
    return length <= LONGEST_THANKS && ends_with_thanks (sentence, length);
  size += match_one (sentence + size, length - size, degrees, G_N_ELEMENTS (degrees));
  if (match_one (sentence + size, length - size, services, G_N_ELEMENTS (services)) > 0)
    return TRUE;
  return length <= LONGEST_THANKS && (size == length || g_ascii_ispunct (sentence[size]));
}

gboolean
learn_is_greeting (const char *sentence, guint32 length)
{
  static const char *const openings[] = { "welcome to ", "welcome back" };
  static const char *const greetings[]
      = { "good morning", "good afternoon",   "good evening",   "good night",     "hello",
          "hi there",     "welcome",          "goodbye",        "you're welcome", "you\u2019re welcome",
          "my pleasure",  "it's my pleasure", "it's a pleasure" };
  static const char *const additions[]
      = { " and welcome", " everyone", " everybody", " all", " from ", " again", " to you" };
  const guint32 label = learn_name_label_measure (sentence, length);

  sentence += label;
  length -= label;
  if (length > LONGEST_GREETING)
    return FALSE;
  if (match_one (sentence, length, openings, G_N_ELEMENTS (openings)) > 0 || is_thanks (sentence, length))
    return TRUE;
  const gsize size = match_one (sentence, length, greetings, G_N_ELEMENTS (greetings));
  return size > 0
         && (size == length || g_ascii_ispunct (sentence[size])
             || match_one (sentence + size, length - size, additions, G_N_ELEMENTS (additions)) > 0);
}
