/* Judging a paragraph or line by its own words: what it begins and ends with, how it is written. */
#include "paragraph-forms.h"

/* In bytes. */
#define LONGEST_TIME_STAMP 60
#define LONGEST_WORDS 24
#define LONGEST_CELL 40

#define FEWEST_CELLS 3

/* In bytes: that of a copyright, below. */
#define SHORTEST_BEGINNING 2

static const char *const boilerplate_beginnings[] = {
  "published:",
  "updated:",
  "last updated",
  "posted:",
  "created:",
  "click here",
  "click to",
  "read more",
  "read also",
  "see also:",
  "share this",
  "share on",
  "follow us",
  "sign up",
  "subscribe",
  "advertisement",
  "all rights reserved",
  "copyright",
  "\xC2\xA9",
  "scroll down",
  "related articles",
  "related stories",
  "related topics",
  "for more information",
  "terms of use",
  "privacy policy",
  "cookie",
  "continue reading",
  "loading",
  "skip to",
  "leave a comment",
  "view comments",
  "e-mail this",
  "email this",
  "print this",
  "follow @",
  "this email was sent",
  "unsubscribe",
  "to unsubscribe",
  "view in browser",
  "for immediate release",
  "embargoed until",
  "(reporting by",
  "(additional reporting by",
  "(writing by",
  "(editing by",
  "reporting by",
  "additional reporting by",
  "editing by",
  "media contact",
  "press contact",
  "this press release contains",
  "this interview has been edited",
  "follow our live",
  "listen to this article",
};

static const char *const caption_beginnings[] = { "photo:",  "photos:", "picture:", "image:", "caption:",   "pictured:",
                                                  "credit:", "figure ", "fig. ",    "table ", "photograph:" };

/* Words on buttons and below pictures, which are all of a block. */
static const char *const boilerplate_words[] = {
  "published",     "updated",      "share",        "share page", "close panel",     "copy link",  "about sharing",
  "save",          "print",        "bookmark",     "follow",     "print this page", "reply",      "media caption",
  "image caption", "image source", "getty images", "reuters",    "listen",          "watch live", "comments",
};

/* Those above headlines. */
static const char *const kicker_words[] = {
  "opinion",       "comment",       "analysis",     "editorial",  "exclusive", "breaking",
  "breaking news", "live",          "obituary",     "obituaries", "review",    "reviews",
  "feature",       "features",      "interview",    "profile",    "explainer", "the long read",
  "long read",     "press release", "news release", "column",     "leader",    "opinion & analysis",
  "news",          "sport",         "sports",       "business",   "politics",  "culture",
  "world",         "uk news",
};

/* And those above lists of links. */
static const char *const link_words[] = {
  "more on this story", "more on this topic", "related topics", "related links",
  "related stories",    "related articles",   "most read",      "most viewed",
  "most popular",       "top stories",        "read next",      "more from this author",
};

static const char *const time_words[] = {
  "monday",  "tuesday", "wednesday", "thursday", "friday",    "saturday", "sunday",   "mon",      "tue",   "tues",
  "wed",     "thu",     "thurs",     "fri",      "sat",       "sun",      "january",  "february", "march", "april",
  "may",     "june",    "july",      "august",   "september", "october",  "november", "december", "jan",   "feb",
  "mar",     "apr",     "jun",       "jul",      "aug",       "sep",      "sept",     "oct",      "nov",   "dec",
  "am",      "pm",      "bst",       "gmt",      "utc",       "est",      "edt",      "cst",      "cdt",   "mst",
  "mdt",     "pst",     "pdt",       "et",       "pt",        "cet",      "cest",     "aest",     "ist",   "at",
  "on",      "updated", "published", "modified", "last",      "first",    "ago",      "hour",     "hours", "minute",
  "minutes", "day",     "days",      "min",      "mins",      "st",       "nd",       "rd",       "th",
};

gboolean
paragraph_begins_with_one (const char *text, guint32 length, const char *const *beginnings, guint n_beginnings)
{
  if (length < SHORTEST_BEGINNING)
    return FALSE;

  char first = g_ascii_tolower (text[0]), second = g_ascii_tolower (text[1]);
  for (guint i = 0; i < n_beginnings; i++)
    {
      if (beginnings[i][0] != first || beginnings[i][1] != second)
        continue;
      gsize size = strlen (beginnings[i]);
      if (size <= length && g_ascii_strncasecmp (text, beginnings[i], size) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
paragraph_is_item (const char *text, guint32 start, guint32 end)
{
  static const char *const bullets[]
      = { "\xE2\x80\xA2", "\xE2\x96\xAA", "\xE2\x97\x8F", "\xE2\x97\xA6", "\xE2\x80\xA3",
          "\xE2\x96\xA0", "\xC2\xB7",     "\xE2\x9C\x93", "\xE2\x9E\xA2", "\xE2\x81\x83" };
  const char *line = text + start;
  guint32 length = end - start;

  if (length < 3)
    return FALSE;
  if (paragraph_is_mark (line[0], "-*+"))
    return line[1] == ' ' || line[1] == '\t';
  for (guint i = 0; (guchar) line[0] >= 0x80 && i < G_N_ELEMENTS (bullets); i++)
    if (strlen (bullets[i]) < length && memcmp (line, bullets[i], strlen (bullets[i])) == 0)
      return TRUE;

  guint32 at = line[0] == '(';
  guint32 mark = at;
  while (mark < length && mark < at + 3 && g_ascii_isdigit (line[mark]))
    mark++;
  if (mark == at && g_ascii_isalpha (line[mark]))
    {
      /* `a)` is an item, `A. Smith` need not be. */
      mark++;
      if (mark + 1 < length && line[mark] != ')')
        return FALSE;
    }

  return mark > at && mark + 1 < length && (line[mark] == ')' || (line[mark] == '.' && at == 0))
         && (line[mark + 1] == ' ' || line[mark + 1] == '\t');
}

gboolean
paragraph_is_marked_heading (const char *text, guint32 start, guint32 end)
{
  guint32 at = start;

  while (at < end && at < start + 6 && text[at] == '#')
    at++;

  return at > start && at + 1 < end && text[at] == ' ';
}

gboolean
paragraph_is_code (const char *text, guint32 start, guint32 end, guint32 indent)
{
  static const guint8 is_sign[256] = {
    ['{'] = 1, ['}'] = 1, ['('] = 1, [')'] = 1, ['['] = 1, [']'] = 1, [';'] = 1,  ['='] = 1,
    ['<'] = 1, ['>'] = 1, ['_'] = 1, ['&'] = 1, ['|'] = 1, ['/'] = 1, ['\\'] = 1, ['*'] = 1,
  };
  guchar last = (guchar) text[end - 1];
  guint n_signs = 0;

  if (end - start > 200)
    return FALSE;
  for (guint32 i = start; i < end; i++)
    n_signs += is_sign[(guchar) text[i]];

  if (last == '{' || last == '}' || (last == ';' && n_signs >= 3))
    return n_signs >= 1;

  return indent >= 4 && n_signs >= 4 && n_signs * 6 >= end - start;
}

guint32
paragraph_pass_closing (const char *text, guint32 start, guint32 end)
{
  static const char *const closing[]
      = { "\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xE2\x80\x9C", "\xC2\xBB" };

  if (end > start && (g_ascii_isalnum (text[end - 1]) || paragraph_is_mark (text[end - 1], ".,;:!?")))
    return end;
  for (guint i = 0; i < G_N_ELEMENTS (closing);)
    {
      const guint32 length = (guint32) strlen (closing[i]);
      const gboolean matches = end - start >= length && memcmp (text + end - length, closing[i], length) == 0;
      end -= matches ? length : 0;
      i = matches ? 0 : i + 1;
    }
  return end;
}

gboolean
paragraph_is_mail_header (const char *text, guint32 start, guint32 end)
{
  static const char *const headers[] = {
    "from: ",     "to: ",         "cc: ",         "bcc: ",        "date: ",        "sent: ",         "subject: ",
    "reply-to: ", "message-id: ", "in-reply-to:", "references: ", "mime-version:", "content-type: ", "x-mailer: "
  };

  return paragraph_begins_with_one (text + start, end - start, headers, G_N_ELEMENTS (headers));
}

gboolean
paragraph_has_byte (const char *text, guint32 start, guint32 end, char c)
{
  return memchr (text + start, c, end - start) != NULL;
}

gboolean
paragraph_has_end_mark (const char *text, guint32 start, guint32 end, const char *marks)
{
  end = paragraph_pass_closing (text, start, end);

  return end > start && paragraph_is_mark (text[end - 1], marks);
}

/* The length of the word that begins a byline, `By `; 0 if there is none. */
static guint32
match_by (const char *text, guint32 start, guint32 end, gboolean any_language)
{
  static const char *const words[] = { "by ", "von ", "par ", "por ", "di ", "door ", "autor: ", "autorin: " };

  for (guint i = 0; i < (any_language ? G_N_ELEMENTS (words) : 1); i++)
    if (paragraph_begins_with_one (text + start, end - start, &words[i], 1))
      return (guint32) strlen (words[i]);
  return 0;
}

gboolean
paragraph_is_byline (const char *text, guint32 start, guint32 end, gboolean any_language)
{
  static const char exclusive[] = "exclusive ";

  if (end - start > strlen (exclusive) && g_ascii_strncasecmp (text + start, exclusive, strlen (exclusive)) == 0)
    start += strlen (exclusive);
  const guint32 name = start + match_by (text, start, end, any_language);
  if (end - start < 6 || end - start > PARAGRAPH_LONGEST_BYLINE || name == start
      || paragraph_has_byte (text, start, end, '\n') || paragraph_has_end_mark (text, start, end, "!?:;"))
    return FALSE;

  guint n_words = 0;
  guint n_capitalised = 0;
  for (guint32 i = name; i < end; i++)
    if (text[i - 1] == ' ')
      {
        n_words++;
        n_capitalised += g_ascii_isupper (text[i]) || (guchar) text[i] >= 0x80;
      }

  return n_words <= 12 && n_capitalised >= 1 && (g_ascii_isupper (text[name]) || (guchar) text[name] >= 0x80)
         && n_capitalised * 2 >= n_words;
}

gboolean
paragraph_has_letter (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (g_ascii_isalpha (text[i]) || (guchar) text[i] >= 0x80)
      return TRUE;

  return FALSE;
}

gboolean
paragraph_is_in_capitals (const char *text, guint32 start, guint32 end)
{
  guint n_capitals = 0;

  for (guint32 i = start; i < end; i++)
    {
      if (g_ascii_islower (text[i]) || (guchar) text[i] >= 0x80)
        return FALSE;
      n_capitals += g_ascii_isupper (text[i]);
    }

  return n_capitals >= 4;
}

gboolean
paragraph_is_rule (const char *text, guint32 start, guint32 end)
{
  return end - start >= 3 && paragraph_is_mark (text[start], "=-") && text[start] == text[end - 1]
         && text[start] == text[start + 1];
}

gboolean
paragraph_is_one_of (const char *text, gsize length, const char *const *words, guint n_words)
{
  if (length < SHORTEST_BEGINNING || length > LONGEST_WORDS)
    return FALSE;

  const char first = g_ascii_tolower (text[0]), second = g_ascii_tolower (text[1]);
  for (guint i = 0; i < n_words; i++)
    if (words[i][0] == first && words[i][1] == second && strlen (words[i]) == length
        && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
has_digit (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (g_ascii_isdigit (text[i]))
      return TRUE;

  return FALSE;
}

gboolean
paragraph_is_time_stamp (const char *text, guint32 start, guint32 end)
{
  guint n_digits = 0, n_words = 0;

  if (end - start > LONGEST_TIME_STAMP || !has_digit (text, start, end))
    return FALSE;
  for (guint32 at = start; at < end;)
    {
      guint32 word = at;
      while (at < end && g_ascii_isalpha (text[at]))
        at++;
      if (at > word)
        {
          if (!paragraph_is_one_of (text + word, at - word, time_words, G_N_ELEMENTS (time_words)))
            return FALSE;
          n_words++;
          continue;
        }
      if ((guchar) text[at] >= 0x80 || paragraph_is_mark (text[at], "$%+*/\\#="))
        return FALSE;
      n_digits += g_ascii_isdigit (text[at]);
      at++;
    }

  return n_digits >= 1 && (n_words >= 1 || (n_digits >= 3 && memchr (text + start, ':', end - start) != NULL));
}

guint32
paragraph_find_gap (const char *text, guint32 start, guint32 end)
{
  for (guint32 i = start; i < end; i++)
    if (text[i] == '\t' || (text[i] == ' ' && i + 3 <= end && text[i + 1] == ' ' && text[i + 2] == ' '))
      return i;

  return end;
}

static gboolean
is_number (const char *text, guint32 start, guint32 end)
{
  guint32 at = start;
  while (at < end && g_ascii_isdigit (text[at]))
    at++;

  return at == end && at > start && at <= start + 4;
}

/* Whether it ends with a year behind a comma or a space: `Friday, 8 March 2024`. */
static gboolean
ends_with_year (const char *text, guint32 start, guint32 end)
{
  return end - start > 5 && is_number (text, end - 4, end) && paragraph_is_mark (text[end - 4], "12")
         && text[end - 5] == ' ';
}

/* `THE DAILY CHRONICLE, MONDAY, OCTOBER 9, 1922` */
static gboolean
is_dated_head (const char *text, guint32 start, guint32 end)
{
  static const char *const months[]
      = { " JANUARY ", " FEBRUARY ", " MARCH ",     " APRIL ",   " MAY ",      " JUNE ",
          " JULY ",    " AUGUST ",   " SEPTEMBER ", " OCTOBER ", " NOVEMBER ", " DECEMBER " };

  if (!ends_with_year (text, start, end) || !paragraph_is_in_capitals (text, start, end))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_strstr_len (text + start, (gssize) (end - start), months[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* `214`, `- 214 -`, `Page 3`, `Page 3 of 9`. */
static gboolean
is_page_number (const char *text, guint32 start, guint32 end)
{
  static const char *const dashes[] = { "- ", "\xE2\x80\x93 ", "\xE2\x80\x94 " };
  const char *of;

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    {
      const guint32 length = (guint32) strlen (dashes[i]), mark = length - 1;
      if (end - start > 2 * length && memcmp (text + start, dashes[i], length) == 0 && text[end - length] == ' '
          && memcmp (text + end - mark, dashes[i], mark) == 0)
        return is_number (text, start + length, end - length);
    }
  if (end - start <= 5 || g_ascii_strncasecmp (text + start, "page ", 5) != 0)
    return is_number (text, start, end);
  end = paragraph_find_gap (text, start, end);
  of = g_strstr_len (text + start, (gssize) (end - start), " of ");
  return of == NULL
             ? is_number (text, start + 5, end)
             : is_number (text, start + 5, (guint32) (of - text)) && is_number (text, (guint32) (of - text) + 4, end);
}

gboolean
paragraph_is_page_furniture (const char *text, guint32 start, guint32 end)
{
  if (paragraph_has_byte (text, start, end, '\n'))
    return FALSE;
  if (is_page_number (text, start, end))
    return TRUE;

  if (is_dated_head (text, start, end))
    return TRUE;

  const guint32 gap = paragraph_find_gap (text, start, end);
  guint32 behind = gap;
  while (behind < end && g_ascii_isspace (text[behind]))
    behind++;
  return gap < end
         && ((is_number (text, start, gap) && paragraph_is_in_capitals (text, behind, end))
             || (paragraph_is_in_capitals (text, start, gap)
                 && (is_number (text, behind, end) || ends_with_year (text, behind, end))));
}

/* Whether a picture's credit ends the paragraph: `… (Image: Ann Lee/PA)`, `…. Photograph: Ann Lee/PA`. */
static gboolean
has_credit (const char *text, guint32 start, guint32 end)
{
  static const char *const credits[] = { "(image", "(photo", "(picture", "(credit", "(pic:", "(file photo" };
  static const char *const labels[]
      = { "photograph: ", "photo: ", "picture: ", "image: ", "credit: ", "illustration: " };
  guint32 open = end;

  if (text[end - 1] == '.')
    return FALSE;
  for (guint32 at = end - start > 80 ? end - 80 : start; at < end; at++)
    if (at > start + 1 && text[at - 1] == ' ' && g_ascii_ispunct (text[at - 2])
        && paragraph_begins_with_one (text + at, end - at, labels, G_N_ELEMENTS (labels)))
      return TRUE;
  if (text[end - 1] != ')')
    return FALSE;
  while (open > start && end - open < 80 && text[open - 1] != '(')
    open--;
  return open > start && text[open - 1] == '('
         && paragraph_begins_with_one (text + open - 1, end - (open - 1), credits, G_N_ELEMENTS (credits));
}

gboolean
paragraph_heads_caption (const char *text, guint32 start, guint32 end)
{
  static const char *const labels[] = { "image source,", "image caption,", "media caption,", "image copyright" };

  return paragraph_is_one_of (text + start, end - start, labels, G_N_ELEMENTS (labels));
}

gboolean
paragraph_is_caption (const char *text, guint32 start, guint32 end)
{
  static const char *const picture_words[]
      = { "image source, ", "image caption, ", "media caption, ", "image copyright " };
  const guint32 length = end - start, label_end = MIN (end, start + 14);

  return length > 10
         && (has_credit (text, start, end)
             || paragraph_begins_with_one (text + start, length, picture_words, G_N_ELEMENTS (picture_words))
             || (paragraph_begins_with_one (text + start, length, caption_beginnings, G_N_ELEMENTS (caption_beginnings))
                 && (paragraph_has_byte (text, start, label_end, ':')
                     || paragraph_has_byte (text, start, label_end, '.'))));
}

gboolean
paragraph_introduces_mail (const char *text, guint32 start, guint32 end)
{
  static const char verb[] = " wrote:";

  while (start < end && (text[start] == '>' || text[start] == ' '))
    start++;
  return end - start > strlen (verb) + 3 && memcmp (text + end - strlen (verb), verb, strlen (verb)) == 0
         && memcmp (text + start, "On ", 3) == 0;
}

gboolean
paragraph_heads_signature (const char *text, guint32 start, guint32 end)
{
  static const char *const words[]
      = { "--", "contact:", "contacts:", "media contact:", "media contacts:", "press contact:", "press contacts:" };

  return paragraph_is_one_of (text + start, end - start, words, G_N_ELEMENTS (words));
}

gboolean
paragraph_is_subject (const char *text, guint32 start, guint32 end)
{
  static const char *const headers[] = { "subject: " };

  return end - start <= PARAGRAPH_LONGEST_TITLE && paragraph_begins_with_one (text + start, end - start, headers, 1);
}

gboolean
paragraph_is_boilerplate (const char *text, guint32 start, guint32 end)
{
  return paragraph_begins_with_one (text + start, end - start, boilerplate_beginnings,
                                    G_N_ELEMENTS (boilerplate_beginnings))
         || paragraph_is_one_of (text + start, end - start, boilerplate_words, G_N_ELEMENTS (boilerplate_words))
         || paragraph_is_time_stamp (text, start, end) || paragraph_is_mail_header (text, start, end)
         || paragraph_introduces_mail (text, start, end);
}

gboolean
paragraph_heads_links (const char *text, guint32 start, guint32 end)
{
  return paragraph_is_one_of (text + start, end - start, link_words, G_N_ELEMENTS (link_words));
}

gboolean
paragraph_is_kicker (const char *text, guint32 start, guint32 end)
{
  return paragraph_is_one_of (text + start, end - start, kicker_words, G_N_ELEMENTS (kicker_words));
}

gboolean
paragraph_is_row (const char *text, guint32 start, guint32 end)
{
  guint n_cells = 0;

  /* As Markdown writes them. */
  if (end - start > 4 && text[start] == '|' && text[end - 1] == '|')
    return memchr (text + start + 1, '|', end - start - 2) != NULL;

  for (guint32 at = start; at <= end; n_cells++)
    {
      const char *tab = memchr (text + at, '\t', end - at);
      const guint32 cell_end = tab != NULL ? (guint32) (tab - text) : end;
      if (cell_end - at > LONGEST_CELL)
        return FALSE;
      at = cell_end + 1;
    }
  return n_cells >= FEWEST_CELLS && !paragraph_has_end_mark (text, start, end, ".!?");
}
