/* SPDX-License-Identifier: MIT */
/*
 * The other end of udp.c: puts what is in each datagram behind the one before.
 *
 *     udp_receive TRACE
 *
 * It prints the port that it listens on at 127.0.0.1, then the size of each
 * datagram, and stops when none has come for a second (ten for the first).
 */
#define _POSIX_C_SOURCE 200809L
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

enum
{
    FIRST_WAIT = 10000, /* milliseconds */
    WAIT = 1000
};

/* Listens on a port that is free; 0: cannot. */
static unsigned int listen_on(int from)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(here);

    if (bind(from, (const struct sockaddr *)&here, size) != 0 ||
        getsockname(from, (struct sockaddr *)&here, &size) != 0)
    {
        return 0;
    }
    return ntohs(here.sin_port);
}

/* Whether a datagram comes in time. */
static int is_coming(int from, int milliseconds)
{
    struct pollfd wait = {.fd = from, .events = POLLIN};

    return poll(&wait, 1, milliseconds) == 1;
}

int main(int argc, char **argv)
{
    static unsigned char datagram[65536];
    FILE *const file = argc == 2 ? fopen(argv[1], "wb") : NULL;
    const int from = socket(AF_INET, SOCK_DGRAM, 0);
    const unsigned int port = listen_on(from);

    if (file == NULL || port == 0)
    {
        fprintf(stderr, "udp_receive: no file, or no port; usage: udp_receive TRACE\n");
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    printf("%u\n", port);
    for (int wait = FIRST_WAIT; is_coming(from, wait); wait = WAIT)
    {
        const ssize_t size = recv(from, datagram, sizeof(datagram), 0);
        if (size > 0 && fwrite(datagram, 1, (size_t)size, file) == (size_t)size)
        {
            printf("%ld\n", (long)size);
        }
    }
    return fclose(file) == 0 ? 0 : 1;
}
