/* A program that embeds Obelus: prints the names in a text, with where they stand. */
#include <obelus/obelus.h>
#include <stdio.h>

static void
print_names (ObelusDocument *document)
{
  const char *text = obelus_document_get_text (document, NULL);
  ObelusLayer *entities = obelus_document_get_layer (document, "entity");
  const guint32 *starts = obelus_layer_get_starts (entities);
  const guint32 *ends = obelus_layer_get_ends (entities);
  gint label = obelus_layer_find_column (entities, "label");

  for (guint32 row = 0; row < obelus_layer_get_n_rows (entities); row++)
    printf ("%u\t%s\t%.*s\n", starts[row], obelus_layer_get_string (entities, (guint) label, row, NULL),
            (int) (ends[row] - starts[row]), text + starts[row]);
}

int
main (int argc, char **argv)
{
  const char *text = argc > 1 ? argv[1] : "Marta Lindqvist met Tomas Reyes in Hamburg on Friday.";
  g_autoptr (GError) error = NULL;
  g_autoptr (ObelusRegistry) registry = obelus_registry_new (NULL);
  g_autoptr (ObelusPipeline) pipeline = obelus_pipeline_new_from_line (registry, "entities");
  g_autoptr (ObelusDocument) document = obelus_document_new ("greeting", text, -1, &error);

  /* The first call plans the pipeline (`entities` needs `tokenize`) and loads its models. */
  if (document == NULL || !obelus_pipeline_process (pipeline, document, NULL, &error))
    {
      fprintf (stderr, "embed: %s\n", error->message);
      return 1;
    }

  print_names (document);
  return 0;
}
