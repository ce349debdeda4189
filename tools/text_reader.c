/* SPDX-License-Identifier: MIT */
#include "text_reader.h"

#include "mem.h"
#include "packet_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NANOSECONDS 1000000000u

static const char first_line[] = "# JMT text 1";

void text_send(struct text_reader *reader, struct trace_item item)
{
    item.stream = item.stream == STREAM_NONE ? STREAM_NONE : reader->line.stream;
    reader->sink->item(reader->sink->context, &item);
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
        text_send(reader, (struct trace_item){.kind = ITEM_STATE_END, .pool = reader->state_pool});
        reader->state_pool = POOL_NONE;
    }
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
    if (!text_is(word, "state"))
    {
        text_state_close(reader);
    }
    if (text_number(word, &time))
    {
        return text_event_line(reader, time);
    }
    if (text_item_line(reader, word, &known))
    {
        return true;
    }
    return known ? false : text_wrong(&reader->line, "not a line of a trace", all);
}

static size_t line_size(struct input *input, bool *ended)
{
    const size_t size = input_need(input, TEXT_LINE_MAX);
    const unsigned char *bytes = input_bytes(input);
    const unsigned char *newline = size > 0 ? memchr(bytes, '\n', size) : NULL;
    *ended = newline != NULL;
    return newline == NULL ? size : (size_t)(newline - bytes);
}

static bool line_error(struct text_reader *reader, struct reader_result *result)
{
    (void)snprintf(
        result->error, sizeof result->error, "line %llu: %s", (unsigned long long)reader->number,
        reader->wrong
    );
    return false;
}

static void cut_line(struct text_reader *reader)
{
    text_state_close(reader);
    text_send(
        reader, (struct trace_item
                ){.kind = ITEM_GAP,
                  .stream = STREAM_NONE,
                  .packets = UNKNOWN_COUNT,
                  .text = {"the input ends inside a line", 28}}
    );
}

/* Reads one line; false at the end, or with a message in `result`. */
static bool one_line(struct text_reader *reader, struct input *input, struct reader_result *result)
{
    bool ended;
    const size_t size = line_size(input, &ended);
    if (size == 0 && !ended)
    {
        return false;
    }
    reader->number++;
    reader->sink->offset = input->offset;
    if (!ended && size >= TEXT_LINE_MAX)
    {
        (void)text_wrong(&reader->line, "longer than 65,535 bytes", (struct slice){"", 0});
        return line_error(reader, result);
    }
    reader->line.rest = (struct slice){(const char *)input_bytes(input), size};
    if (!parse_line(reader))
    {
        if (ended)
        {
            return line_error(reader, result);
        }
        cut_line(reader);
    }
    input_skip(input, size + (ended ? 1 : 0));
    return true;
}

static bool check_first_line(struct input *input, struct reader_result *result)
{
    bool ended;
    size_t size = line_size(input, &ended);
    const char *bytes = (const char *)input_bytes(input);
    while (size > 0 && (bytes[size - 1] == '\r' || bytes[size - 1] == ' '))
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
    while (one_line(&reader, input, result))
    {
    }
    text_state_close(&reader);
    free(reader.line.scratch);
    return result->error[0] == '\0';
}
