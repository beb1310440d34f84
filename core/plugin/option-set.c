/* The values of a component's options: assigned, asked for, written again. */
#include "option-set-private.h"
#include "component-private.h"
#include "option-files-private.h"
#include "option-value-private.h"
#include "quote-private.h"
#include "suggest-private.h"

#include <string.h>

typedef struct
{
  ObelusOptionValue value;
  gboolean assigned;
  ObelusOptionFile file;
} Slot;

struct _ObelusOptionSet
{
  gint n_references;
  ObelusComponent *component;
  const ObelusOption *options;
  guint n_options;
  Slot slots[]; /* one for each option */
};

static gboolean
is_file_type (ObelusOptionType type)
{
  return type == OBELUS_OPTION_TYPE_FILE || type == OBELUS_OPTION_TYPE_MODEL;
}

ObelusOptionSet *
obelus_option_set_new (ObelusComponent *component)
{
  guint n_options;
  const ObelusOption *options = obelus_component_get_options (component, &n_options);
  ObelusOptionSet *set = g_malloc0 (sizeof *set + n_options * sizeof (Slot));

  set->n_references = 1;
  set->component = g_object_ref (component);
  set->options = options;
  set->n_options = n_options;
  for (guint i = 0; i < n_options; i++)
    obelus_option_value_set_default (&options[i], &set->slots[i].value);

  return set;
}

ObelusOptionSet *
obelus_option_set_ref (ObelusOptionSet *set)
{
  g_atomic_int_inc (&set->n_references);
  return set;
}

void
obelus_option_set_unref (ObelusOptionSet *set)
{
  if (!g_atomic_int_dec_and_test (&set->n_references))
    return;

  for (guint i = 0; i < set->n_options; i++)
    {
      obelus_option_value_clear (&set->options[i], &set->slots[i].value);
      obelus_option_file_clear (&set->slots[i].file);
    }
  g_object_unref (set->component);
  g_free (set);
}

/* Plugins ask for their options again and again, mostly with the very string that they declared them with: the compiler
 * keeps one copy of it. */
static gint
find_option (ObelusOptionSet *set, const char *name)
{
  for (guint i = 0; i < set->n_options; i++)
    if (set->options[i].name == name)
      return (gint) i;
  for (guint i = 0; i < set->n_options; i++)
    if (strcmp (set->options[i].name, name) == 0)
      return (gint) i;

  return -1;
}

gboolean
obelus_option_set_is_file (ObelusOptionSet *set, const char *name)
{
  gint index = find_option (set, name);

  return index >= 0 && is_file_type (set->options[index].type);
}

/* Assigning */

const char **
obelus_option_set_list_names (ObelusOptionSet *set)
{
  const char **names = g_new0 (const char *, set->n_options + 1);

  for (guint i = 0; i < set->n_options; i++)
    names[i] = set->options[i].name;

  return names;
}

static char *
describe_unknown_option (ObelusOptionSet *set, const char *name)
{
  g_autofree const char **names = obelus_option_set_list_names (set);
  g_autofree char *excerpt = obelus_option_value_excerpt (name);
  g_autofree char *listed = NULL;
  const char *suggestion = obelus_suggest (name, names);

  if (suggestion != NULL)
    return g_strdup_printf ("has no option '%s'; did you mean '%s'?", excerpt, suggestion);
  if (set->n_options == 0)
    return g_strdup_printf ("has no option '%s'; it has no options at all", excerpt);

  listed = g_strjoinv (", ", (char **) names);
  return g_strdup_printf ("has no option '%s'; it has %s", excerpt, listed);
}

char *
obelus_option_set_assign (ObelusOptionSet *set, const char *name, const char *value)
{
  gint index = find_option (set, name);
  ObelusOptionValue parsed = { 0 };
  Slot *slot;
  char *problem;

  if (index < 0)
    return describe_unknown_option (set, name);

  problem = obelus_option_value_parse (&set->options[index], value, &parsed);
  if (problem != NULL)
    return problem;

  slot = &set->slots[index];
  obelus_option_value_clear (&set->options[index], &slot->value);
  obelus_option_file_clear (&slot->file);
  slot->value = parsed;
  slot->assigned = TRUE;
  return NULL;
}

char *
obelus_option_set_suggest_value (ObelusOptionSet *set, const char *name, const char *value)
{
  gint index = find_option (set, name);

  return index < 0 ? NULL : obelus_option_value_suggest (&set->options[index], value);
}

gboolean
obelus_option_set_has_option (ObelusOptionSet *set, const char *name)
{
  return find_option (set, name) >= 0;
}

gboolean
obelus_option_set_is_assigned (ObelusOptionSet *set, const char *name)
{
  gint index = find_option (set, name);

  return index >= 0 && set->slots[index].assigned;
}

char *
obelus_option_set_to_line (ObelusOptionSet *set)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < set->n_options; i++)
    if (set->slots[i].assigned)
      {
        g_autofree char *quoted = obelus_quote (set->slots[i].value.text);
        g_string_append_printf (line, "%s%s=%s", line->len > 0 ? " " : "", set->options[i].name, quoted);
      }

  return g_string_free (line, FALSE);
}

/* Files */

/* A default model is not asked for where the choice that it serves is another. One that was named is: its name may be
 * wrong. */
static gboolean
is_wanted (ObelusOptionSet *set, guint index)
{
  const ObelusOption *option = &set->options[index];

  if (!is_file_type (option->type) || set->slots[index].value.text == NULL)
    return FALSE;
  if (option->type != OBELUS_OPTION_TYPE_MODEL || option->choices == NULL || set->slots[index].assigned)
    return TRUE;

  const char *equals = strchr (option->choices, '=');
  g_autofree char *name = g_strndup (option->choices, (gsize) (equals - option->choices));
  gint choice = find_option (set, name);

  return choice < 0 || g_strcmp0 (set->slots[choice].value.text, equals + 1) == 0;
}

void
obelus_option_set_locate (ObelusOptionSet *set, ObelusRegistry *registry, const char *folder, GPtrArray *names,
                          GPtrArray *problems)
{
  ObelusOptionPlaces places = {
    .folder = folder,
    .data_folder = obelus_component_get_data_folder (set->component),
    .model_path = obelus_registry_get_model_path (registry),
  };

  for (guint i = 0; i < set->n_options; i++)
    {
      Slot *slot = &set->slots[i];
      char *problem;

      if (!is_wanted (set, i))
        continue;

      problem = obelus_option_file_locate (&slot->file, set->options[i].name, slot->value.text, slot->assigned,
                                           set->options[i].type == OBELUS_OPTION_TYPE_MODEL, &places);
      if (problem == NULL)
        continue;
      g_ptr_array_add (problems, problem);
      if (names != NULL)
        g_ptr_array_add (names, (gpointer) set->options[i].name);
    }
}

void
obelus_option_set_list_assigned (ObelusOptionSet *set, GPtrArray *names_and_values)
{
  for (guint i = 0; i < set->n_options; i++)
    if (set->slots[i].assigned)
      {
        g_ptr_array_add (names_and_values, g_strdup (set->options[i].name));
        g_ptr_array_add (names_and_values, g_strdup (set->slots[i].value.text));
      }
}

void
obelus_option_set_list_located (ObelusOptionSet *set, GPtrArray *names_and_paths)
{
  for (guint i = 0; i < set->n_options; i++)
    if (set->slots[i].file.path != NULL)
      {
        g_ptr_array_add (names_and_paths, g_strdup (set->options[i].name));
        g_ptr_array_add (names_and_paths, g_strdup (set->slots[i].file.path));
      }
}

gboolean
obelus_option_set_locate_at (ObelusOptionSet *set, const char *name, const char *path)
{
  gint index = find_option (set, name);

  if (index < 0 || !is_file_type (set->options[index].type))
    return FALSE;

  obelus_option_file_clear (&set->slots[index].file);
  set->slots[index].file.path = g_strdup (path);
  return TRUE;
}

gboolean
obelus_option_set_open (ObelusOptionSet *set, GError **error)
{
  for (guint i = 0; i < set->n_options; i++)
    {
      Slot *slot = &set->slots[i];
      gboolean is_model = set->options[i].type == OBELUS_OPTION_TYPE_MODEL;

      if (is_wanted (set, i) && !obelus_option_file_open (&slot->file, slot->value.text, is_model, error))
        return FALSE;
    }

  return TRUE;
}

/* Values */

/* A plugin that asks for what it did not declare is wrong in its source: it is told so, and gets a zero. */
static Slot *
get_slot (ObelusOptionSet *set, const char *name, ObelusOptionType type)
{
  gint index = find_option (set, name);

  if (G_LIKELY (index >= 0 && set->options[index].type == type))
    return &set->slots[index];

  if (index < 0)
    g_critical ("%s '%s' asks for its option '%s', which it does not declare",
                obelus_component_kind_get_name (obelus_component_get_kind (set->component)),
                obelus_component_get_name (set->component), name);
  else
    g_critical ("%s '%s' asks for its option '%s' as another type than it declares",
                obelus_component_kind_get_name (obelus_component_get_kind (set->component)),
                obelus_component_get_name (set->component), name);
  return NULL;
}

gboolean
obelus_option_set_get_flag (ObelusOptionSet *set, const char *name)
{
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_FLAG);

  return slot != NULL && slot->value.as.flag;
}

gint64
obelus_option_set_get_integer (ObelusOptionSet *set, const char *name)
{
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_INTEGER);

  return slot != NULL ? slot->value.as.integer : 0;
}

double
obelus_option_set_get_real (ObelusOptionSet *set, const char *name)
{
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_REAL);

  return slot != NULL ? slot->value.as.real : 0.0;
}

const char *
obelus_option_set_get_text (ObelusOptionSet *set, const char *name)
{
  gint index = find_option (set, name);
  gboolean is_choice = index >= 0 && set->options[index].type == OBELUS_OPTION_TYPE_CHOICE;
  Slot *slot = get_slot (set, name, is_choice ? OBELUS_OPTION_TYPE_CHOICE : OBELUS_OPTION_TYPE_TEXT);

  return slot != NULL ? slot->value.text : NULL;
}

guint
obelus_option_set_get_choice (ObelusOptionSet *set, const char *name)
{
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_CHOICE);

  return slot != NULL ? slot->value.as.choice : 0;
}

const char *const *
obelus_option_set_get_list (ObelusOptionSet *set, const char *name)
{
  static const char *const nothing[] = { NULL };
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_LIST);

  return slot != NULL && slot->value.as.list != NULL ? (const char *const *) slot->value.as.list : nothing;
}

GBytes *
obelus_option_set_get_file (ObelusOptionSet *set, const char *name, const char **path)
{
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_FILE);

  if (path != NULL)
    *path = slot != NULL ? slot->file.path : NULL;
  return slot != NULL ? slot->file.bytes : NULL;
}

ObelusModel *
obelus_option_set_get_model (ObelusOptionSet *set, const char *name)
{
  Slot *slot = get_slot (set, name, OBELUS_OPTION_TYPE_MODEL);

  return slot != NULL ? slot->file.model : NULL;
}
