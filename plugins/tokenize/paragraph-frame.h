/* What stands around texts as they come in the wild, [start, end) of a text: menus of sites, slugs of agencies, the
 * heads of messages, what mails say below themselves. */
#pragma once

#include <glib.h>

/* In bytes. What lawyers put below mails is as long as a paragraph of prose. */
#define PARAGRAPH_LONGEST_NOTICE 1200

/* `News | Sport | Jobs`, `Home > News > Town Hall`: three short names of parts of a site or more. */
gboolean paragraph_is_menu (const char *text, guint32 start, guint32 end);

/* What agencies write above a story for those who print it: `BC-KELBY-MILL (UPDATE 2)`, `MILL-FIRE/`. */
gboolean paragraph_is_slug (const char *text, guint32 start, guint32 end);

/* What is said of the message or the site and not by it: `Sent from my phone`, `This email and any attachments …`. */
gboolean paragraph_is_notice (const char *text, guint32 start, guint32 end);

/* `Posts: 214`, `Joined: May 2011`: what forums say of who wrote, below the name. */
gboolean paragraph_is_post_head (const char *text, guint32 start, guint32 end);

/* `Dear Editor,`, `Hi Bo,`: the line above a letter. */
gboolean paragraph_is_salutation (const char *text, guint32 start, guint32 end);

/* `Sir, Your report …`: a letter to the editor, of which papers print several. */
gboolean paragraph_opens_letter (const char *text, guint32 start, guint32 end);

/* `Ann Lee`, `Col. Bo Lind (retd)`: up to four words with capitals and no mark behind them. */
gboolean paragraph_is_signature (const char *text, guint32 start, guint32 end);

/* `KLP`: the letters by which a paper is known. */
gboolean paragraph_is_masthead (const char *text, guint32 start, guint32 end);

/* `Kind regards,`: the line above who wrote a letter. */
gboolean paragraph_closes_letter (const char *text, guint32 start, guint32 end);

/* `ida_b wrote:`, above what is quoted of a message. */
gboolean paragraph_introduces_message (const char *text, guint32 start, guint32 end);

/* Where the message begins behind the time that chats put before it, `[12.03.24, 14:05:11] ` or
 * `12/03/2024, 18:02 - `; @start if there is none. */
guint32 paragraph_pass_stamp (const char *text, guint32 start, guint32 end);

/* `Ida Brandt: image omitted`: what exports of chats write for a picture. */
gboolean paragraph_is_left_out (const char *text, guint32 start, guint32 end);

/* `About Orla Foods`, above what a release says of the company each time; where the name begins, or @end. */
guint32 paragraph_find_presented (const char *text, guint32 start, guint32 end);
