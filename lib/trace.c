/* SPDX-License-Identifier: MIT */
/*
 * The recorder's interface: a trace's begin, and pools coming and going.
 *
 * Order of locks: a pool's, then the trace's.
 */
#include "juno/memory/trace.h"
#include "memory_call.h"
#include "memory_pool.h"
#include "trace_cache.h"
#include "trace_define.h"
#include "trace_env.h"
#include "trace_event.h"
#include "trace_kind.h"

enum
{
    CACHE_SHARE = 4, /* the part of the buffer that remembers classes */
    CACHE_MAX = 4095
};

_Static_assert(
    sizeof(void *) > 4u || sizeof(JUNO_MEMORY_TRACE_T) <= 128u,
    "the recorder takes 128 bytes besides its buffer"
);

/* What an attached pool calls, inside its lock. */
static void OnEvent(JUNO_MEMORY_OBSERVER_T *ptObserver, const MEMORY_EVENT_T *ptEvent)
{
    JUNO_MEMORY_TRACE_T *const ptTrace = (JUNO_MEMORY_TRACE_T *)(void *)ptObserver;

    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        Trace_EventAppend(ptTrace, ptEvent);
        if (ptTrace->ptShadow != NULL)
        {
            ptTrace->ptShadow->pfcnEvent(ptTrace, ptEvent);
        }
        if (ptEvent->eKind == MEMORY_KIND_DEINIT)
        {
            Trace_DefineForget(ptTrace, ptEvent->ptBlk);
        }
    }
    Trace_EventUnlock(ptTrace);
}

/* First address at or after pvAddr that is aligned for what the trace keeps. */
static unsigned char *AlignUp(void *pvAddr)
{
    const uintptr_t iMask = _Alignof(TRACE_POOL_T) - 1u;
    const uintptr_t iMore = (0u - (uintptr_t)pvAddr) & iMask;

    return (unsigned char *)pvAddr + iMore;
}

/* The cache at the buffer's begin, the pools at its end, between them packets. */
static void ShareOut(JUNO_MEMORY_TRACE_T *ptTrace, void *pvBuffer, size_t zBufferSize)
{
    unsigned char *const piBegin = AlignUp(pvBuffer);
    size_t zSize = zBufferSize - (size_t)(piBegin - (unsigned char *)pvBuffer);
    size_t zCache = 0;

    zSize &= ~(_Alignof(TRACE_POOL_T) - 1u);
    zCache = (zSize / sizeof(TRACE_CACHE_ENTRY_T) - (CACHE_SHARE - 1)) / CACHE_SHARE;
    zCache = (zCache < CACHE_MAX) ? zCache : CACHE_MAX;
    ptTrace->iCacheSize = (uint16_t)zCache;
    ptTrace->pvCache = piBegin + ptTrace->ptKind->iHead;
    ptTrace->piPacket = (unsigned char *)((TRACE_CACHE_ENTRY_T *)ptTrace->pvCache + zCache + 1u);
    ptTrace->pvPools = piBegin + zSize;
    (void)ptTrace->ptKind->pfcnShareOut(ptTrace, NULL);
}

static JUNO_STATUS_T
CheckConfig(const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig, size_t zBufferSize, const TRACE_KIND_T *ptKind)
{
    const JUNO_MEMORY_LOCK_T *const ptLock = ptConfig->ptLock;

    if (ptConfig->zStructSize < sizeof(*ptConfig))
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR; /* too small to be looked into */
    }
    if ((ptConfig->pfcnWrite == NULL && !ptKind->bRing) ||
        (ptLock != NULL && (ptLock->pfcnLock == NULL || ptLock->pfcnUnlock == NULL)))
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (zBufferSize < ptKind->iBufferMin ||
        (ptConfig->pfcnClock != NULL && ptConfig->iTicksPerSecond == 0u) || ptConfig->iClockBits > 32u)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    return JUNO_STATUS_SUCCESS;
}

/* The recording itself, once its arguments have been found right. */
static JUNO_STATUS_T Start(JUNO_MEMORY_TRACE_T *ptTrace, void *pvBuffer, size_t zBufferSize)
{
    ShareOut(ptTrace, pvBuffer, zBufferSize);
    ptTrace->iTime = Trace_EventNow(ptTrace);
    ptTrace->iStream =
        (uint32_t)ptTrace->iTime ^ (uint32_t)(uintptr_t)ptTrace->piPacket; /* hardly the same twice */
    Trace_DefineAll(ptTrace);
    if (ptTrace->iResult != JUNO_STATUS_SUCCESS)
    {
        ptTrace->tConfig.ptLock = NULL; /* it may go */
        return JUNO_STATUS_WRITE_ERROR;
    }
    ptTrace->iState = TRACE_STATE_RECORDING;
    return JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T Trace_Begin(
    JUNO_MEMORY_TRACE_T *ptTrace,
    void *pvBuffer,
    size_t zBufferSize,
    const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig,
    const TRACE_KIND_T *ptKind
)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace == NULL)
    {
        return tStatus;
    }
    *ptTrace = (JUNO_MEMORY_TRACE_T){.tObserver = {OnEvent}, .ptKind = ptKind};
    if (pvBuffer != NULL && ptConfig != NULL)
    {
        tStatus = CheckConfig(ptConfig, zBufferSize, ptKind);
    }
    if (tStatus == JUNO_STATUS_SUCCESS)
    {
        ptTrace->tConfig = *ptConfig;
        tStatus = Start(ptTrace, pvBuffer, zBufferSize);
    }
    return tStatus;
}

/* Says how many blocks are out as the recording of a pool begins. */
static void AppendAttach(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const MEMORY_SITE_T tNoSite = {0};

    Trace_EventAppend(
        ptTrace,
        &(MEMORY_EVENT_T){
            .ptBlk = ptBlk,
            .ptSite = &tNoSite,
            .zBlock = ptBlk->zUsed,
            .eKind = MEMORY_KIND_ATTACH,
        }
    );
}

/* Hangs the trace on a pool; both are locked. */
static JUNO_STATUS_T Attach(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = ptPool->ptBlk;
    JUNO_STATUS_T tStatus = JUNO_STATUS_TABLE_FULL_ERROR;

    if (ptTrace->iState != TRACE_STATE_RECORDING || (ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0u)
    {
        return JUNO_STATUS_ERR;
    }
    Trace_DefineForget(ptTrace, ptBlk); /* it may have been inited anew without an end */
    ptPool->iId = (uint16_t)(ptTrace->iPoolIds + 1u);
    if (ptPool->iId != 0u) /* else all have been given out */
    {
        tStatus = ptTrace->ptKind->pfcnShareOut(ptTrace, ptPool);
    }
    if (tStatus == JUNO_STATUS_SUCCESS)
    {
        ptTrace->iPoolIds = (uint16_t)ptPool->iId;
        ptTrace->iPools++;
        *Trace_DefineLast(ptTrace) = *ptPool;
        if (ptTrace->ptShadow != NULL)
        {
            ptTrace->ptShadow->pfcnLearn(ptPool);
        }
        ptBlk->iObserverPool = ptPool->iId;
        ptBlk->ptObserver = &ptTrace->tObserver;
        ptBlk->iHooks |= MEMORY_HOOK_OBSERVER;
        Trace_DefineNew(ptTrace, ptPool);
        AppendAttach(ptTrace, ptBlk);
    }
    return tStatus;
}

JUNO_STATUS_T Trace_Attach(
    JUNO_MEMORY_TRACE_T *ptTrace,
    JUNO_MEMORY_ALLOC_T *ptMem,
    const char *pcName,
    JUNO_MEMORY_TRACE_SLOT_T *ptTable
)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace == NULL || ptMem == NULL || pcName == NULL)
    {
        return tStatus;
    }
    if (ptBlk == NULL)
    {
        return JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    Trace_EnvRelease(ptTrace, ptMem);
    Memory_CallLock(ptBlk);
    Trace_EventLock(ptTrace);
    tStatus = Attach(
        ptTrace,
        &(TRACE_POOL_T){
            .ptBlk = ptBlk,
            .pcName = pcName,
            .pvMemory = ptBlk->pvMemory,
            .zTypeSize = ptBlk->zTypeSize,
            .zLength = ptBlk->zLength,
            .ptTable = ptTable,
        }
    );
    Trace_EventUnlock(ptTrace);
    Memory_CallUnlock(ptBlk);
    return tStatus;
}

JUNO_STATUS_T
Juno_MemoryTraceAttach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem, const char *pcName)
{
    return Trace_Attach(ptTrace, ptMem, pcName, NULL);
}
