/* Curves through names whose shares of right ones are known. */
#include "../calibration.h"

#include <math.h>

/* Adds @n names of @probability to a fit, @n_right of them right. */
static void
add_names (EntityCalibrationFit *fit, guint source, float probability, double dense, guint n, guint n_right)
{
  for (guint i = 0; i < n; i++)
    entity_calibration_fit_add (fit, source, probability, dense, i < n_right);
}

#define ASSERT_NEAR(value, expected, margin) g_assert_cmpfloat (fabs ((double) (value) - (expected)), <, margin)

/* Page upon page of news on which the model is right as often as it says, and other texts where it is too sure. */
static void
test_two_kinds_of_text (void)
{
  g_autoptr (EntityCalibrationFit) fit = entity_calibration_fit_new ();

  add_names (fit, 0, 0.98f, 1.0, 2000, 1960);
  add_names (fit, 0, 0.7f, 1.0, 1000, 700);
  add_names (fit, 1, 0.98f, 0.0, 200, 170);
  add_names (fit, 1, 0.7f, 0.0, 200, 120);
  EntityCalibration calibration = entity_calibration_fit_finish (fit);

  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.98f, 1.0), 0.98, 0.01);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.7f, 1.0), 0.7, 0.01);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.98f, 0.0), 0.85, 0.02);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.7f, 0.0), 0.6, 0.02);
}

/* A model that is too sure of what it is nearly certain of, and right in its doubts. */
static void
test_doubts_stay (void)
{
  g_autoptr (EntityCalibrationFit) fit = entity_calibration_fit_new ();

  add_names (fit, 0, 0.98f, 0.0, 1000, 860);
  add_names (fit, 0, 0.9f, 0.0, 1000, 800);
  add_names (fit, 0, 0.7f, 0.0, 1000, 660);
  add_names (fit, 0, 0.5f, 0.0, 1000, 500);
  add_names (fit, 0, 0.3f, 0.0, 1000, 300);
  EntityCalibration calibration = entity_calibration_fit_finish (fit);

  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.98f, 0.0), 0.86, 0.02);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.9f, 0.0), 0.8, 0.02);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.7f, 0.0), 0.66, 0.02);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.5f, 0.0), 0.5, 0.03);
  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.3f, 0.0), 0.3, 0.03);
}

/* A source of a hundred times as many names says no more than the other. */
static void
test_sources_count_the_same (void)
{
  g_autoptr (EntityCalibrationFit) fit = entity_calibration_fit_new ();

  add_names (fit, 0, 0.9f, 0.0, 10000, 10000);
  add_names (fit, 1, 0.9f, 0.0, 100, 60);
  EntityCalibration calibration = entity_calibration_fit_finish (fit);

  ASSERT_NEAR (entity_calibration_apply (&calibration, 0.9f, 0.0), 0.8, 0.01);
}

static void
test_nothing_to_go_by (void)
{
  g_autoptr (EntityCalibrationFit) fit = entity_calibration_fit_new ();
  EntityCalibration calibration = entity_calibration_fit_finish (fit);

  for (guint i = 1; i < 100; i++)
    ASSERT_NEAR (entity_calibration_apply (&calibration, (float) i / 100.0f, (i % 7) / 7.0), i / 100.0, 1e-4);
}

/* Names that are right the less, the surer the model is of them: even so no order is turned round. */
static void
test_scores_keep_the_order (void)
{
  g_autoptr (EntityCalibrationFit) fit = entity_calibration_fit_new ();

  add_names (fit, 0, 0.5f, 0.3, 1000, 990);
  add_names (fit, 0, 0.99f, 0.3, 1000, 10);
  EntityCalibration calibration = entity_calibration_fit_finish (fit);

  for (guint dense = 0; dense <= 10; dense++)
    for (guint i = 0; i <= 1000; i++)
      {
        float score = entity_calibration_apply (&calibration, (float) i / 1000.0f, dense / 10.0);
        g_assert_cmpfloat (score, >, 0.0f);
        g_assert_cmpfloat (score, <=, 1.0f);
        if (i > 0)
          g_assert_cmpfloat (score, >=,
                             entity_calibration_apply (&calibration, (float) (i - 1) / 1000.0f, dense / 10.0));
      }
}

static void
test_density (void)
{
  g_assert_cmpfloat (entity_calibration_weigh_dense (0, 0), <, 0.05);
  g_assert_cmpfloat (entity_calibration_weigh_dense (1, 10), <, 0.05);
  g_assert_cmpfloat (entity_calibration_weigh_dense (20, 1000), <, 0.05);
  g_assert_cmpfloat (entity_calibration_weigh_dense (150, 1000), >, 0.9);
  g_assert_cmpfloat (entity_calibration_weigh_dense (G_MAXUINT32, G_MAXUINT32), <=, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/two-kinds-of-text", test_two_kinds_of_text);
  g_test_add_func ("/calibration/doubts-stay", test_doubts_stay);
  g_test_add_func ("/calibration/sources-count-the-same", test_sources_count_the_same);
  g_test_add_func ("/calibration/nothing-to-go-by", test_nothing_to_go_by);
  g_test_add_func ("/calibration/scores-keep-the-order", test_scores_keep_the_order);
  g_test_add_func ("/calibration/density", test_density);

  return g_test_run ();
}
