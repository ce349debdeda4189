/* SPDX-License-Identifier: MIT */
/* The modules of a trace: by content, by id, and by the addresses that they hold now. */
#include "mem.h"
#include "names.h"

#include <string.h>

struct module_id
{
    uint32_t stream;
    uint64_t id;
};

static bool content_equal(const void *owner, uint32_t position, const void *key)
{
    const struct module *module = &((const struct names *)owner)->modules[position];
    const struct module *wanted = key;
    return module->stream == wanted->stream && module->id == wanted->id && module->base == wanted->base &&
           module->size == wanted->size && module->build_id == wanted->build_id &&
           module->path == wanted->path;
}

static uint32_t content_hash(const struct module *module)
{
    const uint32_t text = hash_number((uint64_t)module->path << 32 | module->build_id, module->stream);
    return hash_number(module->size, hash_number(module->base, hash_number(module->id, text)));
}

static bool id_equal(const void *owner, uint32_t position, const void *key)
{
    const struct module *module = &((const struct names *)owner)->modules[position];
    const struct module_id *wanted = key;
    return module->stream == wanted->stream && module->id == wanted->id && !module->superseded;
}

uint32_t names_module_find(const struct names *names, uint32_t stream, uint64_t id)
{
    const struct module_id key = {stream, id};
    return hash_find(&names->module_ids, hash_number(id, stream), id_equal, names, &key);
}

/* How many of the loaded modules begin at or before the address of the stream. */
static size_t begun(const struct names *names, uint32_t stream, uint64_t address)
{
    size_t low = 0;
    size_t high = names->loaded_count;
    while (low < high)
    {
        const size_t middle = low + (high - low) / 2;
        const struct module *module = &names->modules[names->loaded[middle]];
        if (module->stream < stream || (module->stream == stream && module->base <= address))
        {
            low = middle + 1;
        }
        else
        {
            high = middle;
        }
    }
    return low;
}

/* Whether the loaded module before a place in the list holds the address. */
static bool holds(const struct names *names, size_t place, uint32_t stream, uint64_t address)
{
    if (place == 0)
    {
        return false;
    }
    const struct module *module = &names->modules[names->loaded[place - 1]];
    return module->stream == stream && address - module->base < module->size;
}

/* The position of the module in whose range the address lies now, or HASH_NONE. */
static uint32_t module_at(const struct names *names, uint32_t stream, uint64_t address)
{
    const size_t place = begun(names, stream, address);
    return holds(names, place, stream, address) ? names->loaded[place - 1] : HASH_NONE;
}

uint32_t names_address(struct names *names, uint32_t stream, uint64_t module, uint64_t offset)
{
    const uint32_t home =
        module != 0 ? names_module_find(names, stream, module) : module_at(names, stream, offset);
    const struct site site = {
        .kind = SITE_ADDRESS, .module = module, .number = offset, .home = home == HASH_NONE ? 0 : home + 1};
    return names_site(names, &site);
}

/* Takes `count` modules off the list, and makes room for one if `room` is 1. */
static void replace(struct names *names, size_t first, size_t count, size_t room)
{
    for (size_t i = first; i < first + count; i++)
    {
        names->modules[names->loaded[i]].loaded = false;
    }
    names->loaded =
        mem_grow(names->loaded, &names->loaded_room, names->loaded_count + 1, sizeof *names->loaded);
    memmove(
        names->loaded + first + room, names->loaded + first + count,
        (names->loaded_count - first - count) * sizeof *names->loaded
    );
    names->loaded_count = names->loaded_count - count + room;
}

static void unload(struct names *names, uint32_t position)
{
    const struct module *module = &names->modules[position];
    if (module->loaded)
    {
        replace(names, begun(names, module->stream, module->base) - 1, 1, 0);
    }
}

static void load(struct names *names, uint32_t position)
{
    struct module *module = &names->modules[position];
    if (module->size == 0)
    {
        return;
    }
    const uint64_t room_above = UINT64_MAX - module->base;
    const uint64_t last = module->base + (module->size - 1 < room_above ? module->size - 1 : room_above);
    size_t first = begun(names, module->stream, module->base);
    first -= holds(names, first, module->stream, module->base) ? 1 : 0;
    replace(names, first, begun(names, module->stream, last) - first, 1);
    names->loaded[first] = position;
    module->loaded = true;
}

static uint32_t entered(struct names *names, const struct module *module, uint32_t hash)
{
    const uint32_t position = (uint32_t)names->module_count;
    names->modules =
        mem_grow(names->modules, &names->module_room, names->module_count + 1, sizeof *names->modules);
    names->modules[names->module_count++] = *module;
    hash_enter(&names->module_index, hash, position);
    hash_enter(&names->module_ids, hash_number(module->id, module->stream), position);
    return position;
}

uint32_t names_module_define(struct names *names, const struct module *module)
{
    const uint32_t hash = content_hash(module);
    const uint32_t before = names_module_find(names, module->stream, module->id);
    uint32_t position = hash_find(&names->module_index, hash, content_equal, names, module);
    const bool is_new = position == HASH_NONE;
    if (!is_new && position == before && (names->modules[position].loaded || module->size == 0))
    {
        return HASH_NONE;
    }
    if (before != HASH_NONE && before != position)
    {
        unload(names, before);
        names->modules[before].superseded = true;
    }
    position = is_new ? entered(names, module, hash) : position;
    names->modules[position].superseded = false;
    load(names, position);
    return position;
}
