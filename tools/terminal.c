/* SPDX-License-Identifier: MIT */
#include "terminal.h"

#include "stream.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80u
#define WIDTH_LEAST 60u
#define WIDTH_MOST 160u

static const char *const sequences[] = {"", "\033[1m", "\033[2m", "\033[31m", "\033[33m", "\033[32m"};

/* The number of columns that the environment or the terminal names, 0 for none. */
static size_t named_width(int descriptor, bool is_terminal)
{
    const char *columns = getenv("COLUMNS");
    const unsigned long asked = columns == NULL ? 0 : strtoul(columns, NULL, 10);
    struct winsize size = {0};
    if (asked > 0)
    {
        return asked;
    }
    if (is_terminal)
    {
        (void)ioctl(descriptor, TIOCGWINSZ, &size);
    }
    return size.ws_col;
}

static size_t width_of(int descriptor, bool is_terminal)
{
    const size_t width = named_width(descriptor, is_terminal);
    if (width == 0)
    {
        return WIDTH_DEFAULT;
    }
    if (width < WIDTH_LEAST)
    {
        return WIDTH_LEAST;
    }
    return width > WIDTH_MOST ? WIDTH_MOST : width;
}

static bool wants_colour(bool is_terminal, enum colour_choice choice)
{
    const char *refused = getenv("NO_COLOR");
    const char *kind = getenv("TERM");
    if (choice != COLOUR_AUTO)
    {
        return choice == COLOUR_ALWAYS;
    }
    return is_terminal && (refused == NULL || refused[0] == '\0') &&
           (kind == NULL || strcmp(kind, "dumb") != 0);
}

void terminal_init(struct terminal *terminal, FILE *stream, enum colour_choice choice)
{
    const int descriptor = stream_descriptor(stream);
    const bool is_terminal = isatty(descriptor) == 1;
    *terminal = (struct terminal
    ){.stream = stream,
      .width = width_of(descriptor, is_terminal),
      .colour = wants_colour(is_terminal, choice),
      .unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0};
}

const char *terminal_begin(const struct terminal *terminal, enum colour colour)
{
    return terminal->colour ? sequences[colour] : "";
}

const char *terminal_end(const struct terminal *terminal)
{
    return terminal->colour ? "\033[0m" : "";
}
