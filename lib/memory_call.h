/* SPDX-License-Identifier: MIT */
/*
 * A call as a whole: the allocator's type, its lock, the pool's decision, the
 * observer, the failure handler. memory.c comes here for all but the plain
 * case, memory_at.c with a source line.
 */
#ifndef MEMORY_CALL_H
#define MEMORY_CALL_H

#include "memory_outside.h"
#include "memory_refs.h"

/* The pool behind an allocator; NULL where the type is unknown, or for NULL. */
/*@ requires ptMem == \null || \valid_read(&ptMem->tBlock);
    exits \false;
    assigns \result \from ptMem, ptMem->tBlock.tHdr.tType;
    behavior null:
      assumes ptMem == \null;
      ensures \result == \null;
    behavior unknown:
      assumes ptMem != \null && !Inited(&ptMem->tBlock);
      ensures \result == \null;
    behavior pool:
      assumes ptMem != \null && Inited(&ptMem->tBlock);
      ensures \result == &ptMem->tBlock;
    complete behaviors;
    disjoint behaviors;
*/
JUNO_MEMORY_BLOCK_T *Memory_CallBlock(JUNO_MEMORY_ALLOC_T *ptMem);

/* The site of a call that tells no source line. */
/*@ terminates \true;
    exits \false;
    assigns \result \from eKind, pvCaller;
    ensures \result.pcFile == \null && \result.pcFunction == \null && \result.iLine == 0;
    ensures \result.eKind == eKind && \result.pvCaller == pvCaller;
*/
static inline MEMORY_SITE_T Memory_CallSite(MEMORY_KIND_T eKind, const void *pvCaller)
{
    MEMORY_SITE_T tSite;

    /* One by one: an initialiser becomes a call of memset() in small builds. */
    tSite.pcFile = NULL;
    tSite.pcFunction = NULL;
    tSite.pvCaller = pvCaller;
    tSite.iLine = 0u;
    tSite.eKind = eKind;
    return tSite;
}

/*
 * The call that ptSite names: GET, UPDATE (zSize: bytes wanted) or PUT, or
 * REF_GET or REF_PUT of a descriptor that ptMem gave out.
 */
/*@ requires Ready(ptMem, ptMemory) && \valid_read(ptSite) && IsCall(ptSite->eKind);
    exits \false;
    assigns MEMORY_CALL_CHANGES(&ptMem->tBlock, ptMemory);
    behavior null:
      assumes !IsPool(ptMem) && (ptMem == \null || ptMemory == \null);
      assigns \nothing;
      ensures ptMem != \null ==> SameNumbers{Pre, Post}(&ptMem->tBlock);
      ensures ptMemory != \null ==> SameDescriptor{Pre, Post}(ptMemory);
      ensures Silent{Pre, Post};
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior unknown:
      assumes !IsPool(ptMem) && ptMem != \null && ptMemory != \null;
      assigns \nothing;
      ensures \result == JUNO_STATUS_INVALID_TYPE_ERROR;
      ensures SameDescriptor{Pre, Post}(ptMemory) && SameNumbers{Pre, Post}(&ptMem->tBlock) && Silent{Pre, Post};
    behavior pool:
      assumes IsPool(ptMem);
      ensures CallEnds{Pre, Post}(&ptMem->tBlock, ptMemory, zSize, \old(ptSite->eKind), \result);
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T
Memory_Call(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const MEMORY_SITE_T *ptSite);

/* REF_GET or REF_PUT of any descriptor, or NULL. */
/*@
  // Any descriptor but one that was made up: NULL, without owner, of an owner
  // of an unknown type, or of a pool.
  predicate Referable{L}(JUNO_MEMORY_T *ptMemory) =
    Outside.iLocked == 0 && (ptMemory == \null || \valid(ptMemory)) &&
    (ptMemory != \null && ptMemory->ptOwner != \null ==>
      Ready((JUNO_MEMORY_ALLOC_T *)ptMemory->ptOwner, ptMemory));

  // What a reference leaves, of a descriptor and of its pool.
  predicate RefChanged{L1, L2}(JUNO_MEMORY_T *ptMemory, integer eKind) =
    \at(ptMemory->iRefCount, L1) == 0 ? SameDescriptor{L1, L2}(ptMemory) : RefDone{L1, L2}(ptMemory, eKind);
  predicate RefOfPool{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_T *ptMemory, integer eKind) =
    Unharmed{L1, L2}(ptBlk) &&
    (Current{L1}(ptBlk, ptMemory) && \at(ptMemory->iRefCount, L1) != 0
      ? RefDone{L1, L2}(ptMemory, eKind) && Silent{L1, L2}
      : SameDescriptor{L1, L2}(ptMemory) && Reported{L1, L2}(ptBlk, JUNO_STATUS_INVALID_REF_ERROR));
  predicate RefEnds{L1, L2}(JUNO_MEMORY_T *ptMemory, integer eKind) =
    (ptMemory == \null || \at(ptMemory->ptOwner, L1) == \null ==> Silent{L1, L2}) &&
    (ptMemory != \null && \at(ptMemory->ptOwner, L1) == \null ==> RefChanged{L1, L2}(ptMemory, eKind)) &&
    (ptMemory != \null && \at(ptMemory->ptOwner, L1) != \null ==>
      (\at(MEMORY_OWNER(ptMemory)->tHdr.tType, L1) == JUNO_MEMORY_ALLOC_TYPE_BLOCK
        ? RefOfPool{L1, L2}(\at(MEMORY_OWNER(ptMemory), L1), ptMemory, eKind)
        : SameDescriptor{L1, L2}(ptMemory) && Silent{L1, L2} &&
          SameNumbers{L1, L2}(\at(MEMORY_OWNER(ptMemory), L1))));
*/
/*@ requires Referable(ptMemory);
    requires \valid_read(ptSite) && IsRef(ptSite->eKind);
    exits \false;
    assigns MEMORY_CALL_CHANGES(MEMORY_OWNER(ptMemory), ptMemory);
    ensures RefEnds{Pre, Post}(ptMemory, \old(ptSite->eKind));
*/
void Memory_CallRef(JUNO_MEMORY_T *ptMemory, const MEMORY_SITE_T *ptSite);

/* Enters and leaves the pool's lock, where it has one. */
/*@ requires Wired(ptBlk) && Outside.iLocked == 0;
    exits \false;
    assigns Outside.iLocked;
    ensures Locked(ptBlk);
*/
void Memory_CallLock(const JUNO_MEMORY_BLOCK_T *ptBlk);
/*@ requires Wired(ptBlk) && Locked(ptBlk);
    exits \false;
    assigns Outside.iLocked;
    ensures Outside.iLocked == 0;
*/
void Memory_CallUnlock(const JUNO_MEMORY_BLOCK_T *ptBlk);

/* Tells the pool's guard and its observer, where it has them; inside the lock. */
/*@ requires Wired(ptBlk);
    exits \false;
    assigns Outside.iEvents;
    behavior watched:
      assumes (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0;
      ensures Outside.iEvents == \old(Outside.iEvents) + 1;
    behavior alone:
      assumes (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) == 0;
      assigns \nothing;
    complete behaviors;
    disjoint behaviors;
*/
void Memory_CallObserve(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent);

/* Tells the pool's failure handler of a status that is not SUCCESS, and returns it. Outside the lock. */
/*@ requires Wired(ptBlk) && Outside.iLocked == 0;
    requires tStatus == JUNO_STATUS_SUCCESS || 0 < eCause < MEMORY_CAUSES;
    exits \false;
    assigns Outside.iReports, Outside.tReported;
    ensures \result == tStatus;
    behavior told:
      assumes tStatus != JUNO_STATUS_SUCCESS && ptBlk->pfcnFailureHandler != \null;
      ensures ReportedOnce{Pre, Post}(tStatus);
    behavior silent:
      assumes tStatus == JUNO_STATUS_SUCCESS || ptBlk->pfcnFailureHandler == \null;
      assigns \nothing;
      ensures Silent{Pre, Post};
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T
Memory_CallReport(const JUNO_MEMORY_BLOCK_T *ptBlk, MEMORY_CAUSE_T eCause, JUNO_STATUS_T tStatus);

/* The status that a call of a kind returns for a cause. */
/*@ requires MEMORY_CAUSE_NONE <= eCause < MEMORY_CAUSES;
    exits \false;
    assigns \nothing;
    ensures IsStatusOf(\result, eCause, eKind);
    behavior success:
      assumes eCause == MEMORY_CAUSE_NONE;
      ensures \result == JUNO_STATUS_SUCCESS;
    behavior null:
      assumes eCause == MEMORY_CAUSE_NULL;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
    behavior size:
      assumes eCause \in {MEMORY_CAUSE_ZERO_SIZE, MEMORY_CAUSE_GEOMETRY, MEMORY_CAUSE_STRUCT_SIZE};
      ensures \result == JUNO_STATUS_INVALID_SIZE_ERROR;
    behavior memalloc:
      assumes eCause \in {MEMORY_CAUSE_TOO_LARGE, MEMORY_CAUSE_FULL};
      ensures \result == JUNO_STATUS_MEMALLOC_ERROR;
    behavior memfree:
      assumes eCause \in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE};
      assumes eKind == MEMORY_KIND_PUT;
      ensures \result == JUNO_STATUS_MEMFREE_ERROR;
    behavior reference:
      assumes eCause \in {MEMORY_CAUSE_BAD_ADDRESS, MEMORY_CAUSE_DOUBLE_FREE, MEMORY_CAUSE_STALE};
      assumes eKind != MEMORY_KIND_PUT;
      ensures \result == JUNO_STATUS_INVALID_REF_ERROR;
    behavior count:
      assumes eCause \in {MEMORY_CAUSE_REF_AFTER_FREE, MEMORY_CAUSE_UNREF_AT_ZERO};
      ensures eKind != MEMORY_KIND_PUT ==> \result == JUNO_STATUS_INVALID_REF_ERROR;
    behavior in_use:
      assumes eCause == MEMORY_CAUSE_IN_USE;
      ensures \result == JUNO_STATUS_REF_IN_USE_ERROR;
    behavior other:
      assumes eCause \in {MEMORY_CAUSE_MISALIGNED, MEMORY_CAUSE_OPTION};
      ensures \result == JUNO_STATUS_ERR;
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T Memory_CallStatus(MEMORY_KIND_T eKind, MEMORY_CAUSE_T eCause);

#endif
