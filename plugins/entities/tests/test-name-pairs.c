/* Which gold name each found name is held against. */
#include "../../../tests/cpu-time.h"
#include "../name-pairs.h"

#include <math.h>
#include <string.h>

static void
test_pairs (void)
{
  /* Letters are types, numbers are spans: names as `A0-4`, pairs as `gold/found`. */
  static const struct
  {
    const char *gold;
    const char *found;
    const char *pairs;
  } cases[] = {
    { "A0-4 B6-8", "A0-4 B6-8", "A0-4/A0-4 B6-8/B6-8" },
    { "A0-4", "", "A0-4/-" },
    { "", "A0-4", "-/A0-4" },
    { "A0-4", "B0-4", "A0-4/B0-4" },
    { "A0-4", "A4-8", "A0-4/- -/A4-8" },
    { "A5-9", "A0-4", "-/A0-4 A5-9/-" },
    /* the one that shares most; what is left is spurious */
    { "A0-9", "A0-3 B3-9", "A0-9/B3-9 -/A0-3" },
    /* of as good ones that of the same type */
    { "A0-8", "B0-4 A4-8", "A0-8/A4-8 -/B0-4" },
    /* equal spans come before better shares of earlier names */
    { "A0-9 A2-8", "A2-8", "A0-9/- A2-8/A2-8" },
    /* a row twice, found once */
    { "A0-4 A0-4", "A0-4", "A0-4/A0-4 A0-4/-" },
    { "A0-4 B0-4", "B0-4 A0-4", "A0-4/A0-4 B0-4/B0-4" },
    /* across each other */
    { "A0-5 A5-9", "A3-7", "A0-5/A3-7 A5-9/-" },
    { "B6-8 A0-4", "B6-8 A0-4", "A0-4/A0-4 B6-8/B6-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) gold = g_array_new (FALSE, FALSE, sizeof (EntityName));
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (EntityName));
      GArray *const sides[] = { gold, found };
      g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (EntityPair));
      g_autoptr (GString) shown = g_string_new (NULL);
      for (guint side = 0; side < 2; side++)
        for (const char *p = side == 0 ? cases[i].gold : cases[i].found; *p != '\0'; p += strspn (p, " "))
          {
            char *end;
            EntityName name = { .type = (guint) (*p - 'A'), .score = NAN };
            name.start = (guint32) g_ascii_strtoull (p + 1, &end, 10);
            name.end = (guint32) g_ascii_strtoull (end + 1, &end, 10);
            g_array_append_val (sides[side], name);
            p = end;
          }

      entity_pair_names (gold, found, pairs);
      for (guint k = 0; k < pairs->len; k++)
        {
          const EntityPair *pair = &g_array_index (pairs, EntityPair, k);
          const EntityName *const names[] = { pair->gold, pair->found };
          for (guint side = 0; side < 2; side++)
            {
              g_string_append (shown, side == 1 ? "/" : k > 0 ? " " : "");
              if (names[side] != NULL)
                g_string_append_printf (shown, "%c%u-%u", 'A' + (char) names[side]->type, names[side]->start,
                                        names[side]->end);
              else
                g_string_append_c (shown, '-');
            }
        }
      g_assert_cmpstr (shown->str, ==, cases[i].pairs);
    }
}

static double
measure_nested_names (guint n)
{
  g_autoptr (GArray) gold = g_array_new (FALSE, FALSE, sizeof (EntityName));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (EntityName));
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (EntityPair));

  for (guint i = 0; i < n; i++)
    {
      EntityName outer = { i, 4 * n - i, 0, NAN }, inner = { i, 4 * n - i - 1, 0, NAN };
      g_array_append_val (gold, outer);
      g_array_append_val (found, inner);
    }
  double begun = test_get_cpu_seconds ();
  entity_pair_names (gold, found, pairs);
  g_assert_cmpuint (pairs->len, >=, n);

  return test_get_cpu_seconds () - begun;
}

/* Names within names within names: no time of their product. */
static void
test_nested_names (void)
{
  double few = measure_nested_names (20000), many = measure_nested_names (320000);

  test_assert_linear ("names within names", 16.0, few, many);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entities/evaluator/pairs", test_pairs);
  g_test_add_func ("/entities/evaluator/nested-names", test_nested_names);
  return g_test_run ();
}
