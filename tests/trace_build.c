/* SPDX-License-Identifier: MIT */
#include "trace_build.h"

#include <stdlib.h>
#include <string.h>

uint32_t build_crc(const unsigned char *bytes, size_t size)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++)
    {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1u) != 0 ? crc >> 1 ^ 0x82F63B78u : crc >> 1;
        }
    }
    return crc ^ 0xFFFFFFFFu;
}

void build_init(struct trace_build *build, uint32_t stream)
{
    memset(build, 0, sizeof *build);
    build->stream = stream;
}

void build_free(struct trace_build *build)
{
    free(build->bytes);
    memset(build, 0, sizeof *build);
}

void build_bytes(struct trace_build *build, const void *bytes, size_t size)
{
    if (build->size + size > build->room)
    {
        build->room = (build->size + size) * 2;
        build->bytes = realloc(build->bytes, build->room);
        if (build->bytes == NULL)
        {
            abort();
        }
    }
    memcpy(build->bytes + build->size, bytes, size);
    build->size += size;
}

void build_text(struct trace_build *build, const char *text)
{
    build_bytes(build, text, strlen(text));
}

static void fixed(struct trace_build *build, uint64_t number, size_t size)
{
    for (size_t i = 0; i < size; i++)
    {
        const unsigned char byte = (unsigned char)(number >> (8 * i) & 0xFFu);
        build_bytes(build, &byte, 1);
    }
}

void build_packet(struct trace_build *build, uint8_t kind, uint32_t dropped, uint64_t base_time)
{
    static const unsigned char magic[4] = {0xD6, 'J', 'M', 'T'};
    build->packet = build->size;
    build_bytes(build, magic, sizeof magic);
    fixed(build, 1, 1);
    fixed(build, kind, 1);
    fixed(build, 0, 2);
    fixed(build, build->stream, 4);
    fixed(build, build->sequence++, 4);
    fixed(build, dropped, 4);
    fixed(build, base_time, 8);
}

size_t build_close(struct trace_build *build)
{
    const size_t length = build->size - build->packet + 4;
    build->bytes[build->packet + 6] = (unsigned char)(length & 0xFFu);
    build->bytes[build->packet + 7] = (unsigned char)(length >> 8 & 0xFFu);
    fixed(build, build_crc(build->bytes + build->packet, length - 4), 4);
    return build->size;
}

void build_varint(struct trace_build *build, uint64_t number)
{
    while (number > 0x7F)
    {
        fixed(build, (number & 0x7Fu) | 0x80u, 1);
        number >>= 7;
    }
    fixed(build, number, 1);
}

void build_string(struct trace_build *build, const char *text)
{
    build_varint(build, strlen(text));
    build_text(build, text);
}

void build_record(struct trace_build *build, uint64_t type, const void *body, size_t size)
{
    build_varint(build, 0);
    build_varint(build, type);
    build_varint(build, size);
    build_bytes(build, body, size);
}

/* Enters a body that was built apart as a record, and lets go of it. */
static void record(struct trace_build *build, uint64_t type, struct trace_build *body)
{
    build_record(build, type, body->bytes, body->size);
    build_free(body);
}

void build_header(struct trace_build *build, uint64_t ticks, const char *program)
{
    struct trace_build body = {0};
    build_varint(&body, ticks);
    build_varint(&body, 8);
    build_string(&body, "1.0.0");
    build_string(&body, program);
    record(build, 1, &body);
}

void build_pool(
    struct trace_build *build, uint64_t id, const char *name, uint64_t block_size, uint64_t length
)
{
    struct trace_build body = {0};
    build_varint(&body, id);
    build_string(&body, name);
    build_varint(&body, block_size);
    build_varint(&body, length);
    build_varint(&body, 0x20000000);
    record(build, 2, &body);
}

void build_module(struct trace_build *build, uint64_t id, const char *path)
{
    struct trace_build body = {0};
    build_varint(&body, id);
    build_varint(&body, 0x400000);
    build_varint(&body, 0x1000);
    build_string(&body, "\x12\x34");
    build_string(&body, path);
    record(build, 3, &body);
}

void build_site(
    struct trace_build *build, uint64_t number, const char *file, uint64_t line, const char *function
)
{
    struct trace_build body = {0};
    build_varint(&body, number);
    build_varint(&body, line);
    build_string(&body, file);
    build_string(&body, function);
    record(build, 5, &body);
}

void build_address(struct trace_build *build, uint64_t number, uint64_t module, uint64_t offset)
{
    struct trace_build body = {0};
    build_varint(&body, number);
    build_varint(&body, module);
    build_varint(&body, offset);
    record(build, 6, &body);
}

static void class_head(struct trace_build *body, uint64_t id, uint64_t kind, uint64_t pool, uint64_t site)
{
    build_varint(body, id);
    build_varint(body, kind);
    build_varint(body, pool);
    build_varint(body, site);
    build_varint(body, 0);
}

void build_class(struct trace_build *build, uint64_t id, uint64_t kind, uint64_t pool, uint64_t site)
{
    struct trace_build body = {0};
    class_head(&body, id, kind + 64, pool, site);
    record(build, 7, &body);
}

void build_class_value(
    struct trace_build *build, uint64_t id, uint64_t kind, uint64_t pool, uint64_t site, uint64_t value
)
{
    struct trace_build body = {0};
    class_head(&body, id, kind, pool, site);
    build_varint(&body, value);
    record(build, 7, &body);
}

void build_class_failed(
    struct trace_build *build,
    uint64_t id,
    uint64_t pool,
    uint64_t site,
    uint64_t operation,
    uint64_t cause,
    uint64_t status
)
{
    struct trace_build body = {0};
    class_head(&body, id, 6 + 64, pool, site);
    build_varint(&body, operation);
    build_varint(&body, cause);
    build_varint(&body, status);
    record(build, 7, &body);
}

void build_event_short(struct trace_build *build, uint64_t class_id, uint64_t delta, uint64_t block)
{
    build_varint(build, class_id);
    build_varint(build, delta);
    build_varint(build, block);
}

void build_event(struct trace_build *build, uint64_t class_id, uint64_t delta, uint64_t block, uint64_t value)
{
    build_event_short(build, class_id, delta, block);
    build_varint(build, value);
}

void build_mark(struct trace_build *build, uint64_t delta, const char *text)
{
    struct trace_build body = {0};
    build_varint(&body, delta);
    build_varint(&body, 0);
    build_string(&body, text);
    record(build, 8, &body);
}

void build_end(struct trace_build *build, uint64_t events, uint64_t dropped)
{
    struct trace_build body = {0};
    build_varint(&body, events);
    build_varint(&body, dropped);
    record(build, 10, &body);
}

void build_state(struct trace_build *build, uint64_t pool, const uint64_t *blocks, size_t count)
{
    struct trace_build body = {0};
    build_varint(&body, pool);
    build_varint(&body, 1 + 2);
    build_varint(&body, count);
    for (size_t i = 0; i < count; i++)
    {
        build_varint(&body, i == 0 ? blocks[i] : blocks[i] - blocks[i - 1]);
    }
    record(build, 4, &body);
}
