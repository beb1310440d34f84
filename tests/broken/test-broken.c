/* Broken modules: each is refused with a sentence of its own, and everything else keeps working. */
#include "folder.h"

typedef struct
{
  const char *module;
  const char *reason; /* `*` stands for what differs from machine to machine */
} Case;

static const Case cases[] = {
  { "no-descriptor", "the module is no Obelus plugin: it exports no 'obelus_plugin'; end one of its source files with "
                     "OBELUS_PLUGIN () or remove it" },
  { "wrong-magic",
    "what the module exports as 'obelus_plugin' is no descriptor (it lacks the magic number); make it with "
    "OBELUS_PLUGIN ()" },
  { "too-new", "the module is too new: it was built for plugin interface 2 and this Obelus knows 1; install a newer "
               "Obelus" },
  { "too-old",
    "the module is too old: it was built for plugin interface 0 and this Obelus knows 1; build it again with "
    "the present headers" },
  { "small-descriptor", "the descriptor says that ObelusPlugin has 48 bytes, and it never had fewer than *; make the "
                        "descriptor with OBELUS_PLUGIN ()" },
  { "lying-descriptor",
    "the descriptor says that it has 1024 bytes, and the module exports *; make the descriptor with "
    "OBELUS_PLUGIN ()" },
  { "small-option", "the descriptor says that ObelusOption has 8 bytes, and it never had fewer than *; make the "
                    "descriptor with OBELUS_PLUGIN ()" },
  { "odd-option", "the descriptor says that ObelusOption has * bytes, which cannot be; make the descriptor with "
                  "OBELUS_PLUGIN ()" },
  { "small-processor",
    "the descriptor says that ObelusProcessorClass has 16 bytes, and it never had fewer than *; make "
    "the descriptor with OBELUS_PLUGIN ()" },
  { "lying-processor", "the descriptor says that each processor has * bytes, and one has 16; compile all files of the "
                       "plugin with the same headers" },
  { "crowded-processors", "the descriptor says that each processor has * bytes, and one has 24; compile all files of "
                          "the plugin with the same headers" },
  { "processor-outside",
    "a processor of the plugin is at an address which the module does not have; make it constant data of the module" },
  { "processors-outside", "its list of processors is at an address which the module does not have; make it constant "
                          "data of the module, and end it with NULL" },
  { "huge-processor", "the descriptor says that ObelusProcessorClass has 1000000 bytes, which cannot be; make the "
                      "descriptor with OBELUS_PLUGIN ()" },
  { "missing-name", "the plugin has no name; give OBELUS_PLUGIN () one" },
  { "bad-name", "the plugin's name 'Bad Name' must be lower-case words joined by underscores; rename it in "
                "OBELUS_PLUGIN ()" },
  { "no-components", "the plugin offers nothing; list its components in OBELUS_PLUGIN () as .processors, .readers, "
                     ".writers, .trainers or .evaluators" },
  { "no-process", "processor 'no-process' has no function 'process'; write one and name it as .process" },
  { "no-processor-name", "a processor has no name; give it one as .name" },
  { "bad-processor-name", "processor 'Sound_Off' has a bad name; write lower-case words joined by hyphens" },
  { "no-summary", "processor 'no-summary' has no summary; say in one line what it does as .summary" },
  { "bad-needs", "processor 'bad-needs': in .needs, 'sentnce' is no core layer; did you mean 'sentence'?" },
  { "bad-gives", "processor 'bad-gives': in .gives, core layer 'token' has no column 'upso'; did you mean 'upos'?" },
  { "column-without-layer",
    "processor 'column-without-layer': it gives 'token.upos' without needing 'token'; add 'token' "
    "to .needs" },
  { "duplicate-component", "processor 'duplicate-component' is declared twice; rename one" },
  { "duplicate-option", "processor 'duplicate-option': option 'share' is declared twice; rename one" },
  { "default-out-of-range", "processor 'default-out-of-range': option 'share' has a default outside its range; correct "
                            "one of them" },
  { "reversed-range", "processor 'reversed-range': option 'count' has a range that begins behind its end; exchange "
                      "minimum and maximum" },
  { "fractional-integer",
    "processor 'fractional-integer': option 'count' is an integer and has a default or range that "
    "is not; correct it" },
  { "default-no-choice",
    "processor 'default-no-choice': option 'mode' has a default that is none of its choices; correct "
    "one of them" },
  { "bad-option-name",
    "processor 'bad-option-name': option 'Fold_case' has a bad name; write lower-case words joined by "
    "hyphens" },
  { "option-without-summary",
    "processor 'option-without-summary': option 'fold' has no summary; say in one line what it "
    "does" },
  { "unknown-option-type", "processor 'unknown-option-type': option 'fold' is of a type (99) that this Obelus does not "
                           "know; install a newer one" },
  { "bad-default-list", "processor 'bad-default-list': option 'labels' has a bad default: option 'labels' has an empty "
                        "item; take out the comma or write \"\" for it" },
  { "missing-symbol", "the module uses 'function_that_nobody_wrote', which nothing it is linked with has; link it with "
                      "the library that does" },
  { "missing-data", "the module uses 'data_that_nobody_wrote', which nothing it is linked with has; link it with the "
                    "library that does" },
  { "missing-core-symbol",
    "the module uses 'obelus_function_of_tomorrow', which this Obelus does not have; install a newer "
    "one" },
  { "taken-option-name",
    "processor 'taken-option-name': option 'when' has the name by which pipelines say when a stage "
    "runs; rename it" },
  { "taken-component",
    "processor 'sound' is already taken from */sound.so, which is found before */taken-component.so; "
    "remove or rename one of them" },
  { "taken-plugin", "plugin 'sound' is already taken from */sound.so, which is found before */taken-plugin.so; remove "
                    "or rename one of them" },
};

static void
test_each_defect (void)
{
  g_autoptr (ObelusRegistry) registry = read_folder (get_folder ());
  g_autoptr (GHashTable) reasons = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat (cases[i].module, "." G_MODULE_SUFFIX, NULL);
      g_autofree char *path = g_build_filename (get_folder (), name, NULL);
      const char *reason = find_reason (registry, path);

      g_test_message ("%s: %s", cases[i].module, reason);
      g_assert_nonnull (reason);
      if (!g_pattern_match_simple (cases[i].reason, reason))
        g_assert_cmpstr (reason, ==, cases[i].reason);
      /* A sentence that fits two defects tells neither. */
      g_assert_true (g_hash_table_add (reasons, (gpointer) reason));
    }

  g_assert_cmpuint (obelus_registry_get_n_broken (registry), ==, G_N_ELEMENTS (cases));
}

static void
test_the_sound_one_works (void)
{
  g_autoptr (ObelusRegistry) registry = read_folder (get_folder ());

  g_assert_nonnull (obelus_registry_find (registry, OBELUS_COMPONENT_PROCESSOR, "sound"));
  g_assert_cmpuint (obelus_registry_get_n_components (registry), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/broken/each-defect", test_each_defect);
  g_test_add_func ("/broken/the-sound-one-works", test_the_sound_one_works);
  return g_test_run ();
}
