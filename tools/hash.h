/* SPDX-License-Identifier: MIT */
/* Index from content to a position in the owner's array. */
#ifndef JUNOMEMSTAT_HASH_H
#define JUNOMEMSTAT_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash_slot
{
    uint32_t hash;
    uint32_t position_plus_one; /* 0: empty */
};

struct hash_index
{
    struct hash_slot *slots;
    size_t count;
    size_t slot_count; /* a power of two, or 0 */
};

/* Says whether the element at a position of the owner's array is the one looked for. */
typedef bool (*hash_equal)(const void *owner, uint32_t position, const void *key);

#define HASH_NONE UINT32_MAX

uint32_t hash_bytes(const void *data, size_t size, uint32_t seed);
uint32_t hash_number(uint64_t number, uint32_t seed);

/* The position of the key's element, or HASH_NONE. */
uint32_t hash_find(
    const struct hash_index *index, uint32_t hash, hash_equal equal, const void *owner, const void *key
);

/* Enters a position under a hash; the caller knows that it is not there yet. */
void hash_enter(struct hash_index *index, uint32_t hash, uint32_t position);

void hash_free(struct hash_index *index);

#endif
