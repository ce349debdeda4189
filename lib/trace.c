/* SPDX-License-Identifier: MIT */
/*
 * The recorder's interface: a trace's life, and pools coming and going.
 *
 * Order of locks: a pool's, then the trace's.
 */
#include "juno/memory/trace.h"
#include "memory_call.h"
#include "memory_pool.h"
#include "trace_cache.h"
#include "trace_env.h"
#include "trace_event.h"

enum
{
    CACHE_SHARE = 4,    /* part of the buffer that remembers classes */
    CACHE_MAX = 4096,   /* entries */
    CAPACITY_MIN = 144, /* bytes of a packet that can hold any one record */
    POOL_IDS_MAX = 65535
};

/* Size of the configuration's first version. */
#define CONFIG_SIZE_1 (offsetof(JUNO_MEMORY_TRACE_CONFIG_T, pcProgram) + sizeof(const char *))

_Static_assert(
    sizeof(void *) > 4u || sizeof(JUNO_MEMORY_TRACE_T) <= 128u,
    "the recorder takes 128 bytes besides its buffer"
);

/* Takes a pool out of the table; the last one moves into its place. */
static void Forget(JUNO_MEMORY_TRACE_T *ptTrace, const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    for (size_t i = 0; i < ptTrace->iPools; i++)
    {
        if (Trace_EventPool(ptTrace, i)->ptBlk == ptBlk)
        {
            ptTrace->iPools--;
            *Trace_EventPool(ptTrace, i) = *Trace_EventPool(ptTrace, ptTrace->iPools);
            return;
        }
    }
}

/* What an attached pool calls, inside its lock. */
static void OnEvent(JUNO_MEMORY_OBSERVER_T *ptObserver, const MEMORY_EVENT_T *ptEvent)
{
    JUNO_MEMORY_TRACE_T *const ptTrace = (JUNO_MEMORY_TRACE_T *)(void *)ptObserver;

    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        Trace_EventAppend(ptTrace, ptEvent->ptBlk->iObserverPool, ptEvent);
        if (ptEvent->eKind == MEMORY_KIND_DEINIT)
        {
            Forget(ptTrace, ptEvent->ptBlk);
        }
    }
    Trace_EventUnlock(ptTrace);
}

/* First address at or after pvAddr that is aligned for what the trace keeps. */
static unsigned char *AlignUp(void *pvAddr)
{
    const uintptr_t iMask = _Alignof(TRACE_CACHE_ENTRY_T) - 1u;
    const uintptr_t iMore = (0u - (uintptr_t)pvAddr) & iMask;

    return (unsigned char *)pvAddr + iMore;
}

/* Shares out the buffer: the cache, the packet, and at its end the pools. */
static void ShareOut(JUNO_MEMORY_TRACE_T *ptTrace, void *pvBuffer, size_t zBufferSize)
{
    unsigned char *const piBegin = AlignUp(pvBuffer);
    const size_t zSize =
        (zBufferSize - (size_t)(piBegin - (unsigned char *)pvBuffer)) & ~(_Alignof(TRACE_POOL_T) - 1u);
    size_t zEntries = 2;

    while (zEntries * 2u <= CACHE_MAX && zEntries * 2u * sizeof(TRACE_CACHE_ENTRY_T) <= zSize / CACHE_SHARE)
    {
        zEntries *= 2u;
    }
    ptTrace->pvCache = piBegin;
    ptTrace->iCacheSize = (uint16_t)zEntries;
    ptTrace->piPacket = piBegin + (zEntries * sizeof(TRACE_CACHE_ENTRY_T));
    ptTrace->pvPools = piBegin + zSize;
}

/* Bytes that a packet may have while so many pools are attached. */
static size_t Capacity(const JUNO_MEMORY_TRACE_T *ptTrace, size_t zPools)
{
    const size_t zTable = zPools * sizeof(TRACE_POOL_T);
    const size_t zSpace = (size_t)((unsigned char *)ptTrace->pvPools - ptTrace->piPacket);
    const size_t zLeft = (zSpace > zTable) ? zSpace - zTable : 0u;

    return (zLeft < TRACE_PACKET_MAX) ? zLeft : TRACE_PACKET_MAX;
}

/* A configuration that is too small to be one is not looked into. */
static JUNO_STATUS_T CheckConfig(size_t zBufferSize, const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig)
{
    const JUNO_MEMORY_LOCK_T *ptLock = NULL;

    if (ptConfig->zStructSize < CONFIG_SIZE_1)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    ptLock = ptConfig->ptLock;
    if (ptConfig->pfcnWrite == NULL ||
        (ptLock != NULL && (ptLock->pfcnLock == NULL || ptLock->pfcnUnlock == NULL)))
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    if (zBufferSize < JUNO_MEMORY_TRACE_BUFFER_MIN)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    if (ptConfig->pfcnClock != NULL && ptConfig->iTicksPerSecond == 0u)
    {
        return JUNO_STATUS_INVALID_SIZE_ERROR;
    }
    return JUNO_STATUS_SUCCESS;
}

/* An id that two recordings are unlikely to share. */
static uint32_t StreamId(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    const uint64_t iMix = (ptTrace->iTime ^ (uintptr_t)ptTrace->piPacket) * 0x9E3779B97F4A7C15u;

    return (uint32_t)(iMix >> 32);
}

JUNO_STATUS_T Juno_MemoryTraceInit(
    JUNO_MEMORY_TRACE_T *ptTrace,
    void *pvBuffer,
    size_t zBufferSize,
    const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig
)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace == NULL)
    {
        return tStatus;
    }
    *ptTrace = (JUNO_MEMORY_TRACE_T){.tObserver = {OnEvent}};
    if (pvBuffer == NULL || ptConfig == NULL)
    {
        return tStatus;
    }
    tStatus = CheckConfig(zBufferSize, ptConfig);
    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    ptTrace->tConfig = *ptConfig;
    if (ptConfig->pfcnClock == NULL)
    {
        ptTrace->tConfig.iTicksPerSecond = 0;
    }
    ShareOut(ptTrace, pvBuffer, zBufferSize);
    Trace_CacheClear(ptTrace);
    ptTrace->iCapacity = (uint16_t)Capacity(ptTrace, 0);
    ptTrace->iTime = Trace_EventNow(ptTrace);
    ptTrace->iStream = StreamId(ptTrace);
    tStatus = Trace_EventDefine(ptTrace);
    if (tStatus == JUNO_STATUS_SUCCESS)
    {
        ptTrace->iState = TRACE_STATE_RECORDING;
    }
    else
    {
        ptTrace->tConfig = (JUNO_MEMORY_TRACE_CONFIG_T){0}; /* its lock may go */
    }
    return tStatus;
}

/* Whether another pool can be attached at all; the trace is locked. */
static JUNO_STATUS_T CheckRoom(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    if (ptTrace->iState != TRACE_STATE_RECORDING)
    {
        return JUNO_STATUS_ERR;
    }
    if (Capacity(ptTrace, (size_t)ptTrace->iPools + 1u) < CAPACITY_MIN || ptTrace->iPoolIds == POOL_IDS_MAX)
    {
        return JUNO_STATUS_TABLE_FULL_ERROR;
    }
    return JUNO_STATUS_SUCCESS;
}

/* Hangs the trace on a pool; both are locked. */
static JUNO_STATUS_T Attach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_BLOCK_T *ptBlk, const char *pcName)
{
    const MEMORY_SITE_T tNoSite = {0};
    const MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = &tNoSite,
        .zBlock = ptBlk->zUsed,
        .eKind = MEMORY_KIND_ATTACH,
    };
    TRACE_POOL_T *ptPool = NULL;
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    if ((ptBlk->iHooks & MEMORY_HOOK_OBSERVER) != 0u)
    {
        return tStatus;
    }
    Forget(ptTrace, ptBlk); /* it may have been inited anew without an end */
    tStatus = CheckRoom(ptTrace);
    if (tStatus != JUNO_STATUS_SUCCESS)
    {
        return tStatus;
    }
    (void)Trace_EventFlush(ptTrace); /* before the packet gets smaller */
    ptTrace->iCapacity = (uint16_t)Capacity(ptTrace, (size_t)ptTrace->iPools + 1u);
    ptPool = Trace_EventPool(ptTrace, ptTrace->iPools);
    ptTrace->iPools++;
    ptTrace->iPoolIds++;
    *ptPool = (TRACE_POOL_T){
        .ptBlk = ptBlk,
        .pcName = pcName,
        .pvMemory = ptBlk->pvMemory,
        .zTypeSize = ptBlk->zTypeSize,
        .zLength = ptBlk->zLength,
        .iId = ptTrace->iPoolIds,
    };
    ptBlk->iObserverPool = ptPool->iId;
    ptBlk->ptObserver = &ptTrace->tObserver;
    ptBlk->iHooks |= MEMORY_HOOK_OBSERVER;
    Trace_EventDefinePool(ptTrace, ptPool);
    Trace_EventAppend(ptTrace, ptPool->iId, &tEvent);
    return JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T
Juno_MemoryTraceAttach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem, const char *pcName)
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
    Trace_EventLock(ptTrace);
    tStatus = CheckRoom(ptTrace);
    Trace_EventUnlock(ptTrace);
    if (tStatus == JUNO_STATUS_SUCCESS)
    {
        Trace_EnvRelease(ptTrace, ptMem);
        Memory_CallLock(ptBlk);
        Trace_EventLock(ptTrace);
        tStatus = Attach(ptTrace, ptBlk, pcName);
        Trace_EventUnlock(ptTrace);
        Memory_CallUnlock(ptBlk);
    }
    return tStatus;
}

/* Takes the trace off a pool; both are locked. */
static JUNO_STATUS_T Detach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_BLOCK_T *ptBlk)
{
    const MEMORY_SITE_T tNoSite = {0};
    const MEMORY_EVENT_T tEvent = {
        .ptBlk = ptBlk,
        .ptSite = &tNoSite,
        .zBlock = ptBlk->zUsed,
        .eKind = MEMORY_KIND_DETACH,
    };

    if (ptTrace->iState != TRACE_STATE_RECORDING || ptBlk->ptObserver != &ptTrace->tObserver)
    {
        return JUNO_STATUS_DNE_ERROR;
    }
    Trace_EventAppend(ptTrace, ptBlk->iObserverPool, &tEvent);
    Forget(ptTrace, ptBlk);
    ptBlk->iHooks &= ~MEMORY_HOOK_OBSERVER;
    ptBlk->ptObserver = NULL;
    return JUNO_STATUS_SUCCESS;
}

JUNO_STATUS_T Juno_MemoryTraceDetach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem)
{
    JUNO_MEMORY_BLOCK_T *const ptBlk = Memory_CallBlock(ptMem);
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace == NULL || ptMem == NULL)
    {
        return tStatus;
    }
    if (ptBlk == NULL)
    {
        return JUNO_STATUS_INVALID_TYPE_ERROR;
    }
    Memory_CallLock(ptBlk);
    Trace_EventLock(ptTrace);
    tStatus = Detach(ptTrace, ptBlk);
    Trace_EventUnlock(ptTrace);
    Memory_CallUnlock(ptBlk);
    return tStatus;
}

JUNO_STATUS_T Juno_MemoryTraceMark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    if (ptTrace == NULL || pcText == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        Trace_EventMark(ptTrace, pcText);
        tStatus = JUNO_STATUS_SUCCESS;
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}

JUNO_STATUS_T Juno_MemoryTraceFlush(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_ERR;

    if (ptTrace == NULL)
    {
        return JUNO_STATUS_NULLPTR_ERROR;
    }
    Trace_EventLock(ptTrace);
    if (ptTrace->iState == TRACE_STATE_RECORDING)
    {
        tStatus = Trace_EventFlush(ptTrace);
    }
    Trace_EventUnlock(ptTrace);
    return tStatus;
}

/* Takes the trace, which has ended, off every pool that it still hangs on. */
static void Release(JUNO_MEMORY_TRACE_T *ptTrace)
{
    while (ptTrace->iPools > 0u)
    {
        JUNO_MEMORY_BLOCK_T *const ptBlk = Trace_EventPool(ptTrace, 0)->ptBlk;
        Memory_CallLock(ptBlk);
        if (ptBlk->ptObserver == &ptTrace->tObserver)
        {
            ptBlk->iHooks &= ~MEMORY_HOOK_OBSERVER;
            ptBlk->ptObserver = NULL;
        }
        Forget(ptTrace, ptBlk);
        Memory_CallUnlock(ptBlk);
    }
}

JUNO_STATUS_T Juno_MemoryTraceEnd(JUNO_MEMORY_TRACE_T *ptTrace)
{
    JUNO_STATUS_T tStatus = JUNO_STATUS_NULLPTR_ERROR;

    if (ptTrace != NULL)
    {
        tStatus = Trace_EventEnd(ptTrace);
        Release(ptTrace);
    }
    return tStatus;
}
