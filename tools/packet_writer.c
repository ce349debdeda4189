/* SPDX-License-Identifier: MIT */
#include "packet_writer.h"

#include "mem.h"
#include "packet_reader.h"
#include "records.h"

#include <stdlib.h>
#include <string.h>

/* Room for any record or event, but for strings. */
#define FIELDS_SIZE 160u
#define DROPPED_SATURATED UINT32_MAX
/* More packets than this, and the next one would be taken for a late one. */
#define MISSING_MOST UINT32_C(0x7FFFFFFF)

static struct slice text_of(const struct packet_writer *writer, uint32_t string)
{
    return names_text(writer->names, string);
}

static void header(struct packet_writer *writer, const struct trace_item *item)
{
    const struct stream *stream = &writer->names->streams[item->stream];
    const struct slice version = text_of(writer, stream->version);
    const struct slice program = text_of(writer, stream->program);
    const size_t strings = writer_string_size(version) + writer_string_size(program);
    if (!stream->has_header)
    {
        return;
    }
    writer_reserve(writer, item->stream, PACKET_HEADER, FIELDS_SIZE + strings);
    const size_t start = writer_begin_record(writer, RECORD_HEADER);
    writer_varint(writer, stream->ticks_per_second);
    writer_varint(writer, stream->pointer_width);
    writer_string(writer, version);
    writer_string(writer, program);
    if (stream->is_ring)
    {
        writer_varint(writer, HEADER_RING);
        writer_varint(writer, stream->events_before);
    }
    writer_end_record(writer, start);
}

static void pool(struct packet_writer *writer, const struct trace_item *item)
{
    const struct pool *about = &writer->names->pools[item->pool];
    const struct slice name = text_of(writer, about->name);
    writer_reserve(writer, item->stream, PACKET_DEFINITIONS, FIELDS_SIZE + writer_string_size(name));
    const size_t start = writer_begin_record(writer, RECORD_POOL);
    writer_varint(writer, about->id);
    writer_string(writer, name);
    writer_varint(writer, about->block_size);
    writer_varint(writer, about->length);
    writer_varint(writer, about->base);
    writer_end_record(writer, start);
}

static void module(struct packet_writer *writer, const struct trace_item *item)
{
    const struct module *about = &writer->names->modules[item->module];
    const struct slice build_id = text_of(writer, about->build_id);
    const struct slice path = text_of(writer, about->path);
    const size_t strings = writer_string_size(build_id) + writer_string_size(path);
    writer_reserve(writer, item->stream, PACKET_DEFINITIONS, FIELDS_SIZE + strings);
    const size_t start = writer_begin_record(writer, RECORD_MODULE);
    writer_varint(writer, about->id);
    writer_varint(writer, about->base);
    writer_varint(writer, about->size);
    writer_string(writer, build_id);
    writer_string(writer, path);
    writer_end_record(writer, start);
}

/* Ticks since the item before; a Time record first where the clock went back. */
static uint64_t delta(struct packet_writer *writer, uint64_t time)
{
    if (writer->size == PACKET_HEAD)
    {
        writer->base_time = time;
        writer->time = time;
    }
    if (time < writer->time)
    {
        const size_t start = writer_begin_record(writer, RECORD_TIME);
        writer_fixed(writer, time, 8);
        writer_end_record(writer, start);
        writer->time = time;
    }
    const uint64_t ticks = time - writer->time;
    writer->time = time;
    return ticks;
}

static void mark(struct packet_writer *writer, const struct trace_item *item)
{
    writer_reserve(writer, item->stream, PACKET_EVENTS, FIELDS_SIZE + writer_string_size(item->text));
    const uint64_t ticks = delta(writer, item->time);
    const size_t start = writer_begin_record(writer, RECORD_MARK);
    writer_varint(writer, ticks);
    writer_varint(writer, item->thread);
    writer_string(writer, item->text);
    writer_end_record(writer, start);
}

static void end(struct packet_writer *writer, const struct trace_item *item)
{
    writer_reserve(writer, item->stream, PACKET_END, FIELDS_SIZE);
    const size_t start = writer_begin_record(writer, RECORD_END);
    writer_varint(writer, writer->without_counts ? UNKNOWN_COUNT : item->events);
    writer_varint(writer, item->dropped);
    writer_end_record(writer, start);
}

static void dumped(struct packet_writer *writer, const struct trace_item *item)
{
    writer_reserve(writer, item->stream, PACKET_EVENTS, FIELDS_SIZE);
    writer_end_record(writer, writer_begin_record(writer, RECORD_DUMPED));
}

/* The packet that comes next says so by its number, or by the events dropped before it. */
static void gap(struct packet_writer *writer, const struct trace_item *item)
{
    writer_close(writer);
    writer_forget_snapshots(writer);
    if (item->stream == STREAM_NONE)
    {
        writer->is_cut = true;
        return;
    }
    struct writer_stream *about = writer_stream(writer, item->stream);
    const bool is_unknown = item->dropped >= DROPPED_SATURATED - about->dropped;
    const uint64_t missing = item->packets == 0 && item->dropped == 0 ? 1 : item->packets;
    about->dropped = is_unknown ? DROPPED_SATURATED : about->dropped + (uint32_t)item->dropped;
    about->sequence += missing == UNKNOWN_COUNT ? 1
                       : missing > MISSING_MOST ? MISSING_MOST
                                                : (uint32_t)missing;
}

void packet_writer_item(struct packet_writer *writer, const struct trace_item *item)
{
    switch (item->kind)
    {
    case ITEM_HEADER:
        header(writer, item);
        break;
    case ITEM_POOL:
        pool(writer, item);
        break;
    case ITEM_MODULE:
        module(writer, item);
        break;
    case ITEM_MARK:
        mark(writer, item);
        break;
    case ITEM_GAP:
        gap(writer, item);
        break;
    case ITEM_DUMPED:
        dumped(writer, item);
        break;
    case ITEM_END:
        end(writer, item);
        break;
    default:
        writer_state(writer, item);
        break;
    }
}

/* Of the kinds that have no value, and of those whose value may differ each time. */
static bool has_value(const struct trace_event *event)
{
    const bool is_named = event->kind >= EVENT_GET && event->kind <= EVENT_DEINIT;
    const bool is_plain = event->kind == EVENT_PUT || event->kind >= EVENT_ATTACH;
    return is_named ? !is_plain : event->value != 0;
}

static bool class_equal(const void *owner, uint32_t position, const void *key)
{
    const struct writer_class *class = &((const struct packet_writer *)owner)->classes[position];
    const struct writer_class *wanted = key;
    return class->kind == wanted->kind && class->pool == wanted->pool && class->site == wanted->site &&
           class->thread == wanted->thread && class->operation == wanted->operation &&
           class->cause == wanted->cause && class->status == wanted->status;
}

static uint32_t new_class(struct packet_writer *writer, const struct writer_class *class, uint32_t hash)
{
    const uint32_t site = writer_site(writer, class->site);
    const uint32_t position = (uint32_t)writer->class_count;
    writer->classes =
        mem_grow(writer->classes, &writer->class_room, writer->class_count + 1, sizeof *writer->classes);
    writer->classes[writer->class_count++] = *class;
    hash_enter(&writer->class_index, hash, position);
    const size_t start = writer_begin_record(writer, RECORD_CLASS);
    writer_varint(writer, (uint64_t)position + 1);
    writer_varint(writer, class->kind);
    writer_varint(writer, writer->names->pools[class->pool].id);
    writer_varint(writer, site);
    writer_varint(writer, class->thread);
    if ((class->kind & KIND_VALUE_IN_EVENT) == 0)
    {
        writer_varint(writer, 0);
    }
    if ((class->kind & ~(uint64_t)KIND_VALUE_IN_EVENT) == EVENT_FAILED)
    {
        writer_varint(writer, class->operation);
        writer_varint(writer, class->cause);
        writer_varint(writer, class->status);
    }
    writer_end_record(writer, start);
    return position;
}

/* No kind has the bit that text may have in one; it stays one that nobody knows. */
static uint64_t packet_kind(uint64_t kind)
{
    return (kind & KIND_VALUE_IN_EVENT) == 0
               ? kind
               : (kind & ~(uint64_t)KIND_VALUE_IN_EVENT) | KIND_VALUE_IN_EVENT << 1;
}

/* Its number in the packet, less 1. */
static uint32_t class_of(struct packet_writer *writer, const struct trace_event *event)
{
    const bool failed = event->kind == EVENT_FAILED;
    const struct writer_class class = {
        .kind = packet_kind(event->kind) | (has_value(event) ? KIND_VALUE_IN_EVENT : 0),
        .thread = event->thread,
        .operation = failed ? event->operation : 0,
        .cause = failed ? event->cause : 0,
        .status = failed ? event->status : 0,
        .pool = event->pool,
        .site = event->site};
    const uint64_t number = (uint64_t) class.pool << 32 | class.site;
    const uint32_t hash = hash_number(number, (uint32_t)(class.kind ^ class.thread << 8 ^ class.cause << 24));
    const uint32_t at = hash_find(&writer->class_index, hash, class_equal, writer, &class);
    return at == HASH_NONE ? new_class(writer, &class, hash) : at;
}

void packet_writer_event(struct packet_writer *writer, const struct trace_event *event)
{
    writer_reserve(writer, event->stream, PACKET_EVENTS, FIELDS_SIZE + writer_site_size(writer, event->site));
    const uint64_t ticks = delta(writer, event->time);
    const uint32_t class = class_of(writer, event);
    writer_varint(writer, (uint64_t) class + 1);
    writer_varint(writer, ticks);
    writer_varint(writer, event->block);
    if (has_value(event))
    {
        writer_varint(writer, event->value);
    }
}

void packet_writer_init(struct packet_writer *writer, FILE *stream, const struct names *names)
{
    memset(writer, 0, sizeof *writer);
    writer->stream = stream;
    writer->names = names;
}

void packet_writer_free(struct packet_writer *writer)
{
    free(writer->classes);
    free(writer->sites);
    free(writer->streams);
    free(writer->ids);
    free(writer->snapshots);
    hash_free(&writer->class_index);
    hash_free(&writer->id_index);
}
