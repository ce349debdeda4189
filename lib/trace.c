/* SPDX-License-Identifier: MIT */
/* The begin of a recording, whatever its kind, and what its pools call. */
#include "juno/memory/trace.h"
#include "trace_cache.h"
#include "trace_define.h"
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
    }
    if (ptEvent->eKind == MEMORY_KIND_DEINIT)
    {
        Trace_DefineForget(ptTrace, ptEvent->ptBlk); /* of a trace that has ended too: the pool may go */
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
    zCache = zSize / (CACHE_SHARE * sizeof(TRACE_CACHE_ENTRY_T));
    zCache = (zCache < CACHE_MAX) ? zCache : CACHE_MAX;
    ptTrace->iCacheSize = (uint16_t)zCache;
    ptTrace->pvCache = piBegin + ptTrace->ptKind->iHead;
    ptTrace->piPacket = (unsigned char *)((TRACE_CACHE_ENTRY_T *)ptTrace->pvCache + zCache);
    ptTrace->pvPools = piBegin + zSize;
    (void)ptTrace->ptKind->pfcnShareOut(ptTrace, NULL);
}

static bool IsHalfLock(const JUNO_MEMORY_LOCK_T *ptLock)
{
    return ptLock != NULL && (ptLock->pfcnLock == NULL || ptLock->pfcnUnlock == NULL);
}

static JUNO_STATUS_T
CheckConfig(const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig, size_t zBufferSize, const TRACE_KIND_T *ptKind)
{
    if (ptConfig->zStructSize < sizeof(*ptConfig))
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR; /* too small to be looked into */
    }
    if ((ptConfig->pfcnWrite == NULL && !ptKind->bRing) || IsHalfLock(ptConfig->ptLock))
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
    if (ptTrace->iResult == JUNO_STATUS_SUCCESS)
    {
        ptTrace->iState = TRACE_STATE_RECORDING;
    }
    else
    {
        ptTrace->tConfig.ptLock = NULL; /* it may go */
    }
    return (JUNO_STATUS_T)ptTrace->iResult;
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
