/* SPDX-License-Identifier: MIT */
/* What one event or gap does to one pool. */
#ifndef JUNOMEMSTAT_REPLAY_POOL_H
#define JUNOMEMSTAT_REPLAY_POOL_H

#include "replay.h"

bool pool_is_live(const struct replay_pool *pool, const struct block *block);

/* The most likely number of live blocks. */
uint64_t pool_used(const struct replay_pool *pool);

/* The most blocks that can be live, or UNBOUNDED. */
uint64_t pool_cap(const struct replay *replay, uint32_t pool);

/* Begins another epoch: blocks were last seen in an earlier one. */
void pool_next_epoch(struct replay_pool *pool);

/* Between the event before and the one to come, `events` may be missing (or UNKNOWN_COUNT). */
void pool_gap(struct replay_pool *pool, uint64_t cap, uint64_t events);

/* An event that the pool's state contradicts; says so once for each pool. */
void pool_contradiction(struct replay *replay, uint32_t position, const char *what, uint64_t block);

/* The dump of a flight recorder begins without saying what is live in the pool. */
void pool_without_ground(struct replay *replay, uint32_t position);

/* Applies the event, whose pool is known. */
void pool_event(struct replay *replay, struct replay_pool *pool, const struct trace_event *event);

/* Takes what is certain into the limits, and the limits into the peak. */
void pool_settle(struct replay_pool *pool, bool has_time, uint64_t time);

/* What events lost may have changed of a block that is still live. */
void pool_doubt_block(struct replay *replay, struct block *block);

/* The block's count tells how many references are held that nobody was seen to take. */
void pool_expect_refs(struct replay *replay, struct block *block, uint64_t held);

/* A reference to a block that is live was taken, or given back; there are `count` now. */
void pool_ref_get(struct replay *replay, struct block *block, uint64_t count, uint32_t site);
void pool_ref_put(struct replay *replay, struct block *block, uint64_t count, uint32_t site);

/* Block-state items. */
void pool_snapshot_item(struct replay *replay, struct replay_pool *pool, const struct trace_item *item);

#endif
