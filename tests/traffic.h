/* SPDX-License-Identifier: MIT */
/*
 * Random calls on two pools that are recorded, and the same calls on twins
 * that are not. The twins are what would have happened without a recorder, and
 * the truth that a report is held against.
 */
#ifndef TESTS_TRAFFIC_H
#define TESTS_TRAFFIC_H

#include "juno/memory/memory.h"

enum
{
    TRAFFIC_POOLS = 2,
    TRAFFIC_LENGTH = 24, /* blocks of a pool */
    TRAFFIC_SIZE = 64,   /* bytes of a block */
    TRAFFIC_HELD = 30    /* descriptors of a pool: more than it has blocks */
};

typedef struct traffic_side
{
    JUNO_MEMORY_ALLOC_T alloc;
    JUNO_MEMORY_BLOCK_METADATA_T metadata[TRAFFIC_LENGTH];
    unsigned char blocks[TRAFFIC_LENGTH * TRAFFIC_SIZE];
    JUNO_MEMORY_T held[TRAFFIC_HELD];
} traffic_side_t;

typedef struct traffic
{
    traffic_side_t recorded[TRAFFIC_POOLS];
    traffic_side_t twins[TRAFFIC_POOLS];
    uint64_t updates[TRAFFIC_POOLS]; /* that succeeded */
    uint64_t events;                 /* calls, each of which is an event */
    uint64_t state;                  /* of the random numbers */
    bool same;                       /* both sides were alike after every call */
} traffic_t;

/* Inits all pools; nothing is attached. */
void traffic_init(traffic_t *traffic, uint64_t seed);

/* Makes so many calls. */
void traffic_run(traffic_t *traffic, unsigned int calls);

/* Puts back every block. */
void traffic_put_all(traffic_t *traffic);

/* A random number below the limit, from the seed. */
uint32_t traffic_below(traffic_t *traffic, uint32_t limit);

#endif
