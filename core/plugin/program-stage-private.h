/* Processors that are programs: what their functions do. */
#pragma once

#include <obelus/obelus-component.h>

/* The functions that talk to a component's program; nothing else is set. */
const ObelusProcessorClass *obelus_program_stage_get_functions (void);
