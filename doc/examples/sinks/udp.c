/* SPDX-License-Identifier: MIT */
/*
 * Sink: UDP, one packet a datagram.
 *
 *     udp_receive TRACE          (prints the port that it listens on)
 *     udp ADDRESS PORT
 *     junomemstat report TRACE
 *
 * Packets stand alone, and so do datagrams: one that is lost costs its events,
 * which the report counts by the packets' numbers, and one that comes twice is
 * dropped. One that comes late counts as lost.
 *
 * A packet has to fit a datagram that no router takes apart: 1,500 bytes of
 * Ethernet less 28 of IPv4 and UDP are 1,472 (IPv6: 1,452). The recorder's
 * packets are as large as its buffer lets them, so the buffer is chosen for
 * that: a quarter of 1,728 bytes remembers call sites, and what is left is
 * below 1,472.
 */
#define _POSIX_C_SOURCE 200809L
#include "app.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum
{
    DATAGRAM_MAX = 1472 /* bytes */
};

static unsigned char buffer[DATAGRAM_MAX + 256];

/*
 * A datagram goes whole or not at all. An error here may be that of the one
 * before (nobody listens, says the other machine): then this packet's events
 * are counted as dropped, and that one shows as missing.
 */
static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    const int *const to = user_data;

    if (size > DATAGRAM_MAX || send(*to, data, size, 0) != (ssize_t)size)
    {
        return JUNO_STATUS_WRITE_ERROR;
    }
    return JUNO_STATUS_SUCCESS;
}

static uint64_t now(JUNO_USER_DATA_T *user_data)
{
    struct timespec time = {0};

    (void)user_data;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/* A socket that sends to there; below 0: there is none. */
static int connect_to(const char *address, const char *port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)strtoul(port, NULL, 10))};
    const int to_socket = socket(AF_INET, SOCK_DGRAM, 0);

    if (inet_pton(AF_INET, address, &to.sin_addr) != 1 ||
        connect(to_socket, (const struct sockaddr *)&to, sizeof(to)) != 0)
    {
        return -1;
    }
    return to_socket;
}

/* Sends no faster than a network and its receiver take it. */
static void run_at_leisure(void)
{
    const struct timespec pause = {.tv_nsec = 1000000};

    for (int i = 0; i < 50; i++)
    {
        app_run(100);
        (void)nanosleep(&pause, NULL);
    }
}

int main(int argc, char **argv)
{
    int to = argc == 3 ? connect_to(argv[1], argv[2]) : -1;
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnWrite = write_packet,
        .pfcnClock = now,
        .iTicksPerSecond = 1000000000u,
        .pvUserData = &to,
        .pcProgram = "udp",
    };
    JUNO_MEMORY_TRACE_T trace;

    if (to < 0)
    {
        fprintf(stderr, "udp: no such receiver; usage: udp ADDRESS PORT\n");
        return 2;
    }
    if (Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config) != JUNO_STATUS_SUCCESS ||
        !app_start(&trace))
    {
        fprintf(stderr, "udp: %s: nothing can be sent there\n", argv[1]);
        return 1;
    }
    run_at_leisure();
    app_finish();
    const bool sent = Juno_MemoryTraceEnd(&trace) == JUNO_STATUS_SUCCESS;
    (void)close(to);
    return sent ? 0 : 1;
}
