/* SPDX-License-Identifier: MIT */
/* Sites as the text form writes them. */
#include "text_lex.h"

/* Splits at the last `mark` of the word; false if there is none. */
static bool split(struct slice word, char mark, struct slice *head, struct slice *tail)
{
    for (size_t at = word.size; at > 0; at--)
    {
        if (word.text[at - 1] == mark)
        {
            *head = (struct slice){word.text, at - 1};
            *tail = (struct slice){word.text + at, word.size - at};
            return true;
        }
    }
    return false;
}

static bool string_number(struct text_line *line, struct slice word, uint32_t *string)
{
    struct slice content;
    if (!text_unquote(line, word, &content))
    {
        return false;
    }
    *string = names_string(line->names, content);
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The rest of the line without the blanks around it. */
static struct slice trimmed_rest(struct text_line *line)
{
    struct slice rest = line->rest;
    line->rest.size = 0;
    while (rest.size > 0 && is_blank(rest.text[0]))
    {
        rest.text++;
        rest.size--;
    }
    while (rest.size > 0 && is_blank(rest.text[rest.size - 1]))
    {
        rest.size--;
    }
    return rest;
}

/* `(FUNCTION)` to the line's end, or nothing. */
static bool function_part(struct text_line *line, struct site *site)
{
    const struct slice rest = trimmed_rest(line);
    if (rest.size == 0)
    {
        return true;
    }
    if (rest.size < 2 || rest.text[0] != '(' || rest.text[rest.size - 1] != ')')
    {
        return text_wrong(line, "after FILE:LINE only (FUNCTION) may follow", rest);
    }
    return string_number(line, (struct slice){rest.text + 1, rest.size - 2}, &site->function);
}

static bool is_offset(struct slice word, uint64_t *offset)
{
    return word.size > 2 && word.text[0] == '0' && word.text[1] == 'x' && text_number(word, offset);
}

/* MODULE+0xOFFSET: the module by its id, or else by its name. */
static bool module_site(struct text_line *line, struct slice word, uint64_t offset, uint32_t *site)
{
    struct site named = {.kind = SITE_ADDRESS, .number = offset};
    uint64_t id;
    if (word.size > 0 && word.text[0] != '"' && text_number(word, &id) && id != 0)
    {
        *site = names_address(line->names, line->stream, id, offset);
        return true;
    }
    if (!string_number(line, word, &named.file))
    {
        return false;
    }
    *site = names_site(line->names, &named);
    return true;
}

static bool address_site(struct text_line *line, struct slice word, uint32_t *site)
{
    struct slice head;
    struct slice tail;
    uint64_t number;
    if (split(word, '+', &head, &tail) && is_offset(tail, &number))
    {
        if (!module_site(line, head, number, site))
        {
            return false;
        }
    }
    else if (is_offset(word, &number))
    {
        *site = names_address(line->names, line->stream, 0, number);
    }
    else
    {
        return text_wrong(line, "a site is FILE:LINE (FUNCTION), MODULE+0xOFFSET or 0xADDRESS", word);
    }
    const struct slice more = text_word(line);
    if (more.size > 0)
    {
        return text_wrong(line, "nothing may follow the site", more);
    }
    return true;
}

bool text_site(struct text_line *line, uint32_t *site)
{
    struct site source = {.kind = SITE_SOURCE};
    struct slice head;
    struct slice tail;
    const struct slice word = text_word(line);
    if (!split(word, ':', &head, &tail) || !text_number(tail, &source.number))
    {
        return address_site(line, word, site);
    }
    if (!string_number(line, head, &source.file) || !function_part(line, &source))
    {
        return false;
    }
    *site = names_site(line->names, &source);
    return true;
}
