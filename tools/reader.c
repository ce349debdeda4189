/* SPDX-License-Identifier: MIT */
#include "reader.h"

#include "packet_reader.h"
#include "text_reader.h"

#include <stdio.h>
#include <string.h>

static const char text_head[] = "# JMT text ";

static bool looks_like_text(struct input *input)
{
    const size_t size = sizeof text_head - 1;
    return input_need(input, size) >= size && memcmp(input_bytes(input), text_head, size) == 0;
}

/* What could not be read of a compressed input. */
static void tell_broken(const struct input *input, struct sink *sink, const char *why)
{
    const struct trace_item gap = {
        .kind = ITEM_GAP, .stream = STREAM_NONE, .packets = UNKNOWN_COUNT, .text = {why, strlen(why)}};
    sink->offset = input->offset;
    sink->item(sink->context, &gap);
}

bool reader_run(struct input *input, struct names *names, struct sink *sink, struct reader_result *result)
{
    *result = (struct reader_result){.format = FORMAT_NONE};
    const bool good = looks_like_text(input) ? text_reader_run(input, names, sink, result)
                                             : packet_reader_run(input, names, sink, result);
    result->bytes = input->offset;
    if (input->error != 0)
    {
        (void)snprintf(
            result->error, sizeof result->error, "%s (at byte %llu)", strerror(input->error),
            (unsigned long long)input->offset
        );
        return false;
    }
    const char *broken = input_broken(input);
    if (broken != NULL && good)
    {
        tell_broken(input, sink, broken);
    }
    else if (broken != NULL)
    {
        (void)snprintf(result->error, sizeof result->error, "not a trace: %s", broken);
    }
    return good;
}
