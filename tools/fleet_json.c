/* SPDX-License-Identifier: MIT */
#include "fleet_report.h"
#include "report.h"

static void figures(struct json *json, const struct fleet_item *row)
{
    const struct fleet_shape *shape = &fleet_shapes[row->list];
    for (size_t i = 0; i < shape->field_count; i++)
    {
        struct figure figure = row->figures[i];
        if (shape->fields[i].is_optional && figure.max == 0)
        {
            continue;
        }
        figure.sure = figure.min == figure.value && figure.max == figure.value;
        report_json_figure(json, shape->fields[i].key, &figure);
        if (shape->fields[i].names_trace)
        {
            json_put_string(json, shape->trace_key, row->trace);
        }
    }
}

static void one_row(struct json *json, const struct fleet_item *row)
{
    const struct fleet_shape *shape = &fleet_shapes[row->list];
    json_begin(json, '{');
    for (size_t i = 0; i < FLEET_TEXTS && shape->texts[i] != NULL; i++)
    {
        /* A likely site is the only one that may be missing; none is empty. */
        if (i < 2 || row->texts[i].size > 0)
        {
            json_put_string(json, shape->texts[i], row->texts[i]);
        }
    }
    if (row->list == FLEET_POOLS)
    {
        json_put_known(json, "block_size", row->has_size, row->block_size);
        json_put_known(json, "length", row->has_length, row->length);
    }
    figures(json, row);
    json_end(json, '}');
}

/* How many rows --top left out, in NAME_left_out, as in a report. */
static void left_out(struct json *json, const char *name, size_t count)
{
    struct buffer key = {0};
    buffer_word(&key, name);
    buffer_word(&key, "_left_out");
    json_put_number(json, key.text, count);
    buffer_free(&key);
}

static void one_list(struct run *run, const struct fleet *fleet, enum fleet_list list)
{
    const struct fleet_rows *rows = &fleet->lists[list];
    const size_t shown = filter_shown(&run->options->filter, rows->count);
    json_key(&run->json, fleet_shapes[list].key);
    json_begin(&run->json, '[');
    for (size_t i = 0; i < shown; i++)
    {
        one_row(&run->json, &rows->items[i].sum);
    }
    json_end(&run->json, ']');
    if (shown < rows->count)
    {
        left_out(&run->json, fleet_shapes[list].key, rows->count - shown);
    }
}

static void counts(struct json *json, const struct fleet *fleet)
{
    json_key(json, "merged");
    json_begin(json, '{');
    json_put_number(json, "traces", fleet_plus(fleet_traces(fleet), fleet->unreadable));
    json_put_number(json, "complete", fleet->complete);
    json_put_number(json, "incomplete", fleet->incomplete);
    json_put_number(json, "unreadable", fleet->unreadable);
    json_put_number(json, "bad_lines", fleet->bad_lines);
    json_end(json, '}');
    json_put_bool(json, "complete", fleet_is_complete(fleet));
}

static void names(struct json *json, const struct fleet *fleet)
{
    json_key(json, "incomplete_traces");
    json_begin(json, '[');
    for (size_t i = 0; i < fleet->incomplete_traces.count; i++)
    {
        json_slice(json, buffer_slice(&fleet->incomplete_traces.items[i].trace));
    }
    json_end(json, ']');
    json_key(json, "unreadable_traces");
    json_begin(json, '[');
    for (size_t i = 0; i < fleet->unreadable_traces.count; i++)
    {
        const struct fleet_name *name = &fleet->unreadable_traces.items[i];
        json_begin(json, '{');
        json_put_string(json, "trace", buffer_slice(&name->trace));
        json_put_string(json, "error", buffer_slice(&name->why));
        json_end(json, '}');
    }
    json_end(json, ']');
}

void fleet_report_json(struct run *run, const struct fleet *fleet)
{
    static const struct fleet_item nothing = {.list = FLEET_TOTALS};
    const struct fleet_rows *totals = &fleet->lists[FLEET_TOTALS];
    json_begin(&run->json, '{');
    json_put_number(&run->json, "schema", 1);
    counts(&run->json, fleet);
    figures(&run->json, totals->count > 0 ? &totals->items[0].sum : &nothing);
    for (enum fleet_list list = FLEET_POOLS; list < FLEET_LISTS; list++)
    {
        one_list(run, fleet, list);
    }
    names(&run->json, fleet);
    json_end(&run->json, '}');
    (void)fputc('\n', run->output.stream);
}
