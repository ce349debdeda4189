/* SPDX-License-Identifier: MIT */
#include "fleet_read.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* Digits that always fit a signed number of 64 bits. */
#define DIGITS_MOST 18u

/* A line in work: looked through once to see whether it is sound, then once more to add it. */
struct fleet_line
{
    struct fleet *fleet;
    const struct filter *filter;
    struct slice trace;
    bool is_merged; /* it is of several traces */
    bool is_check;
};

static char wrong[200];

static const char *complain(const char *what, const char *key)
{
    (void)snprintf(wrong, sizeof wrong, "%s \"%s\"", what, key);
    return wrong;
}

/* Of a string, or of nothing. */
static struct slice text_of(const json_t *value)
{
    return value != NULL ? (struct slice){json_string_value(value), json_string_length(value)}
                         : (struct slice){"", 0};
}

static bool is_count(const json_t *value)
{
    return json_is_integer(value) && json_integer_value(value) >= 0;
}

static uint64_t count_of(const json_t *value)
{
    return (uint64_t)json_integer_value(value);
}

/* `KEY_min` or `KEY_max`. */
static const json_t *limit_of(const json_t *object, const char *key, const char *suffix)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s%s", key, suffix);
    return json_object_get(object, name);
}

/* A number, null where there is no limit, or nothing. */
static bool is_limit(const json_t *value)
{
    return value == NULL || json_typeof(value) == JSON_NULL || is_count(value);
}

static uint64_t count_or(const json_t *value, uint64_t other)
{
    return is_count(value) ? count_of(value) : other;
}

/* A figure that is null is at least its lower limit. */
static const char *read_figure(const json_t *object, const char *key, struct figure *figure)
{
    const json_t *value = json_object_get(object, key);
    const json_t *min = limit_of(object, key, "_min");
    const json_t *max = limit_of(object, key, "_max");
    const bool is_good = is_count(value) || json_is_null(value);
    if (!is_good || !is_limit(min) || json_is_null(min) || !is_limit(max))
    {
        return complain("no number as", key);
    }
    figure->min = count_or(min, count_or(value, 0));
    figure->value = count_or(value, figure->min);
    figure->max = json_is_null(max) ? UNBOUNDED : count_or(max, figure->value);
    return NULL;
}

static const char *read_field(
    const struct fleet_line *line,
    const json_t *object,
    const struct fleet_field *field,
    struct fleet_item *item
)
{
    struct figure *figure = &item->figures[field - fleet_shapes[item->list].fields];
    if (!line->is_merged && field->derive != NULL)
    {
        *figure = field->derive(item);
        return NULL;
    }
    const char *key = line->is_merged || field->instead == NULL ? field->key : field->instead;
    const bool may_lack = field->is_optional && json_object_get(object, key) == NULL;
    return may_lack ? NULL : read_figure(object, key, figure);
}

static const char *read_figures(const struct fleet_line *line, const json_t *object, struct fleet_item *item)
{
    const struct fleet_shape *shape = &fleet_shapes[item->list];
    const char *error = NULL;
    item->is_doubtful = json_object_get(object, "candidates") != NULL;
    item->has_clock = json_is_integer(json_object_get(object, "duration_ns"));
    item->trace = line->trace;
    if (line->is_merged && shape->trace_key != NULL)
    {
        const json_t *trace = json_object_get(object, shape->trace_key);
        if (!json_is_string(trace))
        {
            return complain("no text as", shape->trace_key);
        }
        item->trace = text_of(trace);
    }
    for (size_t i = 0; i < shape->field_count && error == NULL; i++)
    {
        error = read_field(line, object, &shape->fields[i], item);
    }
    return error;
}

/* A block size or a length: null where the pool was never defined. */
static const char *read_size(const json_t *object, const char *key, bool *has, uint64_t *size)
{
    const json_t *value = json_object_get(object, key);
    *has = is_count(value);
    *size = *has ? count_of(value) : 0;
    return *has || json_is_null(value) ? NULL : complain("no number as", key);
}

static const char *read_texts(const json_t *object, struct fleet_item *item)
{
    const struct fleet_shape *shape = &fleet_shapes[item->list];
    for (size_t i = 0; i < FLEET_TEXTS && shape->texts[i] != NULL; i++)
    {
        const json_t *value = json_object_get(object, shape->texts[i]);
        const bool may_lack = strcmp(shape->texts[i], "likely_site") == 0;
        if (!json_is_string(value) && !(value == NULL && may_lack))
        {
            return complain("no text as", shape->texts[i]);
        }
        item->texts[i] = text_of(value);
    }
    if (item->list != FLEET_POOLS)
    {
        return NULL;
    }
    const char *error = read_size(object, "block_size", &item->has_size, &item->block_size);
    return error != NULL ? error : read_size(object, "length", &item->has_length, &item->length);
}

/* The site that people would look for. */
static struct slice site_of(const struct fleet_item *item)
{
    const bool is_ref = item->list == FLEET_REFS || item->list == FLEET_REFS_UNSURE;
    const bool has_likely = !is_ref && item->list != FLEET_ERRORS && item->texts[2].size > 0;
    return has_likely ? item->texts[2] : item->texts[1];
}

static bool is_wanted(const struct filter *filter, const struct fleet_item *item)
{
    bool is_pool = filter->pool_count == 0;
    for (size_t i = 0; i < filter->pool_count && !is_pool; i++)
    {
        is_pool = fleet_is_pool(filter->pools[i], item->texts[0]);
    }
    if (!is_pool || filter->site == NULL || item->list == FLEET_POOLS)
    {
        return is_pool;
    }
    struct buffer site = {0};
    buffer_add(&site, site_of(item));
    const bool is_site = strstr(site.text, filter->site) != NULL;
    buffer_free(&site);
    return is_site;
}

static const char *read_row(const struct fleet_line *line, const json_t *object, enum fleet_list list)
{
    struct fleet_item item = {.list = list};
    if (json_typeof(object) != JSON_OBJECT)
    {
        return complain("something else than objects in", fleet_shapes[list].key);
    }
    const char *error = read_texts(object, &item);
    error = error != NULL ? error : read_figures(line, object, &item);
    if (error == NULL && !line->is_check && is_wanted(line->filter, &item))
    {
        fleet_add(line->fleet, &item);
    }
    return error;
}

static const char *read_list(const struct fleet_line *line, const json_t *root, enum fleet_list list)
{
    const char *key = fleet_shapes[list].key;
    const json_t *rows = json_object_get(root, key);
    const bool may_lack = list >= FLEET_AT_CUT;
    const char *error = NULL;
    if (limit_of(root, key, "_left_out") != NULL)
    {
        return complain("--top has shortened", key);
    }
    if (!json_is_array(rows))
    {
        return rows == NULL && may_lack ? NULL : complain("no list", key);
    }
    for (size_t i = 0; i < json_array_size(rows) && error == NULL; i++)
    {
        error = read_row(line, json_array_get(rows, i), list);
    }
    return error;
}

static const char *read_totals(const struct fleet_line *line, const json_t *root)
{
    struct fleet_item item = {.list = FLEET_TOTALS};
    const char *error = read_figures(line, root, &item);
    if (error == NULL && !line->is_check)
    {
        fleet_add(line->fleet, &item);
    }
    return error;
}

static const char *read_lists(const struct fleet_line *line, const json_t *root)
{
    const char *error = read_totals(line, root);
    for (enum fleet_list list = FLEET_POOLS; list < FLEET_LISTS && error == NULL; list++)
    {
        error = read_list(line, root, list);
    }
    return error;
}

/* Names of incomplete traces, or of those not read, with the reason. */
static const char *
read_names(const struct fleet_line *line, const json_t *root, const char *key, struct fleet_names *names)
{
    const json_t *list = json_object_get(root, key);
    if (!json_is_array(list))
    {
        return complain("no list", key);
    }
    for (size_t i = 0; i < json_array_size(list); i++)
    {
        const json_t *entry = json_array_get(list, i);
        const json_t *trace = json_typeof(entry) == JSON_OBJECT ? json_object_get(entry, "trace") : entry;
        if (!json_is_string(trace))
        {
            return complain("something else than names in", key);
        }
        const json_t *error = json_object_get(entry, "error");
        if (error != NULL && json_typeof(error) != JSON_STRING)
        {
            return complain("no text as", "error");
        }
        if (!line->is_check)
        {
            fleet_name_add(names, text_of(trace), text_of(error));
        }
    }
    return NULL;
}

static const char *read_merged(const struct fleet_line *line, const json_t *root)
{
    struct fleet *fleet = line->fleet;
    const json_t *merged = json_object_get(root, "merged");
    struct
    {
        const char *key;
        uint64_t *count;
    } counts[] = {
        {"complete", &fleet->complete},
        {"incomplete", &fleet->incomplete},
        {"unreadable", &fleet->unreadable},
        {"bad_lines", &fleet->bad_lines}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
    {
        const json_t *count = json_object_get(merged, counts[i].key);
        if (!is_count(count))
        {
            return complain("no number as", counts[i].key);
        }
        *counts[i].count = fleet_plus(*counts[i].count, line->is_check ? 0 : count_of(count));
    }
    const char *error = read_names(line, root, "incomplete_traces", &fleet->incomplete_traces);
    error = error != NULL ? error : read_names(line, root, "unreadable_traces", &fleet->unreadable_traces);
    return error != NULL ? error : read_lists(line, root);
}

static const char *read_report(const struct fleet_line *line, const json_t *root)
{
    struct fleet *fleet = line->fleet;
    const json_t *complete = json_object_get(root, "complete");
    if (!json_is_boolean(complete))
    {
        return complain("no true or false as", "complete");
    }
    if (!line->is_check)
    {
        const bool is_complete = json_typeof(complete) == JSON_TRUE;
        uint64_t *count = is_complete ? &fleet->complete : &fleet->incomplete;
        *count = fleet_plus(*count, 1);
        if (!is_complete)
        {
            fleet_name_add(&fleet->incomplete_traces, line->trace, (struct slice){"", 0});
        }
    }
    return read_lists(line, root);
}

static const char *read_error(const struct fleet_line *line, const json_t *error)
{
    if (json_typeof(error) != JSON_STRING)
    {
        return complain("no text as", "error");
    }
    if (!line->is_check)
    {
        line->fleet->unreadable = fleet_plus(line->fleet->unreadable, 1);
        fleet_name_add(&line->fleet->unreadable_traces, line->trace, text_of(error));
    }
    return NULL;
}

static const char *check_schema(const json_t *root)
{
    const json_t *schema = json_object_get(root, "schema");
    if (!json_is_integer(schema))
    {
        return "not a line of a report: it has no \"schema\"";
    }
    if (json_integer_value(schema) != 1)
    {
        (void)snprintf(
            wrong, sizeof wrong,
            "schema version %lld, of which this junomemstat knows nothing: it reads version 1",
            (long long)json_integer_value(schema)
        );
        return wrong;
    }
    return NULL;
}

static const char *read_once(struct fleet_line *line, const json_t *root)
{
    const json_t *error = json_object_get(root, "error");
    line->is_merged = json_is_object(json_object_get(root, "merged"));
    if (error != NULL)
    {
        return read_error(line, error);
    }
    if (line->is_merged)
    {
        return read_merged(line, root);
    }
    return json_object_get(root, "pools") != NULL && json_object_get(root, "events") != NULL
               ? read_report(line, root)
               : "neither of report --format jsonl nor of merge --format jsonl";
}

static const char *
read_root(struct fleet *fleet, const struct filter *filter, const json_t *root, const char *place)
{
    const json_t *trace = json_object_get(root, "trace");
    struct fleet_line line = {
        .fleet = fleet,
        .filter = filter,
        .trace = json_is_string(trace) ? text_of(trace) : (struct slice){place, strlen(place)},
        .is_check = true};
    const char *error = check_schema(root);
    error = error != NULL ? error : read_once(&line, root);
    if (error == NULL)
    {
        fleet->line++;
        line.is_check = false;
        (void)read_once(&line, root);
    }
    return error;
}

static size_t digits_of(struct slice text)
{
    size_t digits = 0;
    while (digits < text.size && text.text[digits] >= '0' && text.text[digits] <= '9')
    {
        digits++;
    }
    return digits;
}

/* The line with whole numbers that are too large for Jansson as the largest that it has. */
static void clamp_numbers(struct buffer *out, struct slice line)
{
    bool in_string = false;
    for (size_t i = 0; i < line.size;)
    {
        const struct slice rest = {line.text + i, line.size - i};
        const size_t digits = in_string ? 0 : digits_of(rest);
        const bool is_escape = in_string && rest.text[0] == '\\' && rest.size > 1;
        const size_t size = digits > 0 ? digits : is_escape ? 2 : 1;
        in_string = in_string != (size == 1 && rest.text[0] == '"');
        buffer_add(
            out,
            digits > DIGITS_MOST ? (struct slice){"9223372036854775807", 19} : (struct slice){rest.text, size}
        );
        i += size;
    }
}

static json_t *parse(struct slice line, json_error_t *error)
{
    const size_t flags = JSON_ALLOW_NUL;
    json_t *root = json_loadb(line.text, line.size, flags, error);
    if (root == NULL && json_error_code(error) == json_error_numeric_overflow)
    {
        struct buffer clamped = {0};
        clamp_numbers(&clamped, line);
        root = json_loadb(clamped.text, clamped.size, flags, error);
        buffer_free(&clamped);
    }
    return root;
}

const char *
fleet_read_line(struct fleet *fleet, const struct filter *filter, struct slice line, const char *place)
{
    json_error_t error;
    json_t *root = parse(line, &error);
    if (root == NULL)
    {
        (void)snprintf(wrong, sizeof wrong, "not JSON: %s, at byte %d", error.text, error.position);
        return wrong;
    }
    const char *what = json_typeof(root) == JSON_OBJECT ? read_root(fleet, filter, root, place)
                                                        : "not a line of a report: it is no object";
    json_decref(root);
    return what;
}
