/* SPDX-License-Identifier: MIT */
/*
 * A call as it is drawn: symbolic, so that it still means something when calls
 * before it are left out. And what it comes to in the state that it meets.
 */
#ifndef MODEL_CALL_H
#define MODEL_CALL_H

#include "model.h"

typedef enum op
{
    /* The library's calls. */
    OP_GET,
    OP_UPDATE,
    OP_PUT,
    OP_REF_GET,
    OP_REF_PUT,
    OP_INIT,
    OP_DEINIT,
    OP_OPTIONS,
    OP_LOCK,
    OP_STATS,
    OP_PEAK,
    OP_WALK,
    OP_OWNS,
    /* What a program does to its descriptors, rightly or not. */
    OP_COPY,
    OP_COUNT,
    OP_HAND,
    OP_MOVE,
    OP_EMPTY,
    OP_TAG,
    /* Many calls of one kind. */
    OP_FILL,
    OP_DRAIN,
    OP_CYCLE,
    /* The recorder's. */
    OP_ATTACH,
    OP_DETACH,
    OP_MARK,
    OP_RENEW,
    OPS
} op_t;

enum
{
    CALL_POOL_OF_SLOT = -2, /* pool: the one whose memory the slot's address is in */
    CALL_NO_SLOT = -1       /* slot: NULL */
};

/* How a size is said; the number is the call's. */
enum
{
    SIZE_ZERO,
    SIZE_BLOCK, /* that of a block */
    SIZE_WITHIN,
    SIZE_ABOVE, /* more than a block's */
    SIZE_MOST,  /* SIZE_MAX */
    SIZES
};

/* How an address is said. */
enum
{
    AT_START, /* of a block */
    AT_INSIDE,
    AT_BEFORE, /* one byte before the memory */
    AT_END,    /* one behind it */
    AT_PAST,
    AT_NULL,
    PLACES
};

/* How a count is said. */
enum
{
    COUNT_0,
    COUNT_1,
    COUNT_2,
    COUNT_ALMOST, /* SIZE_MAX - 1 */
    COUNT_MOST,
    COUNTS
};

/* What is wrong with an init. */
enum
{
    INIT_RIGHT,
    INIT_NO_POOL,
    INIT_NO_MEMORY,
    INIT_NO_METADATA,
    INIT_NO_SIZE,
    INIT_NO_LENGTH,
    INIT_PRODUCT,  /* overflows */
    INIT_END,      /* the address of the end does */
    INIT_TOO_LONG, /* for the metadata's indices */
    INIT_MISALIGNED,
    INITS
};

/* Which functions a call goes through. */
enum
{
    WAY_PLAIN,
    WAY_TRACED, /* as compiled with JUNO_MEMORY_TRACE */
    WAY_TABLE,  /* Juno_MemoryApi() */
    WAYS
};

typedef struct call
{
    uint8_t op;
    uint8_t how;
    uint8_t count;
    uint8_t way;
    int8_t pool;
    int8_t slot;
    int8_t other; /* slot */
    uint8_t place;
    uint32_t number;
} call_t;

/* A call's arguments, worked out. */
typedef struct args
{
    op_t op;
    unsigned int how;
    unsigned int way;
    int pool;
    int slot;
    int other;
    bool forget; /* the slot's descriptor is too old to be used: it is emptied first */
    place_t place;
    size_t size;
    size_t count;
    size_t length;
    uint32_t number;
    bool has_handler;
} args_t;

/* Works a call out. */
void call_resolve(const model_t *model, const call_t *call, args_t *args);

/* Makes the model do it. */
void call_model(model_t *model, const args_t *args, outcome_t *outcome);

/* An address in a pool's memory, or near it. */
place_t call_place(const model_t *model, int pool, unsigned int how, uint32_t number);

/* The bytes around a pool's memory that addresses outside of it may be in. */
#define CALL_MARGIN 64

#endif
