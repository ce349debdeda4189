/* SPDX-License-Identifier: MIT */
#include "text_reader.h"

#include "mem.h"
#include "packet_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NANOSECONDS 1000000000u

static const char first_line[] = "# JMT text 1";

/* Whether the item belongs to the snapshot that is open; text_state_close() alone sends its end. */
static bool is_state(enum item_kind kind)
{
    return kind == ITEM_STATE_BEGIN || kind == ITEM_STATE_BLOCK;
}

static void send(const struct text_reader *reader, struct trace_item item)
{
    item.stream = item.stream == STREAM_NONE ? STREAM_NONE : reader->line.stream;
    reader->sink->item(reader->sink->context, &item);
}

void text_send(struct text_reader *reader, struct trace_item item)
{
    if (!is_state(item.kind))
    {
        text_state_close(reader);
    }
    send(reader, item);
}

bool text_pool_word(struct text_reader *reader, uint32_t *pool)
{
    uint64_t id;
    if (!text_number_word(&reader->line, "a pool's number is missing here", &id))
    {
        return false;
    }
    *pool = names_pool(reader->line.names, reader->line.stream, id);
    return true;
}

void text_state_close(struct text_reader *reader)
{
    if (reader->state_pool != POOL_NONE)
    {
        send(reader, (struct trace_item){.kind = ITEM_STATE_END, .pool = reader->state_pool});
        reader->state_pool = POOL_NONE;
    }
    reader->state_void = false;
}

static bool parse_line(struct text_reader *reader)
{
    struct slice all = reader->line.rest;
    const struct slice word = text_word(&reader->line);
    uint64_t time;
    bool known = true;
    if (word.size == 0 || word.text[0] == '#')
    {
        return true;
    }
    if (text_number(word, &time))
    {
        return text_event_line(reader, time);
    }
    if (text_item_line(reader, word, &known))
    {
        return true;
    }
    if (!known)
    {
        (void)text_wrong(&reader->line, "not a line of a trace", all);
    }
    return false;
}

/* How many bytes of a line are there, if it goes on beyond `before`. */
static size_t more_of_line(struct input *input, size_t before)
{
    const size_t there = input_need(input, before + 1);
    return there < TEXT_LINE_MAX ? there : TEXT_LINE_MAX;
}

/*
 * The size of the line without its newline; what is there of it, if `ended` is false.
 * Asks for no more than it needs: who follows a trace that grows gets each line at once.
 */
static size_t line_size(struct input *input, bool *ended)
{
    size_t before = 0;
    for (size_t there = more_of_line(input, 0); there > before; there = more_of_line(input, before))
    {
        const unsigned char *bytes = input_bytes(input);
        const unsigned char *newline = memchr(bytes + before, '\n', there - before);
        *ended = newline != NULL;
        if (*ended)
        {
            return (size_t)(newline - bytes);
        }
        before = there;
    }
    *ended = false;
    return before;
}

/* Skips the rest of a line of any length; false where the input ends first. */
static bool skip_line(struct input *input)
{
    for (size_t there = input_need(input, 1); there > 0; there = input_need(input, 1))
    {
        const unsigned char *bytes = input_bytes(input);
        const unsigned char *newline = memchr(bytes, '\n', there);
        if (newline != NULL)
        {
            input_skip(input, (size_t)(newline - bytes) + 1);
            return true;
        }
        input_skip(input, there);
        (void)input_skip_hole(input);
    }
    return false;
}

/* A gap in place of lines that say nothing. A snapshot that they interrupt is void. */
static void send_gap(struct text_reader *reader, uint32_t stream, const char *why)
{
    reader->state_pool = POOL_NONE;
    text_send(
        reader, (struct trace_item
                ){.kind = ITEM_GAP, .stream = stream, .packets = UNKNOWN_COUNT, .text = {why, strlen(why)}}
    );
    reader->state_void = true;
}

static void damaged_line(struct text_reader *reader)
{
    char why[sizeof reader->wrong + 32];
    (void)snprintf(why, sizeof why, "line %llu: %s", (unsigned long long)reader->number, reader->wrong);
    reader->wrong[0] = '\0';
    send_gap(reader, reader->line.stream, why);
}

/* A line without a newline where one is looked for: the longest one, or the input's last. */
static void line_without_end(struct text_reader *reader, struct input *input)
{
    const bool ended = skip_line(input);
    reader->sink->next = input->offset;
    if (ended)
    {
        (void)text_wrong(&reader->line, "longer than 278,528 bytes", (struct slice){"", 0});
        damaged_line(reader);
    }
    else if (input_broken(input) == NULL)
    {
        send_gap(reader, STREAM_NONE, "the input ends inside a line");
    }
}

/* Reads one line; false at the end. */
static bool one_line(struct text_reader *reader, struct input *input)
{
    bool ended;
    const size_t size = line_size(input, &ended);
    if (size == 0 && !ended)
    {
        return false;
    }
    reader->number++;
    reader->sink->offset = input->offset;
    if (!ended)
    {
        line_without_end(reader, input);
        return true;
    }
    reader->sink->next = input->offset + size + 1;
    reader->line.rest = (struct slice){(const char *)input_bytes(input), size};
    if (!parse_line(reader))
    {
        damaged_line(reader);
    }
    input_skip(input, size + 1);
    return true;
}

static bool check_first_line(struct input *input, struct reader_result *result)
{
    bool ended;
    size_t size = line_size(input, &ended);
    const char *bytes = (const char *)input_bytes(input);
    while (bytes[size - 1] == '\r' || bytes[size - 1] == ' ') /* it begins with what tells a text trace */
    {
        size--;
    }
    if (size == sizeof first_line - 1 && memcmp(bytes, first_line, size) == 0)
    {
        return true;
    }
    (void)snprintf(
        result->error, sizeof result->error,
        "line 1: a text trace of another version than 1: update junomemstat"
    );
    return false;
}

bool text_reader_run(
    struct input *input, struct names *names, struct sink *sink, struct reader_result *result
)
{
    struct text_reader reader = {.sink = sink};
    result->format = FORMAT_TEXT;
    if (!check_first_line(input, result))
    {
        return false;
    }
    reader.line = (struct text_line
    ){.names = names,
      .stream = names_stream(names, 0),
      .scratch = mem_alloc(TEXT_LINE_MAX),
      .wrong = reader.wrong,
      .wrong_size = sizeof reader.wrong};
    names->streams[reader.line.stream].ticks_per_second = NANOSECONDS;
    names->streams[reader.line.stream].has_header = true;
    while (one_line(&reader, input))
    {
    }
    text_state_close(&reader);
    free(reader.line.scratch);
    return true;
}
