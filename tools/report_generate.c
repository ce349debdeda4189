/* SPDX-License-Identifier: MIT */
/* --gen-suppressions: what was found, as lines to paste into a file for --suppress. */
#include "label.h"
#include "mem.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of a text that a pattern holds at most. */
#define TEXT_MOST 1000u

struct written
{
    const struct run *run;
    struct findings *findings;
    struct buffer *lines; /* those that are printed */
    size_t count, room;
    struct hash_index index; /* of lines, by content */
};

static bool line_equal(const void *owner, uint32_t position, const void *key)
{
    const struct buffer *line = &((const struct written *)owner)->lines[position];
    const struct buffer *wanted = key;
    return line->size == wanted->size && memcmp(line->text, wanted->text, wanted->size) == 0;
}

/* Returns false where the line was printed before. Takes the line. */
static bool enter(struct written *written, struct buffer *line)
{
    const uint32_t hash = hash_bytes(line->text, line->size, 0);
    if (hash_find(&written->index, hash, line_equal, written, line) != HASH_NONE)
    {
        buffer_free(line);
        return false;
    }
    hash_enter(&written->index, hash, (uint32_t)written->count);
    written->lines = mem_grow(written->lines, &written->room, written->count + 1, sizeof *written->lines);
    written->lines[written->count++] = *line;
    return true;
}

/* How long `:LINE` is in front of a function, 0 where there is none: functions move within their file. */
static size_t line_number(struct slice text)
{
    size_t size = 1;
    while (size < text.size && text.text[size] >= '0' && text.text[size] <= '9')
    {
        size++;
    }
    const bool is_number = text.text[0] == ':' && size > 1;
    return is_number && size + 1 < text.size && memcmp(text.text + size, " (", 2) == 0 ? size : 0;
}

/* Adds the text as a pattern: `*` for line numbers and for what a pattern cannot hold. */
static void add_pattern(struct buffer *out, struct slice text)
{
    const size_t most = text.size < TEXT_MOST ? text.size : TEXT_MOST;
    for (size_t i = 0; i < most; i++)
    {
        const size_t number = line_number((struct slice){text.text + i, text.size - i});
        const unsigned char byte = (unsigned char)text.text[i];
        if (number > 0)
        {
            buffer_word(out, ":*");
            i += number - 1;
        }
        else if (byte < ' ' || byte == '$' || byte == 0x7F)
        {
            buffer_word(out, "*");
        }
        else
        {
            buffer_add(out, (struct slice){text.text + i, 1});
        }
    }
    buffer_word(out, most < text.size ? "*" : "$");
}

/* Prints what was found as a comment, and the line. */
static void
print(struct written *written, const struct buffer *found, uint32_t pool, struct slice site, const char *line)
{
    struct buffer comment = {0};
    struct buffer shown = {0};
    buffer_word(&comment, "# ");
    buffer_add(&comment, buffer_slice(found));
    buffer_word(&comment, ", pool ");
    label_pool(&comment, &written->run->replay.names, pool);
    buffer_word(&comment, ", at ");
    buffer_add(&comment, site);
    layout_escape(&shown, buffer_slice(&comment), true);
    (void)fprintf(written->run->output.stream, "%s\n%s\n", shown.text, line);
    buffer_free(&shown);
    buffer_free(&comment);
}

/* `leak:^FILE:* (FUNCTION)$`; takes the text of what was found. */
static void
write_site(struct written *written, const char *start, uint32_t pool, struct slice site, struct buffer *found)
{
    struct buffer line = {0};
    buffer_word(&line, start);
    add_pattern(&line, site);
    const char *text = line.text;
    if (enter(written, &line))
    {
        print(written, found, pool, site, text);
    }
    buffer_free(found);
}

static void write_out(struct written *written, const struct out_list *list)
{
    for (size_t i = 0; i < list->count; i++)
    {
        const struct out_blocks *out = &list->items[i];
        struct buffer found = {0};
        layout_plural(&found, out->blocks, "block, ", "blocks, ");
        layout_bytes(&found, out->bytes);
        write_site(written, "leak:^", out->pool, out->site, &found);
    }
}

/* All of the sites that may be to blame have to be known. */
static void write_ref(struct written *written, const struct ref_finding *ref)
{
    const struct slice *sites =
        ref->candidate_count > 0 ? &written->findings->candidates[ref->first_candidate] : &ref->site;
    const size_t count = ref->candidate_count > 0 ? ref->candidate_count : 1;
    for (size_t i = 0; i < count; i++)
    {
        struct buffer found = {0};
        buffer_word(&found, ref->is_orphaned ? "orphaned" : "references not given back");
        write_site(written, "ref:^", ref->pool, sites[i], &found);
    }
}

static void write_refs(struct written *written, const struct ref_list *list)
{
    for (size_t i = 0; i < list->count; i++)
    {
        write_ref(written, &list->items[i]);
    }
}

static void write_error(struct written *written, const struct error_finding *error)
{
    struct buffer found = {0};
    struct buffer start = {0};
    layout_plural(&found, error->count, "failed call", "failed calls");
    buffer_word(&start, "error:^");
    buffer_word(&start, error->kind);
    buffer_word(&start, " at ");
    write_site(written, start.text, error->pool, error->site, &found);
    buffer_free(&start);
}

static void write_errors(struct written *written, unsigned kinds)
{
    for (size_t i = 0; i < written->findings->error_count; i++)
    {
        const struct error_finding *error = &written->findings->errors[i];
        if ((kinds & FINDING_BIT(findings_error_kind(error->kind))) != 0)
        {
            write_error(written, error);
        }
    }
}

static void free_written(struct written *written)
{
    for (size_t i = 0; i < written->count; i++)
    {
        buffer_free(&written->lines[i]);
    }
    free(written->lines);
    hash_free(&written->index);
}

void report_generated(const struct run *run, struct findings *findings, unsigned kinds)
{
    struct written written = {.run = run, .findings = findings};
    if ((kinds & FINDING_BIT(FINDING_LEAK)) != 0)
    {
        write_out(&written, &findings->leaks);
        write_out(&written, &findings->at_cut);
        write_out(&written, &findings->uncertain);
    }
    if ((kinds & FINDING_BIT(FINDING_REF)) != 0)
    {
        write_refs(&written, &findings->refs);
        write_refs(&written, &findings->refs_unsure);
    }
    write_errors(&written, kinds);
    free_written(&written);
}
