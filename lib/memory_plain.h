/* SPDX-License-Identifier: MIT */
/*
 * The plain case of each call: right arguments, a pool without lock, observer
 * or option, success. These say whether it was that, and then have done the
 * call. Everything else, every failure included, is left to memory_call.c. A
 * build for size has only that path.
 *
 * Whoever calls these leaves the rest to a function of its own, never inlined
 * (MEMORY_COLD): the plain case then needs no stack and saves no register.
 */
#ifndef MEMORY_PLAIN_H
#define MEMORY_PLAIN_H

#include "memory_call.h"
#include "memory_refs.h"

#if defined(__GNUC__) && MEMORY_PLAIN_FIRST
#define MEMORY_COLD __attribute__((noinline, cold))
#else
#define MEMORY_COLD
#endif

/*@
  // A pool stands there and nothing hangs on it.
  predicate Plain{L}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK && ptBlk->iHooks == 0;

  // The plain case, if nothing else is wrong.
  predicate PlainCase{L}(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory) =
    ptMem != \null && ptMemory != \null && Plain(&ptMem->tBlock);
*/

/*
 * Whether a pool stands behind a header and nothing hangs on it. Type and hooks
 * stand side by side: where both fit into a register, that is one comparison.
 * The proof, which knows no __builtin_memcmp, reads the other branch.
 */
/*@ requires \valid_read(ptBlk);
    terminates \true;
    exits \false;
    assigns \nothing;
    ensures \result <==> Plain(ptBlk);
*/
static inline bool Memory_PlainPool(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
#if (UINTPTR_MAX > 0xFFFFFFFFu) && !defined(__FRAMAC__)
    static const JUNO_MEMORY_BLOCK_T tPlain = {.tHdr = {.tType = JUNO_MEMORY_ALLOC_TYPE_BLOCK}};

    return (MEMORY_PLAIN_FIRST != 0) &&
           (__builtin_memcmp(ptBlk, &tPlain, offsetof(JUNO_MEMORY_BLOCK_T, pvMemory)) == 0);
#else
    return (MEMORY_PLAIN_FIRST != 0) && (ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK) &&
           (ptBlk->iHooks == 0u);
#endif
}

/*@ requires Ready(ptMem, ptMemory);
    terminates \true;
    exits \false;
    assigns ptMem->tBlock.zUsed, ptMem->tBlock.zFreed, ptMem->tBlock.zPeak, ptMem->tBlock.zGets,
            ptMem->tBlock.piSerials[0 .. ptMem->tBlock.zLength - 1], *ptMemory;
    ensures \result ==> Ends{Pre, Post}(ptMem, ptMemory, zSize, MEMORY_KIND_GET, JUNO_STATUS_SUCCESS);
    ensures !\result ==> Untouched{Pre, Post}(ptMem, ptMemory);
    behavior done:
      assumes PlainCase(ptMem, ptMemory) && 1 <= zSize <= ptMem->tBlock.zTypeSize &&
              ptMem->tBlock.zUsed != ptMem->tBlock.zLength;
      ensures \result && Pool(&ptMem->tBlock);
      ensures Given{Pre, Post}(&ptMem->tBlock, ptMemory, zSize) && Counted{Pre, Post}(&ptMem->tBlock);
    behavior refused:
      assumes PlainCase(ptMem, ptMemory) &&
              !(1 <= zSize <= ptMem->tBlock.zTypeSize && ptMem->tBlock.zUsed != ptMem->tBlock.zLength);
      ensures !\result && Pool(&ptMem->tBlock) && Same{Pre, Post}(&ptMem->tBlock, ptMemory);
    behavior other:
      assumes !PlainCase(ptMem, ptMemory);
      assigns \nothing;
      ensures !\result;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool Memory_PlainGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    const bool bPlain = (ptMem != NULL) && (ptMemory != NULL) && Memory_PlainPool(&ptMem->tBlock) &&
                        (Memory_PoolGet(&ptMem->tBlock, ptMemory, zSize) == MEMORY_CAUSE_NONE);

    //@ assert IsPool{Pre}(ptMem) ==> SameSetup{Pre, Here}(&ptMem->tBlock);
    //@ assert IsPool{Pre}(ptMem) ==> FailuresAsBefore{Pre, Here}(&ptMem->tBlock);
    //@ assert IsPool{Pre}(ptMem) ==> SameBytes{Pre, Here}(&ptMem->tBlock);
    //@ assert IsPool{Pre}(ptMem) ==> Pool(&ptMem->tBlock) && Wired(&ptMem->tBlock);
    //@ assert !bPlain ==> SameNumbers{Pre, Here}(&ptMem->tBlock) && SameSetup{Pre, Here}(&ptMem->tBlock);
    //@ assert !bPlain && IsPool{Pre}(ptMem) ==> SamePool{Pre, Here}(&ptMem->tBlock);
    /*@ assert bPlain ==> IsPool{Pre}(ptMem) &&
          CallReturns{Pre}(&ptMem->tBlock, ptMemory, zSize, MEMORY_KIND_GET, JUNO_STATUS_SUCCESS); */
    //@ assert bPlain ==> Done{Pre, Here}(&ptMem->tBlock, ptMemory, zSize, MEMORY_KIND_GET);
    return MEMORY_LIKELY(bPlain);
}

/*@ requires Ready(ptMem, ptMemory);
    terminates \true;
    exits \false;
    assigns ptMemory->zSize;
    ensures \result ==> Ends{Pre, Post}(ptMem, ptMemory, zNewSize, MEMORY_KIND_UPDATE, JUNO_STATUS_SUCCESS);
    ensures !\result ==> Untouched{Pre, Post}(ptMem, ptMemory);
    behavior done:
      assumes PlainCase(ptMem, ptMemory) && 1 <= zNewSize <= ptMem->tBlock.zTypeSize;
      assumes Owner(&ptMem->tBlock, ptMemory) && ptMemory->ptOwner != \null;
      ensures \result && ptMemory->zSize == zNewSize;
    behavior other:
      assumes !(PlainCase(ptMem, ptMemory) && 1 <= zNewSize <= ptMem->tBlock.zTypeSize &&
              Owner(&ptMem->tBlock, ptMemory) && ptMemory->ptOwner != \null);
      assigns \nothing;
      ensures !\result;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool Memory_PlainUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize)
{
    const bool bPlain = (ptMem != NULL) && (ptMemory != NULL) && Memory_PlainPool(&ptMem->tBlock) &&
                        (Memory_PoolCheckSize(&ptMem->tBlock, zNewSize) == MEMORY_CAUSE_NONE) &&
                        Memory_PoolIsOwner(&ptMem->tBlock, ptMemory);

    if (MEMORY_LIKELY(bPlain))
    {
        ptMemory->zSize = zNewSize;
    }
    return bPlain;
}

/*@ requires Ready(ptMem, ptMemory);
    terminates \true;
    exits \false;
    assigns ptMem->tBlock.zUsed, ptMem->tBlock.zFreed,
            ptMem->tBlock.piFree[ptMem->tBlock.zFreed .. ptMem->tBlock.zLength - 1],
            ptMem->tBlock.piSerials[0 .. ptMem->tBlock.zLength - 1], *ptMemory;
    ensures \result ==> Ends{Pre, Post}(ptMem, ptMemory, 0, MEMORY_KIND_PUT, JUNO_STATUS_SUCCESS);
    ensures !\result ==> Untouched{Pre, Post}(ptMem, ptMemory);
    behavior done:
      assumes PlainCase(ptMem, ptMemory) && ptMemory->iRefCount <= 1;
      assumes Owner(&ptMem->tBlock, ptMemory) && ptMemory->ptOwner != \null;
      ensures \result && Pool(&ptMem->tBlock);
      ensures Taken{Pre, Post}(&ptMem->tBlock, \old(ptMemory->iBlock)) && Empty(ptMemory);
    behavior other:
      assumes !(PlainCase(ptMem, ptMemory) && ptMemory->iRefCount <= 1 &&
              Owner(&ptMem->tBlock, ptMemory) && ptMemory->ptOwner != \null);
      assigns \nothing;
      ensures !\result;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool Memory_PlainPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    const bool bPlain = (ptMem != NULL) && (ptMemory != NULL) && Memory_PlainPool(&ptMem->tBlock) &&
                        Memory_PoolIsOwner(&ptMem->tBlock, ptMemory) && (ptMemory->iRefCount <= 1u);

    if (MEMORY_LIKELY(bPlain))
    {
        Memory_PoolRelease(&ptMem->tBlock, ptMemory, ptMemory->iBlock);
    }
    //@ assert IsPool{Pre}(ptMem) ==> SameSetup{Pre, Here}(&ptMem->tBlock);
    //@ assert IsPool{Pre}(ptMem) ==> FailuresAsBefore{Pre, Here}(&ptMem->tBlock);
    //@ assert IsPool{Pre}(ptMem) ==> SameBytes{Pre, Here}(&ptMem->tBlock);
    //@ assert IsPool{Pre}(ptMem) ==> Pool(&ptMem->tBlock) && Wired(&ptMem->tBlock);
    /*@ assert bPlain ==> IsPool{Pre}(ptMem) &&
          CallReturns{Pre}(&ptMem->tBlock, ptMemory, 0, MEMORY_KIND_PUT, JUNO_STATUS_SUCCESS); */
    //@ assert bPlain ==> Done{Pre, Here}(&ptMem->tBlock, ptMemory, 0, MEMORY_KIND_PUT);
    return bPlain;
}

/* eKind: REF_GET or REF_PUT. */
/*@ requires Referable(ptMemory) && IsRef(eKind);
    terminates \true;
    exits \false;
    assigns ptMemory->iRefCount;
    ensures \result ==> RefEnds{Pre, Post}(ptMemory, eKind);
    ensures !\result ==> Referable(ptMemory) && Silent{Pre, Post};
    ensures !\result && ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
    ensures !\result ==> SameNumbers{Pre, Post}(\old(MEMORY_OWNER(ptMemory)));
    ensures !\result ==> SameSetup{Pre, Post}(\old(MEMORY_OWNER(ptMemory)));
    ensures !\result && ptMemory != \null && ptMemory->ptOwner != \null ==>
      Untouched{Pre, Post}((JUNO_MEMORY_ALLOC_T *)\old(ptMemory->ptOwner), ptMemory);
    behavior none:
      assumes ptMemory == \null || ptMemory->ptOwner == \null || !Plain(MEMORY_OWNER(ptMemory));
      assigns \nothing;
      ensures !\result;
    behavior refused:
      assumes ptMemory != \null && ptMemory->ptOwner != \null && Plain(MEMORY_OWNER(ptMemory));
      assumes !Current(MEMORY_OWNER(ptMemory), ptMemory) || ptMemory->iRefCount == 0;
      ensures !\result && ptMemory->iRefCount == \old(ptMemory->iRefCount);
    behavior saturated:
      assumes ptMemory != \null && ptMemory->ptOwner != \null && Plain(MEMORY_OWNER(ptMemory));
      assumes Current(MEMORY_OWNER(ptMemory), ptMemory) && ptMemory->iRefCount == SIZE_MAX;
      ensures \result && ptMemory->iRefCount == SIZE_MAX;
    behavior changed:
      assumes ptMemory != \null && ptMemory->ptOwner != \null && Plain(MEMORY_OWNER(ptMemory));
      assumes Current(MEMORY_OWNER(ptMemory), ptMemory) && 1 <= ptMemory->iRefCount < SIZE_MAX;
      ensures \result;
      ensures ptMemory->iRefCount ==
        \old(ptMemory->iRefCount) + (eKind == MEMORY_KIND_REF_GET ? 1 : -1);
    complete behaviors;
    disjoint behaviors;
*/
static inline bool Memory_PlainRef(JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    return MEMORY_LIKELY(
        (ptMemory != NULL) && (ptMemory->ptOwner != NULL) && Memory_PlainPool(MEMORY_OWNER(ptMemory)) &&
        (Memory_RefsCall(MEMORY_OWNER(ptMemory), ptMemory, eKind) == MEMORY_CAUSE_NONE)
    );
}

#endif
