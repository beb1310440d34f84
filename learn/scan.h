/* A document as taggers read it: counted whole, then looked at a stretch of a sentence at a time. */
#pragma once

#include "lexicon.h"
#include "word-memory.h"

/* Words up to this far away are at hand. */
#define LEARN_REACH 3

/* Sentences are worked on in stretches of so many tokens, which bounds memory whatever the text. */
#define LEARN_STRETCH 512

/* Tokens as spans of a text of valid UTF-8. */
typedef struct
{
  const char *text;
  const guint32 *starts;
  const guint32 *ends;
  guint32 n;
} LearnTokens;

/* Tokens [first, first + n) that are a sentence. */
typedef struct
{
  guint32 first;
  guint32 n;
} LearnSentence;

typedef enum
{
  LEARN_SENTENCE_EMPTY, /* no letters that have case */
  LEARN_SENTENCE_UPPER, /* A HEADLINE IN CAPITALS */
  LEARN_SENTENCE_LOWER, /* not one capital */
  LEARN_SENTENCE_TITLE, /* Most Words Begin With One */
  LEARN_SENTENCE_NORMAL,
} LearnSentenceCasing;

/* How a word is written elsewhere in its document: times in small letters (0, 1, more) and times capitalised inside a
 * sentence (0, 1, more). */
#define LEARN_N_ELSEWHERE 9
#define LEARN_ELSEWHERE(n_lower, n_capitalized) ((guint8) (MIN (n_lower, 2) * 3 + MIN (n_capitalized, 2)))

/* Where else in its document a capitalised word stands: what is around it there tells about it here as well. */
#define LEARN_MAX_OTHERS 2

typedef struct
{
  guint n;
  const LearnWord *before[LEARN_MAX_OTHERS];
  const LearnWord *after[LEARN_MAX_OTHERS];
} LearnOthers;

/* The words of a stretch of a sentence, with LEARN_REACH more (of the sentence, or boundaries) on each side: words[0]
 * is the stretch's first, words[-1] the one before it. */
typedef struct
{
  const LearnTokens *tokens; /* the document's, and which of them is the stretch's first */
  guint32 first;
  const LearnWord *const *words;
  const guint8 *elsewhere;   /* LEARN_ELSEWHERE of each, reaching as far as @words */
  const guint32 *marks;      /* places in listed names, three bits a list, reaching as far as @words */
  const LearnOthers *others; /* of the stretch's own words */
  const guint8 *definitions; /* of the same: LearnMark of words that an abbreviation stands for; it is a unit */
  LearnSentenceCasing sentence_casing;
  gboolean is_tweet;
  gboolean is_sentence_start; /* whether words[0] begins its sentence */
} LearnStretch;

/* A mark's three bits. */
typedef enum
{
  LEARN_MARK_NONE,
  LEARN_MARK_UNIT,
  LEARN_MARK_FIRST,
  LEARN_MARK_INSIDE,
  LEARN_MARK_LAST,
} LearnMark;

/* @casings are LearnCasing. */
LearnSentenceCasing learn_sentence_find_casing (const guint8 *casings, guint32 n);

typedef struct _LearnScan LearnScan;

/* @looks_around: whether stretches have @others and @definitions. NULL where no memory is left. */
LearnScan *learn_scan_new (const LearnLexicon *lexicon, gboolean looks_around);
void learn_scan_free (LearnScan *scan);

/* Begins a document: notes how each word is written all over it. All three arrays must outlive the scan of it. Returns
 * FALSE if memory could not be had. */
gboolean learn_scan_begin (LearnScan *scan, const LearnTokens *tokens, const LearnSentence *sentences,
                           guint32 n_sentences);

/* Goes to a sentence's first stretch. */
void learn_scan_enter_sentence (LearnScan *scan, guint32 sentence);

/* Reads the next stretch of the sentence. Returns FALSE at its end. @first is the stretch's first token in the
 * document, @n how many there are, at most LEARN_STRETCH. The stretch holds until the next call. */
gboolean learn_scan_next_stretch (LearnScan *scan, LearnStretch *stretch, guint32 *first, guint32 *n);

/* The words that stretches point to. */
const LearnMemory *learn_scan_get_memory (const LearnScan *scan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LearnScan, learn_scan_free)
