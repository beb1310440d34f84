/* Looking at a module before the loader maps it. */
#pragma once

#include <glib.h>

/* Checks that the file is a shared module for this machine and that it is whole: the loader would map a truncated one
 * and die of SIGBUS, and libltdl calls one for another machine "file not found". Returns NULL, or why the file must not
 * be loaded as a sentence (transfer full). On systems without ELF every file passes. */
char *obelus_elf_check (const char *path);
