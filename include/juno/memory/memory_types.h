/* SPDX-License-Identifier: MIT */
/*
 * The types of the memory module, and the macros that declare pools and
 * references.
 */
#ifndef JUNO_MEMORY_TYPES_H
#define JUNO_MEMORY_TYPES_H

#include "juno/macros.h"
#include "juno/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C"
{
#endif

#if defined(JUNO_CUSTOM_ALLOC) && defined(JUNO_MEMORY_TRACE)
#error "JUNO_MEMORY_TRACE records the library's own allocators: it cannot be combined with JUNO_CUSTOM_ALLOC"
#endif

/* What kind of allocator stands behind a header. */
typedef enum JUNO_MEMORY_ALLOC_TYPE_TAG
{
    JUNO_MEMORY_ALLOC_TYPE_RESERVED = 0, /* none: never inited, ended, or its
                                            init failed */
    JUNO_MEMORY_ALLOC_TYPE_BLOCK = 1     /* pool of fixed-size blocks */
} JUNO_MEMORY_ALLOC_TYPE_T;

/* What every allocator begins with. */
typedef struct JUNO_MEMORY_ALLOC_HDR_TAG
{
    JUNO_MEMORY_ALLOC_TYPE_T tType;
} JUNO_MEMORY_ALLOC_HDR_T;

/* Any allocator; complete below, or in the application (JUNO_CUSTOM_ALLOC). */
typedef union JUNO_MEMORY_ALLOC_TAG JUNO_MEMORY_ALLOC_T;

/*
 * Names a block, and a serial number of one block: 32 bits where pointers have
 * 64, otherwise 16, so that a block's bookkeeping takes 8 or 4 bytes.
 */
#if UINTPTR_MAX > 0xFFFFFFFFu
typedef uint32_t JUNO_MEMORY_INDEX_T;
#define JUNO_MEMORY_BLK_LENGTH_MAX ((size_t)UINT32_MAX + 1u)
#else
typedef uint16_t JUNO_MEMORY_INDEX_T;
#define JUNO_MEMORY_BLK_LENGTH_MAX ((size_t)UINT16_MAX + 1u)
#endif

/*
 * Descriptor of one allocation. {0} is the empty descriptor. Holders of one
 * allocation share its descriptor by pointer; a copy has a reference count of
 * its own, which the original never sees.
 */
typedef struct JUNO_MEMORY_TAG
{
    void *pvAddr;     /* start of the block */
    size_t zSize;     /* bytes asked for, at most the block's size */
    size_t iRefCount; /* references held; stays at SIZE_MAX once there */

    /* Private: written by Get, emptied by Put. */
    JUNO_MEMORY_ALLOC_HDR_T *ptOwner; /* allocator that gave it out */
    JUNO_MEMORY_INDEX_T iBlock;       /* index of the block in its pool */
    JUNO_MEMORY_INDEX_T iSerial;      /* which of the block's allocations; odd */
} JUNO_MEMORY_T;

/*
 * Bookkeeping of a pool, one element for each block. An array of these is the
 * room for two tables, one behind the other: the serial of each block, and the
 * stack of free blocks. The library initialises an entry when it first needs
 * it.
 */
typedef struct JUNO_MEMORY_BLOCK_METADATA_TAG
{
    JUNO_MEMORY_INDEX_T aiPrivate[2];
} JUNO_MEMORY_BLOCK_METADATA_T;

/*
 * A lock that every operation of an allocator runs in: an RTOS critical
 * section, an interrupt mask, a mutex. Not recursive. It must live as long as
 * the allocator uses it.
 */
typedef struct JUNO_MEMORY_LOCK_TAG
{
    void (*pfcnLock)(JUNO_USER_DATA_T *pvUserData);
    void (*pfcnUnlock)(JUNO_USER_DATA_T *pvUserData);
    JUNO_USER_DATA_T *pvUserData; /* handed to both */
} JUNO_MEMORY_LOCK_T;

/* Private: whoever watches a pool, the recorder for one. */
struct JUNO_MEMORY_EVENT_TAG;
typedef struct JUNO_MEMORY_OBSERVER_TAG
{
    /* clang-format off */
    void (*pfcnEvent)(
        struct JUNO_MEMORY_OBSERVER_TAG *ptObserver,
        const struct JUNO_MEMORY_EVENT_TAG *ptEvent
    );
    /* clang-format on */
} JUNO_MEMORY_OBSERVER_T;

/*
 * A pool of fixed-size blocks. Applications read the members for information;
 * only the library writes them.
 */
typedef struct JUNO_MEMORY_BLOCK_TAG
{
    JUNO_MEMORY_ALLOC_HDR_T tHdr;
    unsigned int iHooks; /* private: MEMORY_HOOK_... of lib/memory_pool.h */
    void *pvMemory;      /* first byte of block 0 */
    JUNO_MEMORY_BLOCK_METADATA_T *ptMetadata;
    size_t zTypeSize; /* bytes in a block */
    size_t zLength;   /* blocks in the pool */
    size_t zUsed;     /* blocks that are out right now */
    DECLARE_FAILURE_HANDLER;
    size_t zFreed; /* blocks on the free stack; zUsed + zFreed were ever out */

    /* Private. */
    JUNO_MEMORY_INDEX_T *piSerials;     /* of each block: odd while it is out */
    JUNO_MEMORY_INDEX_T *piFree;        /* stack of the free blocks' indices */
    size_t zPeak;                       /* largest zUsed since init or reset */
    size_t zGets;                       /* successful gets */
    size_t zFailedGets;                 /* gets that failed */
    size_t zFailedPuts;                 /* puts that failed */
    const JUNO_MEMORY_LOCK_T *ptLock;   /* NULL: none */
    JUNO_MEMORY_OBSERVER_T *ptObserver; /* NULL: none */
    uint32_t iObserverPool;             /* this pool's id at the observer */
} JUNO_MEMORY_BLOCK_T;

#ifndef JUNO_CUSTOM_ALLOC
union JUNO_MEMORY_ALLOC_TAG
{
    JUNO_MEMORY_ALLOC_HDR_T tHdr; /* says which member is meant */
    JUNO_MEMORY_BLOCK_T tBlock;
};
#endif

/*
 * What Juno_MemoryBlkStats reports. The caller sets zStructSize to
 * sizeof(JUNO_MEMORY_STATS_T), so that later versions may append members.
 * Counters wrap at SIZE_MAX.
 */
typedef struct JUNO_MEMORY_STATS_TAG
{
    size_t zStructSize; /* bytes; set by the caller */
    size_t zTypeSize;   /* bytes in a block */
    size_t zLength;     /* blocks in the pool */
    size_t zUsed;       /* blocks out right now */
    size_t zPeak;       /* most blocks out at once since init or peak reset */
    size_t zGets;       /* successful gets since init */
    size_t zFailedGets; /* failed gets since init, whatever the cause */
    size_t zPuts;       /* successful puts since init */
    size_t zFailedPuts; /* failed puts since init, whatever the cause */
} JUNO_MEMORY_STATS_T;

/* Options of a pool, for Juno_MemoryBlkOptionsSet. */
#define JUNO_MEMORY_BLK_CLEAR 1u /* Put fills the block with zeros */

/*
 * Declares a static array that holds the blocks of a pool: length blocks of
 * the given type. Used with a semicolon after it, at file or block scope.
 */
#define JUNO_MEMORY_BLOCK(name, type, length) static type name[length]

/* Declares the bookkeeping of a pool of that length, likewise. */
#define JUNO_MEMORY_BLOCK_METADATA(name, length) static JUNO_MEMORY_BLOCK_METADATA_T name[length]

/* Name of the reference variable that goes with the descriptor `name`. */
#define JUNO_REF(name) ptRef_##name

/* Declares that variable, without taking a reference. */
#define JUNO_NEW_REF(name) JUNO_MEMORY_T *JUNO_REF(name)

/* Declares it and takes a reference to the descriptor variable `name`. */
#define JUNO_NEW_REF_FROM(name) JUNO_NEW_REF(name) = Juno_MemoryGetRef(&(name))

/* Likewise, where `name` is a pointer to a descriptor. */
#define JUNO_NEW_REF_FROM_PTR(name) JUNO_NEW_REF(name) = Juno_MemoryGetRef(name)

/*
 * Takes a reference: adds one to the count of *ptMemory. At SIZE_MAX the count
 * stays there for good and the block is never freed. Nothing changes, and the
 * allocator's failure handler gets JUNO_STATUS_INVALID_REF_ERROR, where the
 * count is 0 or the descriptor is stale; a descriptor that knows no allocator
 * (empty, or built by hand) has no handler to call.
 *
 * Returns ptMemory in every case; NULL gives NULL. O(1). Inside the
 * allocator's lock; from an interrupt only where that lock allows it.
 */
JUNO_API JUNO_MEMORY_T *Juno_MemoryGetRef(JUNO_MEMORY_T *ptMemory);

/*
 * Gives a reference back: takes one off the count of *ptMemory; never frees.
 * At SIZE_MAX the count stays. Nothing changes, and the handler gets
 * JUNO_STATUS_INVALID_REF_ERROR, where the count is 0 already or the
 * descriptor is stale. NULL does nothing. O(1). Interrupts: as GetRef.
 */
JUNO_API void Juno_MemoryPutRef(JUNO_MEMORY_T *ptMemory);

#ifdef JUNO_MEMORY_TRACE
/*
 * The same two, told where they are called: what the macros below put in the
 * place of direct calls, so that a trace names source lines.
 */
JUNO_API JUNO_MEMORY_T *
Juno_MemoryGetRefAt(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction);
JUNO_API void
Juno_MemoryPutRefAt(JUNO_MEMORY_T *ptMemory, const char *pcFile, int iLine, const char *pcFunction);

#define Juno_MemoryGetRef(ptMemory) Juno_MemoryGetRefAt((ptMemory), __FILE__, __LINE__, __func__)
#define Juno_MemoryPutRef(ptMemory) Juno_MemoryPutRefAt((ptMemory), __FILE__, __LINE__, __func__)
#endif

#ifdef __cplusplus
}
#endif

#endif
