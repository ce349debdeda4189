/* SPDX-License-Identifier: MIT */
/*
 * The recorder: writes what pools do as a trace (doc/trace-format.md) that
 * junomemstat reads. It allocates nothing and keeps to the caller's buffer.
 *
 * Recording never makes an allocation fail. Where the trace cannot be written,
 * the events are dropped and counted, and the trace says how many. A call on a
 * recorded pool takes O(1), but the one that fills a packet also writes it,
 * inside the pool's lock, and now and then the definitions of all pools.
 *
 * The functions here report failures by their status alone; no failure handler
 * is called.
 */
#ifndef JUNO_MEMORY_TRACE_H
#define JUNO_MEMORY_TRACE_H

#include "juno/memory/memory_types.h"

#ifdef JUNO_CUSTOM_ALLOC
#error "the recorder watches the library's own allocators: it cannot be combined with JUNO_CUSTOM_ALLOC"
#endif

#ifdef __cplusplus
extern "C"
{
#endif

/*
 * Takes a whole packet: writes it to wherever traces go. Called inside the
 * trace's lock, often inside a pool's too; must not call the library. Any
 * status but SUCCESS means that the packet is lost.
 */
/* clang-format off */
typedef JUNO_STATUS_T (*JUNO_MEMORY_TRACE_WRITE_T)(
    const void *pvData,
    size_t zSize,
    JUNO_USER_DATA_T *pvUserData
);
/* clang-format on */

/* The time in ticks since a moment of its own choice. */
typedef uint64_t (*JUNO_MEMORY_TRACE_CLOCK_T)(JUNO_USER_DATA_T *pvUserData);

/* A number for the calling thread or task, 0 for none. */
typedef uint32_t (*JUNO_MEMORY_TRACE_THREAD_T)(JUNO_USER_DATA_T *pvUserData);

/*
 * How to record. The caller sets zStructSize to
 * sizeof(JUNO_MEMORY_TRACE_CONFIG_T), so that later versions may append
 * members; those that a caller does not know count as 0.
 */
typedef struct JUNO_MEMORY_TRACE_CONFIG_TAG
{
    size_t zStructSize;                    /* bytes; set by the caller */
    JUNO_MEMORY_TRACE_WRITE_T pfcnWrite;   /* required */
    JUNO_MEMORY_TRACE_CLOCK_T pfcnClock;   /* NULL: an order but no times */
    uint64_t iTicksPerSecond;              /* of pfcnClock; not 0 with one */
    JUNO_MEMORY_TRACE_THREAD_T pfcnThread; /* NULL: one thread */
    const JUNO_MEMORY_LOCK_T *ptLock;      /* the trace's own; NULL: none */
    JUNO_USER_DATA_T *pvUserData;          /* handed to the three functions */
    const char *pcProgram;                 /* name in the report; NULL: none */
} JUNO_MEMORY_TRACE_CONFIG_T;

/* A recording. The members are private. */
typedef struct JUNO_MEMORY_TRACE_TAG
{
    JUNO_MEMORY_OBSERVER_T tObserver; /* first, so that it is found from there */
    JUNO_MEMORY_TRACE_CONFIG_T tConfig;
    uint64_t iTime;          /* of the newest item in the packet, in ticks */
    unsigned char *piPacket; /* the packet being built */
    void *pvCache;           /* classes and sites of this packet */
    void *pvPools;           /* end of the table of pools, which grows down */
    uint64_t iEvents;        /* recorded in the stream */
    size_t zRepeatSize;      /* bytes of one repetition of the definitions */
    size_t zSinceRepeat;     /* bytes written since then */
    uint32_t iStream;
    uint32_t iSequence;
    uint32_t iDropped;      /* since the packet before */
    uint32_t iDroppedTotal; /* in the stream */
    uint16_t iCacheSize;    /* entries, a power of two */
    uint16_t iPacketNumber; /* tells this packet's cache entries */
    uint16_t iPools;        /* attached now */
    uint16_t iPoolIds;      /* given out so far */
    uint16_t iCapacity;     /* bytes in the packet at most */
    uint16_t iFill;         /* bytes in the packet so far; 0: none begun */
    uint16_t iPacketEvents; /* events among them */
    uint16_t iClasses;      /* classes defined in the packet */
    uint16_t iSites;        /* sites likewise */
    uint8_t iState;         /* 0 not inited, 1 recording, 2 ended */
} JUNO_MEMORY_TRACE_T;

/* The least that Juno_MemoryTraceInit can work with, in bytes. */
#define JUNO_MEMORY_TRACE_BUFFER_MIN 256u

/*
 * Begins a recording and writes its header. *ptTrace need not be initialised;
 * a recording that is under way in it must be ended first.
 *
 * pvBuffer: zBufferSize bytes that belong to the trace until its end; any
 * alignment. Up to a quarter remembers call sites, 24 bytes (48 on 64-bit) are
 * for each pool, and the rest is the packet, 65,535 bytes at most.
 * ptConfig: copied; what it points to must live as long as the trace.
 *
 * Returns, the first that applies; unless it is SUCCESS nothing is recorded,
 * and the other functions refuse *ptTrace:
 *   JUNO_STATUS_NULLPTR_ERROR       ptTrace, pvBuffer or ptConfig is NULL
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zStructSize is below the size of the
 *                                   structure's first version
 *   JUNO_STATUS_NULLPTR_ERROR       pfcnWrite, or a function of *ptLock, is
 *                                   NULL
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zBufferSize is below
 *                                   JUNO_MEMORY_TRACE_BUFFER_MIN, or there is
 *                                   a clock and iTicksPerSecond is 0
 *   JUNO_STATUS_WRITE_ERROR         pfcnWrite failed
 *   JUNO_STATUS_SUCCESS
 *
 * O(bytes in the buffer). Not from an interrupt.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceInit(
    JUNO_MEMORY_TRACE_T *ptTrace,
    void *pvBuffer,
    size_t zBufferSize,
    const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig
);

/*
 * Records a pool from now on. Blocks that are out already are recorded first,
 * without size, count and site, which the pool does not know.
 *
 * pcName: the pool's name in reports. The name, the pool and its lock must live
 * until the pool is detached or ended, or the trace has ended. A pool that is
 * inited anew without having been ended is not recorded any more, and its
 * blocks count as still out.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR       an argument is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited pool
 *   JUNO_STATUS_ERR                 the trace is not recording, or the pool is
 *                                   attached already
 *   JUNO_STATUS_TABLE_FULL_ERROR    the buffer has no room for another pool,
 *                                   or 65,535 were attached before
 *   JUNO_STATUS_SUCCESS
 *
 * O(pools attached), and O(blocks ever out at once) where blocks are out. Not
 * from an interrupt.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T
Juno_MemoryTraceAttach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem, const char *pcName);

/*
 * Records a pool no longer.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR       an argument is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited pool
 *   JUNO_STATUS_DNE_ERROR           the pool is not attached to this trace
 *   JUNO_STATUS_SUCCESS
 *
 * O(pools attached). Not from an interrupt.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T
Juno_MemoryTraceDetach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem);

/*
 * Records a text, to find the moment again. A text that does not fit into a
 * packet is cut.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR  an argument is NULL
 *   JUNO_STATUS_ERR            the trace is not recording
 *   JUNO_STATUS_SUCCESS
 *
 * O(length of the text). From an interrupt only where the trace's lock allows
 * it.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceMark(JUNO_MEMORY_TRACE_T *ptTrace, const char *pcText);

/*
 * Writes what is still in the buffer.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR  ptTrace is NULL
 *   JUNO_STATUS_ERR            the trace is not recording
 *   JUNO_STATUS_WRITE_ERROR    it could not be written; its events count as
 *                              dropped
 *   JUNO_STATUS_SUCCESS
 *
 * O(bytes in the buffer). Interrupts: as Juno_MemoryTraceMark.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceFlush(JUNO_MEMORY_TRACE_T *ptTrace);

/*
 * Ends the recording: writes what is in the buffer and says that the trace is
 * complete. The attached pools, which must still be there unless they were
 * ended by Juno_MemoryBlkDeinit, are not recorded any more; the buffer is the
 * caller's again.
 *
 * Returns: as Juno_MemoryTraceFlush; after JUNO_STATUS_WRITE_ERROR too the
 * recording has ended.
 *
 * O(bytes in the buffer + pools attached). Not from an interrupt, and not while
 * another context uses one of its pools without a lock.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceEnd(JUNO_MEMORY_TRACE_T *ptTrace);

#ifdef __cplusplus
}
#endif
#endif
