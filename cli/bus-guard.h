/* What happens when a mapped file is cut short under the program. */
#pragma once

/* From now on the program that reads beyond the end of a mapped file ends with a sentence that names the file. */
void cli_bus_guard_install (void);
