/* SPDX-License-Identifier: MIT */
/*
 * One number for all that the library answered: the same on every machine for
 * the same calls. Addresses go into it as places, the largest numbers by how
 * far they are from the largest of all.
 */
#include "world.h"

static void take(uint64_t value)
{
    world.digest = (world.digest ^ value) * UINT64_C(0x100000001B3);
    world.digest ^= world.digest >> 29;
}

static void take_size(size_t value)
{
    take((value > SIZE_MAX / 2u) ? UINT64_MAX - (SIZE_MAX - value) : value);
}

/* Where an address is: which pool's memory, and how far into it. */
static void take_address(const void *address)
{
    const uintptr_t number = (uintptr_t)address;

    for (int i = 0; i < MODEL_POOLS; i++)
    {
        const uintptr_t first = (uintptr_t)world.memory[i] - CALL_MARGIN;
        if (number >= first && number - first < world.model.pools[i].most_bytes + 2u * CALL_MARGIN)
        {
            take((uint64_t)i << 32 | (uint64_t)(number - first));
            return;
        }
    }
    take(address == NULL ? 0 : 1);
}

static void take_memory(const JUNO_MEMORY_T *memory)
{
    take_address(memory->pvAddr);
    take_size(memory->zSize);
    take_size(memory->iRefCount);
}

static void take_pool(int pool)
{
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};

    take((uint64_t)world.allocators[pool]->tHdr.tType);
    if (Juno_MemoryBlkStats(&world.allocators[pool]->tBlock, &stats) == JUNO_STATUS_SUCCESS)
    {
        take_size(world.allocators[pool]->tBlock.zFreed);
        take_size(stats.zUsed);
        take_size(stats.zPeak);
        take_size(stats.zGets);
        take_size(stats.zPuts);
        take_size(stats.zFailedGets);
        take_size(stats.zFailedPuts);
    }
}

void world_digest_call(const args_t *args)
{
    take((uint64_t)world.status);
    take(world.answer ? 1 : 0);
    take((uint64_t)world.heard.reports << 8 | (uint64_t)world.heard.status);
    if (args->slot != CALL_NO_SLOT)
    {
        take_memory(&world.slots[args->slot]);
    }
    if (args->pool >= 0 && args->pool < MODEL_POOLS)
    {
        take_pool(args->pool);
    }
}
