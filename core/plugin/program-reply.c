/* What a program's answer adds to a document. */
#include "program-reply-private.h"

#include "record-reply-private.h"

#include <obelus/obelus-error.h>

/* One document, as what receives a reply's layers. */
typedef struct
{
  ObelusContext *context;
  ObelusDocument *document;
  guint32 offset; /* of the error that the program reports */
} Receiver;

static ObelusLayer *
get_layer (const char *name, gpointer user_data)
{
  Receiver *receiver = user_data;

  return obelus_layer_list_mentions (obelus_component_get_needs_list (receiver->context->core->component), name)
             ? obelus_context_get_layer (receiver->context, receiver->document, name, NULL)
             : NULL;
}

static gboolean
wants_layer (const char *name, gpointer user_data)
{
  Receiver *receiver = user_data;

  /* One that it neither gives nor was sent is taken up, so that the commit says what is wrong with it. */
  return obelus_layer_list_mentions (obelus_component_get_gives_list (receiver->context->core->component), name)
         || get_layer (name, user_data) == NULL;
}

static gboolean
wants_column (const char *layer, const char *column, gpointer user_data)
{
  Receiver *receiver = user_data;

  return obelus_layer_list_find (obelus_component_get_gives_list (receiver->context->core->component), layer, column)
         != NULL;
}

static gboolean
commit (ObelusLayerBuilder *builder, gpointer user_data, GError **error)
{
  Receiver *receiver = user_data;

  return obelus_context_commit (receiver->context, receiver->document, builder, error);
}

static void
note_offset (guint32 offset, gpointer user_data)
{
  ((Receiver *) user_data)->offset = offset;
}

void
obelus_program_reply_take (ObelusContext *context, ObelusDocument *document, const char *line, gsize length,
                           GError **error)
{
  Receiver receiver = { context, document, OBELUS_NO_OFFSET };
  const ObelusReplyTarget target = {
    .layers = { .get_layer = get_layer, .wants_column = wants_column, .commit = commit, .user_data = &receiver },
    .wants_layer = wants_layer,
    .note_offset = note_offset,
  };
  GError *failure = NULL;

  if (obelus_record_take_reply (line, length, document, obelus_component_get_program (context->core->component)->unit,
                                &target, &failure))
    return;
  if (receiver.offset != OBELUS_NO_OFFSET)
    obelus_context_note_fault (context, failure, receiver.offset);
  else if (failure->code == OBELUS_ERROR_INVALID_INPUT)
    g_prefix_error (&failure, "its program's answer is no reply: ");
  g_propagate_error (error, failure);
}
