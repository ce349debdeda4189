/* SPDX-License-Identifier: MIT */
#include "trace_load.h"

#include <stdlib.h>
#include <string.h>

static const struct filter everything = {0};

void load_bytes(struct loaded *loaded, const void *bytes, size_t size)
{
    struct input input;
    input_from_memory(&input, "memory", bytes, size);
    replay_init(&loaded->replay);
    loaded->good = reader_run(&input, &loaded->replay.names, &loaded->replay.sink, &loaded->result);
    replay_finish(&loaded->replay, loaded->result.bytes);
    findings_collect(&loaded->findings, &loaded->replay, &everything);
    input_close(&input);
}

void load_text(struct loaded *loaded, const char *lines)
{
    static const char first_line[] = "# JMT text 1\n";
    const size_t size = sizeof first_line - 1 + strlen(lines);
    char *text = malloc(size + 1);
    if (text == NULL)
    {
        abort();
    }
    memcpy(text, first_line, sizeof first_line - 1);
    memcpy(text + sizeof first_line - 1, lines, strlen(lines) + 1);
    load_bytes(loaded, text, size);
    free(text);
}

void loaded_free(struct loaded *loaded)
{
    findings_free(&loaded->findings);
    replay_free(&loaded->replay);
    *loaded = (struct loaded){0}; /* a test that loads nothing is followed by a teardown too */
}

uint64_t loaded_events(const struct loaded *loaded)
{
    struct trace_figures figures;
    figures_of_trace(&loaded->replay, &figures);
    return figures.events.value;
}

struct pool_figures loaded_pool(const struct loaded *loaded, uint32_t position)
{
    struct pool_figures figures;
    figures_of_pool(&loaded->replay, position, &figures);
    return figures;
}

const char *loaded_why(const struct loaded *loaded)
{
    return loaded->replay.gap_count == 0 ? "" : loaded->replay.gaps[0].why;
}

static void gets_packet(struct trace_build *build)
{
    build_packet(build, BUILD_EVENTS, 0, 1000);
    build_site(build, 1, "router.c", 33, "produce");
    build_class_value(build, 1, 7, 1, 0, 0);
    build_class(build, 2, 1, 1, 1);
    build_event_short(build, 1, 0, 0);
    build_event(build, 2, 20, 0, 48);
    build_event(build, 2, 5, 1, 64);
}

static void refs_packet(struct trace_build *build)
{
    build_packet(build, BUILD_EVENTS, 0, 1100);
    build_site(build, 1, "router.c", 71, "route");
    build_site(build, 2, "router.c", 90, "consume");
    build_class(build, 1, 4, 1, 1);
    build_class(build, 2, 5, 1, 2);
    build_class_failed(build, 3, 1, 1, 1, 4, 3);
    build_class_value(build, 4, 3, 1, 2, 0);
    build_event(build, 1, 0, 0, 2);
    build_event(build, 2, 10, 0, 1);
    build_event(build, 3, 1, 0, 48);
    build_event_short(build, 4, 200, 0);
    build_event_short(build, 4, 1, 1);
}

void sample_init(struct sample *sample)
{
    struct trace_build *build = &sample->build;
    memset(sample, 0, sizeof *sample);
    build_init(build, 0xCAFE);
    build_packet(build, BUILD_HEADER, 0, 0);
    build_header(build, 1000000000, "router");
    sample->ends[0] = build_close(build);
    build_packet(build, BUILD_DEFINITIONS, 0, 0);
    build_pool(build, 1, "messages", 64, 4);
    sample->ends[1] = build_close(build);
    gets_packet(build);
    sample->ends[2] = build_close(build);
    sample->events[2] = 3;
    refs_packet(build);
    sample->ends[3] = build_close(build);
    sample->events[3] = 5;
    build_packet(build, BUILD_END, 0, 1400);
    build_end(build, 8, 0);
    sample->ends[4] = build_close(build);
}

void sample_free(struct sample *sample)
{
    build_free(&sample->build);
}
