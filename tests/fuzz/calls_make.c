/* SPDX-License-Identifier: MIT */
#include "calls_make.h"

#include "fuzz.h"

#include <string.h>

/* How the call is made. */
enum way
{
    WAY_DIRECT,
    WAY_API,
    WAY_AT,
    WAYS
};

static enum way way;

#define PLACE __FILE__, __LINE__, __func__

unsigned bytes_take(struct bytes *bytes)
{
    return bytes->at < bytes->end ? *bytes->at++ : 0;
}

struct pool *calls_pool(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    return byte == 0xFF ? NULL : &pools[byte % POOLS];
}

static struct slot *take_slot(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    return byte == 0xFF ? NULL : &slots[byte % SLOTS];
}

static size_t take_size(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    return byte == 0xFF ? SIZE_MAX : byte % (SIZE_MOST + 3);
}

JUNO_STATUS_T calls_first(const struct pool *pool, bool is_other_null)
{
    if (pool == NULL || is_other_null)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    return pool->is_inited ? JUNO_STATUS_SUCCESS : JUNO_STATUS_INVALID_TYPE_ERROR;
}

bool calls_is_told(const struct pool *pool)
{
    return pool != NULL && pool->is_inited;
}

static JUNO_MEMORY_ALLOC_T *alloc_of(struct pool *pool)
{
    return pool == NULL ? NULL : pool->alloc;
}

static JUNO_MEMORY_T *real_of(struct slot *slot)
{
    return slot == NULL ? NULL : &slot->real;
}

static JUNO_STATUS_T wanted_get(const struct pool *pool, const struct slot *slot, size_t size)
{
    const JUNO_STATUS_T first = calls_first(pool, slot == NULL);
    if (first != JUNO_STATUS_SUCCESS)
    {
        return first;
    }
    if (size == 0)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    return size > pool->type_size || pool->used == pool->length ? JUNO_STATUS_MEMALLOC_ERROR
                                                                : JUNO_STATUS_SUCCESS;
}

/* The block that was put back last, else the next one that was never out. */
static void model_get(struct pool *pool, struct slot *slot, size_t size)
{
    const size_t block = pool->free_count > 0 ? pool->free[--pool->free_count] : pool->carved++;
    pool->blocks[block].live = true;
    pool->blocks[block].serial++;
    pool->used++;
    pool->gets++;
    pool->peak = pool->used > pool->peak ? pool->used : pool->peak;
    slot->wanted = (JUNO_MEMORY_T){.pvAddr = world_address(pool, block), .zSize = size, .iRefCount = 1};
    slot->is_given = true;
    slot->pool = (size_t)(pool - pools);
    slot->block = block;
    slot->serial = pool->blocks[block].serial;
}

static void call_get(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    struct slot *slot = take_slot(bytes);
    const size_t size = take_size(bytes);
    const JUNO_STATUS_T wanted = wanted_get(pool, slot, size);
    world_expect(pool, slot);
    JUNO_MEMORY_ALLOC_T *alloc = alloc_of(pool);
    const JUNO_STATUS_T status = way == WAY_AT    ? Juno_MemoryGetAt(alloc, real_of(slot), size, PLACE)
                                 : way == WAY_API ? Juno_MemoryApi()->Get(alloc, real_of(slot), size)
                                                  : Juno_MemoryGet(alloc, real_of(slot), size);
    world_result("Get", status, wanted, calls_is_told(pool));
    if (status == JUNO_STATUS_SUCCESS)
    {
        model_get(pool, slot, size);
        world_fill(pool, slot->block, size);
    }
    else if (calls_is_told(pool))
    {
        pool->failed_gets++;
    }
}

static JUNO_STATUS_T wanted_update(const struct pool *pool, const struct slot *slot, size_t size)
{
    const JUNO_STATUS_T first = calls_first(pool, slot == NULL);
    if (first != JUNO_STATUS_SUCCESS)
    {
        return first;
    }
    if (size == 0)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    if (size > pool->type_size)
    {
        return JUNO_STATUS_MEMALLOC_ERROR;
    }
    return world_find(pool, slot) == LENGTH_MOST ? JUNO_STATUS_INVALID_REF_ERROR : JUNO_STATUS_SUCCESS;
}

static void call_update(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    struct slot *slot = take_slot(bytes);
    const size_t size = take_size(bytes);
    const JUNO_STATUS_T wanted = wanted_update(pool, slot, size);
    world_expect(pool, slot);
    JUNO_MEMORY_ALLOC_T *alloc = alloc_of(pool);
    const JUNO_STATUS_T status = way == WAY_AT    ? Juno_MemoryUpdateAt(alloc, real_of(slot), size, PLACE)
                                 : way == WAY_API ? Juno_MemoryApi()->Update(alloc, real_of(slot), size)
                                                  : Juno_MemoryUpdate(alloc, real_of(slot), size);
    world_result("Update", status, wanted, calls_is_told(pool));
    if (status == JUNO_STATUS_SUCCESS)
    {
        slot->wanted.zSize = size;
        world_fill(pool, world_find(pool, slot), size);
    }
}

static JUNO_STATUS_T wanted_put(const struct pool *pool, const struct slot *slot)
{
    const JUNO_STATUS_T first = calls_first(pool, slot == NULL);
    if (first != JUNO_STATUS_SUCCESS)
    {
        return first;
    }
    if (world_find(pool, slot) == LENGTH_MOST)
    {
        return JUNO_STATUS_MEMFREE_ERROR;
    }
    return slot->wanted.iRefCount > 1 ? JUNO_STATUS_REF_IN_USE_ERROR : JUNO_STATUS_SUCCESS;
}

static void model_put(struct pool *pool, struct slot *slot)
{
    const size_t block = world_find(pool, slot);
    pool->blocks[block].live = false;
    pool->free[pool->free_count++] = block;
    pool->used--;
    pool->puts++;
    memset(&slot->wanted, 0, sizeof slot->wanted);
    slot->is_given = false;
}

/* Not readable where a free block is marked as such. */
static void check_cleared(const struct pool *pool, const unsigned char *bytes)
{
#if defined(FUZZ_READS_FREE_BLOCKS)
    for (size_t i = 0; i < pool->type_size && pool->clears; i++)
    {
        if (bytes[i] != 0)
        {
            fuzz_fail("a block that was put back is not cleared");
        }
    }
#else
    (void)pool;
    (void)bytes;
#endif
}

static void call_put(struct bytes *bytes)
{
    struct pool *pool = calls_pool(bytes);
    struct slot *slot = take_slot(bytes);
    const JUNO_STATUS_T wanted = wanted_put(pool, slot);
    const unsigned char *address = slot == NULL ? NULL : slot->wanted.pvAddr;
    static const JUNO_MEMORY_T empty = {0};
    world_expect(pool, slot);
    JUNO_MEMORY_ALLOC_T *alloc = alloc_of(pool);
    const JUNO_STATUS_T status = way == WAY_AT    ? Juno_MemoryPutAt(alloc, real_of(slot), PLACE)
                                 : way == WAY_API ? Juno_MemoryApi()->Put(alloc, real_of(slot))
                                                  : Juno_MemoryPut(alloc, real_of(slot));
    world_result("Put", status, wanted, calls_is_told(pool));
    if (status == JUNO_STATUS_SUCCESS)
    {
        model_put(pool, slot);
        check_cleared(pool, address);
        if (slot->real.ptOwner != empty.ptOwner || slot->real.iBlock != 0 || slot->real.iSerial != 0)
        {
            fuzz_fail("Put leaves something in the descriptor");
        }
    }
    else if (calls_is_told(pool))
    {
        pool->failed_puts++;
    }
}

/* Whether the descriptor is as its pool gave it, and its block is still that allocation. */
static bool is_current(const struct slot *slot)
{
    const struct model_block *block = &pools[slot->pool].blocks[slot->block];
    return block->live && block->serial == slot->serial;
}

/* What a reference call does to the count; false: it fails. */
static bool model_ref(struct slot *slot, bool is_get)
{
    if (slot->is_given && (!pools[slot->pool].is_inited || !is_current(slot)))
    {
        return false;
    }
    if (slot->wanted.iRefCount == 0)
    {
        return false;
    }
    if (slot->wanted.iRefCount != SIZE_MAX)
    {
        slot->wanted.iRefCount = is_get ? slot->wanted.iRefCount + 1 : slot->wanted.iRefCount - 1;
    }
    return true;
}

static void make_ref(struct slot *slot, bool is_get)
{
    JUNO_MEMORY_T *real = real_of(slot);
    if (!is_get)
    {
        (way == WAY_AT ? Juno_MemoryPutRefAt(real, PLACE) : Juno_MemoryPutRef(real));
        return;
    }
    const JUNO_MEMORY_T *got = way == WAY_AT ? Juno_MemoryGetRefAt(real, PLACE) : Juno_MemoryGetRef(real);
    if (got != real)
    {
        fuzz_fail("GetRef returns another descriptor");
    }
}

static void call_ref(struct bytes *bytes, bool is_get)
{
    struct slot *slot = take_slot(bytes);
    struct pool *pool = slot != NULL && slot->is_given ? &pools[slot->pool] : NULL;
    const bool is_good = slot == NULL || model_ref(slot, is_get);
    world_expect(pool, slot);
    make_ref(slot, is_get);
    const JUNO_STATUS_T status = is_good ? JUNO_STATUS_SUCCESS : JUNO_STATUS_INVALID_REF_ERROR;
    world_result(is_get ? "GetRef" : "PutRef", status, status, calls_is_told(pool));
}

static void call_get_ref(struct bytes *bytes)
{
    call_ref(bytes, true);
}

static void call_put_ref(struct bytes *bytes)
{
    call_ref(bytes, false);
}

/* What applications do to descriptors. */
static void copy_slot(struct bytes *bytes)
{
    const struct slot from = slots[bytes_take(bytes) % SLOTS];
    slots[bytes_take(bytes) % SLOTS] = from;
}

/* The three documented fields alone. */
static void copy_by_hand(struct bytes *bytes)
{
    const struct slot from = slots[bytes_take(bytes) % SLOTS];
    struct slot *to = &slots[bytes_take(bytes) % SLOTS];
    memset(to, 0, sizeof *to);
    to->real.pvAddr = from.real.pvAddr;
    to->real.zSize = from.real.zSize;
    to->real.iRefCount = from.real.iRefCount;
    to->wanted = to->real;
}

/* Into the block, beside it, into another one, far away. */
static void move_address(struct bytes *bytes)
{
    static const int steps[] = {1, -1, 8, -8, SIZE_MOST, -SIZE_MOST};
    struct slot *slot = &slots[bytes_take(bytes) % SLOTS];
    const unsigned byte = bytes_take(bytes);
    const struct pool *pool = &pools[byte / 8 % POOLS];
    const size_t choice = byte % 8;
    uintptr_t address = (uintptr_t)slot->real.pvAddr;
    if (choice < 6)
    {
        address += (uintptr_t)steps[choice];
    }
    else
    {
        address = choice == 6 ? 0 : (uintptr_t)pool->memory + byte / 32 * pool->type_size;
    }
    slot->real.pvAddr = (void *)address;
    slot->wanted.pvAddr = (void *)address;
}

static void set_count(struct bytes *bytes)
{
    static const size_t counts[] = {0, 1, 2, 3, SIZE_MAX, SIZE_MAX - 1, SIZE_MAX / 2 + 1, UINT32_MAX};
    struct slot *slot = &slots[bytes_take(bytes) % SLOTS];
    slot->real.iRefCount = counts[bytes_take(bytes) % 8];
    slot->wanted.iRefCount = slot->real.iRefCount;
}

static void empty_slot(struct bytes *bytes)
{
    struct slot *slot = &slots[bytes_take(bytes) % SLOTS];
    memset(slot, 0, sizeof *slot);
}

void calls_make(struct bytes *bytes)
{
    static void (*const calls[])(struct bytes *) = {
        call_get,     call_get,     call_get,     call_get,     call_put,     call_put,        call_put,
        call_update,  call_get_ref, call_get_ref, call_put_ref, call_put_ref, copy_slot,       copy_by_hand,
        move_address, set_count,    empty_slot,   call_init,    call_init,    call_deinit,     call_options,
        call_lock,    call_stats,   call_peak,    call_owns,    call_walk,    call_trace_init, call_attach,
        call_attach,  call_detach,  call_mark,    call_flush,   call_end,     call_dump,
    };
    const unsigned byte = bytes_take(bytes);
    way = (enum way)(byte >> 6) < WAYS ? (enum way)(byte >> 6) : WAY_DIRECT;
    calls[(byte & 63u) % (sizeof calls / sizeof calls[0])](bytes);
}
