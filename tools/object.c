/* SPDX-License-Identifier: MIT */
#include "object.h"

#include "label.h"
#include "mem.h"
#include "packet_reader.h"

#include <stdlib.h>
#include <string.h>

/* The digits from `at` to `end` as a number of at most `most`. */
static bool number(const char *at, const char *end, uint64_t most, uint64_t *value)
{
    bool good = at < end;
    for (*value = 0; at < end && good; at++)
    {
        const unsigned digit = (unsigned)(*at - '0');
        good = *at >= '0' && *at <= '9' && *value <= (most - digit) / 10;
        *value = *value * 10 + digit;
    }
    return good;
}

bool object_parse(struct object_name *name, const char *text)
{
    const char *colon = strrchr(text, ':');
    const char *end = text + strlen(text);
    if (colon == NULL || colon == text)
    {
        return false;
    }
    const char *mark = strchr(colon, '#');
    uint64_t serial = 0;
    *name =
        (struct object_name){.text = text, .pool_size = (size_t)(colon - text), .has_serial = mark != NULL};
    const bool good = number(colon + 1, mark == NULL ? end : mark, UINT64_MAX - 1, &name->block) &&
                      (mark == NULL || number(mark + 1, end, UINT32_MAX, &serial));
    name->serial = (uint32_t)serial;
    return good;
}

/* How many earlier pools are called the same. */
static uint64_t earlier_pools(const struct names *names, uint32_t pool)
{
    uint64_t count = 0;
    for (uint32_t i = 1; i < pool; i++)
    {
        const struct pool *one = &names->pools[i];
        const struct pool *other = &names->pools[pool];
        const bool is_same = one->defined == other->defined &&
                             (one->defined ? one->name == other->name : one->id == other->id);
        count += is_same ? 1 : 0;
    }
    return count;
}

/* Whether the object's pool is called like this one, or `NAME [NUMBER]`. */
static bool is_called(const struct object_name *name, const struct names *names, uint32_t pool)
{
    struct buffer label = {0};
    label_pool_name(&label, names, pool);
    bool is_it = label.size == name->pool_size && memcmp(label.text, name->text, label.size) == 0;
    if (!is_it && label.size < name->pool_size && memcmp(label.text, name->text, label.size) == 0)
    {
        buffer_word(&label, " [");
        buffer_number(&label, earlier_pools(names, pool) + 1);
        buffer_word(&label, "]");
        is_it = label.size == name->pool_size && memcmp(label.text, name->text, label.size) == 0;
    }
    buffer_free(&label);
    return is_it;
}

static void look_at_pool(struct object *object, const struct names *names, uint32_t pool)
{
    object->is_named = mem_grow(object->is_named, &object->named_room, (size_t)pool + 1, 1);
    if (object->is_named[pool] == 0)
    {
        object->is_named[pool] = is_called(object->name, names, pool) ? 2 : 1;
        const bool is_it = object->is_named[pool] == 2 && object->pool != pool;
        object->others += is_it && object->pool != POOL_NONE ? 1 : 0;
        object->pool = is_it && object->pool == POOL_NONE ? pool : object->pool;
    }
}

/* Whether the event is about the object's block. */
static bool concerns(struct object *object, const struct replay *replay, const struct trace_event *event)
{
    if (event->pool == POOL_NONE)
    {
        return false;
    }
    look_at_pool(object, &replay->names, event->pool);
    const bool is_failed = event->kind == EVENT_FAILED;
    const bool is_of_block = event->kind >= EVENT_GET && event->kind <= EVENT_FAILED;
    return event->pool == object->pool && is_of_block &&
           event->block == object->name->block + (is_failed ? 1 : 0);
}

/* The place for events of this kind and site; the one that was unused for longest gives way. */
static struct object_site *site_at(struct object *object, uint64_t kind, uint32_t site)
{
    size_t oldest = 0;
    uint64_t oldest_number = UINT64_MAX;
    for (size_t i = 0; i < object->site_count; i++)
    {
        struct object_site *at = &object->sites[i];
        if (at->kind == kind && at->site == site)
        {
            return at;
        }
        const uint64_t newest = at->events[(at->count - 1) % OBJECT_SITE_EVENTS].number;
        oldest = newest < oldest_number ? i : oldest;
        oldest_number = newest < oldest_number ? newest : oldest_number;
    }
    struct object_site *made =
        &object->sites[object->site_count < OBJECT_SITES ? object->site_count++ : oldest];
    made->kind = kind;
    made->site = site;
    made->count = 0;
    return made;
}

static void keep(struct object *object, struct object_event *kept)
{
    const bool is_reference = kept->event.kind == EVENT_REF_GET || kept->event.kind == EVENT_REF_PUT;
    if (is_reference)
    {
        struct object_site *site = site_at(object, kept->event.kind, kept->event.site);
        kept->ordinal = site->count + 1;
        site->events[site->count++ % OBJECT_SITE_EVENTS] = *kept;
    }
    if (object->count < OBJECT_EVENTS)
    {
        object->first[object->count] = *kept;
    }
    else
    {
        object->last[object->count % OBJECT_EVENTS] = *kept;
    }
    object->count++;
}

static void add(struct object *object, const struct replay *replay, const struct trace_event *event)
{
    struct object_event kept = {.number = object->count + 1, .event = *event};
    const bool is_reference = event->kind == EVENT_REF_GET || event->kind == EVENT_REF_PUT;
    kept.time = replay_now(replay, event->stream);
    kept.has_count = is_reference || event->kind == EVENT_GET;
    kept.count = is_reference ? event->value : 1;
    object->has_life = true;
    object->kept_serial = object->serial;
    keep(object, &kept);
}

bool object_take_shares(struct object *object, const struct replay *replay)
{
    const struct block *block = replay_block(replay, object->pool, object->name->block);
    const struct replay_pool *pool = &replay->pools[object->pool];
    const bool is_sure = block != NULL && (!pool->gapped || block->epoch == pool->epoch);
    object->share_count = is_sure ? refs_shares(&replay->refs, block->refs, object->shares) : 0;
    return block != NULL;
}

/* The record of a block is what it was: the last moment to see what a put, or a get, ends. */
static void before_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct object *object = context;
    const bool ends = event->kind == EVENT_PUT || event->kind == EVENT_GET;
    if (!ends || !concerns(object, replay, event))
    {
        return;
    }
    if (object->is_wanted && object->end == OBJECT_OUT)
    {
        (void)object_take_shares(object, replay);
        object->end = event->kind == EVENT_PUT ? OBJECT_PUT : OBJECT_TAKEN;
        object->put_time = replay_now(replay, event->stream);
    }
}

/* The block begins another life. */
static void live_again(struct object *object)
{
    object->serial += object->serial < UINT32_MAX ? 1 : 0;
    object->is_wanted = !object->name->has_serial || object->serial == object->name->serial;
    if (object->is_wanted)
    {
        object->count = 0;
        object->site_count = 0;
        object->share_count = 0;
        object->end = OBJECT_OUT;
    }
}

static void after_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct object *object = context;
    if (!concerns(object, replay, event))
    {
        return;
    }
    object->is_seen = true;
    if (event->kind == EVENT_GET)
    {
        live_again(object);
    }
    if (object->is_wanted)
    {
        add(object, replay, event);
    }
}

/* A snapshot's word of a block of which nothing else tells. */
static void see(struct object *object, const struct replay *replay, const struct trace_item *item)
{
    object->is_seen = true;
    if (object->is_wanted && object->count == 0)
    {
        add(object, replay,
            &(struct trace_event
            ){.kind = OBJECT_SEEN, .stream = item->stream, .pool = item->pool, .site = item->site});
        object->first[0].has_count = item->count_known;
        object->first[0].count = item->count;
    }
}

static void pool_defined(struct object *object, const struct replay *replay, uint32_t pool)
{
    if (pool < object->named_room)
    {
        object->is_named[pool] = 0;
    }
    look_at_pool(object, &replay->names, pool);
}

/* Whether events of its stream going missing is a part of its life. */
static bool is_in_life(const struct object *object)
{
    return object->pool != POOL_NONE && object->is_wanted && object->count > 0 && object->end == OBJECT_OUT;
}

static void on_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct object *object = context;
    if (item->kind == ITEM_POOL)
    {
        pool_defined(object, replay, item->pool);
    }
    if (item->kind == ITEM_STATE_BLOCK && item->pool == object->pool && item->block == object->name->block)
    {
        see(object, replay, item);
    }
    if (item->kind == ITEM_GAP && is_in_life(object) &&
        item->stream == replay->names.pools[object->pool].stream)
    {
        add(object, replay,
            &(struct trace_event){.kind = OBJECT_GAP, .stream = item->stream, .pool = object->pool});
    }
}

void object_begin(struct object *object, const struct object_name *name, struct replay *replay)
{
    *object = (struct object){.name = name, .is_wanted = !name->has_serial || name->serial == 0};
    object->first = mem_alloc(OBJECT_EVENTS * sizeof *object->first);
    object->last = mem_alloc(OBJECT_EVENTS * sizeof *object->last);
    object->sites = mem_alloc(OBJECT_SITES * sizeof *object->sites);
    replay_observe(
        replay, &(struct replay_observer
                ){.context = object, .before = before_event, .after = after_event, .item = on_item}
    );
}

void object_free(struct object *object)
{
    free(object->is_named);
    free(object->first);
    free(object->last);
    free(object->sites);
    *object = (struct object){0};
}
