/* SPDX-License-Identifier: MIT */
/* A line on standard error that tells how far the reading of a long input is. */
#ifndef JUNOMEMSTAT_PROGRESS_H
#define JUNOMEMSTAT_PROGRESS_H

#include <stddef.h>

/*
 * Trace number `index` of `count` is going to be read. Where standard error is a terminal
 * the line appears as soon as this has taken a second; a message takes it away.
 */
void progress_begin(size_t index, size_t count);

/* Takes the line away; nothing happens if there is none. */
void progress_end(void);

#endif
