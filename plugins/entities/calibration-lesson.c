/* From what a model finds in labelled documents to a calibration. */
#include "calibration-lesson.h"

#include "labels.h"
#include "model-sections.h"
#include "tagger.h"

#include <obelus/obelus-context.h>
#include <obelus/obelus-error.h>

/* Whether the example has a name of just this span and type. */
static gboolean
is_right (const EntityExample *example, const EntitySpan *span)
{
  const guint8 *labels = example->labels + span->first;

  if (span->n == 1)
    return labels[0] == entity_label (span->type, ENTITY_UNIT);
  for (guint32 i = 1; i + 1 < span->n; i++)
    if (labels[i] != entity_label (span->type, ENTITY_INSIDE))
      return FALSE;

  return labels[0] == entity_label (span->type, ENTITY_BEGIN)
         && labels[span->n - 1] == entity_label (span->type, ENTITY_LAST);
}

static gboolean
judge (EntityTagger *tagger, const EntityExample *example, guint64 judged, EntityCalibrationFit *fit)
{
  LearnTokens tokens = entity_example_get_tokens (example);
  guint32 n;
  const EntitySpan *spans = entity_tagger_tag (tagger, &tokens, example->sentences, example->n_sentences, &n);

  if (spans == NULL)
    return FALSE;

  double dense = entity_calibration_weigh_dense (n, tokens.n);
  for (guint32 i = 0; i < n; i++)
    if ((judged >> spans[i].type & 1) != 0)
      entity_calibration_fit_add (fit, example->source, spans[i].score, dense, is_right (example, &spans[i]));

  return TRUE;
}

static EntityCalibrationCurve
to_little_endian (const EntityCalibrationCurve *curve)
{
  return (EntityCalibrationCurve){ GINT32_TO_LE (curve->offset), GINT32_TO_LE (curve->low),
                                   GINT32_TO_LE (curve->high) };
}

static void
add_calibration (const EntityCalibration *curves, ObelusModelBuilder *model)
{
  const EntityCalibration section = { to_little_endian (&curves->sparse), to_little_endian (&curves->dense) };

  obelus_model_builder_add_section (model, ENTITY_SECTION_CALIBRATION, &section, sizeof section);
}

gboolean
entity_calibration_learn (GPtrArray *examples, const guint64 *judged, ObelusModelBuilder *model, GError **error)
{
  g_autoptr (GBytes) bytes = obelus_model_builder_finish (model);
  g_autoptr (ObelusModel) file = obelus_model_new_from_bytes ("what was learned", bytes, error);
  g_autoptr (EntityModel) uncalibrated = file != NULL ? entity_model_new (file, error) : NULL;
  if (uncalibrated == NULL)
    return FALSE;

  g_autoptr (EntityTagger) tagger = entity_tagger_new (uncalibrated);
  g_autoptr (EntityCalibrationFit) fit = entity_calibration_fit_new ();
  for (guint i = 0; i < examples->len; i++)
    {
      const EntityExample *example = g_ptr_array_index (examples, i);
      if (tagger != NULL && judge (tagger, example, judged[example->source], fit))
        continue;
      if (obelus_is_cancelled_at (0))
        g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_CANCELLED, "training was stopped");
      else
        g_set_error_literal (error, OBELUS_ERROR, OBELUS_ERROR_NO_MEMORY,
                             "no memory is left for fitting scores; fit them to fewer documents");
      return FALSE;
    }

  EntityCalibration calibration = entity_calibration_fit_finish (fit);
  add_calibration (&calibration, model);

  return TRUE;
}
