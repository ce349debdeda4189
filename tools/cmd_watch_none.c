/* SPDX-License-Identifier: MIT */
/* watch, where there is no ncurses. */
#include "command.h"
#include "message.h"

int cmd_watch(const struct command *command, const struct options *options, char *const *words, size_t count)
{
    (void)command;
    (void)options;
    (void)words;
    (void)count;
    message("watch: this junomemstat was built without ncurses: build it with that, or use report again");
    return EXIT_CODE_TROUBLE;
}
