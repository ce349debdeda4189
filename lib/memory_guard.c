/* SPDX-License-Identifier: MIT */
/*
 * The guarded pools of this process. A pool may be inited anew without having
 * been ended, and its memory may have become another pool's: so they are kept
 * in a list, in which init finds what it must end first.
 *
 * The list takes no lock, since a pool may be used where none can be taken.
 * Pages of records are only added; a record is claimed and given back by one
 * store. Calls to one pool come one after the other, as everywhere.
 */
#ifdef JUNO_MEMORY_GUARD
#define _DEFAULT_SOURCE
#include "memory_guard.h"
#include "memory_guard_tool.h"
#include <errno.h>
#include <sys/mman.h>

enum
{
    GUARD_PAGE_BYTES = 16384,
    GUARD_PAGE_POOLS = (GUARD_PAGE_BYTES - sizeof(void *)) / sizeof(GUARD_POOL_T)
};

/* Larger pools are not guarded. */
#define GUARD_BYTES_MAX ((size_t)1 << 30)

typedef struct GUARD_PAGE_TAG
{
    struct GUARD_PAGE_TAG *ptNext;
    GUARD_POOL_T atPools[GUARD_PAGE_POOLS];
} GUARD_PAGE_T;

/* What a record is looked for by. */
typedef struct GUARD_RANGE_TAG
{
    uintptr_t iPool;
    uintptr_t iMemory;
    size_t zBytes;
} GUARD_RANGE_T;

typedef bool (*GUARD_MATCH_T)(const GUARD_POOL_T *ptPool, const GUARD_RANGE_T *ptRange);

static _Atomic(GUARD_PAGE_T *) ptPages;

static bool IsFree(const GUARD_POOL_T *ptPool, const GUARD_RANGE_T *ptRange)
{
    (void)ptRange;
    return atomic_load(&ptPool->iPool) == 0u;
}

static bool IsPool(const GUARD_POOL_T *ptPool, const GUARD_RANGE_T *ptRange)
{
    return atomic_load(&ptPool->iPool) == ~ptRange->iPool;
}

/* Whether a new pool takes this one's place or some of its memory. */
static bool Clashes(const GUARD_POOL_T *ptPool, const GUARD_RANGE_T *ptRange)
{
    const uintptr_t iMemory = ~atomic_load(&ptPool->iMemory);
    const size_t zBytes = atomic_load(&ptPool->zBytes);

    return !IsFree(ptPool, ptRange) &&
           (IsPool(ptPool, ptRange) || (zBytes != 0u && iMemory < ptRange->iMemory + ptRange->zBytes &&
                                        ptRange->iMemory < iMemory + zBytes));
}

/* The first record that matches, or NULL. */
static GUARD_POOL_T *Find(GUARD_MATCH_T pfcnMatch, const GUARD_RANGE_T *ptRange)
{
    for (GUARD_PAGE_T *ptPage = atomic_load(&ptPages); ptPage != NULL; ptPage = ptPage->ptNext)
    {
        for (size_t i = 0; i < GUARD_PAGE_POOLS; i++)
        {
            if (pfcnMatch(&ptPage->atPools[i], ptRange))
            {
                return &ptPage->atPools[i];
            }
        }
    }
    return NULL;
}

static GUARD_POOL_T *FindPool(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    return Find(IsPool, &(GUARD_RANGE_T){.iPool = (uintptr_t)ptBlk});
}

/* A page more; false: no memory. */
static bool AddPage(void)
{
    GUARD_PAGE_T *const ptPage =
        mmap(NULL, sizeof(*ptPage), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (ptPage == MAP_FAILED)
    {
        return false;
    }
    ptPage->ptNext = atomic_load(&ptPages);
    while (!atomic_compare_exchange_weak(&ptPages, &ptPage->ptNext, ptPage))
    {
    }
    return true;
}

/* A record for a pool, or NULL. */
static GUARD_POOL_T *Claim(const GUARD_RANGE_T *ptRange)
{
    for (;;)
    {
        GUARD_POOL_T *const ptPool = Find(IsFree, ptRange);
        uintptr_t iNobody = 0;

        if (ptPool != NULL && atomic_compare_exchange_strong(&ptPool->iPool, &iNobody, ~ptRange->iPool))
        {
            return ptPool;
        }
        if (ptPool == NULL && !AddPage())
        {
            return NULL;
        }
    }
}

/* Gives a record back. */
static void Release(GUARD_POOL_T *ptPool)
{
    atomic_store(&ptPool->zBytes, 0u);
    atomic_store(&ptPool->iPool, 0u);
}

static void End(GUARD_POOL_T *ptPool)
{
    ptPool->ptTool->pfcnEnd(ptPool);
    Release(ptPool);
}

/* Guards a pool, if that can be done. */
static bool Begin(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite, const GUARD_TOOL_T *ptTool)
{
    const GUARD_RANGE_T tRange = {
        (uintptr_t)ptBlk, (uintptr_t)ptBlk->pvMemory, ptBlk->zTypeSize * ptBlk->zLength};
    GUARD_POOL_T *ptPool = NULL;

    if (tRange.zBytes > GUARD_BYTES_MAX)
    {
        return false; /* no pool's memory: closing it would take forever */
    }
    while ((ptPool = Find(Clashes, &tRange)) != NULL)
    {
        End(ptPool);
    }
    ptPool = Claim(&tRange);
    if (ptPool == NULL)
    {
        return false;
    }
    ptPool->zTypeSize = ptBlk->zTypeSize;
    ptPool->zLength = ptBlk->zLength;
    ptPool->ptTool = ptTool;
    atomic_store(&ptPool->iMemory, ~tRange.iMemory);
    if (!ptTool->pfcnBegin(ptPool, ptSite))
    {
        Release(ptPool);
        return false;
    }
    atomic_store(&ptPool->zBytes, tRange.zBytes);
    return true;
}

/* The first that answers, of those that this library was built for, or NULL. */
static const GUARD_TOOL_T *Tool(void)
{
    static const GUARD_ASK_T apfcnAsk[] = {
#ifdef GUARD_HAS_ASAN
        Memory_GuardAsan,
#endif
#ifdef GUARD_HAS_MEMCHECK
        Memory_GuardMemcheck,
#endif
        NULL};
    const GUARD_TOOL_T *ptTool = NULL;

    for (size_t i = 0; ptTool == NULL && apfcnAsk[i] != NULL; i++)
    {
        ptTool = apfcnAsk[i]();
    }
    return ptTool;
}

void Memory_GuardInit(JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_SITE_T *ptSite)
{
    const GUARD_TOOL_T *const ptTool = Tool();
    const int iError = errno;

    if (ptTool != NULL && Begin(ptBlk, ptSite, ptTool))
    {
        ptBlk->iHooks |= MEMORY_HOOK_GUARD;
    }
    errno = iError;
}

void Memory_GuardForget(const JUNO_MEMORY_BLOCK_T *ptBlk)
{
    GUARD_POOL_T *const ptPool = FindPool(ptBlk);

    if (ptPool != NULL)
    {
        End(ptPool);
    }
}

void Memory_GuardName(const JUNO_MEMORY_BLOCK_T *ptBlk, const char *pcName)
{
    GUARD_POOL_T *const ptPool = FindPool(ptBlk);

    if (ptPool != NULL)
    {
        ptPool->ptTool->pfcnName(ptPool, pcName);
    }
}

/* A call that succeeded. */
static void Follow(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    switch (ptEvent->eKind)
    {
    case MEMORY_KIND_GET:
        ptPool->ptTool->pfcnGet(ptPool, ptEvent);
        break;
    case MEMORY_KIND_UPDATE:
        ptPool->ptTool->pfcnUpdate(ptPool, ptEvent);
        break;
    case MEMORY_KIND_PUT:
        ptPool->ptTool->pfcnPut(ptPool, ptEvent);
        break;
    case MEMORY_KIND_DEINIT:
        End(ptPool);
        break;
    default: /* references change nothing inside a block */
        break;
    }
}

void Memory_GuardEvent(const JUNO_MEMORY_BLOCK_T *ptBlk, const MEMORY_EVENT_T *ptEvent)
{
    GUARD_POOL_T *const ptPool = FindPool(ptBlk);

    if (ptPool != NULL && ptEvent->eCause == MEMORY_CAUSE_NONE)
    {
        Follow(ptPool, ptEvent);
    }
}

void Memory_GuardOpen(const JUNO_MEMORY_BLOCK_T *ptBlk, size_t zBlock)
{
    GUARD_POOL_T *const ptPool = FindPool(ptBlk);

    if (ptPool != NULL)
    {
        ptPool->ptTool->pfcnOpen(ptPool, zBlock);
    }
}
#else
typedef int MEMORY_GUARD_EMPTY_T; /* a translation unit needs a declaration */
#endif
