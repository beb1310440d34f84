/* Lists of names as people keep them: a name a line, then its label, id and weight, with tabs between. */
#pragma once

#include "pieces.h"

#include "lines.h"

#include <gio/gio.h>

enum
{
  GAZETTEER_MAX_PIECES = 64,
  GAZETTEER_MAX_BYTES = 1024, /* of a name's normal form, an id or a label */
  GAZETTEER_MAX_LABELS = 65536,
  GAZETTEER_MAX_NAMES = 8000000,
};

/* Between the pieces of a normal form. No name has it: control characters are refused. */
#define PIECE_SEPARATOR '\x1f'

/* One line: what a name may stand for. */
typedef struct
{
  guint64 hash; /* of the name's normal form */
  guint32 text; /* where that begins in the list's texts */
  guint32 id;   /* where the id begins in the list's ids */
  guint16 text_length;
  guint16 id_length; /* 0 for none */
  guint32 label;
  guint32 order;
  float weight;
} GazetteerEntry;

typedef struct
{
  GArray *entries; /* GazetteerEntry */
  GString *texts;
  GString *ids;
  GPtrArray *labels; /* strings */
  GHashTable *label_numbers;
  LearnBadLines bad_lines;
} GazetteerList;

GazetteerList *gazetteer_list_new (void);
void gazetteer_list_free (GazetteerList *list);

/* Adds what the lines of a file say. @label is what names have whose line does not say it. Bad lines are noted and left
 * out. FALSE with an error only if there is no memory, too much of it all, or the work was cancelled. */
gboolean gazetteer_list_add (GazetteerList *list, PieceReader *reader, const char *file_name, const char *data,
                             gsize length, const char *label, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GazetteerList, gazetteer_list_free)
