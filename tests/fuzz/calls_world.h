/* SPDX-License-Identifier: MIT */
/*
 * What the calls harness works on: three pools, a dozen descriptors, two
 * recordings; and beside each what the contract says that it is. What is here
 * is plain on purpose: no arithmetic of the library's is repeated.
 */
#ifndef FUZZ_CALLS_WORLD_H
#define FUZZ_CALLS_WORLD_H

#define JUNO_MEMORY_TRACE /* which declares the functions that are told the place */
#include "juno/memory/memory.h"
#include "juno/memory/trace.h"
#undef Juno_MemoryGet
#undef Juno_MemoryUpdate
#undef Juno_MemoryPut
#undef Juno_MemoryGetRef
#undef Juno_MemoryPutRef
#undef Juno_MemoryBlkInit

#define POOLS 3
#define SLOTS 12
#define TRACES 2 /* the second is a flight recorder */
#define LENGTH_MOST 6
#define SIZE_MOST 40
#define RING_SIZE 4096
#define BUFFER_SIZE 700

struct lock
{
    JUNO_MEMORY_LOCK_T lock;
    unsigned depth, count;
};

struct model_block
{
    bool live;
    unsigned serial; /* of its allocations */
    size_t size;
    unsigned char fill;
};

struct pool
{
    JUNO_MEMORY_ALLOC_T *alloc;             /* malloc's, of its own size */
    unsigned char *memory;                  /* likewise: sanitizers see what is beyond */
    JUNO_MEMORY_BLOCK_METADATA_T *metadata; /* likewise */
    JUNO_MEMORY_TRACE_SLOT_T *table;        /* likewise */
    struct lock lock;
    bool is_inited, is_locked, clears;
    size_t type_size, length, carved, used, peak, gets, failed_gets, puts, failed_puts;
    struct model_block blocks[LENGTH_MOST];
    size_t free[LENGTH_MOST], free_count; /* a stack */
    int trace;                            /* that records it, or -1 */
};

struct slot
{
    JUNO_MEMORY_T real;
    JUNO_MEMORY_T wanted; /* its three documented fields */
    bool is_given;        /* by a pool: else it knows none */
    size_t pool, block;
    unsigned serial;
};

struct trace
{
    JUNO_MEMORY_TRACE_T real;
    unsigned char *buffer;
    struct lock lock;
    bool is_recording, has_ring; /* the latter since its last init */
    bool writer_fails, lost;     /* lost: since a function told of it */
};

extern struct pool pools[POOLS];
extern struct slot slots[SLOTS];
extern struct trace traces[TRACES];

/* What the failure handler got since world_expect. */
struct handled
{
    unsigned count;
    JUNO_STATUS_T status;
};
extern struct handled handled;

void world_begin(void);
void world_end(void);

/* Ends a recording that is under way. */
void world_end_trace(struct trace *trace);

/* For Juno_MemoryBlkInit. */
void world_handler(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data);

/* Memory for a pool of that geometry, in place of what it had; its old descriptors are emptied. */
void world_geometry(struct pool *pool, size_t type_size, size_t length);

void *world_address(const struct pool *pool, size_t block);

/* The live block that the descriptor is a key to, or LENGTH_MOST. */
size_t world_find(const struct pool *pool, const struct slot *slot);

/* Before a call: remembers all that an error must not change. */
void world_expect(const struct pool *pool, const struct slot *slot);

/*
 * After it: a call of this name on them gave `status`, and the contract says
 * `wanted`. Checks the handler (`is_told`: it is called for a failure), and that
 * an error changed nothing.
 */
void world_result(const char *call, JUNO_STATUS_T status, JUNO_STATUS_T wanted, bool is_told);

/* After each call: all that can be seen is what it should be. */
void world_check(void);

/* Fills the block of a successful Get or Update. */
void world_fill(struct pool *pool, size_t block, size_t size);

/* Bytes that a recorder wrote are whole packets. */
void world_check_packets(const unsigned char *bytes, size_t size);

#endif
