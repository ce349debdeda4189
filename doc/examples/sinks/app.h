/* SPDX-License-Identifier: MIT */
/*
 * What the sink examples trace: a pool of samples, and something to do with it.
 * The same in all of them, so that the same report must come out whatever the
 * trace went through.
 */
#ifndef EXAMPLES_SINKS_APP_H
#define EXAMPLES_SINKS_APP_H

#include "juno/memory/trace.h"

/* Makes the pool and records it. */
bool app_start(JUNO_MEMORY_TRACE_T *trace);

/* Takes so many samples: a get, a reference taken and given back, a put each. */
void app_run(unsigned int samples);

/* Fills the pool, asks for one block too many, and forgets one block. */
void app_finish(void);

#endif
