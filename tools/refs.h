/* SPDX-License-Identifier: MIT */
/*
 * Who holds a block's references: for each block a short list of sites, the
 * newest first, with what was taken there and not given back, and with what
 * was given back there and nobody knows who had taken it. References taken and
 * given back in pairs leave nothing behind.
 *
 * A reference given back pairs with one that the same function took; else
 * with one of the only site that can have taken it; else with one of the site
 * whose references this one is known to give back, which blocks with only one
 * such site have taught. Other pairs are not guessed. The count that stands in
 * each event tells how many holders the list does not know: they get a share of
 * their own, so that nobody else is taken for the only one.
 */
#ifndef JUNOMEMSTAT_REFS_H
#define JUNOMEMSTAT_REFS_H

#include "names.h"

/* Lists are numbers, 0 being the empty one. */
struct ref_node
{
    uint32_t site;
    uint32_t next;
    uint32_t taken; /* and not known to be given back */
    uint32_t given; /* back, and not known who took it */
};

/* More sites than this on one block are forgotten, the oldest first. */
#define REFS_A_BLOCK 64u

/* What is known of one site and one block. */
struct ref_share
{
    uint32_t site;
    uint32_t taken;
    uint32_t given;
};

struct refs
{
    struct ref_node *nodes; /* nodes[0] is unused */
    size_t count, room;
    uint32_t unused; /* list of nodes to use again */
    /* By site that gives back: the site that takes, 0: unknown, HASH_NONE: there are several. */
    uint32_t *takers;
    size_t taker_room;
};

/*
 * So many references are held, that of the get not counted: those of which nobody
 * knows who took them are the given site's.
 */
void refs_expect(struct refs *refs, uint32_t *list, uint64_t held, uint32_t site);

/* A reference was taken at the site. */
void refs_taken(struct refs *refs, uint32_t *list, uint32_t site);

/* A reference was given back at the site. */
void refs_given_back(struct refs *refs, const struct names *names, uint32_t *list, uint32_t site);

/* Empties the list. */
void refs_clear(struct refs *refs, uint32_t *list);

/*
 * Copies the list, the newest first, paired with all that is known by now;
 * returns the number of shares.
 */
size_t refs_shares(const struct refs *refs, uint32_t list, struct ref_share shares[REFS_A_BLOCK]);

void refs_free(struct refs *refs);

#endif
