/* The writer of the plugin conll. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusWriterClass conll2003_writer;
