/* What in a text is not part of its story: bylines, datelines, boilerplate. */
#include "clean.h"

#include "month.h"
#include "reference.h"

#include <string.h>

/* In bytes, of those that close something: `&rdquo;`, `&#8221;`. */
#define LONGEST_REFERENCE 9

/* Where in a text a phrase gives an aside away. */
typedef enum
{
  PHRASE_OPENS,  /* at the start */
  PHRASE_ALONE,  /* with at most a mark behind it */
  PHRASE_WITHIN, /* anywhere in a sentence of some length */
} PhrasePlace;

typedef struct
{
  PhrasePlace place;
  const char *phrase; /* lower case */
} Phrase;

static const Phrase phrases[] = {
  { PHRASE_OPENS, "published:" },
  { PHRASE_OPENS, "updated:" },
  { PHRASE_OPENS, "last updated" },
  { PHRASE_OPENS, "last modified" },
  { PHRASE_OPENS, "posted:" },
  { PHRASE_OPENS, "created:" },
  { PHRASE_OPENS, "pictured:" },
  { PHRASE_OPENS, "photo:" },
  { PHRASE_OPENS, "photos:" },
  { PHRASE_OPENS, "photo by" },
  { PHRASE_OPENS, "photograph:" },
  { PHRASE_OPENS, "image:" },
  { PHRASE_OPENS, "image copyright" },
  { PHRASE_OPENS, "image caption" },
  { PHRASE_OPENS, "media caption" },
  { PHRASE_OPENS, "picture:" },
  { PHRASE_OPENS, "caption:" },
  { PHRASE_OPENS, "video:" },
  { PHRASE_OPENS, "watch:" },
  { PHRASE_OPENS, "source:" },
  { PHRASE_OPENS, "credit:" },
  { PHRASE_OPENS, "read more" },
  { PHRASE_OPENS, "read also" },
  { PHRASE_OPENS, "see also" },
  { PHRASE_OPENS, "related:" },
  { PHRASE_OPENS, "share this" },
  { PHRASE_OPENS, "share on" },
  { PHRASE_OPENS, "click here" },
  { PHRASE_OPENS, "click on" },
  { PHRASE_OPENS, "scroll down" },
  { PHRASE_OPENS, "scroll below" },
  { PHRASE_ALONE, "advertisement" },
  { PHRASE_ALONE, "share" },
  { PHRASE_ALONE, "comments" },
  { PHRASE_OPENS, "copyright (c)" },
  { PHRASE_OPENS, "copyright \xc2\xa9" },
  { PHRASE_OPENS, "copyright 19" },
  { PHRASE_OPENS, "copyright 20" },
  { PHRASE_OPENS, "\xc2\xa9" },
  { PHRASE_OPENS, "follow us" },
  { PHRASE_OPENS, "follow @" },
  { PHRASE_OPENS, "sign up for" },
  { PHRASE_OPENS, "subscribe to" },
  { PHRASE_OPENS, "story continues" },
  { PHRASE_OPENS, "continue reading" },
  { PHRASE_OPENS, "skip to" },
  { PHRASE_OPENS, "e-mail to a friend" },
  { PHRASE_OPENS, "for confidential support" },
  { PHRASE_OPENS, "view comments" },
  { PHRASE_OPENS, "have your say" },
  { PHRASE_WITHIN, "click here" },
  { PHRASE_WITHIN, "scroll down for" },
  { PHRASE_WITHIN, "(left)" },
  { PHRASE_WITHIN, "(right)" },
  { PHRASE_WITHIN, "(centre)" },
  { PHRASE_WITHIN, "(above)" },
  { PHRASE_WITHIN, "(below)" },
  { PHRASE_WITHIN, "(top)" },
  { PHRASE_WITHIN, "(bottom)" },
  { PHRASE_WITHIN, "(far left)" },
  { PHRASE_WITHIN, "(far right)" },
  { PHRASE_WITHIN, "(pictured" },
  { PHRASE_WITHIN, "pictured left" },
  { PHRASE_WITHIN, "pictured right" },
  { PHRASE_WITHIN, "pictured above" },
  { PHRASE_WITHIN, "(file photo" },
  { PHRASE_WITHIN, "(file picture" },
  { PHRASE_WITHIN, "(file image" },
  { PHRASE_WITHIN, "(stock image" },
  { PHRASE_WITHIN, "(stock photo" },
  { PHRASE_WITHIN, "(stock picture" },
  { PHRASE_WITHIN, "all rights reserved" },
  { PHRASE_WITHIN, "may not be published, broadcast" },
  { PHRASE_WITHIN, "contributed to this report" },
  { PHRASE_WITHIN, "contributed to this story" },
  { PHRASE_WITHIN, "terms of use" },
  { PHRASE_WITHIN, "privacy policy" },
  { PHRASE_WITHIN, "accept cookies" },
  { PHRASE_WITHIN, "sign up for our" },
  { PHRASE_WITHIN, "subscribe to our" },
  { PHRASE_WITHIN, "follow us on" },
  { PHRASE_WITHIN, "not responsible for the content" },
};

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static guint32
skip_spaces (const char *text, guint32 start, guint32 end)
{
  for (;;)
    if (start < end && is_space (text[start]))
      start++;
    else if (end - start >= 2 && start < end && memcmp (text + start, "\xc2\xa0", 2) == 0)
      start += 2;
    else
      return start;
}

/* Markup that got into the text: a tag at @place, whole or cut off by the sentence's end. */
static guint32
match_tag (const char *text, guint32 place, guint32 end)
{
  guint32 name = place + 1;
  if (place >= end || text[place] != '<')
    return 0;
  if (name < end && text[name] == '/')
    name++;
  if (name >= end || !g_ascii_isalpha (text[name]))
    return 0;
  for (guint32 i = name; i < end && i - place < 200; i++)
    if (text[i] == '>')
      return i + 1 - place;
    else if (text[i] == '<')
      return 0;
  return text[place + 1] == '/' && end - place < 12 ? end - place : 0;
}

/* Where a tag that ends at @end begins; @end if none does. */
static guint32
match_tag_before (const char *text, guint32 start, guint32 end)
{
  if (text[end - 1] != '>' && !g_ascii_isalpha (text[end - 1]))
    return end;
  for (guint32 i = end; i > start && end - i < 200; i--)
    if (text[i - 1] == '<')
      return match_tag (text, i - 1, end) == end - (i - 1) ? i - 1 : end;
  return end;
}

guint32
clean_find_end (const char *text, guint32 start, guint32 end)
{
  while (end > start)
    if (is_space (text[end - 1]))
      end--;
    else if (end - start >= 2 && memcmp (text + end - 2, "\xc2\xa0", 2) == 0)
      end -= 2;
    else
      {
        guint32 tag = match_tag_before (text, start, end);
        if (tag == end || tag == start)
          break;
        end = tag;
      }
  return end;
}

/* The length of a dash at @place: a hyphen or two, an en or em dash. */
static guint32
match_dash (const char *text, guint32 place, guint32 end)
{
  guint32 length = 0;
  while (place + length < end && length < 3 && text[place + length] == '-')
    length++;
  if (length == 0 && end - place >= 3
      && (memcmp (text + place, "\xe2\x80\x93", 3) == 0 || memcmp (text + place, "\xe2\x80\x94", 3) == 0))
    length = 3;
  return length;
}

static guint32
skip_bullet (const char *text, guint32 start, guint32 end)
{
  guint32 length = match_dash (text, start, end);
  if (length == 0 && start < end && (text[start] == '*' || text[start] == '|' || text[start] == '>'))
    length = 1;
  if (length == 0 && end - start >= 3
      && (memcmp (text + start, "\xe2\x80\xa2", 3) == 0 || memcmp (text + start, "\xe2\x96\xaa", 3) == 0))
    length = 3;
  guint32 after = skip_spaces (text, start + length, end);
  return length > 0 && after > start + length ? after : start;
}

/* What stands where a dateline has its places and its day. */
typedef struct
{
  guint n_words;
  guint n_in_first; /* up to the first comma */
  gboolean in_capitals;
  gboolean has_digits;
  gboolean has_date; /* a day and a month behind another word */
} Places;

/* Passes names of places and a day: up to eight words, each with a capital or a digit, with commas, points and slashes
 * between. */
static guint32
pass_places (const char *text, guint32 start, guint32 end, Places *found)
{
  guint32 place = start, month = 0;
  gboolean is_first_part = TRUE;
  *found = (Places){ .in_capitals = TRUE };
  while (place < end && found->n_words < 8)
    {
      const gboolean is_number = g_ascii_isdigit (text[place]);
      if (!is_number && !g_unichar_isupper (g_utf8_get_char (text + place)))
        break;
      guint32 word = place;
      while (place < end && !is_space (text[place]) && text[place] != '(' && match_dash (text, place, end) != 3
             && !(match_dash (text, place, end) == 2))
        {
          if (found->n_words == 0 && ((guint8) text[place] & 0xc0) != 0x80
              && g_unichar_islower (g_utf8_get_char (text + place)))
            found->in_capitals = FALSE;
          place++;
        }
      if (place == word)
        break;
      if (learn_is_month (text + word, place - word - (text[place - 1] == ',')))
        month = found->n_words;
      found->has_digits |= is_number;
      found->n_words += 1;
      found->n_in_first += is_first_part;
      is_first_part = is_first_part && text[place - 1] != ',';
      place = skip_spaces (text, place, end);
    }
  found->has_date = month > 0 && found->has_digits && !g_ascii_isdigit (text[start]);
  return place;
}

/* Passes an agency's name in brackets or slashes: `(CNN)`, `(AP Photo)`, `(Reuters)`, `(dpa)`, `/PRNewswire/`. */
static guint32
pass_agency (const char *text, guint32 start, guint32 end, gboolean *is_acronym)
{
  guint32 place = start, n_capitals = 0, n_others = 0;
  if (place == end || (text[place] != '(' && text[place] != '/'))
    return start;
  const char close = text[place] == '(' ? ')' : '/';
  if (++place == end || !g_ascii_isalpha (text[place]))
    return start;
  for (; place < end && text[place] != close; place++)
    {
      if (place - start > 24
          || !(g_ascii_isalpha (text[place]) || text[place] == ' ' || text[place] == '.' || text[place] == '/'))
        return start;
      n_capitals += g_ascii_isupper (text[place]);
      n_others += g_ascii_islower (text[place]);
    }
  *is_acronym = n_capitals >= 2 && n_others == 0;
  /* Some write theirs in small letters. */
  if (!g_ascii_isupper (text[start + 1]) && (n_others > 4 || n_capitals > 0))
    return start;
  return place < end ? place + 1 : start;
}

/* Whether what follows a dateline begins as a story does. */
static gboolean
begins_story (const char *text, guint32 place, guint32 end)
{
  if (place >= end)
    return FALSE;
  const gunichar first = g_utf8_get_char (text + place);
  return g_unichar_isupper (first) || g_unichar_isdigit (first) || first == '"' || first == '\'' || first == 0x2018
         || first == 0x201c;
}

/* Whether the dash at @dash is the only one of its kind: `Ann Lee - a sailor - saw it`. */
static gboolean
is_only_dash (const char *text, guint32 dash, guint32 length, guint32 end)
{
  for (guint32 place = dash + length; place < end; place++)
    if (match_dash (text, place, end) == length
        && (length > 1 || (is_space (text[place - 1]) && place + 1 < end && is_space (text[place + 1]))))
      return FALSE;
  return TRUE;
}

/* Whether places without an agency are those of a dateline. In capitals, or with a day, they say so themselves; in
 * small letters and before a dash like any other only where a text @opens. */
static gboolean
are_dateline (const char *text, const Places *places, guint32 start, guint32 dash, guint32 length, guint32 end,
              gboolean opens)
{
  const guint32 after = skip_spaces (text, dash + length, end);
  if (places->n_words == 0 || length == 0 || g_ascii_isdigit (text[start]))
    return FALSE;
  if (places->in_capitals && length > 1)
    return dash - start >= 4;
  if (length == 1 && (!is_space (text[dash - 1]) || after == dash + length))
    return FALSE;
  if (!begins_story (text, after, end) || (!opens && !places->has_date))
    return FALSE;
  if (places->has_date)
    return TRUE;
  if (places->in_capitals)
    return dash - start > 4 && !places->has_digits;
  return places->n_in_first <= (length == 1 ? 1 : 3) && places->n_words <= 4 && !places->has_digits
         && clean_has_end (text, after, end) && is_only_dash (text, dash, length, end);
}

/* `LONDON, England (CNN) --`, `(CNN)`, `WASHINGTON —`, `Oslo, 4 March -`: an agency, a day or a place in capitals, and
 * a dash. Where the dash and all spaces are lost, as in `London (CNN)The`, the agency alone tells. */
static guint32
skip_dateline (const char *text, guint32 start, guint32 end, gboolean opens)
{
  Places places;
  gboolean is_acronym = FALSE;
  guint32 limit = MIN (end, start + 100);
  guint32 place = pass_places (text, start, limit, &places);
  guint32 agency = pass_agency (text, place, limit, &is_acronym);
  guint32 dash = skip_spaces (text, agency, limit);
  guint32 dash_length = match_dash (text, dash, limit);

  gboolean has_agency = agency > place;
  gboolean begins_word = agency < limit && g_ascii_isupper (text[agency]);
  gboolean is_dateline = has_agency ? dash_length > 0 || (is_acronym && (places.n_words == 0 || begins_word))
                                    : are_dateline (text, &places, start, dash, dash_length, end, opens);
  if (!is_dateline)
    return start;
  guint32 after = skip_spaces (text, dash + dash_length, end);
  return after < end ? after : start;
}

guint32
clean_find_start (const char *text, guint32 start, guint32 end, gboolean opens)
{
  start = skip_spaces (text, start, end);
  for (guint32 length; (length = match_tag (text, start, end)) > 0 && length < end - start;)
    start = skip_spaces (text, start + length, end);
  start = skip_bullet (text, start, end);
  return skip_dateline (text, start, end, opens);
}

gboolean
clean_is_run_together (const char *text, guint32 start, guint32 end)
{
  static const char *const openers[] = { "The ", "A ", "An ", "He ", "She ", "It ", "They ", "But ", "In " };
  for (guint32 i = start + 1; i + 3 < end; i++)
    {
      if (text[i + 1] != ' ')
        continue;
      gboolean closes = text[i] == '\'' || text[i] == '"' || text[i] == ')';
      if (!closes || !(g_ascii_isalnum (text[i - 1]) || text[i - 1] == ')'))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (openers); k++)
        if (end - (i + 2) > strlen (openers[k]) && memcmp (text + i + 2, openers[k], strlen (openers[k])) == 0)
          return TRUE;
    }
  return FALSE;
}

/* Where the closing mark begins that a page writes as a reference (`&rdquo;`) before @end; @end if there is none. */
static guint32
find_closing_reference (const char *text, guint32 start, guint32 end)
{
  gunichar character;

  for (guint32 at = end; at > start && end - at < LONGEST_REFERENCE; at--)
    if (text[at - 1] == '&')
      return learn_reference_read (text + at - 1, text + end, &character) == end - (at - 1)
                     && (character == '"' || character == '\'' || character == 0x2019 || character == 0x201d
                         || character == 0xbb || character == 0xa0)
                 ? at - 1
                 : end;
  return end;
}

gboolean
clean_has_end (const char *text, guint32 start, guint32 end)
{
  while (end > start)
    {
      char c = text[end - 1];
      if (c == '"' || c == '\'' || c == ')' || c == ']' || is_space (c))
        end--;
      else if (end - start >= 3
               && (memcmp (text + end - 3, "\xe2\x80\x9d", 3) == 0 || memcmp (text + end - 3, "\xe2\x80\x99", 3) == 0))
        end -= 3;
      else if (end - start >= 2 && memcmp (text + end - 2, "\xc2\xbb", 2) == 0)
        end -= 2;
      else if (c == ';' && find_closing_reference (text, start, end) < end)
        end = find_closing_reference (text, start, end);
      else if (end - start >= 3
               && (memcmp (text + end - 3, "\xe2\x80\xa6", 3) == 0 || memcmp (text + end - 3, "\xe3\x80\x82", 3) == 0))
        return TRUE;
      else
        return c == '.' || c == '!' || c == '?';
    }
  return FALSE;
}

static gboolean
matches_phrase (const char *text, gsize length, const char *phrase)
{
  for (gsize i = 0; phrase[i] != '\0'; i++)
    if (i == length || (g_ascii_isupper (text[i]) ? text[i] | 0x20 : text[i]) != phrase[i])
      return FALSE;
  return TRUE;
}

/* `By Ann Lee and Bo Grey, for the Herald`: short, and every word a name or what joins names. */
static gboolean
is_byline (const char *text, guint32 start, guint32 end)
{
  static const char *const joins[] = { "by", "and", "for", "in", "of", "the", "at", "from", NULL };
  guint n_words = 0, n_names = 0;
  guint32 place = start;

  if (!matches_phrase (text + start, end - start, "by ") || end - start > 100)
    return FALSE;
  while ((place = skip_spaces (text, place, end)) < end)
    {
      guint32 word = place;
      while (place < end && !is_space (text[place]))
        place++;
      gsize length = place - word;
      gboolean joins_names = FALSE;
      for (guint i = 0; joins[i] != NULL; i++)
        joins_names |= length == strlen (joins[i]) && g_ascii_strncasecmp (text + word, joins[i], length) == 0;
      if (!joins_names && !g_ascii_isupper (text[word]) && (guint8) text[word] < 0x80 && g_ascii_isalnum (text[word]))
        return FALSE;
      n_names += !joins_names && g_ascii_isupper (text[word]) ? 1 : 0;
      n_words++;
    }
  return n_words <= 12 && n_names >= 1 && n_words >= 2 && (n_names >= 2 || !clean_has_end (text, start, end));
}

/* `05:30 EST, 2 December 2013`: a clock's time and hardly a word. */
static gboolean
is_time_stamp (const char *text, guint32 start, guint32 end)
{
  guint n_digits = 0, n_letters = 0;
  gboolean has_clock = FALSE;
  if (end - start > 60)
    return FALSE;
  for (guint32 i = start; i < end; i++)
    {
      n_digits += g_ascii_isdigit (text[i]);
      n_letters += g_ascii_isalpha (text[i]);
      has_clock |= text[i] == ':' && i > start && i + 2 < end && g_ascii_isdigit (text[i - 1])
                   && g_ascii_isdigit (text[i + 1]) && g_ascii_isdigit (text[i + 2]);
    }
  return has_clock && n_digits >= 4 && n_letters < 3 * n_digits;
}

guint32
clean_match_label (const char *text, guint32 start, guint32 end)
{
  static const char *const verbs[] = { "said", "says", "added",   "told",    "wrote",  "asked",
                                       "adds", "asks", "replied", "tweeted", "warned", "explained" };
  guint32 place = start, last_word = start;
  guint n_words = 1;

  if (start == end || !g_ascii_isupper (text[start]))
    return 0;
  for (; place < end && text[place] != ':'; place++)
    {
      if (place - start > 32 || (text[place] != ' ' && !g_ascii_isalpha (text[place]) && text[place] != '-'))
        return 0;
      if (text[place] == ' ')
        {
          last_word = place + 1;
          n_words++;
        }
    }
  if (n_words > 3 || place - start < 3 || place + 2 >= end || text[place + 1] != ' '
      || !g_ascii_isupper (text[place + 2]))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (place - last_word == strlen (verbs[i])
        && g_ascii_strncasecmp (text + last_word, verbs[i], place - last_word) == 0)
      return 0;
  return place - start;
}

/* Phrases by the two letters that they begin with; letters by their last five bits, which are the same in both cases.
 */
#define PAIR(text) (((guint8) (text)[0] & 31u) << 5 | ((guint8) (text)[1] & 31u))

typedef struct
{
  guint8 first[1 << 10]; /* + 1; 0 if there is none */
  guint8 next[G_N_ELEMENTS (phrases)];
} PhraseIndex;

G_STATIC_ASSERT (G_N_ELEMENTS (phrases) < 255);

static const PhraseIndex *
get_phrase_index (void)
{
  static PhraseIndex index;
  static gsize is_filled = 0;
  if (g_once_init_enter (&is_filled))
    {
      for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
        {
          guint8 *first = &index.first[PAIR (phrases[i].phrase)];
          index.next[i] = *first;
          *first = (guint8) (i + 1);
        }
      g_once_init_leave (&is_filled, 1);
    }
  return &index;
}

/* Whether a phrase at @place, where a word begins, gives away a sentence that ends at @end. */
static gboolean
matches_any_phrase (const PhraseIndex *index, const char *text, guint32 start, guint32 place, guint32 end)
{
  for (guint i = index->first[PAIR (text + place)]; i > 0; i = index->next[i - 1])
    {
      const Phrase *phrase = &phrases[i - 1];
      if (!matches_phrase (text + place, end - place, phrase->phrase))
        continue;
      guint32 longest = phrase->place == PHRASE_ALONE ? strlen (phrase->phrase) + 3 : 200;
      if (phrase->place == PHRASE_WITHIN || (place == start && end - start < longest))
        return TRUE;
    }
  return FALSE;
}

gboolean
clean_is_aside (const char *text, guint32 start, guint32 end)
{
  const PhraseIndex *index = get_phrase_index ();
  if (end - start < 250)
    for (guint32 place = start; place + 1 < end; place++)
      {
        if (place > start && (guint8) text[place - 1] > ' ')
          continue;
        if ((place == start || is_space (text[place - 1])) && matches_any_phrase (index, text, start, place, end))
          return TRUE;
      }
  return is_byline (text, start, end) || is_time_stamp (text, start, end);
}
