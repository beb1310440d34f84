/* The headers as C++17 reads them. */
#include <obelus/obelus-plugin.h>
#include <obelus/obelus.h>

static_assert (OBELUS_PLUGIN_INTERFACE >= 1, "the interface has a version");
