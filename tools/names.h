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

/* Below, above or equal to 0, byte by byte as strcmp(). */
int slice_order(struct slice one, struct slice other);

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
    uint32_t file;     /* string; of an address: name of a module that has no number */
    uint32_t function; /* string; 0 (empty) where unknown */
    uint64_t module;   /* module id of an address, 0 where absolute or named only */
    uint64_t number;   /* line, or offset */
    uint32_t home;     /* position, plus 1, of the module in which an address lies; 0: none is known */
    /* What debug information says of an address: strings, 0 where nothing is known. Not part of the content. */
    struct
    {
        uint32_t label, file, function;
    } resolved;
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
    bool superseded; /* its id has been given another content */
    bool loaded;     /* addresses in its range are its own: no later one lies there */
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

struct names;

struct string
{
    char *text;
    size_t size;
};

/* Who names addresses: called once for each new site that is one. */
struct site_resolver
{
    void *context;
    void (*resolve)(void *context, struct names *names, struct site *site); /* NULL: nobody */
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
    struct hash_index string_index, site_index, pool_index, stream_index;
    struct hash_index module_index, module_ids; /* by content, by id */
    uint32_t *loaded;                           /* modules by stream and address; ranges never meet */
    size_t loaded_count, loaded_room;
    struct site_resolver resolver;
};

void names_init(struct names *names);
void names_free(struct names *names);

/* Each returns the position of the one with this content, entering it if new. */
uint32_t names_string(struct names *names, struct slice content);
uint32_t names_site(struct names *names, const struct site *site);
uint32_t names_pool(struct names *names, uint32_t stream, uint64_t id);
uint32_t names_stream(struct names *names, uint32_t id);

/* Makes a new stream of an id that is known: the same device, started anew. */
uint32_t names_stream_restart(struct names *names, uint32_t id);

/*
 * Takes a definition: stream, id, base, size, build-id and path of `module`. It
 * takes the place of modules whose range its own meets. Returns the position,
 * or HASH_NONE for a repetition that says nothing new.
 */
uint32_t names_module_define(struct names *names, const struct module *module);
/* The module's position, or HASH_NONE where it was not defined. */
uint32_t names_module_find(const struct names *names, uint32_t stream, uint64_t id);
/* The site of an address: the offset in a module, or, with the number 0 for it, an absolute address. */
uint32_t names_address(struct names *names, uint32_t stream, uint64_t module, uint64_t offset);

/* File and function of a site, strings; 0 where not known. */
uint32_t names_file(const struct site *site);
uint32_t names_function(const struct site *site);

struct slice names_text(const struct names *names, uint32_t string);

#endif
