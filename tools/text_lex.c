/* SPDX-License-Identifier: MIT */
#include "text_lex.h"

#include <stdio.h>
#include <string.h>

static const char *const field_names[FIELDS] = {
    [FIELD_SIZE] = "size",         [FIELD_COUNT] = "count",     [FIELD_LIVE] = "live",
    [FIELD_THREAD] = "thread",     [FIELD_STATUS] = "status",   [FIELD_VALUE] = "value",
    [FIELD_LENGTH] = "length",     [FIELD_BASE] = "base",       [FIELD_AGE] = "age",
    [FIELD_SINCE] = "since",       [FIELD_TICKS] = "ticks",     [FIELD_POINTER] = "pointer",
    [FIELD_PACKETS] = "packets",   [FIELD_DROPPED] = "dropped", [FIELD_EVENTS] = "events",
    [FIELD_BEFORE] = "before",     [FIELD_VERSION] = "version", [FIELD_PROGRAM] = "program",
    [FIELD_BUILD_ID] = "build-id", [FIELD_WHY] = "why",         [FIELD_SITE] = "at"};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool text_wrong(struct text_line *line, const char *what, struct slice where)
{
    if (line->wrong[0] == '\0')
    {
        const int size = where.size > 40 ? 40 : (int)where.size;
        (void)snprintf(
            line->wrong, line->wrong_size, size > 0 ? "%s: %.*s" : "%s", what, size,
            size > 0 ? where.text : ""
        );
    }
    return false;
}

bool text_is(struct slice word, const char *text)
{
    return word.size == strlen(text) && memcmp(word.text, text, word.size) == 0;
}

/* The size of the word that begins at `rest`: blanks within quotes belong to it. */
static size_t word_size(struct slice rest)
{
    bool quoted = false;
    size_t at = 0;
    for (; at < rest.size && (quoted || !is_blank(rest.text[at])); at++)
    {
        if (quoted && rest.text[at] == '\\' && at + 1 < rest.size)
        {
            at++;
        }
        else if (rest.text[at] == '"')
        {
            quoted = !quoted;
        }
    }
    return at;
}

struct slice text_word(struct text_line *line)
{
    while (line->rest.size > 0 && is_blank(line->rest.text[0]))
    {
        line->rest.text++;
        line->rest.size--;
    }
    const struct slice word = {line->rest.text, word_size(line->rest)};
    line->rest.text += word.size;
    line->rest.size -= word.size;
    return word;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
    {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f')
    {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads the escape after a backslash; returns how long it is, 0 if it is none. */
static size_t escape(struct slice rest, char *c)
{
    static const char plain[] = "\"\\nt";
    static const char meant[] = "\"\\\n\t";
    const char *found = rest.size > 0 ? memchr(plain, rest.text[0], sizeof plain - 1) : NULL;
    if (found != NULL)
    {
        *c = meant[found - plain];
        return 1;
    }
    if (rest.size < 3 || rest.text[0] != 'x' || hex_digit(rest.text[1]) < 0 || hex_digit(rest.text[2]) < 0)
    {
        return 0;
    }
    *c = (char)(hex_digit(rest.text[1]) * 16 + hex_digit(rest.text[2]));
    return 3;
}

bool text_unquote(struct text_line *line, struct slice word, struct slice *content)
{
    *content = word;
    if (word.size == 0 || word.text[0] != '"')
    {
        return true;
    }
    size_t size = 0;
    size_t at = 1;
    for (; at < word.size && word.text[at] != '"'; at++)
    {
        char c = word.text[at];
        if (c == '\\')
        {
            const size_t length = escape((struct slice){word.text + at + 1, word.size - at - 1}, &c);
            if (length == 0)
            {
                return text_wrong(line, "unknown escape in a quoted name", word);
            }
            at += length;
        }
        line->scratch[size++] = c;
    }
    if (at + 1 != word.size)
    {
        return text_wrong(line, "a quoted name does not end with its quote", word);
    }
    *content = (struct slice){line->scratch, size};
    return true;
}

static bool digits(struct slice word, unsigned base, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < word.size; i++)
    {
        const int digit = hex_digit(word.text[i]);
        if (digit < 0 || (unsigned)digit >= base || *number > (UINT64_MAX - (unsigned)digit) / base)
        {
            return false;
        }
        *number = *number * base + (unsigned)digit;
    }
    return word.size > 0;
}

bool text_number(struct slice word, uint64_t *number)
{
    if (word.size > 2 && word.text[0] == '0' && word.text[1] == 'x')
    {
        return digits((struct slice){word.text + 2, word.size - 2}, 16, number);
    }
    return digits(word, 10, number);
}

bool text_number_word(struct text_line *line, const char *what, uint64_t *number)
{
    const struct slice word = text_word(line);
    if (text_number(word, number))
    {
        return true;
    }
    return text_wrong(line, what, word);
}

static enum field field_named(struct slice name)
{
    int field = 0;
    while (field < FIELD_SITE && !text_is(name, field_names[field]))
    {
        field++;
    }
    return (enum field)field;
}

static bool
field_value(struct text_line *line, enum field field, struct slice value, struct text_fields *fields)
{
    struct slice content;
    if (field >= FIELD_FIRST_TEXT)
    {
        if (!text_unquote(line, value, &content))
        {
            return false;
        }
        fields->string[field - FIELD_FIRST_TEXT] = names_string(line->names, content);
        return true;
    }
    if ((field == FIELD_PACKETS || field == FIELD_DROPPED) && text_is(value, "?"))
    {
        fields->number[field] = UNKNOWN_COUNT;
        return true;
    }
    if (text_number(value, &fields->number[field]))
    {
        return true;
    }
    return text_wrong(line, "not a number that fits in 64 bits", value);
}

static bool one_field(struct text_line *line, struct slice word, uint32_t allowed, struct text_fields *fields)
{
    const char *equals = memchr(word.text, '=', word.size);
    const size_t name_size = equals == NULL ? word.size : (size_t)(equals - word.text);
    const enum field field = field_named((struct slice){word.text, name_size});
    if (equals == NULL || (allowed & FIELD_BIT(field)) == 0 || field == FIELD_SITE)
    {
        return text_wrong(line, "a field that this line cannot have", word);
    }
    if (fields->seen & FIELD_BIT(field))
    {
        return text_wrong(line, "the field stands twice", word);
    }
    fields->seen |= FIELD_BIT(field);
    return field_value(line, field, (struct slice){equals + 1, word.size - name_size - 1}, fields);
}

bool text_fields_read(struct text_line *line, uint32_t allowed, struct text_fields *fields)
{
    *fields = (struct text_fields){0};
    for (struct slice word = text_word(line); word.size > 0; word = text_word(line))
    {
        if (text_is(word, "at") && (allowed & FIELD_BIT(FIELD_SITE)))
        {
            fields->seen |= FIELD_BIT(FIELD_SITE);
            return text_site(line, &fields->site);
        }
        if (!one_field(line, word, allowed, fields))
        {
            return false;
        }
    }
    return true;
}
