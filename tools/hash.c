/* SPDX-License-Identifier: MIT */
#include "hash.h"

#include "mem.h"

#include <stdlib.h>

uint32_t hash_number(uint64_t number, uint32_t seed)
{
    uint64_t mixed = (number ^ ((uint64_t)seed << 32 | seed)) * 0x9E3779B97F4A7C15u;
    mixed ^= mixed >> 29;
    mixed *= 0xBF58476D1CE4E5B9u;
    return (uint32_t)(mixed >> 32);
}

uint32_t hash_bytes(const void *data, size_t size, uint32_t seed)
{
    const unsigned char *bytes = data;
    uint64_t mixed = seed;
    for (size_t i = 0; i < size; i++)
    {
        mixed = (mixed ^ bytes[i]) * 0x100000001B3u;
    }
    return hash_number(mixed, (uint32_t)size);
}

uint32_t
hash_find(const struct hash_index *index, uint32_t hash, hash_equal equal, const void *owner, const void *key)
{
    if (index->slot_count == 0)
    {
        return HASH_NONE;
    }
    const size_t mask = index->slot_count - 1;
    for (size_t at = hash & mask; index->slots[at].position_plus_one != 0; at = (at + 1) & mask)
    {
        const struct hash_slot *slot = &index->slots[at];
        if (slot->hash == hash && equal(owner, slot->position_plus_one - 1, key))
        {
            return slot->position_plus_one - 1;
        }
    }
    return HASH_NONE;
}

static void place(struct hash_slot *slots, size_t mask, struct hash_slot slot)
{
    size_t at = slot.hash & mask;
    while (slots[at].position_plus_one != 0)
    {
        at = (at + 1) & mask;
    }
    slots[at] = slot;
}

static void double_slots(struct hash_index *index)
{
    const size_t wanted = index->slot_count ? index->slot_count * 2 : 16;
    struct hash_slot *slots = mem_alloc(wanted * sizeof *slots);
    for (size_t i = 0; i < index->slot_count; i++)
    {
        if (index->slots[i].position_plus_one != 0)
        {
            place(slots, wanted - 1, index->slots[i]);
        }
    }
    free(index->slots);
    index->slots = slots;
    index->slot_count = wanted;
}

void hash_enter(struct hash_index *index, uint32_t hash, uint32_t position)
{
    if ((index->count + 1) * 2 > index->slot_count)
    {
        double_slots(index);
    }
    place(index->slots, index->slot_count - 1, (struct hash_slot){hash, position + 1});
    index->count++;
}

void hash_free(struct hash_index *index)
{
    free(index->slots);
    *index = (struct hash_index){0};
}
