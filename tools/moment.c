/* SPDX-License-Identifier: MIT */
#include "moment.h"

#include <stddef.h>
#include <string.h>

static const struct
{
    const char *name;
    uint64_t nanoseconds;
} units[] = {
    {"ns", 1},
    {"us", 1000},
    {"ms", 1000000},
    {"s", 1000000000},
    {"", 1000000000},
    {"min", UINT64_C(60000000000)},
    {"h", UINT64_C(3600000000000)},
};

/* Appends a digit; returns false where the number gets too large. */
static bool add_digit(uint64_t *number, char digit)
{
    const uint64_t value = (uint64_t)(digit - '0');
    if (*number > (UINT64_MAX - value) / 10)
    {
        return false;
    }
    *number = *number * 10 + value;
    return true;
}

/* Whole part and fraction of a unit; digits below a nanosecond are cut off. */
static bool scale(uint64_t whole, const char *fraction, size_t digits, uint64_t unit, uint64_t *result)
{
    if (whole > UINT64_MAX / unit)
    {
        return false;
    }
    uint64_t sum = whole * unit;
    for (size_t i = 0; i < digits && unit > 0; i++)
    {
        const uint64_t digit = (uint64_t)(fraction[i] - '0');
        const uint64_t part = digit * (unit / 10) + digit * (unit % 10) / 10;
        if (part > UINT64_MAX - sum)
        {
            return false;
        }
        sum += part;
        unit /= 10;
    }
    *result = sum;
    return true;
}

static bool parse_time(const char *text, uint64_t *nanoseconds)
{
    uint64_t whole = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++)
    {
        if (!add_digit(&whole, *at))
        {
            return false;
        }
    }
    const size_t whole_digits = (size_t)(at - text);
    const char *fraction = *at == '.' ? at + 1 : at;
    const size_t digits = *at == '.' ? strspn(fraction, "0123456789") : 0;
    if (whole_digits + digits == 0)
    {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    {
        if (strcmp(fraction + digits, units[i].name) == 0)
        {
            return scale(whole, fraction, digits, units[i].nanoseconds, nanoseconds);
        }
    }
    return false;
}

bool moment_parse(struct moment *moment, const char *text)
{
    static const char mark[] = "mark:";
    *moment = (struct moment){0};
    if (strncmp(text, mark, sizeof mark - 1) == 0)
    {
        moment->kind = MOMENT_MARK;
        moment->mark = text + sizeof mark - 1;
        return *moment->mark != '\0';
    }
    moment->kind = MOMENT_TIME;
    return parse_time(text, &moment->nanoseconds);
}
