/* SPDX-License-Identifier: MIT */
/* The lines of a text trace that begin with a time. */
#include "text_reader.h"

#define EVENT_FIELDS (FIELD_BIT(FIELD_THREAD) | FIELD_BIT(FIELD_SITE))

static bool mark_line(struct text_reader *reader, uint64_t time)
{
    struct slice text;
    struct text_fields fields;
    const struct slice word = text_word(&reader->line);
    if (word.size == 0 || !text_unquote(&reader->line, word, &text))
    {
        return text_wrong(&reader->line, "a mark's text is missing", word);
    }
    if (!text_fields_read(&reader->line, EVENT_FIELDS, &fields))
    {
        return false;
    }
    reader->now = time;
    text_send(
        reader, (struct trace_item
                ){.kind = ITEM_MARK, .time = time, .thread = fields.number[FIELD_THREAD], .text = text}
    );
    return true;
}

/* The field that must stand with an event of this kind, or 0. */
static uint32_t needed_field(uint64_t kind)
{
    switch (kind)
    {
    case EVENT_GET:
    case EVENT_UPDATE:
        return FIELD_BIT(FIELD_SIZE);
    case EVENT_REF_GET:
    case EVENT_REF_PUT:
        return FIELD_BIT(FIELD_COUNT);
    case EVENT_ATTACH:
    case EVENT_DETACH:
    case EVENT_DEINIT:
        return FIELD_BIT(FIELD_LIVE);
    default:
        return 0;
    }
}

static bool is_about_pool(uint64_t kind)
{
    return needed_field(kind) == FIELD_BIT(FIELD_LIVE);
}

static bool fields_of_event(struct text_reader *reader, struct trace_event *event, uint32_t allowed)
{
    const uint32_t needed = needed_field(event->kind);
    struct text_fields fields;
    if (!text_fields_read(&reader->line, EVENT_FIELDS | needed | allowed, &fields))
    {
        return false;
    }
    if ((fields.seen & needed) != needed)
    {
        return text_wrong(
            &reader->line,
            "size= (get, update), count= (ref-get, ref-put) or live= (attach, "
            "detach, deinit) is missing",
            (struct slice){"", 0}
        );
    }
    /* At most one of the three is allowed with one event; those not seen are 0. */
    event->value = fields.number[FIELD_SIZE] + fields.number[FIELD_COUNT] + fields.number[FIELD_VALUE];
    event->thread = fields.number[FIELD_THREAD];
    event->status = fields.number[FIELD_STATUS];
    event->site = fields.site;
    if (is_about_pool(event->kind))
    {
        event->block = fields.number[FIELD_LIVE];
    }
    return true;
}

static void send_event(struct text_reader *reader, const struct trace_event *event)
{
    text_state_close(reader);
    reader->now = event->time;
    reader->sink->event(reader->sink->context, event);
}

/* BLOCK of a failed call: `-` where unknown; else its index plus one. */
static bool failed_block(struct text_reader *reader, uint64_t *block)
{
    const struct slice word = text_word(&reader->line);
    if (text_is(word, "-"))
    {
        return true;
    }
    if (!text_number(word, block) || *block == UINT64_MAX)
    {
        return text_wrong(&reader->line, "a block's number or - is missing here", word);
    }
    ++*block;
    return true;
}

/* A name of the format, or a number that has no name (yet). */
static bool name_or_number(
    struct text_reader *reader, uint64_t (*number_of)(struct slice), const char *what, uint64_t *number
)
{
    const struct slice word = text_word(&reader->line);
    *number = number_of(word);
    if (*number != 0 || text_number(word, number))
    {
        return true;
    }
    return text_wrong(&reader->line, what, word);
}

static bool failed_line(struct text_reader *reader, struct trace_event *event)
{
    if (!name_or_number(reader, event_kind_number, "not a call that can fail", &event->operation) ||
        !text_pool_word(reader, &event->pool) || !failed_block(reader, &event->block) ||
        !name_or_number(reader, event_cause_number, "not a cause of a failure", &event->cause) ||
        !fields_of_event(
            reader, event,
            FIELD_BIT(FIELD_STATUS) | FIELD_BIT(event->operation <= EVENT_UPDATE ? FIELD_SIZE : FIELD_COUNT)
        ))
    {
        return false;
    }
    send_event(reader, event);
    return true;
}

bool text_event_line(struct text_reader *reader, uint64_t time)
{
    struct trace_event event = {.time = time, .stream = reader->line.stream};
    struct slice ahead = reader->line.rest;
    if (text_is(text_word(&reader->line), "mark"))
    {
        return mark_line(reader, time);
    }
    reader->line.rest = ahead;
    if (!name_or_number(reader, event_kind_number, "not a kind of event", &event.kind))
    {
        return false;
    }
    if (event.kind == EVENT_FAILED)
    {
        return failed_line(reader, &event);
    }
    if (!text_pool_word(reader, &event.pool) ||
        (!is_about_pool(event.kind) &&
         !text_number_word(&reader->line, "a block's number is missing here", &event.block)) ||
        !fields_of_event(reader, &event, event_kind_name(event.kind) == NULL ? FIELD_BIT(FIELD_VALUE) : 0))
    {
        return false;
    }
    send_event(reader, &event);
    return true;
}
