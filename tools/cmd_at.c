/* SPDX-License-Identifier: MIT */
/* at: who held what at a moment, by site. */
#include "at.h"
#include "csv.h"
#include "label.h"
#include "mem.h"
#include "message.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* A pool at its moment. */
struct then
{
    uint32_t pool;
    struct figure used, time_ns;
    bool has_time;
};

struct thens
{
    struct then *items;
    size_t count;
};

static bool is_peak(const struct run *run)
{
    return run->options->at.kind == MOMENT_NONE;
}

/* Where the gap lies that leaves it open does not matter: had it been none, all would be as it was. */
static struct figure
used_then(const struct replay *replay, const struct past_pool *past, uint32_t pool, bool sure)
{
    const struct replay_pool *state = &replay->pools[pool];
    const bool is_doubted = state->doubted || state->inconsistent > 0;
    const uint64_t cap = replay->names.pools[pool].defined ? replay->names.pools[pool].length : UNBOUNDED;
    return (struct figure
    ){.value = past->used,
      .min = is_doubted ? 0 : past->low,
      .max = is_doubted ? cap : past->high,
      .sure = sure};
}

static void fill_then(const struct run *run, uint32_t pool, struct then *then)
{
    const struct replay *replay = &run->replay;
    const struct past_pool *past = past_pool(&((const struct at *)run->own)->past, pool);
    const uint32_t stream = replay->names.pools[pool].stream;
    struct pool_figures figures;
    figures_of_pool(replay, pool, &figures);
    then->pool = pool;
    then->has_time = figures_has_clock(replay, stream) && past != NULL;
    then->used = (struct figure){.sure = figures.peak.sure};
    if (past != NULL)
    {
        then->used = used_then(replay, past, pool, !at_is_unsure(run->own, replay, pool));
    }
    then->time_ns.sure = is_peak(run) ? figures.peak_time_ns.sure : true;
    then->time_ns.value = past == NULL ? 0 : at_nanoseconds(run->own, replay, pool);
    if (is_peak(run))
    {
        then->used = figures.peak;
        then->has_time = figures.has_peak_time;
        then->time_ns = figures.peak_time_ns;
    }
}

static void collect(const struct run *run, struct thens *thens)
{
    const struct replay *replay = &run->replay;
    const struct at *at = run->own;
    thens->items = mem_alloc(replay->names.pool_count * sizeof *thens->items + 1);
    for (uint32_t i = 1; i < replay->names.pool_count; i++)
    {
        const bool was_there =
            past_pool(&at->past, i) != NULL || (is_peak(run) && figures_has_pool(replay, i));
        if (was_there && filter_wants_pool(&run->options->filter, &replay->names, i))
        {
            fill_then(run, i, &thens->items[thens->count++]);
        }
    }
}

static void moment_words(const struct run *run, size_t pool_count, struct buffer *line)
{
    const struct moment *moment = &run->options->at;
    if (moment->kind == MOMENT_TIME)
    {
        buffer_word(line, "after ");
        layout_duration(line, moment->nanoseconds);
    }
    else if (moment->kind == MOMENT_MARK)
    {
        buffer_word(line, "at mark \"");
        buffer_word(line, moment->mark);
        buffer_word(line, "\"");
    }
    else
    {
        buffer_word(line, pool_count == 1 ? "at the peak" : "each pool at its own peak");
    }
}

static void verdict(const struct run *run, const struct thens *thens)
{
    const bool complete = replay_is_complete(&run->replay);
    struct buffer line = {0};
    uint64_t blocks = 0;
    bool sure = true;
    for (size_t i = 0; i < thens->count; i++)
    {
        blocks += thens->items[i].used.value;
        sure = sure && thens->items[i].used.sure;
    }
    buffer_word(&line, complete ? "" : "INCOMPLETE: ");
    moment_words(run, thens->count, &line);
    buffer_word(&line, sure ? ": " : ": about ");
    layout_plural(&line, blocks, "block out", "blocks out");
    report_text_verdict(run, line.text, complete ? COLOUR_BOLD : COLOUR_YELLOW);
    buffer_free(&line);
}

/* At a peak only that pool is shown; with its time there is more. */
static void others_hint(const struct run *run, const struct thens *thens)
{
    struct buffer line = {0};
    if (is_peak(run) && thens->count == 1 && thens->items[0].has_time && run->replay.names.pool_count > 2)
    {
        buffer_word(&line, "what else was out then: at --time ");
        buffer_number(&line, thens->items[0].time_ns.value);
        buffer_word(&line, "ns");
        report_text_wrapped(run, buffer_slice(&line), 2, COLOUR_DIM);
    }
    buffer_free(&line);
}

static void time_cell(struct buffer *cell, const struct then *then)
{
    if (!then->has_time)
    {
        buffer_word(cell, "-");
        return;
    }
    layout_duration(cell, then->time_ns.value);
    buffer_word(cell, then->time_ns.sure ? "" : "?");
}

static void print_pools(const struct run *run, const struct thens *thens)
{
    static const struct table_column columns[] = {{"pool", false, true},  {"after", true, false},
                                                  {"used", true, false},  {"length", true, false},
                                                  {"share", true, false}, {"block", true, false}};
    struct table table = {.columns = columns, .column_count = 6};
    for (size_t i = 0; i < thens->count; i++)
    {
        const struct then *then = &thens->items[i];
        const struct pool *pool = &run->replay.names.pools[then->pool];
        label_pool(table_cell(&table), &run->replay.names, then->pool);
        time_cell(table_cell(&table), then);
        report_cell_figure(table_cell(&table), &then->used);
        struct buffer *length = table_cell(&table);
        if (!pool->defined)
        {
            buffer_word(length, "?");
            buffer_word(table_cell(&table), "?");
            buffer_word(table_cell(&table), "?");
            continue;
        }
        layout_count(length, pool->length);
        struct buffer *share = table_cell(&table);
        layout_percent(share, then->used.value, pool->length);
        buffer_word(share, then->used.sure ? "" : "?");
        layout_bytes(table_cell(&table), pool->block_size);
    }
    report_text_title(run, "Pools", COLOUR_BOLD);
    table_print(&table, &run->terminal);
    table_free(&table);
}

static void age_cell(struct buffer *cell, const struct run *run, const struct holder *holder, uint64_t age)
{
    const bool has_clock = figures_has_clock(&run->replay, run->replay.names.pools[holder->pool].stream);
    if (!has_clock || holder->untimed == holder->blocks)
    {
        buffer_word(cell, has_clock ? "?" : "-");
        return;
    }
    layout_duration(cell, age);
    buffer_word(cell, holder->untimed > 0 ? "?" : "");
}

static void bytes_cell(struct buffer *cell, const struct holder *holder)
{
    buffer_word(cell, holder->unsized == holder->blocks ? "?" : "");
    if (holder->unsized < holder->blocks)
    {
        buffer_word(cell, holder->is_least || holder->unsized > 0 ? ">= " : "");
        layout_bytes(cell, holder->bytes);
    }
}

static void references_cell(struct buffer *cell, const struct holder *holder)
{
    buffer_word(cell, holder->uncounted == holder->blocks ? "?" : "");
    if (holder->uncounted < holder->blocks)
    {
        layout_count(cell, holder->references);
        buffer_word(cell, holder->is_least || holder->uncounted > 0 ? "+" : "");
    }
}

static void holder_row(const struct run *run, struct table *table, const struct holder *holder)
{
    struct buffer *blocks = table_cell(table);
    layout_count(blocks, holder->blocks);
    buffer_word(blocks, holder->is_least ? "+" : "");
    bytes_cell(table_cell(table), holder);
    age_cell(table_cell(table), run, holder, holder->oldest);
    age_cell(table_cell(table), run, holder, holder->youngest);
    references_cell(table_cell(table), holder);
    label_pool(table_cell(table), &run->replay.names, holder->pool);
    struct buffer *site = table_cell(table);
    buffer_word(site, holder->is_likely ? "probably " : "");
    buffer_add(site, holder->text);
}

static void
print_holders(struct run *run, const struct holders *holders, const char *title, bool is_uncertain)
{
    static const struct table_column columns[] = {
        {"blocks", true, false}, {"bytes", true, false}, {"oldest", true, false}, {"newest", true, false},
        {"refs", true, false},   {"pool", false, true},  {"site", false, true}};
    struct table table = {.columns = columns, .column_count = 7};
    const size_t shown = filter_shown(&run->options->filter, holders->count);
    size_t count = 0;
    for (size_t i = 0; i < holders->count; i++)
    {
        if (holders->items[i].is_uncertain == is_uncertain)
        {
            count++;
            if (count <= shown)
            {
                holder_row(run, &table, &holders->items[i]);
            }
        }
    }
    if (count > 0)
    {
        report_text_title(run, title, COLOUR_BOLD);
        table_print(&table, &run->terminal);
        report_text_more(run, count);
    }
    table_free(&table);
}

static void as_text(struct run *run, const struct thens *thens, const struct holders *holders)
{
    report_text_separate(run);
    verdict(run, thens);
    report_text_notes(run);
    others_hint(run, thens);
    if (thens->count > 0)
    {
        print_pools(run, thens);
    }
    print_holders(run, holders, "Who held them", false);
    print_holders(run, holders, "Uncertain (not seen since events went missing)", true);
    report_text_gaps(run);
}

static void json_age(struct run *run, const struct holder *holder, const char *key, uint64_t age)
{
    json_put_known(
        &run->json, key,
        holder->untimed < holder->blocks &&
            figures_has_clock(&run->replay, run->replay.names.pools[holder->pool].stream),
        age
    );
}

static void json_holder(struct run *run, const struct holder *holder)
{
    struct json *json = &run->json;
    json_begin(json, '{');
    report_json_pool(json, "pool", &run->replay, holder->pool);
    json_put_string(json, "site", holder->text);
    json_put_number(json, "blocks", holder->blocks);
    json_put_number(json, "bytes", holder->bytes);
    json_put_number(json, "size_unknown", holder->unsized);
    json_age(run, holder, "oldest_ns", holder->oldest);
    json_age(run, holder, "newest_ns", holder->youngest);
    json_put_number(json, "age_unknown", holder->untimed);
    json_put_number(json, "references", holder->references);
    json_put_number(json, "references_unknown", holder->uncounted);
    if (holder->is_least)
    {
        json_put_bool(json, "at_least", true);
    }
    if (holder->is_likely)
    {
        json_put_bool(json, "site_likely", true);
    }
    json_end(json, '}');
}

static void json_holders(struct run *run, const struct holders *holders, const char *key, bool is_uncertain)
{
    const size_t shown = filter_shown(&run->options->filter, holders->count);
    size_t count = 0;
    json_key(&run->json, key);
    json_begin(&run->json, '[');
    for (size_t i = 0; i < holders->count; i++)
    {
        const bool is_one = holders->items[i].is_uncertain == is_uncertain;
        count += is_one ? 1 : 0;
        if (is_one && count <= shown)
        {
            json_holder(run, &holders->items[i]);
        }
    }
    json_end(&run->json, ']');
    report_json_left_out(&run->json, &run->options->filter, key, count);
}

static void json_moment(struct run *run)
{
    const struct moment *moment = &run->options->at;
    struct json *json = &run->json;
    json_put_text(json, "moment", is_peak(run) ? "peak" : moment->kind == MOMENT_TIME ? "time" : "mark");
    if (moment->kind == MOMENT_MARK)
    {
        json_put_text(json, "mark", moment->mark);
    }
}

static void json_pools(struct run *run, const struct thens *thens)
{
    struct json *json = &run->json;
    json_key(json, "pools");
    json_begin(json, '[');
    for (size_t i = 0; i < thens->count; i++)
    {
        const struct then *then = &thens->items[i];
        const struct pool *pool = &run->replay.names.pools[then->pool];
        json_begin(json, '{');
        report_json_pool(json, "name", &run->replay, then->pool);
        report_json_geometry(json, "block_size", pool, pool->block_size);
        report_json_geometry(json, "length", pool, pool->length);
        report_json_figure(json, "used_then", &then->used);
        report_json_optional(json, "time_ns", &then->time_ns, then->has_time);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void as_json(struct run *run, const struct thens *thens, const struct holders *holders)
{
    json_begin(&run->json, '{');
    report_json_head(run);
    json_moment(run);
    json_pools(run, thens);
    json_holders(run, holders, "holders", false);
    json_holders(run, holders, "uncertain", true);
    if (!replay_is_complete(&run->replay))
    {
        report_json_gaps(&run->json, &run->replay);
    }
    report_json_end(run);
}

static void csv_age(struct csv *csv, const struct run *run, const struct holder *holder, uint64_t age)
{
    if (holder->untimed < holder->blocks &&
        figures_has_clock(&run->replay, run->replay.names.pools[holder->pool].stream))
    {
        csv_number(csv, age);
    }
    else
    {
        csv_empty(csv);
    }
}

static void as_csv(struct run *run, const struct holders *holders)
{
    struct csv csv = {.stream = run->output.stream};
    if (run->index == 0)
    {
        csv_words(
            &csv, "trace pool site certain at_least blocks bytes size_unknown oldest_ns newest_ns "
                  "age_unknown references "
                  "references_unknown"
        );
        csv_end_row(&csv);
    }
    for (size_t i = 0; i < filter_shown(&run->options->filter, holders->count); i++)
    {
        const struct holder *holder = &holders->items[i];
        csv_word(&csv, run->name);
        csv_pool(&csv, &run->replay.names, holder->pool);
        csv_text(&csv, holder->text);
        csv_bool(&csv, !holder->is_uncertain);
        csv_bool(&csv, holder->is_least);
        csv_number(&csv, holder->blocks);
        csv_number(&csv, holder->bytes);
        csv_number(&csv, holder->unsized);
        csv_age(&csv, run, holder, holder->oldest);
        csv_age(&csv, run, holder, holder->youngest);
        csv_number(&csv, holder->untimed);
        csv_number(&csv, holder->references);
        csv_number(&csv, holder->uncounted);
        csv_end_row(&csv);
    }
}

static void print(struct run *run)
{
    struct thens thens = {0};
    struct holders holders;
    collect(run, &thens);
    holders_collect(&holders, run->own, run);
    if (run->options->format == OUTPUT_JSON)
    {
        as_json(run, &thens, &holders);
    }
    else if (run->options->format == OUTPUT_CSV)
    {
        as_csv(run, &holders);
    }
    else
    {
        as_text(run, &thens, &holders);
    }
    holders_free(&holders);
    free(thens.items);
}

bool cmd_at_start(struct run *run)
{
    if (run->options->at_count != 1)
    {
        message(
            "at: %s: --peak POOL, --time T or --mark TEXT says at which moment",
            run->options->at_count == 0 ? "no moment given" : "more than one moment given"
        );
        return false;
    }
    return true;
}

void cmd_at_begin(struct run *run)
{
    run->own = mem_alloc(sizeof(struct at));
    at_begin(run->own, &run->replay, run->options);
}

void cmd_at(struct run *run)
{
    char error[512];
    if (!at_finish(run->own, &run->replay, error, sizeof error))
    {
        message("%s: %s", run->name, error);
        run->failed = true;
        return;
    }
    command_count_findings(run);
    if (!run->options->quiet)
    {
        print(run);
    }
}

void cmd_at_end(struct run *run)
{
    at_free(run->own);
    free(run->own);
}
