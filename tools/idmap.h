/* SPDX-License-Identifier: MIT */
/* Map from the numbers of one packet to positions; emptied for each packet at no cost. */
#ifndef JUNOMEMSTAT_IDMAP_H
#define JUNOMEMSTAT_IDMAP_H

#include "hash.h"

#define IDMAP_DENSE 1024u

struct idmap_slot
{
    uint32_t generation;
    uint32_t value;
};

struct idmap_far
{
    uint64_t id;
    uint32_t value;
};

struct idmap
{
    uint32_t generation;
    struct idmap_slot dense[IDMAP_DENSE];
    struct idmap_far *far;
    size_t far_count, far_room;
    struct hash_index far_index;
};

void idmap_clear(struct idmap *map);
void idmap_set(struct idmap *map, uint64_t id, uint32_t value);
void idmap_free(struct idmap *map);

/* The value of a large number, or HASH_NONE. */
uint32_t idmap_get_far(const struct idmap *map, uint64_t id);

/* The value, or HASH_NONE. */
static inline uint32_t idmap_get(const struct idmap *map, uint64_t id)
{
    if (id < IDMAP_DENSE)
    {
        const struct idmap_slot *slot = &map->dense[id];
        return slot->generation == map->generation ? slot->value : HASH_NONE;
    }
    return idmap_get_far(map, id);
}

#endif
