/* Learning the ranker from texts with summaries written by others. */
#include "training.h"

#include "random.h"
#include "real.h"

#include <string.h>

/* Words in fewer texts than this have no place in the table of frequencies. */
#define LEAST_TEXTS 4
/* Every so many texts give the sample that thresholds are chosen from. */
#define SAMPLE_STRIDE 6
#define N_THRESHOLDS 63
#define MOST_STEPS 16

void
training_text_free (TrainingText *text)
{
  g_free ((gpointer) text->input.text);
  g_free ((gpointer) text->input.sentence_starts);
  g_free ((gpointer) text->input.sentence_ends);
  g_free ((gpointer) text->input.token_starts);
  g_free ((gpointer) text->input.token_ends);
  g_free ((gpointer) text->input.paragraph_starts);
  g_free ((gpointer) text->input.paragraph_ends);
  g_free ((gpointer) text->input.paragraph_kinds);
  g_ptr_array_unref (text->references);
  g_free (text);
}

void
trained_ranker_clear (TrainedRanker *trained)
{
  g_clear_pointer (&trained->hashes, g_free);
  g_clear_pointer (&trained->weights, g_free);
  g_clear_pointer (&trained->trees, g_bytes_unref);
}

/* What a set of sentences would score: words and pairs shared with one reference */

typedef struct
{
  guint n_items; /* different words, or pairs, of the reference */
  guint n_all;
  guint *wanted;  /* how often the reference has each */
  guint *had;     /* how often the prefix has each */
  GArray *starts; /* guint: of each candidate's items */
  GArray *items;  /* guint: of all candidates, those that the reference has */
  GArray *totals; /* guint: words or pairs of each candidate */
  guint n_prefix; /* words or pairs in the prefix */
  guint overlap;  /* of the prefix */
} Overlap;

static gint64
get_item (const RougeText *text, guint place, guint n)
{
  return n == 1 ? text->words[place] : (gint64) text->words[place] << 32 | text->words[place + 1];
}

static void
overlap_init (Overlap *overlap, const RougeText *reference, GPtrArray *candidates, guint n)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_all = reference->n_words >= n ? reference->n_words - n + 1 : 0;
  *overlap = (Overlap){ .n_all = n_all };
  overlap->wanted = g_new0 (guint, n_all + 1);
  overlap->had = g_new0 (guint, n_all + 1);
  overlap->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  overlap->items = g_array_new (FALSE, FALSE, sizeof (guint));
  overlap->totals = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n_all; i++)
    {
      gint64 key = get_item (reference, i, n);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &key));
      if (number == 0)
        {
          number = ++overlap->n_items;
          g_hash_table_insert (numbers, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (number));
        }
      overlap->wanted[number - 1]++;
    }
  for (guint c = 0; c < candidates->len; c++)
    {
      const RougeText *text = g_ptr_array_index (candidates, c);
      guint total = text->n_words >= n ? text->n_words - n + 1 : 0;
      g_array_append_val (overlap->starts, overlap->items->len);
      g_array_append_val (overlap->totals, total);
      for (guint i = 0; i < total; i++)
        {
          gint64 key = get_item (text, i, n);
          guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, &key));
          if (number-- > 0)
            g_array_append_val (overlap->items, number);
        }
    }
  g_array_append_val (overlap->starts, overlap->items->len);
}

static void
overlap_clear (Overlap *overlap)
{
  g_free (overlap->wanted);
  g_free (overlap->had);
  g_array_unref (overlap->starts);
  g_array_unref (overlap->items);
  g_array_unref (overlap->totals);
}

static void
overlap_begin (Overlap *overlap)
{
  memset (overlap->had, 0, sizeof *overlap->had * overlap->n_items);
  overlap->n_prefix = 0;
  overlap->overlap = 0;
}

/* F1 of the prefix with a candidate, which stays in it if @keep. */
static double
overlap_score (Overlap *overlap, guint candidate, gboolean keep)
{
  guint begin = g_array_index (overlap->starts, guint, candidate);
  guint end = g_array_index (overlap->starts, guint, candidate + 1);
  const guint *items = (const guint *) (gconstpointer) overlap->items->data;
  guint total = overlap->n_prefix + g_array_index (overlap->totals, guint, candidate);
  guint common = overlap->overlap;

  for (guint i = begin; i < end; i++)
    common += overlap->had[items[i]]++ < overlap->wanted[items[i]] ? 1 : 0;
  if (keep)
    {
      overlap->n_prefix = total;
      overlap->overlap = common;
    }
  else
    for (guint i = begin; i < end; i++)
      overlap->had[items[i]]--;
  return total + overlap->n_all > 0 ? 2.0 * common / (total + overlap->n_all) : 0.0;
}

/* All overlaps of one text: two a reference */
typedef struct
{
  guint n_references;
  Overlap *overlaps;
} Judge;

static void
judge_init (Judge *judge, RougeVocabulary *vocabulary, const Article *article, const TrainingText *text)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) rouge_text_free);
  for (guint32 i = 0; i < article->candidates->len; i++)
    {
      const Candidate *candidate = article_get_candidate (article, i);
      g_ptr_array_add (candidates, rouge_text_read (vocabulary, text->input.text + candidate->start,
                                                    candidate->end - candidate->start));
    }
  judge->n_references = text->references->len;
  judge->overlaps = g_new0 (Overlap, 2 * judge->n_references);
  for (guint r = 0; r < 2 * judge->n_references; r++)
    overlap_init (&judge->overlaps[r], g_ptr_array_index (text->references, r / 2), candidates, 1 + r % 2);
}

static void
judge_clear (Judge *judge)
{
  for (guint r = 0; r < 2 * judge->n_references; r++)
    overlap_clear (&judge->overlaps[r]);
  g_free (judge->overlaps);
}

static void
judge_begin (Judge *judge)
{
  for (guint r = 0; r < 2 * judge->n_references; r++)
    overlap_begin (&judge->overlaps[r]);
}

static double
judge_score (Judge *judge, guint candidate, gboolean keep)
{
  double sum = 0.0;
  for (guint r = 0; r < 2 * judge->n_references; r++)
    sum += (r % 2 == 0 ? 0.7 : 0.3) * overlap_score (&judge->overlaps[r], candidate, keep);
  return sum / judge->n_references;
}

/* Rows */

typedef struct
{
  RougeVocabulary *vocabulary;
  GPtrArray *texts;
  const TrainingSettings *settings;
  Article *article;
  Ranker *ranker;
  LearnRandom random;

  LearnBins *bins;     /* NULL while the sample is gathered */
  GArray *sample;      /* float */
  GByteArray *rows;    /* N_FEATURES a row */
  GArray *targets;     /* float */
  GArray *weights;     /* float */
  gsize first_of_text; /* row */
} Trainer;

/* Adds a row for each candidate beside the current choice, which the judge has as its prefix. */
static void
add_rows (Trainer *trainer, Judge *judge)
{
  Choice *choice = &trainer->ranker->choice;
  guint32 n = trainer->article->candidates->len;
  double sum = 0.0, largest = 0.0;
  guint n_open = 0;
  g_autofree double *gains = g_new (double, n);

  for (guint32 i = 0; i < n; i++)
    {
      if (choice_holds (choice, i))
        continue;
      gains[i] = judge_score (judge, i, FALSE);
      sum += gains[i];
      largest = MAX (largest, gains[i]);
      n_open++;
    }
  for (guint32 i = 0; i < n; i++)
    {
      if (choice_holds (choice, i))
        continue;
      float values[N_FEATURES];
      memcpy (values, feature_table_get_row (&trainer->ranker->table, i), sizeof (float) * N_STATIC_FEATURES);
      choice_compute (choice, i, values + N_STATIC_FEATURES);
      if (trainer->bins == NULL)
        {
          g_array_append_vals (trainer->sample, values, N_FEATURES);
          continue;
        }
      guint8 row[N_FEATURES];
      learn_bins_apply (trainer->bins, values, row);
      g_byte_array_append (trainer->rows, row, N_FEATURES);
      /* The gain over the average sentence, and a peak for those that come near the best. */
      float target
          = (float) (4.0 * (gains[i] - sum / n_open) + 0.5 * learn_exp ((float) ((gains[i] - largest) / 0.02)));
      float weight = 1.0f;
      g_array_append_val (trainer->targets, target);
      g_array_append_val (trainer->weights, weight);
    }
}

/* Lets all rows of a text together count as much as the text does. */
static void
weigh_rows (Trainer *trainer, double weight)
{
  gsize n = trainer->weights->len - trainer->first_of_text;
  for (gsize row = trainer->first_of_text; row < trainer->weights->len; row++)
    g_array_index (trainer->weights, float, row) = (float) (weight * 30.0 / n);
  trainer->first_of_text = trainer->weights->len;
}

static guint
choose_best (Trainer *trainer, Judge *judge)
{
  guint best = G_MAXUINT;
  double best_score = -1.0;
  for (guint i = 0; i < trainer->article->candidates->len; i++)
    {
      if (choice_holds (&trainer->ranker->choice, i))
        continue;
      double score = judge_score (judge, i, FALSE);
      if (score > best_score)
        {
          best_score = score;
          best = i;
        }
    }
  return best;
}

static void
set_prefix (Trainer *trainer, Judge *judge, const Budget *budget, const guint *prefix, guint n)
{
  choice_begin (&trainer->ranker->choice, trainer->article, &trainer->ranker->table, *budget);
  judge_begin (judge);
  for (guint i = 0; i < n; i++)
    {
      choice_add (&trainer->ranker->choice, prefix[i], 0.0f);
      judge_score (judge, prefix[i], TRUE);
    }
}

/* How many sentences of a text are chosen while learning: one is never left without another to compare it with. */
static guint
count_steps (const Trainer *trainer, const Budget *budget)
{
  return MIN (MIN (trainer->settings->n_steps, budget->n_sentences), trainer->article->candidates->len - 1);
}

/* Rows after each of the first choices of an oracle that knows the references, some of them spoiled. */
static void
add_oracle_rows (Trainer *trainer, Judge *judge, const Budget *budget)
{
  guint n_candidates = trainer->article->candidates->len, n = 0;
  guint oracle[MOST_STEPS];

  set_prefix (trainer, judge, budget, NULL, 0);
  for (; n < count_steps (trainer, budget) - 1; n++)
    {
      oracle[n] = choose_best (trainer, judge);
      choice_add (&trainer->ranker->choice, oracle[n], 0.0f);
      judge_score (judge, oracle[n], TRUE);
    }
  for (guint step = 0; step <= n; step++)
    {
      guint prefix[MOST_STEPS];
      memcpy (prefix, oracle, sizeof *oracle * step);
      if (step > 0 && learn_random_below (&trainer->random, 1000) < trainer->settings->replaced_share * 1000.0)
        {
          guint place = learn_random_below (&trainer->random, step),
                other = learn_random_below (&trainer->random, n_candidates);
          gboolean is_new = TRUE;
          for (guint i = 0; i < step; i++)
            is_new = is_new && prefix[i] != other;
          if (is_new)
            prefix[place] = other;
        }
      set_prefix (trainer, judge, budget, prefix, step);
      add_rows (trainer, judge);
    }
}

/* Rows after each of the model's own first choices. */
static void
add_own_rows (Trainer *trainer, Judge *judge, const Budget *budget, const LearnGbdt *trees)
{
  Preference preference = { .trees = trees };
  guint own[MOST_STEPS], n = count_steps (trainer, budget);
  ranker_choose (trainer->ranker, trainer->article, budget, &preference);
  n = MIN (n, trainer->ranker->choice.chosen->len); /* fewer if cancelled */
  memcpy (own, trainer->ranker->choice.chosen->data, sizeof *own * n);
  for (guint step = 1; step < n; step++)
    {
      set_prefix (trainer, judge, budget, own, step);
      add_rows (trainer, judge);
    }
}

/* Collections differ in how they lay out their texts and in what their summaries repeat; layout must not tell the trees
 * which of them a text is from. So half of all titles are passed over, and texts without paragraphs get some, of one to
 * four sentences each. */
static void
vary_layout (Trainer *trainer, guint text)
{
  LearnRandom random = { trainer->settings->trees.seed + text };
  GArray *paragraphs = trainer->article->paragraphs;
  guint32 left = 0, n;

  if (learn_random_below (&random, 2) == 0)
    trainer->article->title_weight = 0.0f;
  if (paragraphs->len > 1 || learn_random_below (&random, 10) < 2)
    return;
  g_array_set_size (paragraphs, 0);
  for (guint32 i = 0; i < trainer->article->candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (trainer->article->candidates, Candidate, i);
      if (left == 0)
        {
          left = 1 + learn_random_below (&random, 4);
          n = 0;
          g_array_append_val (paragraphs, n);
        }
      left--;
      candidate->paragraph = paragraphs->len - 1;
      candidate->place = g_array_index (paragraphs, guint32, candidate->paragraph)++;
    }
  g_array_index (trainer->article->parts, Part, 0).n_paragraphs = paragraphs->len; /* nothing was merged */
}

/* Adds the rows of all texts, or of the sample's while there are no bins. */
static void
gather_rows (Trainer *trainer, const LearnGbdt *trees)
{
  guint stride = trainer->bins == NULL ? MIN (SAMPLE_STRIDE, trainer->texts->len / 50 + 1) : 1;
  for (guint t = 0; t < trainer->texts->len; t += stride)
    {
      const TrainingText *text = g_ptr_array_index (trainer->texts, t);
      Budget budget = { .n_sentences = text->n_wanted };
      Judge judge;
      article_read (trainer->article, &text->input);
      if (trainer->article->candidates->len < 2)
        continue;
      vary_layout (trainer, t);
      feature_table_compute (&trainer->ranker->table, trainer->article);
      judge_init (&judge, trainer->vocabulary, trainer->article, text);
      if (trees == NULL)
        add_oracle_rows (trainer, &judge, &budget);
      else
        add_own_rows (trainer, &judge, &budget, trees);
      if (trainer->bins != NULL)
        weigh_rows (trainer, text->weight);
      judge_clear (&judge);
    }
}

static void
count_words (Trainer *trainer, TrainedRanker *trained)
{
  g_autoptr (LearnFrequencyCounter) counter = learn_frequency_counter_new ();
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint t = 0; t < trainer->texts->len; t++)
    {
      const TrainingText *text = g_ptr_array_index (trainer->texts, t);
      article_read (trainer->article, &text->input);
      g_array_set_size (hashes, 0);
      for (guint32 w = 0; w < trainer->article->vocabulary->len; w++)
        if (article_get_word (trainer->article, w)->n_sentences > 0)
          g_array_append_val (hashes, article_get_word (trainer->article, w)->hash);
      learn_frequency_counter_add (counter, (const guint32 *) (gconstpointer) hashes->data, hashes->len);
    }
  trained->n_words = learn_frequency_counter_finish (counter, LEAST_TEXTS, &trained->hashes, &trained->weights);
}

/* Tells progress over all fits. */
typedef struct
{
  LearnGbdtProgress progress;
  gpointer user_data;
  guint fit;
  guint n_fits;
} Report;

static gboolean
report_fit (double share, double loss, gpointer user_data)
{
  const Report *report = user_data;
  return report->progress == NULL || report->progress ((report->fit + share) / report->n_fits, loss, report->user_data);
}

static gboolean
fit_rounds (Trainer *trainer, LearnGbdtProgress progress, gpointer user_data, TrainedRanker *trained)
{
  Report report = { progress, user_data, 0, trainer->settings->n_rounds + 1 };
  gather_rows (trainer, NULL);
  for (;; report.fit++)
    {
      const char *problem;
      if (trainer->targets->len == 0)
        return FALSE;
      if (trainer->targets->len >> LEARN_GBDT_ROWS_BITS != 0)
        {
          trained->problem = "would have more rows than can be learned from";
          return FALSE;
        }
      g_clear_pointer (&trained->trees, g_bytes_unref);
      trained->trees = learn_gbdt_train (trainer->bins, trainer->rows->data,
                                         (const float *) (gconstpointer) trainer->targets->data,
                                         (const float *) (gconstpointer) trainer->weights->data, trainer->targets->len,
                                         &trainer->settings->trees, report_fit, &report);
      if (trained->trees == NULL)
        trained->problem = "finds no memory for its rows"; /* or @progress stopped it */
      if (trained->trees == NULL || report.fit + 1 == report.n_fits)
        return trained->trees != NULL;

      gsize length;
      gconstpointer data = g_bytes_get_data (trained->trees, &length);
      g_autoptr (LearnGbdt) trees = learn_gbdt_new (data, length, N_FEATURES, &problem);
      if (trees == NULL)
        {
          trained->problem = problem;
          return FALSE;
        }
      gather_rows (trainer, trees);
    }
}

gboolean
ranker_train (RougeVocabulary *vocabulary, GPtrArray *texts, const TrainingSettings *settings,
              LearnGbdtProgress progress, gpointer user_data, TrainedRanker *trained)
{
  g_return_val_if_fail (settings->n_steps >= 1 && settings->n_steps <= MOST_STEPS, FALSE);

  g_autoptr (WordLexicon) lexicon = word_lexicon_new ();
  g_autoptr (Ranker) ranker = ranker_new ();
  Trainer trainer = {
    .vocabulary = vocabulary, .texts = texts, .settings = settings, .ranker = ranker, .random = { settings->trees.seed }
  };
  *trained = (TrainedRanker){ .n_words = 0 };

  g_autoptr (Article) counting = article_new (lexicon, NULL);
  trainer.article = counting;
  count_words (&trainer, trained);
  g_autoptr (LearnFrequencyTable) frequencies
      = learn_frequency_table_new (trained->hashes, trained->weights, trained->n_words);
  g_autoptr (Article) article = article_new (lexicon, frequencies);
  trainer.article = article;

  trainer.sample = g_array_new (FALSE, FALSE, sizeof (float));
  gather_rows (&trainer, NULL);
  g_autoptr (LearnBins) bins = learn_bins_new ((const float *) (gconstpointer) trainer.sample->data,
                                               trainer.sample->len / N_FEATURES, N_FEATURES, N_THRESHOLDS);
  g_array_unref (trainer.sample);

  trainer.bins = bins;
  trainer.random.state = settings->trees.seed;
  trainer.rows = g_byte_array_new ();
  trainer.targets = g_array_new (FALSE, FALSE, sizeof (float));
  trainer.weights = g_array_new (FALSE, FALSE, sizeof (float));
  gboolean done = fit_rounds (&trainer, progress, user_data, trained);
  g_byte_array_unref (trainer.rows);
  g_array_unref (trainer.targets);
  g_array_unref (trainer.weights);
  if (!done)
    trained_ranker_clear (trained);
  return done;
}
