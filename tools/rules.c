/* SPDX-License-Identifier: MIT */
#include "rules.h"

#include "mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Digits behind the point of a percentage. */
#define FRACTION_DIGITS 4u

static const char *const names[RULE_COUNT] = {
    [RULE_LEAKS] = "max-leaks",
    [RULE_FAILED] = "max-failed",
    [RULE_UNBALANCED] = "max-unbalanced",
    [RULE_ERRORS] = "max-errors"};

const char *rules_count_name(enum count_rule rule)
{
    return names[rule];
}

static char *copy(const char *text, size_t size)
{
    char *copied = mem_alloc(size + 1);
    memcpy(copied, text, size);
    return copied;
}

/* Reads digits; returns what follows, or NULL where there are none or too many. */
static const char *read_number(const char *text, uint64_t *number)
{
    *number = 0;
    if (!isdigit((unsigned char)*text))
    {
        return NULL;
    }
    for (; isdigit((unsigned char)*text); text++)
    {
        const uint64_t digit = (uint64_t)(*text - '0');
        if (*number > (UINT64_MAX - digit) / 10)
        {
            return NULL;
        }
        *number = *number * 10 + digit;
    }
    return text;
}

/* Reads `.25`; adds it to the percentage, in ten-thousandths. */
static const char *read_fraction(const char *text, uint64_t *share)
{
    uint64_t weight = RULES_WHOLE / 100;
    size_t digits = 0;
    if (*text != '.')
    {
        return text;
    }
    for (text++; isdigit((unsigned char)*text); text++, digits++)
    {
        weight /= 10;
        *share += weight * (uint64_t)(*text - '0');
    }
    return digits >= 1 && digits <= FRACTION_DIGITS ? text : NULL;
}

static bool read_share(struct limit *limit, const char *text)
{
    uint64_t percent;
    const char *end = read_number(text, &percent);
    if (end == NULL || percent > 100)
    {
        return false;
    }
    uint64_t share = percent * (RULES_WHOLE / 100);
    end = read_fraction(end, &share);
    limit->is_share = true;
    limit->value = share;
    return end != NULL && strcmp(end, "%") == 0 && share <= RULES_WHOLE;
}

static bool read_count(struct limit *limit, const char *text)
{
    const char *end = read_number(text, &limit->value);
    return end != NULL && *end == '\0';
}

struct peak_rule *rules_peak_of(const struct rules *rules, const char *pool)
{
    for (size_t i = 0; i < rules->peak_count; i++)
    {
        if (strcmp(rules->peaks[i].pool, pool) == 0)
        {
            return &rules->peaks[i];
        }
    }
    return NULL;
}

/* Without blanks at either end. */
static char *trimmed(const char *text, size_t size)
{
    while (size > 0 && isspace((unsigned char)text[0]))
    {
        text++;
        size--;
    }
    while (size > 0 && isspace((unsigned char)text[size - 1]))
    {
        size--;
    }
    return copy(text, size);
}

static void set_limit(struct limit *to, const struct limit *limit, char *text)
{
    free(to->text);
    *to = *limit;
    to->text = text;
}

static struct peak_rule *new_peak(struct rules *rules, char *pool)
{
    rules->peaks = mem_grow(rules->peaks, &rules->peak_room, rules->peak_count + 1, sizeof *rules->peaks);
    rules->peaks[rules->peak_count].pool = pool;
    return &rules->peaks[rules->peak_count++];
}

const char *rules_take_peak(struct rules *rules, const char *value, unsigned line)
{
    const char *equals = strrchr(value, '=');
    struct limit limit = {.is_given = true, .line = line};
    char *pool = equals == NULL ? NULL : trimmed(value, (size_t)(equals - value));
    char *text = equals == NULL ? NULL : trimmed(equals + 1, strlen(equals + 1));
    const bool is_good =
        pool != NULL && *pool != '\0' && (read_count(&limit, text) || read_share(&limit, text));
    if (!is_good)
    {
        free(pool);
        free(text);
        return "POOL=LIMIT, the limit a number of blocks or a share such as 80% or 12.5%";
    }
    struct peak_rule *rule = rules_peak_of(rules, pool);
    if (rule == NULL)
    {
        rule = new_peak(rules, pool);
    }
    else
    {
        free(pool);
    }
    set_limit(&rule->limit, &limit, text);
    return NULL;
}

const char *rules_take_count(struct rules *rules, enum count_rule rule, const char *value, unsigned line)
{
    struct limit limit = {.is_given = true, .line = line};
    if (!read_count(&limit, value))
    {
        return "a whole number from 0 on";
    }
    set_limit(&rules->counts[rule], &limit, copy(value, strlen(value)));
    return NULL;
}

static struct limit copied_limit(const struct limit *limit)
{
    struct limit copied = *limit;
    copied.text = limit->text == NULL ? NULL : copy(limit->text, strlen(limit->text));
    return copied;
}

void rules_copy(struct rules *copied, const struct rules *rules)
{
    *copied = (struct rules){.baseline_line = rules->baseline_line};
    for (size_t i = 0; i < rules->peak_count; i++)
    {
        const struct peak_rule *peak = &rules->peaks[i];
        new_peak(copied, copy(peak->pool, strlen(peak->pool)))->limit = copied_limit(&peak->limit);
    }
    for (size_t i = 0; i < RULE_COUNT; i++)
    {
        copied->counts[i] = copied_limit(&rules->counts[i]);
    }
    copied->baseline = rules->baseline == NULL ? NULL : copy(rules->baseline, strlen(rules->baseline));
}

bool rules_is_empty(const struct rules *rules)
{
    bool is_empty = rules->peak_count == 0 && rules->baseline == NULL;
    for (size_t i = 0; i < RULE_COUNT; i++)
    {
        is_empty = is_empty && !rules->counts[i].is_given;
    }
    return is_empty;
}

uint64_t rules_share_of(uint64_t share, uint64_t length)
{
    return length / RULES_WHOLE * share + length % RULES_WHOLE * share / RULES_WHOLE;
}

void rules_free(struct rules *rules)
{
    for (size_t i = 0; i < rules->peak_count; i++)
    {
        free(rules->peaks[i].pool);
        free(rules->peaks[i].limit.text);
    }
    for (size_t i = 0; i < RULE_COUNT; i++)
    {
        free(rules->counts[i].text);
    }
    free(rules->peaks);
    free(rules->baseline);
    *rules = (struct rules){0};
}
