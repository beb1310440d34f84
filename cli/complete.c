/* What could complete a command line: options, names of components, and the options of a component in a spec. */
#include "arguments.h"

#include <string.h>

static void
offer (const char *before, const char *candidate, const char *behind, const char *typed)
{
  if (g_str_has_prefix (candidate, typed))
    printf ("%s%s%s\n", before, candidate, behind);
}

static ObelusRegistry *
open_registry (int n_words, char **words)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  for (int i = 0; i + 1 < n_words; i++)
    if (g_str_equal (words[i], "--plugin-path"))
      g_ptr_array_add (folders, words[i + 1]);
  g_ptr_array_add (folders, NULL);
  return obelus_registry_new ((const char *const *) folders->pdata);
}

/* Components */

/* @kind is a kind's name, `component` or `plugin`. */
static void
offer_components (ObelusRegistry *registry, const char *kind, const char *before, const char *behind, const char *typed)
{
  const gboolean is_plugin = g_str_equal (kind, "plugin");
  g_autoptr (GHashTable) offered = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      const char *own_kind = obelus_component_kind_get_name (obelus_component_get_kind (component));
      const char *name
          = is_plugin ? obelus_component_get_plugin_name (component) : obelus_component_get_name (component);

      if ((is_plugin || g_str_equal (kind, "component") || g_str_equal (kind, own_kind))
          && g_hash_table_add (offered, (gpointer) name))
        offer (before, name, behind, typed);
    }
}

static ObelusComponent *
find_component (ObelusRegistry *registry, const char *kind, const char *name)
{
  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      if (g_str_equal (obelus_component_kind_get_name (obelus_component_get_kind (component)), kind)
          && g_str_equal (obelus_component_get_name (component), name))
        return component;
    }
  return NULL;
}

static void
offer_choices (const ObelusOption *option, const char *before, const char *typed)
{
  g_auto (GStrv) choices = g_strsplit (option->type == OBELUS_OPTION_TYPE_FLAG     ? "yes|no"
                                       : option->type == OBELUS_OPTION_TYPE_CHOICE ? option->choices
                                                                                   : "",
                                       "|", -1);

  for (char **choice = choices; *choice != NULL && **choice != '\0'; choice++)
    offer (before, *choice, "", typed);
}

/* Options of a component, or values of one. @word is the last of a stage; what stands before it is @before. */
static void
offer_options (ObelusComponent *component, const char *before, const char *word)
{
  const char *equals = strchr (word, '=');
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (component, &n_options);

  for (guint i = 0; i < n_options; i++)
    if (equals == NULL)
      offer (before, options[i].name, "=", word);
    else if (strlen (options[i].name) == (gsize) (equals - word)
             && strncmp (options[i].name, word, (gsize) (equals - word)) == 0)
      {
        g_autofree char *until = g_strdup_printf ("%s%s=", before, options[i].name);
        offer_choices (&options[i], until, equals + 1);
      }
}

/* A spec such as `text invalid=reject`, or a line of stages with `!` between; the shell has taken off no quote that is
 * still open. */
static void
offer_spec (ObelusRegistry *registry, const char *kind, const char *typed)
{
  const char *stage = strrchr (typed, '!');
  const char *last;

  stage = stage != NULL ? stage + 1 : typed;
  stage += strspn (stage, " '\"");
  last = strrchr (stage, ' ');
  g_autofree char *before = g_strndup (typed, (gsize) ((last != NULL ? last + 1 : stage) - typed));
  const char *shown = before + strspn (before, "'\"");

  if (last == NULL)
    {
      offer_components (registry, kind, shown, "", stage);
      return;
    }
  g_autofree char *name = g_strndup (stage, strcspn (stage, " "));
  ObelusComponent *component = find_component (registry, kind, name);
  if (component != NULL)
    offer_options (component, shown, last + 1);
}

/* Options of the command */

static const CliArgument *
find_argument (const CliArgument *arguments, const char *word)
{
  for (; arguments->summary != NULL; arguments++)
    if (arguments->name != NULL
        && ((g_str_has_prefix (word, "--") && g_str_equal (word + 2, arguments->name))
            || (word[0] == '-' && word[1] != '\0' && word[1] == arguments->letter && word[2] == '\0')))
      return arguments;
  return NULL;
}

static void
offer_value (const CliArgument *argument, int n_words, char **words, const char *typed)
{
  static const struct
  {
    const char *value, *kind;
  } kinds[] = { { "READER", "reader" }, { "WRITER", "writer" }, { "'LINE'", "processor" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (argument->value, kinds[i].value))
      {
        g_autoptr (ObelusRegistry) registry = open_registry (n_words, words);
        offer_spec (registry, kinds[i].kind, typed);
      }
}

static void
offer_arguments (const CliArgument *arguments, const char *typed)
{
  for (; arguments->summary != NULL; arguments++)
    if (arguments->name != NULL)
      {
        g_autofree char *form = g_strconcat ("--", arguments->name, NULL);
        offer ("", form, " ", typed);
      }
  offer ("", "--help", " ", typed);
}

static void
offer_word (const CliManual *manual, int n_words, char **words, const char *typed)
{
  static const char *const kinds[]
      = { "processor", "reader", "writer", "trainer", "evaluator", "component", "plugin", NULL };

  if (manual->takes == NULL)
    return;
  if (g_strv_contains (kinds, manual->takes))
    {
      g_autoptr (ObelusRegistry) registry = open_registry (n_words, words);
      if (g_str_equal (manual->takes, "component") || g_str_equal (manual->takes, "plugin"))
        offer_components (registry, manual->takes, "", "", typed);
      else
        offer_spec (registry, manual->takes, typed);
      return;
    }
  g_auto (GStrv) choices = g_strsplit (manual->takes, "|", -1);
  for (char **choice = choices; *choice != NULL && **choice != '\0'; choice++)
    offer ("", *choice, " ", typed);
}

void
cli_complete (const CliManual *manual, int n_words, char **words)
{
  const char *typed = words[n_words - 1];
  const char *before = n_words > 1 ? words[n_words - 2] : "";

  /* Some shells make a word of the `=` in `--to=json`. */
  if (g_str_equal (typed, "=") && n_words > 1)
    typed = "";
  else if (g_str_equal (before, "=") && n_words > 2)
    before = words[n_words - 3];

  const CliArgument *argument = find_argument (manual->arguments, before);
  if (argument != NULL && argument->value != NULL)
    offer_value (argument, n_words, words, typed);
  else if (typed[0] == '-')
    offer_arguments (manual->arguments, typed);
  else
    offer_word (manual, n_words, words, typed);
}
