/* SPDX-License-Identifier: MIT */
/* trim: a part of the trace as a trace; of packets as packets, of text as text. */
#include "dump.h"
#include "mem.h"
#include "message.h"
#include "packet_reader.h"
#include "packet_writer.h"
#include "pick.h"
#include "stream.h"

#include "export.h"

#include <stdlib.h>
#include <unistd.h>

struct trim
{
    struct run *run;
    struct pick pick;
    struct dump *dump;            /* NULL: not as text */
    struct packet_writer *writer; /* NULL: not as packets */
};

static void write_packets(struct trim *trim)
{
    const struct run *run = trim->run;
    trim->writer = mem_alloc(sizeof *trim->writer);
    packet_writer_init(trim->writer, run->output.stream, &run->replay.names);
    trim->writer->without_counts = run->options->filter.pool_count > 0;
}

/* Once something was read, and it is known what it is; false where it cannot be written. */
static bool is_ready(struct trim *trim)
{
    struct run *run = trim->run;
    if (trim->dump != NULL || trim->writer != NULL || run->failed)
    {
        return !run->failed;
    }
    if (run->result.format == FORMAT_TEXT)
    {
        trim->dump = dump_new(run);
    }
    else if (isatty(stream_descriptor(run->output.stream)))
    {
        message("trim: packets are not for a terminal: name a file with -o, or use dump");
        run->failed = true;
    }
    else
    {
        write_packets(trim);
    }
    return !run->failed;
}

static bool is_about_pool(const struct trace_item *item)
{
    return item->kind == ITEM_POOL || item->kind == ITEM_STATE_BEGIN || item->kind == ITEM_STATE_BLOCK ||
           item->kind == ITEM_STATE_END;
}

static void trim_event(void *context, const struct replay *replay, const struct trace_event *event)
{
    struct trim *trim = context;
    (void)replay;
    if (!is_ready(trim))
    {
        return;
    }
    if (trim->dump != NULL)
    {
        dump_event(trim->dump, event);
    }
    else if (pick_wants_pool(&trim->pick, event->pool))
    {
        packet_writer_event(trim->writer, event);
    }
}

static void trim_item(void *context, const struct replay *replay, const struct trace_item *item)
{
    struct trim *trim = context;
    (void)replay;
    if (!is_ready(trim))
    {
        return;
    }
    if (trim->dump != NULL)
    {
        dump_item(trim->dump, item);
    }
    else if (!is_about_pool(item) || pick_wants_pool(&trim->pick, item->pool))
    {
        packet_writer_item(trim->writer, item);
    }
}

bool cmd_trim_start(struct run *run)
{
    if (run->trace_count > 1)
    {
        message("trim: takes one trace at a time");
    }
    return run->trace_count == 1;
}

void cmd_trim_begin(struct run *run)
{
    struct trim *trim = mem_alloc(sizeof *trim);
    trim->run = run;
    pick_init(&trim->pick, &run->replay, &run->options->filter);
    run->own = trim;
    if (!run->options->quiet)
    {
        const struct replay_observer observer = {.context = trim, .after = trim_event, .item = trim_item};
        replay_observe(&run->replay, &observer);
    }
}

/* As packets, whatever the input is. */
void export_jmt_begin(struct run *run)
{
    cmd_trim_begin(run);
    write_packets(run->own);
}

void export_jmt_print(struct run *run)
{
    struct trim *trim = run->own;
    if (trim->dump != NULL)
    {
        dump_finish(trim->dump);
    }
    if (trim->writer != NULL)
    {
        packet_writer_finish(trim->writer);
    }
}

void cmd_trim(struct run *run)
{
    command_count_findings(run);
    if (!run->options->quiet && is_ready(run->own))
    {
        export_jmt_print(run);
    }
}

void cmd_trim_end(struct run *run)
{
    struct trim *trim = run->own;
    if (trim->dump != NULL)
    {
        dump_free(trim->dump);
    }
    if (trim->writer != NULL)
    {
        packet_writer_free(trim->writer);
        free(trim->writer);
    }
    pick_free(&trim->pick);
    free(trim);
}
