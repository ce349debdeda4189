/* SPDX-License-Identifier: MIT */
#include "juno/memory/memory.h"
#include "memory_check.h"
#include "memory_pool.h"

/*
 * Size of the structure's first version. Members that later versions append are
 * written only where the caller's zStructSize has room for them.
 */
#define STATS_SIZE_1 (offsetof(JUNO_MEMORY_STATS_T, zFailedPuts) + sizeof(size_t))

/*@ requires Askable(ptBlk) && (ptStats == \null || \valid(ptStats));
    requires ptBlk != \null && ptStats != \null ==> \separated(ptStats, ptBlk, ptBlk->ptLock);
    exits \false;
    assigns Outside, *ptStats;
    ensures Outside.iLocked == 0;
    behavior null:
      assumes ptBlk == \null || ptStats == \null;
      assigns Outside;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
      ensures ptBlk != \null && Inited(ptBlk) ? Reported{Pre, Post}(ptBlk, \result) : Silent{Pre, Post};
    behavior unknown:
      assumes ptBlk != \null && ptStats != \null && !Inited(ptBlk);
      assigns Outside;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
    behavior size:
      assumes ptBlk != \null && ptStats != \null && Inited(ptBlk);
      assumes ptStats->zStructSize < sizeof(JUNO_MEMORY_STATS_T);
      assigns Outside;
      ensures \result == JUNO_STATUS_INVALID_SIZE_ERROR;
      ensures Reported{Pre, Post}(ptBlk, \result);
    behavior success:
      assumes ptBlk != \null && ptStats != \null && Inited(ptBlk);
      assumes ptStats->zStructSize >= sizeof(JUNO_MEMORY_STATS_T);
      assigns Outside, ptStats->zTypeSize, ptStats->zLength, ptStats->zUsed, ptStats->zPeak,
              ptStats->zGets, ptStats->zFailedGets, ptStats->zPuts, ptStats->zFailedPuts;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_SUCCESS;
      ensures ptStats->zTypeSize == ptBlk->zTypeSize && ptStats->zLength == ptBlk->zLength;
      ensures ptStats->zUsed == ptBlk->zUsed && ptStats->zPeak == ptBlk->zPeak;
      ensures ptStats->zGets == ptBlk->zGets && ptStats->zFailedGets == ptBlk->zFailedGets;
      ensures ptStats->zPuts == (size_t)(ptBlk->zGets - ptBlk->zUsed);
      ensures ptStats->zFailedPuts == ptBlk->zFailedPuts;
    complete behaviors;
    disjoint behaviors;
*/
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

/*@ requires Askable(ptBlk);
    requires ptBlk != \null ==> \separated(ptBlk, ptBlk->ptLock);
    exits \false;
    assigns Outside, ptBlk->zPeak;
    ensures Outside.iLocked == 0;
    behavior null:
      assumes ptBlk == \null;
      assigns Outside;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes ptBlk != \null && !Inited(ptBlk);
      assigns Outside;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
    behavior success:
      assumes ptBlk != \null && Inited(ptBlk);
      assigns Outside, ptBlk->zPeak;
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_SUCCESS;
      ensures ptBlk->zPeak == ptBlk->zUsed;
      ensures Pool{Pre}(ptBlk) ==> Pool(ptBlk);
    complete behaviors;
    disjoint behaviors;
*/
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
