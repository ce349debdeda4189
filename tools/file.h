/* SPDX-License-Identifier: MIT */
/* Calls on descriptors, taken up again where a signal interrupted them or the system took less. */
#ifndef JUNOMEMSTAT_FILE_H
#define JUNOMEMSTAT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A descriptor that a started program does not inherit; below 0: errno says why. */
int file_open(const char *name, int flags);

/* What read() returns, but for EINTR. */
ssize_t file_read(int descriptor, void *bytes, size_t size);

/* Writes all of it; false: errno says why not. */
bool file_write(int descriptor, const void *bytes, size_t size);

/*
 * Opens standard input, output and error where the program was started without: else
 * the next file would be taken for one of them. What they are used for fails.
 */
void file_keep_standard(void);

/* Closes it in any case; false: errno says what may be lost. */
bool file_close(int descriptor);

#endif
