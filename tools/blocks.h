/* SPDX-License-Identifier: MIT */
/*
 * What is known of each block of a pool: pages of a few blocks, found by
 * number, so that a pool of any length costs only what was touched of it.
 */
#ifndef JUNOMEMSTAT_BLOCKS_H
#define JUNOMEMSTAT_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum block_flag
{
    BLOCK_LIVE = 1,
    BLOCK_SIZE_KNOWN = 2,
    BLOCK_COUNT_KNOWN = 4,
    BLOCK_TIME_KNOWN = 8,
    /* What is known was known before a gap, and has not been seen since. */
    BLOCK_SITE_UNSURE = 16,
    BLOCK_SIZE_UNSURE = 32,
    BLOCK_COUNT_UNSURE = 64,
    BLOCK_UNSURE = BLOCK_SITE_UNSURE | BLOCK_SIZE_UNSURE | BLOCK_COUNT_UNSURE,
    BLOCK_DOUBTED = 128 /* events may have been lost since its get, or since the trace began */
};

struct block
{
    uint64_t get_time; /* ticks */
    uint64_t size;     /* asked for */
    uint32_t site;     /* of the get */
    uint32_t count;    /* of references; stays at its largest value */
    uint32_t serial;   /* which of the block's gets in this trace; 0: before the trace */
    uint32_t epoch;    /* the pool's, when the block was last known to be live */
    uint32_t refs;     /* list of references, see refs.h */
    uint32_t flags;
};

#define BLOCKS_A_PAGE 16u

struct block_page
{
    struct block blocks[BLOCKS_A_PAGE];
};

struct block_page_slot
{
    uint64_t number;
    struct block_page *page; /* NULL: empty */
};

struct block_table
{
    struct block_page_slot *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t page_count;
};

/* The block's record, made if it is new. Valid for good: records do not move. */
struct block *blocks_at(struct block_table *table, uint64_t number);

/* The block's record if there is one, else NULL. */
const struct block *blocks_find(const struct block_table *table, uint64_t number);

/* Calls `visit` for each record there is, in no particular order. */
void blocks_each(
    const struct block_table *table,
    void (*visit)(void *context, uint64_t number, struct block *block),
    void *context
);

void blocks_free(struct block_table *table);

#endif
