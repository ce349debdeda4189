/* SPDX-License-Identifier: MIT */
/* The lines of a text trace that begin with a word. */
#include "packet_reader.h"
#include "text_reader.h"

#define NANOSECONDS 1000000000u

static uint32_t string_field(const struct text_fields *fields, enum field field)
{
    return fields->string[field - FIELD_FIRST_TEXT];
}

static bool header_line(struct text_reader *reader)
{
    struct text_fields fields;
    if (!text_fields_read(
            &reader->line,
            FIELD_BIT(FIELD_TICKS) | FIELD_BIT(FIELD_POINTER) | FIELD_BIT(FIELD_VERSION) |
                FIELD_BIT(FIELD_PROGRAM) | FIELD_BIT(FIELD_BEFORE),
            &fields
        ))
    {
        return false;
    }
    struct stream *stream = &reader->line.names->streams[reader->line.stream];
    const bool has_ticks = (fields.seen & FIELD_BIT(FIELD_TICKS)) != 0;
    /* The dump of a stream without a header says no more than that it has no clock. */
    stream->has_header = fields.seen != FIELD_BIT(FIELD_TICKS) || fields.number[FIELD_TICKS] != 0;
    stream->ticks_per_second = has_ticks ? fields.number[FIELD_TICKS] : NANOSECONDS;
    stream->pointer_width = fields.number[FIELD_POINTER];
    stream->is_ring = (fields.seen & FIELD_BIT(FIELD_BEFORE)) != 0;
    stream->events_before = fields.number[FIELD_BEFORE];
    stream->version = string_field(&fields, FIELD_VERSION);
    stream->program = string_field(&fields, FIELD_PROGRAM);
    text_send(reader, (struct trace_item){.kind = ITEM_HEADER});
    return true;
}

/* The quoted name that follows; its number in the names. */
static bool name_word(struct text_reader *reader, uint32_t *string)
{
    struct slice content;
    const struct slice word = text_word(&reader->line);
    if (word.size == 0 || !text_unquote(&reader->line, word, &content))
    {
        return text_wrong(&reader->line, "a name is missing here", word);
    }
    *string = names_string(reader->line.names, content);
    return true;
}

static bool pool_line(struct text_reader *reader)
{
    const uint32_t needed = FIELD_BIT(FIELD_SIZE) | FIELD_BIT(FIELD_LENGTH);
    struct text_fields fields;
    uint32_t position;
    uint32_t name = 0;
    if (!text_pool_word(reader, &position) || !name_word(reader, &name) ||
        !text_fields_read(&reader->line, needed | FIELD_BIT(FIELD_BASE), &fields))
    {
        return false;
    }
    if ((fields.seen & needed) != needed || position == POOL_NONE)
    {
        return text_wrong(
            &reader->line, "a pool needs a number above 0, size= and length=", (struct slice){"", 0}
        );
    }
    text_state_close(reader);
    struct pool *pool = &reader->line.names->pools[position];
    pool->name = name;
    pool->block_size = fields.number[FIELD_SIZE];
    pool->length = fields.number[FIELD_LENGTH];
    pool->base = fields.number[FIELD_BASE];
    pool->defined = true;
    text_send(reader, (struct trace_item){.kind = ITEM_POOL, .pool = position});
    return true;
}

/* The bytes that pairs of hexadecimal digits say. */
static bool hex_string(struct text_reader *reader, uint32_t string, uint32_t *bytes)
{
    const struct slice text = names_text(reader->line.names, string);
    char *out = reader->line.scratch;
    for (size_t i = 0; i + 1 < text.size; i += 2)
    {
        const char pair[4] = {'0', 'x', text.text[i], text.text[i + 1]};
        uint64_t byte;
        if (!text_number((struct slice){pair, sizeof pair}, &byte))
        {
            return text_wrong(&reader->line, "build-id is not hexadecimal", text);
        }
        *out++ = (char)byte;
    }
    *bytes = names_string(
        reader->line.names, (struct slice){reader->line.scratch, (size_t)(out - reader->line.scratch)}
    );
    return true;
}

static bool module_line(struct text_reader *reader)
{
    struct text_fields fields;
    uint64_t id;
    uint32_t path;
    uint32_t build_id = 0;
    if (!text_number_word(&reader->line, "a module's number is missing here", &id) ||
        !name_word(reader, &path) ||
        !text_fields_read(
            &reader->line, FIELD_BIT(FIELD_BASE) | FIELD_BIT(FIELD_SIZE) | FIELD_BIT(FIELD_BUILD_ID), &fields
        ) ||
        !hex_string(reader, string_field(&fields, FIELD_BUILD_ID), &build_id))
    {
        return false;
    }
    const struct module module = {
        .stream = reader->line.stream,
        .id = id,
        .path = path,
        .build_id = build_id,
        .base = fields.number[FIELD_BASE],
        .size = fields.number[FIELD_SIZE]};
    const uint32_t position = names_module_define(reader->line.names, &module);
    if (position != HASH_NONE)
    {
        text_send(reader, (struct trace_item){.kind = ITEM_MODULE, .module = position});
    }
    return true;
}

/* Opens a run of state lines; false where the run is void. */
static bool state_open(struct text_reader *reader, uint32_t pool)
{
    if (!reader->state_void && reader->state_pool != pool)
    {
        text_state_close(reader);
        reader->state_pool = pool;
        text_send(reader, (struct trace_item){.kind = ITEM_STATE_BEGIN, .pool = pool});
    }
    return !reader->state_void;
}

static void send_block(struct text_reader *reader, struct trace_item item, const struct text_fields *fields)
{
    const bool has_since = (fields->seen & FIELD_BIT(FIELD_SINCE)) != 0;
    item.kind = ITEM_STATE_BLOCK;
    item.size = fields->number[FIELD_SIZE];
    item.count = fields->number[FIELD_COUNT];
    item.time = has_since ? fields->number[FIELD_SINCE] : reader->now - fields->number[FIELD_AGE];
    item.size_known = (fields->seen & FIELD_BIT(FIELD_SIZE)) != 0;
    item.count_known = (fields->seen & FIELD_BIT(FIELD_COUNT)) != 0;
    item.time_known = has_since || (fields->seen & FIELD_BIT(FIELD_AGE)) != 0;
    /* Of neither site nor time: as in a packet, of a block that was got before the trace. */
    const bool has_site = (fields->seen & FIELD_BIT(FIELD_SITE)) != 0 || item.time_known;
    item.site = has_site ? fields->site : SITE_INDEX_BEFORE;
    text_send(reader, item);
}

static bool state_block(struct text_reader *reader, uint32_t pool, uint64_t block)
{
    struct text_fields fields;
    if (!text_fields_read(
            &reader->line,
            FIELD_BIT(FIELD_SIZE) | FIELD_BIT(FIELD_COUNT) | FIELD_BIT(FIELD_AGE) | FIELD_BIT(FIELD_SINCE) |
                FIELD_BIT(FIELD_SITE),
            &fields
        ))
    {
        return false;
    }
    if (state_open(reader, pool))
    {
        send_block(reader, (struct trace_item){.pool = pool, .block = block}, &fields);
    }
    return true;
}

static bool state_line(struct text_reader *reader)
{
    uint32_t pool;
    uint64_t block;
    if (!text_pool_word(reader, &pool))
    {
        return false;
    }
    const struct slice word = text_word(&reader->line);
    if (pool != POOL_NONE && text_is(word, "anew") && text_word(&reader->line).size == 0)
    {
        text_state_close(reader);
        return true;
    }
    if (pool != POOL_NONE && text_number(word, &block))
    {
        return state_block(reader, pool, block);
    }
    if (pool == POOL_NONE || !text_is(word, "-") || text_word(&reader->line).size > 0)
    {
        return text_wrong(&reader->line, "state POOL BLOCK or state POOL - is meant here", word);
    }
    (void)state_open(reader, pool);
    return true;
}

static bool gap_line(struct text_reader *reader)
{
    struct text_fields fields;
    if (!text_fields_read(
            &reader->line, FIELD_BIT(FIELD_PACKETS) | FIELD_BIT(FIELD_DROPPED) | FIELD_BIT(FIELD_WHY), &fields
        ))
    {
        return false;
    }
    const struct trace_item gap = {
        .kind = ITEM_GAP,
        .packets = fields.number[FIELD_PACKETS],
        .dropped = fields.number[FIELD_DROPPED],
        .text = names_text(reader->line.names, string_field(&fields, FIELD_WHY))};
    if (gap.packets == 0 && gap.dropped == 0 && gap.text.size == 0)
    {
        /* Nothing is missing. */
        text_state_close(reader);
        return true;
    }
    text_send(reader, gap);
    return true;
}

/* Says that the input, of which this is the dump, ended in the middle of something. */
static bool cut_line(struct text_reader *reader)
{
    struct text_fields fields;
    if (!text_fields_read(&reader->line, FIELD_BIT(FIELD_WHY), &fields))
    {
        return false;
    }
    text_send(
        reader, (struct trace_item
                ){.kind = ITEM_GAP,
                  .stream = STREAM_NONE,
                  .packets = UNKNOWN_COUNT,
                  .text = names_text(reader->line.names, string_field(&fields, FIELD_WHY))}
    );
    return true;
}

static bool end_line(struct text_reader *reader)
{
    struct text_fields fields;
    if (!text_fields_read(&reader->line, FIELD_BIT(FIELD_EVENTS) | FIELD_BIT(FIELD_DROPPED), &fields))
    {
        return false;
    }
    const bool has_events = (fields.seen & FIELD_BIT(FIELD_EVENTS)) != 0;
    const bool has_dropped = (fields.seen & FIELD_BIT(FIELD_DROPPED)) != 0;
    text_send(
        reader, (struct trace_item
                ){.kind = ITEM_END,
                  .events = has_events ? fields.number[FIELD_EVENTS] : UNKNOWN_COUNT,
                  .dropped = has_dropped ? fields.number[FIELD_DROPPED] : UNKNOWN_COUNT}
    );
    return true;
}

static bool dumped_line(struct text_reader *reader)
{
    const struct slice more = text_word(&reader->line);
    if (more.size > 0)
    {
        return text_wrong(&reader->line, "nothing goes with dumped", more);
    }
    text_send(reader, (struct trace_item){.kind = ITEM_DUMPED});
    return true;
}

/* The lines that follow belong to this stream. */
static bool stream_line(struct text_reader *reader)
{
    uint64_t id;
    if (!text_number_word(&reader->line, "a stream's number is missing here", &id) || id > UINT32_MAX)
    {
        return text_wrong(&reader->line, "a stream's number has 32 bits", (struct slice){"", 0});
    }
    text_state_close(reader);
    const size_t before = reader->line.names->stream_count;
    reader->line.stream = names_stream(reader->line.names, (uint32_t)id);
    if (reader->line.names->stream_count > before)
    {
        reader->line.names->streams[reader->line.stream].has_header = true;
        reader->line.names->streams[reader->line.stream].ticks_per_second = NANOSECONDS;
    }
    return true;
}

static const struct
{
    const char *word;
    bool (*read)(struct text_reader *reader);
} line_kinds[] = {
    {"header", header_line}, {"pool", pool_line},     {"module", module_line},
    {"state", state_line},   {"gap", gap_line},       {"cut", cut_line},
    {"end", end_line},       {"dumped", dumped_line}, {"stream", stream_line},
};

bool text_item_line(struct text_reader *reader, struct slice word, bool *known)
{
    for (size_t i = 0; i < sizeof line_kinds / sizeof line_kinds[0]; i++)
    {
        if (text_is(word, line_kinds[i].word))
        {
            return line_kinds[i].read(reader);
        }
    }
    *known = false;
    return false;
}
