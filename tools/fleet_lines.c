/* SPDX-License-Identifier: MIT */
/* Files of JSON lines, one line in memory at a time. */
#include "fleet_read.h"
#include "input.h"
#include "message.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A line with a million blocks in it takes half of this. */
#define LINE_MOST ((size_t)256 * 1024 * 1024)

/* Bad lines of a file that are told one by one. */
#define TOLD_MOST 10u

/* Bytes at a file's start that tell what it is. */
#define START_SIZE 64u

struct lines
{
    struct fleet *fleet;
    const struct filter *filter;
    struct input input;
    const char *name;
    uint64_t number; /* of the line, from 1 */
    uint64_t bad;
};

/* The line's bytes without its end, or SIZE_MAX where it is too long to be held. */
static size_t line_size(struct input *input)
{
    size_t searched = 0;
    for (;;)
    {
        const size_t have = input_hold(input, searched + 1);
        const unsigned char *bytes = input_bytes(input);
        const unsigned char *end =
            have > searched ? memchr(bytes + searched, '\n', have - searched) : bytes + searched;
        const size_t size = end != NULL ? (size_t)(end - bytes) : have;
        if (size > LINE_MOST)
        {
            return SIZE_MAX;
        }
        if (end != NULL)
        {
            return size;
        }
        searched = have;
    }
}

/* Goes on behind the end of a line that nobody wants. */
static void skip_line(struct input *input)
{
    for (;;)
    {
        const size_t have = input_need(input, 1);
        const unsigned char *end = have > 0 ? memchr(input_bytes(input), '\n', have) : NULL;
        input_skip(input, end != NULL ? (size_t)(end - input_bytes(input)) + 1 : have);
        if (end != NULL || have == 0)
        {
            return;
        }
    }
}

static void bad_line(struct lines *lines, const char *what)
{
    lines->bad++;
    if (lines->bad <= TOLD_MOST)
    {
        message("%s:%" PRIu64 ": %s", lines->name, lines->number, what);
    }
}

/* The file as a whole is at fault. */
static void bad_file(struct lines *lines, const char *what)
{
    lines->bad++;
    message("%s: %s", lines->name, what);
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\r';
}

static struct slice trimmed(struct slice line)
{
    while (line.size > 0 && is_blank(line.text[0]))
    {
        line = (struct slice){line.text + 1, line.size - 1};
    }
    while (line.size > 0 && is_blank(line.text[line.size - 1]))
    {
        line.size--;
    }
    return line;
}

static void one_line(struct lines *lines, struct slice line)
{
    char place[512];
    (void)snprintf(place, sizeof place, "%s:%" PRIu64, lines->name, lines->number);
    const char *wrong = fleet_read_line(lines->fleet, lines->filter, line, place);
    if (wrong != NULL)
    {
        bad_line(lines, wrong);
    }
}

/* What is not even meant to be such lines is told by how it starts. */
static const char *foreign(struct input *input)
{
    const size_t size = input_need(input, START_SIZE);
    size_t at = 0;
    const char *bytes = (const char *)input_bytes(input);
    while (at < size && (is_blank(bytes[at]) || bytes[at] == '\n'))
    {
        at++;
    }
    if (at == size)
    {
        return NULL;
    }
    const bool is_spread = at + 1 < size && bytes[at + 1] == '\n';
    if (is_spread && (bytes[at] == '{' || bytes[at] == '['))
    {
        return "JSON on several lines: merge reads what --format jsonl prints";
    }
    return bytes[at] == '{' ? NULL : "no JSON lines: merge reads what report --format jsonl prints";
}

static void next_line(struct lines *lines)
{
    const size_t size = line_size(&lines->input);
    lines->number++;
    if (size == SIZE_MAX)
    {
        bad_line(lines, "longer than 256 MiB");
        skip_line(&lines->input);
        return;
    }
    const struct slice line = trimmed((struct slice){(const char *)input_bytes(&lines->input), size});
    if (line.size > 0)
    {
        one_line(lines, line);
    }
    input_skip(&lines->input, size);
    input_skip(&lines->input, input_need(&lines->input, 1) > 0 ? 1 : 0);
}

static void all_lines(struct lines *lines)
{
    const uint64_t before = lines->fleet->line;
    const char *not_lines = foreign(&lines->input);
    while (not_lines == NULL && input_need(&lines->input, 1) > 0)
    {
        next_line(lines);
    }
    const char *broken = input_broken(&lines->input);
    if (lines->input.error != 0 || broken != NULL)
    {
        bad_file(lines, lines->input.error != 0 ? strerror(lines->input.error) : broken);
    }
    else if (not_lines != NULL)
    {
        bad_file(lines, not_lines);
    }
    else if (lines->bad == 0 && lines->fleet->line == before)
    {
        bad_file(lines, "no line in it");
    }
    if (lines->bad > TOLD_MOST)
    {
        message("%s: %" PRIu64 " bad lines in all", lines->name, lines->bad);
    }
}

bool fleet_read_file(struct fleet *fleet, const struct filter *filter, const char *file)
{
    struct lines lines = {.fleet = fleet, .filter = filter, .name = file};
    if (strcmp(file, "-") == 0)
    {
        lines.name = "standard input";
    }
    if (input_open(&lines.input, file))
    {
        all_lines(&lines);
        input_close(&lines.input);
    }
    else
    {
        bad_file(&lines, strerror(lines.input.error));
    }
    fleet->bad_lines = fleet_plus(fleet->bad_lines, lines.bad);
    return lines.bad == 0;
}
