/* SPDX-License-Identifier: MIT */
#include "text_write.h"

#include "event.h"
#include "layout.h"

#include <string.h>

static void add_escaped(struct buffer *out, char c)
{
    static const char plain[] = "\"\\\n\t";
    static const char letters[] = "\"\\nt";
    const char *found = memchr(plain, c, sizeof plain - 1);
    if (found != NULL)
    {
        const char pair[2] = {'\\', letters[found - plain]};
        buffer_add(out, (struct slice){pair, 2});
    }
    else
    {
        buffer_add(out, (struct slice){&c, 1});
    }
}

void write_quoted(struct buffer *out, struct slice text)
{
    buffer_word(out, "\"");
    for (size_t at = 0; at < text.size;)
    {
        const struct slice rest = {text.text + at, text.size - at};
        const size_t size = layout_character(rest);
        const bool is_printable = size == 1 && (unsigned char)rest.text[0] >= 0x20 && rest.text[0] != 0x7F;
        if (is_printable || rest.text[0] == '\n' || rest.text[0] == '\t')
        {
            add_escaped(out, rest.text[0]);
        }
        else
        {
            layout_escape(out, (struct slice){rest.text, size == 0 ? 1 : size}, true);
        }
        at += size == 0 ? 1 : size;
    }
    buffer_word(out, "\"");
}

void write_field(struct buffer *out, const char *name, uint64_t number)
{
    buffer_word(out, " ");
    buffer_word(out, name);
    buffer_word(out, "=");
    buffer_number(out, number);
}

void write_count(struct buffer *out, const char *name, uint64_t number)
{
    if (number != UNKNOWN_COUNT)
    {
        write_field(out, name, number);
        return;
    }
    buffer_word(out, " ");
    buffer_word(out, name);
    buffer_word(out, "=?");
}

/* Whether the character, of so many bytes, would be misread, or not seen, without quotes. */
static bool needs_quotes(unsigned char first, size_t size)
{
    /* 0xC2 begins the control characters beyond ASCII. */
    return size == 0 || first < 0x20 || first == 0x7F || first == 0xC2 || first == '"' || first == '\\';
}

/* Whether the text can stand without quotes where words (or not) end at blanks. */
static bool is_plain(struct slice text, bool is_word)
{
    bool plain = text.size > 0 && text.text[0] != ' ' && text.text[text.size - 1] != ' ';
    for (size_t at = 0; plain && at < text.size;)
    {
        const struct slice rest = {text.text + at, text.size - at};
        const size_t size = layout_character(rest);
        plain = !needs_quotes((unsigned char)rest.text[0], size) && !(is_word && rest.text[0] == ' ');
        at += size;
    }
    return plain;
}

static void add_plain_or_quoted(struct buffer *out, struct slice text, bool is_word)
{
    if (is_plain(text, is_word))
    {
        buffer_add(out, text);
    }
    else
    {
        write_quoted(out, text);
    }
}

static void source_site(struct buffer *out, const struct names *names, const struct site *site)
{
    add_plain_or_quoted(out, names_text(names, site->file), true);
    buffer_word(out, ":");
    buffer_number(out, site->number);
    if (site->function != 0)
    {
        buffer_word(out, " (");
        add_plain_or_quoted(out, names_text(names, site->function), false);
        buffer_word(out, ")");
    }
}

static void address_site(struct buffer *out, const struct names *names, const struct site *site)
{
    if (site->module != 0)
    {
        buffer_number(out, site->module);
        buffer_word(out, "+");
    }
    else if (site->file != 0)
    {
        write_quoted(out, names_text(names, site->file));
        buffer_word(out, "+");
    }
    buffer_hex(out, site->number);
}

void write_site(struct buffer *out, const struct names *names, uint32_t site)
{
    const struct site *about = &names->sites[site];
    if (about->kind == SITE_SOURCE)
    {
        buffer_word(out, " at ");
        source_site(out, names, about);
    }
    else if (about->kind == SITE_ADDRESS)
    {
        buffer_word(out, " at ");
        address_site(out, names, about);
    }
}
