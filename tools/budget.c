/* SPDX-License-Identifier: MIT */
/* A budget: the rules of `check` in a file, one a line. */
#include "buffer.h"
#include "mem.h"
#include "message.h"
#include "rules.h"
#include "stream.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a line, its end included. */
#define LINE_MOST 4096u

struct budget
{
    const char *name;
    unsigned line; /* in work, from 1 */
    struct rules rules;
};

static bool refuse(const struct budget *budget, const char *what, const char *hint)
{
    message("%s:%u: %s: %s", budget->name, budget->line, what, hint);
    return false;
}

/* From a `#` at the line's start or after a blank on, it is a comment. */
static void cut_comment(char *line)
{
    for (size_t at = 0; line[at] != '\0'; at++)
    {
        if (line[at] == '#' && (at == 0 || isspace((unsigned char)line[at - 1])))
        {
            line[at] = '\0';
            return;
        }
    }
}

static char *trim(char *text)
{
    size_t size = strlen(text);
    while (size > 0 && isspace((unsigned char)text[size - 1]))
    {
        text[--size] = '\0';
    }
    while (isspace((unsigned char)*text))
    {
        text++;
    }
    return text;
}

/* The line on which the budget has this rule already; 0: none. */
static unsigned line_of_peak(const struct rules *rules, const char *value)
{
    const char *equals = strrchr(value, '=');
    struct buffer pool = {0};
    buffer_add(&pool, (struct slice){value, equals == NULL ? 0 : (size_t)(equals - value)});
    const struct peak_rule *rule = rules_peak_of(rules, trim(pool.text));
    const unsigned line = rule == NULL ? 0 : rule->limit.line;
    buffer_free(&pool);
    return line;
}

static bool refuse_second(const struct budget *budget, const char *rule, unsigned line)
{
    message(
        "%s:%u: %s: given on line %u already; take one of the two out", budget->name, budget->line, rule, line
    );
    return false;
}

static bool refuse_value(const struct budget *budget, const char *rule, const char *value, const char *wanted)
{
    message(
        "%s:%u: %s %s: it needs %s", budget->name, budget->line, rule,
        *value == '\0' ? "without a value" : value, wanted
    );
    return false;
}

static bool take_peak(struct budget *budget, const char *rule, const char *value)
{
    const unsigned earlier = line_of_peak(&budget->rules, value);
    if (earlier != 0)
    {
        return refuse_second(budget, rule, earlier);
    }
    const char *wanted = rules_take_peak(&budget->rules, value, budget->line);
    if (wanted != NULL)
    {
        return refuse_value(budget, rule, value, wanted);
    }
    return true;
}

/* A name that does not begin with `/` is one beside the budget. */
static bool take_baseline(struct budget *budget, const char *rule, const char *value)
{
    const char *slash = strrchr(budget->name, '/');
    struct buffer name = {0};
    if (budget->rules.baseline != NULL)
    {
        return refuse_second(budget, rule, budget->rules.baseline_line);
    }
    if (*value == '\0')
    {
        return refuse_value(budget, rule, value, "a trace's name");
    }
    if (slash != NULL && *value != '/')
    {
        buffer_add(&name, (struct slice){budget->name, (size_t)(slash - budget->name) + 1});
    }
    buffer_word(&name, value);
    budget->rules.baseline = name.text;
    budget->rules.baseline_line = budget->line;
    return true;
}

static bool take_count(struct budget *budget, enum count_rule rule, const char *value)
{
    const char *name = rules_count_name(rule);
    if (budget->rules.counts[rule].is_given)
    {
        return refuse_second(budget, name, budget->rules.counts[rule].line);
    }
    const char *wanted = rules_take_count(&budget->rules, rule, value, budget->line);
    if (wanted != NULL)
    {
        return refuse_value(budget, name, value, wanted);
    }
    return true;
}

static bool take_rule(struct budget *budget, const char *rule, const char *value)
{
    if (strcmp(rule, "max-peak") == 0)
    {
        return take_peak(budget, rule, value);
    }
    if (strcmp(rule, "baseline") == 0)
    {
        return take_baseline(budget, rule, value);
    }
    for (enum count_rule i = 0; i < RULE_COUNT; i++)
    {
        if (strcmp(rule, rules_count_name(i)) == 0)
        {
            return take_count(budget, i, value);
        }
    }
    return refuse(
        budget, rule,
        "no such rule; there are: max-peak, max-leaks, max-failed, max-unbalanced, max-errors, baseline"
    );
}

static bool take_line(struct budget *budget, char *line)
{
    cut_comment(line);
    char *rule = trim(line);
    if (*rule == '\0')
    {
        return true;
    }
    char *value = rule + strcspn(rule, " \t");
    if (*value != '\0')
    {
        *value++ = '\0';
    }
    return take_rule(budget, rule, trim(value));
}

static bool read_lines(struct budget *budget, FILE *file)
{
    char line[LINE_MOST];
    memset(line, 0, sizeof line);
    bool good = true;
    while (good && fgets(line, sizeof line, file) != NULL)
    {
        const size_t size = strlen(line);
        budget->line++;
        if (size == 0 || (line[size - 1] != '\n' && !feof(file)))
        {
            return refuse(budget, "not a budget", "a line is too long, or has bytes that are no text");
        }
        good = take_line(budget, line);
    }
    if (ferror(file))
    {
        message("%s: %s", budget->name, strerror(errno));
    }
    return good && !ferror(file);
}

/* What the command line said stays. */
static void merge(struct rules *rules, struct rules *budget)
{
    for (size_t i = 0; i < budget->peak_count; i++)
    {
        struct peak_rule *peak = &budget->peaks[i];
        if (rules_peak_of(rules, peak->pool) == NULL)
        {
            rules->peaks =
                mem_grow(rules->peaks, &rules->peak_room, rules->peak_count + 1, sizeof *rules->peaks);
            rules->peaks[rules->peak_count++] = *peak;
            *peak = (struct peak_rule){0};
        }
    }
    for (size_t i = 0; i < RULE_COUNT; i++)
    {
        if (!rules->counts[i].is_given)
        {
            rules->counts[i] = budget->counts[i];
            budget->counts[i] = (struct limit){0};
        }
    }
    if (rules->baseline == NULL)
    {
        rules->baseline = budget->baseline;
        budget->baseline = NULL;
    }
}

bool rules_read_budget(struct rules *rules, const char *name)
{
    struct budget budget = {.name = name};
    FILE *file = stream_read(name);
    if (file == NULL)
    {
        message("%s: %s", name, strerror(errno));
        return false;
    }
    bool good = read_lines(&budget, file);
    (void)stream_close(file);
    if (good && rules_is_empty(&budget.rules))
    {
        message("%s: no rule in it; a budget has lines such as `max-leaks 0`", name);
        good = false;
    }
    if (good)
    {
        merge(rules, &budget.rules);
    }
    rules_free(&budget.rules);
    return good;
}
