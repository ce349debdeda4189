/* SPDX-License-Identifier: MIT */
/* A live view of a trace that grows: what it reads, what it knows, and what it shows. */
#ifndef JUNOMEMSTAT_WATCH_H
#define JUNOMEMSTAT_WATCH_H

#include "figures.h"
#include "findings.h"
#include "input.h"
#include "terminal.h"

#include <stdio.h>
#include <termios.h>

/* Where the bytes come from. */
struct watch_source
{
    const char *name; /* as the user wrote it */
    int descriptor;
    bool is_file;          /* regular: its end is not the trace's */
    bool is_line;          /* a terminal device, as serial lines are */
    struct termios before; /* what the line was set to */
    uint64_t offset;       /* bytes read */
    const char *notice;    /* what happened to the file, for people, or NULL */
};

enum watch_got
{
    WATCH_GOT_BYTES,
    WATCH_GOT_NOTHING, /* so far */
    WATCH_GOT_END,     /* nothing will come */
    WATCH_GOT_OTHER,   /* the file is another one now, or begins anew */
    WATCH_GOT_ERROR    /* errno says which */
};

/* `baud` 0: as the line is. Returns false after a message. */
bool watch_source_open(struct watch_source *source, const char *name, unsigned long baud);

/* Reads what is there, without waiting. */
enum watch_got watch_source_read(struct watch_source *source, void *bytes, size_t size, size_t *got);

/* Whether a file that was read to its end has changed since. */
bool watch_source_changed(struct watch_source *source);

/* To the beginning of the file that has the name now. Returns false with errno set. */
bool watch_source_restart(struct watch_source *source);

/* Leaves a line as it was. */
void watch_source_close(struct watch_source *source);

enum watch_state
{
    WATCH_NO_TRACE,  /* yet */
    WATCH_RECORDING, /* more is expected */
    WATCH_ENDED,     /* the recording has ended */
    WATCH_CUT        /* the input has, but not the recording: that is a gap */
};

struct watch_pool
{
    struct buffer name;
    uint64_t length; /* if `defined` */
    bool defined;
    struct figure used, peak, failed, errors; /* errors: calls that failed, but for gets */
    double gets;                              /* a second */
};

/* Blocks that are out, of one pool and site. */
struct watch_site
{
    struct buffer pool;
    struct buffer site;
    uint64_t blocks, bytes;
    bool bytes_sure; /* the sizes of all are known */
    bool sure;       /* they are out, and the site is the one */
};

/* A counter's growth over the time between two looks at it. */
struct watch_rate
{
    uint64_t count;
    uint64_t time; /* nanoseconds */
    double each_second;
};

/* What is shown, apart from the replay it was taken from: it may stand still. */
struct watch_model
{
    enum watch_state state;
    struct watch_pool *pools;
    struct watch_site *sites; /* most blocks first, not more than fit any screen */
    size_t pool_count, pool_room;
    size_t site_count, site_room;
    struct watch_rate *pool_rates;   /* of gets, by the replay's position */
    struct watch_rate *stream_rates; /* of events */
    size_t pool_rate_room, stream_rate_room;
    struct figure events;
    double events_rate;
    uint64_t duration_ns;
    bool has_duration;
    uint64_t bytes; /* read */
    uint64_t gaps;
    struct buffer gap; /* the last of them, in words */
};

/*
 * Takes the figures anew. `now` is this machine's time in nanoseconds, for streams without
 * a clock; `is_idle`: nothing has come for so long that all rates are 0.
 */
void watch_model_take(
    struct watch_model *model,
    const struct replay *replay,
    const struct filter *filter,
    uint64_t now,
    bool is_idle
);
/* Of another recording: forgets everything. */
void watch_model_free(struct watch_model *model);

enum watch_sort
{
    WATCH_BY_NAME,
    WATCH_BY_USED,
    WATCH_BY_PEAK,
    WATCH_BY_FAILED,
    WATCH_BY_RATE,
    WATCH_SORTS
};

enum watch_shows
{
    WATCH_SHOWS_BOTH,
    WATCH_SHOWS_POOLS,
    WATCH_SHOWS_SITES,
    WATCH_SHOWS
};

/* What the user chose. */
struct watch_view
{
    enum watch_sort sort;
    enum watch_shows shows;
    bool paused;
    size_t scroll; /* lines of the lists that are above the screen */
};

void watch_sort_pools(struct watch_model *model, enum watch_sort sort);

/* The page as text with the terminal's colour sequences: lines above the lists, the lists, the keys. */
struct watch_page
{
    const struct watch_model *model;
    const struct watch_view *view;
    const struct terminal *terminal; /* its stream is written to */
    const char *name;
    const char *notice; /* or NULL */
    size_t height;      /* lines of the whole screen */
};

void watch_page_head(const struct watch_page *page);
void watch_page_lists(const struct watch_page *page, size_t room);
void watch_page_keys(const struct watch_page *page);

enum watch_key
{
    WATCH_KEY_NONE,
    WATCH_KEY_QUIT,
    WATCH_KEY_PAUSE,
    WATCH_KEY_SHOWS,
    WATCH_KEY_SORT,
    WATCH_KEY_UP,
    WATCH_KEY_DOWN,
    WATCH_KEY_PAGE_UP,
    WATCH_KEY_PAGE_DOWN,
    WATCH_KEY_HOME,
    WATCH_KEY_DRAW, /* the screen has another size */
    WATCH_KEY_SORTS /* and on: the key for the first order, and so on */
};

/* Whether ncurses can draw on the terminal; asked first, since it leaks memory where it cannot. */
bool watch_knows_terminal(void);

/* Takes the terminal. Returns false after a message. */
bool watch_screen_open(enum colour_choice colour, struct terminal *terminal);

/* Gives a terminal that was taken back as it was; may be called again. */
void watch_screen_close(void);

/* The next key that was pressed, without waiting; an order of pools as WATCH_KEY_SORTS + order. */
int watch_screen_key(void);

/* Waits for a key, for bytes of `descriptor` (-1: none), or as many milliseconds; false: there is no keyboard. */
bool watch_screen_wait(int descriptor, int milliseconds);

/* Draws the page; keeps the view's scroll within what there is. */
void watch_screen_draw(const struct watch_page *page, struct watch_view *view);

#endif
