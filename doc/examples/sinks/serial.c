/* SPDX-License-Identifier: MIT */
/*
 * Sink: a serial line that carries a console too.
 *
 *     serial DEVICE                                  (the device's side)
 *     stty -F DEVICE raw 115200; cat DEVICE >TRACE   (the host's)
 *     junomemstat report TRACE
 *
 * Three things matter:
 *   - The line must be raw. A terminal turns each byte 0A into 0D 0A, and that
 *     breaks every packet that has one.
 *   - Text may stand between packets, not in them: the console takes the lock
 *     that the recorder writes in. A text inside a packet costs that packet.
 *   - The line is slow. 115,200 baud are 11,520 bytes a second, at six bytes
 *     an event 1,900 events; more than that, and the program waits for the line.
 *
 * On a device the descriptor is a UART and the lock its mutex, or an interrupt
 * mask where an interrupt handler prints.
 */
#define _DEFAULT_SOURCE
#include "app.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static int line = -1;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned char buffer[1024]; /* small packets: text that hits one costs less */

static void lock(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    (void)pthread_mutex_lock(&mutex);
}

static void unlock(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    (void)pthread_mutex_unlock(&mutex);
}

static const JUNO_MEMORY_LOCK_T line_lock = {lock, unlock, NULL};

/* Bytes to the line; the caller has the lock. */
static bool send(const void *data, size_t size)
{
    const unsigned char *next = data;
    const unsigned char *const end = next + size;

    while (next < end)
    {
        const ssize_t written = write(line, next, (size_t)(end - next));
        if (written < 0 && errno != EINTR)
        {
            return false;
        }
        next += written > 0 ? written : 0;
    }
    return true;
}

/* The recorder calls this inside its lock, which is the line's. */
static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    return send(data, size) ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR;
}

/* The console, on the same line. */
static void print(const char *text)
{
    lock(NULL);
    (void)send(text, strlen(text));
    unlock(NULL);
}

static bool open_line(const char *path)
{
    struct termios mode;

    line = open(path, O_RDWR | O_NOCTTY);
    if (line < 0 || tcgetattr(line, &mode) != 0)
    {
        return false;
    }
    cfmakeraw(&mode);
    return cfsetspeed(&mode, B115200) == 0 && tcsetattr(line, TCSANOW, &mode) == 0;
}

/* No clock: the trace has an order and no times. */
static bool record(void)
{
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnWrite = write_packet,
        .ptLock = &line_lock,
        .pcProgram = "serial",
    };
    JUNO_MEMORY_TRACE_T trace;

    print("boot: memory ok\r\n");
    if (Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) != JUNO_STATUS_SUCCESS ||
        !app_start(&trace))
    {
        return false;
    }
    for (int second = 1; second <= 10; second++)
    {
        char text[64];
        app_run(100);
        (void)snprintf(text, sizeof(text), "uptime %d s, all is well\r\n", second);
        print(text);
    }
    app_finish();
    print("shutting down\r\n");
    return Juno_MemoryTraceEnd(&trace) == JUNO_STATUS_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc != 2 || !open_line(argv[1]))
    {
        fprintf(stderr, "serial: no serial line; usage: serial DEVICE\n");
        return 2;
    }
    const bool recorded = record();
    if (tcdrain(line) != 0 || close(line) != 0 || !recorded)
    {
        fprintf(stderr, "serial: %s: the trace could not be written to its end\n", argv[1]);
        return 1;
    }
    return 0;
}
