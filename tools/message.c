/* SPDX-License-Identifier: MIT */
#include "message.h"

#include <stdarg.h>
#include <stdio.h>

void message(const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (char *c = text; *c != '\0'; c++)
    {
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
        {
            *c = '?';
        }
    }
    (void)fprintf(stderr, "junomemstat: %s\n", text);
}
