/* SPDX-License-Identifier: MIT */
#include "command.h"

#include "label.h"
#include "message.h"

#include <errno.h>
#include <string.h>

uint64_t command_findings(const struct findings *findings)
{
    return findings_blocks(&findings->leaks) + findings->refs.count + findings->error_count;
}

static bool read_trace(struct run *run, struct input *input)
{
    const bool good = reader_run(input, &run->replay.names, &run->replay.sink, &run->result);
    if (!good)
    {
        message("%s: %s", run->name, run->result.error);
        return false;
    }
    replay_finish(&run->replay, run->result.bytes);
    return true;
}

static bool has_pool(const struct run *run, const char *wanted)
{
    bool found = false;
    for (uint32_t i = 1; i < run->replay.names.pool_count && !found; i++)
    {
        struct buffer name = {0};
        label_pool(&name, &run->replay.names, i);
        found = strcmp(name.text, wanted) == 0;
        buffer_free(&name);
    }
    return found;
}

/* Says which pools there are. */
static void no_such_pool(const struct run *run, const char *wanted)
{
    struct buffer list = {0};
    buffer_word(&list, "");
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        buffer_word(&list, i > 1 ? ", " : "");
        label_pool(&list, &run->replay.names, i);
    }
    message("%s: no pool \"%s\"; there %s", run->name, wanted, list.size == 0 ? "is none at all" : "are:");
    if (list.size > 0)
    {
        message("%s: %s", run->name, list.text);
    }
    buffer_free(&list);
}

static bool has_asked_pools(const struct run *run)
{
    const struct filter *filter = &run->options->filter;
    for (size_t i = 0; i < filter->pool_count; i++)
    {
        if (!has_pool(run, filter->pools[i]))
        {
            no_such_pool(run, filter->pools[i]);
            return false;
        }
    }
    return true;
}

static void say_incomplete(struct run *run)
{
    if (!replay_is_complete(&run->replay))
    {
        run->incomplete = true;
        if (run->options->strict)
        {
            const struct replay_gap *gap = &run->replay.gaps[0];
            message("%s: incomplete: at byte %llu: %s", run->name, (unsigned long long)gap->offset, gap->why);
        }
    }
}

static bool replayed_trace(struct run *run, const struct command *command, struct input *input)
{
    replay_init(&run->replay);
    if (command->tap != NULL && !run->options->quiet)
    {
        command->tap(run);
    }
    const bool good = read_trace(run, input) && has_asked_pools(run);
    if (good)
    {
        say_incomplete(run);
        command->print(run);
    }
    if (run->tap != NULL)
    {
        run->free_tap(run);
    }
    replay_free(&run->replay);
    return good;
}

static bool one_trace(struct run *run, const struct command *command, const char *trace)
{
    struct input input;
    run->name = strcmp(trace, "-") == 0 ? "standard input" : trace;
    if (!input_open(&input, trace))
    {
        message("%s: %s", run->name, strerror(input.error));
        return false;
    }
    const bool good = replayed_trace(run, command, &input);
    input_close(&input);
    return good;
}

static bool all_traces(struct run *run, const struct command *command, char *const *traces)
{
    const bool is_list = run->options->format == OUTPUT_JSON && run->trace_count > 1 && !run->options->quiet;
    if (is_list)
    {
        json_begin(&run->json, '[');
    }
    for (run->index = 0; run->index < run->trace_count; run->index++)
    {
        if (!one_trace(run, command, traces[run->index]))
        {
            return false;
        }
    }
    if (is_list)
    {
        json_end(&run->json, ']');
        (void)fputc('\n', run->output.stream);
    }
    return true;
}

static int exit_code(const struct run *run)
{
    if (run->options->strict && run->incomplete)
    {
        return EXIT_CODE_INCOMPLETE;
    }
    return run->findings > 0 ? run->options->error_exitcode : EXIT_CODE_DONE;
}

int command_run(
    const struct command *command, const struct options *options, char *const *traces, size_t trace_count
)
{
    struct run run = {.options = options, .trace_count = trace_count};
    if (!output_open(&run.output, options->output, options->overwrite))
    {
        return EXIT_CODE_TROUBLE;
    }
    terminal_init(&run.terminal, run.output.stream, options->colour);
    run.json =
        (struct json){.stream = run.output.stream, .break_depth = trace_count > 1 ? 3 : 2, .is_first = true};
    if (!all_traces(&run, command, traces))
    {
        output_discard(&run.output);
        return EXIT_CODE_TROUBLE;
    }
    return output_commit(&run.output) ? exit_code(&run) : EXIT_CODE_TROUBLE;
}
