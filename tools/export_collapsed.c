/* SPDX-License-Identifier: MIT */
/*
 * convert --to collapsed: `pool;file;function bytes`, one line a stack, as flame graph
 * tools take them: the bytes that are live at the end.
 */
#include "export.h"
#include "export_live.h"

#include "label.h"

#include <inttypes.h>

void export_collapsed_begin(struct run *run)
{
    run->own = live_sites_new(&run->replay, &run->options->filter);
}

/* A frame holds no semicolon, and nothing that breaks the line. */
static void add_frame(struct buffer *stack, struct slice text)
{
    buffer_word(stack, stack->size > 0 ? ";" : "");
    for (size_t i = 0; i < text.size; i++)
    {
        const unsigned char byte = (unsigned char)text.text[i];
        const char safe = (char)(byte == ';' ? ',' : byte < 0x20 || byte == 0x7F ? '?' : byte);
        buffer_add(stack, (struct slice){&safe, 1});
    }
}

static void make_stack(struct buffer *stack, struct live_sites *live, const struct live_site *item)
{
    struct buffer pool = {0};
    const struct live_frame frame = live_frame(live, item->site);
    label_pool(&pool, &live->replay->names, item->pool);
    buffer_clear(stack);
    add_frame(stack, buffer_slice(&pool));
    if (frame.file.size > 0)
    {
        add_frame(stack, frame.file);
    }
    add_frame(stack, frame.function);
    if (item->is_unsure)
    {
        add_frame(stack, (struct slice){"[uncertain]", 11});
    }
    buffer_free(&pool);
}

void export_collapsed_print(struct run *run)
{
    struct live_sites *live = run->own;
    struct buffer stack = {0};
    live_sites_finish(live);
    for (size_t i = 0; i < live->count; i++)
    {
        if (live->items[i].bytes > 0)
        {
            make_stack(&stack, live, &live->items[i]);
            (void)fprintf(run->output.stream, "%s %" PRIu64 "\n", stack.text, live->items[i].bytes);
        }
    }
    buffer_free(&stack);
}

void export_live_end(struct run *run)
{
    live_sites_free(run->own);
}
