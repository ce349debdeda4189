/* SPDX-License-Identifier: MIT */
/*
 * A serial line without hardware: runs a program with the path of a terminal as
 * its last argument, and prints all that it writes there.
 *
 *     pty PROGRAM [ARGUMENT...]
 *
 * Exit code: the program's; 77 where there are no such terminals.
 */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
    ARGUMENTS_MAX = 16
};

/* The other end, which is open, stays so in the program: the line is up until it ends. */
static void run(int argc, char **argv, char *path)
{
    char *arguments[ARGUMENTS_MAX + 2] = {0};

    if (argc - 1 <= ARGUMENTS_MAX)
    {
        memcpy(arguments, &argv[1], (size_t)(argc - 1) * sizeof(*arguments));
        arguments[argc - 1] = path;
        (void)execv(argv[1], arguments);
    }
    _exit(127);
}

/* Copies until the last who has the other end open is gone. */
static void copy(int line)
{
    unsigned char bytes[512];
    ssize_t size = 0;

    while ((size = read(line, bytes, sizeof(bytes))) > 0)
    {
        (void)fwrite(bytes, 1, (size_t)size, stdout);
    }
}

/* The other end's name, or NULL. */
static char *other_end(int line)
{
    return line >= 0 && grantpt(line) == 0 && unlockpt(line) == 0 ? ptsname(line) : NULL;
}

int main(int argc, char **argv)
{
    const int line = posix_openpt(O_RDWR | O_NOCTTY);
    char *const path = other_end(line);
    const int other = path != NULL ? open(path, O_RDWR | O_NOCTTY) : -1;
    int status = 0;

    if (argc < 2 || other < 0)
    {
        return 77;
    }
    const pid_t child = fork();
    if (child == 0)
    {
        run(argc, argv, path);
    }
    (void)close(other);
    copy(line);
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && fflush(stdout) == 0
               ? WEXITSTATUS(status)
               : 1;
}
