/* For plugins: the one header that a plugin author needs. */
#pragma once

#include <obelus/obelus-component.h>
#include <obelus/obelus-context.h>
#include <obelus/obelus-document.h>
#include <obelus/obelus-error.h>
#include <obelus/obelus-memory.h>
#include <obelus/obelus-model.h>
#include <obelus/obelus-option.h>
#include <obelus/obelus-record.h>
#include <obelus/obelus-source.h>
#include <obelus/obelus-text.h>
#include <obelus/obelus-version.h>
