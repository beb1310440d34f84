/* Finding the best way through the labels. */
#include "path.h"

#include "vectors.h"

typedef struct
{
  gint32 sum;
  guint8 label;
  guint8 back; /* which of the candidates before */
} Candidate;

struct _TagPath
{
  const TagModel *model;
  Candidate *candidates; /* n_labels a place */
  guint8 *n_candidates;
};

TagPath *
tag_path_new (const TagModel *model, guint32 n_places)
{
  g_autoptr (TagPath) path = g_new0 (TagPath, 1);

  path->model = model;
  path->candidates = g_try_new (Candidate, (gsize) n_places * model->labels.n);
  path->n_candidates = g_try_new (guint8, n_places);

  return path->candidates != NULL && path->n_candidates != NULL ? g_steal_pointer (&path) : NULL;
}

void
tag_path_free (TagPath *path)
{
  if (path == NULL)
    return;
  g_free (path->candidates);
  g_free (path->n_candidates);
  g_free (path);
}

static guint
choose_candidates (const TagModel *model, const gint16 *scores, Candidate *candidates)
{
  guint64 near = learn_vectors_find_near (scores, model->n_lanes, model->margin) & model->all_labels;
  guint n = 0;

  for (; near != 0; near &= near - 1)
    {
      guint label = (guint) __builtin_ctzll (near);
      candidates[n++] = (Candidate){ scores[label], (guint8) label, 0 };
    }

  return n;
}

/* Sums grow by no more than 2 × 32768 a place: 32 bits hold those of a stretch. */
void
tag_path_find (TagPath *path, const gint16 *scores, guint32 n, guint8 *labels)
{
  const TagModel *model = path->model;
  guint n_labels = model->labels.n;

  for (guint32 place = 0; place < n; place++)
    {
      Candidate *here = path->candidates + (gsize) place * n_labels;
      const Candidate *before = here - n_labels;
      guint n_here = choose_candidates (model, scores + (gsize) place * model->n_lanes, here);
      guint n_before = place > 0 ? path->n_candidates[place - 1] : 0;

      path->n_candidates[place] = (guint8) n_here;
      for (guint i = 0; place > 0 && i < n_here; i++)
        {
          gint32 best = G_MININT32;
          for (guint j = 0; j < n_before; j++)
            {
              gint32 sum = before[j].sum + model->pairs[before[j].label * n_labels + here[i].label];
              if (sum > best)
                {
                  best = sum;
                  here[i].back = (guint8) j;
                }
            }
          here[i].sum += best;
        }
    }

  guint at = 0;
  const Candidate *last = path->candidates + (gsize) (n - 1) * n_labels;
  for (guint i = 1; i < path->n_candidates[n - 1]; i++)
    at = last[i].sum > last[at].sum ? i : at;
  for (guint32 place = n; place-- > 0;)
    {
      const Candidate *chosen = &path->candidates[(gsize) place * n_labels + at];
      labels[place] = chosen->label;
      at = chosen->back;
    }
}
