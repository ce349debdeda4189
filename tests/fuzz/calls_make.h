/* SPDX-License-Identifier: MIT */
/* Calls that bytes choose, and what the contract says of each. */
#ifndef FUZZ_CALLS_MAKE_H
#define FUZZ_CALLS_MAKE_H

#include "calls_world.h"

#include <stdint.h>

struct bytes
{
    const uint8_t *at, *end;
};

/* The next byte; 0 at the end. */
unsigned bytes_take(struct bytes *bytes);

/* Makes the next call and checks its outcome. */
void calls_make(struct bytes *bytes);

/* One of the pools, or NULL. */
struct pool *calls_pool(struct bytes *bytes);

/* What a call with that pool returns before all else: NULL, type; SUCCESS if neither is wrong. */
JUNO_STATUS_T calls_first(const struct pool *pool, bool is_other_null);

/* Whether the handler is told of such a call's failure. */
bool calls_is_told(const struct pool *pool);

/* Pools: init, deinit, options, lock, statistics, membership. */
void call_init(struct bytes *bytes);
void call_deinit(struct bytes *bytes);
void call_options(struct bytes *bytes);
void call_lock(struct bytes *bytes);
void call_stats(struct bytes *bytes);
void call_peak(struct bytes *bytes);
void call_owns(struct bytes *bytes);
void call_walk(struct bytes *bytes);

/* Recordings. */
void call_trace_init(struct bytes *bytes);
void call_attach(struct bytes *bytes);
void call_detach(struct bytes *bytes);
void call_mark(struct bytes *bytes);
void call_flush(struct bytes *bytes);
void call_end(struct bytes *bytes);
void call_dump(struct bytes *bytes);

#endif
