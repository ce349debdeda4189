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

static uint32_t share_of(const struct object *object, const struct trace_event *event)
{
    for (size_t i = 0; i < object->share_count; i++)
    {
        const struct ref_share *share = &object->shares[i];
        if (share->site == event->site)
        {
            return event->kind == EVENT_REF_GET ? share->taken : share->given;
        }
    }
    return 0;
}

static uint64_t count_of(const struct object *object, const struct trace_event *event)
{
    for (size_t i = 0; i < object->site_count; i++)
    {
        if (object->sites[i].kind == event->kind && object->sites[i].site == event->site)
        {
            return object->sites[i].count;
        }
    }
    return 0;
}

/* References are all the same: of a site's, the newest are taken for those without counterpart. */
static bool is_unmatched(const struct object *object, const struct object_event *event)
{
    return event->ordinal > 0 &&
           count_of(object, &event->event) - event->ordinal < share_of(object, &event->event);
}

static void mark(const struct object *object, struct list *list)
{
    const enum object_match match = match_of(object);
    for (size_t i = 0; i < list->count; i++)
    {
        list->items[i].match = is_unmatched(object, &list->items[i]) ? match : OBJECT_MATCHED;
    }
}

/* The newest events of each site, as far as they have no counterpart. */
static void add_newest(const struct object *object, struct list *list)
{
    for (size_t i = 0; i < object->site_count; i++)
    {
        const struct object_site *site = &object->sites[i];
        for (uint64_t k = 0; k < site->count && k < OBJECT_SITE_EVENTS; k++)
        {
            if (is_unmatched(object, &site->events[k]))
            {
                append(list, &site->events[k]);
            }
        }
    }
}

static uint64_t count_unmatched(const struct object *object)
{
    int64_t net = 0;
    for (size_t i = 0; i < object->share_count; i++)
    {
        net += (int64_t)object->shares[i].taken - (int64_t)object->shares[i].given;
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

static void drop_twins(struct list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
    {
        if (kept == 0 || list->items[kept - 1].number != list->items[i].number)
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
    *unmatched = count_unmatched(object);
    add_newest(object, &list);
    add_ends(object, &list);
    if (list.count > 1)
    {
        qsort(list.items, list.count, sizeof *list.items, by_number);
    }
    drop_twins(&list);
    mark(object, &list);
    *count = list.count;
    return list.items;
}
