/* SPDX-License-Identifier: MIT */
/* The parts of the calls harness. */
#ifndef FUZZ_CALLS_H
#define FUZZ_CALLS_H

#include "call.h"

#include <stdint.h>

struct bytes
{
    const uint8_t *at, *end;
};

/* The next byte; 0 at the end. */
unsigned bytes_take(struct bytes *bytes);

/* A call on the library that bytes choose. */
call_t calls_make(struct bytes *bytes, unsigned first);

/* So many first bytes of a call, of 64, choose one of the recorder's. */
#define CALLS_OF_RECORDER 12

/* Two recordings that get what the pools do: one is written out, one is a flight recorder. */
void traces_begin(void);
void traces_end(void);

/* Makes the recorder's call `which`, below CALLS_OF_RECORDER, and checks its outcome. */
void traces_call(struct bytes *bytes, unsigned which);

/* After each call: no recording keeps its lock. */
void traces_check(void);

#endif
