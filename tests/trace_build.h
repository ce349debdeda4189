/* SPDX-License-Identifier: MIT */
/*
 * Writes traces for tests, packet by packet and field by field, from the
 * format's description alone: it shares nothing with the recorder or the reader.
 */
#ifndef TESTS_TRACE_BUILD_H
#define TESTS_TRACE_BUILD_H

#include <stddef.h>
#include <stdint.h>

enum
{
    BUILD_HEADER = 1,
    BUILD_DEFINITIONS,
    BUILD_STATE,
    BUILD_EVENTS,
    BUILD_END
};

struct trace_build
{
    unsigned char *bytes;
    size_t size;
    size_t room;
    size_t packet; /* where the open packet begins */
    uint32_t stream;
    uint32_t sequence; /* of the next packet */
};

void build_init(struct trace_build *build, uint32_t stream);
void build_free(struct trace_build *build);

/* Bytes as they are, between packets or in one. */
void build_bytes(struct trace_build *build, const void *bytes, size_t size);
void build_text(struct trace_build *build, const char *text);

void build_packet(struct trace_build *build, uint8_t kind, uint32_t dropped, uint64_t base_time);

/* Sets the open packet's length and CRC; returns the trace's size. */
size_t build_close(struct trace_build *build);

void build_varint(struct trace_build *build, uint64_t number);
void build_string(struct trace_build *build, const char *text);

/* A record of any type. */
void build_record(struct trace_build *build, uint64_t type, const void *body, size_t size);

void build_header(struct trace_build *build, uint64_t ticks, const char *program);
void build_pool(
    struct trace_build *build, uint64_t id, const char *name, uint64_t block_size, uint64_t length
);
void build_site(
    struct trace_build *build, uint64_t number, const char *file, uint64_t line, const char *function
);
void build_address(struct trace_build *build, uint64_t number, uint64_t module, uint64_t offset);
void build_module(struct trace_build *build, uint64_t id, const char *path);

/* A class whose events carry their value. */
void build_class(struct trace_build *build, uint64_t id, uint64_t kind, uint64_t pool, uint64_t site);

/* A class whose events all have this value. */
void build_class_value(
    struct trace_build *build, uint64_t id, uint64_t kind, uint64_t pool, uint64_t site, uint64_t value
);

/* A class of failed calls; the events carry the size or count. */
void build_class_failed(
    struct trace_build *build,
    uint64_t id,
    uint64_t pool,
    uint64_t site,
    uint64_t operation,
    uint64_t cause,
    uint64_t status
);

/* An event of a class with values in the events. */
void build_event(
    struct trace_build *build, uint64_t class_id, uint64_t delta, uint64_t block, uint64_t value
);

/* An event of a class with one value for all. */
void build_event_short(struct trace_build *build, uint64_t class_id, uint64_t delta, uint64_t block);

void build_mark(struct trace_build *build, uint64_t delta, const char *text);
void build_end(struct trace_build *build, uint64_t events, uint64_t dropped);

/* A snapshot in one record, without details; blocks in rising order. */
void build_state(struct trace_build *build, uint64_t pool, const uint64_t *blocks, size_t count);

/* CRC-32C, bit by bit. */
uint32_t build_crc(const unsigned char *bytes, size_t size);

#endif
