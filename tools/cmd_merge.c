/* SPDX-License-Identifier: MIT */
/* merge: many machines' JSON lines as one report. */
#include "fleet_read.h"
#include "fleet_report.h"
#include "message.h"

static void print(struct run *run, const struct fleet *fleet)
{
    if (run->options->format == OUTPUT_TEXT)
    {
        terminal_init(&run->terminal, run->output.stream, run->options->colour);
        fleet_report_text(run, fleet);
        return;
    }
    const unsigned break_depth = run->options->format == OUTPUT_JSONL ? 0 : 2;
    run->json = (struct json){.stream = run->output.stream, .break_depth = break_depth, .is_first = true};
    fleet_report_json(run, fleet);
}

/* Whether each pool that is asked for is in one of the traces. */
static bool has_pools(const struct options *options, const struct fleet *fleet)
{
    const struct fleet_rows *pools = &fleet->lists[FLEET_POOLS];
    for (size_t i = 0; i < options->filter.pool_count; i++)
    {
        bool found = false;
        for (size_t j = 0; j < pools->count && !found; j++)
        {
            found = fleet_is_pool(options->filter.pools[i], pools->items[j].sum.texts[0]);
        }
        if (!found)
        {
            message("no pool \"%s\" in any of the traces", options->filter.pools[i]);
            return false;
        }
    }
    return true;
}

static bool has_findings(const struct fleet *fleet)
{
    return fleet->lists[FLEET_LEAKS].count > 0 || fleet->lists[FLEET_REFS].count > 0 ||
           fleet->lists[FLEET_ERRORS].count > 0;
}

static int exit_code(const struct options *options, const struct fleet *fleet, bool good)
{
    if (!good)
    {
        return EXIT_CODE_TROUBLE;
    }
    if (options->strict && !fleet_is_complete(fleet))
    {
        return EXIT_CODE_INCOMPLETE;
    }
    return has_findings(fleet) ? options->error_exitcode : EXIT_CODE_DONE;
}

static int merged(struct run *run, struct fleet *fleet, char *const *files, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++)
    {
        good = fleet_read_file(fleet, &run->options->filter, files[i]) && good;
    }
    if (fleet->line == 0 || !has_pools(run->options, fleet))
    {
        output_discard(&run->output);
        return EXIT_CODE_TROUBLE;
    }
    fleet_sort(fleet);
    if (!run->options->quiet)
    {
        print(run, fleet);
    }
    return output_commit(&run->output) ? exit_code(run->options, fleet, good) : EXIT_CODE_TROUBLE;
}

int cmd_merge(const struct command *command, const struct options *options, char *const *words, size_t count)
{
    struct run run = {.options = options};
    struct fleet fleet = {0};
    (void)command;
    if (!output_open(&run.output, options->output, options->overwrite))
    {
        return EXIT_CODE_TROUBLE;
    }
    const int code = merged(&run, &fleet, words, count);
    fleet_free(&fleet);
    return code;
}
