/* SPDX-License-Identifier: MIT */
#include "trace_pack.h"

#include "fuzz.h"

#include <stdlib.h>

#ifdef HAVE_ZLIB
#include <zlib.h>

static uint8_t *pack_gzip(const uint8_t *bytes, size_t size, size_t *packed_size)
{
    enum
    {
        GZIP_WINDOW = 15 + 16
    };
    z_stream stream = {0};
    if (deflateInit2(&stream, 1, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    {
        fuzz_fail("deflateInit2");
    }
    const size_t room = deflateBound(&stream, size);
    uint8_t *packed = malloc(room);
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)size;
    stream.next_out = packed;
    stream.avail_out = (uInt)room;
    if (packed == NULL || deflate(&stream, Z_FINISH) != Z_STREAM_END)
    {
        fuzz_fail("deflate");
    }
    *packed_size = room - stream.avail_out;
    (void)deflateEnd(&stream);
    return packed;
}
#endif

#ifdef HAVE_ZSTD
#include <zstd.h>

static uint8_t *pack_zstd(const uint8_t *bytes, size_t size, size_t *packed_size)
{
    const size_t room = ZSTD_compressBound(size);
    uint8_t *packed = malloc(room);
    if (packed == NULL)
    {
        fuzz_fail("no memory");
    }
    *packed_size = ZSTD_compress(packed, room, bytes, size, 1);
    if (ZSTD_isError(*packed_size))
    {
        fuzz_fail("ZSTD_compress");
    }
    return packed;
}
#endif

uint8_t *fuzz_pack(const uint8_t *bytes, size_t size, bool with_zstd, size_t *packed_size)
{
#ifdef HAVE_ZSTD
    if (with_zstd)
    {
        return pack_zstd(bytes, size, packed_size);
    }
#endif
#ifdef HAVE_ZLIB
    if (!with_zstd)
    {
        return pack_gzip(bytes, size, packed_size);
    }
#endif
    (void)bytes;
    (void)size;
    (void)with_zstd;
    *packed_size = 0;
    return NULL;
}
