/* SPDX-License-Identifier: MIT */
#include "file.h"
#include "message.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct
{
    unsigned long baud;
    speed_t speed;
} speeds[] = {
    {1200, B1200},       {2400, B2400}, {4800, B4800}, {9600, B9600}, {19200, B19200}, {38400, B38400},
#ifdef B57600
    {57600, B57600},
#endif
#ifdef B115200
    {115200, B115200},
#endif
#ifdef B230400
    {230400, B230400},
#endif
#ifdef B460800
    {460800, B460800},
#endif
#ifdef B921600
    {921600, B921600},
#endif
#ifdef B1000000
    {1000000, B1000000},
#endif
#ifdef B2000000
    {2000000, B2000000},
#endif
#ifdef B3000000
    {3000000, B3000000},
#endif
};

#define SPEED_COUNT (sizeof speeds / sizeof speeds[0])

/* The speed's position, or SPEED_COUNT. */
static size_t find_speed(unsigned long baud)
{
    size_t i = 0;
    while (i < SPEED_COUNT && speeds[i].baud != baud)
    {
        i++;
    }
    return i;
}

/* Eight bits, nothing added, removed or answered; no modem decides whether the line is up. */
static bool set_line(struct watch_source *source, unsigned long baud)
{
    if (tcgetattr(source->descriptor, &source->before) != 0)
    {
        return false;
    }
    struct termios raw = source->before;
    raw.c_iflag &=
        ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF | INPCK);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    raw.c_cflag &= ~(tcflag_t)(CSIZE | PARENB);
    raw.c_cflag |= CS8 | CREAD | CLOCAL;
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    if (baud != 0)
    {
        const speed_t speed = speeds[find_speed(baud)].speed;
        (void)cfsetispeed(&raw, speed);
        (void)cfsetospeed(&raw, speed);
    }
    return tcsetattr(source->descriptor, TCSANOW, &raw) == 0;
}

static bool trouble(struct watch_source *source, int error)
{
    message("%s: %s", source->name, strerror(error));
    watch_source_close(source);
    return false;
}

static bool is_standard_input(const struct watch_source *source)
{
    return strcmp(source->name, "-") == 0;
}

static bool open_line(struct watch_source *source, unsigned long baud)
{
    if (baud != 0 && find_speed(baud) == SPEED_COUNT)
    {
        message("--baud %lu: not a speed that lines have here; try 9600 or 115200", baud);
        watch_source_close(source);
        return false;
    }
    if (is_standard_input(source))
    {
        message("watch: standard input is the keyboard; name a file or a device, or pipe a trace into it");
        return false;
    }
    if (!set_line(source, baud))
    {
        return trouble(source, errno);
    }
    source->is_line = true;
    return true;
}

static bool open_kind(struct watch_source *source, unsigned long baud)
{
    struct stat about;
    if (fstat(source->descriptor, &about) != 0)
    {
        return trouble(source, errno);
    }
    if (S_ISDIR(about.st_mode))
    {
        return trouble(source, EISDIR);
    }
    source->is_file = S_ISREG(about.st_mode);
    if (isatty(source->descriptor) == 1)
    {
        return open_line(source, baud);
    }
    if (baud != 0)
    {
        message("%s: no serial line, so --baud cannot set its speed", source->name);
        watch_source_close(source);
        return false;
    }
    return true;
}

bool watch_source_open(struct watch_source *source, const char *name, unsigned long baud)
{
    *source = (struct watch_source){.name = name, .descriptor = STDIN_FILENO};
    if (!is_standard_input(source))
    {
        /* Neither a line without a carrier nor a FIFO without a writer is waited for here. */
        source->descriptor = file_open(name, O_RDONLY | O_NOCTTY | O_NONBLOCK);
        if (source->descriptor < 0)
        {
            return trouble(source, errno);
        }
    }
    return open_kind(source, baud);
}

/* Whether another file has the name now. */
static bool is_replaced(struct watch_source *source)
{
    struct stat open_file;
    struct stat named_file;
    if (is_standard_input(source) || fstat(source->descriptor, &open_file) != 0)
    {
        return false;
    }
    if (stat(source->name, &named_file) != 0)
    {
        source->notice = "the file has lost its name; waiting for another";
        return false;
    }
    return open_file.st_dev != named_file.st_dev || open_file.st_ino != named_file.st_ino;
}

/* At the end of what was read of a file. */
static bool is_other(struct watch_source *source, bool or_longer)
{
    struct stat about;
    if (fstat(source->descriptor, &about) != 0)
    {
        return false;
    }
    const uint64_t size = (uint64_t)about.st_size;
    if (size < source->offset)
    {
        source->notice = "the file was truncated and is read anew";
        return true;
    }
    if (is_replaced(source))
    {
        source->notice = "another file has the name now and is read";
        return true;
    }
    return or_longer && size > source->offset;
}

bool watch_source_changed(struct watch_source *source)
{
    return source->is_file && is_other(source, true);
}

/* What read() made of it: a line that is gone says EIO, as a terminal without its other end does. */
static enum watch_got kind_of(const struct watch_source *source, ssize_t count, int error)
{
    if (count > 0)
    {
        return WATCH_GOT_BYTES;
    }
    if (count == 0)
    {
        return source->is_line ? WATCH_GOT_NOTHING : WATCH_GOT_END;
    }
    if (error == EAGAIN)
    {
        return WATCH_GOT_NOTHING;
    }
    return source->is_line && (error == EIO || error == ENXIO) ? WATCH_GOT_END : WATCH_GOT_ERROR;
}

static enum watch_got read_stream(struct watch_source *source, void *bytes, size_t size, ssize_t *count)
{
    struct pollfd ready = {.fd = source->descriptor, .events = POLLIN};
    if (poll(&ready, 1, 0) <= 0)
    {
        return WATCH_GOT_NOTHING;
    }
    *count = file_read(source->descriptor, bytes, size);
    const enum watch_got got = kind_of(source, *count, errno);
    const bool is_gone = got == WATCH_GOT_NOTHING && (ready.revents & POLLHUP) != 0;
    return is_gone ? WATCH_GOT_END : got;
}

enum watch_got watch_source_read(struct watch_source *source, void *bytes, size_t size, size_t *got)
{
    ssize_t count = 0;
    enum watch_got kind;
    if (source->is_file)
    {
        count = file_read(source->descriptor, bytes, size);
        kind = kind_of(source, count, errno);
        kind = kind != WATCH_GOT_END ? kind : is_other(source, false) ? WATCH_GOT_OTHER : WATCH_GOT_NOTHING;
    }
    else
    {
        kind = read_stream(source, bytes, size, &count);
    }
    *got = kind == WATCH_GOT_BYTES ? (size_t)count : 0;
    source->offset += *got;
    return kind;
}

bool watch_source_restart(struct watch_source *source)
{
    source->offset = 0;
    if (is_standard_input(source))
    {
        return lseek(source->descriptor, 0, SEEK_SET) == 0;
    }
    const int descriptor = file_open(source->name, O_RDONLY | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0)
    {
        return false;
    }
    (void)file_close(source->descriptor);
    source->descriptor = descriptor;
    return true;
}

void watch_source_close(struct watch_source *source)
{
    if (source->is_line)
    {
        (void)tcsetattr(source->descriptor, TCSANOW, &source->before);
    }
    if (source->descriptor > STDIN_FILENO)
    {
        (void)file_close(source->descriptor);
    }
    *source = (struct watch_source){.descriptor = -1};
}
