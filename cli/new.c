/* `obelus new`: the beginning of a plugin, in a folder of its own. */
#include "arguments.h"
#include "scaffold.h"
#include "selection.h"
#include "terminal.h"

#include "name-check-private.h"
#include "schema-private.h"
#include "suggest-private.h"

#include <string.h>

/* What differs from one kind of plugin to another. The texts may hold placeholders. */
typedef struct
{
  ObelusComponentKind kind;
  const char *about;  /* the first paragraph of the README */
  const char *try_it; /* commands that show what it does */
  const char *sample; /* the text to try it on */
} KindOfPlugin;

static const KindOfPlugin kinds[] = {
  { OBELUS_COMPONENT_PROCESSOR,
    "A plugin for Obelus. The processor `@name@` marks sentences that have more words than a reader follows easily: "
    "its "
    "layer\n`@name@.sentence` has a row for each, with the number of its words.",
    "obelus run --plugin-path @place@ -e '@name@ max-words=20' --to jsonl sample.txt\n"
    "obelus run --plugin-path @place@ -p @name@.pipeline --to jsonl sample.txt",
    "sample.txt" },
  { OBELUS_COMPONENT_READER,
    "A plugin for Obelus. The reader `@name@` reads files that hold several texts with a line `%` between them, as "
    "collections of\nsayings do. Each text is a document.",
    "obelus run --plugin-path @place@ --from @name@ sample.txt\n"
    "obelus run --plugin-path @place@ -p @name@.pipeline --from @name@ --to jsonl sample.txt",
    "sample.txt" },
  { OBELUS_COMPONENT_WRITER,
    "A plugin for Obelus. The writer `@name@` writes a table of sentences for spreadsheets, with tabs between the "
    "columns.",
    "obelus run --plugin-path @place@ --to @name@ sample.txt\n"
    "obelus run --plugin-path @place@ -p @name@.pipeline --to '@name@ offsets=utf16' sample.txt",
    "sample.txt" },
  { OBELUS_COMPONENT_TRAINER,
    "A plugin for Obelus. The trainer `@name@` learns which words a collection of texts uses; the processor `@name@` "
    "marks words that\nare not among them, in the layer `@name@.unknown`.",
    "obelus train '@name@ min-count=2' --plugin-path @place@ -o @name@.obm sample.txt\n"
    "obelus run --plugin-path @place@ -e '@name@ model=@name@.obm' --to jsonl README.md\n"
    "OBELUS_MODEL_PATH=@place@ obelus run --plugin-path @place@ -p @name@.pipeline --to jsonl README.md",
    "sample.txt" },
  { OBELUS_COMPONENT_EVALUATOR,
    "A plugin for Obelus. The evaluator `@name@` tells how well a pipeline finds the sentences of annotated texts.",
    "obelus evaluate @name@ --plugin-path @place@ gold.jsonl\n"
    "obelus evaluate @name@ --plugin-path @place@ -p @name@.pipeline gold.jsonl",
    "gold.jsonl" },
};

typedef struct
{
  const char *name;
  const char *suffix;
  const char *meson_language;
  const char *standard;
  const char *null;
  gboolean is_program; /* the plugin is a program with a manifest, and no module */
} Language;

static const Language languages[] = {
  { "c", "c", "c", "c_std=c17", "NULL", FALSE },
  { "c++", "cc", "cpp", "cpp_std=c++20", "nullptr", FALSE },
  { "python", "py", "", "", "None", TRUE },
};

/* A trainer's model is learned when the plugin is built, so that the processor beside it has one. */
static const char model_rule[] = "\n"
                                 "# The processor's model, learned from the sample.\n"
                                 "model = custom_target('model',\n"
                                 "  input: 'sample.txt',\n"
                                 "  output: '@name@.obm',\n"
                                 "  command: [find_program('obelus'), 'train', '@name@', '--quiet', '--plugin-path', "
                                 "meson.current_build_dir(),\n"
                                 "    '-o', '@OUTPUT@', '@INPUT@'],\n"
                                 "  depends: plugin,\n"
                                 "  build_by_default: true,\n"
                                 "  install: true,\n"
                                 "  install_dir: obelus.get_variable('modeldir'))\n";

/* Choosing */

static const KindOfPlugin *
find_kind (const char *name)
{
  const char *names[G_N_ELEMENTS (kinds) + 1] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      names[i] = obelus_component_kind_get_name (kinds[i].kind);
      if (g_str_equal (names[i], name))
        return &kinds[i];
    }

  const char *nearest = obelus_suggest (name, names);
  if (nearest != NULL)
    cli_error ("'%s' is no kind of plugin; did you mean '%s'?", name, nearest);
  else
    cli_error ("'%s' is no kind of plugin; there are processor, reader, writer, trainer and evaluator", name);
  return NULL;
}

static const Language *
find_language (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_ascii_strcasecmp (languages[i].name, name) == 0)
      return &languages[i];

  cli_error ("no plugin can be begun in '%s'; there are c, c++ and python", name);
  return NULL;
}

/* Whether a plugin can have the name: it becomes its component's name and the first part of its layers' names. */
static gboolean
is_usable (const CliSelection *selection, ObelusComponentKind kind, const char *name)
{
  if (!obelus_name_check (name))
    {
      g_autofree char *shown = g_strescape (name, NULL);
      cli_error ("a plugin cannot be called '%s'; write lower-case words joined by hyphens, as in 'long-sentences'",
                 shown);
      return FALSE;
    }
  if (obelus_schema_find_layer (name) != NULL)
    {
      cli_error ("'%s' is the name of a layer that every plugin may use; choose another, as in 'my-%s'", name, name);
      return FALSE;
    }

  g_autoptr (ObelusRegistry) registry = cli_selection_open_registry (selection);
  for (guint i = 0; i < obelus_registry_get_n_components (registry); i++)
    {
      ObelusComponent *component = obelus_registry_get_component (registry, i);
      const char *plugin = obelus_component_get_plugin_name (component);

      if (g_str_equal (plugin, name)
          || (obelus_component_get_kind (component) == kind
              && g_str_equal (obelus_component_get_name (component), name)))
        {
          cli_error ("the plugin '%s' already offers the %s '%s' (%s); choose another name", plugin,
                     obelus_component_kind_get_name (obelus_component_get_kind (component)),
                     obelus_component_get_name (component), obelus_component_get_plugin_path (component));
          return FALSE;
        }
    }
  return TRUE;
}

/* Writing */

/* Where the plugin is, for `--plugin-path`. */
static const char *
get_place (const Language *language)
{
  return language->is_program ? "." : "build";
}

static gboolean
write_files (const char *folder, const KindOfPlugin *kind, const Language *language, const ScaffoldValue *values,
             GError **error)
{
  const char *kind_name = obelus_component_kind_get_name (kind->kind);
  const gboolean is_common = g_str_equal (kind->sample, "sample.txt") && kind->kind != OBELUS_COMPONENT_READER;
  g_autofree char *plugin = g_strdup_printf ("%s/plugin.c", kind_name);
  g_autofree char *test = g_strdup_printf ("%s/test.c", kind_name);
  g_autofree char *pipeline = g_strdup_printf ("%s/example.pipeline", kind_name);
  g_autofree char *sample = g_strdup_printf ("%s/%s", is_common ? "common" : kind_name, kind->sample);
  const ScaffoldFile module_files[] = {
    { "common/README.md", "README.md" },
    { "common/meson.build", "meson.build" },
    { "common/gitignore", ".gitignore" },
    { plugin, "@name@.@suffix@" },
    { test, "tests/test-@name@.@suffix@" },
    { pipeline, "@name@.pipeline" },
    { sample, kind->sample },
    { NULL, NULL },
  };
  const ScaffoldFile program_files[] = {
    { "common/README.md", "README.md" },
    { "python/meson.build", "meson.build" },
    { "common/gitignore", ".gitignore" },
    { "python/plugin.py", "@name@.py" },
    { "python/plugin.manifest", "@name@.manifest" },
    { "python/test.py", "tests/test-@name@.py" },
    { pipeline, "@name@.pipeline" },
    { sample, kind->sample },
    { NULL, NULL },
  };

  return scaffold_write (folder, language->is_program ? program_files : module_files, values, error);
}

static gboolean
write_plugin (const char *folder, const char *name, const KindOfPlugin *kind, const Language *language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *ident = g_strdelimit (g_strdup (name), "-", '_');
  const char *kind_name = obelus_component_kind_get_name (kind->kind);
  const gboolean is_trainer = kind->kind == OBELUS_COMPONENT_TRAINER;
  const ScaffoldValue names[] = { { "name", name }, { "place", get_place (language) }, { NULL, NULL } };
  g_autofree char *about = scaffold_expand (kind->about, names);
  g_autofree char *try_it = scaffold_expand (kind->try_it, names);
  g_autofree char *model = scaffold_expand (model_rule, names);
  const ScaffoldValue values[] = {
    { "name", name },
    { "ident", ident },
    { "kind", kind_name },
    { "about", about },
    { "try", try_it },
    { "sample", kind->sample },
    { "null", language->null },
    { "place", get_place (language) },
    { "file", language->is_program ? "manifest" : "so" },
    { "suffix", language->suffix },
    { "meson-language", language->meson_language },
    { "standard", language->standard },
    { "model", is_trainer ? model : "" },
    { "model-dependency", is_trainer ? ", model" : "" },
    { NULL, NULL },
  };

  if (!write_files (folder, kind, language, values, &error))
    {
      cli_fail (error);
      return FALSE;
    }

  g_autofree char *quoted = g_shell_quote (folder);
  printf ("The %s '%s' is begun in %s.\n\n%sNext%s\n  cd %s\n  meson setup build\n  meson test -C build\n\n"
          "README.md there tells how to try it.\n",
          kind_name, name, folder, cli_style_bold (), cli_style_end (),
          strpbrk (folder, " \t'\"\\$*?&;|<>()[]{}!`~#") != NULL ? quoted : folder);
  return TRUE;
}

static const CliExample examples[] = {
  { "obelus new plugin long-sentences", "A processor in C, in the folder long-sentences" },
  { "obelus new plugin playlists --kind reader --language c++", "A reader in C++" },
  { "obelus new plugin clauses --language python", "A processor that is a Python program" },
  { NULL, NULL },
};

int
cli_new_command (int argc, char **argv)
{
  g_auto (CliSelection) selection = { .plugin_path = g_ptr_array_new () };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *kind_name = "processor", *language_name = "c", *folder = NULL;
  int status;

  const CliArgument arguments[] = {
    { CLI_ARGUMENT_GROUP, 0, NULL, NULL, "Options", NULL },
    { CLI_ARGUMENT_TEXT, 'k', "kind", "KIND", "processor (unless said otherwise), reader, writer, trainer or evaluator",
      &kind_name },
    { CLI_ARGUMENT_TEXT, 'l', "language", "LANGUAGE", "c (unless said otherwise), c++ or python", &language_name },
    { CLI_ARGUMENT_TEXT, 'C', "folder", "DIR", "Where to write it; a folder of its name unless said otherwise",
      &folder },
    CLI_ARGUMENT_PLUGIN_PATH (selection),
    CLI_ARGUMENT_END,
  };
  const CliManual manual = {
    .command = "new",
    .usage = "plugin NAME [OPTION…]",
    .description = "Begin a plugin: write a small one that works, with its build, tests, a pipeline file and a README, "
                   "into a folder of its own.\n\n"
                   "NAME is lower-case words joined by hyphens. The plugin is built with meson against the installed "
                   "Obelus (obelus-1.pc), and is yours to change from there.",
    .arguments = arguments,
    .takes = "plugin|",
    .examples = examples,
    .notes = "Nothing is ever written over: the folder must be new or empty.",
  };

  if (!cli_parse (&manual, argc, argv, words, &status))
    return status;
  if (words->len != 2 || !g_str_equal (words->pdata[0], "plugin"))
    {
      cli_error ("'new' takes the word 'plugin' and a name, as in 'obelus new plugin long-sentences'");
      return CLI_FAILED;
    }

  const char *name = words->pdata[1];
  const KindOfPlugin *kind = find_kind (kind_name);
  const Language *language = kind != NULL ? find_language (language_name) : NULL;
  if (language != NULL && language->is_program && kind->kind != OBELUS_COMPONENT_PROCESSOR)
    {
      cli_error ("a plugin in %s is a program, and programs are processors; for a %s take c or c++", language->name,
                 kind_name);
      return CLI_FAILED;
    }
  if (language == NULL || !is_usable (&selection, kind->kind, name))
    return CLI_FAILED;
  return write_plugin (folder != NULL ? folder : name, name, kind, language) ? CLI_DONE : CLI_FAILED;
}
