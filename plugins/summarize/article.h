/* An article as the ranker sees it: sentences that may be chosen, their words, and what is known of each. */
#pragma once

#include "frequency.h"
#include "words.h"

G_BEGIN_DECLS

/* What a paragraph or sentence is. Only prose is chosen from, unless there is none. */
typedef enum
{
  KIND_PROSE,
  KIND_LIST,
  KIND_TITLE,
  KIND_HEADING,
  KIND_ASIDE, /* bylines, captions, code, boilerplate, what was said before, nothing at all */
} ArticleKind;

/* Arrays of a text's layers; none is owned. Spans are in bytes and in order. */
typedef struct
{
  const char *text;
  guint32 length;
  guint32 n_sentences;
  const guint32 *sentence_starts;
  const guint32 *sentence_ends;
  guint32 n_tokens;
  const guint32 *token_starts;
  const guint32 *token_ends;
  guint32 n_paragraphs; /* 0 if there is no such layer */
  const guint32 *paragraph_starts;
  const guint32 *paragraph_ends;
  const guint8 *paragraph_kinds; /* ArticleKind */
  guint32 n_parts;               /* texts that were merged into this one; 0 if it is one by itself */
  const guint32 *part_starts;
} ArticleInput;

#define N_WORD_FLAGS 26

/* A sentence that may be chosen. */
typedef struct
{
  guint32 sentence;   /* row of the sentence layer */
  guint32 start, end; /* without what leads in: a dateline, a bullet */
  guint32 first_word; /* its content words, each once, in `words` */
  guint32 n_content;
  guint32 part;
  guint32 paragraph;
  guint32 place; /* in the paragraph */
  guint32 n_words;
  guint32 n_tokens;
  guint32 n_quoted; /* words inside quotation marks */
  guint32 n_names;  /* runs of capitalised words */
  guint32 n_new_names;
  guint32 counts[N_WORD_FLAGS]; /* tokens with each of WordFlags */
  guint32 opening;              /* flags of the first word */
  guint32 short_name;     /* the word that it begins with, + 1, if that is part of a name which was longer before */
  gboolean starts_quoted; /* inside a quotation that an earlier sentence opened */
  gboolean ends_quoted;   /* a later sentence closes it */
  gboolean has_end;       /* ends with a mark of the end */
  gboolean is_question;
  gboolean asks;            /* a question that another answers, in an interview */
  gboolean is_run_together; /* two sentences without a mark between them */
  gboolean is_scene;        /* tells a picture, as captions do: Ann Lee waves to the crowd */
  gboolean leans;           /* needs the sentence before: He said, However, "No," she said */
} Candidate;

/* One of several texts that were merged, or all of the only one. */
typedef struct
{
  guint32 first_candidate, n_candidates;
  guint32 first_paragraph, n_paragraphs;
  guint32 n_words; /* in its candidates */
} Part;

/* A content word of the article. */
typedef struct
{
  guint32 hash;
  guint32 n_sentences; /* candidates that hold it */
  guint32 first;       /* the first of them */
  guint32 last_seen;   /* the last one read, + 1 */
  guint32 last_place;  /* in its words */
  float weight;        /* how rare it is elsewhere, about 0 … 1 */
  guint8 is_name;
  guint8 is_last_name; /* was first said as the end of a longer name */
  guint8 in_query;
  guint8 in_title;
} Word;

typedef struct
{
  const WordLexicon *lexicon;
  const LearnFrequencyTable *frequencies;
  GArray *candidates; /* Candidate */
  GArray *words;      /* guint32: content words of all candidates, numbers of `vocabulary` */
  GArray *counts;     /* guint32: how often the candidate says each of them */
  GArray *vocabulary; /* Word */
  GArray *parts;      /* Part */
  GArray *paragraphs; /* guint32: candidates in each paragraph */
  GArray *kinds;      /* guint8: ArticleKind of each sentence */
  guint32 n_spoken;   /* sentences behind a label in capitals */
  GArray *slots;      /* guint32: hash table over `vocabulary` */
  GArray *seen;       /* guint64: hash table of sentences, to find those said before */
  guint32 n_words;    /* in all candidates */
  float title_weight; /* of the different content words of its titles; 0 if there are none */
} Article;

Article *article_new (const WordLexicon *lexicon, const LearnFrequencyTable *frequencies);
void article_free (Article *article);

/* Reads a text into @article, whose buffers are used again. Cancelled, it stops somewhere, as what follows does. */
void article_read (Article *article, const ArticleInput *input);

/* Marks the words of @query in the vocabulary. Returns how many different content words it has. */
guint32 article_mark_query (Article *article, const char *query);

static inline const Candidate *
article_get_candidate (const Article *article, guint32 index)
{
  return &g_array_index (article->candidates, Candidate, index);
}

static inline const guint32 *
article_get_words (const Article *article, const Candidate *candidate)
{
  return &g_array_index (article->words, guint32, candidate->first_word);
}

static inline const guint32 *
article_get_counts (const Article *article, const Candidate *candidate)
{
  return &g_array_index (article->counts, guint32, candidate->first_word);
}

static inline Word *
article_get_word (const Article *article, guint32 number)
{
  return &g_array_index (article->vocabulary, Word, number);
}

static inline const Part *
article_get_part (const Article *article, const Candidate *candidate)
{
  return &g_array_index (article->parts, Part, candidate->part);
}

/* The position of one flag among the counts. */
static inline guint32
candidate_count (const Candidate *candidate, WordFlags flag)
{
  return candidate->counts[__builtin_ctz (flag)];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Article, article_free)

G_END_DECLS
