/* SPDX-License-Identifier: MIT */
/* A sequence of calls in a process of its own, so that a crash is a result like any other. */
#ifndef MODEL_TRIAL_H
#define MODEL_TRIAL_H

#include "world.h"

/* What a process leaves behind for the one that waits for it. */
typedef struct trial
{
    size_t count;   /* calls made so far, the last one included */
    uint64_t calls; /* of the library */
    uint64_t digest;
    bool done; /* it came to its end, whatever it found */
    bool failed;
    char why[200];
    call_t calls_made[]; /* room for as many as may be drawn */
} trial_t;

/* Memory that both processes see; NULL where there is none. */
trial_t *trial_new(size_t room);

/* Draws and makes calls. Returns false where something differed, or the process died. */
bool trial_draw(trial_t *trial, const world_options_t *options, uint64_t seed, size_t calls);

/* Makes these calls. */
bool trial_replay(trial_t *trial, const world_options_t *options, const call_t *calls, size_t count);

/* Leaves out calls, and makes them simpler, as long as they still fail; returns how many are left. */
size_t shrink(trial_t *trial, const world_options_t *options, call_t *calls, size_t count);

/* Prints the sequence as a C test. */
void show_test(const call_t *calls, size_t count, uint64_t seed);

#endif
