/* SPDX-License-Identifier: MIT */
#include "suppress.h"

#include "mem.h"
#include "message.h"
#include "stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST 4096u

static const char *const type_names[SUPPRESS_TYPES] = {"leak", "ref", "error", "pool"};

const char *suppress_type_name(enum suppress_type type)
{
    return type_names[type];
}

static char *copy(const char *text, size_t size)
{
    char *made = mem_alloc(size + 1);
    (void)memcpy(made, text, size);
    return made;
}

/* `^` and `$` as what is not there: `*` at the other ends. */
static char *make_glob(const char *pattern)
{
    const bool from_start = pattern[0] == '^';
    const char *text = pattern + (from_start ? 1 : 0);
    const size_t size = strcspn(text, "$");
    const bool to_end = text[size] == '$';
    char *glob = mem_alloc(size + 3);
    (void)snprintf(glob, size + 3, "%s%.*s%s", from_start ? "" : "*", (int)size, text, to_end ? "" : "*");
    return glob;
}

/* The type whose name, with a colon, begins the line; SUPPRESS_TYPES: none. */
static enum suppress_type type_of(const char *line, size_t *size)
{
    for (enum suppress_type type = SUPPRESS_LEAK; type < SUPPRESS_TYPES; type++)
    {
        *size = strlen(type_names[type]);
        if (strncmp(line, type_names[type], *size) == 0 && line[*size] == ':')
        {
            return type;
        }
    }
    return SUPPRESS_TYPES;
}

static bool add_line(struct suppress_list *list, const char *file, uint64_t number, const char *line)
{
    size_t size;
    const enum suppress_type type = type_of(line, &size);
    if (type == SUPPRESS_TYPES)
    {
        message(
            "%s:%llu: not a suppression: %.40s; write leak:PATTERN, ref:PATTERN, error:PATTERN, pool:PATTERN "
            "or # and a comment",
            file, (unsigned long long)number, line
        );
        return false;
    }
    const char *pattern = line + size + 1;
    if (*pattern == '\0')
    {
        message("%s:%llu: %s needs a pattern; `%s*` means all", file, (unsigned long long)number, line, line);
        return false;
    }
    list->items = mem_grow(list->items, &list->room, list->count + 1, sizeof *list->items);
    list->items[list->count++] = (struct suppress_line
    ){.type = type,
      .pattern = copy(pattern, strlen(pattern)),
      .glob = make_glob(pattern),
      .file = file,
      .number = number};
    return true;
}

/* Without blanks at its ends, which may be those of a line that ends in CR LF. */
static char *trimmed(char *line)
{
    line += strspn(line, " \t");
    size_t size = strlen(line);
    while (size > 0 && strchr(" \t\r\n", line[size - 1]) != NULL)
    {
        size--;
    }
    line[size] = '\0';
    return line;
}

static bool read_lines(struct suppress_list *list, const char *file, FILE *stream)
{
    char room[LINE_MOST];
    bool good = true;
    room[LINE_MOST - 1] = 'x'; /* overwritten only by a line that fills all */
    for (uint64_t number = 1; good && fgets(room, sizeof room, stream) != NULL; number++)
    {
        if (room[LINE_MOST - 1] == '\0' && room[LINE_MOST - 2] != '\n')
        {
            message("%s:%llu: the line is too long for a suppression", file, (unsigned long long)number);
            return false;
        }
        const char *line = trimmed(room);
        good = *line == '\0' || *line == '#' || add_line(list, file, number, line);
        room[LINE_MOST - 1] = 'x';
    }
    if (good && ferror(stream) != 0)
    {
        message("%s: %s", file, strerror(errno));
        return false;
    }
    return good;
}

bool suppress_read(struct suppress_list *list, const char *file)
{
    FILE *stream = stream_read(file);
    if (stream == NULL)
    {
        message("%s: %s", file, strerror(errno));
        return false;
    }
    const bool good = read_lines(list, file, stream);
    (void)stream_close(stream);
    return good;
}

void suppress_free(struct suppress_list *list)
{
    for (size_t i = 0; i < list->count; i++)
    {
        free(list->items[i].pattern);
        free(list->items[i].glob);
    }
    free(list->items);
    *list = (struct suppress_list){0};
}

bool suppress_matches(const struct suppress_line *line, struct slice text)
{
    const char *glob = line->glob;
    const char *star = NULL; /* behind the last one */
    size_t resume = 0;       /* where what follows it is tried next */
    size_t at = 0;
    while (at < text.size)
    {
        if (*glob == '*')
        {
            star = ++glob;
            resume = at;
        }
        else if (*glob == text.text[at] && *glob != '\0')
        {
            glob++;
            at++;
        }
        else if (star != NULL)
        {
            glob = star;
            at = ++resume;
        }
        else
        {
            return false;
        }
    }
    return text.size > 0 && glob[strspn(glob, "*")] == '\0';
}

/* Where `word` is in the text; its size where it is not. */
static size_t find(struct slice text, const char *word)
{
    const size_t size = strlen(word);
    size_t at = 0;
    while (at + size <= text.size && memcmp(text.text + at, word, size) != 0)
    {
        at++;
    }
    return at + size <= text.size ? at : text.size;
}

/* `FILE:LINE (FUNCTION)`: the whole, the file and the function; of a module, its name without the offset. */
static bool matches_frame(const struct suppress_line *line, struct slice frame)
{
    const size_t blank = find(frame, " (");
    const bool has_function = blank + 3 <= frame.size;
    size_t place = blank;
    while (place > 0 && frame.text[place - 1] != ':' && frame.text[place - 1] != '+')
    {
        place--;
    }
    return suppress_matches(line, frame) ||
           (place > 0 && suppress_matches(line, (struct slice){frame.text, place - 1})) ||
           (has_function &&
            suppress_matches(line, (struct slice){frame.text + blank + 2, frame.size - blank - 3}));
}

static bool matches_module(const struct suppress_line *line, const struct names *names, uint32_t site)
{
    const struct site *about = &names->sites[site];
    return about->kind == SITE_ADDRESS && about->home != 0 &&
           suppress_matches(line, names_text(names, names->modules[about->home - 1].path));
}

bool suppress_matches_site(
    const struct suppress_line *line, const struct names *names, uint32_t site, struct slice label
)
{
    bool found = suppress_matches(line, label) || matches_module(line, names, site);
    while (label.size > 0 && !found)
    {
        const size_t size = find(label, " < ");
        const size_t next = size + 3 < label.size ? size + 3 : label.size;
        found = matches_frame(line, (struct slice){label.text, size});
        label = (struct slice){label.text + next, label.size - next};
    }
    return found;
}
