/* SPDX-License-Identifier: MIT */
/* What the library did, held against what the model says. */
#include "world.h"

#include <string.h>

static void compare_report(const outcome_t *outcome)
{
    const heard_t *const heard = &world.heard;

    if (heard->reports != (outcome->reported ? 1 : 0))
    {
        world_differs("the handler is called %d times, not %d", heard->reports, outcome->reported ? 1 : 0);
    }
    if (heard->reports == 0)
    {
        return;
    }
    if (heard->status != outcome->status)
    {
        world_differs("the handler is told %d, not %d", (int)heard->status, (int)outcome->status);
    }
    if (heard->told != outcome->told)
    {
        world_differs(
            "the handler of pool %d is called with user data of %d (-1: nobody)", outcome->told, heard->told
        );
    }
    if (heard->in_lock)
    {
        world_differs("the handler is called inside a lock");
    }
}

/* Each cause has words of its own, always the same. */
static void compare_message(cause_t cause)
{
    if (world.heard.message == NULL)
    {
        world_differs("the handler is told no message");
        return;
    }
#ifdef JUNO_MEMORY_NO_MESSAGES
    (void)cause;
    if (world.heard.message[0] != '\0')
    {
        world_differs("the handler is told a message that is compiled out");
    }
#else
    for (int i = 1; i < MODEL_CAUSES; i++)
    {
        const char *const known = world.messages[i];
        if (known != NULL && (strcmp(known, world.heard.message) == 0) != (i == (int)cause))
        {
            world_differs("the handler is told \"%s\"", world.heard.message);
        }
    }
    if (world.heard.message[0] == '\0')
    {
        world_differs("the handler is told an empty message");
    }
    world.messages[cause] = world.heard.message;
#endif
}

/* Its own pool's, once, where the call succeeded; nobody else's. */
static void compare_locks(const outcome_t *outcome)
{
    for (int i = 0; i < MODEL_ALLOCATORS; i++)
    {
        const world_lock_t *const lock = &world.locks[i];
        const bool is_its = i == outcome->pool && world.model.pools[i].has_lock;
        const int least = (is_its && outcome->in_lock) ? 1 : 0;
        if (lock->depth != 0 || lock->entered < least || lock->entered > (is_its ? 1 : 0))
        {
            world_differs("the lock of pool %d is entered %d times, depth %d", i, lock->entered, lock->depth);
        }
    }
}

/* What a pool's counter says changes inside its lock only. */
static void compare_inside_lock(const outcome_t *outcome, size_t used_before)
{
    if (outcome->pool == MODEL_NONE || world.locks[outcome->pool].entered == 0)
    {
        return;
    }
    const world_lock_t *const lock = &world.locks[outcome->pool];
    if (lock->used_before != used_before || lock->used_after != world.allocators[outcome->pool]->tBlock.zUsed)
    {
        world_differs("pool %d changes outside of its lock", outcome->pool);
    }
}

void world_compare_call(const outcome_t *outcome, size_t used_before)
{
    if (world.status != outcome->status)
    {
        world_differs("status %d, not %d", (int)world.status, (int)outcome->status);
    }
    if (world.answer != outcome->answer)
    {
        world_differs("Owns says %d", world.answer ? 1 : 0);
    }
    compare_report(outcome);
    if (world.heard.reports > 0)
    {
        compare_message(outcome->cause);
    }
    compare_locks(outcome);
    compare_inside_lock(outcome, used_before);
}

void world_compare_memory(
    const JUNO_MEMORY_T *real, const model_memory_t *expected, const char *what, int number
)
{
    if (real->pvAddr != world_address(expected->place))
    {
        world_differs(
            "%s %d: another address than pool %d, byte %ld", what, number, expected->place.pool,
            (long)expected->place.offset
        );
    }
    if (real->zSize != expected->size)
    {
        world_differs(
            "%s %d: size %lu, not %lu", what, number, (unsigned long)real->zSize,
            (unsigned long)expected->size
        );
    }
    if (real->iRefCount != expected->count)
    {
        world_differs(
            "%s %d: count %lu, not %lu", what, number, (unsigned long)real->iRefCount,
            (unsigned long)expected->count
        );
    }
}

static void compare_members(int pool)
{
    const JUNO_MEMORY_BLOCK_T *const real = &world.allocators[pool]->tBlock;
    const model_pool_t *const expected = &world.model.pools[pool];

    if (real->pvMemory != world.memory[pool] || real->ptMetadata != world.metadata[pool] ||
        real->zTypeSize != expected->type_size || real->zLength != expected->length)
    {
        world_differs("pool %d is not what it was inited with", pool);
    }
    if (real->pfcnFailureHandler != (expected->has_handler ? world_handler : NULL) ||
        real->pvFailureUserData != &world.locks[pool])
    {
        world_differs("pool %d has another handler", pool);
    }
    if (real->zUsed != expected->used || real->zFreed != expected->free_count)
    {
        world_differs(
            "pool %d has %lu blocks out and %lu freed, not %lu and %lu", pool, (unsigned long)real->zUsed,
            (unsigned long)real->zFreed, (unsigned long)expected->used, (unsigned long)expected->free_count
        );
    }
}

void world_compare_pool(int pool)
{
    const bool inited = world.model.pools[pool].inited;
    const JUNO_MEMORY_ALLOC_TYPE_T type =
        inited ? JUNO_MEMORY_ALLOC_TYPE_BLOCK : JUNO_MEMORY_ALLOC_TYPE_RESERVED;

    if (world.allocators[pool]->tHdr.tType != type)
    {
        world_differs("pool %d has the type %d", pool, (int)world.allocators[pool]->tHdr.tType);
    }
    if (inited)
    {
        compare_members(pool);
    }
}

static void compare_figure(int pool, const char *what, size_t real, size_t expected)
{
    if (real != expected)
    {
        world_differs("pool %d: %s %lu, not %lu", pool, what, (unsigned long)real, (unsigned long)expected);
    }
}

void world_compare_stats(int pool)
{
    const model_pool_t *const expected = &world.model.pools[pool];
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};

    if (!expected->inited)
    {
        return;
    }
    if (Juno_MemoryBlkStats(&world.allocators[pool]->tBlock, &stats) != JUNO_STATUS_SUCCESS)
    {
        world_differs("pool %d has no statistics", pool);
    }
    compare_figure(pool, "zTypeSize", stats.zTypeSize, expected->type_size);
    compare_figure(pool, "zLength", stats.zLength, expected->length);
    compare_figure(pool, "zUsed", stats.zUsed, expected->used);
    compare_figure(pool, "zPeak", stats.zPeak, expected->peak);
    compare_figure(pool, "zGets", stats.zGets, expected->gets);
    compare_figure(pool, "zFailedGets", stats.zFailedGets, expected->failed_gets);
    compare_figure(pool, "zPuts", stats.zPuts, expected->puts);
    compare_figure(pool, "zFailedPuts", stats.zFailedPuts, expected->failed_puts);
}

/* A walk over the live blocks; addresses in order, none left out. */
typedef struct whole_walk
{
    int pool;
    size_t next;
    size_t seen;
} whole_walk_t;

static bool visit(void *address, size_t block, JUNO_USER_DATA_T *user_data)
{
    whole_walk_t *const walk = user_data;
    const model_pool_t *const pool = &world.model.pools[walk->pool];

    if (block < walk->next || block >= pool->carved || !pool->blocks[block].live ||
        address != world_address(model_place(&world.model, walk->pool, block)))
    {
        world_differs("pool %d: the walk comes to block %lu", walk->pool, (unsigned long)block);
    }
    walk->next = block + 1;
    walk->seen++;
    return true;
}

static void compare_walk(int pool)
{
    whole_walk_t walk = {.pool = pool};

    if (!world.model.pools[pool].inited)
    {
        return;
    }
    if (Juno_MemoryBlkForEach(&world.allocators[pool]->tBlock, visit, &walk) != JUNO_STATUS_SUCCESS ||
        walk.seen != world.model.pools[pool].used)
    {
        world_differs("pool %d: the walk sees %lu blocks", pool, (unsigned long)walk.seen);
    }
}

static void compare_reserve(void)
{
    const model_t *const model = &world.model;

    for (size_t i = 0; i < model->reserved; i++)
    {
        const model_memory_t expected = model_reserved(model, i);
        world_compare_memory(&world.reserve[i], &expected, "reserved descriptor", (int)i);
    }
}

void world_compare_all(void)
{
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        world_compare_pool(i);
        world_compare_stats(i);
        compare_walk(i);
        world_compare_contents(i);
    }
    compare_reserve();
}
