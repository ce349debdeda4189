/* SPDX-License-Identifier: MIT */
#include "event.h"

#include <string.h>

static const char *const kind_names[] = {NULL,      "get",    "update", "put",    "ref-get",
                                         "ref-put", "failed", "attach", "detach", "deinit"};

static const char *const cause_names[] = {NULL,     "null",           "zero-size",    "too-large",
                                          "full",   "bad-address",    "double-free",  "stale",
                                          "in-use", "ref-after-free", "unref-at-zero"};

#define KINDS (sizeof kind_names / sizeof kind_names[0])
#define CAUSES (sizeof cause_names / sizeof cause_names[0])

static uint64_t number_of(const char *const *list, size_t count, struct slice name)
{
    for (size_t i = 1; i < count; i++)
    {
        if (strlen(list[i]) == name.size && memcmp(list[i], name.text, name.size) == 0)
        {
            return i;
        }
    }
    return 0;
}

struct trace_event event_of_run(const struct run_event *event)
{
    struct trace_event whole = *event->common;
    whole.time = event->time;
    whole.block = event->block;
    whole.value = event->value;
    return whole;
}

const char *event_kind_name(uint64_t kind)
{
    return kind < KINDS ? kind_names[kind] : NULL;
}

const char *event_cause_name(uint64_t cause)
{
    return cause < CAUSES ? cause_names[cause] : NULL;
}

uint64_t event_kind_number(struct slice name)
{
    return number_of(kind_names, KINDS, name);
}

uint64_t event_cause_number(struct slice name)
{
    return number_of(cause_names, CAUSES, name);
}
