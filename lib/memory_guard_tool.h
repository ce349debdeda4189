/* SPDX-License-Identifier: MIT */
/*
 * What the guard keeps of a pool, and what each tool does with it.
 *
 * The guard's own memory is mapped, not allocated, so that no heap summary
 * shows it; and addresses stand there as their complements, so that memcheck's
 * search for leaks does not take them for the program's pointers.
 */
#ifndef MEMORY_GUARD_TOOL_H
#define MEMORY_GUARD_TOOL_H

#include "memory_pool.h"
#include <stdatomic.h>

enum
{
    GUARD_NAME = 64,   /* bytes of a pool's name, or of a place "file:line" */
    GUARD_NAMED = 1024 /* blocks of a pool that memcheck's reports name */
};

struct GUARD_TOOL_TAG;

/* What memcheck must know of a block beyond the pool's own tables. */
typedef struct GUARD_BLOCK_TAG
{
    size_t zSize; /* asked for, while the block is out */
    size_t zHigh; /* the most that was asked for since it is out */
} GUARD_BLOCK_T;

/* And of one of the first GUARD_NAMED. */
typedef struct GUARD_LABEL_TAG
{
    unsigned int iHandle;   /* of the description, plus 1; 0: none */
    const void *pvGot;      /* caller of the last get: the same place needs no new text */
    char acGot[GUARD_NAME]; /* place of the last get */
} GUARD_LABEL_T;

/* A guarded pool. */
typedef struct GUARD_POOL_TAG
{
    atomic_uintptr_t iPool;   /* ~address of the pool; 0: nobody's */
    atomic_uintptr_t iMemory; /* ~address of block 0 */
    atomic_size_t zBytes;     /* of all blocks; 0 while it is being set up */
    size_t zTypeSize;
    size_t zLength;
    const struct GUARD_TOOL_TAG *ptTool;

    /* For memcheck. */
    GUARD_BLOCK_T *ptBlocks; /* of each block; both tables are mapped together */
    GUARD_LABEL_T *ptLabels;
    size_t zTables;     /* bytes of both */
    size_t zCarved;     /* blocks that were ever out */
    unsigned int iRest; /* handle of the rest's description, plus 1 */
    char acName[GUARD_NAME];
} GUARD_POOL_T;

/* One of the two tools. */
typedef struct GUARD_TOOL_TAG
{
    /* Closes a new pool; false: it cannot be guarded. */
    bool (*pfcnBegin)(GUARD_POOL_T *ptPool, const MEMORY_SITE_T *ptSite);
    /* Opens all of it, which is then the caller's again. */
    void (*pfcnEnd)(GUARD_POOL_T *ptPool);
    void (*pfcnGet)(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent);
    void (*pfcnUpdate)(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent);
    void (*pfcnPut)(GUARD_POOL_T *ptPool, const MEMORY_EVENT_T *ptEvent);
    /* Lets the library write a block that is about to be closed. */
    void (*pfcnOpen)(const GUARD_POOL_T *ptPool, size_t zBlock);
    /* What reports call the pool from now on. */
    void (*pfcnName)(GUARD_POOL_T *ptPool, const char *pcName);
} GUARD_TOOL_T;

/* What the tool has to be told, where this process runs under it, or NULL. */
typedef const GUARD_TOOL_T *(*GUARD_ASK_T)(void);

/* Tools that this library can be built for. */
#if defined(__GNUC__) && defined(__ELF__)
#define GUARD_HAS_ASAN 1
const GUARD_TOOL_T *Memory_GuardAsan(void);
#endif
#ifdef HAVE_VALGRIND
#define GUARD_HAS_MEMCHECK 1
const GUARD_TOOL_T *Memory_GuardMemcheck(void);
#endif

/* Address of a guarded pool's block. */
static inline unsigned char *Memory_GuardAddress(const GUARD_POOL_T *ptPool, size_t zBlock)
{
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): kept turned round, so that no tool takes it for a pointer */
    return (unsigned char *)~atomic_load(&ptPool->iMemory) + (zBlock * ptPool->zTypeSize);
}

#endif
