/* SPDX-License-Identifier: MIT */
/* In place of cmd_merge.c and fleet*.c, where there is no library that reads JSON. */
#include "command.h"
#include "message.h"

int cmd_merge(const struct command *command, const struct options *options, char *const *words, size_t count)
{
    (void)options;
    (void)words;
    (void)count;
    message("%s: this junomemstat cannot read JSON: build it with Jansson", command->name);
    return EXIT_CODE_TROUBLE;
}
