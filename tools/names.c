/* SPDX-License-Identifier: MIT */
#include "names.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

int slice_order(struct slice one, struct slice other)
{
    const size_t common = one.size < other.size ? one.size : other.size;
    const int order = common > 0 ? memcmp(one.text, other.text, common) : 0;
    return order != 0 ? order : (one.size > other.size) - (one.size < other.size);
}

/* The key under which pools are found. */
struct numbered
{
    uint32_t stream;
    uint64_t id;
};

static bool string_equal(const void *owner, uint32_t position, const void *key)
{
    const struct string *string = &((const struct names *)owner)->strings[position];
    const struct slice *wanted = key;
    return string->size == wanted->size && memcmp(string->text, wanted->text, wanted->size) == 0;
}

static bool site_equal(const void *owner, uint32_t position, const void *key)
{
    const struct site *site = &((const struct names *)owner)->sites[position];
    const struct site *wanted = key;
    return site->kind == wanted->kind && site->file == wanted->file && site->function == wanted->function &&
           site->module == wanted->module && site->number == wanted->number && site->home == wanted->home;
}

static bool pool_equal(const void *owner, uint32_t position, const void *key)
{
    const struct pool *pool = &((const struct names *)owner)->pools[position];
    const struct numbered *wanted = key;
    return pool->stream == wanted->stream && pool->id == wanted->id;
}

static bool stream_equal(const void *owner, uint32_t position, const void *key)
{
    const struct stream *stream = &((const struct names *)owner)->streams[position];
    return stream->id == *(const uint32_t *)key && !stream->superseded;
}

uint32_t names_string(struct names *names, struct slice content)
{
    if (content.size == 0)
    {
        content.text = "";
    }
    const uint32_t hash = hash_bytes(content.text, content.size, 0);
    const uint32_t found = hash_find(&names->string_index, hash, string_equal, names, &content);
    if (found != HASH_NONE)
    {
        return found;
    }
    const uint32_t position = (uint32_t)names->string_count;
    names->strings =
        mem_grow(names->strings, &names->string_room, names->string_count + 1, sizeof *names->strings);
    struct string *string = &names->strings[names->string_count++];
    string->text = mem_alloc(content.size + 1);
    string->size = content.size;
    memcpy(string->text, content.text, content.size);
    hash_enter(&names->string_index, hash, position);
    return position;
}

static uint32_t site_hash(const struct site *site)
{
    const uint32_t text = hash_number((uint64_t)site->file << 32 | site->function, 1);
    const uint64_t module = site->module ^ (uint64_t)site->home << 32;
    return hash_number(site->number, hash_number(module, text + (uint32_t)site->kind));
}

uint32_t names_site(struct names *names, const struct site *site)
{
    const uint32_t hash = site_hash(site);
    const uint32_t found = hash_find(&names->site_index, hash, site_equal, names, site);
    if (found != HASH_NONE)
    {
        return found;
    }
    const uint32_t position = (uint32_t)names->site_count;
    names->sites = mem_grow(names->sites, &names->site_room, names->site_count + 1, sizeof *names->sites);
    names->sites[names->site_count++] = *site;
    hash_enter(&names->site_index, hash, position);
    if (site->kind == SITE_ADDRESS && names->resolver.resolve != NULL)
    {
        names->resolver.resolve(names->resolver.context, names, &names->sites[position]);
    }
    return position;
}

uint32_t names_pool(struct names *names, uint32_t stream, uint64_t id)
{
    const struct numbered key = {stream, id};
    const uint32_t hash = hash_number(id, stream);
    const uint32_t found = hash_find(&names->pool_index, hash, pool_equal, names, &key);
    if (found != HASH_NONE)
    {
        return found;
    }
    if (id == 0)
    {
        return POOL_NONE;
    }
    const uint32_t position = (uint32_t)names->pool_count;
    names->pools = mem_grow(names->pools, &names->pool_room, names->pool_count + 1, sizeof *names->pools);
    names->pools[names->pool_count++] = (struct pool){.stream = stream, .id = id};
    hash_enter(&names->pool_index, hash, position);
    return position;
}

uint32_t names_stream(struct names *names, uint32_t id)
{
    const uint32_t hash = hash_number(id, 7);
    const uint32_t found = hash_find(&names->stream_index, hash, stream_equal, names, &id);
    if (found != HASH_NONE)
    {
        return found;
    }
    const uint32_t position = (uint32_t)names->stream_count;
    names->streams =
        mem_grow(names->streams, &names->stream_room, names->stream_count + 1, sizeof *names->streams);
    names->streams[names->stream_count++] = (struct stream){.id = id};
    hash_enter(&names->stream_index, hash, position);
    return position;
}

uint32_t names_stream_restart(struct names *names, uint32_t id)
{
    names->streams[names_stream(names, id)].superseded = true;
    return names_stream(names, id);
}

uint32_t names_file(const struct site *site)
{
    return site->kind == SITE_SOURCE ? site->file : site->resolved.file;
}

uint32_t names_function(const struct site *site)
{
    return site->kind == SITE_SOURCE ? site->function : site->resolved.function;
}

struct slice names_text(const struct names *names, uint32_t string)
{
    return (struct slice){names->strings[string].text, names->strings[string].size};
}

void names_init(struct names *names)
{
    *names = (struct names){0};
    (void)names_string(names, (struct slice){"", 0});
    (void)names_site(names, &(struct site){.kind = SITE_UNKNOWN});
    (void)names_site(names, &(struct site){.kind = SITE_BEFORE});
    names->pools = mem_grow(names->pools, &names->pool_room, 1, sizeof *names->pools);
    names->pool_count = 1;
}

void names_free(struct names *names)
{
    for (size_t i = 0; i < names->string_count; i++)
    {
        free(names->strings[i].text);
    }
    free(names->strings);
    free(names->sites);
    free(names->pools);
    free(names->modules);
    free(names->loaded);
    free(names->streams);
    hash_free(&names->string_index);
    hash_free(&names->site_index);
    hash_free(&names->pool_index);
    hash_free(&names->module_index);
    hash_free(&names->module_ids);
    hash_free(&names->stream_index);
    *names = (struct names){0};
}
