/* SPDX-License-Identifier: MIT */
#include "juno/memory/memory.h"
#include "memory_check.h"
#include "memory_pool.h"

/*
 * Size of the structure's first version. Members that later versions append are
 * written only where the caller's zStructSize has room for them.
 */
#define STATS_SIZE_1 (offsetof(JUNO_MEMORY_STATS_T, zFailedPuts) + sizeof(size_t))

JUNO_STATUS_T Juno_MemoryBlkStats(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_STATS_T *ptStats)
{
    const JUNO_STATUS_T tStatus = Memory_Check(ptBlk, ptStats == NULL);

    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): Memory_Check has refused NULL. */
    if (ptStats->zStructSize < STATS_SIZE_1)
    {
        return Memory_CheckReport(ptBlk, MEMORY_CAUSE_STRUCT_SIZE);
    }
    Memory_CallLock(ptBlk);
    ptStats->zTypeSize = ptBlk->zTypeSize;
    ptStats->zLength = ptBlk->zLength;
    ptStats->zUsed = ptBlk->zUsed;
    ptStats->zPeak = ptBlk->zPeak;
    ptStats->zGets = ptBlk->zGets;
    ptStats->zFailedGets = ptBlk->zFailedGets;
    ptStats->zPuts = ptBlk->zGets - ptBlk->zUsed;
    ptStats->zFailedPuts = ptBlk->zFailedPuts;
    Memory_CallUnlock(ptBlk);
    return tStatus;
}

JUNO_STATUS_T Juno_MemoryBlkPeakReset(JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const JUNO_STATUS_T tStatus = Memory_Check(ptBlk, false);

    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    Memory_CallLock(ptBlk);
    ptBlk->zPeak = ptBlk->zUsed;
    Memory_CallUnlock(ptBlk);
    return tStatus;
}
