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

/*
 * The time in ticks since a moment of its own choice. A counter of at most 32
 * bits that begins again at 0 is extended by the recorder (iClockBits), as long
 * as an event, a mark or a flush comes at least once in each of its rounds. Such
 * a counter must not go back: one tick back would look like a round forward.
 */
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
    const char *pcProgram;                 /* name in the report, cut to 32 bytes; NULL: none */
    unsigned int iClockBits;               /* after which pfcnClock wraps, up to 32; 0: never */
} JUNO_MEMORY_TRACE_CONFIG_T;

/* A recording. The members are private; small ones first, where code to reach them is small. */
typedef struct JUNO_MEMORY_TRACE_TAG
{
    JUNO_MEMORY_OBSERVER_T tObserver; /* first, so that it is found from there */

    uint8_t iState;         /* 0 not inited, 1 recording, 2 ended */
    uint8_t iResult;        /* WRITE_ERROR: a packet was lost since this was last set to SUCCESS */
    uint16_t iCacheSize;    /* entries of the cache */
    uint16_t iPools;        /* attached now */
    uint16_t iPoolIds;      /* given out so far */
    uint16_t iCapacity;     /* bytes in the packet at most */
    uint16_t iFill;         /* bytes in the packet so far; 0: none begun */
    uint16_t iPacketEvents; /* events among them */
    uint16_t iClasses;      /* classes defined in the packet */

    JUNO_MEMORY_TRACE_CONFIG_T tConfig;
    uint64_t iTime;          /* of the newest item, in ticks */
    unsigned char *piPacket; /* the packet being built */
    void *pvCache;           /* classes and sites of this packet */
    void *pvPools;           /* end of the table of pools, which grows down */

    const struct JUNO_MEMORY_TRACE_KIND_TAG *ptKind;     /* stream or ring */
    const struct JUNO_MEMORY_TRACE_SHADOW_TAG *ptShadow; /* what is kept of the blocks; NULL: nothing */

    size_t zEvents;      /* recorded in the stream; wraps */
    size_t zSinceRepeat; /* bytes written since the definitions were begun last */
    size_t zRepeatAfter; /* so many make them due again */
    uint32_t iStream;
    uint32_t iSequence;
    uint32_t iDropped; /* since the packet before; stays at its largest value */
    size_t zDropped;   /* in the stream; wraps */
} JUNO_MEMORY_TRACE_T;

/* What a recording keeps of one block (Juno_MemoryTraceAttachTable). Private. */
typedef struct JUNO_MEMORY_TRACE_SLOT_TAG
{
    uint64_t iTime;         /* of the get, in ticks */
    const void *pvSite;     /* file, or return address where iLine is 0 */
    const char *pcFunction; /* with a file */
    size_t zSize;           /* bytes asked for; 0: free; SIZE_MAX: not known */
    size_t zCount;          /* references */
    uint32_t iLine;
} JUNO_MEMORY_TRACE_SLOT_T;

/* The least that Juno_MemoryTraceInit can work with, in bytes. */
#define JUNO_MEMORY_TRACE_BUFFER_MIN 256u

/*
 * Begins a recording and writes its header. *ptTrace need not be initialised;
 * a recording that is under way in it must be ended first.
 *
 * pvBuffer: zBufferSize bytes that belong to the trace until its end; any
 * alignment. Up to a quarter remembers call sites, 32 bytes (64 on 64-bit) are
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
 *                                   a clock and iTicksPerSecond is 0, or
 *                                   iClockBits is above 32
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
 * from an interrupt, and not while another context uses the pool, even where it
 * has a lock: whether a call is recorded is looked up before the lock is taken.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T
Juno_MemoryTraceAttach(JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_ALLOC_T *ptMem, const char *pcName);

/*
 * The same, and keeps in the caller's table what the pool does not: size, count,
 * site and time of every block that is given out from now on. The recording
 * then repeats the state of the pool in full, about as often as the
 * definitions, so that a reader who missed the beginning, or a part, knows from
 * there on who holds what.
 *
 * ptTable: zSlots slots, which need not be initialised and belong to the
 * recording until the pool is detached or ended, or the trace has ended. A site
 * keeps pointing to the caller's file and function name: a plugin that is
 * unloaded must have put its blocks back before.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR       an argument is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited pool
 *   JUNO_STATUS_INVALID_SIZE_ERROR  zSlots is below the pool's length
 *   then as Juno_MemoryTraceAttach, in a flight recorder as described there
 *
 * O(length of the pool + pools attached). From then on a repetition of the
 * state, O(lengths of such pools), comes on top of what now and then one call
 * takes, and each event O(pools attached) where pools were detached, else O(1).
 * Not from an interrupt, nor while another context uses the pool, as above.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceAttachTable(
    JUNO_MEMORY_TRACE_T *ptTrace,
    JUNO_MEMORY_ALLOC_T *ptMem,
    const char *pcName,
    JUNO_MEMORY_TRACE_SLOT_T *ptTable,
    size_t zSlots
);

/*
 * Records a pool no longer.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR       an argument is NULL
 *   JUNO_STATUS_INVALID_TYPE_ERROR  ptMem is not an inited pool
 *   JUNO_STATUS_DNE_ERROR           the pool is not attached to this trace
 *   JUNO_STATUS_SUCCESS
 *
 * O(pools attached). Not from an interrupt, and not while another context uses
 * the pool, even where it has a lock.
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
 * Writes what is still in the buffer. A flight recorder writes nothing; there it
 * only costs the room of another packet.
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
 * another context uses one of its pools, even where that has a lock.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceEnd(JUNO_MEMORY_TRACE_T *ptTrace);

/*
 * A flight recorder: a recording into memory that always holds the newest
 * packets, to be dumped when something has gone wrong. Nothing is written
 * until then, so pfcnWrite may be NULL. All other functions work on it as on
 * any recording; a dump is possible after Juno_MemoryTraceEnd too, as long as
 * the memory is there.
 *
 * The ring is two segments that are used in turn. Each begins with the
 * definitions and the live blocks of all pools, so at least the newest quarter
 * of the ring (an eighth where pools have tables) and up to all of it is history.
 * A bit for each block (and 32 bytes, 64 on 64-bit, for each pool) comes out of
 * an eighth of the memory. What is known of a block by a table is repeated as far
 * as it fits into an eighth of the ring; of the others it is told that they are
 * out.
 *
 * How large: six times 128 + the sum over the pools of 56 + length of the name +
 * blocks (three times that with a table) is enough, in bytes.
 *
 * pvRing: zRingSize bytes; any alignment. A raw image of the memory around it
 * is readable as it is (doc/trace-format.md, section 7; junomemstat --image).
 *
 * Returns: as Juno_MemoryTraceInit, with 2,048 bytes
 * (JUNO_MEMORY_TRACE_RING_MIN) as the least, and never WRITE_ERROR.
 *
 * Attaching a pool to it returns, after ERR and before TABLE_FULL,
 *   JUNO_STATUS_INVALID_SIZE_ERROR  the definitions and the states that all
 *                                   pools might have do not fit into a quarter
 *                                   of the ring
 * and TABLE_FULL where the eighth is full.
 *
 * O(bytes in the ring). Not from an interrupt.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceRingInit(
    JUNO_MEMORY_TRACE_T *ptTrace, void *pvRing, size_t zRingSize, const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig
);

/* The least that Juno_MemoryTraceRingInit can work with, in bytes. */
#define JUNO_MEMORY_TRACE_RING_MIN 2048u

/*
 * Writes what a flight recorder holds. Takes no lock, allocates nothing and
 * changes nothing; right at whatever instruction the recorder was interrupted,
 * and then misses at most the event in flight: for fault handlers. While other
 * threads go on recording, what they overwrite meanwhile shows as a gap.
 *
 * pfcnWrite: takes the bytes in order, in pieces: whole packets, but the last
 * packet in up to four. pvUserData is handed to it.
 *
 * Returns, the first that applies:
 *   JUNO_STATUS_NULLPTR_ERROR  ptTrace or pfcnWrite is NULL
 *   JUNO_STATUS_ERR            the trace is no flight recorder
 *   JUNO_STATUS_WRITE_ERROR    pfcnWrite failed; nothing was written after that
 *   JUNO_STATUS_SUCCESS
 *
 * O(bytes in the ring). From an interrupt or a fault handler, as pfcnWrite
 * allows.
 */
JUNO_API JUNO_NODISCARD JUNO_STATUS_T Juno_MemoryTraceRingDump(
    const JUNO_MEMORY_TRACE_T *ptTrace, JUNO_MEMORY_TRACE_WRITE_T pfcnWrite, JUNO_USER_DATA_T *pvUserData
);

#ifdef __cplusplus
}
#endif
#endif
