/* SPDX-License-Identifier: MIT */
/*
 * The trace of a run: recorded while the calls are made, replayed by
 * junomemstat's engine when it ends, and held against what the model says the
 * trace was told. Without a recorder, or without the engine, less of this.
 */
#ifndef MODEL_RECORDING_H
#define MODEL_RECORDING_H

#include "model.h"

/* What a replay must say of a pool from its attaching to a moment. */
typedef struct expected
{
    uint32_t attachment;
    uint32_t mark; /* the moment; 0: the end */
    uint64_t used;
    uint64_t live; /* a sum over all live blocks, see expected_block() */
    uint64_t peak, gets, puts, updates, failed_gets;
    uint64_t errors;           /* a sum over all causes, see expected_errors() */
    uint64_t leaked_bytes;     /* as far as sizes are known */
    uint64_t waste;            /* bytes of blocks that nobody asked for, likewise */
    uint64_t unsized, counted; /* blocks of unknown size; blocks whose count is known, and not 1 */
} expected_t;

#define EXPECTED_UNKNOWN UINT64_MAX

/* The part of one block in the sum; EXPECTED_UNKNOWN where the trace cannot know it. */
uint64_t expected_block(uint64_t block, uint64_t size, uint64_t count);

/* The part of a cause. */
uint64_t expected_errors(uint64_t cause, uint64_t count, uint64_t gets);

/* What the trace was told of the pool up to now. */
expected_t expected_of(const model_pool_t *pool, uint32_t mark);

void recording_begin(void);

/* Ends the trace, and compares. */
void recording_end(void);

/* What has been expected since the trace began; valid until it is begun anew. */
const expected_t *recording_expected(size_t *count);

/* Replays a trace; says what differs through world_differs(). */
void replay_compare(const unsigned char *bytes, size_t size, const expected_t *expected, size_t count);

#endif
