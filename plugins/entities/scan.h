/* A document as the tagger reads it: counted whole, then looked at a stretch of a sentence at a time. */
#pragma once

#include "memory.h"
#include "templates.h"

/* Sentences are worked on in stretches of so many tokens, which bounds memory whatever the text. */
#define ENTITY_STRETCH 512

/* Tokens as spans of a text of valid UTF-8. */
typedef struct
{
  const char *text;
  const guint32 *starts;
  const guint32 *ends;
  guint32 n;
} EntityTokens;

/* Tokens [first, first + n) that are a sentence. */
typedef struct
{
  guint32 first;
  guint32 n;
} EntitySentence;

typedef struct _EntityScan EntityScan;

EntityScan *entity_scan_new (const EntityLexicon *lexicon);
void entity_scan_free (EntityScan *scan);

/* Begins a document: notes how each word is written all over it. All three arrays must outlive the scan of it. Returns
 * FALSE if memory could not be had. */
gboolean entity_scan_begin (EntityScan *scan, const EntityTokens *tokens, const EntitySentence *sentences,
                            guint32 n_sentences);

/* Goes to a sentence's first stretch. */
void entity_scan_enter_sentence (EntityScan *scan, guint32 sentence);

/* Reads the next stretch of the sentence. Returns FALSE at its end. @first is the stretch's first token in the
 * document, @n how many there are, at most ENTITY_STRETCH. The stretch holds until the next call. */
gboolean entity_scan_next_stretch (EntityScan *scan, EntityStretch *stretch, guint32 *first, guint32 *n);

/* The words that stretches point to. */
const EntityMemory *entity_scan_get_memory (const EntityScan *scan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EntityScan, entity_scan_free)
