/* SPDX-License-Identifier: MIT */
#include "fleet.h"

#include "mem.h"

#include <stdlib.h>
#include <string.h>

uint64_t fleet_plus(uint64_t a, uint64_t b)
{
    return b > FLEET_NUMBER_MOST - a ? FLEET_NUMBER_MOST : a + b;
}

static void add_sum(struct figure *sum, const struct figure *more)
{
    const bool bounded = sum->max != UNBOUNDED && more->max != UNBOUNDED;
    sum->value = fleet_plus(sum->value, more->value);
    sum->min = fleet_plus(sum->min, more->min);
    sum->max = bounded ? fleet_plus(sum->max, more->max) : UNBOUNDED;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

static void add_most(struct figure *most, const struct figure *other)
{
    most->value = larger(most->value, other->value);
    most->min = larger(most->min, other->min);
    most->max = larger(most->max, other->max); /* UNBOUNDED is the largest */
}

static struct slice copied(struct slice text)
{
    char *copy = mem_alloc(text.size);
    if (text.size > 0)
    {
        memcpy(copy, text.text, text.size);
    }
    return (struct slice){copy, text.size};
}

static void free_text(struct slice *text)
{
    /* It was made by copied(). */
    free((void *)text->text);
    *text = (struct slice){0};
}

/* Of equal maxima the first trace by name, so that the order of lines does not matter. */
static void
add_trace(struct fleet_row *row, const struct figure *figure, const struct fleet_item *item, size_t field)
{
    const struct figure *most = &row->sum.figures[field];
    const bool is_first = !row->has_trace || figure->value > most->value ||
                          (figure->value == most->value && slice_order(item->trace, row->sum.trace) < 0);
    if (is_first)
    {
        free_text(&row->sum.trace);
        row->sum.trace = copied(item->trace);
        row->has_trace = true;
    }
}

static void add_figures(struct fleet *fleet, struct fleet_row *row, const struct fleet_item *item)
{
    const struct fleet_shape *shape = &fleet_shapes[item->list];
    const bool is_again = row->last_line == fleet->line;
    for (size_t i = 0; i < shape->field_count; i++)
    {
        const struct fleet_field *field = &shape->fields[i];
        const struct figure *figure = &item->figures[i];
        if (field->names_trace)
        {
            add_trace(row, figure, item, i);
        }
        if (field->way == FLEET_MOST)
        {
            add_most(&row->sum.figures[i], figure);
        }
        else if (!field->is_once || !is_again)
        {
            add_sum(&row->sum.figures[i], figure);
        }
    }
    row->last_line = fleet->line;
}

static uint32_t hash_of(const struct fleet_item *item)
{
    uint32_t hash =
        hash_number(item->has_size ? item->block_size : 0, item->has_length ? (uint32_t)item->length : 0);
    for (size_t i = 0; i < FLEET_TEXTS; i++)
    {
        hash = hash_bytes(item->texts[i].text, item->texts[i].size, hash);
    }
    return hash;
}

static bool is_same(const void *owner, uint32_t position, const void *key)
{
    const struct fleet_rows *rows = owner;
    const struct fleet_item *row = &rows->items[position].sum;
    const struct fleet_item *item = key;
    bool same = row->has_size == item->has_size && row->has_length == item->has_length &&
                row->block_size == item->block_size && row->length == item->length;
    for (size_t i = 0; i < FLEET_TEXTS && same; i++)
    {
        same = slice_order(row->texts[i], item->texts[i]) == 0;
    }
    return same;
}

static struct fleet_row *new_row(struct fleet_rows *rows, const struct fleet_item *item)
{
    rows->items = mem_grow(rows->items, &rows->room, rows->count + 1, sizeof *rows->items);
    struct fleet_row *row = &rows->items[rows->count];
    *row = (struct fleet_row
    ){.sum = {
          .list = item->list,
          .has_size = item->has_size,
          .has_length = item->has_length,
          .block_size = item->block_size,
          .length = item->length}};
    for (size_t i = 0; i < FLEET_TEXTS; i++)
    {
        row->sum.texts[i] = copied(item->texts[i]);
    }
    hash_enter(&rows->index, hash_of(item), (uint32_t)rows->count++);
    return row;
}

void fleet_add(struct fleet *fleet, const struct fleet_item *item)
{
    struct fleet_rows *rows = &fleet->lists[item->list];
    const uint32_t found = hash_find(&rows->index, hash_of(item), is_same, rows, item);
    struct fleet_row *row = found == HASH_NONE ? new_row(rows, item) : &rows->items[found];
    add_figures(fleet, row, item);
}

static int name_order(const struct fleet_name *name, struct slice trace, struct slice why)
{
    const int order = slice_order(buffer_slice(&name->trace), trace);
    return order != 0 ? order : slice_order(buffer_slice(&name->why), why);
}

void fleet_name_add(struct fleet_names *names, struct slice trace, struct slice why)
{
    size_t at = names->count;
    while (at > 0 && name_order(&names->items[at - 1], trace, why) > 0)
    {
        at--;
    }
    if (at == FLEET_NAMES)
    {
        return;
    }
    if (names->count == FLEET_NAMES)
    {
        names->count--;
        buffer_free(&names->items[names->count].trace);
        buffer_free(&names->items[names->count].why);
    }
    memmove(&names->items[at + 1], &names->items[at], (names->count - at) * sizeof names->items[0]);
    names->items[at] = (struct fleet_name){0};
    buffer_add(&names->items[at].trace, trace);
    buffer_add(&names->items[at].why, why);
    names->count++;
}

bool fleet_is_pool(const char *word, struct slice label)
{
    const size_t size = strlen(word);
    if (label.size < size || memcmp(label.text, word, size) != 0)
    {
        return false;
    }
    const struct slice rest = {label.text + size, label.size - size};
    return rest.size == 0 ||
           (rest.size > 3 && memcmp(rest.text, " [", 2) == 0 && rest.text[rest.size - 1] == ']');
}

static int row_order(const void *one, const void *other)
{
    const struct fleet_item *a = &((const struct fleet_row *)one)->sum;
    const struct fleet_item *b = &((const struct fleet_row *)other)->sum;
    const struct fleet_shape *shape = &fleet_shapes[a->list];
    for (size_t i = 0; i < sizeof shape->weights / sizeof shape->weights[0]; i++)
    {
        const uint64_t left = a->figures[shape->weights[i]].value;
        const uint64_t right = b->figures[shape->weights[i]].value;
        if (left != right)
        {
            return left > right ? -1 : 1;
        }
    }
    for (size_t i = 0; i < FLEET_TEXTS; i++)
    {
        const int order = slice_order(a->texts[i], b->texts[i]);
        if (order != 0)
        {
            return order;
        }
    }
    const uint64_t sizes[] = {a->has_size, a->block_size, a->has_length, a->length};
    const uint64_t others[] = {b->has_size, b->block_size, b->has_length, b->length};
    size_t i = 0;
    while (i < 3 && sizes[i] == others[i])
    {
        i++;
    }
    return (sizes[i] > others[i]) - (sizes[i] < others[i]);
}

void fleet_sort(struct fleet *fleet)
{
    for (size_t i = 0; i < FLEET_LISTS; i++)
    {
        struct fleet_rows *rows = &fleet->lists[i];
        if (rows->count > 1)
        {
            qsort(rows->items, rows->count, sizeof *rows->items, row_order);
        }
        hash_free(&rows->index);
    }
}

uint64_t fleet_total(const struct fleet *fleet, enum fleet_list list, size_t field)
{
    uint64_t total = 0;
    for (size_t i = 0; i < fleet->lists[list].count; i++)
    {
        total = fleet_plus(total, fleet->lists[list].items[i].sum.figures[field].value);
    }
    return total;
}

uint64_t fleet_traces(const struct fleet *fleet)
{
    return fleet_plus(fleet->complete, fleet->incomplete);
}

bool fleet_is_complete(const struct fleet *fleet)
{
    return fleet->incomplete == 0 && fleet->unreadable == 0 && fleet->bad_lines == 0;
}

static void free_names(struct fleet_names *names)
{
    for (size_t i = 0; i < names->count; i++)
    {
        buffer_free(&names->items[i].trace);
        buffer_free(&names->items[i].why);
    }
}

static void free_rows(struct fleet_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
    {
        struct fleet_item *sum = &rows->items[i].sum;
        for (size_t j = 0; j < FLEET_TEXTS; j++)
        {
            free_text(&sum->texts[j]);
        }
        free_text(&sum->trace);
    }
    free(rows->items);
    hash_free(&rows->index);
}

void fleet_free(struct fleet *fleet)
{
    for (size_t i = 0; i < FLEET_LISTS; i++)
    {
        free_rows(&fleet->lists[i]);
    }
    free_names(&fleet->incomplete_traces);
    free_names(&fleet->unreadable_traces);
}
