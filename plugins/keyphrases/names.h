/* A text's names as ranges of its tokens. */
#pragma once

#include "name-kinds.h"
#include "words.h"

G_BEGIN_DECLS

/* The kind of what is no name. */
#define NO_NAME LEARN_N_NAME_KINDS

/* A name as a range of tokens, both included, without an article at its beginning. */
typedef struct
{
  guint32 first;
  guint32 last;
  LearnNameKind kind;
} NameSpan;

/**
 * names_read:
 * @entities: (nullable): the entity layer
 * @tokens: the token layer that @words was read from
 * @words: a text's words
 * @names: (out): the names that do not overlap, in text order; freed with g_free()
 * @n_names: (out): how many
 *
 * Returns: %FALSE where no memory is left
 */
gboolean names_read (ObelusLayer *entities, ObelusLayer *tokens, const Words *words, NameSpan **names,
                     guint32 *n_names);

G_END_DECLS
