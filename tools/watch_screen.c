/* SPDX-License-Identifier: MIT */
/* The terminal, by way of ncurses. */
#include "layout.h"
#include "mem.h"
#include "message.h"
#include "watch.h"

/* ncurses' macros are not ours to warn of. */
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The rows that colours are in, in the order of enum colour. */
enum pair
{
    PAIR_RED = 1,
    PAIR_YELLOW,
    PAIR_GREEN
};

static struct
{
    SCREEN *handle;
    FILE *keyboard;
    bool has_colour;
    bool is_foul; /* what stands there is not known: a resize makes of it what it will */
} screen;

void watch_screen_close(void)
{
    if (!isendwin())
    {
        (void)endwin();
    }
}

static void set_colours(enum colour_choice choice, struct terminal *terminal)
{
    terminal_init(terminal, stdout, choice);
    screen.has_colour = terminal->colour && has_colors();
    if (screen.has_colour)
    {
        (void)start_color();
        (void)use_default_colors();
        (void)init_pair(PAIR_RED, COLOR_RED, -1);
        (void)init_pair(PAIR_YELLOW, COLOR_YELLOW, -1);
        (void)init_pair(PAIR_GREEN, COLOR_GREEN, -1);
    }
    /* The page's sequences become attributes: bold and dim are no colours. */
    terminal->colour = true;
}

static bool take_terminal(void)
{
    screen.keyboard = fopen("/dev/tty", "r");
    if (isatty(STDOUT_FILENO) != 1 || screen.keyboard == NULL)
    {
        message("watch: needs a terminal to show on; report prints what a trace says so far");
        return false;
    }
    screen.handle = watch_knows_terminal() ? newterm(NULL, stdout, screen.keyboard) : NULL;
    if (screen.handle == NULL)
    {
        const char *kind = getenv("TERM");
        message("watch: cannot draw on a terminal of the kind \"%s\": set TERM", kind == NULL ? "" : kind);
        return false;
    }
    return true;
}

bool watch_screen_open(enum colour_choice choice, struct terminal *terminal)
{
    if (!take_terminal())
    {
        return false;
    }
    (void)atexit(watch_screen_close);
    message_prepare = watch_screen_close;
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    (void)nodelay(stdscr, TRUE);
    (void)keypad(stdscr, TRUE);
    (void)scrollok(stdscr, FALSE);
    (void)curs_set(0);
    set_colours(choice, terminal);
    return true;
}

int watch_screen_key(void)
{
    static const struct
    {
        int code;
        int key;
    } keys[] = {
        {'q', WATCH_KEY_QUIT},
        {'Q', WATCH_KEY_QUIT},
        {3, WATCH_KEY_QUIT}, /* where Ctrl-C is no signal */
        {'p', WATCH_KEY_PAUSE},
        {' ', WATCH_KEY_PAUSE},
        {'v', WATCH_KEY_SHOWS},
        {'s', WATCH_KEY_SORT},
        {'n', WATCH_KEY_SORTS + WATCH_BY_NAME},
        {'u', WATCH_KEY_SORTS + WATCH_BY_USED},
        {'k', WATCH_KEY_SORTS + WATCH_BY_PEAK},
        {'f', WATCH_KEY_SORTS + WATCH_BY_FAILED},
        {'r', WATCH_KEY_SORTS + WATCH_BY_RATE},
        {KEY_UP, WATCH_KEY_UP},
        {KEY_DOWN, WATCH_KEY_DOWN},
        {KEY_PPAGE, WATCH_KEY_PAGE_UP},
        {KEY_NPAGE, WATCH_KEY_PAGE_DOWN},
        {KEY_HOME, WATCH_KEY_HOME},
        {KEY_RESIZE, WATCH_KEY_DRAW},
        {12, WATCH_KEY_DRAW}};
    const int code = getch();
    screen.is_foul = screen.is_foul || code == 12 || code == KEY_RESIZE;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
    {
        if (keys[i].code == code)
        {
            return keys[i].key;
        }
    }
    return code == ERR ? WATCH_KEY_NONE : WATCH_KEY_DRAW;
}

bool watch_screen_wait(int descriptor, int milliseconds)
{
    struct pollfd ready[2] = {
        {.fd = fileno(screen.keyboard), .events = POLLIN}, {.fd = descriptor, .events = POLLIN}};
    const int count = poll(ready, 2, milliseconds);
    return count <= 0 || (ready[0].revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

/* Sets the attribute that the sequence at `text` asks for; returns the sequence's size. */
static size_t take_sequence(const char *text)
{
    attr_t attribute = A_NORMAL;
    short pair = 0;
    switch (strtol(text + 2, NULL, 10))
    {
    case 1:
        attribute = A_BOLD;
        break;
    case 2:
        attribute = A_DIM;
        break;
    case 31:
        pair = PAIR_RED;
        break;
    case 33:
        pair = PAIR_YELLOW;
        break;
    case 32:
        pair = PAIR_GREEN;
        break;
    default:
        break;
    }
    (void)attr_set(attribute, (short)(screen.has_colour ? pair : 0), NULL);
    return strcspn(text, "m") + 1;
}

/* Draws a line of the page as far as the screen is wide. */
static void draw_line(int row, const char *text, size_t size)
{
    size_t at = 0;
    (void)move(row, 0);
    while (at < size && getcury(stdscr) == row)
    {
        if (text[at] == '\033')
        {
            at += take_sequence(text + at);
            continue;
        }
        const size_t length = layout_character((struct slice){text + at, size - at});
        const bool is_last = getcurx(stdscr) == COLS - 1;
        (void)addnstr(text + at, (int)length);
        at += length;
        if (is_last)
        {
            break;
        }
    }
    (void)attr_set(A_NORMAL, 0, NULL);
}

/* Draws at most `most` lines of the text from `row` on, without the first `skip`; returns how many. */
static int draw_lines(int row, int most, const char *text, size_t skip)
{
    int drawn = 0;
    for (const char *end = strchr(text, '\n'); end != NULL && drawn < most; end = strchr(text, '\n'))
    {
        if (skip > 0)
        {
            skip--;
        }
        else
        {
            draw_line(row + drawn++, text, (size_t)(end - text));
        }
        text = end + 1;
    }
    return drawn;
}

/* What a part of the page prints, to be freed. */
static char *
text_of(const struct watch_page *page, void (*print)(const struct watch_page *page, size_t room), size_t room)
{
    char *text = NULL;
    size_t size = 0;
    struct terminal terminal = *page->terminal;
    struct watch_page part = *page;
    terminal.stream = mem_stream(&text, &size);
    part.terminal = &terminal;
    print(&part, room);
    mem_stream_end(terminal.stream);
    return text;
}

static void print_head(const struct watch_page *page, size_t room)
{
    (void)room;
    watch_page_head(page);
}

static void print_keys(const struct watch_page *page, size_t room)
{
    (void)room;
    watch_page_keys(page);
}

static size_t line_count(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
    {
        count += *text == '\n' ? 1 : 0;
    }
    return count;
}

static void draw_lists(const struct watch_page *page, struct watch_view *view, int row)
{
    const int room = LINES - 1 - row;
    if (room > 0)
    {
        char *text = text_of(page, watch_page_lists, (size_t)room);
        const size_t lines = line_count(text);
        const size_t most = lines > (size_t)room ? lines - (size_t)room : 0;
        view->scroll = view->scroll > most ? most : view->scroll;
        (void)draw_lines(row, room, text, view->scroll);
        free(text);
    }
}

void watch_screen_draw(const struct watch_page *page, struct watch_view *view)
{
    struct terminal terminal = *page->terminal;
    struct watch_page sized = *page;
    terminal.width = (size_t)COLS;
    sized.terminal = &terminal;
    sized.height = (size_t)LINES;
    char *head = text_of(&sized, print_head, 0);
    char *keys = text_of(&sized, print_keys, 0);
    (void)erase();
    const int row = draw_lines(0, LINES - 1, head, 0);
    draw_lists(&sized, view, row);
    (void)draw_lines(LINES - 1, 1, keys, 0);
    (void)clearok(curscr, screen.is_foul);
    screen.is_foul = false;
    (void)refresh();
    free(head);
    free(keys);
}
