/* SPDX-License-Identifier: MIT */
/*
 * Looking at a pool from outside: which blocks are out, and what belongs to it.
 */
#include "juno/memory/memory.h"
#include "memory_check.h"
#include "memory_pool.h"

/* Visits the live blocks; the caller holds the lock. */
/*@ requires Pool(ptBlk) && Locked(ptBlk) && pfcnVisit == &Outside_Visit;
    requires Outside_ptBlk == ptBlk && Outside.zNext == 0;
    exits \false;
    assigns Outside.zNext;
*/
static void
Walk(const JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_VISIT_T pfcnVisit, JUNO_USER_DATA_T *pvUserData)
{
    const size_t zCarved = Memory_PoolCarved(ptBlk);
    bool bGoOn = true;

    /*@ loop invariant 0 <= zBlock <= zCarved && 0 <= Outside.zNext <= zBlock;
        loop invariant \forall integer b; Outside.zNext <= b < zBlock ==> !Live(ptBlk, b);
        loop assigns zBlock, bGoOn, Outside.zNext;
        loop variant zCarved - zBlock;
    */
    for (size_t zBlock = 0; bGoOn && (zBlock < zCarved); zBlock++)
    {
        if (Memory_PoolIsLive(ptBlk, zBlock))
        {
            //@ calls Outside_Visit;
            /* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): Memory_Check has refused NULL. */
            bGoOn = pfcnVisit(Memory_PoolAddress(ptBlk, zBlock), zBlock, pvUserData);
        }
    }
    //@ assert bGoOn ==> \forall integer b; Outside.zNext <= b < Carved(ptBlk) ==> !Live(ptBlk, b);
}

/*@ requires Askable(ptBlk) && (pfcnVisit == \null || pfcnVisit == &Outside_Visit);
    requires ptBlk != \null && Inited(ptBlk) ==> Pool(ptBlk);
    requires Outside_ptBlk == ptBlk && Outside.zNext == 0;
    exits \false;
    assigns Outside;
    ensures Outside.iLocked == 0;
    behavior null:
      assumes ptBlk == \null || pfcnVisit == \null;
      ensures Outside.zNext == 0;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
      ensures ptBlk != \null && Inited(ptBlk) ? Reported{Pre, Post}(ptBlk, \result) : Silent{Pre, Post};
    behavior unknown:
      assumes ptBlk != \null && pfcnVisit != \null && !Inited(ptBlk);
      ensures Silent{Pre, Post} && Outside.zNext == 0;
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
    behavior success:
      assumes ptBlk != \null && pfcnVisit != \null && Inited(ptBlk);
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_SUCCESS;
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T
Juno_MemoryBlkForEach(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_VISIT_T pfcnVisit, JUNO_USER_DATA_T *pvUserData)
{
    const JUNO_STATUS_T tStatus = Memory_Check(ptBlk, pfcnVisit == NULL);

    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    Memory_CallLock(ptBlk);
    Walk(ptBlk, pfcnVisit, pvUserData);
    Memory_CallUnlock(ptBlk);
    return tStatus;
}

/* The end has an address too: init refuses memory that goes beyond the highest one. */
/*@ requires Askable(ptBlk);
    requires ptBlk != \null && Inited(ptBlk) ==>
      Pool(ptBlk) && !WrongSize(ptBlk->pvMemory, ptBlk->zTypeSize, ptBlk->zLength);
    requires IsNumber(pvAddr) && (ptBlk != \null ==> IsNumber(ptBlk->pvMemory));
    exits \false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
    ensures \result <==> ptBlk != \null && Inited(ptBlk) && Inside(ptBlk, pvAddr);
*/
bool Juno_MemoryBlkOwns(const JUNO_MEMORY_BLOCK_T *ptBlk, const void *pvAddr)
{
    const uintptr_t iAddr = (uintptr_t)pvAddr;
    bool bOwns = false;

    if ((ptBlk != NULL) && (ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK))
    {
        Memory_CallLock(ptBlk);
        const uintptr_t iFirst = (uintptr_t)ptBlk->pvMemory;

        bOwns = (iAddr >= iFirst) && (iAddr < (iFirst + (ptBlk->zTypeSize * ptBlk->zLength)));
        Memory_CallUnlock(ptBlk);
    }
    return bOwns;
}
