/* Who and where: names, and the phrases that they do not say. */
#include "parts.h"

#include "list.h"
#include "names.h"
#include "phrases.h"

static void
append_names_of_kind (Page *page, const Names *names, LearnNameKind kind, const char *label)
{
  List list = { .label = label, .n_wanted = (guint) obelus_context_get_integer (page->context, "names") };

  const gboolean can_be_felt_for = kind == LEARN_NAME_PERSON || kind == LEARN_NAME_ORGANIZATION;

  for (guint i = 0; i < names->all->len; i++)
    {
      const Name *name = names->all->pdata[i];
      if (name->kind == kind && name->is_told)
        list_append (&list, page, name->text, name->count, can_be_felt_for ? feeling_get_sign (&name->feeling) : NULL);
    }
  list_end (&list, page);
}

gboolean
part_append_names (Page *page, const Names *names)
{
  static const char *const labels[LEARN_N_NAME_KINDS] = { "People", "Organisations", "Places", "Also" };
  const gsize before = page->output->len;

  for (guint kind = 0; names != NULL && kind < LEARN_N_NAME_KINDS; kind++)
    append_names_of_kind (page, names, (LearnNameKind) kind, labels[kind]);
  return page->output->len > before;
}

gboolean
part_append_phrases (Page *page, ObelusLayer *keyphrases, ObelusLayer *entities, const Names *names)
{
  List list = { .label = "Key phrases", .n_wanted = (guint) obelus_context_get_integer (page->context, "phrases") };
  if (keyphrases == NULL || list.n_wanted == 0)
    return FALSE;

  g_autoptr (GPtrArray) phrases = phrases_list (page->text, keyphrases, entities, names);
  for (guint i = 0; i < phrases->len && list.n_shown < list.n_wanted; i++)
    {
      const KeyPhrase *phrase = phrases->pdata[i];
      list_append (&list, page, phrase->text, phrase->count, NULL);
    }
  list_end (&list, page);
  return list.n_shown > 0;
}
