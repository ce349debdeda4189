/* SPDX-License-Identifier: MIT */
/* The HTML page's data: the lists of findings, each as {"rows": [...], "more": N}. */
#include "export_html.h"
#include "report.h"

/* Begins a list of `count` rows; returns how many of them there is room for. */
static size_t list_begin(struct html *html, const char *key, size_t count)
{
    json_key(&html->json, key);
    json_begin(&html->json, '{');
    const size_t shown = count < html->limits.rows ? count : html->limits.rows;
    html_number(html, "more", count - shown);
    json_key(&html->json, "rows");
    json_begin(&html->json, '[');
    return shown;
}

static void list_end(struct html *html)
{
    json_end(&html->json, ']');
    json_end(&html->json, '}');
}

static void number_or_null(struct html *html, const char *key, bool is_known, uint64_t number)
{
    if (is_known)
    {
        html_number(html, key, number);
    }
    else
    {
        html_null(html, key);
    }
}

/* Age of the oldest block, and the largest reference count. */
static void details(struct html *html, const struct out_blocks *out)
{
    uint64_t age;
    const bool is_known = report_age(&html->run->replay, out, out->oldest, &age);
    number_or_null(html, "oldest", is_known, age);
    number_or_null(html, "refs", out->has_refs, out->most_refs);
}

/* [its name, the fewest live in each eighth of the run], null where not known. */
static void growth(struct html *html, const struct growth_figures *figures)
{
    if (figures == NULL)
    {
        html_null(html, "growth");
        return;
    }
    json_key(&html->json, "growth");
    json_begin(&html->json, '[');
    json_text(&html->json, growth_name(figures->kind));
    for (unsigned i = 0; i < GROWTH_SAMPLES; i++)
    {
        json_number(&html->json, figures->samples[i]);
    }
    json_end(&html->json, ']');
}

static void out_rows(struct html *html, const char *key, const struct out_list *list)
{
    const size_t shown = list_begin(html, key, list->count);
    for (size_t i = 0; i < shown; i++)
    {
        const struct out_blocks *out = &list->items[i];
        json_begin(&html->json, '{');
        html_pool_name(html, "pool", out->pool);
        html_text(html, "site", out->site);
        html_number(html, "likely", out->is_likely ? 1 : 0);
        html_number(html, "more", list->is_certain && html->run->replay.pools[out->pool].gapped ? 1 : 0);
        html_number(html, "blocks", out->blocks);
        html_number(html, "bytes", out->bytes);
        html_number(html, "unsized", out->unsized);
        details(html, out);
        growth(html, out->growth);
        json_end(&html->json, '}');
    }
    list_end(html);
}

static void candidates(struct html *html, const struct ref_finding *ref)
{
    json_key(&html->json, "sites");
    json_begin(&html->json, '[');
    for (size_t i = 0; i < ref->candidate_count; i++)
    {
        html_word(html, html->findings.candidates[ref->first_candidate + i]);
    }
    json_end(&html->json, ']');
}

static void ref_rows(struct html *html, const char *key, const struct ref_list *list)
{
    const size_t shown = list_begin(html, key, list->count);
    for (size_t i = 0; i < shown; i++)
    {
        const struct ref_finding *ref = &list->items[i];
        json_begin(&html->json, '{');
        html_pool_name(html, "pool", ref->pool);
        html_number(html, "block", ref->block);
        html_number(html, "serial", ref->serial);
        html_number(html, "count", ref->count);
        html_text(html, "site", ref->site);
        candidates(html, ref);
        html_number(html, "all", ref->all_hold ? 1 : 0);
        json_put_text(&html->json, "state", ref->is_orphaned ? "orphaned" : "held");
        json_end(&html->json, '}');
    }
    list_end(html);
}

static void balance_rows(struct html *html)
{
    const size_t shown = list_begin(html, "balances", html->findings.balance_count);
    for (size_t i = 0; i < shown; i++)
    {
        const struct balance *balance = &html->findings.balances[i];
        json_begin(&html->json, '{');
        html_pool_name(html, "pool", balance->pool);
        html_text(html, "site", balance->site);
        json_key(&html->json, "net");
        json_signed(&html->json, balance->net);
        json_end(&html->json, '}');
    }
    list_end(html);
}

static void error_rows(struct html *html)
{
    const size_t shown = list_begin(html, "errors", html->findings.error_count);
    for (size_t i = 0; i < shown; i++)
    {
        const struct error_finding *error = &html->findings.errors[i];
        const struct figure count = figures_failures(&html->run->replay, error->pool, error->count);
        json_begin(&html->json, '{');
        html_pool_name(html, "pool", error->pool);
        html_text(html, "site", error->site);
        json_put_text(&html->json, "kind", error->kind);
        html_figure(html, "count", &count);
        json_end(&html->json, '}');
    }
    list_end(html);
}

static void gap_rows(struct html *html)
{
    const struct replay *replay = &html->run->replay;
    const size_t shown = list_begin(html, "gaps", replay->gap_count);
    for (size_t i = 0; i < shown; i++)
    {
        const struct replay_gap *gap = &replay->gaps[i];
        json_begin(&html->json, '{');
        json_put_text(&html->json, "why", gap->why);
        html_number(html, "offset", gap->offset);
        number_or_null(html, "events", gap->events != UNKNOWN_COUNT, gap->events);
        json_end(&html->json, '}');
    }
    list_end(html);
}

void html_lists(struct html *html)
{
    out_rows(html, "leaks", &html->findings.leaks);
    out_rows(html, "at_cut", &html->findings.at_cut);
    out_rows(html, "uncertain", &html->findings.uncertain);
    ref_rows(html, "refs", &html->findings.refs);
    ref_rows(html, "refs_unsure", &html->findings.refs_unsure);
    balance_rows(html);
    error_rows(html);
    gap_rows(html);
}
