/* SPDX-License-Identifier: MIT */
/*
 * AddressSanitizer: blocks that are not out are poisoned, and so is what of a
 * block was not asked for. The runtime comes with the program: where there is
 * none its functions are not there, which is all that is looked at.
 *
 * The shadow has one value for eight bytes: "the first n may be accessed".
 * Poisoning never closes a byte that stands in such a granule before another
 * one that is open, and opening opens all that comes before in its granule: a
 * boundary inside a granule may stay open, but no live byte is ever closed.
 */
#ifdef JUNO_MEMORY_GUARD
#define _DEFAULT_SOURCE
#include "memory_guard_tool.h"
#endif

#ifdef GUARD_HAS_ASAN
#define GUARD_WEAK __attribute__((weak, visibility("default")))

GUARD_WEAK void __asan_poison_memory_region(void const volatile *pvAddr, size_t zBytes);
GUARD_WEAK void __asan_unpoison_memory_region(void const volatile *pvAddr, size_t zBytes);

enum
{
    GRANULE = 8
};

static void Update(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    unsigned char *const piBlock = Memory_GuardAddress(ptPool, ptEvent->zBlock);

    __asan_unpoison_memory_region(piBlock, ptEvent->zValue);
    __asan_poison_memory_region(&piBlock[ptEvent->zValue], ptPool->zTypeSize - ptEvent->zValue);
}

static void Put(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent)
{
    const JUNO_MEMORY_BLOCK_T *const ptBlk = ptEvent->ptBlk;
    size_t zFirst = ptEvent->zBlock;
    const unsigned char *const piEnd = Memory_GuardAddress(ptPool, zFirst + 1u);

    /* The granule in which it begins was opened for it: close the dead blocks in there too. */
    while (zFirst > 0u && (uintptr_t)Memory_GuardAddress(ptPool, zFirst) % GRANULE != 0u &&
           !Memory_PoolIsLive(ptBlk, zFirst - 1u))
    {
        zFirst--;
    }
    __asan_poison_memory_region(
        Memory_GuardAddress(ptPool, zFirst), (size_t)(piEnd - Memory_GuardAddress(ptPool, zFirst))
    );
}

static void Open(const GUARD_POOL_T *ptPool, size_t zBlock)
{
    __asan_unpoison_memory_region(Memory_GuardAddress(ptPool, zBlock), ptPool->zTypeSize);
}

static bool Begin(GUARD_POOL_T *ptPool, const MEMORY_SITE_T *ptSite)
{
    (void)ptSite;
    __asan_poison_memory_region(Memory_GuardAddress(ptPool, 0u), ptPool->zTypeSize * ptPool->zLength);
    return true;
}

static void End(GUARD_POOL_T *ptPool)
{
    __asan_unpoison_memory_region(Memory_GuardAddress(ptPool, 0u), ptPool->zTypeSize * ptPool->zLength);
}

/* Its reports name the array, or who allocated it, by themselves. */
static void Name(GUARD_POOL_T *ptPool, const char *pcName)
{
    (void)ptPool;
    (void)pcName;
}

const GUARD_TOOL_T *Memory_GuardAsan(void)
{
    static const GUARD_TOOL_T tTool = {Begin, End, Update, Update, Put, Open, Name};

    return (__asan_poison_memory_region != NULL && __asan_unpoison_memory_region != NULL) ? &tTool : NULL;
}
#else
typedef int MEMORY_GUARD_ASAN_EMPTY_T; /* a translation unit needs a declaration */
#endif
