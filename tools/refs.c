/* SPDX-License-Identifier: MIT */
#include "refs.h"

#include "mem.h"

#include <stdlib.h>

enum what
{
    TAKEN,
    GIVEN
};

static uint32_t new_node(struct refs *refs)
{
    const uint32_t reused = refs->unused;
    if (reused != 0)
    {
        refs->unused = refs->nodes[reused].next;
        return reused;
    }
    if (refs->count == 0)
    {
        refs->count = 1;
    }
    refs->nodes = mem_grow(refs->nodes, &refs->room, refs->count + 1, sizeof *refs->nodes);
    return (uint32_t)refs->count++;
}

/* Takes the node that `link` leads to out of its list. */
static uint32_t unlink_node(struct refs *refs, uint32_t *link)
{
    const uint32_t node = *link;
    *link = refs->nodes[node].next;
    return node;
}

static void drop_node(struct refs *refs, uint32_t *link)
{
    const uint32_t node = unlink_node(refs, link);
    refs->nodes[node].next = refs->unused;
    refs->unused = node;
}

static void drop_oldest(struct refs *refs, uint32_t *list)
{
    uint32_t *link = list;
    for (unsigned i = 0; *link != 0 && i < REFS_A_BLOCK; i++)
    {
        link = &refs->nodes[*link].next;
    }
    if (*link != 0)
    {
        drop_node(refs, link);
    }
}

/* The site's node, made the newest of the list. */
static struct ref_node *newest(struct refs *refs, uint32_t *list, uint32_t site)
{
    uint32_t *link = list;
    while (*link != 0 && refs->nodes[*link].site != site)
    {
        link = &refs->nodes[*link].next;
    }
    const bool found = *link != 0;
    const uint32_t node = found ? unlink_node(refs, link) : new_node(refs);
    if (!found)
    {
        refs->nodes[node] = (struct ref_node){.site = site};
    }
    refs->nodes[node].next = *list;
    *list = node;
    drop_oldest(refs, list);
    return &refs->nodes[node];
}

void refs_clear(struct refs *refs, uint32_t *list)
{
    while (*list != 0)
    {
        drop_node(refs, list);
    }
}

/* References that the list knows to be held; `nodes` is its length. */
static int64_t known_held(const struct refs *refs, uint32_t list, size_t *nodes)
{
    int64_t held = 0;
    *nodes = 0;
    for (; list != 0; list = refs->nodes[list].next)
    {
        held += (int64_t)refs->nodes[list].taken - (int64_t)refs->nodes[list].given;
        ++*nodes;
    }
    return held;
}

void refs_expect(struct refs *refs, uint32_t *list, uint64_t held, uint32_t site)
{
    const int64_t wanted = held > UINT32_MAX ? UINT32_MAX : (int64_t)held;
    size_t nodes;
    int64_t known = known_held(refs, *list, &nodes);
    if (known > wanted)
    {
        refs_clear(refs, list);
        known = 0;
        site = SITE_INDEX_UNKNOWN;
    }
    if (known < wanted)
    {
        /* A full list has forgotten some that it knew. */
        struct ref_node *node = newest(refs, list, nodes >= REFS_A_BLOCK ? SITE_INDEX_UNKNOWN : site);
        const uint32_t room = UINT32_MAX - node->taken;
        const uint32_t more = (uint32_t)(wanted - known);
        node->taken += more < room ? more : room;
    }
}

void refs_taken(struct refs *refs, uint32_t *list, uint32_t site)
{
    struct ref_node *node = newest(refs, list, site);
    node->taken += node->taken < UINT32_MAX ? 1 : 0;
}

/* Whether both sites are in one function, as far as that is known. */
static bool same_function(const struct names *names, uint32_t one, uint32_t other)
{
    const struct site *a = &names->sites[one];
    const struct site *b = &names->sites[other];
    const uint32_t function = names_function(a);
    return one == other || (function != 0 && function == names_function(b) && names_file(a) == names_file(b));
}

/* The site whose references this one gives back, as far as is known. */
static uint32_t taker_of(const struct refs *refs, uint32_t site)
{
    return site < refs->taker_room ? refs->takers[site] : 0;
}

/* Only sites with a name teach: all that is unknown is one site. */
static void learn(struct refs *refs, uint32_t giver, uint32_t taker)
{
    if (giver <= SITE_INDEX_BEFORE || taker <= SITE_INDEX_BEFORE)
    {
        return;
    }
    refs->takers = mem_grow(refs->takers, &refs->taker_room, (size_t)giver + 1, sizeof *refs->takers);
    uint32_t *known = &refs->takers[giver];
    *known = *known == 0 || *known == taker ? taker : HASH_NONE;
}

/* The only link to a node that has some of what `what` counts; NULL for none or several. */
static uint32_t *only_link(const struct refs *refs, uint32_t *list, enum what what)
{
    uint32_t *found = NULL;
    for (uint32_t *link = list; *link != 0; link = &refs->nodes[*link].next)
    {
        const struct ref_node *node = &refs->nodes[*link];
        if ((what == TAKEN ? node->taken : node->given) == 0)
        {
            continue;
        }
        if (found != NULL)
        {
            return NULL;
        }
        found = link;
    }
    return found;
}

static bool has_given(const struct refs *refs, uint32_t list)
{
    while (list != 0 && refs->nodes[list].given == 0)
    {
        list = refs->nodes[list].next;
    }
    return list != 0;
}

/* Leads to what the reference pairs with for certain, or NULL. */
static uint32_t *pair_of(const struct refs *refs, const struct names *names, uint32_t *list, uint32_t site)
{
    const uint32_t taker = taker_of(refs, site);
    uint32_t *known = NULL;
    for (uint32_t *link = list; *link != 0; link = &refs->nodes[*link].next)
    {
        const struct ref_node *node = &refs->nodes[*link];
        if (node->taken > 0 && same_function(names, node->site, site))
        {
            return link;
        }
        known = node->taken > 0 && taker != 0 && node->site == taker ? link : known;
    }
    return known != NULL ? known : only_link(refs, list, TAKEN);
}

static void drop_balanced(struct refs *refs, uint32_t *list)
{
    for (uint32_t *link = list; *link != 0;)
    {
        const struct ref_node *node = &refs->nodes[*link];
        if (node->taken == 0 && node->given == 0)
        {
            drop_node(refs, link);
        }
        else
        {
            link = &refs->nodes[*link].next;
        }
    }
}

/* Where one site alone has taken, all that was given back was taken there. */
static void settle(struct refs *refs, uint32_t *list)
{
    uint32_t *taker = only_link(refs, list, TAKEN);
    uint32_t *giver = only_link(refs, list, GIVEN);
    if (taker == NULL || giver == NULL || taker == giver)
    {
        return;
    }
    struct ref_node *taken = &refs->nodes[*taker];
    struct ref_node *given = &refs->nodes[*giver];
    if (given->given <= taken->taken)
    {
        learn(refs, given->site, taken->site);
        taken->taken -= given->given;
        given->given = 0;
        drop_balanced(refs, list);
    }
}

void refs_given_back(struct refs *refs, const struct names *names, uint32_t *list, uint32_t site)
{
    uint32_t *pair = pair_of(refs, names, list, site);
    if (pair == NULL)
    {
        struct ref_node *node = newest(refs, list, site);
        node->given += node->given < UINT32_MAX ? 1 : 0;
        return;
    }
    struct ref_node *node = &refs->nodes[*pair];
    if (only_link(refs, list, TAKEN) == pair && !has_given(refs, *list))
    {
        learn(refs, site, node->site);
    }
    node->taken--;
    drop_balanced(refs, list);
    settle(refs, list);
}

/* Pairs what a site gave back with what it is known by now to give back. */
static void
pair_share(const struct refs *refs, struct ref_share *given, struct ref_share *shares, size_t count)
{
    const uint32_t taker = taker_of(refs, given->site);
    for (size_t i = 0; i < count && taker != 0; i++)
    {
        if (shares[i].site == taker)
        {
            const uint32_t both = shares[i].taken < given->given ? shares[i].taken : given->given;
            shares[i].taken -= both;
            given->given -= both;
        }
    }
}

size_t refs_shares(const struct refs *refs, uint32_t list, struct ref_share shares[REFS_A_BLOCK])
{
    size_t count = 0;
    for (uint32_t node = list; node != 0 && count < REFS_A_BLOCK; node = refs->nodes[node].next)
    {
        const struct ref_node *from = &refs->nodes[node];
        shares[count++] = (struct ref_share){from->site, from->taken, from->given};
    }
    for (size_t i = 0; i < count; i++)
    {
        pair_share(refs, &shares[i], shares, count);
    }
    return count;
}

void refs_free(struct refs *refs)
{
    free(refs->nodes);
    free(refs->takers);
    *refs = (struct refs){0};
}
