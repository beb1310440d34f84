/* The key phrases in a digest, and those that say nothing beside its names. */
#include "host.h"

/* Phrases with their ranks and numbers of places; those that are names said above are left out. */
#define RECORD_WITH_PHRASES                                                                                            \
  "{\"id\": \"a\", \"text\": \"Old harbour walls, old harbour wall, Ann Lee, Lee, OSLO, quay\", \"layers\": {"         \
  "\"entity\": [{\"start\": 37, \"end\": 44, \"label\": \"PER\"}, {\"start\": 51, \"end\": 55, \"label\": \"LOC\"}], " \
  "\"keyphrase\": [{\"start\": 0, \"end\": 17, \"phrase\": \"old harbour walls\", \"rank\": 2, \"score\": 0.5}, "      \
  "{\"start\": 19, \"end\": 35, \"phrase\": \"old harbour walls\", \"rank\": 2, \"score\": 0.5}, "                     \
  "{\"start\": 46, \"end\": 49, \"phrase\": \"Lee\", \"rank\": 3, \"score\": 0.5}, "                                   \
  "{\"start\": 51, \"end\": 55, \"phrase\": \"Oslo\", \"rank\": 4, \"score\": 0.5}, "                                  \
  "{\"start\": 57, \"end\": 61, \"phrase\": \"quay\\u001b[1m\", \"rank\": 1, \"score\": 0.5}]}}"

static void
test_key_phrases (void)
{
  g_autofree char *digest = render (RECORD_WITH_PHRASES, "digest");
  g_autofree char *narrow = render (RECORD_WITH_PHRASES, "digest width=24");
  g_autofree char *one = render (RECORD_WITH_PHRASES, "digest phrases=1");
  g_autofree char *none = render (RECORD_WITH_PHRASES, "digest phrases=0");

  assert_contains (digest, "\n\n  Key phrases    old harbour walls ×2, quay␛[1m\n");
  assert_contains (narrow, "  Key phrases\n    old harbour… ×2,\n    quay␛[1m\n");
  assert_contains (one, "  Key phrases    old harbour walls ×2\n");
  assert_lacks (none, "Key phrases");
}

/* A layer as somebody else's stage may make it: spans alone. */
static void
test_key_phrases_without_ranks (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"wall, quay, wall\", \"layers\": {\"keyphrase\": "
                "[{\"start\": 0, \"end\": 4}, {\"start\": 6, \"end\": 10}, {\"start\": 12, \"end\": "
                "16}]}}",
                "digest");

  assert_contains (digest, "  Key phrases    wall ×2, quay\n");
}

/* Phrases that are mostly parts of names are told by those. */
static void
test_key_phrases_within_names (void)
{
  g_autofree char *digest
      = render ("{\"id\": \"a\", \"text\": \"Leeds United, Leeds, a cup, a cup, Cup Final\", \"layers\": {"
                "\"entity\": [{\"start\": 0, \"end\": 12, \"label\": \"ORG\"}, {\"start\": 35, \"end\": 44, "
                "\"label\": \"MISC\"}], "
                "\"keyphrase\": [{\"start\": 0, \"end\": 5, \"phrase\": \"Leeds\", \"rank\": 1}, "
                "{\"start\": 14, \"end\": 19, \"phrase\": \"Leeds\", \"rank\": 1}, "
                "{\"start\": 23, \"end\": 26, \"phrase\": \"cup\", \"rank\": 2}, "
                "{\"start\": 30, \"end\": 33, \"phrase\": \"cup\", \"rank\": 2}, "
                "{\"start\": 35, \"end\": 38, \"phrase\": \"cup\", \"rank\": 2}]}}",
                "digest");

  assert_contains (digest, "  Key phrases    cup ×3\n");
}

/* A phrase with a person's name in it says no more than the name does. */
static void
test_phrases_with_persons_are_names (void)
{
  static const char text[] = "Judge Ann Lee closed the old mill.";
  g_autofree char *ann = make_row (text, "Ann Lee", ", \"label\": \"PER\"");
  g_autofree char *judge = make_row (text, "Judge Ann Lee", ", \"rank\": 1");
  g_autofree char *mill = make_row (text, "old mill", ", \"rank\": 2");
  g_autofree char *layers = g_strdup_printf ("\"entity\": [%s], \"keyphrase\": [%s, %s]", ann, judge, mill);
  g_autofree char *record = make_record (text, layers);
  g_autofree char *digest = render (record, "digest heading=no");

  assert_contains (digest, "  Key phrases    old mill\n");
}

/* A day or a month alone is no phrase that a reader has a use for. */
static void
test_days_are_no_key_phrases (void)
{
  g_autofree char *digest = render ("{\"text\": \"A march in March\", \"layers\": {\"keyphrase\": ["
                                    "{\"start\": 2, \"end\": 7, \"phrase\": \"march\", \"rank\": 2}, "
                                    "{\"start\": 11, \"end\": 16, \"phrase\": \"March\", \"rank\": 1}]}}",
                                    "digest");

  assert_contains (digest, "  Key phrases    march\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest/key-phrases", test_key_phrases);
  g_test_add_func ("/digest/key-phrases/plain", test_key_phrases_without_ranks);
  g_test_add_func ("/digest/key-phrases-within-names", test_key_phrases_within_names);
  g_test_add_func ("/digest/key-phrases/persons", test_phrases_with_persons_are_names);
  g_test_add_func ("/digest/key-phrases/days", test_days_are_no_key_phrases);
  return g_test_run ();
}
