/* The ten columns of CoNLL-U, and what documents keep of them that core layers have no place for. */
#pragma once

enum
{
  COLUMN_ID,
  COLUMN_FORM,
  COLUMN_LEMMA,
  COLUMN_UPOS,
  COLUMN_XPOS,
  COLUMN_FEATS,
  COLUMN_HEAD,
  COLUMN_DEPREL,
  COLUMN_DEPS,
  COLUMN_MISC,
  N_COLUMNS
};

/* One row a sentence that was read: `comments`, its comment lines with line feeds between. */
#define CONLLU_SENTENCE_LAYER "conllu.sentence"
/* One row an empty node, at the end of the word before: `sentence` refers to its sentence, the rest are its columns. */
#define CONLLU_NODE_LAYER "conllu.node"

/* Columns of `token`. HEAD is kept where it tells `_` from 0 and the core columns do not. */
#define CONLLU_DEPS "conllu.deps"
#define CONLLU_MISC "conllu.misc"
#define CONLLU_HEAD "conllu.head"

/* The columns of nodes, and with "conllu." before them those of `multiword`. */
static const char *const conllu_column_names[N_COLUMNS]
    = { "id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc" };
