/* For programs that embed Obelus: registry, pipelines, documents. */
#pragma once

#include <obelus/obelus-arrow.h>
#include <obelus/obelus-document.h>
#include <obelus/obelus-error.h>
#include <obelus/obelus-memory.h>
#include <obelus/obelus-model.h>
#include <obelus/obelus-pipeline.h>
#include <obelus/obelus-record.h>
#include <obelus/obelus-registry.h>
#include <obelus/obelus-runner.h>
#include <obelus/obelus-text.h>
#include <obelus/obelus-version.h>
