/* SPDX-License-Identifier: MIT */
#include "command.h"

#include "image.h"
#include "label.h"
#include "message.h"
#include "progress.h"
#include "range.h"
#include "report.h"
#include "stream.h"
#include "unpack.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Pools are listed up to about this many bytes. */
#define POOL_LIST_MOST 200u

uint64_t command_findings(const struct findings *findings)
{
    return findings_blocks(&findings->leaks) + findings->refs.count + findings->error_count;
}

void command_count_findings(struct run *run)
{
    struct findings findings;
    if (run->findings_code != EXIT_CODE_DONE)
    {
        findings_collect(&findings, &run->replay, &run->options->filter);
        run->findings += command_findings(&findings);
        findings_free(&findings);
    }
}

const char *command_other_format(struct input *input)
{
    static const struct
    {
        const char *start, *hint;
    } others[] = {
        {"\xFD"
         "7zXZ",
         "compressed with xz: decompress it first"},
        {"\xEF\xBB\xBF", "begins with a byte order mark: remove its first three bytes"},
        {"\xFF\xFE", "text in UTF-16: convert it to UTF-8 without a byte order mark"},
        {"\xFE\xFF", "text in UTF-16: convert it to UTF-8 without a byte order mark"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    {
        const size_t size = strlen(others[i].start);
        if (input_need(input, size) >= size && memcmp(input_bytes(input), others[i].start, size) == 0)
        {
            return others[i].hint;
        }
    }
    return unpack_hint(input);
}

static bool read_trace(struct run *run, struct input *input)
{
    const char *hint = command_other_format(input);
    const struct options *options = run->options;
    const bool good = range_read(input, &run->replay, &options->from, &options->to, &run->result);
    progress_end();
    if (!good)
    {
        message(
            hint == NULL || input->error != 0 ? "%s: %s" : "%s: not a trace: %s", run->name,
            hint == NULL || input->error != 0 ? run->result.error : hint
        );
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
        found = label_is_of_pool(wanted, &run->replay.names, i);
    }
    return found;
}

/* Says which pools there are. */
static void no_such_pool(const struct run *run, const char *wanted)
{
    struct buffer list = {0};
    buffer_word(&list, run->replay.names.pool_count > 1 ? "there are: " : "there is none at all");
    for (uint32_t i = 1; i < run->replay.names.pool_count; i++)
    {
        buffer_word(&list, i > 1 ? ", " : "");
        if (list.size > POOL_LIST_MOST)
        {
            buffer_word(&list, "...");
            break;
        }
        label_pool(&list, &run->replay.names, i);
    }
    message("%s: no pool \"%s\"; %s", run->name, wanted, list.text);
    buffer_free(&list);
}

static bool has_asked_site(const struct run *run)
{
    const char *wanted = run->options->filter.site;
    bool found = wanted == NULL;
    for (uint32_t i = 0; i < run->replay.names.site_count && !found; i++)
    {
        struct buffer label = {0};
        label_site(&label, &run->replay.names, i);
        found = strstr(label.text, wanted) != NULL;
        buffer_free(&label);
    }
    if (!found)
    {
        message("%s: no site with \"%s\"; dump shows the sites of all calls", run->name, wanted);
    }
    return found;
}

static bool has_what_is_asked(const struct run *run)
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
    return has_asked_site(run);
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

/* Addresses get their names where the command shows sites. */
static bool read_with_symbols(struct run *run, const struct command *command, struct input *input)
{
    struct symbols *symbols = (command->options & OPTIONS_SITE) != 0 ? run->symbols : NULL;
    if (symbols != NULL)
    {
        symbols_begin(symbols, &run->replay.names);
    }
    const bool good = read_trace(run, input);
    if (good && symbols != NULL)
    {
        symbols_end(symbols, &run->replay.names);
    }
    return good;
}

static bool replayed_trace(struct run *run, const struct command *command, struct input *input)
{
    replay_init(&run->replay);
    run->own = NULL;
    if (command->begin != NULL)
    {
        command->begin(run);
    }
    bool good = !run->failed && read_with_symbols(run, command, input) &&
                (command->is_joint || has_what_is_asked(run));
    if (good)
    {
        say_incomplete(run);
        command->print(run);
        good = !run->failed;
    }
    if (command->end != NULL)
    {
        command->end(run);
    }
    replay_free(&run->replay);
    return good;
}

/* The recordings in an image are one trace of several streams. */
static bool replayed_image(struct run *run, const struct command *command, struct input *image)
{
    struct input recordings;
    char error[256];
    const char *hint = unpack_hint(image);
    if (!image_open(image, &recordings, error, sizeof error))
    {
        message("%s: %s", run->name, hint == NULL ? error : hint);
        return false;
    }
    const bool good = replayed_trace(run, command, &recordings);
    input_close(&recordings);
    return good;
}

static bool one_trace(struct run *run, const struct command *command, const char *trace, bool is_image)
{
    struct input input;
    run->is_standard_input = strcmp(trace, "-") == 0;
    run->name = run->is_standard_input ? "standard input" : trace;
    if (!input_open(&input, trace))
    {
        message("%s: %s", run->name, strerror(input.error));
        return false;
    }
    const bool shares_screen = command->prints_early && isatty(stream_descriptor(run->output.stream)) == 1;
    if (!run->options->quiet && !shares_screen)
    {
        progress_begin(run->index, run->trace_count);
    }
    const bool good = is_image ? replayed_image(run, command, &input) : replayed_trace(run, command, &input);
    progress_end();
    input_close(&input);
    return good;
}

bool command_trace(struct run *run, const struct command *command, const char *trace)
{
    return one_trace(run, command, trace, false);
}

/* The message that was printed, without the name that it begins with. */
static const char *last_failure(const struct run *run)
{
    const char *why = message_last();
    const size_t size = strlen(run->name);
    return strncmp(why, run->name, size) == 0 && strncmp(why + size, ": ", 2) == 0 ? why + size + 2 : why;
}

/* A line for each trace, also for one that cannot be read: of ten thousand it must not hide the others. */
static bool all_lines(struct run *run, const struct command *command, char *const *traces)
{
    const size_t images = run->options->image_count;
    for (run->index = 0; run->index < run->trace_count; run->index++)
    {
        const bool is_image = run->index < images;
        const char *trace = is_image ? run->options->images[run->index] : traces[run->index - images];
        if (!one_trace(run, command, trace, is_image))
        {
            run->unreadable++;
            if (!run->options->quiet)
            {
                report_json_failure(run, last_failure(run));
            }
        }
        if (!run->options->quiet)
        {
            (void)fputc('\n', run->output.stream);
            (void)fflush(run->output.stream);
        }
    }
    return true;
}

static bool all_traces(struct run *run, const struct command *command, char *const *traces)
{
    const bool is_list = run->options->format == OUTPUT_JSON && run->trace_count > 1 &&
                         !run->options->quiet && !command->is_joint;
    if (is_list)
    {
        json_begin(&run->json, '[');
    }
    bool good = true;
    const size_t images = run->options->image_count;
    for (run->index = 0; run->index < run->trace_count && good; run->index++)
    {
        const bool is_image = run->index < images;
        const char *trace = is_image ? run->options->images[run->index] : traces[run->index - images];
        good = one_trace(run, command, trace, is_image);
    }
    /* What stands there already stays well-formed, whatever the last trace was. */
    if (is_list)
    {
        json_end(&run->json, ']');
        (void)fputc('\n', run->output.stream);
    }
    return good;
}

static bool started_traces(struct run *run, const struct command *command, char *const *traces)
{
    if (command->start != NULL && !command->start(run))
    {
        return false;
    }
    const bool in_lines = run->options->format == OUTPUT_JSONL;
    const bool good = (in_lines ? all_lines : all_traces)(run, command, traces);
    return command->finish == NULL ? good : command->finish(run, good) && good;
}

static int exit_code(const struct run *run)
{
    if (run->unreadable > 0)
    {
        return EXIT_CODE_TROUBLE;
    }
    if (run->options->strict && run->incomplete)
    {
        return EXIT_CODE_INCOMPLETE;
    }
    return run->findings > 0 ? run->findings_code : EXIT_CODE_DONE;
}

static int run_with(struct run *run, const struct command *command, char *const *traces)
{
    const struct options *options = run->options;
    const bool in_lines = options->format == OUTPUT_JSONL;
    if (!output_open(&run->output, options->output, options->overwrite))
    {
        return EXIT_CODE_TROUBLE;
    }
    terminal_init(&run->terminal, run->output.stream, options->colour);
    run->json = (struct json
    ){.stream = run->output.stream,
      .break_depth = in_lines               ? 0
                     : run->trace_count > 1 ? 3
                                            : 2,
      .is_first = true};
    if (!started_traces(run, command, traces))
    {
        output_discard(&run->output);
        return EXIT_CODE_TROUBLE;
    }
    return output_commit(&run->output) ? exit_code(run) : EXIT_CODE_TROUBLE;
}

int command_run(
    const struct command *command, const struct options *options, char *const *traces, size_t trace_count
)
{
    struct run run = {
        .options = options,
        .trace_count = options->image_count + trace_count,
        .findings_code = options->error_exitcode};
    if (!symbols_open(&run.symbols, &options->places))
    {
        return EXIT_CODE_TROUBLE;
    }
    const int code = run_with(&run, command, traces);
    symbols_close(run.symbols);
    return code;
}
