/* The table of promises. */
#include "promises.h"

#include <string.h>

#define FOR_HOSTED(check)                                                                                         \
  [OBELUS_COMPONENT_READER] = (check), [OBELUS_COMPONENT_WRITER] = (check), [OBELUS_COMPONENT_TRAINER] = (check), \
  [OBELUS_COMPONENT_EVALUATOR] = (check)

const Promise promises[] = {
  { "options",
    "An operator may set any value that the declaration allows, and expects it to work or to be refused before a "
    "document is read.",
    "Narrow the declared range to what works, or handle the value; refuse what cannot be declared in `load`.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_options, FOR_HOSTED (host_check_options) } },
  { "layers",
    "Pipelines are planned from what is declared. What is not declared cannot be had, and what is promised is what the "
    "next stage builds on.",
    "Name in .needs what is read (with a ? where it may be missing) and in .gives what is made (with a ? where it "
    "depends on the text or an option).",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_layers } },
  { "texts",
    "Texts come from anywhere: empty ones, binary ones, every script, ten megabytes on one line. One that ends the "
    "program takes the whole run along.",
    "Check lengths before reading ahead, treat U+0000 as a character like any other, and decode UTF-8 with the offsets "
    "that the layers give.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_texts, FOR_HOSTED (host_check_inputs) } },
  { "repeatable",
    "The same text gives the same result, whatever was processed before it and in however many threads; otherwise "
    "nobody can compare two runs.",
    "Keep nothing from one document to the next, write to nothing that threads share, and never depend on the order of "
    "a "
    "hash table or on addresses.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_repeatable, FOR_HOSTED (host_check_repeatable) } },
  { "leaks",
    "A run may have millions of documents; a few bytes lost with each end it after hours.",
    "Free what `process` makes (g_autoptr and g_autofree help), what `begin` makes in `end`, and what `load` makes in "
    "`unload`.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_leaks, FOR_HOSTED (host_check_leaks) } },
  { "surroundings",
    "A plugin is a guest in somebody's program: its descriptors, locale, environment, signals and output are not the "
    "plugin's.",
    "Close what is opened, report through errors and obelus_context_warn (), and leave the process as it was.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_surroundings, FOR_HOSTED (host_check_surroundings) } },
  { "cancellation",
    "Who presses Ctrl-C, or sets a time limit, does not want to wait for the longest document.",
    "Ask obelus_context_is_cancelled () in every loop over the text; it costs nanoseconds.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_cancellation, FOR_HOSTED (host_check_cancellation) } },
  { "linear",
    "Whoever can send a text can send a long one; work that grows with its square stops the machine.",
    "Look for a loop inside a loop over the text, a search that starts anew at every word, or strlen () in a "
    "condition.",
    { [OBELUS_COMPONENT_PROCESSOR] = processor_check_linear,
      [OBELUS_COMPONENT_READER] = host_check_linear,
      [OBELUS_COMPONENT_WRITER] = host_check_linear,
      [OBELUS_COMPONENT_EVALUATOR] = host_check_linear } },
  { NULL, NULL, NULL, { NULL } },
};

const Promise *
promise_find (const char *name)
{
  for (const Promise *promise = promises; promise->name != NULL; promise++)
    if (strcmp (promise->name, name) == 0)
      return promise;
  return NULL;
}
