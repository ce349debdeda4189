/* SPDX-License-Identifier: MIT */
/*
 * Each call CALLS times, on a pool that nobody records, for unattached.sh to
 * count instructions.
 */
#include "juno/memory/memory.h"

enum
{
    CALLS = 100,
    BLOCKS = 4,
    BLOCK_SIZE = 32
};

static _Alignas(max_align_t) unsigned char memory[BLOCKS * BLOCK_SIZE];
static JUNO_MEMORY_BLOCK_METADATA_T metadata[BLOCKS];
static JUNO_MEMORY_ALLOC_T pool;

int main(void)
{
    JUNO_MEMORY_T held = {0};

    if (Juno_MemoryBlkInit(&pool.tBlock, memory, metadata, BLOCK_SIZE, BLOCKS, NULL, NULL) !=
        JUNO_STATUS_SUCCESS)
    {
        return 1;
    }
    for (int i = 0; i < CALLS; i++)
    {
        if (Juno_MemoryGet(&pool, &held, BLOCK_SIZE) != JUNO_STATUS_SUCCESS ||
            Juno_MemoryUpdate(&pool, &held, 1) != JUNO_STATUS_SUCCESS)
        {
            return 1;
        }
        Juno_MemoryPutRef(Juno_MemoryGetRef(&held));
        if (Juno_MemoryPut(&pool, &held) != JUNO_STATUS_SUCCESS)
        {
            return 1;
        }
    }
    return 0;
}
