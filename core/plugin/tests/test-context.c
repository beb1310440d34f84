/* Contexts: what a processor may do with a document, and what becomes of its errors. */
#define OBELUS_STATIC
#include <obelus/obelus-plugin.h>

#include "context-private.h"
#include "registry-private.h"

#include <string.h>

/* What the processors under test do is written in the tests: each finds its function here. */
typedef gboolean (*Deed) (ObelusContext *context, ObelusDocument *document, GError **error);
static Deed current_deed;
static guint n_loaded, n_unloaded, n_begun, n_ended;

static gboolean
perform (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return current_deed (context, document, error);
}

static void
perform_batch (ObelusContext *context, ObelusDocument *const *documents, guint n_documents, GError **errors)
{
  for (guint i = n_documents; i > 0; i--)
    current_deed (context, documents[i - 1], &errors[i - 1]);
}

static gboolean
load (ObelusContext *context, gpointer *shared, GError **error)
{
  n_loaded++;
  if (obelus_context_get_flag (context, "fail-load"))
    return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_MODEL, OBELUS_NO_OFFSET, "it does not like it");
  *shared = &n_loaded;
  return TRUE;
}

static void
unload (gpointer shared)
{
  g_assert_true (shared == &n_loaded);
  n_unloaded++;
}

static gboolean
begin (ObelusContext *context, gpointer *scratch, GError **error G_GNUC_UNUSED)
{
  g_assert_true (obelus_context_get_shared (context) == &n_loaded);
  n_begun++;
  *scratch = &n_begun;
  /* Without a word of why. */
  return !obelus_context_get_flag (context, "fail-begin");
}

static void
end (gpointer scratch)
{
  g_assert_true (scratch == &n_begun);
  n_ended++;
}

static const ObelusOption options[] = {
  OBELUS_OPTION_FLAG ("fail-load", FALSE, "Whether load fails"),
  OBELUS_OPTION_FLAG ("fail-begin", FALSE, "Whether begin fails"),
  OBELUS_OPTION_END,
};

static const ObelusProcessorClass maker = {
  .name = "maker",
  .summary = "Makes layers",
  .needs = "sentence language?",
  .gives = "acme.mark",
  .options = options,
  .load = load,
  .begin = begin,
  .process = perform,
  .end = end,
  .unload = unload,
};

static const ObelusProcessorClass tagger = {
  .name = "tagger",
  .summary = "Adds columns",
  .needs = "token",
  .gives = "token.upos token.acme.sure?",
  .process = perform,
};

static const ObelusProcessorClass merger = {
  .name = "merger",
  .summary = "Revises a layer",
  .needs = "entity",
  .gives = "entity entity.label",
  .process = perform,
};

static const ObelusProcessorClass batcher = {
  .name = "batcher",
  .summary = "Works on several documents",
  .gives = "acme.mark?",
  .process = perform,
  .process_batch = perform_batch,
};

static const ObelusProcessorClass *const processors[] = { &maker, &tagger, &merger, &batcher, NULL };

OBELUS_PLUGIN (deeds, .processors = processors)

/* A stage of one processor, and a document with a sentence and two tokens */

#define TEXT "Ab cé."

typedef struct
{
  ObelusRegistry *registry;
  ObelusOptionSet *options;
  ObelusStageCore *core;
  ObelusContext *context;
  ObelusDocument *document;
} Fixture;

static void
add_layer (ObelusDocument *document, const char *name, guint32 start, guint32 end_offset)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new (name);
  g_autoptr (GError) error = NULL;

  obelus_layer_builder_append (builder, start, end_offset);
  obelus_document_commit (document, builder, &error);
  g_assert_no_error (error);
}

static ObelusDocument *
make_document (const char *id)
{
  g_autoptr (GError) error = NULL;
  ObelusDocument *document = obelus_document_new (id, TEXT, -1, &error);

  g_assert_no_error (error);
  add_layer (document, "sentence", 0, 7);
  add_layer (document, "token", 0, 2);
  add_layer (document, "entity", 0, 2);
  return document;
}

static void
make_core (Fixture *fixture, const char *processor)
{
  const ObelusPlugin *const plugins[] = { &deeds_LTX_obelus_plugin, NULL };
  ObelusComponent *component;

  fixture->registry = obelus_registry_new_for_plugins (plugins);
  component = obelus_registry_find (fixture->registry, OBELUS_COMPONENT_PROCESSOR, processor);
  g_assert_nonnull (component);
  fixture->options = obelus_option_set_new (component);
  fixture->core = obelus_stage_core_new ("first", component, fixture->options);
  n_loaded = n_unloaded = n_begun = n_ended = 0;
}

static void
set_up (Fixture *fixture, gconstpointer processor)
{
  g_autoptr (GError) error = NULL;

  make_core (fixture, processor);
  obelus_stage_core_load (fixture->core, &error);
  g_assert_no_error (error);
  fixture->context = obelus_context_new (fixture->core, &error);
  g_assert_no_error (error);
  fixture->document = make_document ("one");
}

static void
tear_down (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_clear_object (&fixture->document);
  g_clear_pointer (&fixture->context, obelus_context_free);
  obelus_stage_core_unref (fixture->core);
  obelus_option_set_unref (fixture->options);
  g_object_unref (fixture->registry);
}

/* Runs the deed; returns the error and the offset of the document. */
static GError *
run (Fixture *fixture, Deed deed, guint32 *offset)
{
  GError *error = NULL;
  guint32 unused;

  current_deed = deed;
  obelus_context_process (fixture->context, &fixture->document, 1, &error, offset != NULL ? offset : &unused);
  return error;
}

static void
assert_run_fails (Fixture *fixture, Deed deed, ObelusError code, const char *message)
{
  g_autoptr (GError) error = run (fixture, deed, NULL);

  g_assert_error (error, OBELUS_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

/* Adds a row and commits. */
static gboolean
commit_row (ObelusContext *context, ObelusDocument *document, const char *layer, guint32 start, guint32 end_offset,
            GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, layer, error);

  if (builder == NULL)
    return FALSE;
  obelus_layer_builder_append (builder, start, end_offset);
  return obelus_context_commit (context, document, builder, error);
}

/* Making layers */

static gboolean
make_mark (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_build_layer (context, document, "acme.mark", error);
  guint share;

  if (builder == NULL)
    return FALSE;
  /* Any column of a layer that is made as a whole may come along. */
  share = obelus_layer_builder_add_column (builder, "share", OBELUS_COLUMN_REAL);
  obelus_layer_builder_set_real (builder, share, obelus_layer_builder_append (builder, 0, 2), 0.5);
  obelus_layer_builder_append (builder, 3, 6);
  return obelus_context_commit (context, document, builder, error);
}

static void
test_make (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = run (fixture, make_mark, NULL);
  ObelusLayer *layer;

  g_assert_no_error (error);
  layer = obelus_document_get_layer (fixture->document, "acme.mark");
  g_assert_nonnull (layer);
  g_assert_cmpuint (obelus_layer_get_n_rows (layer), ==, 2);
  g_assert_cmpstr (obelus_layer_get_stage (layer), ==, "first");
  g_assert_cmpuint (obelus_context_get_n_rows (fixture->context), ==, 2);
}

static gboolean
make_undeclared (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return commit_row (context, document, "acme.other", 0, 1, error);
}

static gboolean
commit_undeclared (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("summary");

  return obelus_context_commit (context, document, builder, error);
}

static gboolean
read_undeclared (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return obelus_context_get_layer (context, document, "token", error) != NULL;
}

static gboolean
go_around (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_layer_builder_new ("acme.other");

  (void) context;
  g_assert_null (obelus_document_get_layer (document, "token"));
  return obelus_document_commit (document, builder, error);
}

static void
test_undeclared (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  assert_run_fails (fixture, make_undeclared, OBELUS_ERROR_UNDECLARED,
                    "it makes layer 'acme.other' without having declared it; add 'acme.other' to its .gives");
  assert_run_fails (fixture, commit_undeclared, OBELUS_ERROR_UNDECLARED,
                    "it makes layer 'summary' without having declared it; add 'summary' to its .gives");
  assert_run_fails (fixture, read_undeclared, OBELUS_ERROR_UNDECLARED,
                    "it reads layer 'token' without having declared it; add 'token' to its .needs");
  error = run (fixture, go_around, NULL);
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_UNDECLARED);

  g_assert_null (obelus_document_get_layer (fixture->document, "acme.other"));
  g_assert_null (obelus_document_get_layer (fixture->document, "summary"));
  /* The document is nobody's again. */
  g_assert_nonnull (obelus_document_get_layer (fixture->document, "token"));
}

static gboolean
read_optional (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_assert_null (obelus_context_get_layer (context, document, "language", error));
  g_assert_true (error == NULL || *error == NULL);
  g_assert_nonnull (obelus_context_get_layer (context, document, "sentence", error));
  return commit_row (context, document, "acme.mark", 0, 1, error);
}

static void
test_optional_need (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = run (fixture, read_optional, NULL);

  g_assert_no_error (error);
}

static gboolean
read_sentence (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return obelus_context_get_layer (context, document, "sentence", error) != NULL;
}

static void
test_missing_need (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_object_unref (fixture->document);
  fixture->document = obelus_document_new ("bare", TEXT, -1, NULL);

  assert_run_fails (
      fixture, read_sentence, OBELUS_ERROR_NOT_FOUND,
      "it needs layer 'sentence', which the document does not have; put a stage that gives 'sentence' before "
      "it");
}

/* Commits what is refused and does not care. */
static gboolean
commit_bad_and_go_on (ObelusContext *context, ObelusDocument *document, GError **error G_GNUC_UNUSED)
{
  g_assert_false (commit_row (context, document, "acme.mark", 3, 5, NULL));
  return TRUE;
}

static void
test_swallowed_failure (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = run (fixture, commit_bad_and_go_on, NULL);

  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER);
  g_assert_nonnull (strstr (error->message, "it did not commit 'acme.mark'"));
}

static void
test_broken_promise (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  assert_run_fails (
      fixture, read_sentence, OBELUS_ERROR_INVALID_LAYER,
      "it did not commit 'acme.mark', which its .gives promises; commit it also when it is empty, or mark it "
      "optional with '?'");
}

static gboolean
commit_bad_span (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return commit_row (context, document, "acme.mark", 3, 5, error); /* ends inside of the é */
}

static void
test_bad_layer (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  guint32 offset = 0;
  g_autoptr (GError) error = run (fixture, commit_bad_span, &offset);

  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_LAYER);
  g_assert_cmpuint (offset, ==, 3);
  g_assert_cmpuint (obelus_context_get_n_rows (fixture->context), ==, 0);
}

static ObelusDocument *other_document;

static gboolean
reach_elsewhere (ObelusContext *context, ObelusDocument *document G_GNUC_UNUSED, GError **error)
{
  return obelus_context_get_layer (context, other_document, "sentence", error) != NULL;
}

static void
test_other_document (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  other_document = make_document ("other");
  assert_run_fails (fixture, reach_elsewhere, OBELUS_ERROR_UNDECLARED,
                    "it reaches into a document that it was not given; pass the one that it works on");
  g_clear_object (&other_document);
}

/* Adding columns */

static gboolean
tag (ObelusContext *context, ObelusDocument *document, const char *column, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_extend_layer (context, document, "token", error);

  if (builder == NULL)
    return FALSE;
  obelus_layer_builder_set_string (builder, obelus_layer_builder_add_column (builder, column, OBELUS_COLUMN_STRING), 0,
                                   "NOUN", -1);
  return obelus_context_commit (context, document, builder, error);
}

static gboolean
tag_upos (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return tag (context, document, "upos", error);
}

static gboolean
tag_lemma (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return tag (context, document, "lemma", error);
}

static gboolean
tag_sure_only (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return tag (context, document, "acme.sure", error);
}

static gboolean
make_token (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return commit_row (context, document, "token", 0, 1, error);
}

static void
test_columns (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  ObelusLayer *tokens;

  assert_run_fails (
      fixture, tag_lemma, OBELUS_ERROR_UNDECLARED,
      "it adds column 'lemma' to layer 'token' without having declared it; add 'token.lemma' to its .gives");
  assert_run_fails (
      fixture, tag_sure_only, OBELUS_ERROR_INVALID_LAYER,
      "it did not commit 'token.upos', which its .gives promises; commit it also when it is empty, or mark "
      "it optional with '?'");
  assert_run_fails (fixture, make_token, OBELUS_ERROR_UNDECLARED,
                    "it makes layer 'token' without having declared it; add 'token' to its .gives");

  error = run (fixture, tag_upos, NULL);
  g_assert_no_error (error);
  tokens = obelus_document_get_layer (fixture->document, "token");
  g_assert_cmpstr (obelus_layer_get_string (tokens, (guint) obelus_layer_find_column (tokens, "upos"), 0, NULL), ==,
                   "NOUN");
  g_assert_cmpstr (obelus_layer_get_stage (tokens), ==, "");
  g_assert_cmpstr (obelus_layer_get_column_stage (tokens, (guint) obelus_layer_find_column (tokens, "upos")), ==,
                   "first");
}

static gboolean
extend_undeclared (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return obelus_context_extend_layer (context, document, "sentence", error) != NULL;
}

static void
test_columns_of_another_layer (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  assert_run_fails (
      fixture, extend_undeclared, OBELUS_ERROR_UNDECLARED,
      "it adds columns to layer 'sentence' without having declared them; add 'sentence.COLUMN' to its .gives "
      "for each");
}

/* Revising */

static gboolean
revise_entity (ObelusContext *context, ObelusDocument *document, GError **error)
{
  g_autoptr (ObelusLayerBuilder) builder = obelus_context_revise_layer (context, document, "entity", error);

  if (builder == NULL)
    return FALSE;
  obelus_layer_builder_append (builder, 3, 6);
  return obelus_context_commit (context, document, builder, error);
}

static gboolean
revise_token (ObelusContext *context, ObelusDocument *document, GError **error)
{
  return obelus_context_revise_layer (context, document, "token", error) != NULL;
}

static void
test_revise (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  assert_run_fails (fixture, revise_token, OBELUS_ERROR_UNDECLARED,
                    "it revises layer 'token' without having declared it; add 'token' to its .needs");
  error = run (fixture, revise_entity, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (obelus_layer_get_starts (obelus_document_get_layer (fixture->document, "entity"))[0], ==, 3);
}

/* Errors */

static gboolean
fail_at_three (ObelusContext *context, ObelusDocument *document G_GNUC_UNUSED, GError **error)
{
  return obelus_context_fail (context, error, OBELUS_ERROR_INVALID_INPUT, 3, "no %s here", "é");
}

static void
test_fail_keeps_place (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  guint32 offset;
  g_autoptr (GError) error = run (fixture, fail_at_three, &offset);

  /* As the plugin said it; who adds a prefix is the runner. */
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_INPUT);
  g_assert_cmpstr (error->message, ==, "no é here");
  g_assert_cmpuint (offset, ==, 3);
}

static gboolean
fail_silently (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED,
               GError **error G_GNUC_UNUSED)
{
  return FALSE;
}

static gboolean
fail_and_say_true (ObelusContext *context, ObelusDocument *document, GError **error)
{
  fail_at_three (context, document, error);
  return TRUE;
}

static gboolean
fail_in_latin1 (ObelusContext *context G_GNUC_UNUSED, ObelusDocument *document G_GNUC_UNUSED, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "caf\xe9");
  return FALSE;
}

static void
test_sloppy_failures (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  assert_run_fails (fixture, fail_silently, OBELUS_ERROR_FAILED,
                    "it failed without saying why; tell the author of plugin 'deeds'");
  assert_run_fails (fixture, fail_and_say_true, OBELUS_ERROR_INVALID_INPUT, "no é here");

  error = run (fixture, fail_in_latin1, NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_offsets_do_not_linger (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  guint32 offset;
  g_autoptr (GError) first = run (fixture, fail_at_three, &offset);
  g_autoptr (GError) second = run (fixture, fail_silently, &offset);

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpuint (offset, ==, OBELUS_NO_OFFSET);
}

static void
test_take_fault_offset (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (obelus_context_take_fault_offset (fixture->context), ==, OBELUS_NO_OFFSET);
  obelus_context_fail (fixture->context, &error, OBELUS_ERROR_FAILED, 9, "bad");
  g_assert_cmpuint (obelus_context_take_fault_offset (fixture->context), ==, 9);
  g_assert_cmpuint (obelus_context_take_fault_offset (fixture->context), ==, OBELUS_NO_OFFSET);
}

/* Several documents */

static gboolean
fail_by_id (ObelusContext *context, ObelusDocument *document, GError **error)
{
  guint number = (guint) g_ascii_strtoull (obelus_document_get_id (document), NULL, 10);
  GError *local = NULL;

  if (number % 2 == 0)
    return commit_row (context, document, "acme.mark", 0, 2, error);

  /* By way of an error of its own, as functions that call others do. */
  obelus_context_fail (context, &local, OBELUS_ERROR_INVALID_INPUT, number, "number %u is odd", number);
  g_propagate_error (error, local);
  return FALSE;
}

static void
test_batch (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  ObelusDocument *documents[5];
  GError *errors[5] = { NULL };
  guint32 offsets[5];

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      documents[i] = make_document (id);
    }

  current_deed = fail_by_id;
  obelus_context_process (fixture->context, documents, 5, errors, offsets);

  for (guint i = 0; i < 5; i++)
    {
      if (i % 2 == 0)
        {
          g_assert_no_error (errors[i]);
          g_assert_cmpuint (offsets[i], ==, OBELUS_NO_OFFSET);
          g_assert_nonnull (obelus_document_get_layer (documents[i], "acme.mark"));
        }
      else
        {
          g_autofree char *message = g_strdup_printf ("number %u is odd", i);
          g_assert_cmpstr (errors[i]->message, ==, message);
          g_assert_cmpuint (offsets[i], ==, i);
        }
      g_clear_error (&errors[i]);
      g_object_unref (documents[i]);
    }
}

/* Loading, beginning, ending */

static void
test_life (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  ObelusContext *second = obelus_context_new (fixture->core, NULL);

  g_assert_true (obelus_stage_core_load (fixture->core, NULL));
  g_assert_cmpuint (n_loaded, ==, 1);
  g_assert_cmpuint (n_begun, ==, 2);

  obelus_context_free (second);
  g_clear_pointer (&fixture->context, obelus_context_free);
  g_assert_cmpuint (n_ended, ==, 2);
  g_assert_cmpuint (n_unloaded, ==, 0);

  obelus_stage_core_ref (fixture->core);
  obelus_stage_core_unref (fixture->core);
  g_assert_cmpuint (n_unloaded, ==, 0);
}

static void
test_failing_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  Fixture fixture = { 0 };

  make_core (&fixture, "maker");
  problem = obelus_option_set_assign (fixture.options, "fail-load", "yes");
  g_assert_null (problem);
  g_assert_false (obelus_stage_core_load (fixture.core, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_INVALID_MODEL);
  g_assert_cmpstr (error->message, ==, "stage 'first' (plugin deeds): it does not like it");

  tear_down (&fixture, NULL);
  g_assert_cmpuint (n_unloaded, ==, 0);
}

static void
test_failing_begin (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  Fixture fixture = { 0 };

  make_core (&fixture, "maker");
  problem = obelus_option_set_assign (fixture.options, "fail-begin", "yes");
  g_assert_null (problem);
  g_assert_true (obelus_stage_core_load (fixture.core, NULL));
  g_assert_null (obelus_context_new (fixture.core, &error));
  g_assert_error (error, OBELUS_ERROR, OBELUS_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==,
                   "stage 'first' (plugin deeds): it failed without saying why; tell the author of plugin 'deeds'");
  g_assert_cmpuint (n_ended, ==, 0);

  tear_down (&fixture, NULL);
  g_assert_cmpuint (n_unloaded, ==, 1);
}

/* Cancellation and messages */

static void
test_cancelled (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  obelus_context_set_cancellable (fixture->context, cancellable);
  g_assert_false (obelus_context_is_cancelled (fixture->context, &error));
  g_assert_no_error (error);
  g_assert_true (obelus_context_get_cancellable (fixture->context) == cancellable);

  g_cancellable_cancel (cancellable);
  assert_run_fails (fixture, make_mark, OBELUS_ERROR_CANCELLED, "the run was cancelled; start it again to finish");
  g_assert_null (obelus_document_get_layer (fixture->document, "acme.mark"));
}

static void
note_message (const char *stage, const char *message, double share, gpointer user_data)
{
  g_string_append_printf (user_data, "%s|%s|%g\n", stage, message, share);
}

static void
test_messages (Fixture *fixture, gconstpointer processor G_GNUC_UNUSED)
{
  g_autoptr (GString) notes = g_string_new (NULL);

  obelus_context_warn (fixture->context, "nobody hears %s", "this");
  obelus_stage_core_set_message_func (fixture->core, note_message, notes);
  obelus_context_warn (fixture->context, "%d odd rows", 3);
  obelus_context_report_progress (fixture->context, 0.25, "epoch %d", 2);
  obelus_context_report_progress (fixture->context, 17, "done");

  g_assert_cmpstr (notes->str, ==, "first|3 odd rows|-1\nfirst|epoch 2|0.25\nfirst|done|1\n");
}

#define ADD(path, processor, function) g_test_add ("/context/" path, Fixture, processor, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("make", "maker", test_make);
  ADD ("undeclared", "maker", test_undeclared);
  ADD ("optional-need", "maker", test_optional_need);
  ADD ("missing-need", "maker", test_missing_need);
  ADD ("broken-promise", "maker", test_broken_promise);
  ADD ("swallowed-failure", "maker", test_swallowed_failure);
  ADD ("bad-layer", "maker", test_bad_layer);
  ADD ("other-document", "maker", test_other_document);
  ADD ("columns", "tagger", test_columns);
  ADD ("columns-of-another-layer", "tagger", test_columns_of_another_layer);
  ADD ("revise", "merger", test_revise);
  ADD ("fail-keeps-place", "maker", test_fail_keeps_place);
  ADD ("sloppy-failures", "maker", test_sloppy_failures);
  ADD ("offsets-do-not-linger", "maker", test_offsets_do_not_linger);
  ADD ("take-fault-offset", "maker", test_take_fault_offset);
  ADD ("batch", "batcher", test_batch);
  ADD ("batch-without-batch-function", "maker", test_batch);
  ADD ("life", "maker", test_life);
  g_test_add_func ("/context/failing-load", test_failing_load);
  g_test_add_func ("/context/failing-begin", test_failing_begin);
  ADD ("cancelled", "maker", test_cancelled);
  ADD ("messages", "maker", test_messages);
  return g_test_run ();
}
