/* SPDX-License-Identifier: MIT */
#include "unpack.h"

static bool is_gzip(const unsigned char *bytes, size_t size)
{
    return size >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

#if defined(HAVE_ZLIB)
#include "mem.h"

#include <limits.h>
#include <stdlib.h>
/* Input is not written to. */
#define ZLIB_CONST
#include <zlib.h>

/* The largest window, in a gzip wrapper. */
#define GZIP_WINDOW (15 + 16)

static void *gzip_open(void)
{
    z_stream *stream = mem_alloc(sizeof *stream);
    if (inflateInit2(stream, GZIP_WINDOW) != Z_OK)
    {
        mem_out();
    }
    return stream;
}

static unsigned most(size_t size)
{
    return size > UINT_MAX ? UINT_MAX : (unsigned)size;
}

static enum unpack_progress gzip_step(void *state, struct unpack_step *step)
{
    z_stream *stream = state;
    stream->next_in = step->from;
    stream->avail_in = most(step->from_size);
    stream->next_out = step->to;
    stream->avail_out = most(step->room);
    const int code = inflate(stream, Z_NO_FLUSH);
    step->taken = (size_t)(stream->next_in - step->from);
    step->given = (size_t)(stream->next_out - step->to);
    if (code == Z_STREAM_END)
    {
        (void)inflateReset(stream);
        return UNPACK_END;
    }
    if (code == Z_MEM_ERROR)
    {
        mem_out();
    }
    step->wrong = stream->msg;
    return code == Z_OK || code == Z_BUF_ERROR ? UNPACK_ON : UNPACK_DAMAGED;
}

static void gzip_close(void *state)
{
    (void)inflateEnd(state);
    free(state);
}

const struct unpack_format unpack_gzip = {"gzip", "zlib", is_gzip, gzip_open, gzip_step, gzip_close};
#else
const struct unpack_format unpack_gzip = {"gzip", "zlib", is_gzip, NULL, NULL, NULL};
#endif
