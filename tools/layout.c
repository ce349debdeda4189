/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <stdio.h>
#include <string.h>

/* The size that the first byte promises, 0 where it begins no character. */
static size_t promised_size(unsigned char first)
{
    static const struct
    {
        unsigned char first, last;
        size_t size;
    } ranges[] = {{0x00, 0x7F, 1}, {0xC2, 0xDF, 2}, {0xE0, 0xEF, 3}, {0xF0, 0xF4, 4}};
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
    {
        if (first >= ranges[i].first && first <= ranges[i].last)
        {
            return ranges[i].size;
        }
    }
    return 0;
}

/* Whether the second byte can follow: neither an overlong form, a surrogate, nor beyond Unicode. */
static bool can_follow(unsigned char first, unsigned char second)
{
    switch (first)
    {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

size_t layout_character(struct slice text)
{
    const unsigned char *bytes = (const unsigned char *)text.text;
    const size_t size = promised_size(bytes[0]);
    if (size > text.size || (size > 1 && !can_follow(bytes[0], bytes[1])))
    {
        return 0;
    }
    for (size_t i = 1; i < size; i++)
    {
        if ((bytes[i] & 0xC0) != 0x80)
        {
            return 0;
        }
    }
    return size;
}

static bool is_control(struct slice character)
{
    const unsigned char *bytes = (const unsigned char *)character.text;
    return bytes[0] < 0x20 || bytes[0] == 0x7F || (bytes[0] == 0xC2 && bytes[1] < 0xA0);
}

void layout_escape(struct buffer *out, struct slice text, bool unicode)
{
    for (size_t at = 0; at < text.size;)
    {
        const struct slice rest = {text.text + at, text.size - at};
        const size_t size = layout_character(rest);
        if (size == 0 || is_control(rest) || (size > 1 && !unicode))
        {
            char hex[8];
            (void)snprintf(hex, sizeof hex, "\\x%02x", (unsigned)(unsigned char)text.text[at]);
            buffer_word(out, hex);
            at++;
        }
        else
        {
            buffer_add(out, (struct slice){rest.text, size});
            at += size;
        }
    }
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t layout_width(struct slice text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.size; i++)
    {
        width += is_continuation(text.text[i]) ? 0 : 1;
    }
    return width;
}

/* The bytes that the first `columns` characters take. */
static size_t bytes_of(struct slice text, size_t columns)
{
    size_t at = 0;
    for (; at < text.size && (columns > 0 || is_continuation(text.text[at])); at++)
    {
        columns -= is_continuation(text.text[at]) ? 0 : 1;
    }
    return at;
}

/* Text that is being shortened: what of it is shown, and the mark for what is not. */
struct shortened
{
    struct slice rest;
    const char *mark;
    size_t mark_width;
};

/*
 * Leaves out leading directories, as few as it takes: of a path, or a site, the end tells most.
 * Returns whether there were any.
 */
static bool drop_directories(struct shortened *text, size_t width)
{
    const struct slice all = text->rest;
    bool any = false;
    for (size_t i = 1; i < all.size && all.text[i] != ' '; i++)
    {
        const struct slice rest = {all.text + i, all.size - i};
        if (all.text[i] == '/')
        {
            any = true;
            text->rest = rest;
            if (layout_width(rest) + text->mark_width <= width)
            {
                break;
            }
        }
    }
    return any;
}

/* The columns before the function's name of a site, 0 where it is none. */
static size_t place_width(struct slice text)
{
    for (size_t i = 1; i + 1 < text.size; i++)
    {
        if (text.text[i] == ' ' && text.text[i + 1] == '(')
        {
            return layout_width((struct slice){text.text, i});
        }
    }
    return 0;
}

/* Adds as much as fits of the beginning and the end; of a site the whole place if possible. */
static void add_cut(struct buffer *out, const struct shortened *text, size_t width)
{
    const struct slice rest = text->rest;
    const size_t columns = layout_width(rest);
    if (columns <= width || width <= text->mark_width)
    {
        buffer_add(out, (struct slice){rest.text, bytes_of(rest, width)});
        return;
    }
    const size_t room = width - text->mark_width;
    const size_t place = place_width(rest);
    const size_t head = place > 0 && place <= room ? room : room / 2;
    const size_t skip = bytes_of(rest, columns - (room - head));
    buffer_add(out, (struct slice){rest.text, bytes_of(rest, head)});
    buffer_word(out, text->mark);
    buffer_add(out, (struct slice){rest.text + skip, rest.size - skip});
}

void layout_shorten(struct buffer *out, struct slice text, size_t width, bool unicode)
{
    struct buffer escaped = {0};
    layout_escape(&escaped, text, unicode);
    struct shortened shown = {buffer_slice(&escaped), unicode ? "\u2026" : "...", unicode ? 1 : 3};
    if (layout_width(shown.rest) > width && width > 2 * shown.mark_width && drop_directories(&shown, width))
    {
        buffer_word(out, shown.mark);
        width -= shown.mark_width;
    }
    add_cut(out, &shown, width);
    buffer_free(&escaped);
}

void layout_count(struct buffer *out, uint64_t count)
{
    char digits[24];
    const int size = snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    for (int i = 0; i < size; i++)
    {
        if (i > 0 && (size - i) % 3 == 0)
        {
            buffer_word(out, ",");
        }
        buffer_add(out, (struct slice){&digits[i], 1});
    }
}

void layout_plural(struct buffer *out, uint64_t count, const char *one, const char *many)
{
    layout_count(out, count);
    buffer_word(out, " ");
    buffer_word(out, count == 1 ? one : many);
}

void layout_part(struct buffer *line, size_t start, uint64_t count, const char *one, const char *many)
{
    if (count > 0)
    {
        buffer_word(line, line->size > start ? ", " : "");
        layout_plural(line, count, one, many);
    }
}

/* Three digits at most, as in `1.5 KiB` or `210 KiB`. */
static void with_unit(struct buffer *out, double number, const char *unit)
{
    char text[40];
    (void)snprintf(text, sizeof text, number < 9.95 ? "%.1f %s" : "%.0f %s", number, unit);
    buffer_word(out, text);
}

void layout_bytes(struct buffer *out, uint64_t bytes)
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double number = (double)bytes / 1024;
    size_t unit = 0;
    if (bytes < 1024)
    {
        buffer_number(out, bytes);
        buffer_word(out, " B");
        return;
    }
    /* No number of bytes goes beyond 16 EiB. */
    while (number >= 1023.5)
    {
        number /= 1024;
        unit++;
    }
    with_unit(out, number, units[unit]);
}

void layout_duration(struct buffer *out, uint64_t nanoseconds)
{
    static const char *const units[] = {"us", "ms", "s"};
    double number = (double)nanoseconds / 1000;
    size_t unit = 0;
    if (nanoseconds < 1000)
    {
        buffer_number(out, nanoseconds);
        buffer_word(out, " ns");
        return;
    }
    while (number >= 999.5 && unit < 2)
    {
        number /= 1000;
        unit++;
    }
    if (unit == 2 && number >= 120)
    {
        with_unit(out, number / (number < 7200 ? 60 : 3600), number < 7200 ? "min" : "h");
        return;
    }
    with_unit(out, number, units[unit]);
}

/* What is not nothing is not shown as nothing, nor what is not all as all. */
void layout_percent(struct buffer *out, uint64_t part, uint64_t whole)
{
    char text[16];
    const double percent = whole == 0 ? 0 : (double)part / (double)whole * 100;
    if (whole == 0)
    {
        buffer_word(out, "-");
    }
    else if (part > 0 && percent < 0.1)
    {
        buffer_word(out, "< 0.1 %");
    }
    else if (part < whole && percent > 99.9)
    {
        buffer_word(out, "> 99.9 %");
    }
    else
    {
        (void)snprintf(text, sizeof text, "%.1f %%", percent > 999 ? 999 : percent);
        buffer_word(out, text);
    }
}

static void blanks(struct buffer *out, size_t count)
{
    for (; count > 0; count--)
    {
        buffer_word(out, " ");
    }
}

void layout_right(struct buffer *out, struct slice text, size_t width)
{
    const size_t columns = layout_width(text);
    blanks(out, columns < width ? width - columns : 0);
    buffer_add(out, text);
}

void layout_left(struct buffer *out, struct slice text, size_t width)
{
    const size_t columns = layout_width(text);
    buffer_add(out, text);
    blanks(out, columns < width ? width - columns : 0);
}

/* Cells for `part` of `whole`: none for nothing, one at least for something, all only for all. */
static size_t cells(uint64_t part, uint64_t whole, size_t width)
{
    if (part == 0)
    {
        return 0;
    }
    if (part >= whole)
    {
        return width;
    }
    const size_t exact = (size_t)((double)part / (double)whole * (double)width + 0.5);
    return exact < 1 ? 1 : exact >= width ? width - 1 : exact;
}

static void fill(struct buffer *out, const char *cell, size_t count)
{
    for (; count > 0; count--)
    {
        buffer_word(out, cell);
    }
}

void layout_bar(
    struct buffer *out,
    const struct terminal *terminal,
    size_t width,
    uint64_t used,
    uint64_t peak,
    uint64_t length
)
{
    const bool unicode = terminal->unicode;
    const size_t to_used = cells(used, length, width);
    const size_t to_peak = cells(peak > used ? peak : used, length, width);
    /* 90 % full is nearly out of blocks. */
    const enum colour colour = peak >= length                 ? COLOUR_RED
                               : peak >= length - length / 10 ? COLOUR_YELLOW
                                                              : COLOUR_GREEN;
    buffer_word(out, terminal_begin(terminal, colour));
    fill(out, unicode ? "\u2588" : "#", to_used);
    fill(out, unicode ? "\u2592" : "=", to_peak - to_used);
    buffer_word(out, terminal_end(terminal));
    if (to_peak < width)
    {
        buffer_word(out, terminal_begin(terminal, COLOUR_DIM));
        fill(out, unicode ? "\u2591" : ".", width - to_peak);
        buffer_word(out, terminal_end(terminal));
    }
}
