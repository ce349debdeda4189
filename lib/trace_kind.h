/* SPDX-License-Identifier: MIT */
/*
 * What a recording can be: a stream of packets to a writer (trace_stream.c), the
 * same with the names of modules (trace_file.c), or a ring in memory
 * (trace_ring.c). And what it can keep of its pools' blocks (trace_shadow.c).
 * The rest of the recorder knows them by these tables only, so that a program
 * links no more than it uses.
 */
#ifndef TRACE_KIND_H
#define TRACE_KIND_H

#include "trace_record.h"

/* A kind of recording. Called inside the trace's lock. */
typedef struct JUNO_MEMORY_TRACE_KIND_TAG
{
    /*
     * Shares out what of the buffer is left behind the cache: for another pool
     * too, or when the recording begins (NULL).
     */
    JUNO_STATUS_T (*pfcnShareOut)(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool);
    /* Takes a finished packet: it is done or lost (trace_packet.h). */
    void (*pfcnEmit)(JUNO_MEMORY_TRACE_T *ptTrace, size_t zLength);
    /*
     * Adds all modules to the packet (NULL); or, for an address that is about to
     * be defined, ends the packet, if any, and writes new modules, if any.
     */
    void (*pfcnModules)(JUNO_MEMORY_TRACE_T *ptTrace, const void *pvAddr); /* NULL: none */
    /* Publishes what has been added to the packet. NULL: nobody looks at it before it is whole. */
    void (*pfcnCommit)(const JUNO_MEMORY_TRACE_T *ptTrace);
    uint16_t iBufferMin; /* bytes of the buffer at least */
    uint8_t iHead;       /* bytes of the buffer before the cache */
    bool bRing;
} TRACE_KIND_T;

/* What is kept of the blocks. Called inside the trace's lock. */
typedef struct JUNO_MEMORY_TRACE_SHADOW_TAG
{
    /* Follows an event that has been recorded. */
    void (*pfcnEvent)(JUNO_MEMORY_TRACE_T *ptTrace, const MEMORY_EVENT_T *ptEvent);
    /* Learns a pool's blocks when it is attached. */
    void (*pfcnLearn)(TRACE_POOL_T *ptPool);
    /* Adds the state of a pool to the packet. */
    void (*pfcnState)(JUNO_MEMORY_TRACE_T *ptTrace, const TRACE_POOL_T *ptPool);
} TRACE_SHADOW_T;

/* The stream's functions, for kinds that are one too. */
JUNO_STATUS_T Trace_StreamShareOut(JUNO_MEMORY_TRACE_T *ptTrace, TRACE_POOL_T *ptPool);
void Trace_StreamEmit(JUNO_MEMORY_TRACE_T *ptTrace, size_t zLength);

/* Begins a recording of a kind: Juno_MemoryTraceInit and the like. */
JUNO_STATUS_T Trace_Begin(
    JUNO_MEMORY_TRACE_T *ptTrace,
    void *pvBuffer,
    size_t zBufferSize,
    const JUNO_MEMORY_TRACE_CONFIG_T *ptConfig,
    const TRACE_KIND_T *ptKind
);

/* Begins to record a pool: Juno_MemoryTraceAttach and the like. */
JUNO_STATUS_T Trace_Attach(
    JUNO_MEMORY_TRACE_T *ptTrace,
    JUNO_MEMORY_ALLOC_T *ptMem,
    const char *pcName,
    JUNO_MEMORY_TRACE_SLOT_T *ptTable
);

/*
 * The head of a flight recorder, in its memory right before the cache
 * (doc/trace-format.md, section 7). Each word changes by one store, and the
 * words in such an order that between any two of them everything is told right.
 */
typedef struct TRACE_RING_TAG
{
    unsigned char aiMagic[8];
    uint32_t iOrder;
    uint32_t iSegments; /* offset of the first segment */
    uint32_t iSize;     /* bytes in a segment */
    uint32_t iCurrent;
    uint32_t aiClosed[2];
    uint32_t iCommitted;
} TRACE_RING_T;

static inline TRACE_RING_T *Trace_Ring(const JUNO_MEMORY_TRACE_T *ptTrace)
{
    return (TRACE_RING_T *)ptTrace->pvCache - 1;
}

/* A store that whoever interrupts sees after all those before it. */
#if defined(__GNUC__)
#define TRACE_PUBLISH(piWord, iValue) __atomic_store_n((piWord), (iValue), __ATOMIC_RELEASE)
#define TRACE_FENCE() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#else
#define TRACE_PUBLISH(piWord, iValue) (void)(*(volatile uint32_t *)(piWord) = (iValue))
#define TRACE_FENCE() (void)0
#endif

#endif
