/* SPDX-License-Identifier: MIT */
/* The verdict of a text report, and text that goes on in further lines. */
#include "report.h"

#include <string.h>

/* Columns of the name that stay, however long the verdict is. */
#define NAME_LEAST 16u

/* The bytes of the text that fit into `width` columns, up to a blank if there is one. */
static size_t line_bytes(struct slice text, size_t width)
{
    size_t fits = 0;
    size_t blank = 0;
    for (; fits < text.size && layout_width((struct slice){text.text, fits + 1}) <= width; fits++)
    {
        blank = text.text[fits] == ' ' ? fits : blank;
    }
    return fits == text.size || blank == 0 ? fits : blank;
}

void report_text_wrapped(const struct run *run, struct slice text, size_t indent, enum colour colour)
{
    struct buffer shown = {0};
    layout_escape(&shown, text, run->terminal.unicode);
    struct slice rest = buffer_slice(&shown);
    const size_t further = indent + 2;
    for (; rest.size > 0; indent = further)
    {
        const size_t size = line_bytes(rest, run->terminal.width - indent);
        (void)fprintf(
            run->output.stream, "%s%*s%.*s%s\n", terminal_begin(&run->terminal, colour), (int)indent, "",
            (int)size, rest.text, terminal_end(&run->terminal)
        );
        rest = (struct slice){rest.text + size, rest.size - size};
        while (rest.size > 0 && rest.text[0] == ' ')
        {
            rest = (struct slice){rest.text + 1, rest.size - 1};
        }
    }
    buffer_free(&shown);
}

static void pools_asked(const struct filter *filter, struct buffer *line)
{
    for (size_t i = 0; i < filter->pool_count; i++)
    {
        buffer_word(line, i > 0 ? ", " : filter->pool_count > 1 ? "only pools " : "only pool ");
        buffer_word(line, "\"");
        buffer_word(line, filter->pools[i]);
        buffer_word(line, "\"");
    }
}

/* ` (only sites with "router")` */
static void add_filter(const struct filter *filter, struct buffer *line)
{
    if (filter->pool_count == 0 && filter->site == NULL)
    {
        return;
    }
    buffer_word(line, " (");
    pools_asked(filter, line);
    if (filter->site != NULL)
    {
        buffer_word(line, filter->pool_count > 0 ? ", only sites with \"" : "only sites with \"");
        buffer_word(line, filter->site);
        buffer_word(line, "\"");
    }
    buffer_word(line, ")");
}

void report_text_verdict(const struct run *run, const char *verdict, enum colour colour)
{
    const struct terminal *terminal = &run->terminal;
    struct buffer rest = {0};
    struct buffer shown = {0};
    struct buffer line = {0};
    buffer_word(&rest, ": ");
    buffer_word(&rest, verdict);
    add_filter(&run->options->filter, &rest);
    layout_escape(&shown, buffer_slice(&rest), terminal->unicode);
    const size_t taken = layout_width(buffer_slice(&shown));
    const size_t room = terminal->width > taken + NAME_LEAST ? terminal->width - taken : NAME_LEAST;
    layout_shorten(&line, (struct slice){run->name, strlen(run->name)}, room, terminal->unicode);
    buffer_add(&line, buffer_slice(&rest));
    report_text_wrapped(run, buffer_slice(&line), 0, colour);
    buffer_free(&line);
    buffer_free(&shown);
    buffer_free(&rest);
}
