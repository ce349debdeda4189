/* SPDX-License-Identifier: MIT */
/*
 * A plain model of the contract of block pools: what every call returns, whom
 * it tells, and what it leaves behind. Written from the contract alone; it
 * shares with the library only the numbers of its status codes. Blocks are
 * records in an array, a life is a number, nothing is packed and nothing fast.
 *
 * Addresses are places (a pool's memory and an offset), so that the model is
 * the same whatever the width of pointers and wherever the memory lies.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "juno/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum
{
    MODEL_POOLS = 6,              /* that the calls may init */
    MODEL_STRANGER = MODEL_POOLS, /* an allocator with an unknown type tag */
    MODEL_ZERO,                   /* one that is all zeros */
    MODEL_ALLOCATORS,             /* all of them */
    MODEL_NONE = -1,              /* no pool: NULL, or nobody's */
    MODEL_SLOTS = 32,             /* descriptors */
    MODEL_BIG = 4,                /* the pool of up to 65,536 blocks */
    MODEL_CAUSES = 15,            /* why calls fail, 0: they do not */
    MODEL_REUSES = 32767          /* of a block that a stale copy is safe for on every width */
};

/* Why a call failed; the first ten are those of the trace format. */
typedef enum cause
{
    CAUSE_NO_ERROR,
    CAUSE_OF_NULL,
    CAUSE_OF_SIZE_0,
    CAUSE_OF_SIZE,
    CAUSE_OF_FULL_POOL,
    CAUSE_OF_ADDRESS,
    CAUSE_OF_FREE_BLOCK,
    CAUSE_OF_STALE_COPY,
    CAUSE_OF_USE,
    CAUSE_OF_DEAD_REF,
    CAUSE_OF_NO_REF,
    CAUSE_OF_GEOMETRY,
    CAUSE_OF_ALIGNMENT,
    CAUSE_OF_OPTION,
    CAUSE_OF_STRUCT
} cause_t;

typedef enum kind
{
    KIND_GET,
    KIND_UPDATE,
    KIND_PUT,
    KIND_REF_GET,
    KIND_REF_PUT,
    KIND_OTHER
} kind_t;

/* An address: so many bytes from the start of a pool's memory; pool MODEL_NONE: NULL. */
typedef struct place
{
    int pool;
    int32_t offset;
} place_t;

typedef struct model_memory
{
    place_t place;
    size_t size;
    size_t count;
    int owner; /* the pool that gave it out; MODEL_NONE: empty, or built by hand */
    uint32_t block;
    uint32_t life; /* which of the block's lives it stands for */
} model_memory_t;

typedef struct model_block
{
    uint32_t lives; /* how often it has been given out */
    uint32_t size;  /* asked for last */
    uint32_t count; /* the last that a trace was told of, at most UINT32_MAX */
    bool live;
    bool size_told; /* to the trace that the pool is attached to */
    bool count_told;
    unsigned char fill; /* what every byte of the block is */
} model_block_t;

/* What a trace was told of a pool since it was attached. */
typedef struct told
{
    uint32_t attachment; /* which of the trace's pools this is, from 1; 0: not attached */
    uint64_t peak, gets, puts, updates, failed_gets;
    uint64_t errors[MODEL_CAUSES];
    uint64_t error_gets[MODEL_CAUSES]; /* of them, gets */
} told_t;

typedef struct model_pool
{
    bool inited;
    bool has_handler;
    bool has_lock;
    bool clears;
    size_t type_size;
    size_t length;
    size_t used, peak, gets, puts, failed_gets, failed_puts;
    size_t carved;
    size_t free_count;
    uint16_t *free_blocks; /* the one to be given out next is the last */
    model_block_t *blocks;
    size_t most_blocks; /* that there is room for */
    size_t most_bytes;
    told_t told;
} model_pool_t;

/* A descriptor, of very many, whose count is 1 and whose address is its block's. */
typedef struct model_reserved
{
    uint16_t block;
    uint16_t size;
    uint32_t life;
} model_reserved_t;

typedef struct model
{
    model_pool_t pools[MODEL_ALLOCATORS];
    model_memory_t slots[MODEL_SLOTS];
    model_memory_t scratch;
    model_reserved_t *reserve; /* of the big pool, newest last */
    size_t reserved;
    /* A pool is not recorded any more; told is complete. May be NULL. */
    void (*closed)(struct model *model, int pool);
    void *context;
} model_t;

/* What a call must do. */
typedef struct outcome
{
    JUNO_STATUS_T status;
    cause_t cause;
    int pool;       /* that the call is about; MODEL_NONE: none that is known and inited */
    bool reported;  /* the handler is called, once */
    int told;       /* with the user data of this pool, where it is */
    bool in_lock;   /* it ran inside the lock of its pool, where there is one */
    bool has_block; /* it succeeded at this block */
    uint32_t block;
    bool answer; /* of Owns */
} outcome_t;

/* A pool that a call made or refused. */
typedef struct model_geometry
{
    bool no_pool, no_memory, no_metadata, misaligned;
    bool impossible; /* size or length is not one of a pool, whatever they are */
    bool has_handler;
    size_t type_size;
    size_t length;
} model_geometry_t;

void model_get(model_t *model, int pool, model_memory_t *memory, size_t size, outcome_t *outcome);
void model_update(model_t *model, int pool, model_memory_t *memory, size_t size, outcome_t *outcome);
void model_put(model_t *model, int pool, model_memory_t *memory, outcome_t *outcome);
void model_ref(model_t *model, model_memory_t *memory, kind_t kind, outcome_t *outcome);

/* Forgets descriptors that the pool gave out before: they must not be used any more. */
void model_init(model_t *model, int pool, const model_geometry_t *geometry, outcome_t *outcome);
void model_deinit(model_t *model, int pool, outcome_t *outcome);
void model_options(model_t *model, int pool, bool clear, bool unknown, outcome_t *outcome);
void model_lock(model_t *model, int pool, bool lock, bool half, outcome_t *outcome);

/* A call that looks at a pool; of its other argument something may be wrong. */
void model_look(model_t *model, int pool, bool other_null, bool too_small, outcome_t *outcome);
void model_peak_reset(model_t *model, int pool, outcome_t *outcome);
bool model_owns(const model_t *model, int pool, place_t place);

/* Beside the contract: the recorder's. */
void model_attach(model_t *model, int pool, uint32_t attachment);
void model_detach(model_t *model, int pool);

/* Whether the descriptor is older than what stale copies are promised for. */
bool model_expired(const model_t *model, const model_memory_t *memory);

/* A descriptor of the reserve. */
model_memory_t model_reserved(const model_t *model, size_t i);

/* The empty descriptor. */
extern const model_memory_t model_empty;

/* The place where a block begins. */
place_t model_place(const model_t *model, int pool, size_t block);

#endif
