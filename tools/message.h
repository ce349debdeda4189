/* SPDX-License-Identifier: MIT */
/* Messages for people on standard error, and the program's exit codes. */
#ifndef JUNOMEMSTAT_MESSAGE_H
#define JUNOMEMSTAT_MESSAGE_H

enum exit_code
{
    EXIT_CODE_DONE = 0,
    EXIT_CODE_TROUBLE = 2,   /* usage, input or output, or not a trace */
    EXIT_CODE_INCOMPLETE = 3 /* incomplete input under --strict */
};

#if defined(__GNUC__)
#define LIKE_PRINTF __attribute__((format(printf, 1, 2)))
#else
#define LIKE_PRINTF
#endif

/* NULL, or called before a message: whatever covers the terminal makes room for it. */
extern void (*message_prepare)(void);

/* Prints one line that starts with `junomemstat: `; control characters are shown as \xHH. */
void message(const char *format, ...) LIKE_PRINTF;

/* Says that there is no memory, without any. */
void message_no_memory(void);

/* What the last message said, empty where there was none. */
const char *message_last(void);

#endif
