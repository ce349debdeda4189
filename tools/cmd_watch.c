/* SPDX-License-Identifier: MIT */
/* watch: reads a trace while it grows, and shows what it knows. */
#include "command.h"
#include "message.h"
#include "saturate.h"
#include "unpack.h"
#include "watch.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#define MILLISECOND UINT64_C(1000000)

/* Nothing came for so long, and for four refreshes: nothing happens. */
#define IDLE_LEAST (2000 * MILLISECOND)

/* A look at all figures takes no more than a tenth of the time. */
#define LOOK_SHARE 10u

/* A signal is heeded after so long at most, wherever it comes. */
#define WAIT_MOST (1000 * MILLISECOND)

struct watch
{
    const struct options *options;
    const char *name;
    struct watch_source source;
    struct watch_model model;
    struct watch_view view;
    struct terminal terminal;
    struct replay replay;
    struct reader_result result;
    uint64_t interval; /* nanoseconds */
    uint64_t due;      /* when to look next */
    uint64_t heard;    /* when bytes came last */
    int error;         /* of reading */
    bool quit;
    bool restart; /* the input begins anew */
    bool over;    /* all was read */
    bool incomplete;
    uint64_t findings;
};

static volatile sig_atomic_t stop_asked;

static void on_signal(int number)
{
    (void)number;
    stop_asked = 1;
}

static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {0};
    action.sa_handler = on_signal;
    (void)sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    {
        (void)sigaction(numbers[i], &action, NULL);
    }
}

static uint64_t now(void)
{
    struct timespec time = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * (1000 * MILLISECOND) + (uint64_t)time.tv_nsec;
}

static void draw(struct watch *watch)
{
    const struct watch_page page = {
        .model = &watch->model,
        .view = &watch->view,
        .terminal = &watch->terminal,
        .name = watch->name,
        .notice = watch->source.notice};
    watch_sort_pools(&watch->model, watch->view.sort);
    watch_screen_draw(&page, &watch->view);
}

static void take(struct watch *watch, uint64_t time)
{
    const uint64_t quiet = time - watch->heard;
    const bool is_idle = quiet > IDLE_LEAST && quiet > 4 * watch->interval;
    watch_model_take(&watch->model, &watch->replay, &watch->options->filter, time, is_idle);
    watch->model.bytes = watch->source.offset;
    if (watch->over && watch->model.state == WATCH_RECORDING)
    {
        watch->model.state = WATCH_CUT;
    }
}

static void look(struct watch *watch)
{
    const uint64_t before = now();
    if (!watch->view.paused)
    {
        take(watch, before);
    }
    const uint64_t cost = (now() - before) * LOOK_SHARE;
    draw(watch);
    watch->due = now() + (cost > watch->interval ? cost : watch->interval);
}

static void scroll_to(struct watch_view *view, int key)
{
    enum
    {
        PAGE = 10
    };
    switch (key)
    {
    case WATCH_KEY_UP:
        view->scroll -= view->scroll > 0 ? 1 : 0;
        break;
    case WATCH_KEY_PAGE_UP:
        view->scroll -= view->scroll > PAGE ? PAGE : view->scroll;
        break;
    case WATCH_KEY_DOWN:
        view->scroll++;
        break;
    case WATCH_KEY_PAGE_DOWN:
        view->scroll += PAGE;
        break;
    case WATCH_KEY_HOME:
        view->scroll = 0;
        break;
    default:
        break;
    }
}

static void on_key(struct watch *watch, int key)
{
    struct watch_view *view = &watch->view;
    switch (key)
    {
    case WATCH_KEY_QUIT:
        watch->quit = true;
        break;
    case WATCH_KEY_PAUSE:
        view->paused = !view->paused;
        watch->due = 0;
        break;
    case WATCH_KEY_SHOWS:
        view->shows = (enum watch_shows)((view->shows + 1) % WATCH_SHOWS);
        view->scroll = 0;
        break;
    case WATCH_KEY_SORT:
        view->sort = (enum watch_sort)((view->sort + 1) % WATCH_SORTS);
        break;
    default:
        scroll_to(view, key);
        break;
    }
    if (key >= WATCH_KEY_SORTS)
    {
        view->sort = (enum watch_sort)(key - WATCH_KEY_SORTS);
    }
}

/* Heeds signals and keys, and looks if it is time. Returns false where the user wants to leave. */
static bool take_turn(struct watch *watch)
{
    bool any = false;
    for (int key = watch_screen_key(); key != WATCH_KEY_NONE; key = watch_screen_key())
    {
        on_key(watch, key);
        any = true;
    }
    watch->quit = watch->quit || stop_asked != 0;
    if (!watch->quit && now() >= watch->due)
    {
        look(watch);
    }
    else if (!watch->quit && any)
    {
        draw(watch);
    }
    return !watch->quit;
}

/* Until something may have come, or it is time to look. */
static void wait_for(struct watch *watch, int descriptor)
{
    const uint64_t time = now();
    uint64_t left = minus(watch->due, time);
    left = left > WAIT_MOST ? WAIT_MOST : left;
    if (!watch_screen_wait(descriptor, (int)(left / MILLISECOND) + 1))
    {
        watch->quit = true;
    }
}

static bool all_ended(const struct replay *replay)
{
    bool any = false;
    for (size_t i = 0; i < replay->stream_room; i++)
    {
        const struct replay_stream *stream = &replay->streams[i];
        if (stream->seen && stream->close != STREAM_ENDED)
        {
            return false;
        }
        any = any || stream->seen;
    }
    return any;
}

/* Whether the reader has to be told of an end; it asks again where nothing has come yet. */
static bool is_end(struct watch *watch, enum watch_got got)
{
    watch->restart = got == WATCH_GOT_OTHER;
    watch->error = got == WATCH_GOT_ERROR ? errno : 0;
    return got != WATCH_GOT_NOTHING || (watch->source.is_file && all_ended(&watch->replay));
}

/* What the reader calls for more: waits until there is some, or an end. */
static ptrdiff_t read_source(void *context, void *bytes, size_t size)
{
    struct watch *watch = context;
    while (take_turn(watch))
    {
        size_t count;
        const enum watch_got got = watch_source_read(&watch->source, bytes, size, &count);
        if (got == WATCH_GOT_BYTES)
        {
            watch->heard = now();
            return (ptrdiff_t)count;
        }
        if (is_end(watch, got))
        {
            break;
        }
        wait_for(watch, watch->source.is_file ? -1 : watch->source.descriptor);
    }
    errno = watch->error;
    return watch->error != 0 ? -1 : 0;
}

/* All was read: shows it until the user leaves, or until a file goes on. */
static void stay(struct watch *watch)
{
    watch->over = true;
    watch->due = 0;
    replay_finish(&watch->replay, watch->result.bytes);
    while (take_turn(watch) && !watch->restart)
    {
        wait_for(watch, -1);
        watch->restart = watch_source_changed(&watch->source);
    }
}

/* Reads the input once from its beginning; false after a message. */
static bool read_once(struct watch *watch)
{
    const struct input_source source = {.context = watch, .read = read_source};
    struct input input;
    input_from_source(&input, watch->name, &source);
    unpack_input(&input);
    const char *hint = command_other_format(&input);
    const bool good = reader_run(&input, &watch->replay.names, &watch->replay.sink, &watch->result);
    input_close(&input);
    if (watch->quit || watch->restart)
    {
        return true;
    }
    if (!good)
    {
        const bool is_packed = hint != NULL && watch->error == 0;
        message(
            is_packed ? "%s: not a trace: %s" : "%s: %s", watch->name, is_packed ? hint : watch->result.error
        );
        return false;
    }
    stay(watch);
    return true;
}

/* What there is to say of it when the user leaves. */
static void conclude(struct watch *watch)
{
    struct findings findings;
    findings_collect(&findings, &watch->replay, &watch->options->filter);
    watch->findings = watch->over ? command_findings(&findings) : 0;
    watch->incomplete = !replay_is_complete(&watch->replay);
    findings_free(&findings);
}

/* Reads the input, and again whenever it begins anew; false after a message. */
static bool follow(struct watch *watch, struct symbols *symbols)
{
    bool good = true;
    do
    {
        watch->restart = false;
        watch->over = false;
        watch->due = 0;
        replay_init(&watch->replay);
        symbols_begin(symbols, &watch->replay.names);
        good = read_once(watch);
        conclude(watch);
        watch_model_free(&watch->model);
        replay_free(&watch->replay);
        if (good && watch->restart && !watch_source_restart(&watch->source))
        {
            message("%s: %s", watch->name, strerror(errno));
            good = false;
        }
    }
    while (good && watch->restart && !watch->quit);
    return good;
}

static int exit_code(const struct watch *watch)
{
    if (watch->options->strict && watch->incomplete)
    {
        return EXIT_CODE_INCOMPLETE;
    }
    return watch->findings > 0 ? watch->options->error_exitcode : EXIT_CODE_DONE;
}

static int watch_with(struct watch *watch, struct symbols *symbols)
{
    if (!watch_source_open(&watch->source, watch->name, watch->options->baud))
    {
        return EXIT_CODE_TROUBLE;
    }
    if (strcmp(watch->name, "-") == 0)
    {
        watch->name = "standard input";
    }
    catch_signals();
    bool good = watch_screen_open(watch->options->colour, &watch->terminal);
    if (good)
    {
        good = follow(watch, symbols);
        watch_screen_close();
    }
    watch_source_close(&watch->source);
    return good ? exit_code(watch) : EXIT_CODE_TROUBLE;
}

int cmd_watch(const struct command *command, const struct options *options, char *const *words, size_t count)
{
    struct symbols *symbols;
    (void)command;
    if (count != 1)
    {
        message("watch: one trace at a time");
        return EXIT_CODE_TROUBLE;
    }
    if (strcmp(options->output, "-") != 0 || options->quiet)
    {
        message("watch: shows on the terminal: it has no --%s", options->quiet ? "quiet" : "output");
        return EXIT_CODE_TROUBLE;
    }
    if (!symbols_open(&symbols, &options->places))
    {
        return EXIT_CODE_TROUBLE;
    }
    struct watch watch = {
        .options = options,
        .name = words[0],
        .heard = now(),
        .interval = (options->interval_ms > 0 ? options->interval_ms : 500) * MILLISECOND};
    const int code = watch_with(&watch, symbols);
    symbols_close(symbols);
    return code;
}
