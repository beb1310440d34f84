/* The plugin's components. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusTrainerClass tag_trainer;
