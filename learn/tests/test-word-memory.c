/* Tests of what is remembered of words. */
#include "word-memory.h"

#include "lexicon.h"

static const LearnLexicon lexicon = { 0 };

static guint32
find (LearnMemory *memory, const char *kind, guint number)
{
  char word[32];
  int length = g_snprintf (word, sizeof word, "%s%u", kind, number);

  learn_memory_make_room (memory, 1);
  return learn_memory_find (memory, word, (guint32) length);
}

static void
test_words_are_found_again (void)
{
  g_autofree LearnMemory *memory = learn_memory_new (&lexicon);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 5000; i++)
    g_assert_true (g_hash_table_add (numbers, GUINT_TO_POINTER (find (memory, "word", i))));
  for (guint i = 0; i < 5000; i++)
    {
      guint32 number = find (memory, "word", i);
      LearnWord word;
      char text[32];
      int length = g_snprintf (text, sizeof text, "word%u", i);
      learn_word_init (&word, text, (guint32) length, &lexicon);
      g_assert_true (g_hash_table_contains (numbers, GUINT_TO_POINTER (number)));
      g_assert_cmpuint (memory->words[number].exact, ==, word.exact);
    }
  g_assert_false (g_hash_table_contains (numbers, GUINT_TO_POINTER (LEARN_MEMORY_BEFORE)));
  g_assert_false (g_hash_table_contains (numbers, GUINT_TO_POINTER (LEARN_MEMORY_BEHIND)));
  g_assert_cmpuint (memory->age, ==, 1);
}

/* Words of every text outlive any number of words that are met once; an age tells those from what had their numbers. */
static void
test_common_words_stay (void)
{
  g_autofree LearnMemory *memory = learn_memory_new (&lexicon);
  g_autofree guint32 *ages = g_new0 (guint32, LEARN_MEMORY_SIZE);
  guint32 common[100];

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    common[i] = find (memory, "common", i);
  for (guint i = 0; i < 5 * LEARN_MEMORY_SIZE; i++)
    {
      guint32 number = find (memory, "rare", i);
      g_assert_cmpuint (memory->ages[number], ==, memory->age);
      g_assert_cmpuint (memory->ages[number], >, ages[number]);
      ages[number] = memory->ages[number];
      g_assert_cmpuint (find (memory, "common", i % G_N_ELEMENTS (common)), ==, common[i % G_N_ELEMENTS (common)]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    g_assert_cmpuint (memory->ages[common[i]], ==, 1);
  g_assert_cmpuint (memory->age, >, 4);
}

/* Where all words are met again there is room all the same. */
static void
test_room_is_made_in_any_case (void)
{
  g_autofree LearnMemory *memory = learn_memory_new (&lexicon);

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < LEARN_MEMORY_SIZE + 100; i++)
      {
        guint32 number = find (memory, "word", i);
        learn_memory_make_room (memory, 1);
        if (memory->ages[number] == memory->age)
          g_assert_cmpuint (find (memory, "word", i), ==, number);
      }
  guint32 age = memory->age;
  learn_memory_make_room (memory, LEARN_MEMORY_SIZE / 8);
  for (guint i = 0; i < LEARN_MEMORY_SIZE / 8; i++)
    {
      char word[32];
      int length = g_snprintf (word, sizeof word, "new%u", i);
      learn_memory_find (memory, word, (guint32) length);
    }
  g_assert_cmpuint (memory->age, <=, age + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-memory/words-are-found-again", test_words_are_found_again);
  g_test_add_func ("/word-memory/common-words-stay", test_common_words_stay);
  g_test_add_func ("/word-memory/room-is-made-in-any-case", test_room_is_made_in_any_case);
  return g_test_run ();
}
