/* SPDX-License-Identifier: MIT */
#include "refs.h"

#include "mem.h"

#include <stdlib.h>

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

/* Adds to the site's balance and makes it the newest of the list. */
static void add(struct refs *refs, uint32_t *list, uint32_t site, int32_t change)
{
    uint32_t *link = list;
    while (*link != 0 && refs->nodes[*link].site != site)
    {
        link = &refs->nodes[*link].next;
    }
    const bool found = *link != 0;
    const int32_t before = found ? refs->nodes[*link].balance : 0;
    const uint32_t node = found ? unlink_node(refs, link) : new_node(refs);
    const bool full = change > 0 ? before == INT32_MAX : before == INT32_MIN;
    refs->nodes[node] =
        (struct ref_node){.site = site, .next = *list, .balance = full ? before : before + change};
    *list = node;
    if (refs->nodes[node].balance == 0)
    {
        drop_node(refs, list);
    }
    drop_oldest(refs, list);
}

void refs_taken(struct refs *refs, uint32_t *list, uint32_t site)
{
    add(refs, list, site, 1);
}

static bool same_function(const struct names *names, uint32_t one, uint32_t other)
{
    const struct site *a = &names->sites[one];
    const struct site *b = &names->sites[other];
    return one == other || (a->kind == SITE_SOURCE && b->kind == SITE_SOURCE && a->function != 0 &&
                            a->function == b->function && a->file == b->file);
}

void refs_given_back(struct refs *refs, const struct names *names, uint32_t *list, uint32_t site)
{
    uint32_t *newest = NULL;
    uint32_t *same = NULL;
    for (uint32_t *link = list; *link != 0 && same == NULL; link = &refs->nodes[*link].next)
    {
        if (refs->nodes[*link].balance > 0)
        {
            newest = newest == NULL ? link : newest;
            same = same_function(names, refs->nodes[*link].site, site) ? link : NULL;
        }
    }
    uint32_t *pair = same != NULL ? same : newest;
    if (pair == NULL)
    {
        add(refs, list, site, -1);
    }
    else if (--refs->nodes[*pair].balance == 0)
    {
        drop_node(refs, pair);
    }
}

void refs_clear(struct refs *refs, uint32_t *list)
{
    while (*list != 0)
    {
        drop_node(refs, list);
    }
}

uint32_t refs_newest(const struct refs *refs, uint32_t list, int sign)
{
    for (uint32_t node = list; node != 0; node = refs->nodes[node].next)
    {
        if (refs->nodes[node].balance > 0 ? sign > 0 : sign < 0)
        {
            return refs->nodes[node].site;
        }
    }
    return HASH_NONE;
}

void refs_free(struct refs *refs)
{
    free(refs->nodes);
    *refs = (struct refs){0};
}
