/* The declarations of components, taken from the five class structs. */
#include "declaration-private.h"
#include "name-check-private.h"
#include "option-value-private.h"

#include <string.h>

/* The name of @member if it is NULL. */
#define NAME_IF_MISSING(class_struct, member) ((class_struct)->member == NULL ? #member : NULL)

static void
read_processor (const ObelusProcessorClass *processor, ObelusDeclaration *declaration)
{
  declaration->name = processor->name;
  declaration->summary = processor->summary;
  declaration->needs = processor->needs;
  declaration->gives = processor->gives;
  declaration->options = processor->options;
  declaration->rank = processor->rank;
  declaration->missing = NAME_IF_MISSING (processor, process);
}

static void
read_reader (const ObelusReaderClass *reader, ObelusDeclaration *declaration)
{
  declaration->name = reader->name;
  declaration->summary = reader->summary;
  declaration->extensions = reader->extensions;
  declaration->gives = reader->gives;
  declaration->options = reader->options;
  declaration->missing = NAME_IF_MISSING (reader, open);
  if (declaration->missing == NULL)
    declaration->missing = NAME_IF_MISSING (reader, read);
}

static void
read_writer (const ObelusWriterClass *writer, ObelusDeclaration *declaration)
{
  declaration->name = writer->name;
  declaration->summary = writer->summary;
  declaration->extensions = writer->extensions;
  declaration->needs = writer->needs;
  declaration->options = writer->options;
  declaration->missing = NAME_IF_MISSING (writer, format);
}

static void
read_trainer (const ObelusTrainerClass *trainer, ObelusDeclaration *declaration)
{
  declaration->name = trainer->name;
  declaration->summary = trainer->summary;
  declaration->needs = trainer->needs;
  declaration->prepares = trainer->prepares;
  declaration->options = trainer->options;
  declaration->missing = NAME_IF_MISSING (trainer, train);
}

static void
read_evaluator (const ObelusEvaluatorClass *evaluator, ObelusDeclaration *declaration)
{
  declaration->name = evaluator->name;
  declaration->summary = evaluator->summary;
  declaration->needs = evaluator->needs;
  declaration->keeps = evaluator->keeps;
  declaration->judges = evaluator->judges;
  declaration->options = evaluator->options;
  declaration->missing = NAME_IF_MISSING (evaluator, begin);
  if (declaration->missing == NULL)
    declaration->missing = NAME_IF_MISSING (evaluator, add);
  if (declaration->missing == NULL)
    declaration->missing = NAME_IF_MISSING (evaluator, report);
}

void
obelus_declaration_read (ObelusComponentKind kind, const ObelusAnyClass *any, ObelusDeclaration *declaration)
{
  memset (declaration, 0, sizeof *declaration);

  switch (kind)
    {
    case OBELUS_COMPONENT_PROCESSOR:
      read_processor (&any->processor, declaration);
      break;
    case OBELUS_COMPONENT_READER:
      read_reader (&any->reader, declaration);
      break;
    case OBELUS_COMPONENT_WRITER:
      read_writer (&any->writer, declaration);
      break;
    case OBELUS_COMPONENT_TRAINER:
      read_trainer (&any->trainer, declaration);
      break;
    case OBELUS_COMPONENT_EVALUATOR:
      read_evaluator (&any->evaluator, declaration);
      break;
    }
}

static gboolean
are_extensions (const char *extensions)
{
  g_auto (GStrv) words = g_strsplit (extensions, " ", -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && ((*word)[0] != '.' || (*word)[1] == '\0' || strchr (*word, G_DIR_SEPARATOR) != NULL))
      return FALSE;

  return TRUE;
}

char *
obelus_declaration_check (ObelusComponentKind kind, const ObelusDeclaration *declaration)
{
  const char *kind_name = obelus_component_kind_get_name (kind);

  if (declaration->name == NULL || declaration->name[0] == '\0')
    return g_strdup_printf ("a %s has no name; give it one as .name", kind_name);
  if (!obelus_name_check (declaration->name))
    {
      g_autofree char *excerpt = obelus_option_value_excerpt (declaration->name);
      return g_strdup_printf ("%s '%s' has a bad name; write lower-case words joined by hyphens", kind_name, excerpt);
    }
  if (!obelus_name_check_summary (declaration->summary))
    return g_strdup_printf ("%s '%s' has no summary; say in one line what it does as .summary", kind_name,
                            declaration->name);
  if (declaration->missing != NULL)
    return g_strdup_printf ("%s '%s' has no function '%s'; write one and name it as .%s", kind_name, declaration->name,
                            declaration->missing, declaration->missing);
  if (declaration->extensions != NULL && !are_extensions (declaration->extensions))
    return g_strdup_printf (
        "%s '%s' has a bad list of extensions; write each with its dot and spaces between, '.txt .md'", kind_name,
        declaration->name);

  return NULL;
}
