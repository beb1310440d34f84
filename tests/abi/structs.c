/* No function of the library takes what plugins declare: this makes it a part of the description all the same. */
#include <obelus/obelus-plugin.h>

OBELUS_API const ObelusPlugin *obelus_described_plugin;
const ObelusPlugin *obelus_described_plugin = NULL;
