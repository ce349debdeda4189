/* SPDX-License-Identifier: MIT */
/* diff: what changed between two runs. */
#include "diff.h"
#include "mem.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

bool cmd_diff_start(struct run *run)
{
    if (run->trace_count != DIFF_RUNS)
    {
        message("diff: compares two traces, BEFORE and AFTER, not %zu", run->trace_count);
        return false;
    }
    run->shared = mem_alloc(sizeof(struct diff));
    run->findings_code = run->options->error_exitcode > 0 ? run->options->error_exitcode
                         : run->options->fail_on_change   ? 1
                                                          : 0;
    return true;
}

void cmd_diff(struct run *run)
{
    struct diff *diff = run->shared;
    summary_collect(&diff->runs[diff->count++], run);
}

static bool has_pool(const struct summary *summary, const char *wanted)
{
    bool found = false;
    for (size_t i = 0; i < summary->pool_count && !found; i++)
    {
        found = strcmp(summary->pools[i].label, wanted) == 0 || strcmp(summary->pools[i].name, wanted) == 0;
    }
    return found;
}

/* What one run has and the other has not is what changed; what neither has is a mistake. */
static bool has_what_is_asked(const struct run *run, const struct diff *diff)
{
    const struct filter *filter = &run->options->filter;
    for (size_t i = 0; i < filter->pool_count; i++)
    {
        if (!has_pool(&diff->runs[0], filter->pools[i]) && !has_pool(&diff->runs[1], filter->pools[i]))
        {
            message("diff: no pool \"%s\" in either trace; report shows those there are", filter->pools[i]);
            return false;
        }
    }
    if (!diff->runs[0].has_site && !diff->runs[1].has_site)
    {
        message("diff: no site with \"%s\" in either trace; dump shows the sites of all calls", filter->site);
        return false;
    }
    return true;
}

/* Times are never the same twice: they are told, and no reason to fail. */
static uint64_t changes(const struct comparison *comparison)
{
    uint64_t count = 0;
    for (size_t i = 0; i < comparison->count; i++)
    {
        count += comparison->items[i].row->what < MEASURE_GET_RATE ? 1 : 0;
    }
    return count;
}

size_t diff_shown(const struct run *run, const struct diff *diff, enum direction direction)
{
    const size_t count = diff->comparison.of[direction];
    return run->options->top > 0 && run->options->top < count ? run->options->top : count;
}

static void report(struct run *run, struct diff *diff)
{
    compare(&diff->comparison, &diff->runs[0], &diff->runs[1]);
    run->findings = changes(&diff->comparison);
    if (!run->options->quiet && run->options->format == OUTPUT_JSON)
    {
        diff_json(run, diff);
    }
    else if (!run->options->quiet)
    {
        diff_text(run, diff);
    }
    compare_free(&diff->comparison);
}

bool cmd_diff_finish(struct run *run, bool good)
{
    struct diff *diff = run->shared;
    good = good && has_what_is_asked(run, diff);
    if (good)
    {
        report(run, diff);
    }
    for (size_t i = 0; i < diff->count; i++)
    {
        summary_free(&diff->runs[i]);
    }
    free(diff);
    return good;
}
