/* SPDX-License-Identifier: MIT */
/*
 * Setting up a pool, as the recorder's form of it needs it too.
 */
#ifndef MEMORY_BLOCK_H
#define MEMORY_BLOCK_H

#include "memory_outside.h"

/* What makes a pool, as Juno_MemoryBlkInit gets it. */
typedef struct MEMORY_GEOMETRY_TAG
{
    void *pvMemory;
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata;
    size_t zTypeSize;
    size_t zLength;
} MEMORY_GEOMETRY_T;

/*@
  // What init returns, in the contract's order.
  predicate InitReturns{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, void *pvMemory, JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata, integer zTypeSize,
    integer zLength, JUNO_STATUS_T tStatus) =
    (ptBlk == \null || NullGeometry(pvMemory, ptMetadata) ==> tStatus == JUNO_STATUS_NULLPTR_ERROR) &&
    (ptBlk != \null && !NullGeometry(pvMemory, ptMetadata) ==>
      (WrongSize(pvMemory, zTypeSize, zLength) ==> tStatus == JUNO_STATUS_INVALID_SIZE_ERROR) &&
      (!WrongSize(pvMemory, zTypeSize, zLength) && Misaligned(ptMetadata) ==> tStatus == JUNO_STATUS_ERR) &&
      (!WrongSize(pvMemory, zTypeSize, zLength) && !Misaligned(ptMetadata) ==>
        tStatus == JUNO_STATUS_SUCCESS));

  // What it makes: a pool of this geometry of which no block was ever out, or
  // nothing that the library would take for one.
  predicate Made{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, void *pvMemory, JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata, integer zTypeSize,
    integer zLength) =
    Inited(ptBlk) && (Tables(ptBlk) ==> Pool(ptBlk)) && ptBlk->pvMemory == pvMemory &&
    ptBlk->ptMetadata == ptMetadata && ptBlk->zTypeSize == zTypeSize && ptBlk->zLength == zLength &&
    ptBlk->zUsed == 0 && ptBlk->zFreed == 0 && ptBlk->zPeak == 0 && ptBlk->zGets == 0 &&
    ptBlk->zFailedGets == 0 && ptBlk->zFailedPuts == 0 &&
    ptBlk->iHooks == 0 && ptBlk->ptLock == \null && ptBlk->ptObserver == \null;
  predicate InitDone{L}(
    JUNO_MEMORY_BLOCK_T *ptBlk, void *pvMemory, JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata, integer zTypeSize,
    integer zLength, JUNO_STATUS_T tStatus) =
    ptBlk != \null ==>
      (tStatus == JUNO_STATUS_SUCCESS ? Made(ptBlk, pvMemory, ptMetadata, zTypeSize, zLength)
                                      : ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_RESERVED);

  // Whom it tells of failures from now on, and what a refused init leaves alone.
  predicate InitTells{L1, L2}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_FAILURE_HANDLER_T pfcnFailureHandler, JUNO_USER_DATA_T *pvUserData,
    JUNO_STATUS_T tStatus) =
    (tStatus == JUNO_STATUS_SUCCESS ==>
      Silent{L1, L2} && \at(ptBlk->pfcnFailureHandler, L2) == pfcnFailureHandler &&
      \at(ptBlk->pvFailureUserData, L2) == pvUserData) &&
    (tStatus != JUNO_STATUS_SUCCESS ==>
      (pfcnFailureHandler != \null ? ReportedOnce{L1, L2}(tStatus) : Silent{L1, L2}) &&
      (ptBlk != \null ==> SamePlace{L1, L2}(ptBlk) && SameNumbers{L1, L2}(ptBlk)));

  // A lock without one of its functions is no lock.
  predicate HalfLock{L}(JUNO_MEMORY_LOCK_T *ptLock) =
    ptLock != \null && (ptLock->pfcnLock == \null || ptLock->pfcnUnlock == \null);

  // What LockSet returns, and what it leaves of the hooks.
  predicate SameLock{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk) =
    \at(ptBlk->iHooks, L2) == \at(ptBlk->iHooks, L1) && \at(ptBlk->ptLock, L2) == \at(ptBlk->ptLock, L1);
  predicate LockHangs{L1, L2}(JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_LOCK_T *ptLock) =
    \at(ptBlk->ptLock, L2) == ptLock &&
    ((\at(ptBlk->iHooks, L2) & MEMORY_HOOK_LOCK) != 0 <==> ptLock != \null) &&
    (\at(ptBlk->iHooks, L2) & MEMORY_HOOK_CLEAR) == (\at(ptBlk->iHooks, L1) & MEMORY_HOOK_CLEAR) &&
    (\at(ptBlk->iHooks, L2) & MEMORY_HOOK_OBSERVER) == (\at(ptBlk->iHooks, L1) & MEMORY_HOOK_OBSERVER);
  predicate LockSays{L1, L2}(
    JUNO_MEMORY_BLOCK_T *ptBlk, JUNO_MEMORY_LOCK_T *ptLock, JUNO_STATUS_T tStatus) =
    (ptBlk == \null || HalfLock{L1}(ptLock) ==> tStatus == JUNO_STATUS_NULLPTR_ERROR) &&
    (ptBlk != \null && !Inited{L1}(ptBlk) && !HalfLock{L1}(ptLock) ==> tStatus == JUNO_STATUS_INVALID_TYPE_ERROR) &&
    (ptBlk == \null || !Inited{L1}(ptBlk) ==> Silent{L1, L2}) &&
    (ptBlk != \null && (!Inited{L1}(ptBlk) || HalfLock{L1}(ptLock)) ==> SameLock{L1, L2}(ptBlk)) &&
    (ptBlk != \null && Inited{L1}(ptBlk) && HalfLock{L1}(ptLock) ==> Reported{L1, L2}(ptBlk, tStatus)) &&
    (ptBlk != \null && Inited{L1}(ptBlk) && !HalfLock{L1}(ptLock) ==>
      tStatus == JUNO_STATUS_SUCCESS && LockHangs{L1, L2}(ptBlk, ptLock) && Silent{L1, L2} && Wired{L2}(ptBlk));
*/

/* Juno_MemoryBlkInit, with the place that called it. */
/*@ requires ptBlk == \null || \valid(ptBlk);
    requires \valid_read(ptGeometry) && \valid_read(ptSite);
    requires ptBlk != \null ==> \separated(ptBlk, ptGeometry, ptSite);
    requires IsNumber(ptGeometry->pvMemory) && (uintptr_t)ptGeometry->ptMetadata >= 0;
    requires ptGeometry->ptMetadata == \null ||
      WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength) ||
      \valid(ptGeometry->ptMetadata + (0 .. ptGeometry->zLength - 1));
    requires pfcnFailureHandler == \null || pfcnFailureHandler == &Outside_Handle;
    requires Outside.iLocked == 0;
    exits \false;
    assigns Outside, *ptBlk;
    ensures Outside.iLocked == 0;
    ensures \result != JUNO_STATUS_SUCCESS ==>
      (pfcnFailureHandler != \null ? ReportedOnce{Pre, Post}(\result) : Silent{Pre, Post});
    ensures \result != JUNO_STATUS_SUCCESS && ptBlk != \null ==>
      SamePlace{Pre, Post}(ptBlk) && SameNumbers{Pre, Post}(ptBlk);
    behavior null:
      assumes ptBlk == \null || NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assigns Outside, ptBlk->tHdr.tType;
      ensures \result == JUNO_STATUS_NULLPTR_ERROR;
      ensures ptBlk != \null ==> ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_RESERVED;
    behavior size:
      assumes ptBlk != \null && !NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assumes WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength);
      assigns Outside, ptBlk->tHdr.tType;
      ensures \result == JUNO_STATUS_INVALID_SIZE_ERROR;
      ensures ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_RESERVED;
    behavior misaligned:
      assumes ptBlk != \null && !NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assumes !WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength);
      assumes Misaligned(ptGeometry->ptMetadata);
      assigns Outside, ptBlk->tHdr.tType;
      ensures \result == JUNO_STATUS_ERR;
      ensures ptBlk->tHdr.tType == JUNO_MEMORY_ALLOC_TYPE_RESERVED;
    behavior success:
      assumes ptBlk != \null && !NullGeometry(ptGeometry->pvMemory, ptGeometry->ptMetadata);
      assumes !WrongSize(ptGeometry->pvMemory, ptGeometry->zTypeSize, ptGeometry->zLength);
      assumes !Misaligned(ptGeometry->ptMetadata);
      assigns *ptBlk;
      ensures \result == JUNO_STATUS_SUCCESS && Inited(ptBlk) && Silent{Pre, Post};
      ensures ptBlk->pvMemory == ptGeometry->pvMemory && ptBlk->ptMetadata == ptGeometry->ptMetadata;
      ensures ptBlk->zTypeSize == ptGeometry->zTypeSize && ptBlk->zLength == ptGeometry->zLength;
      ensures ptBlk->piSerials == &ptGeometry->ptMetadata->aiPrivate[0];
      ensures ptBlk->piFree == ptBlk->piSerials + ptBlk->zLength;
      ensures ptBlk->zUsed == 0 && ptBlk->zFreed == 0 && ptBlk->zPeak == 0;
      ensures ptBlk->zGets == 0 && ptBlk->zFailedGets == 0 && ptBlk->zFailedPuts == 0;
      ensures Tables(ptBlk) ==> Pool(ptBlk);
      ensures ptBlk->iHooks == 0 && ptBlk->ptLock == \null && ptBlk->ptObserver == \null;
      ensures ptBlk->pfcnFailureHandler == pfcnFailureHandler && ptBlk->pvFailureUserData == pvUserData;
    complete behaviors;
    disjoint behaviors;
*/
JUNO_STATUS_T Memory_BlockInit(
    JUNO_MEMORY_BLOCK_T *ptBlk,
    const MEMORY_GEOMETRY_T *ptGeometry,
    JUNO_FAILURE_HANDLER_T pfcnFailureHandler,
    JUNO_USER_DATA_T *pvUserData,
    const MEMORY_SITE_T *ptSite
);

#endif
