/* SPDX-License-Identifier: MIT */
/*
 * What the events of a trace refer to by number: strings, sites, modules,
 * pools and streams, each kept once by content, whatever number a packet
 * gives it.
 */
#ifndef JUNOMEMSTAT_NAMES_H
#define JUNOMEMSTAT_NAMES_H

#include "hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slice
{
    const char *text; /* not terminated */
    size_t size;
};

enum site_kind
{
    SITE_UNKNOWN,
    SITE_BEFORE, /* before the trace began */
    SITE_SOURCE,
    SITE_ADDRESS
};

#define SITE_INDEX_UNKNOWN 0u
#define SITE_INDEX_BEFORE 1u

struct site
{
    enum site_kind kind;
    uint32_t file;     /* string; of an address: path or name of the module */
    uint32_t function; /* string; 0 (empty) where unknown */
    uint64_t module;   /* module id of an address, 0 where absolute or named only */
    uint64_t number;   /* line, or offset */
};

/* Position 0 stands for calls that belong to no pool. */
#define POOL_NONE 0u

struct pool
{
    uint32_t stream;
    uint32_t name; /* string */
    uint64_t id;   /* within the stream */
    uint64_t block_size;
    uint64_t length;
    uint64_t base;
    bool defined; /* name and geometry are known */
};

struct module
{
    uint32_t stream;
    uint32_t path;     /* string */
    uint32_t build_id; /* string of raw bytes */
    uint64_t id;
    uint64_t base;
    uint64_t size;
};

struct stream
{
    uint32_t id;
    bool superseded; /* a later recording has the same id */
    bool has_header;
    uint64_t ticks_per_second; /* 0: no clock */
    uint64_t pointer_width;
    bool is_ring;           /* dump of a flight recorder */
    uint64_t events_before; /* recorded before the newest header */
    uint32_t version;       /* string */
    uint32_t program;       /* string */
};

struct string
{
    char *text;
    size_t size;
};

struct names
{
    struct string *strings;
    struct site *sites;
    struct pool *pools;
    struct module *modules;
    struct stream *streams;
    size_t string_count, site_count, pool_count, module_count, stream_count;
    size_t string_room, site_room, pool_room, module_room, stream_room;
    struct hash_index string_index, site_index, pool_index, module_index, stream_index;
};

void names_init(struct names *names);
void names_free(struct names *names);

/* Each returns the position of the one with this content, entering it if new. */
uint32_t names_string(struct names *names, struct slice content);
uint32_t names_site(struct names *names, const struct site *site);
uint32_t names_pool(struct names *names, uint32_t stream, uint64_t id);
uint32_t names_module(struct names *names, uint32_t stream, uint64_t id);
uint32_t names_stream(struct names *names, uint32_t id);

/* Makes a new stream of an id that is known: the same device, started anew. */
uint32_t names_stream_restart(struct names *names, uint32_t id);
/* The module's position, or HASH_NONE where it was not defined. */
uint32_t names_module_find(const struct names *names, uint32_t stream, uint64_t id);

struct slice names_text(const struct names *names, uint32_t string);

#endif
