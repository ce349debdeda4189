/* SPDX-License-Identifier: MIT */
#include "calls_world.h"

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

struct pool pools[POOLS];
struct slot slots[SLOTS];
struct trace traces[TRACES];
struct handled handled;

/* What was there before the call. */
static struct
{
    const struct pool *pool;
    const struct slot *slot;
    JUNO_MEMORY_ALLOC_T alloc;
    JUNO_MEMORY_T real;
    JUNO_MEMORY_BLOCK_METADATA_T metadata[LENGTH_MOST];
} before;

static void *grab(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL)
    {
        fuzz_fail("no memory");
    }
    memset(memory, 0xA5, size);
    return memory;
}

static void lock_take(JUNO_USER_DATA_T *user_data)
{
    struct lock *lock = user_data;
    lock->count++;
    if (++lock->depth != 1)
    {
        fuzz_fail("a lock that is taken is taken again");
    }
}

static void lock_give(JUNO_USER_DATA_T *user_data)
{
    struct lock *lock = user_data;
    if (lock->depth-- != 1)
    {
        fuzz_fail("a lock that is not taken is given back");
    }
}

static void lock_begin(struct lock *lock)
{
    *lock = (struct lock){.lock = {lock_take, lock_give, lock}};
}

void world_handler(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data)
{
    const struct pool *pool = user_data;
    handled.count++;
    handled.status = status;
    if (message == NULL || pool < pools || pool >= pools + POOLS)
    {
        fuzz_fail("the handler's message or user data is wrong");
    }
    for (size_t i = 0; i < POOLS; i++)
    {
        if (pools[i].lock.depth != 0)
        {
            fuzz_fail("the handler is called inside a lock");
        }
    }
    if (pool->is_inited)
    {
        JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof stats};
        if (Juno_MemoryBlkStats(&pool->alloc->tBlock, &stats) != JUNO_STATUS_SUCCESS)
        {
            fuzz_fail("the handler cannot ask for statistics");
        }
    }
}

void world_begin(void)
{
    memset(slots, 0, sizeof slots);
    memset(traces, 0, sizeof traces);
    memset(pools, 0, sizeof pools);
    for (size_t i = 0; i < POOLS; i++)
    {
        pools[i].alloc = grab(sizeof *pools[i].alloc);
        memset(pools[i].alloc, 0, sizeof *pools[i].alloc);
        pools[i].trace = -1;
        lock_begin(&pools[i].lock);
    }
    for (size_t i = 0; i < TRACES; i++)
    {
        traces[i].buffer = grab(i == 0 ? BUFFER_SIZE : RING_SIZE);
        lock_begin(&traces[i].lock);
    }
}

void world_end_trace(struct trace *trace)
{
    if (trace->is_recording)
    {
        const JUNO_STATUS_T status = Juno_MemoryTraceEnd(&trace->real);
        if (status != JUNO_STATUS_SUCCESS && status != JUNO_STATUS_WRITE_ERROR)
        {
            fuzz_fail("TraceEnd: status %d", (int)status);
        }
        trace->is_recording = false;
    }
}

void world_end(void)
{
    for (size_t i = 0; i < TRACES; i++)
    {
        world_end_trace(&traces[i]);
        free(traces[i].buffer);
    }
    for (size_t i = 0; i < POOLS; i++)
    {
        if (pools[i].is_inited && Juno_MemoryBlkDeinit(&pools[i].alloc->tBlock) != JUNO_STATUS_SUCCESS)
        {
            fuzz_fail("Deinit at the end");
        }
        free(pools[i].memory);
        free(pools[i].metadata);
        free(pools[i].table);
        free(pools[i].alloc);
    }
}

static void forget_slots(const struct pool *pool)
{
    for (size_t i = 0; i < SLOTS; i++)
    {
        const unsigned char *at = slots[i].real.pvAddr;
        const bool is_in = at != NULL && pool->memory != NULL && at >= pool->memory &&
                           at <= pool->memory + pool->type_size * pool->length;
        if (is_in || (slots[i].is_given && &pools[slots[i].pool] == pool))
        {
            memset(&slots[i], 0, sizeof slots[i]);
        }
    }
}

void world_geometry(struct pool *pool, size_t type_size, size_t length)
{
    forget_slots(pool);
    free(pool->memory);
    free(pool->metadata);
    pool->type_size = type_size;
    pool->length = length;
    pool->memory = grab(type_size * length);
    pool->metadata = grab(length * sizeof *pool->metadata);
    if (pool->table == NULL)
    {
        pool->table = grab(LENGTH_MOST * sizeof *pool->table);
    }
    pool->carved = pool->used = pool->peak = pool->free_count = 0;
    pool->gets = pool->failed_gets = pool->puts = pool->failed_puts = 0;
    pool->is_locked = pool->clears = false;
    pool->is_inited = true;
    pool->trace = -1;
    memset(pool->blocks, 0, sizeof pool->blocks);
}

void *world_address(const struct pool *pool, size_t block)
{
    return pool->memory + block * pool->type_size;
}

size_t world_find(const struct pool *pool, const struct slot *slot)
{
    for (size_t i = 0; i < pool->carved; i++)
    {
        const struct model_block *block = &pool->blocks[i];
        const bool is_here = block->live && slot->wanted.pvAddr == world_address(pool, i);
        const bool is_its = &pools[slot->pool] == pool && slot->block == i && slot->serial == block->serial;
        if (is_here && (!slot->is_given || is_its))
        {
            return i;
        }
    }
    return LENGTH_MOST;
}

void world_expect(const struct pool *pool, const struct slot *slot)
{
    handled = (struct handled){0};
    before.pool = pool;
    before.slot = slot;
    if (pool != NULL)
    {
        memcpy(&before.alloc, pool->alloc, sizeof before.alloc);
        if (pool->metadata != NULL)
        {
            memcpy(before.metadata, pool->metadata, pool->length * sizeof *before.metadata);
        }
    }
    if (slot != NULL)
    {
        memcpy(&before.real, &slot->real, sizeof before.real);
    }
}

static void check_unchanged(const char *call)
{
    if (before.pool != NULL)
    {
        /* Failure counters may, and the serial tables of blocks that were never out are not there yet. */
        JUNO_MEMORY_ALLOC_T now;
        memcpy(&now, before.pool->alloc, sizeof now);
        now.tBlock.zFailedGets = before.alloc.tBlock.zFailedGets;
        now.tBlock.zFailedPuts = before.alloc.tBlock.zFailedPuts;
        if (memcmp(&now, &before.alloc, sizeof now) != 0)
        {
            fuzz_fail("%s: an error changed the allocator", call);
        }
        if (before.pool->metadata != NULL &&
            memcmp(before.metadata, before.pool->metadata, before.pool->length * sizeof *before.metadata) !=
                0)
        {
            fuzz_fail("%s: an error changed the bookkeeping", call);
        }
    }
    if (before.slot != NULL && memcmp(&before.real, &before.slot->real, sizeof before.real) != 0)
    {
        fuzz_fail("%s: an error changed the descriptor", call);
    }
}

void world_result(const char *call, JUNO_STATUS_T status, JUNO_STATUS_T wanted, bool is_told)
{
    const unsigned told = is_told && wanted != JUNO_STATUS_SUCCESS ? 1 : 0;
    if (status != wanted)
    {
        fuzz_fail("%s: status %d, not %d", call, (int)status, (int)wanted);
    }
    if (handled.count != told || (told == 1 && handled.status != wanted))
    {
        fuzz_fail("%s: %u calls of the handler, the last with %d", call, handled.count, (int)handled.status);
    }
    if (wanted != JUNO_STATUS_SUCCESS)
    {
        check_unchanged(call);
    }
}

/* How far the walk came. */
struct walk
{
    const struct pool *pool;
    size_t next, count;
};

static bool visit(void *address, size_t block, JUNO_USER_DATA_T *user_data)
{
    struct walk *walk = user_data;
    const struct pool *pool = walk->pool;
    if (block < walk->next || block >= pool->carved || !pool->blocks[block].live ||
        address != world_address(pool, block))
    {
        fuzz_fail("the walk visits block %zu", block);
    }
    if (pool->lock.depth != (pool->is_locked ? 1 : 0))
    {
        fuzz_fail("the walk is not inside the lock");
    }
    walk->next = block + 1;
    walk->count++;
    return true;
}

static void check_contents(const struct pool *pool, size_t number)
{
    const struct model_block *block = &pool->blocks[number];
    const unsigned char *bytes = world_address(pool, number);
    for (size_t i = 0; block->live && i < block->size; i++)
    {
        if (bytes[i] != block->fill)
        {
            fuzz_fail("byte %zu of live block %zu is not what its owner wrote", i, number);
        }
    }
}

static bool is_counted(const struct pool *pool, const JUNO_MEMORY_STATS_T *stats)
{
    return stats->zTypeSize == pool->type_size && stats->zLength == pool->length &&
           stats->zUsed == pool->used && stats->zPeak == pool->peak && stats->zGets == pool->gets &&
           stats->zPuts == pool->puts && stats->zFailedGets == pool->failed_gets &&
           stats->zFailedPuts == pool->failed_puts;
}

static void check_counts(const struct pool *pool)
{
    JUNO_MEMORY_BLOCK_T *block = &pool->alloc->tBlock;
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof stats};
    struct walk walk = {.pool = pool};
    if (Juno_MemoryBlkStats(block, &stats) != JUNO_STATUS_SUCCESS || !is_counted(pool, &stats))
    {
        fuzz_fail("statistics are wrong");
    }
    if (Juno_MemoryBlkForEach(block, visit, &walk) != JUNO_STATUS_SUCCESS || walk.count != pool->used)
    {
        fuzz_fail("the walk visits %zu blocks of %zu", walk.count, pool->used);
    }
    if (block->zUsed != pool->used || block->zFreed != pool->free_count)
    {
        fuzz_fail("zUsed or zFreed is wrong");
    }
}

static void check_pool(const struct pool *pool)
{
    const JUNO_MEMORY_ALLOC_TYPE_T type = pool->alloc->tHdr.tType;
    if (pool->lock.depth != 0 || (type == JUNO_MEMORY_ALLOC_TYPE_BLOCK) != pool->is_inited)
    {
        fuzz_fail("a pool's lock or type is wrong");
    }
    if (!pool->is_inited)
    {
        return;
    }
    check_counts(pool);
    for (size_t i = 0; i < pool->carved; i++)
    {
        check_contents(pool, i);
    }
}

void world_check(void)
{
    for (size_t i = 0; i < POOLS; i++)
    {
        check_pool(&pools[i]);
    }
    for (size_t i = 0; i < SLOTS; i++)
    {
        const struct slot *slot = &slots[i];
        if (slot->real.pvAddr != slot->wanted.pvAddr || slot->real.zSize != slot->wanted.zSize ||
            slot->real.iRefCount != slot->wanted.iRefCount)
        {
            fuzz_fail("descriptor %zu is not what it should be", i);
        }
    }
    for (size_t i = 0; i < TRACES; i++)
    {
        if (traces[i].lock.depth != 0)
        {
            fuzz_fail("a recording keeps its lock");
        }
    }
}

void world_fill(struct pool *pool, size_t block, size_t size)
{
    pool->blocks[block].size = size;
    pool->blocks[block].fill = (unsigned char)(pool->gets * 7 + block * 13 + (size_t)(pool - pools) + 1);
    memset(world_address(pool, block), pool->blocks[block].fill, size);
}

static size_t word(const unsigned char *bytes, size_t count)
{
    size_t value = 0;
    while (count-- > 0)
    {
        value = value << 8 | bytes[count];
    }
    return value;
}

void world_check_packets(const unsigned char *bytes, size_t size)
{
    static const unsigned char magic[4] = {0xD6, 'J', 'M', 'T'};
    for (size_t at = 0; at < size;)
    {
        const size_t length = size - at < 32 ? 0 : word(bytes + at + 6, 2);
        if (length < 32 || length > size - at || memcmp(bytes + at, magic, 4) != 0 ||
            word(bytes + at + length - 4, 4) != fuzz_crc(bytes + at, length - 4))
        {
            fuzz_fail("what the recorder wrote is no packet");
        }
        at += length;
    }
}
