/* SPDX-License-Identifier: MIT */
/*
 * The five functions that an application may replace by its own
 * (JUNO_CUSTOM_ALLOC). They have this object to themselves, so that a static
 * link takes either all of them or none.
 *
 * Each does the plain case itself: right arguments, a pool without lock,
 * observer or option, success. Everything else, every failure included, is
 * done by memory_call.c. A build for size has only that path. The step there is
 * a function of its own for each, never inlined: the plain case then needs no
 * stack and saves no register.
 */
#include "memory_call.h"
#include "memory_refs.h"
#include "juno/memory/alloc.h"

#if defined(__GNUC__) && MEMORY_PLAIN_FIRST
#define COLD __attribute__((noinline, cold))
#else
#define COLD
#endif

/*
 * Whether a pool stands behind a header and nothing hangs on it: type and hooks
 * side by side, so that compilers make one comparison of it.
 */
static inline bool IsPlain(const JUNO_MEMORY_ALLOC_HDR_T *ptHdr)
{
    static const JUNO_MEMORY_BLOCK_T tPlain = {.tHdr = {.tType = JUNO_MEMORY_ALLOC_TYPE_BLOCK}};

    return MEMORY_PLAIN_FIRST &&
           __builtin_memcmp(ptHdr, &tPlain, offsetof(JUNO_MEMORY_BLOCK_T, pvMemory)) == 0;
}

/* The pool that a plain header begins. */
static inline JUNO_MEMORY_BLOCK_T *Block(JUNO_MEMORY_ALLOC_HDR_T *ptHdr)
{
    return (JUNO_MEMORY_BLOCK_T *)(void *)ptHdr;
}

static COLD JUNO_STATUS_T
GetFully(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_GET, pvCaller);

    return Memory_Call(ptMem, ptMemory, zSize, &tSite);
}

JUNO_STATUS_T Juno_MemoryGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    const bool bDone = ptMem != NULL && ptMemory != NULL && IsPlain(&ptMem->tHdr) &&
                       Memory_PoolGet(&ptMem->tBlock, ptMemory, zSize) == MEMORY_CAUSE_NONE;

    return MEMORY_LIKELY(bDone) ? JUNO_STATUS_SUCCESS : GetFully(ptMem, ptMemory, zSize, MEMORY_CALLER());
}

static COLD JUNO_STATUS_T
UpdateFully(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_UPDATE, pvCaller);

    return Memory_Call(ptMem, ptMemory, zNewSize, &tSite);
}

JUNO_STATUS_T Juno_MemoryUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize)
{
    size_t zBlock = MEMORY_NO_BLOCK;
    const bool bDone = ptMem != NULL && ptMemory != NULL && IsPlain(&ptMem->tHdr) &&
                       Memory_PoolUpdate(&ptMem->tBlock, ptMemory, zNewSize, &zBlock) == MEMORY_CAUSE_NONE;

    return MEMORY_LIKELY(bDone) ? JUNO_STATUS_SUCCESS
                                : UpdateFully(ptMem, ptMemory, zNewSize, MEMORY_CALLER());
}

static COLD JUNO_STATUS_T PutFully(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_PUT, pvCaller);

    return Memory_Call(ptMem, ptMemory, 0u, &tSite);
}

JUNO_STATUS_T Juno_MemoryPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    size_t zBlock = MEMORY_NO_BLOCK;
    const bool bDone = ptMem != NULL && ptMemory != NULL && IsPlain(&ptMem->tHdr) &&
                       Memory_PoolPut(&ptMem->tBlock, ptMemory, &zBlock) == MEMORY_CAUSE_NONE;

    return MEMORY_LIKELY(bDone) ? JUNO_STATUS_SUCCESS : PutFully(ptMem, ptMemory, MEMORY_CALLER());
}

/* A reference call, done at once where it is a plain one. */
static inline bool RefPlainly(JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    return ptMemory != NULL && ptMemory->ptOwner != NULL && IsPlain(ptMemory->ptOwner) &&
           Memory_RefsCall(Block(ptMemory->ptOwner), ptMemory, eKind) == MEMORY_CAUSE_NONE;
}

static COLD JUNO_MEMORY_T *GetRefFully(JUNO_MEMORY_T *ptMemory, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_REF_GET, pvCaller);

    Memory_CallRef(ptMemory, &tSite);
    return ptMemory;
}

JUNO_MEMORY_T *Juno_MemoryGetRef(JUNO_MEMORY_T *ptMemory)
{
    return MEMORY_LIKELY(RefPlainly(ptMemory, MEMORY_KIND_REF_GET)) ? ptMemory
                                                                    : GetRefFully(ptMemory, MEMORY_CALLER());
}

static COLD void PutRefFully(JUNO_MEMORY_T *ptMemory, const void *pvCaller)
{
    const MEMORY_SITE_T tSite = Memory_CallSite(MEMORY_KIND_REF_PUT, pvCaller);

    Memory_CallRef(ptMemory, &tSite);
}

void Juno_MemoryPutRef(JUNO_MEMORY_T *ptMemory)
{
    if (!MEMORY_LIKELY(RefPlainly(ptMemory, MEMORY_KIND_REF_PUT)))
    {
        PutRefFully(ptMemory, MEMORY_CALLER());
    }
}
