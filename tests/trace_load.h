/* SPDX-License-Identifier: MIT */
/* A trace in memory, read and replayed; and the sample that several suites damage. */
#ifndef TESTS_TRACE_LOAD_H
#define TESTS_TRACE_LOAD_H

#include "../tools/figures.h"
#include "../tools/findings.h"
#include "../tools/reader.h"
#include "trace_build.h"

struct loaded
{
    struct replay replay;
    struct reader_result result;
    struct findings findings;
    bool good;
};

void load_bytes(struct loaded *loaded, const void *bytes, size_t size);

/* A text trace; the first line is put before it. */
void load_text(struct loaded *loaded, const char *lines);

void loaded_free(struct loaded *loaded);

uint64_t loaded_events(const struct loaded *loaded);
struct pool_figures loaded_pool(const struct loaded *loaded, uint32_t position);

/* Why the trace is incomplete, "" where it is complete. */
const char *loaded_why(const struct loaded *loaded);

#define SAMPLE_PACKETS 5u

/*
 * Five packets, 8 events: header; pool 1 "messages" of 4 blocks of 64 bytes;
 * attach, two gets; a ref-get, a ref-put, a failed get, two puts; end.
 */
struct sample
{
    struct trace_build build;
    size_t ends[SAMPLE_PACKETS];     /* where each packet ends */
    uint64_t events[SAMPLE_PACKETS]; /* how many are in it */
};

void sample_init(struct sample *sample);
void sample_free(struct sample *sample);

#endif
