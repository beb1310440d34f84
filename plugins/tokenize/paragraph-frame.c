/* Telling what stands around texts in the wild from the texts. */
#include "paragraph-frame.h"

#include "paragraph-forms.h"

/* In bytes. */
#define LONGEST_PART 30
#define LONGEST_SLUG 60
#define LONGEST_CONTACT 70
#define LONGEST_SALUTATION 40
#define LONGEST_INTRODUCTION 40
#define LONGEST_STAMP 40
#define LONGEST_PRESENTED 60
#define LONGEST_LEFT_OUT 80
#define LONGEST_SIGNATURE 40
#define LONGEST_MASTHEAD 5

#define FEWEST_PARTS 3

static const char *const notices[] = {
  "please consider the environment", "this email and any", "this e-mail and any", "this message and any",
  "this email is confidential", "this e-mail is confidential", "this message is confidential",
  "this message is intended", "this email is intended", "this e-mail is intended", "this communication is intended",
  "confidentiality notice", "the information contained in this e", "the information in this e",
  "if you have received this", "if you are not the intended", "-----original message", "---------- forwarded message",
  "begin forwarded message", "sent from my ", "get outlook for ", "sent via ",
  "messages and calls are end-to-end encrypted", "messages to this chat and calls", "view this email",
  "you are receiving this", "you received this", "you're receiving this", "was this forwarded",
  "was this email forwarded", "update your preferences", "manage your preferences", "was this review helpful",
  "was this article helpful", "was this helpful", "report abuse", "last edited by", "we use cookies",
  "this site uses cookies", "this website uses cookies", "by continuing to use this", "accept all",
  "do you have a story", "have you got a story", "got a story", "get the latest news", "join the conversation",
  "this is a rush transcript", "rush transcript", "forward-looking statements", "this news release contains",
  "attn eds", "attention editors", "eds:", "eds note", "editors note", "editor's note:", "notes to editors",
  "note to editors", "((", "($1 = ", "(adds ", "(recasts", "(updates ", "(refiles ", "(corrects ", "(repeats ",
  "(releads", "(rewrites ", "(writes through", "(clarifies ", "(new throughout", "our standards: ", "(begin video",
  "(end video", "(commercial break)", "(begin clip)", "(end clip)",
  /* Sites in other languages */
  "lesen sie auch", "lesen sie mehr", "mehr zum thema",
  "ver\xC3\xB6"
  "ffentlicht am",
  "aktualisiert am", "publi\xC3\xA9 le", "mis \xC3\xA0 jour", "temps de lecture", "lire aussi", "\xC3\xA0 lire aussi",
  "\xC3\x80 lire aussi", "abonnez-vous", "leggi anche", "riproduzione riservata", "lea tambi\xC3\xA9n",
  "lee tambi\xC3\xA9n", "leia tamb\xC3\xA9m", "leia mais", "lees ook", "czytaj te\xC5\xBC",
  "czytaj tak\xC5\xBC"
  "e",
  "zobacz te\xC5\xBC",
  "\xD0\xA7\xD0\xB8\xD1\x82\xD0\xB0\xD0\xB9\xD1\x82\xD0\xB5 \xD1\x82\xD0\xB0\xD0\xBA\xD0\xB6\xD0\xB5", /* Читайте
                                                                                                           также */
  "\xEF\xBC\x88\xE8\xB4\xA3\xE4\xBB\xBB\xE7\xBC\x96\xE8\xBE\x91", /* （责任编辑 */
};

/* Below the last line of a story. */
static const char *const last_words[]
    = { "more", "ends", "-ends-", "- ends -", "-30-", "- 30 -", "###", "# # #", "(end)", "(more)" };

static const char *const separators[]
    = { " | ", " > ", " \xC2\xBB ", " \xE2\x80\xBA ", " \xC2\xB7 ", " \xE2\x80\xA2 " };

/* How many parts @separator makes of it, all of which are short; 0 if one is not. */
static guint
count_parts (const char *text, guint32 start, guint32 end, const char *separator)
{
  const gsize length = strlen (separator);
  guint n = 0;

  for (guint32 at = start;;)
    {
      const char *next = g_strstr_len (text + at, (gssize) MIN (end - at, LONGEST_PART + length), separator);
      const guint32 part_end = next != NULL ? (guint32) (next - text) : end;
      if (part_end == at || part_end - at > LONGEST_PART)
        return 0;
      n++;
      if (next == NULL)
        return n;
      at = part_end + (guint32) length;
    }
}

gboolean
paragraph_is_menu (const char *text, guint32 start, guint32 end)
{
  if (paragraph_has_byte (text, start, end, '\n') || paragraph_has_end_mark (text, start, end, ".!?"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    if (count_parts (text, start, end, separators[i]) >= FEWEST_PARTS)
      return TRUE;
  return FALSE;
}

gboolean
paragraph_is_slug (const char *text, guint32 start, guint32 end)
{
  guint32 at = start;
  guint n_joins = 0, n_letters = 0;

  if (end - start > LONGEST_SLUG)
    return FALSE;
  for (; at < end && text[at] != ' '; at++)
    {
      if (!g_ascii_isupper (text[at]) && !g_ascii_isdigit (text[at]) && !paragraph_is_mark (text[at], "-/.,_^"))
        return FALSE;
      n_joins += text[at] == '-' || text[at] == '/';
      n_letters += g_ascii_isupper (text[at]);
    }
  const gboolean is_bracketed = at + 2 < end && text[at + 1] == '(' && text[end - 1] == ')';
  if ((at < end && !is_bracketed) || n_letters < 4)
    return FALSE;
  return n_joins >= 2 || (n_joins == 1 && (text[at - 1] == '/' || is_bracketed));
}

/* `4 Comments` */
static gboolean
is_count (const char *text, guint32 start, guint32 end)
{
  static const char *const counted[]
      = { "comment", "comments", "share", "shares", "like", "likes", "reply", "replies", "view", "views" };
  guint32 at = start;

  while (at < end && (g_ascii_isdigit (text[at]) || text[at] == ','))
    at++;
  return at > start && at < end && text[at] == ' '
         && paragraph_is_one_of (text + at + 1, end - at - 1, counted, G_N_ELEMENTS (counted));
}

/* `SOURCE Orla Foods`, `Keywords: KELBY MILL/`: what agencies write below a story. */
static gboolean
is_agency_line (const char *text, guint32 start, guint32 end)
{
  static const char source[] = "SOURCE ", keywords[] = "Keywords: ";

  if (end - start > LONGEST_SLUG || paragraph_has_end_mark (text, start, end, ".!?"))
    return FALSE;
  if (end - start > strlen (source) && memcmp (text + start, source, strlen (source)) == 0)
    return TRUE;
  return end - start > strlen (keywords) && memcmp (text + start, keywords, strlen (keywords)) == 0
         && paragraph_is_in_capitals (text, start + (guint32) strlen (keywords), end);
}

/* `Comments and questions to news@example.org`: a short line that ends with an address. */
static gboolean
is_contact (const char *text, guint32 start, guint32 end)
{
  guint32 word = end;

  if (end - start > LONGEST_CONTACT || paragraph_has_byte (text, start, end, '\n')
      || paragraph_has_end_mark (text, start, end, ".!?"))
    return FALSE;
  while (word > start && text[word - 1] != ' ')
    word--;
  const char *at = memchr (text + word, '@', end - word);
  return at != NULL && at > text + word && memchr (at, '.', (gsize) (text + end - at)) != NULL;
}

gboolean
paragraph_is_post_head (const char *text, guint32 start, guint32 end)
{
  static const char *const labels[] = { "posts: ", "joined: ", "posted: ", "member since" };

  return paragraph_begins_with_one (text + start, end - start, labels, G_N_ELEMENTS (labels));
}

gboolean
paragraph_is_notice (const char *text, guint32 start, guint32 end)
{
  return is_count (text, start, end) || is_agency_line (text, start, end) || is_contact (text, start, end)
         || paragraph_is_post_head (text, start, end)
         || paragraph_begins_with_one (text + start, end - start, notices, G_N_ELEMENTS (notices))
         || paragraph_is_one_of (text + start, end - start, last_words, G_N_ELEMENTS (last_words));
}

gboolean
paragraph_is_salutation (const char *text, guint32 start, guint32 end)
{
  static const char *const greetings[] = { "dear ", "hi ", "hello ", "hey ", "to the editor" };
  guint n_words = 1;

  if (end - start > LONGEST_SALUTATION || paragraph_has_byte (text, start, end, '\n')
      || !paragraph_begins_with_one (text + start, end - start, greetings, G_N_ELEMENTS (greetings)))
    return FALSE;
  for (guint32 i = start; i < end; i++)
    n_words += text[i] == ' ';
  return paragraph_is_mark (text[end - 1], ",:") && n_words <= 5;
}

gboolean
paragraph_opens_letter (const char *text, guint32 start, guint32 end)
{
  static const char *const addresses[] = { "sir, ", "madam, ", "sir - ", "sir \xE2\x80\x93 ", "sir \xE2\x80\x94 " };

  return paragraph_begins_with_one (text + start, end - start, addresses, G_N_ELEMENTS (addresses));
}

gboolean
paragraph_is_signature (const char *text, guint32 start, guint32 end)
{
  guint n_words = 0;

  if (end - start > LONGEST_SIGNATURE || paragraph_has_end_mark (text, start, end, "!?:;,"))
    return FALSE;
  for (guint32 i = start; i < end; i++)
    {
      if (text[i] == '\n' || g_ascii_isdigit (text[i]))
        return FALSE;
      if (i > start && text[i - 1] != ' ')
        continue;
      n_words++;
      if (!g_unichar_isupper (g_utf8_get_char (text + i)) && text[i] != '(')
        return FALSE;
    }
  return n_words >= 1 && n_words <= 4 && (text[end - 1] != '.' || (end - start >= 2 && text[end - 2] == ')'));
}

gboolean
paragraph_is_masthead (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (!g_ascii_isupper (text[i]))
      return FALSE;
  return end - start >= 2 && end - start <= LONGEST_MASTHEAD;
}

gboolean
paragraph_closes_letter (const char *text, guint32 start, guint32 end)
{
  static const char *const closings[] = {
    "kind regards",
    "best regards",
    "warm regards",
    "warmest regards",
    "regards",
    "with best regards",
    "with kind regards",
    "best wishes",
    "all the best",
    "best",
    "many thanks",
    "thanks",
    "cheers",
    "yours",
    "yours sincerely",
    "yours truly",
    "yours faithfully",
    "sincerely",
    "sincerely yours",
    "respectfully",
    "thank you",
  };

  if (end - start < 2 || text[end - 1] != ',')
    return FALSE;
  return paragraph_is_one_of (text + start, end - 1 - start, closings, G_N_ELEMENTS (closings));
}

gboolean
paragraph_introduces_message (const char *text, guint32 start, guint32 end)
{
  return end - start <= LONGEST_INTRODUCTION && end - start > 7 && memcmp (text + end - 7, " wrote:", 7) == 0;
}

/* A clock's time somewhere in it: `14:05`. */
static gboolean
has_clock (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start + 1; i + 2 < end; i++)
    if (text[i] == ':' && g_ascii_isdigit (text[i - 1]) && g_ascii_isdigit (text[i + 1])
        && g_ascii_isdigit (text[i + 2]))
      return TRUE;
  return FALSE;
}

/* Behind the characters of dates and times from @at on, the narrow space that phones write before `PM` among them. */
static guint32
pass_time (const char *text, guint32 at, guint32 end)
{
  while (at < end)
    {
      if (end - at > 3 && memcmp (text + at, "\xE2\x80\xAF", 3) == 0)
        at += 3;
      else if (g_ascii_isdigit (text[at]) || paragraph_is_mark (text[at], "/.:,"))
        at++;
      else if (at + 1 < end && paragraph_is_mark (text[at], "-") && g_ascii_isdigit (text[at + 1]))
        at++;
      else if (at + 1 < end && text[at] == ' '
               && (g_ascii_isdigit (text[at + 1]) || paragraph_is_mark (text[at + 1], "AaPp")))
        at++;
      else if (at + 1 < end && paragraph_is_mark (text[at], "AaPp") && paragraph_is_mark (text[at + 1], "Mm"))
        at += 2;
      else
        break;
    }
  return at;
}

guint32
paragraph_pass_stamp (const char *text, guint32 start, guint32 end)
{
  static const char left_to_right[] = "\xE2\x80\x8E";
  const guint32 limit = MIN (end, start + LONGEST_STAMP);
  guint32 at = start;

  /* Phones begin lines of messages with attachments so. */
  if (limit - at > 3 && memcmp (text + at, left_to_right, 3) == 0)
    at += 3;
  const gboolean is_bracketed = at < limit && text[at] == '[';
  at += is_bracketed;
  if (at == limit || !g_ascii_isdigit (text[at]))
    return start;

  const guint32 time = at;
  at = pass_time (text, at, limit);
  if (!has_clock (text, time, at))
    return start;
  if (is_bracketed)
    at = at < limit && text[at] == ']' ? at + 1 : start;
  /* Without brackets the day must be told too: `16:42 - Rain stops play` is a line of a report. */
  else if (limit - at < 3 || memcmp (text + at, " - ", 3) != 0 || memchr (text + time, ' ', at - time) == NULL)
    return start;
  else
    at += 2;
  return at + 1 < end && at > start && text[at] == ' ' ? at + 1 : start;
}

gboolean
paragraph_is_left_out (const char *text, guint32 start, guint32 end)
{
  static const char *const ends[] = { " omitted", " omitted>", ": null" };

  for (guint i = 0; i < G_N_ELEMENTS (ends) && end - start <= LONGEST_LEFT_OUT; i++)
    if (end - start > strlen (ends[i]) && memcmp (text + end - strlen (ends[i]), ends[i], strlen (ends[i])) == 0)
      return TRUE;
  return FALSE;
}

guint32
paragraph_find_presented (const char *text, guint32 start, guint32 end)
{
  static const char about[] = "about ";
  const guint32 name = start + (guint32) strlen (about);

  if (end - start > LONGEST_PRESENTED || name >= end || g_ascii_strncasecmp (text + start, about, strlen (about)) != 0
      || !g_ascii_isupper (text[name]) || paragraph_has_end_mark (text, start, end, ".!?,;"))
    return end;
  return name;
}
