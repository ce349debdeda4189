/* SPDX-License-Identifier: MIT */
#include "unpack.h"

/* A frame, or one that is to be skipped, of which some programs write one first. */
static bool is_zstd(const unsigned char *bytes, size_t size)
{
    return size >= 4 &&
           ((bytes[0] == 0x28 && bytes[1] == 0xB5 && bytes[2] == 0x2F && bytes[3] == 0xFD) ||
            ((bytes[0] & 0xF0u) == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18));
}

#if defined(HAVE_ZSTD)
#include "mem.h"

#include <stdlib.h>
#include <zstd.h>

/*
 * Where the library finds damage it takes back what the same step gave; what comes
 * before the damage is wanted. So each step gets no more than the library asks for,
 * the first of a frame no more than its head.
 */
#define FIRST_STEP 16u

struct zstd_state
{
    ZSTD_DStream *stream;
    size_t wanted; /* bytes for the next step; 0: a frame begins */
};

static void *zstd_open(void)
{
    struct zstd_state *state = mem_alloc(sizeof *state);
    state->stream = ZSTD_createDStream();
    if (state->stream == NULL)
    {
        mem_out();
    }
    return state;
}

static enum unpack_progress zstd_step(void *context, struct unpack_step *step)
{
    struct zstd_state *state = context;
    const size_t wanted = state->wanted == 0 ? FIRST_STEP : state->wanted;
    const size_t most = step->from_size < wanted ? step->from_size : wanted;
    ZSTD_inBuffer from = {step->from, most, 0};
    ZSTD_outBuffer to = {step->to, step->room, 0};
    const size_t code = ZSTD_decompressStream(state->stream, &to, &from);
    step->taken = from.pos;
    step->given = to.pos;
    if (ZSTD_isError(code))
    {
        step->wrong = ZSTD_getErrorName(code);
        return UNPACK_DAMAGED;
    }
    state->wanted = code;
    return code == 0 ? UNPACK_END : UNPACK_ON;
}

static void zstd_close(void *context)
{
    struct zstd_state *state = context;
    (void)ZSTD_freeDStream(state->stream);
    free(state);
}

const struct unpack_format unpack_zstd = {"zstd", "libzstd", is_zstd, zstd_open, zstd_step, zstd_close};
#else
const struct unpack_format unpack_zstd = {"zstd", "libzstd", is_zstd, NULL, NULL, NULL};
#endif
