/* SPDX-License-Identifier: MIT */
/* The library's side of each call. */
#include "juno/memory/memory_api.h"
#include "ways.h"
#include "world.h"

#include <string.h>

static const ways_t *way_of(const args_t *args)
{
    return (args->way == WAY_TRACED) ? &ways_traced : &ways_plain;
}

static JUNO_MEMORY_T *slot_of(const args_t *args)
{
    return (args->slot == CALL_NO_SLOT) ? NULL : &world.slots[args->slot];
}

static JUNO_MEMORY_BLOCK_T *pool_of(const args_t *args)
{
    return (args->pool == MODEL_NONE) ? NULL : &world.allocators[args->pool]->tBlock;
}

static void get(const args_t *args)
{
    world.status = (args->way == WAY_TABLE)
                       ? Juno_MemoryApi()->Get(world_allocator(args->pool), slot_of(args), args->size)
                       : way_of(args)->get(world_allocator(args->pool), slot_of(args), args->size);
}

static void update(const args_t *args)
{
    world.status = (args->way == WAY_TABLE)
                       ? Juno_MemoryApi()->Update(world_allocator(args->pool), slot_of(args), args->size)
                       : way_of(args)->update(world_allocator(args->pool), slot_of(args), args->size);
}

static void put(const args_t *args)
{
    world.status = (args->way == WAY_TABLE)
                       ? Juno_MemoryApi()->Put(world_allocator(args->pool), slot_of(args))
                       : way_of(args)->put(world_allocator(args->pool), slot_of(args));
}

/* These return no status: what they report is all there is, to whom there is a handler. */
static JUNO_STATUS_T reported_status(void)
{
    return (world.heard.reports > 0) ? world.heard.status : world.outcome.status;
}

static void ref_get(const args_t *args)
{
    if (way_of(args)->ref_get(slot_of(args)) != slot_of(args))
    {
        world_differs("a reference is another pointer than its descriptor's");
    }
    world.status = reported_status();
}

static void ref_put(const args_t *args)
{
    way_of(args)->ref_put(slot_of(args));
    world.status = reported_status();
}

static void init(const args_t *args)
{
    unsigned char *memory = world.memory[args->pool];
    unsigned char *metadata = (unsigned char *)world.metadata[args->pool];
    size_t size = args->size;
    size_t length = args->length;

    switch (args->how)
    {
    case INIT_NO_MEMORY:
        memory = NULL;
        break;
    case INIT_NO_METADATA:
        metadata = NULL;
        break;
    case INIT_MISALIGNED:
        metadata++;
        break;
    case INIT_NO_SIZE:
        size = 0;
        break;
    case INIT_NO_LENGTH:
        length = 0;
        break;
    case INIT_PRODUCT:
        size = SIZE_MAX / 2u + 1u;
        length = 2;
        break;
    case INIT_END:
        size = SIZE_MAX;
        length = 1;
        break;
    case INIT_TOO_LONG:
        size = 1;
        length = JUNO_MEMORY_BLK_LENGTH_MAX + 1u;
        break;
    default:
        break;
    }
    world.status = way_of(args)->init(
        (args->how == INIT_NO_POOL) ? NULL : pool_of(args), memory,
        (JUNO_MEMORY_BLOCK_METADATA_T *)(void *)metadata, size, length,
        args->has_handler ? world_handler : NULL, &world.locks[args->pool]
    );
}

static void deinit(const args_t *args)
{
    world.status = Juno_MemoryBlkDeinit(pool_of(args));
}

static void options(const args_t *args)
{
    static const unsigned int bits[] = {0u, JUNO_MEMORY_BLK_CLEAR, 2u, 0x80000001u};

    world.status = Juno_MemoryBlkOptionsSet(pool_of(args), bits[args->how % 4u]);
}

static void lock(const args_t *args)
{
    static JUNO_MEMORY_LOCK_T half;
    const JUNO_MEMORY_LOCK_T *whole = (args->pool == MODEL_NONE) ? NULL : &world.locks[args->pool].lock;

    half = world.locks[0].lock;
    half.pfcnLock = (args->how == 2) ? NULL : half.pfcnLock;
    half.pfcnUnlock = (args->how == 2) ? half.pfcnUnlock : NULL;
    if (args->how != 1)
    {
        whole = (args->how == 0) ? NULL : &half;
    }
    world.status = Juno_MemoryLockSet(world_allocator(args->pool), whole);
}

/* Of those that are right, the figures are compared after every call. */
static void stats(const args_t *args)
{
    struct
    {
        JUNO_MEMORY_STATS_T stats;
        size_t after;
    } longer;

    memset(&longer, 0x5A, sizeof(longer));
    longer.stats.zStructSize = (args->how == 3) ? sizeof(longer) : sizeof(longer.stats);
    if (args->how == 2)
    {
        longer.stats.zStructSize = args->number % sizeof(longer.stats);
    }
    const size_t said = longer.stats.zStructSize;
    const size_t after = longer.after;
    world.status = Juno_MemoryBlkStats(pool_of(args), (args->how == 1) ? NULL : &longer.stats);
    if (longer.stats.zStructSize != said || longer.after != after)
    {
        world_differs("statistics are written where they do not belong");
    }
    if (world.status != JUNO_STATUS_SUCCESS && longer.stats.zPeak != after)
    {
        world_differs("statistics are written by a call that failed");
    }
}

static void peak(const args_t *args)
{
    world.status = Juno_MemoryBlkPeakReset(pool_of(args));
}

/* A walk that ends after some blocks. */
typedef struct walk
{
    int pool;
    size_t next; /* block before which none may come */
    size_t left;
    size_t seen;
} walk_t;

static bool visit(void *address, size_t block, JUNO_USER_DATA_T *user_data)
{
    walk_t *const walk = user_data;
    const model_pool_t *const pool = &world.model.pools[walk->pool];

    while (walk->next < pool->carved && !pool->blocks[walk->next].live)
    {
        walk->next++;
    }
    if (block != walk->next || address != world_address(model_place(&world.model, walk->pool, block)))
    {
        world_differs("the walk of pool %d comes to block %lu", walk->pool, (unsigned long)block);
    }
    if (world.locks[walk->pool].depth != (pool->has_lock ? 1 : 0))
    {
        world_differs("the walk of pool %d is not inside its lock", walk->pool);
    }
    walk->next = block + 1;
    walk->seen++;
    return walk->seen != walk->left;
}

static void walk(const args_t *args)
{
    walk_t walked = {.pool = args->pool, .left = (args->how == 2) ? 1 + args->number % 5 : SIZE_MAX};

    world.status = Juno_MemoryBlkForEach(pool_of(args), (args->how == 1) ? NULL : visit, &walked);
    if (world.status == JUNO_STATUS_SUCCESS && args->pool != MODEL_NONE)
    {
        const size_t live = world.model.pools[args->pool].used;
        const size_t wanted = (walked.left < live) ? walked.left : live;
        if (walked.seen != wanted)
        {
            world_differs("the walk of pool %d sees %lu blocks", args->pool, (unsigned long)walked.seen);
        }
    }
}

static void owns(const args_t *args)
{
    world.status = JUNO_STATUS_SUCCESS;
    world.answer = Juno_MemoryBlkOwns(pool_of(args), world_address(args->place));
}

static void descriptor(const args_t *args)
{
    JUNO_MEMORY_T *const slot = slot_of(args);

    world.status = JUNO_STATUS_SUCCESS;
    switch (args->op)
    {
    case OP_COPY:
        world.slots[args->other] = *slot;
        break;
    case OP_COUNT:
        slot->iRefCount = args->count;
        break;
    case OP_HAND:
        *slot = (JUNO_MEMORY_T
        ){.pvAddr = world_address(args->place), .zSize = args->size, .iRefCount = args->count};
        break;
    case OP_MOVE:
        slot->pvAddr = world_address(args->place);
        break;
    default:
        *slot = (JUNO_MEMORY_T){0};
        break;
    }
}

/* Another tag that no allocator has. */
static void tag(const args_t *args)
{
    static const int tags[] = {7, 2, 0x7F, 3};

    world.status = JUNO_STATUS_SUCCESS;
    world.tag = tags[args->number % 4u];
    world.allocators[MODEL_STRANGER]->tHdr.tType = (JUNO_MEMORY_ALLOC_TYPE_T)world.tag;
}

typedef void (*perform_t)(const args_t *args);

void world_perform(const args_t *args)
{
    static const perform_t performs[OPS] = {
        [OP_GET] = get,         [OP_UPDATE] = update,    [OP_PUT] = put,          [OP_REF_GET] = ref_get,
        [OP_REF_PUT] = ref_put, [OP_INIT] = init,        [OP_DEINIT] = deinit,    [OP_OPTIONS] = options,
        [OP_LOCK] = lock,       [OP_STATS] = stats,      [OP_PEAK] = peak,        [OP_WALK] = walk,
        [OP_OWNS] = owns,       [OP_COPY] = descriptor,  [OP_COUNT] = descriptor, [OP_HAND] = descriptor,
        [OP_MOVE] = descriptor, [OP_EMPTY] = descriptor, [OP_TAG] = tag,
    };

    performs[args->op](args);
}
