/* SPDX-License-Identifier: MIT */
#include "idmap.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

static bool far_equal(const void *owner, uint32_t position, const void *key)
{
    return ((const struct idmap *)owner)->far[position].id == *(const uint64_t *)key;
}

void idmap_clear(struct idmap *map)
{
    if (map->far_count > 0)
    {
        hash_free(&map->far_index);
        map->far_count = 0;
    }
    if (++map->generation == 0)
    {
        memset(map->dense, 0, sizeof map->dense);
        map->generation = 1;
    }
}

uint32_t idmap_get_far(const struct idmap *map, uint64_t id)
{
    const uint32_t at = hash_find(&map->far_index, hash_number(id, 0), far_equal, map, &id);
    return at == HASH_NONE ? HASH_NONE : map->far[at].value;
}

void idmap_set(struct idmap *map, uint64_t id, uint32_t value)
{
    if (id < IDMAP_DENSE)
    {
        map->dense[id] = (struct idmap_slot){map->generation, value};
        return;
    }
    const uint32_t hash = hash_number(id, 0);
    const uint32_t at = hash_find(&map->far_index, hash, far_equal, map, &id);
    if (at != HASH_NONE)
    {
        map->far[at].value = value;
        return;
    }
    map->far = mem_grow(map->far, &map->far_room, map->far_count + 1, sizeof *map->far);
    map->far[map->far_count] = (struct idmap_far){id, value};
    hash_enter(&map->far_index, hash, (uint32_t)map->far_count++);
}

void idmap_free(struct idmap *map)
{
    free(map->far);
    hash_free(&map->far_index);
    memset(map, 0, sizeof *map);
}
