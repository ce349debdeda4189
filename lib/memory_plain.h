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

#include "memory_refs.h"

#if defined(__GNUC__) && MEMORY_PLAIN_FIRST
#define MEMORY_COLD __attribute__((noinline, cold))
#else
#define MEMORY_COLD
#endif

/*
 * Whether a pool stands behind a header and nothing hangs on it. Type and hooks
 * stand side by side: where both fit into a register, that is one comparison.
 * The proof, which knows no __builtin_memcmp, reads the other branch.
 */
static inline bool Memory_PlainPool(const JUNO_MEMORY_ALLOC_HDR_T *ptHdr)
{
#if (UINTPTR_MAX > 0xFFFFFFFFu) && !defined(__FRAMAC__)
    static const JUNO_MEMORY_BLOCK_T tPlain = {.tHdr = {.tType = JUNO_MEMORY_ALLOC_TYPE_BLOCK}};

    return (MEMORY_PLAIN_FIRST != 0) &&
           (__builtin_memcmp(ptHdr, &tPlain, offsetof(JUNO_MEMORY_BLOCK_T, pvMemory)) == 0);
#else
    return (MEMORY_PLAIN_FIRST != 0) && (ptHdr->tType == JUNO_MEMORY_ALLOC_TYPE_BLOCK) &&
           (((const JUNO_MEMORY_BLOCK_T *)(const void *)ptHdr)->iHooks == 0u);
#endif
}

static inline bool Memory_PlainGet(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zSize)
{
    return MEMORY_LIKELY(
        (ptMem != NULL) && (ptMemory != NULL) && Memory_PlainPool(&ptMem->tHdr) &&
        (Memory_PoolGet(&ptMem->tBlock, ptMemory, zSize) == MEMORY_CAUSE_NONE)
    );
}

static inline bool Memory_PlainUpdate(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory, size_t zNewSize)
{
    const bool bPlain = (ptMem != NULL) && (ptMemory != NULL) && Memory_PlainPool(&ptMem->tHdr) &&
                        (Memory_PoolCheckSize(&ptMem->tBlock, zNewSize) == MEMORY_CAUSE_NONE) &&
                        Memory_PoolIsOwner(&ptMem->tBlock, ptMemory);

    if (MEMORY_LIKELY(bPlain))
    {
        ptMemory->zSize = zNewSize;
    }
    return bPlain;
}

static inline bool Memory_PlainPut(JUNO_MEMORY_ALLOC_T *ptMem, JUNO_MEMORY_T *ptMemory)
{
    const bool bPlain = (ptMem != NULL) && (ptMemory != NULL) && Memory_PlainPool(&ptMem->tHdr) &&
                        Memory_PoolIsOwner(&ptMem->tBlock, ptMemory) && (ptMemory->iRefCount <= 1u);

    if (MEMORY_LIKELY(bPlain))
    {
        Memory_PoolRelease(&ptMem->tBlock, ptMemory, ptMemory->iBlock);
    }
    return bPlain;
}

/* eKind: REF_GET or REF_PUT. */
static inline bool Memory_PlainRef(JUNO_MEMORY_T *ptMemory, MEMORY_KIND_T eKind)
{
    return MEMORY_LIKELY(
        (ptMemory != NULL) && (ptMemory->ptOwner != NULL) && Memory_PlainPool(ptMemory->ptOwner) &&
        (Memory_RefsCall((JUNO_MEMORY_BLOCK_T *)(void *)ptMemory->ptOwner, ptMemory, eKind) ==
         MEMORY_CAUSE_NONE)
    );
}

#endif
