/* SPDX-License-Identifier: MIT */
/*
 * Streams onto descriptors by the calls of file.h: those of the C library fail where
 * a signal interrupts a call, and do not remember why they failed.
 */
#ifndef JUNOMEMSTAT_STREAM_H
#define JUNOMEMSTAT_STREAM_H

#include <stdio.h>

/* Opens a file to read; NULL: errno says why. */
FILE *stream_read(const char *name);

/* A stream that writes to the descriptor, and closes it; NULL: errno says why, and it is closed. */
FILE *stream_write(int descriptor);

/* The one to standard output, which all share: each closes it, and the last one indeed; NULL: errno says why. */
FILE *stream_standard_output(void);

/* The descriptor, -1 where it has none. */
int stream_descriptor(FILE *file);

/* Closes it, whatever befalls it. Returns the error that it met first, 0 where none. */
int stream_close(FILE *file);

#endif
