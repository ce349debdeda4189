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
    BLOCK_KNOWN = BLOCK_LIVE | BLOCK_SIZE_KNOWN | BLOCK_COUNT_KNOWN | BLOCK_TIME_KNOWN,
    /* What is known was known before a gap, and has not been seen since. */
    BLOCK_SITE_UNSURE = 16,
    BLOCK_SIZE_UNSURE = 32,
    BLOCK_COUNT_UNSURE = 64,
    BLOCK_UNSURE = BLOCK_SITE_UNSURE | BLOCK_SIZE_UNSURE | BLOCK_COUNT_UNSURE,
    BLOCK_DOUBTED = 128 /* events may have been lost since its get, or since the trace began */
};

#define BLOCK_SIZE_MOST (((uint64_t)1 << 40) - 1)
#define BLOCK_EPOCH_MOST UINT16_MAX

/* Two of them fill a cache line: where blocks are many, reaching them is what takes time. */
struct block
{
    uint64_t get_time; /* ticks */
    union
    {
        struct
        {
            uint64_t size : 40;  /* asked for; stays at its largest value, 1 TiB */
            uint64_t epoch : 16; /* the pool's, when the block was last known to be live */
            uint64_t flags : 8;
        };
        uint64_t state; /* the three at once */
    };
    uint32_t site;   /* of the get */
    uint32_t count;  /* of references; stays at its largest value */
    uint32_t serial; /* which of the block's gets in this trace; 0: before the trace */
    uint32_t refs;   /* list of references, see refs.h */
};

_Static_assert(sizeof(struct block) == 32, "the memory that a block takes is promised");

/* Sets what is in `on`, and clears what is in `off`. */
static inline void block_flags(struct block *block, unsigned on, unsigned off)
{
    block->flags = (uint8_t)((block->flags & ~off) | on);
}

#define BLOCKS_A_PAGE 32u
#define BLOCK_PAGES_A_CHAPTER 256u
/* Chapters from this one on are found through a hash table: nobody has so many blocks. */
#define BLOCK_CHAPTERS_DIRECT 2048u

struct block_page
{
    struct block blocks[BLOCKS_A_PAGE];
};

struct block_chapter
{
    struct block_page *pages[BLOCK_PAGES_A_CHAPTER]; /* NULL: not touched */
    uint64_t number;
};

struct block_table
{
    struct block_chapter **chapters; /* by number */
    size_t chapter_room;
    struct block_chapter **far; /* by hash, NULL: empty */
    size_t far_count;
    size_t far_room; /* a power of two, or 0 */
    size_t page_count;
    unsigned char *reserve; /* for pages to come, zeroed */
    size_t reserve_left;    /* bytes */
    void **slabs;           /* where pages lie */
    size_t slab_count, slab_room;
};

/* The block's record, made if it is new. Valid for good: records do not move. */
struct block *blocks_at(struct block_table *table, uint64_t number);

/* The block's record if there is one, else NULL. */
struct block *blocks_find(const struct block_table *table, uint64_t number);

/* The same, but NULL for a record that blocks_find may yet find. */
static inline struct block *blocks_near(const struct block_table *table, uint64_t number)
{
    const uint64_t page = number / BLOCKS_A_PAGE;
    const uint64_t chapter = page / BLOCK_PAGES_A_CHAPTER;
    if (chapter >= table->chapter_room || table->chapters[chapter] == NULL)
    {
        return NULL;
    }
    struct block_page *there = table->chapters[chapter]->pages[page % BLOCK_PAGES_A_CHAPTER];
    return there == NULL ? NULL : &there->blocks[number % BLOCKS_A_PAGE];
}

/* Calls `visit` for each record there is, in no particular order. */
void blocks_each(
    const struct block_table *table,
    void (*visit)(void *context, uint64_t number, struct block *block),
    void *context
);

void blocks_free(struct block_table *table);

#endif
