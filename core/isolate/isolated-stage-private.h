/* Stages that run apart from the host. */
#pragma once

#include "component-private.h"

/* A processor that declares what @component does and does it in worker processes: `load` starts the first worker, each
 * context has one of its own, and every result is committed like any other. How its stages are held says
 * obelus_stage_core_set_isolation (). @component must outlive it. */
ObelusComponent *obelus_isolated_component_new (ObelusComponent *component);
