/* SPDX-License-Identifier: MIT */
/* Files and directories that must not outlive the program, however it ends. */
#ifndef JUNOMEMSTAT_TEMPORARY_H
#define JUNOMEMSTAT_TEMPORARY_H

/* From now on `path` is removed where a signal or exit() ends the program, after all that was added later. */
void temporary_add(const char *path);

/* It is gone or to stay, with all that is in it. */
void temporary_forget(const char *path);

#endif
