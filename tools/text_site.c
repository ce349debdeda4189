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

/* The module by its id, or else by its name. */
static bool module_part(struct text_line *line, struct slice word, struct site *site)
{
    if (word.size > 0 && word.text[0] != '"' && text_number(word, &site->module) && site->module != 0)
    {
        const uint32_t module = names_module_find(line->names, line->stream, site->module);
        site->file = module == HASH_NONE ? 0 : line->names->modules[module].path;
        return true;
    }
    site->module = 0;
    return string_number(line, word, &site->file);
}

bool text_site(struct text_line *line, uint32_t *site)
{
    struct site parsed = {.kind = SITE_SOURCE};
    struct slice head;
    struct slice tail;
    const struct slice word = text_word(line);
    if (split(word, ':', &head, &tail) && text_number(tail, &parsed.number))
    {
        if (!string_number(line, head, &parsed.file) || !function_part(line, &parsed))
        {
            return false;
        }
        *site = names_site(line->names, &parsed);
        return true;
    }
    parsed.kind = SITE_ADDRESS;
    if (split(word, '+', &head, &tail) && is_offset(tail, &parsed.number))
    {
        if (!module_part(line, head, &parsed))
        {
            return false;
        }
    }
    else if (!is_offset(word, &parsed.number))
    {
        return text_wrong(line, "a site is FILE:LINE (FUNCTION), MODULE+0xOFFSET or 0xADDRESS", word);
    }
    *site = names_site(line->names, &parsed);
    const struct slice more = text_word(line);
    return more.size == 0 || text_wrong(line, "nothing may follow the site", more);
}
