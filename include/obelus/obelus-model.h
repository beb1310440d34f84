/* Models: mapped, verified files of learned weights. */
#pragma once

#include <obelus/obelus-macros.h>

G_BEGIN_DECLS

/**
 * ObelusModel:
 *
 * A file of named sections, mapped into memory and shared between processes, with a card that says what it is.
 *
 * The header and the table of sections are verified when the model is opened, each section when it is first asked for,
 * so that opening costs nothing for what is not used. Sections are little-endian and begin at multiples of 64 bytes.
 * Models may be read from any number of threads.
 */
#define OBELUS_TYPE_MODEL (obelus_model_get_type ())
OBELUS_API
G_DECLARE_FINAL_TYPE (ObelusModel, obelus_model, OBELUS, MODEL, GObject)

/**
 * obelus_model_open: (constructor)
 * @path: a file's name, or `built-in:NAME` for a model that is part of the program
 * @error: return location for an error
 *
 * Returns: (transfer full): the model, or %NULL with [error@Error.NOT_FOUND], [error@Error.IO] or
 *   [error@Error.INVALID_MODEL], which names the file, what is wrong with it and what to do
 */
OBELUS_API ObelusModel *obelus_model_open (const char *path, GError **error);

/**
 * obelus_model_new_from_bytes:
 * @name: what errors call the model
 * @bytes: the contents of a model file
 * @error: return location for an error
 *
 * Returns: (transfer full): the model, or %NULL with [error@Error.INVALID_MODEL]
 */
OBELUS_API ObelusModel *obelus_model_new_from_bytes (const char *name, GBytes *bytes, GError **error);

/**
 * obelus_model_get_name:
 * @model: a model
 *
 * Returns: the path it was opened from, or the name it was given
 */
OBELUS_API const char *obelus_model_get_name (ObelusModel *model);

/**
 * obelus_model_get_kind:
 * @model: a model
 *
 * Returns: which component the model is for, as its trainer noted: `entities`
 */
OBELUS_API const char *obelus_model_get_kind (ObelusModel *model);

/**
 * obelus_model_get_card:
 * @model: a model
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the card, one JSON object, followed by a NUL; %NULL with an error if it is
 * damaged
 */
OBELUS_API const char *obelus_model_get_card (ObelusModel *model, GError **error);

/**
 * obelus_model_dup_language:
 * @model: a model
 * @language: (out) (transfer full) (nullable): the string `language` of the card, a BCP 47 code such as `en`; %NULL if
 * the card has none, as of a model for any language
 * @error: return location for an error
 *
 * Which language a model is for, so that a component can leave texts in others alone.
 *
 * Returns: %FALSE with an error if the card is damaged or no JSON object
 */
OBELUS_API gboolean obelus_model_dup_language (ObelusModel *model, char **language, GError **error);

/**
 * obelus_model_get_n_sections:
 * @model: a model
 *
 * Returns: how many sections the model has, the card among them
 */
OBELUS_API guint obelus_model_get_n_sections (ObelusModel *model);

/**
 * obelus_model_get_section_name:
 * @model: a model
 * @index: a number from 0, below [method@Model.get_n_sections]
 * @length: (out) (optional): the section's length in bytes
 *
 * Returns: (transfer none): the section's name
 */
OBELUS_API const char *obelus_model_get_section_name (ObelusModel *model, guint index, gsize *length);

/**
 * obelus_model_get_section: (skip)
 * @model: a model
 * @name: a section's name
 * @element_size: size in bytes of one element; the section's length must be a multiple of it
 * @n_elements: (out): how many elements the section has
 * @error: return location for an error
 *
 * Returns: (transfer none) (nullable): the section's bytes, aligned to 64 and valid as long as the model; %NULL with
 *   [error@Error.INVALID_MODEL] if it is not there, is damaged or does not divide
 */
OBELUS_API gconstpointer obelus_model_get_section (ObelusModel *model, const char *name, gsize element_size,
                                                   gsize *n_elements, GError **error);

/**
 * obelus_model_fail:
 * @model: a model
 * @section: (nullable): the section that is wrong; %NULL where it is the model as a whole
 * @problem: what is wrong, as in "has fewer weights than features"
 * @error: return location for an error
 *
 * Sets [error@Error.INVALID_MODEL] with a message that names file and section and what to do. A checksum finds damage
 * but no mistake: what a component finds wrong with the contents of a section, it reports through this.
 *
 * Returns: %FALSE always
 */
OBELUS_API gboolean obelus_model_fail (ObelusModel *model, const char *section, const char *problem, GError **error);

/**
 * ObelusModelBuilder:
 *
 * Collects the sections of a model file. Equal sections in equal order make equal bytes.
 */
typedef struct _ObelusModelBuilder ObelusModelBuilder;

#define OBELUS_TYPE_MODEL_BUILDER (obelus_model_builder_get_type ())
OBELUS_API GType obelus_model_builder_get_type (void);

/**
 * obelus_model_builder_new:
 * @kind: which component the model is for
 *
 * Returns: (transfer full): a builder without sections
 */
OBELUS_API ObelusModelBuilder *obelus_model_builder_new (const char *kind);

/**
 * obelus_model_builder_ref:
 * @builder: a builder
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @builder
 */
OBELUS_API ObelusModelBuilder *obelus_model_builder_ref (ObelusModelBuilder *builder);

/**
 * obelus_model_builder_unref:
 * @builder: (transfer full) (nullable): a builder
 *
 * Gives up a reference.
 */
OBELUS_API void obelus_model_builder_unref (ObelusModelBuilder *builder);

/**
 * obelus_model_builder_set_card:
 * @builder: a builder
 * @card: one JSON object: sources with licences, `free` or `restricted`, figures, and how to make the model again
 */
OBELUS_API void obelus_model_builder_set_card (ObelusModelBuilder *builder, const char *card);

/**
 * obelus_model_builder_add_section:
 * @builder: a builder
 * @name: a name of at most 31 bytes, new to this builder; another is a programmer's error
 * @data: (array length=length) (element-type guint8): the bytes, little-endian; copied
 * @length: how many
 */
OBELUS_API void obelus_model_builder_add_section (ObelusModelBuilder *builder, const char *name, gconstpointer data,
                                                  gsize length);

/**
 * obelus_model_builder_finish:
 * @builder: a builder, which goes on to hold its sections
 *
 * Returns: (transfer full): the contents of the model file
 */
OBELUS_API GBytes *obelus_model_builder_finish (ObelusModelBuilder *builder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusModelBuilder, obelus_model_builder_unref)

G_END_DECLS
