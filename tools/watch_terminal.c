/* SPDX-License-Identifier: MIT */
/* Apart from the screen, since <term.h> makes macros of common words. */
#include "watch.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>

bool watch_knows_terminal(void)
{
    int code;
    const bool known = setupterm(NULL, STDOUT_FILENO, &code) == OK;
    if (known)
    {
        (void)del_curterm(cur_term);
    }
    return known;
}
