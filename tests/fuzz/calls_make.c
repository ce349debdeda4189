/* SPDX-License-Identifier: MIT */
#include "calls.h"

/* What a call needs to be told. */
enum
{
    POOL = 1,   /* any, or that of the descriptor, or NULL */
    RIGHT = 2,  /* a pool that can be inited */
    SLOT = 4,   /* or NULL */
    OWN = 8,    /* a descriptor, never NULL */
    OTHER = 16, /* another one */
    SIZE = 32,
    HOW = 64,
    PLACE = 128,
    COUNT = 256,
    NUMBER = 512
};

struct choice
{
    uint8_t op;
    uint16_t needs;
};

/* As often as they stand here. */
static const struct choice choices[] = {
    {OP_GET, POOL | SLOT | SIZE},
    {OP_GET, POOL | SLOT | SIZE},
    {OP_GET, POOL | SLOT | SIZE},
    {OP_GET, POOL | SLOT | SIZE},
    {OP_GET, RIGHT | OWN},
    {OP_PUT, POOL | SLOT},
    {OP_PUT, POOL | SLOT},
    {OP_PUT, POOL | SLOT},
    {OP_UPDATE, POOL | SLOT | SIZE},
    {OP_REF_GET, SLOT},
    {OP_REF_GET, SLOT},
    {OP_REF_PUT, SLOT},
    {OP_REF_PUT, SLOT},
    {OP_COPY, OWN | OTHER},
    {OP_COUNT, OWN | COUNT},
    {OP_HAND, POOL | OWN | SIZE | PLACE | COUNT},
    {OP_MOVE, POOL | OWN | PLACE},
    {OP_EMPTY, OWN},
    {OP_INIT, RIGHT | HOW | NUMBER},
    {OP_INIT, RIGHT | NUMBER},
    {OP_DEINIT, POOL},
    {OP_OPTIONS, POOL | HOW},
    {OP_LOCK, POOL | HOW},
    {OP_STATS, POOL | HOW | NUMBER},
    {OP_PEAK, POOL},
    {OP_WALK, POOL | HOW | NUMBER},
    {OP_OWNS, POOL | PLACE},
    {OP_TAG, NUMBER},
    {OP_FILL, NUMBER},
    {OP_DRAIN, NUMBER},
    {OP_CYCLE, OWN | NUMBER},
};

/* Of a descriptor's pool: half of all bytes. */
static int8_t take_pool(struct bytes *bytes)
{
    const unsigned byte = bytes_take(bytes);
    if (byte == 0xFF)
    {
        return MODEL_NONE;
    }
    return (int8_t)(byte >= 0x80 ? CALL_POOL_OF_SLOT : (int)(byte % MODEL_ALLOCATORS));
}

/* A dozen, so that they meet again soon. */
static int8_t take_slot(struct bytes *bytes, bool can_be_null)
{
    const unsigned byte = bytes_take(bytes);
    return (int8_t)(byte == 0xFF && can_be_null ? CALL_NO_SLOT : (int)(byte % 12));
}

/* One byte for which size, and how large. */
static void take_size(struct bytes *bytes, call_t *call)
{
    const unsigned byte = bytes_take(bytes);
    call->how = (uint8_t)(byte % 8 < SIZES ? byte % 8 : SIZE_WITHIN);
    call->number = byte / 8;
}

static void take_place(struct bytes *bytes, call_t *call)
{
    const unsigned byte = bytes_take(bytes);
    call->place = (uint8_t)(byte % 8 < PLACES ? byte % 8 : AT_START);
    call->number |= (uint32_t)(byte / 8) << 16 | (call->number == 0 ? byte / 8 : 0);
}

static void take_how(struct bytes *bytes, call_t *call)
{
    const unsigned byte = bytes_take(bytes);
    call->how = (uint8_t)(call->op != OP_INIT ? byte % 4 : byte < 128 ? INIT_RIGHT : byte % INITS);
}

/* What the number is good for is each call's own. */
static void take_number(struct bytes *bytes, call_t *call)
{
    const unsigned byte = bytes_take(bytes);
    call->number = byte;
    if (call->op == OP_CYCLE)
    {
        call->number = byte % 6; /* up to 64 rounds */
    }
    if (call->op == OP_INIT) /* the size; the length, with or without a handler */
    {
        const unsigned length = bytes_take(bytes);
        call->number |= (uint32_t)(length % 64) << 16 | (length < 0xC0 ? UINT32_C(1) << 31 : 0);
    }
}

static void take_descriptors(struct bytes *bytes, unsigned needs, call_t *call)
{
    if ((needs & (SLOT | OWN)) != 0)
    {
        call->slot = take_slot(bytes, (needs & SLOT) != 0);
    }
    if ((needs & OTHER) != 0)
    {
        call->other = take_slot(bytes, false);
    }
}

static int8_t pool_of(struct bytes *bytes, unsigned needs, unsigned op)
{
    if ((needs & RIGHT) != 0)
    {
        return (int8_t)(bytes_take(bytes) % MODEL_POOLS);
    }
    if ((needs & POOL) != 0)
    {
        return take_pool(bytes);
    }
    return (int8_t)(op == OP_FILL || op == OP_DRAIN ? MODEL_BIG : CALL_POOL_OF_SLOT);
}

call_t calls_make(struct bytes *bytes, unsigned first)
{
    const struct choice *choice = &choices[(first & 63u) % (sizeof choices / sizeof choices[0])];
    const unsigned needs = choice->needs;
    call_t call = {.op = choice->op, .slot = CALL_NO_SLOT};
    call.how = (uint8_t)(call.op == OP_GET ? SIZE_WITHIN : 0);
    call.way = (uint8_t)((first >> 6) % WAYS);
    call.pool = pool_of(bytes, needs, call.op);
    take_descriptors(bytes, needs, &call);
    if ((needs & SIZE) != 0)
    {
        take_size(bytes, &call);
    }
    if ((needs & HOW) != 0)
    {
        take_how(bytes, &call);
    }
    if ((needs & PLACE) != 0)
    {
        take_place(bytes, &call);
    }
    if ((needs & COUNT) != 0)
    {
        call.count = (uint8_t)(bytes_take(bytes) % COUNTS);
    }
    if ((needs & NUMBER) != 0)
    {
        take_number(bytes, &call);
    }
    return call;
}
