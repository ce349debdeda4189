/* SPDX-License-Identifier: MIT */
#include "csv.h"

#include "label.h"

#include <string.h>

static void next_cell(struct csv *csv)
{
    if (csv->is_further)
    {
        (void)fputc(',', csv->stream);
    }
    csv->is_further = true;
}

static bool needs_quotes(struct slice text)
{
    bool needs = false;
    for (size_t i = 0; i < text.size && !needs; i++)
    {
        needs = strchr("\",\r\n", text.text[i]) != NULL;
    }
    return needs;
}

void csv_text(struct csv *csv, struct slice text)
{
    next_cell(csv);
    if (text.size == 0)
    {
        return;
    }
    if (!needs_quotes(text))
    {
        (void)fwrite(text.text, 1, text.size, csv->stream);
        return;
    }
    (void)fputc('"', csv->stream);
    for (size_t i = 0; i < text.size; i++)
    {
        (void)fputs(text.text[i] == '"' ? "\"" : "", csv->stream);
        (void)fputc(text.text[i], csv->stream);
    }
    (void)fputc('"', csv->stream);
}

void csv_word(struct csv *csv, const char *text)
{
    csv_text(csv, (struct slice){text, strlen(text)});
}

void csv_number(struct csv *csv, uint64_t number)
{
    next_cell(csv);
    (void)fprintf(csv->stream, "%llu", (unsigned long long)number);
}

void csv_empty(struct csv *csv)
{
    next_cell(csv);
}

void csv_bool(struct csv *csv, bool truth)
{
    csv_word(csv, truth ? "true" : "false");
}

void csv_figure(struct csv *csv, const struct figure *figure)
{
    csv_number(csv, figure->value);
    csv_number(csv, figure->sure ? figure->value : figure->min);
    if (!figure->sure && figure->max == UNBOUNDED)
    {
        csv_empty(csv);
    }
    else
    {
        csv_number(csv, figure->sure ? figure->value : figure->max);
    }
}

void csv_figure_name(struct csv *csv, const char *name)
{
    csv_word(csv, name);
    csv_word(csv, name);
    (void)fputs("_min", csv->stream);
    csv_word(csv, name);
    (void)fputs("_max", csv->stream);
}

void csv_pool(struct csv *csv, const struct names *names, uint32_t pool)
{
    struct buffer label = {0};
    label_pool(&label, names, pool);
    csv_text(csv, buffer_slice(&label));
    buffer_free(&label);
}

void csv_end_row(struct csv *csv)
{
    (void)fputc('\n', csv->stream);
    csv->is_further = false;
}

void csv_words(struct csv *csv, const char *words)
{
    while (*words != '\0')
    {
        const size_t size = strcspn(words, " ");
        csv_text(csv, (struct slice){words, size});
        words += size + strspn(words + size, " ");
    }
}
