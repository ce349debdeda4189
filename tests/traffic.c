/* SPDX-License-Identifier: MIT */
#include "traffic.h"
#include <stdlib.h>
#include <string.h>

/* A call on one side; what it returned, or SUCCESS where it returns nothing. */
typedef JUNO_STATUS_T (*call_t)(traffic_side_t *side, unsigned int slot, size_t size);

static JUNO_STATUS_T call_get(traffic_side_t *side, unsigned int slot, size_t size)
{
    return Juno_MemoryGet(&side->alloc, &side->held[slot], size);
}

static JUNO_STATUS_T call_update(traffic_side_t *side, unsigned int slot, size_t size)
{
    return Juno_MemoryUpdate(&side->alloc, &side->held[slot], size);
}

static JUNO_STATUS_T call_put(traffic_side_t *side, unsigned int slot, size_t size)
{
    (void)size;
    return Juno_MemoryPut(&side->alloc, &side->held[slot]);
}

static JUNO_STATUS_T call_ref_get(traffic_side_t *side, unsigned int slot, size_t size)
{
    (void)size;
    (void)Juno_MemoryGetRef(&side->held[slot]);
    return JUNO_STATUS_SUCCESS;
}

static JUNO_STATUS_T call_ref_put(traffic_side_t *side, unsigned int slot, size_t size)
{
    (void)size;
    Juno_MemoryPutRef(&side->held[slot]);
    return JUNO_STATUS_SUCCESS;
}

/* Their memory is to be written: under memcheck it must be nobody's. */
static void end_pools(traffic_t *traffic)
{
    for (int i = 0; i < TRAFFIC_POOLS; i++)
    {
        JUNO_MEMORY_BLOCK_T *const both[] = {
            &traffic->recorded[i].alloc.tBlock, &traffic->twins[i].alloc.tBlock};

        for (int side = 0; side < 2; side++)
        {
            if (both[side]->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK &&
                Juno_MemoryBlkDeinit(both[side]) != JUNO_STATUS_SUCCESS)
            {
                abort();
            }
        }
    }
}

void traffic_init(traffic_t *traffic, uint64_t seed)
{
    end_pools(traffic);
    memset(traffic, 0, sizeof(*traffic));
    traffic->state = seed;
    traffic->same = true;
    (void)traffic_below(traffic, 2);
    for (int i = 0; i < TRAFFIC_POOLS; i++)
    {
        traffic_side_t *const sides[] = {&traffic->recorded[i], &traffic->twins[i]};
        for (int side = 0; side < 2; side++)
        {
            const JUNO_STATUS_T status = Juno_MemoryBlkInit(
                &sides[side]->alloc.tBlock, sides[side]->blocks, sides[side]->metadata, TRAFFIC_SIZE,
                TRAFFIC_LENGTH, NULL, NULL
            );
            traffic->same = traffic->same && status == JUNO_STATUS_SUCCESS;
        }
    }
}

uint32_t traffic_below(traffic_t *traffic, uint32_t limit)
{
    traffic->state = traffic->state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(traffic->state >> 33) % limit;
}

/* Where in its pool a descriptor's block is; -1 for an empty one. */
static ptrdiff_t place(const traffic_side_t *side, unsigned int slot)
{
    const unsigned char *const block = side->held[slot].pvAddr;

    return block == NULL ? -1 : block - side->blocks;
}

/* The same call on both sides; then both must look the same. */
static JUNO_STATUS_T both(traffic_t *traffic, unsigned int pool, call_t call, unsigned int slot, size_t size)
{
    traffic_side_t *const recorded = &traffic->recorded[pool];
    traffic_side_t *const twin = &traffic->twins[pool];
    const JUNO_STATUS_T status = call(recorded, slot, size);
    const bool same = call(twin, slot, size) == status && place(recorded, slot) == place(twin, slot) &&
                      recorded->held[slot].zSize == twin->held[slot].zSize &&
                      recorded->held[slot].iRefCount == twin->held[slot].iRefCount;

    traffic->events++;
    traffic->same = traffic->same && same;
    return status;
}

static void update(traffic_t *traffic, unsigned int pool, unsigned int slot, size_t size)
{
    if (both(traffic, pool, call_update, slot, size) == JUNO_STATUS_SUCCESS)
    {
        traffic->updates[pool]++;
    }
}

/* A call that suits the slot; some sizes are too large, some pools full, some counts above 1. */
static void one_call(traffic_t *traffic)
{
    static const call_t calls[] = {call_put, call_put, call_put, call_ref_get, call_ref_put, call_ref_put};
    const unsigned int pool = traffic_below(traffic, TRAFFIC_POOLS);
    const unsigned int slot = traffic_below(traffic, TRAFFIC_HELD);
    const uint32_t action = traffic_below(traffic, 7);
    const size_t size = 1u + traffic_below(traffic, TRAFFIC_SIZE + 4u);

    if (traffic->recorded[pool].held[slot].pvAddr == NULL)
    {
        (void)both(traffic, pool, call_get, slot, size);
    }
    else if (action == 6u)
    {
        update(traffic, pool, slot, size);
    }
    else
    {
        (void)both(traffic, pool, calls[action], slot, size);
    }
}

void traffic_run(traffic_t *traffic, unsigned int calls)
{
    for (unsigned int i = 0; i < calls; i++)
    {
        one_call(traffic);
    }
}

void traffic_put_all(traffic_t *traffic)
{
    for (unsigned int pool = 0; pool < TRAFFIC_POOLS; pool++)
    {
        for (unsigned int slot = 0; slot < TRAFFIC_HELD; slot++)
        {
            while (traffic->recorded[pool].held[slot].iRefCount > 1u)
            {
                (void)both(traffic, pool, call_ref_put, slot, 0);
            }
            if (traffic->recorded[pool].held[slot].pvAddr != NULL)
            {
                (void)both(traffic, pool, call_put, slot, 0);
            }
        }
    }
}
