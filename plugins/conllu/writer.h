/* The writer `conllu`. */
#pragma once

#include <obelus/obelus-plugin.h>

extern const ObelusWriterClass conllu_writer;
