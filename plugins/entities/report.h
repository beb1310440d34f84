/* An evaluation as text for people or as JSON. */
#pragma once

#include "tally.h"

typedef struct
{
  const EntityTally *tally;
  const LearnInterval *intervals; /* as learn_bootstrap_run () gives them; NULL for none */
  guint n_samples;
  guint64 seed;
  const char *unit;        /* what was drawn, in the plural */
  const GString *mistakes; /* as they are to stand there */
  guint64 n_listed;
} EntityReport;

#define ENTITY_LEVEL 0.95

void entity_report_append_text (GString *output, const EntityReport *report);
void entity_report_append_json (GString *output, const EntityReport *report);
