/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include "cursor.h"
#include "mem.h"
#include "records.h"

#include <stdlib.h>
#include <string.h>

#define VARINT_MORE 0x80u

static void send(struct decoder *decoder, struct trace_item item)
{
    item.stream = decoder->stream;
    decoder->sink->item(decoder->sink->context, &item);
}

/* A field that older recorders do not write. */
static uint64_t late_field(struct cursor *body)
{
    return body->at < body->end ? cursor_varint(body) : 0;
}

static void header_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t ticks = cursor_varint(body);
    const uint64_t width = cursor_varint(body);
    const struct slice version = cursor_string(body);
    const struct slice program = cursor_string(body);
    const uint64_t flags = late_field(body);
    const uint64_t before = late_field(body);
    if (body->failed)
    {
        return;
    }
    struct stream *stream = &decoder->names->streams[decoder->stream];
    stream->has_header = true;
    stream->ticks_per_second = ticks;
    stream->pointer_width = width;
    stream->is_ring = (flags & HEADER_RING) != 0;
    stream->events_before = before;
    stream->version = names_string(decoder->names, version);
    stream->program = names_string(decoder->names, program);
    send(decoder, (struct trace_item){.kind = ITEM_HEADER});
}

static void pool_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t id = cursor_varint(body);
    const struct slice name = cursor_string(body);
    const uint64_t block_size = cursor_varint(body);
    const uint64_t length = cursor_varint(body);
    const uint64_t base = cursor_varint(body);
    if (body->failed || id == 0)
    {
        return;
    }
    const uint32_t position = names_pool(decoder->names, decoder->stream, id);
    struct pool *pool = &decoder->names->pools[position];
    pool->name = names_string(decoder->names, name);
    pool->block_size = block_size;
    pool->length = length;
    pool->base = base;
    pool->defined = true;
    send(decoder, (struct trace_item){.kind = ITEM_POOL, .pool = position});
}

static void module_record(struct decoder *decoder, struct cursor *body)
{
    struct module module = {.stream = decoder->stream, .id = cursor_varint(body)};
    module.base = cursor_varint(body);
    module.size = cursor_varint(body);
    const struct slice build_id = cursor_string(body);
    const struct slice path = cursor_string(body);
    if (body->failed || module.id == 0)
    {
        return;
    }
    module.build_id = names_string(decoder->names, build_id);
    module.path = names_string(decoder->names, path);
    const uint32_t position = names_module_define(decoder->names, &module);
    if (position != HASH_NONE)
    {
        send(decoder, (struct trace_item){.kind = ITEM_MODULE, .module = position});
    }
}

static uint32_t site_at(const struct decoder *decoder, uint64_t number)
{
    const uint32_t site = idmap_get(&decoder->site_map, number);
    return site == HASH_NONE ? SITE_INDEX_UNKNOWN : site;
}

/* One entry of a snapshot; `block` is the one before, and becomes this one. */
static void state_entry(struct decoder *decoder, struct cursor *body, struct trace_item *item, bool details)
{
    const uint64_t step = cursor_varint(body);
    if (step > UINT64_MAX - item->block)
    {
        body->failed = true;
    }
    item->block += step;
    if (details)
    {
        item->size = cursor_varint(body);
        item->count = cursor_varint(body);
        item->site = site_at(decoder, cursor_varint(body));
        /* What is older than the clock wraps around. */
        item->time = decoder->base_time - cursor_varint(body);
        /* Of neither site nor age: of a block that was got before the trace. */
        item->site = item->site == SITE_INDEX_UNKNOWN && !item->time_known ? SITE_INDEX_BEFORE : item->site;
    }
    if (!body->failed)
    {
        send(decoder, *item);
    }
}

/* Whose state, and what its entries tell beside the serial. */
static struct trace_item state_item(uint32_t pool, uint64_t flags)
{
    const bool details = (flags & STATE_DETAILS) != 0;
    return (struct trace_item
    ){.kind = ITEM_STATE_BLOCK,
      .pool = pool,
      .site = SITE_INDEX_BEFORE,
      .size_known = details && (flags & STATE_NO_SIZE) == 0,
      .count_known = details && (flags & STATE_NO_COUNT) == 0,
      .time_known = details && (flags & STATE_NO_AGE) == 0};
}

static void state_record(struct decoder *decoder, struct cursor *body)
{
    const uint32_t pool = names_pool(decoder->names, decoder->stream, cursor_varint(body));
    const uint64_t flags = cursor_varint(body);
    const uint64_t entries = cursor_varint(body);
    struct trace_item item = state_item(pool, flags);
    if (body->failed || pool == POOL_NONE)
    {
        return;
    }
    if (flags & STATE_FIRST)
    {
        send(decoder, (struct trace_item){.kind = ITEM_STATE_BEGIN, .pool = pool});
    }
    for (uint64_t i = 0; i < entries && !body->failed; i++)
    {
        state_entry(decoder, body, &item, (flags & STATE_DETAILS) != 0);
    }
    if ((flags & STATE_LAST) && !body->failed)
    {
        send(decoder, (struct trace_item){.kind = ITEM_STATE_END, .pool = pool});
    }
}

static void source_site_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t number = cursor_varint(body);
    struct site site = {.kind = SITE_SOURCE, .number = cursor_varint(body)};
    const struct slice file = cursor_string(body);
    const struct slice function = cursor_string(body);
    if (!body->failed && number != 0)
    {
        site.file = names_string(decoder->names, file);
        site.function = names_string(decoder->names, function);
        idmap_set(&decoder->site_map, number, names_site(decoder->names, &site));
    }
}

static void address_site_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t number = cursor_varint(body);
    const uint64_t module = cursor_varint(body);
    const uint64_t offset = cursor_varint(body);
    if (!body->failed && number != 0)
    {
        const uint32_t site = names_address(decoder->names, decoder->stream, module, offset);
        idmap_set(&decoder->site_map, number, site);
    }
}

static void set_quick(struct decoder *decoder, const struct decode_class *class)
{
    if (class->id < VARINT_MORE)
    {
        decoder->quick[class->id] = (struct decode_quick
        ){.common = &class->event,
          .value_mask = class->value_in_event ? UINT64_MAX : 0,
          .value = class->value_in_event ? 0 : class->event.value};
    }
}

static void define_class(struct decoder *decoder, const struct decode_class *class)
{
    const struct decode_class *before = decoder->classes;
    decoder->classes =
        mem_grow(decoder->classes, &decoder->class_room, decoder->class_count + 1, sizeof *decoder->classes);
    decoder->classes[decoder->class_count] = *class;
    idmap_set(&decoder->class_map, class->id, (uint32_t)decoder->class_count++);
    /* All have moved with the array. */
    const size_t first = decoder->classes == before ? decoder->class_count - 1 : 0;
    for (size_t i = first; i < decoder->class_count; i++)
    {
        set_quick(decoder, &decoder->classes[i]);
    }
}

static void class_record(struct decoder *decoder, struct cursor *body)
{
    struct decode_class class = {.id = cursor_varint(body), .event = {.stream = decoder->stream}};
    const uint64_t kind = cursor_varint(body);
    class.value_in_event = (kind & KIND_VALUE_IN_EVENT) != 0;
    class.event.kind = kind & ~(uint64_t)KIND_VALUE_IN_EVENT;
    const uint64_t pool = cursor_varint(body);
    class.event.site = site_at(decoder, cursor_varint(body));
    class.event.thread = cursor_varint(body);
    class.event.value = class.value_in_event ? 0 : cursor_varint(body);
    if (class.event.kind == EVENT_FAILED)
    {
        class.event.operation = cursor_varint(body);
        class.event.cause = cursor_varint(body);
        class.event.status = cursor_varint(body);
    }
    if (!body->failed && class.id != 0)
    {
        class.event.pool = names_pool(decoder->names, decoder->stream, pool);
        define_class(decoder, &class);
    }
}

static void mark_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t delta = cursor_varint(body);
    const uint64_t thread = cursor_varint(body);
    const struct slice text = cursor_string(body);
    if (!body->failed)
    {
        decoder->time += delta;
        send(
            decoder,
            (struct trace_item){.kind = ITEM_MARK, .time = decoder->time, .thread = thread, .text = text}
        );
    }
}

static void time_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t time = cursor_fixed64(body);
    if (!body->failed)
    {
        decoder->time = time;
    }
}

static void end_record(struct decoder *decoder, struct cursor *body)
{
    const uint64_t events = cursor_varint(body);
    const uint64_t dropped = cursor_varint(body);
    if (!body->failed)
    {
        send(decoder, (struct trace_item){.kind = ITEM_END, .events = events, .dropped = dropped});
    }
}

static void dumped_record(struct decoder *decoder, struct cursor *body)
{
    (void)body;
    send(decoder, (struct trace_item){.kind = ITEM_DUMPED});
}

typedef void (*record_reader)(struct decoder *decoder, struct cursor *body);

static const record_reader record_readers[RECORD_TYPES] = {
    [RECORD_HEADER] = header_record,
    [RECORD_POOL] = pool_record,
    [RECORD_MODULE] = module_record,
    [RECORD_STATE] = state_record,
    [RECORD_SOURCE_SITE] = source_site_record,
    [RECORD_ADDRESS_SITE] = address_site_record,
    [RECORD_CLASS] = class_record,
    [RECORD_MARK] = mark_record,
    [RECORD_TIME] = time_record,
    [RECORD_END] = end_record,
    [RECORD_DUMPED] = dumped_record,
};

/* Returns NULL, or what is wrong with the record. */
static const char *record(struct decoder *decoder, struct cursor *items)
{
    const uint64_t type = cursor_varint(items);
    const struct slice bytes = cursor_string(items);
    if (items->failed)
    {
        return "a packet's last record is cut short";
    }
    if (type < RECORD_TYPES && record_readers[type] != NULL)
    {
        const unsigned char *start = (const unsigned char *)bytes.text;
        struct cursor body = {start, start + bytes.size, false};
        record_readers[type](decoder, &body);
        if (body.failed)
        {
            return "a record's fields are longer than the record";
        }
    }
    return NULL;
}

bool decode_is_ring_head(const struct packet *packet)
{
    struct cursor items = {packet->payload, packet->payload + packet->payload_size, false};
    const bool is_record = cursor_varint(&items) == 0;
    const bool is_header = cursor_varint(&items) == RECORD_HEADER;
    const struct slice bytes = cursor_string(&items);
    const unsigned char *start = (const unsigned char *)bytes.text;
    struct cursor body = {start, start + bytes.size, items.failed};
    (void)cursor_varint(&body);
    (void)cursor_varint(&body);
    (void)cursor_string(&body);
    (void)cursor_string(&body);
    const uint64_t flags = late_field(&body);
    return packet->kind == PACKET_HEADER && is_record && is_header && !body.failed &&
           (flags & HEADER_RING) != 0;
}

const char *decode_packet(struct decoder *decoder, uint32_t stream, const struct packet *packet)
{
    struct cursor items = {packet->payload, packet->payload + packet->payload_size, false};
    const char *wrong = NULL;
    decoder->stream = stream;
    decoder->time = packet->base_time;
    decoder->base_time = packet->base_time;
    decoder->class_count = 0;
    memset(decoder->quick, 0, sizeof decoder->quick);
    idmap_clear(&decoder->class_map);
    idmap_clear(&decoder->site_map);
    while (items.at < items.end && wrong == NULL)
    {
        wrong = decode_events(decoder, &items);
        if (wrong == NULL && items.at < items.end)
        {
            (void)cursor_varint(&items);
            wrong = record(decoder, &items);
        }
    }
    return wrong;
}

void decode_init(struct decoder *decoder, struct names *names, struct sink *sink)
{
    *decoder = (struct decoder){.names = names, .sink = sink, .gathers = decode_can_gather()};
}

void decode_free(struct decoder *decoder)
{
    free(decoder->classes);
    idmap_free(&decoder->class_map);
    idmap_free(&decoder->site_map);
    *decoder = (struct decoder){0};
}
