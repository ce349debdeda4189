/* SPDX-License-Identifier: MIT */
/*
 * Who holds a block's references: for each block a short list of sites with
 * their balance, the newest first. References taken and given back in pairs
 * leave nothing behind.
 */
#ifndef JUNOMEMSTAT_REFS_H
#define JUNOMEMSTAT_REFS_H

#include "names.h"

/* Lists are numbers, 0 being the empty one. */
struct ref_node
{
    uint32_t site;
    uint32_t next;
    int32_t balance; /* taken and not given back, or, below 0, given back beyond that */
};

/* More sites than this on one block are forgotten, the oldest first. */
#define REFS_A_BLOCK 64u

struct refs
{
    struct ref_node *nodes; /* nodes[0] is unused */
    size_t count, room;
    uint32_t unused; /* list of nodes to use again */
};

/* A reference was taken at the site. */
void refs_taken(struct refs *refs, uint32_t *list, uint32_t site);

/*
 * A reference was given back at the site: it pairs with the newest one that
 * the same function took, else with the newest.
 */
void refs_given_back(struct refs *refs, const struct names *names, uint32_t *list, uint32_t site);

/* Empties the list. */
void refs_clear(struct refs *refs, uint32_t *list);

/* The newest site whose balance has the sign of `sign`, or HASH_NONE. */
uint32_t refs_newest(const struct refs *refs, uint32_t list, int sign);

void refs_free(struct refs *refs);

#endif
