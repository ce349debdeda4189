/* SPDX-License-Identifier: MIT */
/* convert --to html: one page that needs nothing else, smaller than HTML_MOST however long the trace. */
#include "export_html.h"
#include "export.h"
#include "mem.h"
#include "message.h"
#include "page_data.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of a page. */
#define HTML_MOST ((size_t)1 << 20)

/* More than the tags around the data of a trace take. */
#define TAGS 128u

/* So few bytes take any trace, with the last of the limits. */
#define HTML_LEAST 4096u

/* From all that is of use to the verdict alone: the first ones that fit are taken. */
static const struct html_limits limits[] = {
    {.pools = 400, .charts = 64, .rows = 1000, .marks = 512, .text = 200, .merge = 1},
    {.pools = 400, .charts = 64, .rows = 600, .marks = 400, .text = 200, .merge = 2},
    {.pools = 400, .charts = 64, .rows = 400, .marks = 300, .text = 160, .merge = 4},
    {.pools = 300, .charts = 48, .rows = 300, .marks = 200, .text = 120, .merge = 4},
    {.pools = 200, .charts = 32, .rows = 200, .marks = 100, .text = 120, .merge = 8},
    {.pools = 100, .charts = 24, .rows = 100, .marks = 50, .text = 100, .merge = 8},
    {.pools = 64, .charts = 16, .rows = 50, .marks = 25, .text = 80, .merge = 16},
    {.pools = 16, .charts = 4, .rows = 16, .marks = 8, .text = 64, .merge = 16},
    {.pools = 4, .charts = 1, .rows = 4, .marks = 2, .text = 40, .merge = 32},
    {.text = 24, .merge = 1},
};

/* Traces that a page has room for. */
static size_t trace_most(const struct run *run, size_t room)
{
    return run->trace_count < room / HTML_LEAST ? run->trace_count : room / HTML_LEAST;
}

static size_t room_for_data(void)
{
    return HTML_MOST - page_before_size - page_after_size - TAGS;
}

void export_html_begin(struct run *run)
{
    struct html *html = mem_alloc(sizeof *html);
    run->own = html;
    html->run = run;
    series_begin(&html->series, &run->replay);
    lifetimes_begin(&html->lifetimes, &run->replay);
    growth_begin(&html->growth, &run->replay);
}

void export_html_end(struct run *run)
{
    struct html *html = run->own;
    series_free(&html->series);
    lifetimes_free(&html->lifetimes);
    growth_free(&html->growth);
    free(html);
}

/* U+2028 and U+2029 are line breaks to some. */
static bool is_line_break(struct slice rest)
{
    return rest.size >= 3 && memcmp(rest.text, "\xE2\x80", 2) == 0 &&
           ((unsigned char)rest.text[2] & 0xFEu) == 0xA8u;
}

/* What to write instead of the bytes at the start of `rest`, and how many these are; NULL: they stay. */
static const char *instead_of(struct slice rest, bool is_in_string, size_t *taken)
{
    *taken = 1;
    if (is_line_break(rest))
    {
        *taken = 3;
        return (unsigned char)rest.text[2] == 0xA8u ? "\\u2028" : "\\u2029";
    }
    return rest.text[0] == '<' ? "\\u003c" : rest.text[0] == ' ' && !is_in_string ? "" : NULL;
}

/*
 * Writes JSON, without blanks, such that nothing in it ends the element around
 * it; NULL: only counts. Returns the bytes.
 */
static size_t put_data(struct slice json, FILE *stream)
{
    size_t size = 0;
    size_t taken;
    bool is_in_string = false;
    for (size_t at = 0; at < json.size; at += taken)
    {
        const struct slice rest = {json.text + at, json.size - at};
        const char *text = instead_of(rest, is_in_string, &taken);
        const size_t bytes = text == NULL ? taken : strlen(text);
        /* One within a string is written by its number. */
        is_in_string = is_in_string != (rest.text[0] == '"');
        size += bytes;
        if (stream != NULL)
        {
            (void)fwrite(text == NULL ? rest.text : text, 1, bytes, stream);
        }
    }
    return size;
}

/* The trace's data within the limits; false where there is not enough room for it. */
static bool try_limits(struct html *html, const struct html_limits *choice, char **text, size_t *size)
{
    FILE *stream = mem_stream(text, size);
    html->limits = *choice;
    html->json = (struct json){.stream = stream, .is_first = true};
    html_trace(html);
    mem_stream_end(stream);
    return put_data((struct slice){*text, *size}, NULL) <= html->room;
}

static void put_trace(struct html *html, FILE *stream)
{
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
    {
        char *text = NULL;
        size_t size = 0;
        const bool fits = try_limits(html, &limits[i], &text, &size);
        if (fits)
        {
            (void)fputs("<script type=\"application/json\" class=\"trace\">", stream);
            (void)put_data((struct slice){text, size}, stream);
            (void)fputs("</script>\n", stream);
        }
        free(text);
        if (fits)
        {
            return;
        }
    }
}

void export_html_print(struct run *run)
{
    struct html *html = run->own;
    FILE *stream = run->output.stream;
    const size_t shown = trace_most(run, room_for_data());
    if (run->index == 0)
    {
        (void)fwrite(page_before, 1, page_before_size, stream);
    }
    if (run->index < shown)
    {
        const size_t room = room_for_data() / shown - TAGS;
        const size_t plain = room / 8;
        html->room = room - plain;
        findings_collect(&html->findings, &run->replay, &run->options->filter);
        findings_add_growth(&html->findings, &html->growth);
        lifetimes_collect(&html->lifetimes, &run->replay, &run->options->filter);
        html_plain(html, plain, stream);
        put_trace(html, stream);
        findings_free(&html->findings);
    }
    if (run->index + 1 == run->trace_count)
    {
        (void)fprintf(
            stream, "<script type=\"application/json\" class=\"rest\">%zu</script>\n",
            run->trace_count - shown
        );
        (void)fwrite(page_after, 1, page_after_size, stream);
    }
}
