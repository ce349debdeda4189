/* SPDX-License-Identifier: MIT */
#include "world.h"

#include "recording.h"
#include "shut.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
    BIG_BLOCKS = 65536,
    BIG_BYTES = 3 * BIG_BLOCKS,
    SMALL_BLOCKS = 64,
    SMALL_BYTES = 1024,
    BESIDE = 64, /* bytes behind an allocator */
    FULL_CHECK_EVERY = 8192
};

world_t world;

typedef struct room
{
    size_t blocks, bytes;
} room_t;

/* The fifth is the big one. */
static const room_t rooms[MODEL_POOLS] = {
    {1, 24}, {5, 64}, {12, 96}, {SMALL_BLOCKS, SMALL_BYTES}, {BIG_BLOCKS, BIG_BYTES}, {8, 192}};
/* Where a world begins and ends thousands of times a second. */
static const room_t small_rooms[MODEL_POOLS] = {{1, 24}, {5, 64}, {12, 96}, {16, 128}, {20, 60}, {8, 192}};

static struct
{
    JUNO_MEMORY_ALLOC_T real;
    unsigned char beside[BESIDE];
} allocators[MODEL_ALLOCATORS];

static _Alignas(16) unsigned char big_memory[BIG_BYTES + 2 * CALL_MARGIN];
static _Alignas(16) unsigned char small_memory[MODEL_POOLS][SMALL_BYTES + 2 * CALL_MARGIN];
static JUNO_MEMORY_BLOCK_METADATA_T big_metadata[BIG_BLOCKS + 1];
static JUNO_MEMORY_BLOCK_METADATA_T small_metadata[MODEL_POOLS][SMALL_BLOCKS + 1];
static model_block_t big_blocks[BIG_BLOCKS];
static model_block_t small_blocks[MODEL_POOLS][SMALL_BLOCKS];
static uint16_t big_free[BIG_BLOCKS];
static uint16_t small_free[MODEL_POOLS][SMALL_BLOCKS];
static model_reserved_t reserved[BIG_BLOCKS];
static JUNO_MEMORY_T reserve[BIG_BLOCKS];

void world_differs(const char *format, ...)
{
    va_list arguments;

    if (world.failed || world.options.blind)
    {
        return;
    }
    world.failed = true;
    va_start(arguments, format);
    (void)vsnprintf(world.why, sizeof(world.why), format, arguments);
    va_end(arguments);
}

/* A handler may call the library; what the locks count is the call's that failed. */
static void ask(int of)
{
    JUNO_MEMORY_BLOCK_T *const pool = &world.allocators[of]->tBlock;
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};
    const world_lock_t before_it = world.locks[of];

    if (pool->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK &&
        Juno_MemoryBlkStats(pool, &stats) != JUNO_STATUS_SUCCESS)
    {
        world_differs("the handler of pool %d gets no statistics", of);
    }
    world.locks[of] = before_it;
}

/* The allocator whose user data that is, MODEL_NONE: a library that is wrong may hand over anything. */
static int whose(const void *user_data)
{
    for (int i = 0; i < MODEL_ALLOCATORS; i++)
    {
        if (user_data == &world.locks[i])
        {
            return i;
        }
    }
    return MODEL_NONE;
}

void world_handler(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data)
{
    world.heard.reports++;
    world.heard.status = status;
    world.heard.message = message;
    world.heard.told = whose(user_data);
    for (int i = 0; i < MODEL_ALLOCATORS; i++)
    {
        world.heard.in_lock = world.heard.in_lock || world.locks[i].depth != 0;
    }
    if (!world.heard.in_lock && world.heard.told != MODEL_NONE)
    {
        ask(world.heard.told);
    }
}

static void enter(JUNO_USER_DATA_T *user_data)
{
    world_lock_t *const lock = user_data;

    lock->depth++;
    lock->entered++;
    lock->used_before = world.allocators[lock->pool]->tBlock.zUsed;
    if (lock->depth != 1)
    {
        world_differs("the lock of pool %d is entered twice", lock->pool);
    }
}

static void leave(JUNO_USER_DATA_T *user_data)
{
    world_lock_t *const lock = user_data;

    lock->depth--;
    lock->used_after = world.allocators[lock->pool]->tBlock.zUsed;
    if (lock->depth != 0)
    {
        world_differs("the lock of pool %d is left without having been entered", lock->pool);
    }
}

void world_expect_nothing(void)
{
    world.heard = (heard_t){0};
    world.answer = false;
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        world.locks[i].entered = 0;
        world.locks[i].used_before = world.allocators[i]->tBlock.zUsed;
        world.locks[i].used_after = world.locks[i].used_before;
    }
}

JUNO_MEMORY_ALLOC_T *world_allocator(int pool)
{
    return (pool == MODEL_NONE) ? NULL : world.allocators[pool];
}

void *world_address(place_t place)
{
    return (place.pool == MODEL_NONE) ? NULL : world.memory[place.pool] + place.offset;
}

/* Around a pool and its metadata there is nothing that the library may touch. */
static void open_pool(int pool)
{
    const model_pool_t *const about = &world.model.pools[pool];

    shut_open(world.memory[pool] - CALL_MARGIN, about->most_bytes + 2u * CALL_MARGIN);
    shut_open(world.metadata[pool], (about->most_blocks + 1u) * sizeof(*world.metadata[pool]));
}

static void shut_pool(int pool)
{
    const model_pool_t *const about = &world.model.pools[pool];
    const size_t bytes = about->type_size * about->length;

    shut(world.memory[pool] - CALL_MARGIN, CALL_MARGIN);
    shut(world.memory[pool] + bytes, about->most_bytes - bytes + CALL_MARGIN);
    shut(
        world.metadata[pool] + about->length,
        (about->most_blocks + 1u - about->length) * sizeof(*world.metadata[pool])
    );
}

static void begin_pool(int pool)
{
    const bool big = pool == MODEL_BIG && !world.options.small;
    const room_t *const room = world.options.small ? &small_rooms[pool] : &rooms[pool];
    model_pool_t *const about = &world.model.pools[pool];

    about->most_blocks = room->blocks;
    about->most_bytes = room->bytes;
    about->blocks = big ? big_blocks : small_blocks[pool];
    about->free_blocks = big ? big_free : small_free[pool];
    memset(about->blocks, 0, about->most_blocks * sizeof(*about->blocks));
    world.memory[pool] = (big ? big_memory : small_memory[pool]) + CALL_MARGIN;
    world.metadata[pool] = big ? big_metadata : small_metadata[pool];
    open_pool(pool);
    world_contents_anew(pool);
}

static void begin_allocators(void)
{
    for (int i = 0; i < MODEL_ALLOCATORS; i++)
    {
        memset(&allocators[i].real, 0, sizeof(allocators[i].real));
        shut(allocators[i].beside, BESIDE);
        world.allocators[i] = &allocators[i].real;
        world.locks[i].pool = i;
        world.locks[i].lock = (JUNO_MEMORY_LOCK_T){enter, leave, &world.locks[i]};
    }
    world.allocators[MODEL_STRANGER]->tHdr.tType = (JUNO_MEMORY_ALLOC_TYPE_T)world.tag;
}

/* An init that fails ends whatever was there, even under a strange type tag. */
void world_leave(void)
{
    for (int i = 0; i < MODEL_ALLOCATORS; i++)
    {
        if (Juno_MemoryBlkInit(&world.allocators[i]->tBlock, NULL, NULL, 1, 1, NULL, NULL) ==
            JUNO_STATUS_SUCCESS)
        {
            abort();
        }
    }
}

bool world_is_open(void)
{
    const char *const under = getenv("RUN_UNDER");

    return !shut_works() && (under == NULL || under[0] == '\0');
}

void world_begin(const world_options_t *options)
{
    memset(&world, 0, sizeof(world));
    world.options = *options;
    world.reserve = reserve;
    world.model.reserve = reserved;
    world.digest = UINT64_C(0xCBF29CE484222325);
    world.tag = 7;
    begin_allocators();
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        begin_pool(i);
    }
    for (int i = 0; i < MODEL_SLOTS; i++)
    {
        world.model.slots[i] = model_empty;
    }
    recording_begin();
}

/* The library's side of what the model does by itself when a pool is inited. */
static void forget_descriptors(int pool)
{
    for (int i = 0; i < MODEL_SLOTS; i++)
    {
        if (world.slots[i].ptOwner == &world.allocators[pool]->tHdr)
        {
            world.slots[i] = (JUNO_MEMORY_T){0};
        }
    }
}

/* What must not have changed after a call that failed. */
static struct
{
    JUNO_MEMORY_T slot;
    JUNO_MEMORY_ALLOC_T allocator;
    JUNO_MEMORY_BLOCK_METADATA_T metadata[SMALL_BLOCKS];
} before;

/* All of it, as far as it may be read. */
static size_t metadata_bytes(int pool)
{
    const size_t length = world.model.pools[pool].length;

    return (shut_works() && length < SMALL_BLOCKS) ? length * sizeof(before.metadata[0])
                                                   : sizeof(before.metadata);
}

static void remember(const args_t *args)
{
    if (args->slot != CALL_NO_SLOT)
    {
        memcpy(&before.slot, &world.slots[args->slot], sizeof(before.slot));
    }
    if (args->pool != MODEL_NONE)
    {
        memcpy(&before.allocator, world.allocators[args->pool], sizeof(before.allocator));
    }
    if (args->pool >= 0 && args->pool < MODEL_POOLS)
    {
        memcpy(before.metadata, world.metadata[args->pool], metadata_bytes(args->pool));
    }
}

/* Failure counters, and the type after a failing init, are all that may have changed. */
static void compare_unchanged(const args_t *args)
{
    if (args->slot != CALL_NO_SLOT &&
        memcmp(&before.slot, &world.slots[args->slot], sizeof(before.slot)) != 0)
    {
        world_differs("a call that failed changed its descriptor");
    }
    if (args->pool == MODEL_NONE)
    {
        return;
    }
    const JUNO_MEMORY_BLOCK_T *const now = &world.allocators[args->pool]->tBlock;
    before.allocator.tBlock.zFailedGets = now->zFailedGets;
    before.allocator.tBlock.zFailedPuts = now->zFailedPuts;
    before.allocator.tBlock.tHdr = (args->op == OP_INIT) ? now->tHdr : before.allocator.tBlock.tHdr;
    if (memcmp(&before.allocator, now, sizeof(*now)) != 0)
    {
        world_differs("a call that failed changed its pool");
    }
    if (args->pool < MODEL_POOLS &&
        memcmp(before.metadata, world.metadata[args->pool], metadata_bytes(args->pool)) != 0)
    {
        world_differs("a call that failed changed its pool's metadata");
    }
}

static void compare_after(const args_t *args, const outcome_t *outcome, size_t used_before)
{
    world_compare_call(outcome, used_before);
    if (outcome->status != JUNO_STATUS_SUCCESS)
    {
        compare_unchanged(args);
    }
    world_contents(args->op, outcome);
    for (int i = 0; i < MODEL_SLOTS; i++)
    {
        world_compare_memory(&world.slots[i], &world.model.slots[i], "descriptor", i);
    }
    for (int i = 0; i < MODEL_POOLS; i++)
    {
        world_compare_pool(i);
    }
    if (args->pool >= 0 && args->pool < MODEL_POOLS)
    {
        world_compare_stats(args->pool);
    }
}

/* A new pool stands somewhere else than the last one, or is of another size. */
static void prepare_init(int pool, size_t old_size)
{
    forget_descriptors(pool);
    open_pool(pool);
    if (old_size != world.model.pools[pool].type_size && world.options.look_into_free)
    {
        world_contents_anew(pool);
    }
}

static void one_call(const args_t *args)
{
    const size_t type_size = world.model.pools[(args->pool == MODEL_NONE) ? 0 : args->pool].type_size;
    outcome_t outcome;

    call_model(&world.model, args, &outcome);
    world.outcome = outcome;
    if (world.options.dry)
    {
        return;
    }
    if (args->forget)
    {
        world.slots[args->slot] = (JUNO_MEMORY_T){0};
    }
    const bool is_new = args->op == OP_INIT && outcome.status == JUNO_STATUS_SUCCESS;
    if (is_new)
    {
        prepare_init(args->pool, type_size);
    }
    const int of = (outcome.pool == MODEL_NONE) ? 0 : outcome.pool;
    const size_t used = world.allocators[of]->tBlock.zUsed;
    remember(args);
    world_expect_nothing();
    world.calls++;
    world_perform(args);
    if (is_new)
    {
        shut_pool(args->pool);
    }
    compare_after(args, &outcome, used);
}

bool world_call(const call_t *call)
{
    args_t args;

    call_resolve(&world.model, call, &args);
    if (world_is_recording(args.op))
    {
        world_perform_recording(&args);
    }
    else if (world_is_many(args.op))
    {
        world_perform_many(&args);
    }
    else
    {
        one_call(&args);
    }
    if (world.options.dry)
    {
        return true;
    }
    world_digest_call(&args);
    if (!world.failed && world.calls / FULL_CHECK_EVERY != world.checks)
    {
        world.checks = world.calls / FULL_CHECK_EVERY;
        world_compare_all();
    }
    return !world.failed;
}

bool world_end(void)
{
    if (!world.failed)
    {
        world_compare_all();
    }
    if (!world.failed)
    {
        recording_end();
    }
    return !world.failed;
}
