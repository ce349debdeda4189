/* SPDX-License-Identifier: MIT */
/* What the screen says, as lines of text: the same for any size, but for what does not fit. */
#include "layout.h"
#include "table.h"
#include "watch.h"

#include <string.h>

#define BAR_LEAST 12u
#define BAR_MOST 60u

/* Screens with fewer lines have one line above the lists. */
#define HEIGHT_FOR_HEAD 10u

static void line(const struct watch_page *page, struct slice text, enum colour colour)
{
    struct buffer shown = {0};
    layout_shorten(&shown, text, page->terminal->width, page->terminal->unicode);
    (void)fprintf(
        page->terminal->stream, "%s%s%s\n", terminal_begin(page->terminal, colour), shown.text,
        terminal_end(page->terminal)
    );
    buffer_free(&shown);
}

/* Adds a number of events a second: one decimal where there are few. */
static void add_rate(struct buffer *out, double rate)
{
    if (rate > 0 && rate < 9.95)
    {
        const unsigned tenths = (unsigned)(rate * 10 + 0.5);
        buffer_number(out, tenths / 10);
        buffer_word(out, ".");
        buffer_number(out, tenths % 10);
        return;
    }
    layout_count(out, rate < 1e18 ? (uint64_t)(rate + 0.5) : UINT64_C(1000000000000000000));
}

static const char *doubt(const struct figure *figure)
{
    const bool is_sure = figure->sure || (figure->min == figure->value && figure->max == figure->value);
    return is_sure ? "" : "?";
}

static void title_line(const struct watch_page *page)
{
    static const char *const states[] = {
        [WATCH_NO_TRACE] = "no trace yet",
        [WATCH_RECORDING] = "recording",
        [WATCH_ENDED] = "the recording has ended",
        [WATCH_CUT] = "the input has ended, but not the recording"};
    const struct watch_model *model = page->model;
    struct buffer text = {0};
    buffer_word(&text, model->gaps > 0 ? "INCOMPLETE " : "");
    buffer_word(&text, page->view->paused ? "PAUSED " : "");
    buffer_word(&text, page->name);
    buffer_word(&text, ": ");
    buffer_word(&text, states[model->state]);
    if (model->state == WATCH_NO_TRACE)
    {
        buffer_word(&text, " in ");
        layout_plural(&text, model->bytes, "byte", "bytes");
    }
    line(page, buffer_slice(&text), model->gaps == 0 ? COLOUR_BOLD : COLOUR_RED);
    buffer_free(&text);
}

static void events_line(const struct watch_page *page)
{
    const struct watch_model *model = page->model;
    struct buffer text = {0};
    layout_count(&text, model->events.value);
    buffer_word(&text, *doubt(&model->events) != '\0' ? "+" : "");
    buffer_word(&text, model->events.value == 1 ? " event, " : " events, ");
    add_rate(&text, model->events_rate);
    buffer_word(&text, " events/s");
    if (model->has_duration)
    {
        buffer_word(&text, ", ");
        layout_duration(&text, model->duration_ns);
    }
    line(page, buffer_slice(&text), COLOUR_PLAIN);
    buffer_free(&text);
}

/* What is missing, else what happened to the file, else nothing. */
static void notice_line(const struct watch_page *page)
{
    const struct watch_model *model = page->model;
    struct buffer text = {0};
    if (model->gaps > 0)
    {
        layout_plural(&text, model->gaps, "gap", "gaps");
        buffer_word(&text, model->gaps > 1 ? "; the last: " : ": ");
        buffer_add(&text, buffer_slice(&model->gap));
    }
    if (page->notice != NULL)
    {
        buffer_word(&text, text.size > 0 ? "; " : "");
        buffer_word(&text, page->notice);
    }
    line(page, buffer_slice(&text), COLOUR_YELLOW);
    buffer_free(&text);
}

void watch_page_head(const struct watch_page *page)
{
    title_line(page);
    if (page->height >= HEIGHT_FOR_HEAD)
    {
        events_line(page);
        notice_line(page);
    }
}

static void cell_figure(struct table *table, const struct figure *figure)
{
    struct buffer *cell = table_cell(table);
    layout_count(cell, figure->value);
    buffer_word(cell, doubt(figure));
}

static void cell_length(struct table *table, const struct watch_pool *pool)
{
    struct buffer *cell = table_cell(table);
    if (pool->defined)
    {
        layout_count(cell, pool->length);
    }
    else
    {
        buffer_word(cell, "?");
    }
}

static void bar_tail(void *context, size_t row, size_t width, struct buffer *out)
{
    const struct watch_page *page = context;
    const struct watch_pool *pool = &page->model->pools[row];
    if (pool->defined && pool->length > 0)
    {
        layout_bar(
            out, page->terminal, width < BAR_MOST ? width : BAR_MOST, pool->used.value, pool->peak.value,
            pool->length
        );
    }
}

static const struct table_column pool_columns[] = {
    {"pool", false, true},   {"used", true, false},   {"peak", true, false},  {"length", true, false},
    {"failed", true, false}, {"gets/s", true, false}, {"errors", true, false}};

#define POOL_COLUMNS (sizeof pool_columns / sizeof pool_columns[0])
#define COLUMN_LENGTH 3
#define COLUMN_RATE 5

/* How many columns fit, and whether the bar does behind them. */
static size_t columns_that_fit(size_t width, bool *has_bar)
{
    size_t total = 10; /* the name with its indent */
    size_t count = 1;
    while (count < POOL_COLUMNS && total + strlen(pool_columns[count].title) + 2 <= width)
    {
        total += strlen(pool_columns[count].title) + 2;
        count++;
    }
    *has_bar = count == POOL_COLUMNS && total + BAR_LEAST + 2 <= width;
    return count;
}

static void pool_row(struct table *table, const struct watch_pool *pool)
{
    const struct figure *const figures[] = {&pool->used, &pool->peak, &pool->failed, &pool->errors};
    size_t next = 0;
    buffer_add(table_cell(table), buffer_slice(&pool->name));
    for (size_t column = 1; column < table->column_count; column++)
    {
        if (column == COLUMN_LENGTH)
        {
            cell_length(table, pool);
        }
        else if (column == COLUMN_RATE)
        {
            add_rate(table_cell(table), pool->gets);
        }
        else
        {
            cell_figure(table, figures[next++]);
        }
    }
}

static void list_pools(const struct watch_page *page, size_t most)
{
    const struct watch_model *model = page->model;
    bool has_bar;
    const size_t columns = columns_that_fit(page->terminal->width, &has_bar);
    struct table table = {
        .columns = pool_columns,
        .column_count = columns,
        .tail = has_bar ? BAR_LEAST : 0,
        .row_tail = has_bar ? bar_tail : NULL,
        .context = (void *)page};
    for (size_t i = 0; i < model->pool_count && i < most; i++)
    {
        pool_row(&table, &model->pools[i]);
    }
    table_print(&table, page->terminal);
    table_free(&table);
    if (model->pool_count > most)
    {
        struct buffer text = {0};
        buffer_word(&text, "  ");
        layout_count(&text, model->pool_count - most);
        buffer_word(&text, " more pools: v shows them");
        line(page, buffer_slice(&text), COLOUR_DIM);
        buffer_free(&text);
    }
}

static void site_row(struct table *table, const struct watch_site *site, bool is_narrow)
{
    struct buffer *blocks = table_cell(table);
    layout_count(blocks, site->blocks);
    buffer_word(blocks, site->sure ? "" : "?");
    if (!is_narrow)
    {
        struct buffer *bytes = table_cell(table);
        layout_bytes(bytes, site->bytes);
        buffer_word(bytes, site->bytes_sure ? "" : "?");
        buffer_add(table_cell(table), buffer_slice(&site->pool));
    }
    buffer_add(table_cell(table), buffer_slice(&site->site));
}

static void list_sites(const struct watch_page *page)
{
    static const struct table_column wide[] = {
        {"blocks", true, false}, {"bytes", true, false}, {"pool", false, true}, {"live from", false, true}};
    static const struct table_column narrow[] = {{"blocks", true, false}, {"live from", false, true}};
    const struct watch_model *model = page->model;
    const bool is_narrow = page->terminal->width < 40;
    struct table table = {.columns = is_narrow ? narrow : wide, .column_count = is_narrow ? 2 : 4};
    for (size_t i = 0; i < model->site_count; i++)
    {
        site_row(&table, &model->sites[i], is_narrow);
    }
    table_print(&table, page->terminal);
    table_free(&table);
}

void watch_page_lists(const struct watch_page *page, size_t room)
{
    const enum watch_shows shows = page->view->shows;
    /* Title, a line between, and that there are more: what the pools leave is the sites'. */
    const size_t half = room * 2 / 3;
    const size_t pools = shows == WATCH_SHOWS_POOLS || half < 4 ? page->model->pool_count : half - 3;
    if (shows != WATCH_SHOWS_SITES)
    {
        list_pools(page, pools);
    }
    if (shows == WATCH_SHOWS_BOTH)
    {
        (void)fputc('\n', page->terminal->stream);
    }
    if (shows != WATCH_SHOWS_POOLS)
    {
        list_sites(page);
    }
}

void watch_page_keys(const struct watch_page *page)
{
    static const char *const sorts[] = {"name", "used", "peak", "failed", "rate"};
    static const char *const shows[] = {"both", "pools", "sites"};
    const size_t width = page->terminal->width;
    struct buffer text = {0};
    buffer_word(&text, "q quit  p pause  v view:");
    buffer_word(&text, shows[page->view->shows]);
    buffer_word(&text, "  s sort:");
    buffer_word(&text, sorts[page->view->sort]);
    buffer_word(&text, width >= 76 ? " (n u k f r)  arrows scroll" : "");
    struct slice shown = buffer_slice(&text);
    if (shown.size > width)
    {
        shown = (struct slice){"q p v s", 7};
    }
    line(page, shown, COLOUR_DIM);
    buffer_free(&text);
}
