/* SPDX-License-Identifier: MIT */
/* The options that are rules of `check`. */
#include "mem.h"
#include "message.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

static bool take_count(struct options *options, enum count_rule rule, const char *value)
{
    const char *wanted = rules_take_count(&options->rules, rule, value, 0);
    if (wanted != NULL)
    {
        message("--%s %s: it needs %s", rules_count_name(rule), value, wanted);
    }
    return wanted == NULL;
}

bool options_take_max_leaks(struct options *options, const char *value)
{
    return take_count(options, RULE_LEAKS, value);
}

bool options_take_max_failed(struct options *options, const char *value)
{
    return take_count(options, RULE_FAILED, value);
}

bool options_take_max_unbalanced(struct options *options, const char *value)
{
    return take_count(options, RULE_UNBALANCED, value);
}

bool options_take_max_errors(struct options *options, const char *value)
{
    return take_count(options, RULE_ERRORS, value);
}

bool options_take_max_peak(struct options *options, const char *value)
{
    const char *wanted = rules_take_peak(&options->rules, value, 0);
    if (wanted != NULL)
    {
        message("--max-peak %s: it needs %s", value, wanted);
    }
    return wanted == NULL;
}

bool options_take_baseline(struct options *options, const char *value)
{
    if (*value == '\0')
    {
        message("--baseline needs a trace's name");
        return false;
    }
    free(options->rules.baseline);
    options->rules.baseline = mem_alloc(strlen(value) + 1);
    memcpy(options->rules.baseline, value, strlen(value));
    return true;
}
