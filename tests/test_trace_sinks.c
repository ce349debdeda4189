/* SPDX-License-Identifier: MIT */
/*
 * Sinks that fail: the program does not notice, and what the trace says is
 * true. SINKS_SEED and SINKS_ROUNDS in the environment try other failures, and
 * more of them.
 */
#define _GNU_SOURCE
#include "juno/memory/trace_file.h"
#include "trace_load.h"
#include "trace_text.h"
#include "traffic.h"
#include <check.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum
{
    CALLS = 60000, /* a few packets of 64 KiB */
    FILE_MAX = 8 << 20
};

/* For main(), which is in support.c. That header knows another struct pool than the reader's. */
Suite *test_suite(void);

static traffic_t traffic;
static JUNO_MEMORY_TRACE_T trace;
static struct loaded loaded;
static char directory[64];
static char path[128];
static unsigned long seed;

static void setup(void)
{
    strcpy(directory, "/tmp/juno-sinks-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_gt(snprintf(path, sizeof(path), "%s/t.jmt", directory), 0);
    traffic_init(&traffic, 1);
}

static void teardown(void)
{
    loaded_free(&loaded);
    (void)remove(path);
    (void)remove(directory);
}

static void attach(void)
{
    for (int i = 0; i < TRAFFIC_POOLS; i++)
    {
        ck_assert_int_eq(
            Juno_MemoryTraceAttach(&trace, &traffic.recorded[i].alloc, i == 0 ? "one" : "two"),
            JUNO_STATUS_SUCCESS
        );
        traffic.events++; /* the attach */
    }
}

static void open_trace(void)
{
    ck_assert_int_eq(Juno_MemoryTraceOpen(&trace, path), JUNO_STATUS_SUCCESS);
    attach();
}

static void within(const char *what, const struct figure *figure, uint64_t truth)
{
    ck_assert_msg(
        figure->sure ? figure->value == truth : figure->min <= truth && truth <= figure->max,
        "seed %lu: %s is %llu, not %llu (%llu to %llu)", seed, what, (unsigned long long)truth,
        (unsigned long long)figure->value, (unsigned long long)figure->min, (unsigned long long)figure->max
    );
}

/* The pool at a position of the trace, as it is without a recorder. */
static traffic_side_t *twin_at(uint32_t position)
{
    return &traffic.twins[loaded.replay.names.pools[position].id - 1u];
}

static JUNO_MEMORY_STATS_T truth_at(uint32_t position)
{
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};

    ck_assert_int_eq(Juno_MemoryBlkStats(&twin_at(position)->alloc.tBlock, &stats), JUNO_STATUS_SUCCESS);
    return stats;
}

static void check_pool(uint32_t position)
{
    const struct pool_figures figures = loaded_pool(&loaded, position);
    const JUNO_MEMORY_STATS_T truth = truth_at(position);

    within("used", &figures.used, truth.zUsed);
    within("peak", &figures.peak, truth.zPeak);
    within("gets", &figures.gets, truth.zGets);
    within("puts", &figures.puts, truth.zPuts);
    within("updates", &figures.updates, traffic.updates[loaded.replay.names.pools[position].id - 1u]);
    within("failed gets", &figures.failed_gets, truth.zFailedGets);
}

/* How many blocks the report holds to be leaked, of one pool. */
static uint64_t leaks_of(uint32_t position)
{
    uint64_t blocks = 0;

    for (size_t i = 0; i < loaded.findings.leaks.count; i++)
    {
        const struct out_blocks *const leak = &loaded.findings.leaks.items[i];
        blocks += leak->pool == position ? leak->blocks : 0u;
    }
    return blocks;
}

/* The descriptor that holds a block, as the twin has it; NULL: it is free. */
static const JUNO_MEMORY_T *holder(const traffic_side_t *twin, uint64_t block)
{
    for (int slot = 0; slot < TRAFFIC_HELD; slot++)
    {
        if (twin->held[slot].pvAddr == &twin->blocks[block * TRAFFIC_SIZE])
        {
            return &twin->held[slot];
        }
    }
    return NULL;
}

static void check_references(void)
{
    for (size_t i = 0; i < loaded.findings.refs.count; i++)
    {
        const struct ref_finding *const ref = &loaded.findings.refs.items[i];
        const JUNO_MEMORY_T *const descriptor = holder(twin_at(ref->pool), ref->block);
        ck_assert_msg(descriptor != NULL, "seed %lu: a reference to a free block", seed);
        ck_assert_msg(descriptor->iRefCount == ref->count, "seed %lu: another count", seed);
    }
}

/* Whatever the report says is true, and the program noticed nothing. */
static void check_truth(void)
{
    ck_assert_msg(traffic.same, "seed %lu: the program noticed", seed);
    ck_assert(loaded.good);
    for (uint32_t i = 1; i < loaded.replay.names.pool_count; i++)
    {
        if (figures_has_pool(&loaded.replay, i))
        {
            check_pool(i);
            ck_assert_msg(leaks_of(i) <= truth_at(i).zUsed, "seed %lu: a leak that is none", seed);
        }
    }
    check_references();
}

static void load_file(void)
{
    static unsigned char bytes[FILE_MAX];
    FILE *const file = fopen(path, "rb");

    ck_assert_ptr_nonnull(file);
    const size_t size = fread(bytes, 1, sizeof(bytes), file);
    (void)fclose(file);
    load_bytes(&loaded, bytes, size);
}

/* The trace tells every event, or that it was dropped; returns how many were. */
static uint64_t check_every_event_is_accounted_for(void)
{
    struct trace_figures figures;

    figures_of_trace(&loaded.replay, &figures);
    ck_assert_uint_eq(figures.dropped.min, figures.dropped.value);
    ck_assert_uint_eq(figures.dropped.max, figures.dropped.value);
    ck_assert_uint_eq(figures.events.value + figures.dropped.value, traffic.events);
    return figures.dropped.value;
}

static off_t file_size(void)
{
    struct stat about;

    ck_assert_int_eq(stat(path, &about), 0);
    return about.st_size;
}

/* Files of this process may have so many bytes; RLIM_INFINITY: any number. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;

    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(a_file_at_its_limit_costs_the_events_of_that_time_alone)
{
    open_trace();
    traffic_run(&traffic, CALLS);
    limit_files((rlim_t)file_size() + 20000u);
    traffic_run(&traffic, CALLS);
    limit_files(RLIM_INFINITY);
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    load_file();
    check_truth();
    ck_assert_uint_gt(check_every_event_is_accounted_for(), 10000u);
    ck_assert_uint_gt(loaded_events(&loaded), CALLS);
}
END_TEST

START_TEST(half_a_packet_does_not_stay_in_the_file)
{
    open_trace();
    limit_files((rlim_t)file_size() + 20000u);
    traffic_run(&traffic, CALLS);
    ck_assert_int_lt(file_size(), 20000);
    limit_files(RLIM_INFINITY);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    load_file();
    check_truth();
    ck_assert_uint_eq(loaded.result.corrupt_bytes, 0);
    ck_assert_uint_gt(check_every_event_is_accounted_for(), 0);
}
END_TEST

START_TEST(a_disk_that_stays_full_leaves_a_trace_without_an_end)
{
    open_trace();
    traffic_run(&traffic, CALLS);
    limit_files((rlim_t)file_size());
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_WRITE_ERROR);
    limit_files(RLIM_INFINITY);
    load_file();
    check_truth();
    ck_assert(!replay_is_complete(&loaded.replay));
    ck_assert_str_eq(loaded_why(&loaded), "the end is missing");
    ck_assert_uint_eq(loaded.findings.leaks.count, 0);
    ck_assert_uint_gt(findings_blocks(&loaded.findings.at_cut), 0);
}
END_TEST

/* The trace's descriptor, which is the lowest that was free, leads to another file for a while. */
START_TEST(a_device_that_is_full_for_a_while_costs_the_events_of_that_time_alone)
{
    const int file = dup(0);
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    int kept = -1;

    ck_assert_int_ge(full, 0);
    ck_assert_int_eq(close(file), 0);
    open_trace();
    traffic_run(&traffic, CALLS);
    kept = dup(file);
    ck_assert_int_eq(dup2(full, file), file);
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(Juno_MemoryTraceFlush(&trace), JUNO_STATUS_WRITE_ERROR);
    ck_assert_int_eq(dup2(kept, file), file);
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    (void)close(full);
    (void)close(kept);
    load_file();
    check_truth();
    ck_assert_uint_gt(check_every_event_is_accounted_for(), CALLS / 2u);
    ck_assert_uint_gt(loaded_events(&loaded), CALLS);
}
END_TEST

/* A reader of a pipe: a thread that puts what comes into memory. */
typedef struct reader
{
    pthread_t thread;
    unsigned char bytes[FILE_MAX];
    size_t size;
    size_t most;        /* bytes; then it goes away */
    unsigned int pause; /* microseconds after each read */
} reader_t;

static reader_t reader;

static void *read_pipe(void *argument)
{
    const int file = open(path, O_RDONLY);
    ssize_t size = file < 0 ? 0 : 1;

    (void)argument;
    while (size > 0 && reader.size < reader.most)
    {
        const size_t want = reader.most - reader.size < 3000u ? reader.most - reader.size : 3000u;
        size = read(file, &reader.bytes[reader.size], want);
        reader.size += size > 0 ? (size_t)size : 0u;
        (void)usleep(reader.pause);
    }
    (void)close(file);
    return NULL;
}

/* Begins a trace into a pipe. */
static void open_pipe(size_t most, unsigned int pause)
{
    reader.size = 0;
    reader.most = most;
    reader.pause = pause;
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(pthread_create(&reader.thread, NULL, read_pipe, NULL), 0);
    open_trace();
}

START_TEST(a_slow_reader_of_a_pipe_gets_everything)
{
    open_pipe(FILE_MAX, 2000);
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_SUCCESS);
    ck_assert_int_eq(pthread_join(reader.thread, NULL), 0);
    load_bytes(&loaded, reader.bytes, reader.size);
    check_truth();
    ck_assert(replay_is_complete(&loaded.replay));
    ck_assert_uint_eq(check_every_event_is_accounted_for(), 0);
}
END_TEST

START_TEST(a_reader_of_a_pipe_that_goes_away_has_what_it_got)
{
    open_pipe(100000, 0);
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(pthread_join(reader.thread, NULL), 0);
    traffic_run(&traffic, CALLS);
    ck_assert_int_eq(Juno_MemoryTraceClose(&trace), JUNO_STATUS_WRITE_ERROR);
    load_bytes(&loaded, reader.bytes, reader.size);
    check_truth();
    ck_assert(!replay_is_complete(&loaded.replay));
    ck_assert_str_eq(loaded_why(&loaded), "the input ends inside a packet");
    ck_assert_uint_gt(loaded_events(&loaded), 5000u);
    ck_assert_uint_eq(loaded.findings.leaks.count, 0);
}
END_TEST

/* A writer that fails at random: so often in a hundred, whole or with half a packet left behind. */
static uint32_t percent;
static bool failing;
static uint64_t refused;

static JUNO_STATUS_T write_or_fail(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    const bool fails = failing && traffic_below(&traffic, 100) < percent;

    if (!fails)
    {
        return tape_config().pfcnWrite(data, size, user_data);
    }
    refused++;
    if (traffic_below(&traffic, 2) == 0u && tape.size + size < sizeof(tape.bytes))
    {
        memcpy(&tape.bytes[tape.size], data, size / 2u);
        tape.size += size / 2u;
    }
    return JUNO_STATUS_WRITE_ERROR;
}

static void record_to_failing_writer(void)
{
    static unsigned char buffer[4096];
    JUNO_MEMORY_TRACE_CONFIG_T config = tape_config();
    const size_t size = 512u + traffic_below(&traffic, sizeof(buffer) - 512u);

    tape_reset();
    refused = 0;
    failing = false;
    percent = 1u + traffic_below(&traffic, 60);
    config.pfcnWrite = write_or_fail;
    ck_assert_int_eq(Juno_MemoryTraceInit(&trace, buffer, size, &config), JUNO_STATUS_SUCCESS);
    attach();
    failing = true;
    for (int i = 0; i < 50; i++)
    {
        tape.time += 10u;
        traffic_run(&traffic, traffic_below(&traffic, 100));
        if (traffic_below(&traffic, 8) == 0u)
        {
            ck_assert_int_eq(Juno_MemoryTraceMark(&trace, "a mark"), JUNO_STATUS_SUCCESS);
        }
        if (traffic_below(&traffic, 4) == 0u)
        {
            const uint64_t before = refused;
            const JUNO_STATUS_T status = Juno_MemoryTraceFlush(&trace);
            ck_assert_int_eq(status, refused > before ? JUNO_STATUS_WRITE_ERROR : JUNO_STATUS_SUCCESS);
        }
    }
}

/* Half the seeds give everything back: then every leak would be a false one. */
static void one_round(bool end_arrives)
{
    traffic_init(&traffic, seed);
    record_to_failing_writer();
    if (seed % 2u == 0u)
    {
        traffic_put_all(&traffic);
    }
    failing = !end_arrives;
    percent = end_arrives ? 0 : 100;
    ck_assert_int_eq(
        Juno_MemoryTraceEnd(&trace), end_arrives ? JUNO_STATUS_SUCCESS : JUNO_STATUS_WRITE_ERROR
    );
    load_bytes(&loaded, tape.bytes, tape.size);
    check_truth();
}

/* How many rounds, fewer in builds of another kind; sets the seed of the first. */
static unsigned long rounds(void)
{
    const char *const count = getenv("SINKS_ROUNDS");
    const char *const first = getenv("SINKS_SEED");
    const char *const brief = getenv("JUNO_BRIEF");

    seed = first != NULL ? strtoul(first, NULL, 10) : 20261123u;
    return count != NULL ? strtoul(count, NULL, 10) : brief != NULL && *brief != '\0' ? 50u : 400u;
}

START_TEST(writes_that_fail_at_random_are_counted_exactly)
{
    uint64_t dropped = 0;

    for (unsigned long left = rounds(); left > 0u; left--, seed++)
    {
        struct trace_figures figures;
        one_round(true);
        figures_of_trace(&loaded.replay, &figures);
        ck_assert_uint_eq(figures.events.value + trace.zDropped, traffic.events);
        within("dropped", &figures.dropped, trace.zDropped);
        ck_assert(trace.zDropped == 0u || !replay_is_complete(&loaded.replay));
        dropped += trace.zDropped;
        loaded_free(&loaded);
    }
    ck_assert_uint_gt(dropped, 0);
    load_bytes(&loaded, "", 0);
}
END_TEST

START_TEST(writes_that_fail_to_the_end_leave_no_leak_that_is_only_a_gap)
{
    for (unsigned long left = rounds(); left > 0u; left--, seed++)
    {
        one_round(false);
        ck_assert(!replay_is_complete(&loaded.replay));
        ck_assert_uint_eq(loaded.findings.leaks.count, 0);
        loaded_free(&loaded);
    }
    load_bytes(&loaded, "", 0);
}
END_TEST

Suite *test_suite(void)
{
    Suite *const suite = suite_create("trace_sinks");
    TCase *const tcase = tcase_create("failing");

    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_file_at_its_limit_costs_the_events_of_that_time_alone);
    tcase_add_test(tcase, half_a_packet_does_not_stay_in_the_file);
    tcase_add_test(tcase, a_disk_that_stays_full_leaves_a_trace_without_an_end);
    tcase_add_test(tcase, a_device_that_is_full_for_a_while_costs_the_events_of_that_time_alone);
    tcase_add_test(tcase, a_slow_reader_of_a_pipe_gets_everything);
    tcase_add_test(tcase, a_reader_of_a_pipe_that_goes_away_has_what_it_got);
    tcase_add_test(tcase, writes_that_fail_at_random_are_counted_exactly);
    tcase_add_test(tcase, writes_that_fail_to_the_end_leave_no_leak_that_is_only_a_gap);
    suite_add_tcase(suite, tcase);
    return suite;
}
