/* Names compiled to an automaton over pieces, mapped from a model. */
#pragma once

#include "list.h"
#include "word-table.h"

#include <obelus/obelus-plugin.h>

/* One name as the model has it: what it is most likely to stand for. */
typedef struct
{
  guint32 text; /* where its normal form begins in `texts` */
  guint32 id;   /* where its id begins in `ids` */
  guint16 text_length;
  guint16 id_length; /* 0 for none */
  guint32 label;
  float score; /* the share of the weights of all that have this name */
} GazetteerName;

G_STATIC_ASSERT (sizeof (GazetteerName) == 20);

typedef struct
{
  ObelusModel *model;
  LearnWordTable states;
  const GazetteerName *names;
  gsize n_names;
  const char *texts;
  gsize texts_length;
  const char *ids;
  gsize ids_length;
  const char **labels;
  gsize n_labels;
  GazetteerCase letter_case;
  GazetteerForm form;
} GazetteerNames;

/* The kind of model, which is the trainer's name. */
#define GAZETTEER_KIND "gazetteer"

/* Puts a list into a model. The list is used up: its entries are sorted. */
gboolean gazetteer_names_compile (GazetteerList *list, GazetteerCase letter_case, GazetteerForm form,
                                  ObelusModelBuilder *model, GError **error);

/* Uses a model, of which only what all names share is looked at now. */
GazetteerNames *gazetteer_names_new (ObelusModel *model, GError **error);
void gazetteer_names_free (GazetteerNames *names);

/* Finds the longest names that begin and end with tokens, from left to right. */
typedef struct
{
  guint32 start;
  guint32 end;
  const GazetteerName *name;
} GazetteerMatch;

typedef struct _GazetteerSearch GazetteerSearch;

/* Begins a search; @starts and @ends are those of the tokens, and everything must outlive the search. */
GazetteerSearch *gazetteer_search_new (const GazetteerNames *names);
void gazetteer_search_free (GazetteerSearch *search);
void gazetteer_search_begin (GazetteerSearch *search, const char *text, guint32 length, const guint32 *starts,
                             const guint32 *ends, guint32 n_tokens);

/* The next name. FALSE at the end, when cancelled (ask the context), or with an error where the model makes no sense.
 */
gboolean gazetteer_search_next (GazetteerSearch *search, GazetteerMatch *match, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GazetteerNames, gazetteer_names_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GazetteerSearch, gazetteer_search_free)
