/* SPDX-License-Identifier: MIT */
/* The HTML page's data: what concerns the trace as a whole, and the lists of findings. */
#include "export_html.h"
#include "label.h"
#include "layout.h"

#include <string.h>

void html_word(struct html *html, struct slice text)
{
    struct buffer shown = {0};
    layout_shorten(&shown, text, html->limits.text, true);
    json_slice(&html->json, buffer_slice(&shown));
    buffer_free(&shown);
}

void html_text(struct html *html, const char *key, struct slice text)
{
    json_key(&html->json, key);
    html_word(html, text);
}

void html_number(struct html *html, const char *key, uint64_t number)
{
    json_put_number(&html->json, key, number);
}

void html_null(struct html *html, const char *key)
{
    json_key(&html->json, key);
    json_none(&html->json);
}

/* The figure; where it is not sure a list: it, its least, its most or null. */
void html_figure(struct html *html, const char *key, const struct figure *figure)
{
    json_key(&html->json, key);
    if (figure->sure)
    {
        json_number(&html->json, figure->value);
        return;
    }
    json_begin(&html->json, '[');
    json_number(&html->json, figure->value);
    json_number(&html->json, figure->min);
    if (figure->max == UNBOUNDED)
    {
        json_none(&html->json);
    }
    else
    {
        json_number(&html->json, figure->max);
    }
    json_end(&html->json, ']');
}

void html_pool_name(struct html *html, const char *key, uint32_t pool)
{
    struct buffer name = {0};
    label_pool(&name, &html->run->replay.names, pool);
    html_text(html, key, buffer_slice(&name));
    buffer_free(&name);
}

bool html_is_over(const struct html *html)
{
    const off_t size = ftello(html->json.stream);
    return (uint64_t)size > 2 * (uint64_t)html->room;
}

static void list_of_words(struct html *html, const char *key, const char *const *words, size_t count)
{
    json_key(&html->json, key);
    json_begin(&html->json, '[');
    for (size_t i = 0; i < count && i < html->limits.rows; i++)
    {
        html_word(html, (struct slice){words[i], strlen(words[i])});
    }
    json_end(&html->json, ']');
}

/* Where the part begins or ends that is looked at: nanoseconds, a mark's text, or null. */
static void moment(struct html *html, const char *key, const struct moment *moment)
{
    if (moment->kind == MOMENT_MARK)
    {
        html_text(html, key, (struct slice){moment->mark, strlen(moment->mark)});
    }
    else if (moment->kind == MOMENT_TIME)
    {
        html_number(html, key, moment->nanoseconds);
    }
    else
    {
        html_null(html, key);
    }
}

static void about_filter(struct html *html)
{
    moment(html, "from", &html->run->options->from);
    moment(html, "until", &html->run->options->to);
    const struct filter *filter = &html->run->options->filter;
    list_of_words(html, "only_pools", filter->pools, filter->pool_count);
    if (filter->site == NULL)
    {
        html_null(html, "only_site");
    }
    else
    {
        html_text(html, "only_site", (struct slice){filter->site, strlen(filter->site)});
    }
}

/* What was found and is not to be complained about. */
static void about_suppressed(struct html *html)
{
    const struct suppressor *suppressor = &html->findings.suppressor;
    uint64_t count = 0;
    for (size_t i = 0; suppressor->lines != NULL && i < suppressor->lines->count; i++)
    {
        count += suppressor_hits(suppressor, i, FINDINGS_ALL);
    }
    html_number(html, "suppressed", count);
}

static void about_program(struct html *html)
{
    const struct names *names = &html->run->replay.names;
    const struct stream *stream = names->stream_count > 0 ? &names->streams[0] : NULL;
    html_text(html, "name", (struct slice){html->run->name, strlen(html->run->name)});
    html_text(html, "program", stream == NULL ? (struct slice){"", 0} : names_text(names, stream->program));
}

static void totals(struct html *html)
{
    const struct findings *findings = &html->findings;
    uint64_t failed = 0;
    for (size_t i = 0; i < findings->error_count; i++)
    {
        failed += findings->errors[i].count;
    }
    json_key(&html->json, "totals");
    json_begin(&html->json, '{');
    html_number(html, "leaks", findings_blocks(&findings->leaks));
    html_number(html, "leak_bytes", findings_bytes(&findings->leaks));
    html_number(html, "refs", findings->refs.count);
    html_number(html, "failed", failed);
    json_end(&html->json, '}');
}

static void about_trace(struct html *html)
{
    const struct run *run = html->run;
    struct trace_figures figures;
    figures_of_trace(&run->replay, &figures);
    about_program(html);
    about_filter(html);
    json_put_bool(&html->json, "complete", replay_is_complete(&run->replay));
    html_figure(html, "events", &figures.events);
    html_figure(html, "dropped", &figures.dropped);
    html_number(html, "went_back", figures.went_back);
    html_number(html, "corrupt_bytes", run->result.corrupt_bytes);
    if (figures.has_duration)
    {
        html_figure(html, "duration_ns", &figures.duration_ns);
    }
    else
    {
        html_null(html, "duration_ns");
    }
    if (figures.is_ring)
    {
        html_figure(html, "before", &figures.before);
    }
    else
    {
        html_null(html, "before");
    }
}

void html_trace(struct html *html)
{
    json_begin(&html->json, '{');
    about_trace(html);
    about_suppressed(html);
    totals(html);
    html_pools(html);
    html_lists(html);
    json_end(&html->json, '}');
    (void)fflush(html->json.stream);
}
