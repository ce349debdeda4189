/* SPDX-License-Identifier: MIT */
#include "calls_make.h"

#include "fuzz.h"

#include <stdlib.h>

static JUNO_MEMORY_BLOCK_T *block_of(struct pool *pool)
{
    return pool == NULL ? NULL : &pool->alloc->tBlock;
}

/* What is wrong with an init's arguments. */
enum wrong
{
    WRONG_NOTHING, /* as often as all else together */
    WRONG_POOL = 8,
    WRONG_MEMORY,
    WRONG_METADATA,
    WRONG_SIZE,
    WRONG_LENGTH,
    WRONG_PRODUCT,
    WRONG_LONG,
    WRONG_ALIGNMENT
};

struct arguments
{
    JUNO_MEMORY_BLOCK_T *block;
    void *memory;
    JUNO_MEMORY_BLOCK_METADATA_T *metadata;
    size_t size, length;
};

/* Returns the status that goes with it. */
static JUNO_STATUS_T spoil(struct arguments *arguments, enum wrong wrong)
{
    switch (wrong)
    {
    case WRONG_POOL:
        arguments->block = NULL;
        return JUNO_STATUS_NULLPTR_ERROR;
    case WRONG_MEMORY:
        arguments->memory = NULL;
        return JUNO_STATUS_NULLPTR_ERROR;
    case WRONG_METADATA:
        arguments->metadata = NULL;
        return JUNO_STATUS_NULLPTR_ERROR;
    case WRONG_SIZE:
        arguments->size = 0;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    case WRONG_LENGTH:
        arguments->length = 0;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    case WRONG_PRODUCT:
        arguments->size = SIZE_MAX / arguments->length + 1;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    case WRONG_LONG:
        arguments->length = JUNO_MEMORY_BLK_LENGTH_MAX + 1;
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    default:
        arguments->metadata = (void *)((uintptr_t)arguments->metadata + 1);
        return JUNO_STATUS_ERR;
    }
}

static JUNO_STATUS_T init(const struct arguments *arguments, struct pool *pool, bool is_at)
{
    return is_at ? Juno_MemoryBlkInitAt(
                       arguments->block, arguments->memory, arguments->metadata, arguments->size,
                       arguments->length, world_handler, pool, __FILE__, __LINE__, __func__
                   )
                 : Juno_MemoryBlkInit(
                       arguments->block, arguments->memory, arguments->metadata, arguments->size,
                       arguments->length, world_handler, pool
                   );
}

/* A failing one leaves a pool that nothing can be got from. */
static void init_wrong(struct pool *pool, const struct arguments *good, unsigned byte)
{
    struct arguments arguments = *good;
    const JUNO_STATUS_T wanted = spoil(&arguments, (enum wrong)(byte & 15u));
    if (arguments.block != NULL)
    {
        pool->is_inited = false; /* before the handler looks */
    }
    world_expect(NULL, NULL);
    world_result("BlkInit", init(&arguments, pool, (byte & 16u) != 0), wanted, true);
}

void call_init(struct bytes *bytes)
{
    static JUNO_MEMORY_BLOCK_METADATA_T spare[LENGTH_MOST + 1];
    static unsigned char memory[LENGTH_MOST * SIZE_MOST];
    struct pool *pool = &pools[bytes_take(bytes) % POOLS];
    const unsigned byte = bytes_take(bytes);
    const size_t size = 1 + bytes_take(bytes) % SIZE_MOST;
    const size_t length = 1 + bytes_take(bytes) % LENGTH_MOST;
    if ((byte & 15u) >= WRONG_POOL)
    {
        init_wrong(pool, &(struct arguments){&pool->alloc->tBlock, memory, spare, size, length}, byte);
        return;
    }
    world_geometry(pool, size, length);
    const struct arguments arguments = {&pool->alloc->tBlock, pool->memory, pool->metadata, size, length};
    world_expect(NULL, NULL);
    world_result("BlkInit", init(&arguments, pool, (byte & 16u) != 0), JUNO_STATUS_SUCCESS, true);
}

void call_deinit(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    const JUNO_STATUS_T wanted = calls_first(pool, false);
    world_expect(pool, NULL);
    world_result("BlkDeinit", Juno_MemoryBlkDeinit(block_of(pool)), wanted, calls_is_told(pool));
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        pool->is_inited = false;
        pool->trace = -1;
    }
}

void call_options(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    const unsigned options = bytes_take(bytes) % 5;
    const JUNO_STATUS_T first = calls_first(pool, false);
    const JUNO_STATUS_T wanted = first == JUNO_STATUS_SUCCESS && options > 1 ? JUNO_STATUS_ERR : first;
    world_expect(pool, NULL);
    world_result(
        "BlkOptionsSet", Juno_MemoryBlkOptionsSet(block_of(pool), options), wanted, calls_is_told(pool)
    );
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        pool->clears = options == JUNO_MEMORY_BLK_CLEAR;
    }
}

void call_lock(struct bytes *bytes)
{
    static const JUNO_MEMORY_LOCK_T half = {0};
    struct pool *pool = calls_pool(bytes);
    const unsigned choice = bytes_take(bytes) % 4;
    const JUNO_STATUS_T wanted = calls_first(pool, choice == 3);
    const JUNO_MEMORY_LOCK_T *lock = choice == 3                   ? &half
                                     : choice == 0 || pool == NULL ? NULL
                                                                   : &pool->lock.lock;
    world_expect(pool, NULL);
    world_result(
        "LockSet", Juno_MemoryLockSet(pool == NULL ? NULL : pool->alloc, lock), wanted, calls_is_told(pool)
    );
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        pool->is_locked = lock != NULL;
    }
}

void call_stats(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    const unsigned choice = bytes_take(bytes) % 4;
    JUNO_MEMORY_STATS_T stats = {.zStructSize = choice == 1 ? 8 : sizeof stats};
    const JUNO_STATUS_T first = calls_first(pool, choice == 0);
    const bool is_small = first == JUNO_STATUS_SUCCESS && choice == 1;
    world_expect(pool, NULL);
    world_result(
        "BlkStats", Juno_MemoryBlkStats(block_of(pool), choice == 0 ? NULL : &stats),
        is_small ? JUNO_STATUS_INVALID_SIZE_ERROR : first, calls_is_told(pool)
    );
}

void call_peak(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    const JUNO_STATUS_T wanted = calls_first(pool, false);
    world_expect(pool, NULL);
    world_result("BlkPeakReset", Juno_MemoryBlkPeakReset(block_of(pool)), wanted, calls_is_told(pool));
    if (wanted == JUNO_STATUS_SUCCESS)
    {
        pool->peak = pool->used;
    }
}

void call_owns(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    const struct slot *slot = &slots[bytes_take(bytes) % SLOTS];
    const uintptr_t address = (uintptr_t)slot->real.pvAddr;
    bool wanted = false;
    if (pool != NULL && pool->is_inited)
    {
        const uintptr_t start = (uintptr_t)pool->memory;
        wanted = address >= start && address < start + pool->type_size * pool->length;
    }
    if (Juno_MemoryBlkOwns(block_of(pool), slot->real.pvAddr) != wanted)
    {
        fuzz_fail("BlkOwns does not say %s", wanted ? "yes" : "no");
    }
}

static bool visit_some(void *address, size_t block, JUNO_USER_DATA_T *user_data)
{
    size_t *left = user_data;
    (void)address;
    (void)block;
    if (*left == 0)
    {
        fuzz_fail("the walk goes on");
    }
    return --*left > 0;
}

void call_walk(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    size_t left = bytes_take(bytes) % 4;
    JUNO_MEMORY_VISIT_T function = left == 0 ? NULL : visit_some;
    const JUNO_STATUS_T wanted = calls_first(pool, left == 0);
    world_expect(pool, NULL);
    world_result(
        "BlkForEach", Juno_MemoryBlkForEach(block_of(pool), function, &left), wanted, calls_is_told(pool)
    );
}
