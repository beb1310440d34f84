/* What a paragraph or line is by its own words, [start, end) of a text. */
#pragma once

#include <glib.h>
#include <string.h>

/* In bytes. Headlines of newspapers have up to 120 characters. */
#define PARAGRAPH_LONGEST_TITLE 160
#define PARAGRAPH_LONGEST_BYLINE 90

/* Whether a byte is one of some marks. U+0000, which texts may hold, is none, though strchr() finds it. */
static inline gboolean
paragraph_is_mark (char byte, const char *marks)
{
  return byte != '\0' && strchr (marks, byte) != NULL;
}

/* Whether @text begins with one of some phrases in small letters, of at least two bytes each, whatever the case of its
 * letters. */
gboolean paragraph_begins_with_one (const char *text, guint32 length, const char *const *beginnings,
                                    guint n_beginnings);

/* Whether @text is one of some such phrases. */
gboolean paragraph_is_one_of (const char *text, gsize length, const char *const *words, guint n_words);

/* Whether a line begins as an item of a list: a bullet, a number or a letter with a mark behind. */
gboolean paragraph_is_item (const char *text, guint32 start, guint32 end);

/* Whether a line begins like a heading of Markdown: `## Results`. */
gboolean paragraph_is_marked_heading (const char *text, guint32 start, guint32 end);

/* Whether a line looks like program text. */
gboolean paragraph_is_code (const char *text, guint32 start, guint32 end, guint32 indent);

/* Where [start, end) ends without the quotation marks and brackets that close there. */
guint32 paragraph_pass_closing (const char *text, guint32 start, guint32 end);

/* Whether a line is one of those at the head of a mail: `Subject: Oak`. */
gboolean paragraph_is_mail_header (const char *text, guint32 start, guint32 end);

/* Whether @c stands in it. */
gboolean paragraph_has_byte (const char *text, guint32 start, guint32 end, char c);

/* Whether a sentence or a part of one ends with [start, end), closing marks aside. */
gboolean paragraph_has_end_mark (const char *text, guint32 start, guint32 end, const char *marks);

/* `By Jane Smith`, `By JANE SMITH and Ali Khan, Science Editor`, `EXCLUSIVE by Jane Smith`; with @any_language also
 * `Von Jana Schmidt`, words of which English names begin with. */
gboolean paragraph_is_byline (const char *text, guint32 start, guint32 end, gboolean any_language);

/* Whether it has a letter, taking all that is not ASCII for one. */
gboolean paragraph_has_letter (const char *text, guint32 start, guint32 end);

/* `INGREDIENTS`, `PART TWO`. */
gboolean paragraph_is_in_capitals (const char *text, guint32 start, guint32 end);

/* A line that is drawn below a heading. */
gboolean paragraph_is_rule (const char *text, guint32 start, guint32 end);

/* `Sat 6 May 2023 07.00 BST`, `3 hours ago`, `Updated 14:05`: numbers, and no words but those of times. */
gboolean paragraph_is_time_stamp (const char *text, guint32 start, guint32 end);

/* Where a wide gap in a line of columns begins, as in the running heads of pages: three spaces or a tab; @end if there
 * is none. */
guint32 paragraph_find_gap (const char *text, guint32 start, guint32 end);

/* What printers put on every page: `- 214 -`, `214`, `Page 3`, `215      THE DAILY CHRONICLE`, `THE POST      8 March
 * 2024`.
 */
gboolean paragraph_is_page_furniture (const char *text, guint32 start, guint32 end);

/* `Image source,`, above whose picture it is, where pages are copied. */
gboolean paragraph_heads_caption (const char *text, guint32 start, guint32 end);

/* Whether it stands below a picture: it says so, or ends with a credit. */
gboolean paragraph_is_caption (const char *text, guint32 start, guint32 end);

/* `On Monday, Ann Lee <ann@example.org> wrote:`, above mail that is quoted. */
gboolean paragraph_introduces_mail (const char *text, guint32 start, guint32 end);

/* `--`, above the lines of a signature, or `Contact:`, above those that say whom the press may ask. */
gboolean paragraph_heads_signature (const char *text, guint32 start, guint32 end);

/* The subject of a mail, which is its title. */
gboolean paragraph_is_subject (const char *text, guint32 start, guint32 end);

/* A phrase of the site or the paper: a button, a time stamp, the head of a mail. */
gboolean paragraph_is_boilerplate (const char *text, guint32 start, guint32 end);

/* `OPINION`, above a headline: what sort of article it is. */
gboolean paragraph_is_kicker (const char *text, guint32 start, guint32 end);

/* A row of a table: at least three cells with tabs between, none of them long, the last no sentence; or cells between
 * bars. */
gboolean paragraph_is_row (const char *text, guint32 start, guint32 end);

/* `Most read`, above a list of links. */
gboolean paragraph_heads_links (const char *text, guint32 start, guint32 end);
