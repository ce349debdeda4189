/* SPDX-License-Identifier: MIT */
#include "message.h"

#include "file.h"
#include "layout.h"

#include <langinfo.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void (*message_prepare)(void);

static char last[1024];

void message(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(last, sizeof last, format, arguments);
    va_end(arguments);
    struct buffer shown = {0};
    buffer_word(&shown, "junomemstat: ");
    const bool unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    layout_escape(&shown, (struct slice){last, strlen(last)}, unicode);
    if (message_prepare != NULL)
    {
        message_prepare();
    }
    buffer_word(&shown, "\n");
    (void)file_write(STDERR_FILENO, shown.text, shown.size);
    buffer_free(&shown);
}

void message_no_memory(void)
{
    static const char text[] = "junomemstat: out of memory\n";
    if (message_prepare != NULL)
    {
        message_prepare();
    }
    (void)file_write(STDERR_FILENO, text, sizeof text - 1);
}

const char *message_last(void)
{
    return last;
}
