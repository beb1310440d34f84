/* The line that a program is sent before all others. */
#pragma once

#include "context-struct-private.h"

/* `{"obelus": "0.1.0", "stage": "shout", "options": {"threshold": 0.5}}` and a line feed. */
GString *obelus_program_greeting_new (ObelusStageCore *core);
