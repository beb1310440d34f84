/* Words as summaries see them: folded, classed, stemmed lightly and hashed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a token is, by its letters and by a small lexicon of English function words and words of the news. */
typedef enum
{
  WORD_IS_WORD = 1 << 0,    /* holds a letter or digit */
  WORD_CAPITAL = 1 << 1,    /* begins with a capital */
  WORD_CAPITALS = 1 << 2,   /* two letters or more, all capitals */
  WORD_NUMBER = 1 << 3,     /* begins with a digit */
  WORD_STOP = 1 << 4,       /* carries no topic */
  WORD_PRONOUN = 1 << 5,    /* third person: needs an antecedent */
  WORD_POINTING = 1 << 6,   /* this, those, such */
  WORD_CONNECTIVE = 1 << 7, /* leans on the sentence before: however, but */
  WORD_PERSONAL = 1 << 8,   /* I, we, you */
  WORD_SAYING = 1 << 9,     /* said, told, added */
  WORD_AUXILIARY = 1 << 10, /* is, has, will */
  WORD_CUE = 1 << 11,       /* words of findings and announcements */
  WORD_CAPTION = 1 << 12,   /* pictured, above, left */
  WORD_TIME = 1 << 13,      /* days, months, today */
  WORD_NEGATION = 1 << 14,
  WORD_QUOTE_OPEN = 1 << 15,
  WORD_QUOTE_CLOSE = 1 << 16,
  WORD_QUOTE = 1 << 17, /* a straight mark, which may open or close */
  WORD_MONEY = 1 << 18, /* currency and per cent signs */
  WORD_PAUSE = 1 << 19, /* comma */
  WORD_BREAK = 1 << 20, /* colon, semicolon, dash */
  WORD_BRACKET = 1 << 21,
  WORD_TITLE = 1 << 22,         /* Mr, before a name */
  WORD_SCENE = 1 << 23,         /* what people do in pictures: poses, scores */
  WORD_SCENE_PASSIVE = 1 << 24, /* what is done to them: congratulated */
  WORD_IS = 1 << 25,            /* is, are */
} WordFlags;

typedef struct _WordLexicon WordLexicon;

WordLexicon *word_lexicon_new (void);
void word_lexicon_free (WordLexicon *lexicon);

/**
 * word_read:
 * @lexicon: the lexicon
 * @text: the token's bytes, valid UTF-8
 * @length: how many
 * @hash: (out): of the word, lightly stemmed if it carries a topic; only words have one
 *
 * Returns: what the token is, as %WordFlags
 */
guint32 word_read (const WordLexicon *lexicon, const char *text, gsize length, guint32 *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WordLexicon, word_lexicon_free)

G_END_DECLS
