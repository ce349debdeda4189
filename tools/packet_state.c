/* SPDX-License-Identifier: MIT */
/* Snapshots as records of packets, each of as many entries as fit. */
#include "packet_writer.h"

#include "mem.h"
#include "records.h"

#define ENTRY_SIZE 64u

static struct writer_snapshot *snapshot_at(struct packet_writer *writer, uint32_t pool)
{
    writer->snapshots =
        mem_grow(writer->snapshots, &writer->snapshot_room, (size_t)pool + 1, sizeof *writer->snapshots);
    return &writer->snapshots[pool];
}

static void write_entry(struct packet_writer *writer, size_t position)
{
    const struct writer_entry *entry = &writer->entries[position];
    writer_varint(writer, position == 0 ? entry->block : entry->block - writer->entries[position - 1].block);
    if (writer->entries_flags != 0)
    {
        writer_varint(writer, entry->size);
        writer_varint(writer, entry->count);
        writer_varint(writer, entry->site);
        writer_varint(writer, entry->age);
    }
}

void writer_end_entries(struct packet_writer *writer, bool is_last)
{
    if (writer->entry_count == 0 && !is_last)
    {
        return;
    }
    struct writer_snapshot *snapshot = snapshot_at(writer, writer->entry_pool);
    const size_t start = writer_begin_record(writer, RECORD_STATE);
    writer_varint(writer, writer->names->pools[writer->entry_pool].id);
    writer_byte(
        writer, (snapshot->told ? 0u : STATE_FIRST) | (is_last ? STATE_LAST : 0u) | writer->entries_flags
    );
    writer_varint(writer, writer->entry_count);
    for (size_t i = 0; i < writer->entry_count; i++)
    {
        write_entry(writer, i);
    }
    writer_end_record(writer, start);
    snapshot->told = true;
    writer->entry_count = 0;
}

/* What is known of the block besides that it is live; 0: nothing. */
static unsigned flags_of(const struct trace_item *item)
{
    const bool has_site = item->site != SITE_INDEX_BEFORE && item->site != SITE_INDEX_UNKNOWN;
    if (!item->size_known && !item->count_known && !item->time_known && !has_site)
    {
        return 0;
    }
    return STATE_DETAILS | (item->size_known ? 0u : STATE_NO_SIZE) |
           (item->count_known ? 0u : STATE_NO_COUNT) | (item->time_known ? 0u : STATE_NO_AGE);
}

static void add_entry(struct packet_writer *writer, const struct trace_item *item)
{
    const unsigned flags = flags_of(item);
    const size_t last = writer->entry_count - 1;
    const bool is_other =
        writer->entry_count > 0 && (writer->entry_pool != item->pool || writer->entries_flags != flags ||
                                    writer->entries[last].block >= item->block);
    if (is_other || writer->entry_count == WRITER_ENTRIES)
    {
        writer_end_entries(writer, false);
    }
    writer_reserve(writer, item->stream, PACKET_STATE, ENTRY_SIZE + writer_site_size(writer, item->site));
    writer->entry_pool = item->pool;
    writer->entries_flags = flags;
    const struct writer_entry entry = {
        .block = item->block,
        .size = item->size_known ? item->size : 0,
        .count = item->count_known ? item->count : 0,
        .age = item->time_known ? writer->base_time - item->time : 0,
        .site = flags != 0 ? writer_site(writer, item->site) : 0};
    writer->entries[writer->entry_count++] = entry;
}

void writer_state(struct packet_writer *writer, const struct trace_item *item)
{
    struct writer_snapshot *snapshot = snapshot_at(writer, item->pool);
    if (item->kind == ITEM_STATE_BEGIN)
    {
        struct writer_stream *about = writer_stream(writer, item->stream);
        about->time = item->time > about->time ? item->time : about->time;
        writer_end_entries(writer, false);
        *snapshot_at(writer, item->pool) = (struct writer_snapshot){.open = true};
    }
    else if (snapshot->open && item->kind == ITEM_STATE_BLOCK)
    {
        add_entry(writer, item);
    }
    else if (snapshot->open)
    {
        if (writer->entry_count > 0 && writer->entry_pool != item->pool)
        {
            writer_end_entries(writer, false);
        }
        writer_reserve(writer, item->stream, PACKET_STATE, ENTRY_SIZE);
        writer->entry_pool = item->pool;
        writer_end_entries(writer, true);
        snapshot_at(writer, item->pool)->open = false;
    }
}

void writer_forget_snapshots(struct packet_writer *writer)
{
    for (size_t i = 0; i < writer->snapshot_room; i++)
    {
        writer->snapshots[i].open = false;
    }
}
