/* SPDX-License-Identifier: MIT */
/* What is kept of an object's life, put together, with what has no counterpart marked. */
#include "mem.h"
#include "object.h"

#include <stdlib.h>

struct list
{
    struct object_event *items;
    size_t count, room;
};

static void append(struct list *list, const struct object_event *event)
{
    list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
    list->items[list->count++] = *event;
}

static int by_number(const void *one, const void *other)
{
    const struct object_event *a = one;
    const struct object_event *b = other;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* The mark for events that a site's references without counterpart may come from. */
static enum object_match match_of(const struct object *object)
{
    bool has_taken = false;
    bool has_given = false;
    for (size_t i = 0; i < object->share_count; i++)
    {
        has_taken = has_taken || object->shares[i].taken > 0;
        has_given = has_given || object->shares[i].given > 0;
    }
    return has_taken && has_given ? OBJECT_PERHAPS : OBJECT_UNMATCHED;
}

/* References are all the same: of a site's, the newest are taken for those without counterpart. */
static void
mark_newest(struct object *object, struct list *list, uint64_t kind, uint32_t site, uint32_t number)
{
    const enum object_match match = match_of(object);
    for (size_t i = 0; i < object->site_count; i++)
    {
        struct object_site *at = &object->sites[i];
        for (uint64_t k = 0;
             at->kind == kind && at->site == site && k < number && k < at->count && k < OBJECT_SITE_EVENTS;
             k++)
        {
            struct object_event event = at->events[(at->count - 1 - k) % OBJECT_SITE_EVENTS];
            event.match = match;
            append(list, &event);
        }
    }
}

static uint64_t add_unmatched(struct object *object, struct list *list)
{
    int64_t net = 0;
    for (size_t i = 0; i < object->share_count; i++)
    {
        const struct ref_share *share = &object->shares[i];
        mark_newest(object, list, EVENT_REF_GET, share->site, share->taken);
        mark_newest(object, list, EVENT_REF_PUT, share->site, share->given);
        net += (int64_t)share->taken - (int64_t)share->given;
    }
    return net < 0 ? 0 - (uint64_t)net : (uint64_t)net;
}

static void add_ends(const struct object *object, struct list *list)
{
    for (uint64_t i = 0; i < object->count && i < OBJECT_EVENTS; i++)
    {
        append(list, &object->first[i]);
    }
    for (uint64_t i = OBJECT_EVENTS; i < object->count && i < 2 * (uint64_t)OBJECT_EVENTS; i++)
    {
        append(list, &object->last[i % OBJECT_EVENTS]);
    }
}

/* Of an event that is there twice, the marked one stays. */
static void merge_twins(struct list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
    {
        struct object_event *before = kept > 0 ? &list->items[kept - 1] : NULL;
        if (before != NULL && before->number == list->items[i].number)
        {
            before->match = before->match == OBJECT_MATCHED ? list->items[i].match : before->match;
        }
        else
        {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
}

struct object_event *
object_events(struct object *object, const struct replay *replay, size_t *count, uint64_t *unmatched)
{
    struct list list = {0};
    if (object->end == OBJECT_OUT)
    {
        object->end = object_take_shares(object, replay) ? OBJECT_OUT : OBJECT_GONE;
    }
    *unmatched = add_unmatched(object, &list);
    add_ends(object, &list);
    if (list.count > 1)
    {
        qsort(list.items, list.count, sizeof *list.items, by_number);
    }
    merge_twins(&list);
    *count = list.count;
    return list.items;
}
