/* Planning: from what an operator named and others require to stages in an order in which each finds what it needs. */
#pragma once

#include "stage-private.h"

/* Layers that somebody outside the pipeline wants. */
typedef struct
{
  ObelusLayerList *layers;
  char *wanted_by; /* "writer 'digest'" */
  gboolean optional_too;
} ObelusRequirement;

void obelus_requirement_free (ObelusRequirement *requirement);

/* What is to be planned. */
typedef struct
{
  ObelusRegistry *registry;
  const char *folder;      /* of the pipeline file, or NULL */
  GPtrArray *specs;        /* of ObelusStageSpec */
  GPtrArray *requirements; /* of ObelusRequirement */
  GPtrArray *provided;     /* of ObelusLayerList: what documents bring along */
} ObelusPlanRequest;

/* Returns stages (ObelusStage *) in the order in which they run. Named stages stay in their order; whatever one needs
 * and nothing before it gives is added before it. What is wrong goes to @problems, all of it. */
GPtrArray *obelus_plan_make (const ObelusPlanRequest *request, ObelusProblemList *problems);

/* Checks that planned stages fit together: that no layer is made twice, and that what runs for some documents only is
 * not needed for others. */
void obelus_plan_check (const ObelusPlanRequest *request, GPtrArray *stages, ObelusProblemList *problems);

/* The last of the first @n_stages stages that gives the item, or NULL. */
const ObelusStage *obelus_plan_find_giver (GPtrArray *stages, guint n_stages, const ObelusLayerListItem *item);

/* Whether documents bring the item along. */
gboolean obelus_plan_is_provided (const ObelusPlanRequest *request, const ObelusLayerListItem *item);

/* `token` or `token.upos`. */
char *obelus_plan_name_item (const ObelusLayerListItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObelusRequirement, obelus_requirement_free)
