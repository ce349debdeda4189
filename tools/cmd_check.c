/* SPDX-License-Identifier: MIT */
/* check: the gate of a CI job. */
#include "check.h"
#include "mem.h"
#include "message.h"

#include <stdlib.h>
#include <string.h>

struct check
{
    struct rules rules;
    struct summary baseline;
    bool has_baseline;
    struct junit junit;
    struct output junit_output;
};

static void take_baseline(struct run *run)
{
    struct check *check = run->shared;
    summary_collect(&check->baseline, run);
    check->has_baseline = true;
}

/* A pool, or a site, that is asked for may be new. */
static const struct command baseline_command = {
    .options = OPTIONS_TRACE | OPTIONS_RANGE | OPTIONS_POOL | OPTIONS_SITE,
    .print = take_baseline,
    .is_joint = true};

static bool settle_rules(struct check *check, const struct options *options)
{
    rules_copy(&check->rules, &options->rules);
    if (options->budget != NULL && !rules_read_budget(&check->rules, options->budget))
    {
        return false;
    }
    if (rules_is_empty(&check->rules))
    {
        message(
            "check: no rule given: try --max-leaks 0, --max-peak '*=90%%', --baseline TRACE or --budget FILE"
        );
        return false;
    }
    return true;
}

/* On standard output, where the report is left out. */
static bool is_shared(const struct options *options)
{
    return strcmp(options->junit, "-") == 0 && strcmp(options->output, "-") == 0 && options->quiet;
}

/* Opened before any trace is read: a file that may not be overwritten is refused at once. */
static bool open_junit(struct check *check, const struct options *options)
{
    const char *name = options->junit;
    if (name == NULL)
    {
        return true;
    }
    if (strcmp(name, options->output) == 0 && !is_shared(options))
    {
        message(
            strcmp(name, "-") == 0 ? "--junit %s: the report goes there: -q leaves it out"
                                   : "--junit %s: the report goes there: give -o another file",
            name
        );
        return false;
    }
    return is_shared(options) || output_open(&check->junit_output, name, options->overwrite);
}

static void free_check(struct check *check)
{
    if (check->has_baseline)
    {
        summary_free(&check->baseline);
    }
    output_discard(&check->junit_output);
    buffer_free(&check->junit.suites);
    rules_free(&check->rules);
    free(check);
}

bool cmd_check_start(struct run *run)
{
    struct check *check = mem_alloc(sizeof *check);
    run->shared = check;
    run->findings_code = run->options->error_exitcode > 0 ? run->options->error_exitcode : 1;
    if (settle_rules(check, run->options) && open_junit(check, run->options) &&
        (check->rules.baseline == NULL || command_trace(run, &baseline_command, check->rules.baseline)))
    {
        return true;
    }
    free_check(check);
    return false;
}

static void report(struct run *run, struct check *check, const struct check_results *results)
{
    const struct options *options = run->options;
    const size_t most = options->top > 0 ? options->top : CHECK_DETAILS;
    run->findings += results->of[VERDICT_FAILED];
    run->incomplete = run->incomplete || results->of[VERDICT_UNSURE] > 0;
    if (options->junit != NULL)
    {
        junit_add(&check->junit, run->name, results, most, options->strict);
    }
    if (!options->quiet && options->format == OUTPUT_JSON)
    {
        check_json(run, results);
    }
    else if (!options->quiet)
    {
        check_text(run, results);
    }
}

/* Who held what at a peak is followed where a rule asks for peaks. */
void cmd_check_begin(struct run *run)
{
    const struct check *check = run->shared;
    if (check->rules.peak_count > 0)
    {
        run->own = mem_alloc(sizeof(struct at));
        at_begin(run->own, &run->replay, run->options);
    }
}

void cmd_check_end(struct run *run)
{
    if (run->own != NULL)
    {
        at_free(run->own);
        free(run->own);
        run->own = NULL;
    }
}

void cmd_check(struct run *run)
{
    struct check *check = run->shared;
    struct summary summary;
    struct summary held = {0};
    struct check_results results;
    summary_collect(&summary, run);
    if (run->own != NULL)
    {
        check_collect_held(&held, run->own, run, &summary);
    }
    const struct check_facts facts = {
        .trace = &summary, .held = &held, .baseline = check->has_baseline ? &check->baseline : NULL};
    if (check_judge(&results, &check->rules, &facts))
    {
        report(run, check, &results);
    }
    else
    {
        run->failed = true;
    }
    check_free(&results);
    summary_free(&held);
    summary_free(&summary);
}

bool cmd_check_finish(struct run *run, bool good)
{
    struct check *check = run->shared;
    bool written = true;
    if (good && run->options->junit != NULL)
    {
        const bool shared = is_shared(run->options);
        junit_print(&check->junit, shared ? run->output.stream : check->junit_output.stream);
        written = shared || output_commit(&check->junit_output);
    }
    free_check(check);
    return written;
}
