/* Where the tokenizer stands in a paragraph whose language has a profile. */
#pragma once

#include "cursor.h"
#include "profile.h"

typedef struct
{
  Cursor cursor;
  const Profile *profile;
  guint32 last_word;         /* what is known of the token before, if it is a word */
  gboolean is_after_word;    /* or a number */
  gboolean is_after_initial; /* a letter with a full stop */
  gboolean is_after_mark;    /* an end mark or nothing: a sentence begins */
} ProfileCursor;

/* What stands behind a full stop. */
typedef enum
{
  FOLLOWING_NOTHING,
  FOLLOWING_LOWER,
  FOLLOWING_UPPER,
  FOLLOWING_STARTER, /* a word that begins sentences */
  FOLLOWING_INITIAL, /* a capital with a full stop */
  FOLLOWING_DIGIT,
  FOLLOWING_OPEN, /* a bracket before a number */
  FOLLOWING_OTHER,
} Following;

/* Looks at what stands behind @at; *@word is what the profile says of it. */
Following profile_peek (const ProfileCursor *at_cursor, guint32 at, guint32 *word);

/* Consumes the word or the number at the cursor. */
void profile_consume_word (ProfileCursor *cursor);
void profile_consume_number (ProfileCursor *cursor);

/* Consumes a word that begins with an apostrophe and is one token: `'s`. Returns FALSE if there is none. */
gboolean profile_consume_whole (ProfileCursor *cursor);

/* Where the abbreviation ends that begins at the cursor with the word that ends at @stop, or 0; and its kind. */
guint32 profile_match_abbreviation (ProfileCursor *cursor, guint32 stop, TokenKind *kind);
