/* The evaluator: figures as conlleval defines them, and what stands beside them in the report. */
#include <obelus/obelus.h>

#include <stdio.h>
#include <string.h>

static ObelusRegistry *registry;

static GPtrArray *
make_sources (const char *name, const char *text)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_ptr_array_add (sources, obelus_source_new_for_bytes (name, bytes));

  return sources;
}

static char *
try_compare (const char *evaluator, const char *reader, const char *gold, const char *result, GError **error)
{
  g_autoptr (GPtrArray) gold_sources = make_sources ("gold", gold), results = make_sources ("result", result);

  return obelus_runner_compare (registry, evaluator, reader, gold_sources, results, NULL, NULL, NULL, error);
}

static char *
compare (const char *evaluator, const char *reader, const char *gold, const char *result)
{
  g_autoptr (GError) error = NULL;
  char *report = try_compare (evaluator, reader, gold, result, &error);

  g_assert_no_error (error);
  g_test_message ("%s", report);
  return report;
}

/* A report's line that begins with a name; the first, or the first behind @section. */
static char *
find_line (const char *report, const char *section, const char *name)
{
  const char *from = section != NULL ? strstr (report, section) : report;
  g_assert_nonnull (from);
  g_auto (GStrv) lines = g_strsplit (from, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name) && lines[i][strlen (name)] == ' ')
      return g_strdup (lines[i] + strlen (name));
  g_error ("no line of '%s' in:\n%s", name, report);
}

/* Whether the line has these figures and no others, whatever the spaces between. */
static void
assert_line (const char *report, const char *section, const char *name, const char *figures)
{
  g_autofree char *line = find_line (report, section, name);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (line), " ", -1);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", words[i]);
  g_assert_cmpstr (found->str, ==, figures);
}

static void
assert_contains (const char *report, const char *piece)
{
  if (strstr (report, piece) == NULL)
    g_error ("'%s' is not in:\n%s", piece, report);
}

/* conlleval */

/* A line `word gold found` a token becomes two files. */
static void
divide_columns (const char *lines, char **gold, char **found)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);
  GString *sides[2] = { g_string_new (NULL), g_string_new (NULL) };

  for (guint i = 0; split[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (split[i], " ", 3);
      for (guint side = 0; side < 2; side++)
        if (g_strv_length (fields) == 3)
          g_string_append_printf (sides[side], "%s %s\n", fields[0], fields[1 + side]);
        else
          g_string_append_c (sides[side], '\n');
    }
  *gold = g_string_free (sides[0], FALSE);
  *found = g_string_free (sides[1], FALSE);
}

static char *
judge_columns (const char *lines)
{
  g_autofree char *gold = NULL, *found = NULL;
  divide_columns (lines, &gold, &found);

  return compare ("entities samples=0", "conll token-column=1 tag-column=2 documents=file", gold, found);
}

/* Tjong Kim Sang and Buchholz (2000): a name is right if it begins and ends where a gold name of its type does. In each
 * case the names are written out, and the figures worked out from them by hand. */
static void
test_conlleval_by_hand (void)
{
  static const struct
  {
    const char *what;
    const char *lines;
    const char *figures[4]; /* LOC, ORG, PER, all: precision, recall, F1, gold, found, right; NULL for no line */
  } cases[] = {
    { "IOB2; gold PER(a b) LOC(d) ORG(f g), found PER(a b) ORG(d) LOC(e) ORG(f)",
      "a B-PER B-PER\nb I-PER I-PER\nc O O\nd B-LOC B-ORG\ne O B-LOC\nf B-ORG B-ORG\ng I-ORG O\n",
      /* 1/4, 1/3, 2·1/(4+3) */
      { "0.0000 0.0000 0.0000 1 1 0", "0.0000 0.0000 0.0000 1 2 0", "1.0000 1.0000 1.0000 1 1 1",
        "0.2500 0.3333 0.2857 3 4 1" } },
    { "the same in IOB1",
      "a I-PER I-PER\nb I-PER I-PER\nc O O\nd I-LOC I-ORG\ne O I-LOC\nf I-ORG I-ORG\ng I-ORG O\n",
      { "0.0000 0.0000 0.0000 1 1 0", "0.0000 0.0000 0.0000 1 2 0", "1.0000 1.0000 1.0000 1 1 1",
        "0.2500 0.3333 0.2857 3 4 1" } },
    { "I after O begins a name; gold PER(b) PER(d e), found PER(b) PER(d e)",
      "a O O\nb B-PER I-PER\nc O O\nd B-PER I-PER\ne I-PER I-PER\n",
      { NULL, NULL, "1.0000 1.0000 1.0000 2 2 2", "1.0000 1.0000 1.0000 2 2 2" } },
    { "I of another type after I begins a name; gold PER(a) LOC(b c), found PER(a) LOC(b) ORG(c)",
      "a B-PER I-PER\nb B-LOC I-LOC\nc I-LOC I-ORG\n",
      /* LOC 0 of 1 and 1; ORG 0 of 1 found; PER 1 of 1; all 1/3, 1/2, 2·1/(3+2) */
      { "0.0000 0.0000 0.0000 1 1 0", "0.0000 0.0000 0.0000 0 1 0", "1.0000 1.0000 1.0000 1 1 1",
        "0.3333 0.5000 0.4000 2 3 1" } },
    { "I of another type after B; gold PER(a) ORG(b), found PER(a) ORG(b)",
      "a B-PER B-PER\nb B-ORG I-ORG\n",
      { NULL, "1.0000 1.0000 1.0000 1 1 1", "1.0000 1.0000 1.0000 1 1 1", "1.0000 1.0000 1.0000 2 2 2" } },
    { "B in IOB1 parts neighbours; gold LOC(a b) LOC(c), found LOC(a b c)",
      "a I-LOC I-LOC\nb I-LOC I-LOC\nc B-LOC I-LOC\n",
      /* 0/1, 0/2 */
      { "0.0000 0.0000 0.0000 2 1 0", NULL, NULL, "0.0000 0.0000 0.0000 2 1 0" } },
    { "B in IOB1 and in IOB2; gold LOC(a b) LOC(c d), found LOC(a b) LOC(c d)",
      "a I-LOC B-LOC\nb I-LOC I-LOC\nc B-LOC B-LOC\nd I-LOC I-LOC\n",
      { "1.0000 1.0000 1.0000 2 2 2", NULL, NULL, "1.0000 1.0000 1.0000 2 2 2" } },
    { "B after O in IOB1 is allowed; gold ORG(b), found ORG(b)",
      "a O O\nb I-ORG B-ORG\nc O O\n",
      { NULL, "1.0000 1.0000 1.0000 1 1 1", NULL, "1.0000 1.0000 1.0000 1 1 1" } },
    { "B of another type after I; gold PER(a) ORG(b c), found PER(a) ORG(b) ORG(c)",
      "a I-PER I-PER\nb I-ORG B-ORG\nc I-ORG B-ORG\n",
      /* PER 1 of 1; ORG 0 of 2 found; all 1/3, 1/2, 2/5 */
      { NULL, "0.0000 0.0000 0.0000 1 2 0", "1.0000 1.0000 1.0000 1 1 1", "0.3333 0.5000 0.4000 2 3 1" } },
    { "a sentence ends every name; gold LOC(a) LOC(b), found LOC(a) LOC(b c)",
      "a B-LOC I-LOC\n\nb I-LOC I-LOC\nc O I-LOC\n",
      { "0.5000 0.5000 0.5000 2 2 1", NULL, NULL, "0.5000 0.5000 0.5000 2 2 1" } },
    { "a name that ends too late is wrong though it begins well; gold PER(a), found PER(a b)",
      "a B-PER B-PER\nb O I-PER\nc O O\n",
      { NULL, NULL, "0.0000 0.0000 0.0000 1 1 0", "0.0000 0.0000 0.0000 1 1 0" } },
  };
  static const char *const types[] = { "LOC", "ORG", "PER", "all" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].what);
      g_autofree char *report = judge_columns (cases[i].lines);
      for (guint k = 0; k < G_N_ELEMENTS (types); k++)
        if (cases[i].figures[k] != NULL)
          assert_line (report, NULL, types[k], cases[i].figures[k]);
    }
}

/* conlleval's way of counting: both columns are walked at once, and a name is right if nothing was amiss from the place
 * where both began to that where both end. */
typedef struct
{
  char part;
  char type;
} Tag;

static gboolean
begins (Tag before, Tag tag)
{
  return tag.part == 'B' || (tag.part == 'I' && (before.part == 'O' || before.type != tag.type));
}

static gboolean
ends (Tag tag, Tag next)
{
  return tag.part != 'O' && (next.part == 'O' || next.part == 'B' || next.type != tag.type);
}

typedef struct
{
  guint n_gold;
  guint n_found;
  guint n_right;
} Counts;

static Counts
count_as_conlleval (const Tag *gold, const Tag *found, guint n)
{
  const Tag outside = { 'O', 'O' };
  Tag gold_before = outside, found_before = outside;
  Counts counts = { 0, 0, 0 };
  gboolean in_right = FALSE;

  for (guint i = 0; i <= n; i++)
    {
      Tag g = i < n ? gold[i] : outside, f = i < n ? found[i] : outside;
      gboolean gold_ends = ends (gold_before, g), found_ends = ends (found_before, f);
      if (in_right && gold_ends && found_ends && gold_before.type == found_before.type)
        {
          in_right = FALSE;
          counts.n_right++;
        }
      else if (in_right && (gold_ends != found_ends || g.type != f.type))
        in_right = FALSE;

      in_right = in_right || (begins (gold_before, g) && begins (found_before, f) && g.type == f.type);
      counts.n_gold += begins (gold_before, g) ? 1 : 0;
      counts.n_found += begins (found_before, f) ? 1 : 0;
      gold_before = g;
      found_before = f;
    }

  return counts;
}

static void
test_conlleval_at_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2000);

  for (guint round = 0; round < 200; round++)
    {
      Tag tags[2][30];
      guint n = (guint) g_rand_int_range (random, 1, 30);
      g_autoptr (GString) lines = g_string_new (NULL);
      for (guint i = 0; i < n; i++)
        {
          for (guint side = 0; side < 2; side++)
            {
              char part = "OBII"[g_rand_int_range (random, 0, 4)];
              tags[side][i] = side == 1 && g_rand_boolean (random)
                                  ? tags[0][i]
                                  : (Tag){ part, part == 'O' ? 'O' : "XY"[g_rand_int_range (random, 0, 2)] };
            }
          g_string_append_printf (lines, "w%u", i);
          for (guint side = 0; side < 2; side++)
            if (tags[side][i].part == 'O')
              g_string_append (lines, " O");
            else
              g_string_append_printf (lines, " %c-%c", tags[side][i].part, tags[side][i].type);
          g_string_append_c (lines, '\n');
        }

      Counts counts = count_as_conlleval (tags[0], tags[1], n);
      g_autofree char *report = judge_columns (lines->str);
      guint both = counts.n_gold + counts.n_found;
      g_autofree char *figures = g_strdup_printf (
          "%.4f %.4f %.4f %u %u %u", counts.n_found > 0 ? (double) counts.n_right / counts.n_found : 0.0,
          counts.n_gold > 0 ? (double) counts.n_right / counts.n_gold : 0.0,
          both > 0 ? 2.0 * counts.n_right / both : 0.0, counts.n_gold, counts.n_found, counts.n_right);
      assert_line (report, NULL, "all", figures);
    }
}

/* The report */

static const char confused[] = "a B-PER B-PER\nb O O\nc B-LOC B-ORG\nd O O\ne B-LOC B-LOC\nf I-LOC O\n\n"
                               "g B-ORG O\nh O B-PER\ni B-ORG B-LOC\nj I-ORG I-LOC\nk O I-LOC\n";

static void
test_confusion (void)
{
  static const char same[] = "with the same span", other[] = "with another span";
  g_autofree char *report = judge_columns (confused);

  /* columns: LOC, ORG, PER, missed */
  assert_line (report, same, "LOC", "0 1 0 0");
  assert_line (report, same, "ORG", "0 0 0 1");
  assert_line (report, same, "PER", "0 0 1 0");
  assert_line (report, same, "spurious", "0 0 1");
  assert_line (report, other, "LOC", "1 0 0");
  assert_line (report, other, "ORG", "1 0 0");
  assert_line (report, other, "PER", "0 0 0");
  assert_contains (report, "mistakes 5: 1 other type, 1 other span, 1 other type and span, 1 missed, 1 spurious\n");
}

static void
test_mistakes_in_context (void)
{
  g_autofree char *gold = NULL, *found = NULL;
  divide_columns (confused, &gold, &found);
  g_autofree char *report = compare ("entities mistakes=4", "conll token-column=1 tag-column=2", gold, found);

  assert_contains (report, "{gold} [found]\n\n"
                           "gold:1, byte 4: other type, LOC found as ORG\n    a b {[c]} d e f\n"
                           "gold:1, byte 8: other span, LOC found as LOC\n    a b c d {[e] f}\n"
                           "gold:2, byte 0: missed, ORG\n    {g} h i j k\n"
                           "gold:2, byte 2: spurious, PER\n    g [h] i j k\n"
                           "and 1 more\n");

  g_autofree char *longer
      = compare ("entities mistakes=9 types=ORG,LOC", "conll token-column=1 tag-column=2", gold, found);
  assert_contains (longer, "gold:2, byte 4: other type and span, ORG found as LOC\n    g h [{i j} k]\n");
  g_assert_null (strstr (longer, "PER"));
  g_assert_null (strstr (longer, "more"));
}

/* A sentence is shown as far as it is near, and cannot do anything to a terminal. */
static void
test_context_is_cut_and_harmless (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < 200; i++)
    g_string_append_printf (lines, "\xc3\xa9%u %s\n", i, i == 100 ? "B-LOC O" : "O O");
  g_string_append (lines, "\x1b[2J\xc2\x9b B-LOC O\n");
  g_autofree char *gold = NULL, *found = NULL;
  divide_columns (lines->str, &gold, &found);
  g_autofree char *report = compare ("entities mistakes=9", "conll token-column=1 tag-column=2", gold, found);

  assert_contains (report, "\n    …");
  assert_contains (report, " {\xc3\xa9"
                           "100} ");
  assert_contains (report, "…\n");
  assert_contains (report, "{ [2J }\n");
  g_assert_null (strstr (report, "\x1b"));
  g_assert_null (strstr (report, "\xc2\x9b"));
  g_assert_true (g_utf8_validate (report, -1, NULL));
  g_assert_null (strstr (report, "\xc3\xa9"
                                 "50 "));
  g_assert_cmpuint (strlen (report), <, 1500);
}

/* Two records with the same text, one as people marked it and one as a stage with scores did. */
static void
test_calibration (void)
{
  g_autoptr (GString) gold = g_string_new (NULL), found = g_string_new (NULL);
  /* Scores and how many of four names with each are right. */
  static const struct
  {
    double score;
    guint n_right;
  } cases[] = { { 0.0, 0 }, { 0.25, 1 }, { 0.29, 1 }, { 0.5, 3 }, { 0.9, 3 }, { 1.0, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < 4; k++)
      {
        static const char layers[]
            = "{\"id\":\"%u\",\"text\":\"Oslo\",\"layers\":{\"sentence\":[{\"start\":0,\"end\":4}],"
              "\"token\":[{\"start\":0,\"end\":4}],\"entity\":[{\"start\":0,\"end\":4,"
              "\"label\":\"%s\"%s}]}}\n";
        char number[G_ASCII_DTOSTR_BUF_SIZE];
        g_autofree char *score
            = g_strdup_printf (",\"score\":%s", g_ascii_formatd (number, sizeof number, "%g", cases[i].score));
        g_string_append_printf (gold, layers, 4 * i + k, k < cases[i].n_right ? "LOC" : "ORG", "");
        g_string_append_printf (found, layers, 4 * i + k, "LOC", score);
      }
  g_autofree char *report = compare ("entities mistakes=1", "jsonl", gold->str, found->str);

  /* found, mean of scores, share of right ones, and its Wilson interval: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 +
   * z²/n) with z² = 3.8415 */
  assert_line (report, "score ", "0.0-0.1", "4 0.0000 0.0000 0.0000-0.4899");
  assert_line (report, "score ", "0.2-0.3", "8 0.2700 0.2500 0.0715-0.5907");
  assert_line (report, "score ", "0.5-0.6", "4 0.5000 0.7500 0.3006-0.9544");
  assert_line (report, "score ", "0.9-1.0", "8 0.9500 0.8750 0.5291-0.9776");
  assert_line (report, "score ", "0.0-1.0", "24 0.4900 0.5000 0.3143-0.6857");
  /* (4·0 + 8·0.02 + 4·0.25 + 8·0.075) / 24 */
  assert_contains (report, "expected calibration error 0.0733\n");
  assert_contains (report, "\n0, byte 0: other type, ORG found as LOC with score 0.000\n    {[Oslo]}\n");

  g_autofree char *unscored = compare ("entities", "jsonl", found->str, gold->str);
  g_assert_null (strstr (unscored, "calibration"));
}

static void
test_intervals (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < 50; i++)
    g_string_append_printf (lines, "a%u B-PER %s\nb O O\n\nc O O\n\n", i, i % 5 == 0 ? "O" : "B-PER");
  g_autofree char *gold = NULL, *found = NULL;
  divide_columns (lines->str, &gold, &found);

  static const char reader[] = "conll token-column=1 tag-column=2 documents=sentences sentences=2";
  g_autofree char *documents = compare ("entities", reader, gold, found);
  g_autofree char *again = compare ("entities", reader, gold, found);
  g_autofree char *sentences = compare ("entities units=sentences samples=500 seed=7", reader, gold, found);
  g_autofree char *none = compare ("entities samples=0", reader, gold, found);
  g_assert_cmpstr (documents, ==, again);
  assert_contains (documents, "1000 samples of the 50 documents (seed 1)\n");
  assert_contains (sentences, "500 samples of the 100 sentences (seed 7)\n");
  g_assert_null (strstr (none, "95 %"));

  /* Recall is 0.8; of 50 documents √(0.8·0.2/50) = 0.057, 1.96 of which are 0.11. F1 = 2r/(1+r). */
  double low, high;
  g_autofree char *line = find_line (documents, NULL, "all");
  const char *interval = strrchr (line, ' ') + 1;
  g_assert_cmpint (sscanf (interval, "%lf-%lf", &low, &high), ==, 2);
  g_assert_cmpfloat_with_epsilon (low, 2 * 0.69 / 1.69, 0.025);
  g_assert_cmpfloat_with_epsilon (high, 2 * 0.91 / 1.91, 0.025);

  g_autofree char *single = compare ("entities", "conll token-column=1 tag-column=2 documents=file", gold, found);
  g_assert_null (strstr (single, "95 %"));
}

/* With many types a table is none. */
static void
test_many_types (void)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  for (guint i = 0; i < 30; i++)
    g_string_append_printf (lines, "a B-T%u B-T%u\nb O O\n", i, i < 3 ? 29 : i);
  for (guint i = 0; i < 2; i++)
    g_string_append (lines, "a B-T5 B-T6\nb O O\n");
  g_autofree char *report = judge_columns (lines->str);
  assert_contains (report, "what was taken for what\n       2  T5 found as T6\n       1  T0 found as T29\n"
                           "       1  T1 found as T29\n       1  T2 found as T29\n       0  missed\n");

  g_string_truncate (lines, 0);
  for (guint i = 0; i < 1001; i++)
    g_string_append_printf (lines, "a B-T%u B-T%u\nb O O\n", i, i);
  g_autofree char *gold = NULL, *found = NULL;
  divide_columns (lines->str, &gold, &found);
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = try_compare ("entities", "conll documents=file", gold, found, &error);
  g_assert_null (refused);
  assert_contains (error->message, "more than 1000 types of names; name those to judge with the option 'types'");
}

/* What stands in a damaged file does not make a report of any size. */
static void
test_long_types_are_cut (void)
{
  g_autofree char *type = g_strnfill (5000, 'x');
  g_autofree char *file = g_strdup_printf ("a B-%s\nb B-PER\n\n", type);
  g_autofree char *report = compare ("entities samples=0", "conll", file, file);

  assert_contains (report, "xxx…");
  g_assert_cmpuint (strlen (report), <, 4000);
}

static void
test_json (void)
{
  g_autofree char *gold = NULL, *found = NULL;
  divide_columns (confused, &gold, &found);
  g_autofree char *report
      = compare ("entities format=json mistakes=9", "conll token-column=1 tag-column=2", gold, found);

  /* The reader of records reads it as JSON if it reads a record that has it as metadata. */
  g_autoptr (GError) error = NULL;
  g_autofree char *record = g_strdup_printf ("{\"text\":\"\",\"meta\":{\"report\":%s}}", report);
  g_autoptr (ObelusDocument) document = obelus_record_parse (record, strlen (record), NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (document);

  assert_contains (report, "{\"documents\": 2, \"sentences\": 2, \"tokens\": 11,\n");
  assert_contains (report,
                   "{\"type\": \"PER\", \"gold\": 1, \"found\": 2, \"right\": 1, \"precision\": 0.5, \"recall\": 1");
  assert_contains (report, "\"f1_interval\": [");
  assert_contains (report, "{\"gold\": \"LOC\", \"found\": \"ORG\", \"span\": \"same\", \"n\": 1}");
  assert_contains (report, "\"mistakes\": 5");
  assert_contains (report, "{\"document\": \"gold:2\", \"kind\": \"other type and span\", \"gold\": {\"start\": 4, "
                           "\"end\": 7, \"label\": \"ORG\"}, \"found\": {\"start\": 4, \"end\": 9, \"label\": "
                           "\"LOC\"}, \"start\": 0, \"text\": \"g h i j k\"}");
}

static void
test_other_texts_are_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *report = try_compare ("entities", "conll", "Oslo B-LOC\nis O\n", "Oslo B-LOC\nwas O\n", &error);

  g_assert_null (report);
  assert_contains (error->message, "the result has another text from here on");
}

static void
test_nothing_to_judge (void)
{
  g_autofree char *report = judge_columns ("a O O\nb O O\n");

  assert_line (report, NULL, "all", "0.0000 0.0000 0.0000 0 0 0");
  g_assert_null (strstr (report, "found as"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  registry = obelus_registry_new (NULL);
  g_test_add_func ("/entities/evaluator/conlleval-by-hand", test_conlleval_by_hand);
  g_test_add_func ("/entities/evaluator/conlleval-at-random", test_conlleval_at_random);
  g_test_add_func ("/entities/evaluator/confusion", test_confusion);
  g_test_add_func ("/entities/evaluator/mistakes-in-context", test_mistakes_in_context);
  g_test_add_func ("/entities/evaluator/context-is-cut-and-harmless", test_context_is_cut_and_harmless);
  g_test_add_func ("/entities/evaluator/calibration", test_calibration);
  g_test_add_func ("/entities/evaluator/intervals", test_intervals);
  g_test_add_func ("/entities/evaluator/many-types", test_many_types);
  g_test_add_func ("/entities/evaluator/long-types-are-cut", test_long_types_are_cut);
  g_test_add_func ("/entities/evaluator/json", test_json);
  g_test_add_func ("/entities/evaluator/other-texts-are-refused", test_other_texts_are_refused);
  g_test_add_func ("/entities/evaluator/nothing-to-judge", test_nothing_to_judge);
  int status = g_test_run ();
  g_object_unref (registry);

  return status;
}
