/* SPDX-License-Identifier: MIT */
/* The HTML page without scripts, as some show it: the report as text. */
#include "export_html.h"
#include "mem.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* The report ends after this many bytes. */
#define PLAIN_MOST 16384u

static const char *entity(char character)
{
    switch (character)
    {
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '&':
        return "&amp;";
    default:
        return NULL;
    }
}

/* The bytes up to the end of the last line that has room. */
static size_t whole_lines(struct slice text, size_t room)
{
    size_t size = 0;
    size_t taken = 0;
    for (size_t at = 0; at < text.size && taken < room; at++)
    {
        const char *instead = entity(text.text[at]);
        taken += instead == NULL ? 1 : strlen(instead);
        size = text.text[at] == '\n' ? at + 1 : size;
    }
    return size;
}

static void put_text(struct slice text, FILE *stream)
{
    for (size_t at = 0; at < text.size; at++)
    {
        const char *instead = entity(text.text[at]);
        if (instead == NULL)
        {
            (void)fputc(text.text[at], stream);
        }
        else
        {
            (void)fputs(instead, stream);
        }
    }
}

void html_plain(const struct html *html, size_t room, FILE *stream)
{
    struct run run = *html->run;
    char *text = NULL;
    size_t size = 0;
    run.output.stream = mem_stream(&text, &size);
    run.index = 0;
    terminal_init(&run.terminal, run.output.stream, COLOUR_NEVER);
    run.terminal.unicode = true;
    report_text(&run, &html->findings);
    mem_stream_end(run.output.stream);
    const size_t shown = whole_lines((struct slice){text, size}, room < PLAIN_MOST ? room : PLAIN_MOST);
    (void)fputs("<noscript><pre>", stream);
    put_text((struct slice){text, shown}, stream);
    (void)fputs(shown < size ? "...</pre></noscript>\n" : "</pre></noscript>\n", stream);
    free(text);
}
