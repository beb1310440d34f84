/* The values of one component's options: assigned from text, checked, resolved. */
#pragma once

#include <obelus/obelus-component.h>
#include <obelus/obelus-registry.h>

typedef struct _ObelusOptionSet ObelusOptionSet;

/* All options at their defaults. */
ObelusOptionSet *obelus_option_set_new (ObelusComponent *component);
ObelusOptionSet *obelus_option_set_ref (ObelusOptionSet *set);
void obelus_option_set_unref (ObelusOptionSet *set);

/* Assigns a value written as text. Returns NULL, or what is wrong (transfer full) as a clause that fits behind
 * "stage 'entities' ": "has no option 'min_score'; did you mean 'min-score'?", "option 'min-score' must be a number
 * from 0 to 1, not 'high'". */
char *obelus_option_set_assign (ObelusOptionSet *set, const char *name, const char *value);

gboolean obelus_option_set_has_option (ObelusOptionSet *set, const char *name);

/* Whether there is such an option, and its value names a file or a model. */
gboolean obelus_option_set_is_file (ObelusOptionSet *set, const char *name);

/* The names of all options; free the array alone. */
const char **obelus_option_set_list_names (ObelusOptionSet *set);

/* What was probably meant by a value that was refused (transfer full), or NULL. */
char *obelus_option_set_suggest_value (ObelusOptionSet *set, const char *name, const char *value);

/* Whether the option was assigned, and does not stand at its default. */
gboolean obelus_option_set_is_assigned (ObelusOptionSet *set, const char *name);

/* The assigned options as `name=value`, quoted as a line needs it, in the order of declaration; "" if there are none.
 */
char *obelus_option_set_to_line (ObelusOptionSet *set);

/* Finds the files of file and model options: against @folder (of the pipeline file; NULL for the working folder), then
 * the plugin's data folder, then the registry's model folders. Appends one problem (char *, a clause as above) for each
 * that is not there to @problems, and the option's name (borrowed) to @names unless that is NULL. Opens nothing. */
void obelus_option_set_locate (ObelusOptionSet *set, ObelusRegistry *registry, const char *folder, GPtrArray *names,
                               GPtrArray *problems);

/* What somebody needs to make an equal set: appends name and value of each option that was assigned, and name and path
 * of each file that was located (char *, transfer full). */
void obelus_option_set_list_assigned (ObelusOptionSet *set, GPtrArray *names_and_values);
void obelus_option_set_list_located (ObelusOptionSet *set, GPtrArray *names_and_paths);

/* Says where the file of a file or model option is. FALSE if there is no such option. */
gboolean obelus_option_set_locate_at (ObelusOptionSet *set, const char *name, const char *path);

/* Maps the located files and opens the models. Done once, before `load`. */
gboolean obelus_option_set_open (ObelusOptionSet *set, GError **error);

/* Values; the option must exist and be of the type. */
gboolean obelus_option_set_get_flag (ObelusOptionSet *set, const char *name);
gint64 obelus_option_set_get_integer (ObelusOptionSet *set, const char *name);
double obelus_option_set_get_real (ObelusOptionSet *set, const char *name);
const char *obelus_option_set_get_text (ObelusOptionSet *set, const char *name);
guint obelus_option_set_get_choice (ObelusOptionSet *set, const char *name);
const char *const *obelus_option_set_get_list (ObelusOptionSet *set, const char *name);
GBytes *obelus_option_set_get_file (ObelusOptionSet *set, const char *name, const char **path);
ObelusModel *obelus_option_set_get_model (ObelusOptionSet *set, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusOptionSet, obelus_option_set_unref)
