/* SPDX-License-Identifier: MIT */
#include "message.h"

#include "layout.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void (*message_prepare)(void);

static char last[1024];

void message(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(last, sizeof last, format, arguments);
    va_end(arguments);
    struct buffer shown = {0};
    const bool unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    layout_escape(&shown, (struct slice){last, strlen(last)}, unicode);
    if (message_prepare != NULL)
    {
        message_prepare();
    }
    (void)fprintf(stderr, "junomemstat: %s\n", shown.text == NULL ? "" : shown.text);
    buffer_free(&shown);
}

const char *message_last(void)
{
    return last;
}
