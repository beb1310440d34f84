/* The trainer: compiles lists, so that a pipeline begins at once. */
#include "gazetteer.h"

static gboolean
train (ObelusContext *context, ObelusDocumentStream *stream, ObelusModelBuilder *model, GError **error)
{
  GazetteerCase letter_case = (GazetteerCase) obelus_context_get_choice (context, "case");
  GazetteerForm form = (GazetteerForm) obelus_context_get_choice (context, "form");
  g_autoptr (GazetteerList) list = gazetteer_list_new ();
  g_autoptr (PieceReader) reader = piece_reader_new (letter_case, form);
  GError *reason = NULL;

  for (;;)
    {
      const char *source;
      g_autoptr (ObelusDocument) document = obelus_document_stream_next (stream, &source, &reason);
      if (document == NULL)
        break;
      if (obelus_document_get_n_layers (document) > 0)
        return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                    "'%s' was read as annotated text; read lists with --from text", source);

      guint32 length;
      const char *text = obelus_document_get_text (document, &length);
      obelus_context_report_progress (context, 0, "reading %s", source);
      if (!gazetteer_list_add (list, reader, source, text, length, obelus_context_get_text (context, "label"), error))
        return FALSE;
    }
  if (reason != NULL)
    {
      /* Endings of lists belong to other readers. */
      g_propagate_prefixed_error (error, reason, "lists are read with --from text: ");
      return FALSE;
    }
  if (!learn_bad_lines_settle (&list->bad_lines, context, error))
    return FALSE;
  if (list->entries->len == 0)
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, OBELUS_NO_OFFSET,
                                "there is no name in the lists; a line has a name, and behind tabs its label, id and "
                                "weight");

  obelus_context_report_progress (context, 0.5, "compiling %u lines", list->entries->len);

  return gazetteer_names_compile (list, letter_case, form, model, error);
}

static const ObelusOption options[] = { GAZETTEER_LIST_OPTIONS, OBELUS_OPTION_END };

const ObelusTrainerClass gazetteer_trainer = {
  .name = GAZETTEER_KIND,
  .summary = "Compile lists of names, read with --from text, for the processor gazetteer",
  .options = options,
  .train = train,
};
