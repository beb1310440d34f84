/* Texts divided by the rules alone. */
#include "rules-fixture.h"

#include "../paragraphs.h"
#include "../sentences.h"

void
rules_fixture_set_up (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->rules = rules_new ();
  fixture->paragraphs.has_kinds = TRUE;
  fixture->tokens.has_kinds = TRUE;
}

void
rules_fixture_tear_down (RulesFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  rules_free (fixture->rules);
  spans_clear (&fixture->paragraphs);
  spans_clear (&fixture->sentences);
  spans_clear (&fixture->tokens);
  spans_clear (&fixture->multiwords);
}

void
rules_fixture_divide (RulesFixture *fixture, const char *text, gsize length)
{
  fixture->paragraphs.n = fixture->sentences.n = fixture->tokens.n = fixture->multiwords.n = 0;
  g_assert_true (
      paragraphs_divide (fixture->rules, text, (guint32) length, PARAGRAPH_BREAKS_AUTO, &fixture->paragraphs));
  for (guint32 i = 0; i < fixture->paragraphs.n; i++)
    {
      guint32 first = fixture->tokens.n;
      g_assert_true (tokens_divide (fixture->rules, text, fixture->paragraphs.starts[i], fixture->paragraphs.ends[i],
                                    &fixture->tokens, &fixture->multiwords, NULL, NULL));
      g_assert_true (
          sentences_divide (fixture->rules, text, &fixture->tokens, first, fixture->tokens.n, &fixture->sentences));
    }
}
