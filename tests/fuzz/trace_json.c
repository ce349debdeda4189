/* SPDX-License-Identifier: MIT */
/* Whether the tool's output is JSON, as Jansson reads it. */
#include "trace_json.h"

#ifdef HAVE_JANSSON
#include <jansson.h>
#include <stdio.h>

bool fuzz_is_json(const char *text, size_t size, char *why, size_t why_size)
{
    /* Times may be more than Jansson's integers hold. */
    const size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL;
    json_error_t error;
    json_t *value = json_loadb(text, size, flags, &error);
    if (value == NULL)
    {
        (void)snprintf(why, why_size, "%s, at byte %d", error.text, error.position);
    }
    json_decref(value);
    return value != NULL;
}
#else
#include <string.h>

bool fuzz_is_json(const char *text, size_t size, char *why, size_t why_size)
{
    why[why_size - 1] = '\0';
    (void)strncpy(why, "no text, or a NUL in it", why_size - 1);
    return size > 0 && memchr(text, '\0', size) == NULL;
}
#endif
