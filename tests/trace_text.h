/* SPDX-License-Identifier: MIT */
/*
 * What the recorder's suites share: a writer into memory that can be told to
 * fail, a clock that the test turns, and what a trace says, one item a line, as
 * junomemstat's reader understands it.
 */
#ifndef TESTS_TRACE_TEXT_H
#define TESTS_TRACE_TEXT_H

#include "juno/memory/trace.h"
#include <stddef.h>

/* What has been written so far, and how often the writer was called. */
typedef struct tape
{
    unsigned char bytes[1 << 20];
    size_t size;
    size_t packets;
    size_t largest;   /* bytes in the largest packet */
    size_t fail_from; /* packets from this one on are refused; SIZE_MAX: none */
    size_t fail_to;   /* up to this one, which is taken again */
    size_t calls;
    uint64_t time;
    uint32_t thread;
} tape_t;

extern tape_t tape;

/* An empty tape that takes everything, at time 0, in thread 0. */
void tape_reset(void);

/* A configuration that records to the tape: a clock of 1,000 ticks a second. */
JUNO_MEMORY_TRACE_CONFIG_T tape_config(void);

/*
 * The trace on the tape as text. Headers and pools that only repeat what was
 * said are left out. Good until the next call.
 */
const char *tape_text(void);

/* Whether every packet is intact and none is missing, the end included. */
bool tape_is_complete(void);

#endif
