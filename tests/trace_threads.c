/* SPDX-License-Identifier: MIT */
/*
 * Eight threads on three pools that all of them share, recorded:
 *
 *     trace_threads open|init|unlocked TRACE LOG [ROUNDS]
 *
 * "open" records with Juno_MemoryTraceOpen, "init" with a lock, a clock and
 * thread numbers of this program's own, "unlocked" like "init" without the
 * lock: that is a mistake, which ThreadSanitizer must find.
 *
 * Each thread writes what it did to LOG.N (N from 1), one event a line as
 * `junomemstat dump` has it, and the program prints how many of each kind there
 * were. Sizes say who asked and for the how-manieth time.
 */
#define _POSIX_C_SOURCE 200809L
#include "juno/memory/memory.h"
#include "juno/memory/trace_file.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum
{
    THREADS = 8,
    POOLS = 3,
    LENGTH = 6,
    BLOCK = 65536, /* bytes, so that a size can be a number; never touched */
    HELD = 3,      /* blocks that a thread holds at most */
    ROUNDS_MAX = 4000,
    MARK_EVERY = 50,
    FLUSH_EVERY = 70,
    BUFFER = 4096 /* of "init": many small packets */
};

/* Counted as the trace counts them. */
enum kind
{
    GET,
    UPDATE,
    PUT,
    REF_GET,
    REF_PUT,
    FAILED,
    MARK,
    KINDS
};

static const char *const kind_names[KINDS] = {"get", "update", "put", "ref-get", "ref-put", "failed", "mark"};

typedef struct shared_pool
{
    JUNO_MEMORY_ALLOC_T alloc;
    JUNO_MEMORY_LOCK_T lock;
    pthread_mutex_t mutex;
    JUNO_MEMORY_BLOCK_METADATA_T metadata[LENGTH];
    JUNO_MEMORY_T shared; /* of which all threads take references */
} shared_pool_t;

typedef struct worker
{
    pthread_t thread;
    FILE *log;
    unsigned int id; /* from 1 */
    unsigned int rounds;
    unsigned int number; /* of sizes so far */
    uint32_t random;
    unsigned long counts[KINDS];
    JUNO_MEMORY_T held[HELD];
    unsigned int held_from[HELD];
    bool wrong;
} worker_t;

static unsigned char memory[POOLS][LENGTH * BLOCK];
static shared_pool_t pools[POOLS];
static JUNO_MEMORY_TRACE_T trace;
static _Thread_local uint32_t my_id;

static void lock(JUNO_USER_DATA_T *mutex)
{
    (void)pthread_mutex_lock(mutex);
}

static void unlock(JUNO_USER_DATA_T *mutex)
{
    (void)pthread_mutex_unlock(mutex);
}

static uint32_t thread_number(JUNO_USER_DATA_T *user_data)
{
    (void)user_data;
    return my_id;
}

static uint64_t now(JUNO_USER_DATA_T *user_data)
{
    struct timespec time;

    (void)user_data;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static JUNO_STATUS_T write_packet(const void *data, size_t size, JUNO_USER_DATA_T *user_data)
{
    return write(*(const int *)user_data, data, size) == (ssize_t)size ? JUNO_STATUS_SUCCESS
                                                                       : JUNO_STATUS_WRITE_ERROR;
}

/* Begins the recording that the mode asks for. */
static JUNO_STATUS_T begin(const char *mode, const char *path)
{
    static unsigned char buffer[BUFFER];
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static const JUNO_MEMORY_LOCK_T trace_lock = {lock, unlock, &mutex};
    static int file;
    const JUNO_MEMORY_TRACE_CONFIG_T config = {
        .zStructSize = sizeof(config),
        .pfcnWrite = write_packet,
        .pfcnClock = now,
        .iTicksPerSecond = 1000000000u,
        .pfcnThread = thread_number,
        .ptLock = strcmp(mode, "unlocked") == 0 ? NULL : &trace_lock,
        .pvUserData = &file,
        .pcProgram = "trace_threads",
    };

    if (strcmp(mode, "open") == 0)
    {
        return Juno_MemoryTraceOpen(&trace, path);
    }
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    return file < 0 ? JUNO_STATUS_FILE_ERROR : Juno_MemoryTraceInit(&trace, buffer, sizeof(buffer), &config);
}

static bool make_pool(shared_pool_t *pool, void *blocks, const char *name)
{
    (void)pthread_mutex_init(&pool->mutex, NULL);
    pool->lock = (JUNO_MEMORY_LOCK_T){lock, unlock, &pool->mutex};
    return Juno_MemoryBlkInit(&pool->alloc.tBlock, blocks, pool->metadata, BLOCK, LENGTH, NULL, NULL) ==
               JUNO_STATUS_SUCCESS &&
           Juno_MemoryLockSet(&pool->alloc, &pool->lock) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryTraceAttach(&trace, &pool->alloc, name) == JUNO_STATUS_SUCCESS;
}

static unsigned int below(worker_t *worker, unsigned int limit)
{
    worker->random = worker->random * 1664525u + 1013904223u;
    return (worker->random >> 16) % limit;
}

/* The next of this thread's sizes: no other thread has it, and none comes twice. */
static size_t next_size(worker_t *worker)
{
    worker->number++;
    return (size_t)worker->number * THREADS + worker->id - 1u;
}

/* Notes an event; the caller has printed its line. A status other than expected ends it all badly. */
static void note(worker_t *worker, enum kind kind, JUNO_STATUS_T got, JUNO_STATUS_T expected)
{
    worker->counts[kind]++;
    worker->wrong = worker->wrong || got != expected;
}

static unsigned int block_of(unsigned int pool, const JUNO_MEMORY_T *descriptor)
{
    return (unsigned int)(((unsigned char *)descriptor->pvAddr - memory[pool]) / BLOCK);
}

static void get(worker_t *worker, unsigned int slot)
{
    const unsigned int pool = below(worker, POOLS);
    const size_t size = next_size(worker);
    const JUNO_STATUS_T status = Juno_MemoryGet(&pools[pool].alloc, &worker->held[slot], size);

    if (status != JUNO_STATUS_SUCCESS)
    {
        fprintf(worker->log, "failed get %u - full size=%zu status=3\n", pool + 1u, size);
        note(worker, FAILED, status, JUNO_STATUS_MEMALLOC_ERROR);
        return;
    }
    worker->held_from[slot] = pool;
    fprintf(worker->log, "get %u %u size=%zu\n", pool + 1u, block_of(pool, &worker->held[slot]), size);
    note(worker, GET, status, JUNO_STATUS_SUCCESS);
}

static void update(worker_t *worker, unsigned int slot)
{
    const unsigned int pool = worker->held_from[slot];
    const size_t size = next_size(worker);
    const JUNO_STATUS_T status = Juno_MemoryUpdate(&pools[pool].alloc, &worker->held[slot], size);

    fprintf(worker->log, "update %u %u size=%zu\n", pool + 1u, block_of(pool, &worker->held[slot]), size);
    note(worker, UPDATE, status, JUNO_STATUS_SUCCESS);
}

/* Puts the block, and then once more. */
static void put(worker_t *worker, unsigned int slot)
{
    const unsigned int pool = worker->held_from[slot];
    const unsigned int block = block_of(pool, &worker->held[slot]);
    JUNO_STATUS_T status = Juno_MemoryPut(&pools[pool].alloc, &worker->held[slot]);

    fprintf(worker->log, "put %u %u\n", pool + 1u, block);
    note(worker, PUT, status, JUNO_STATUS_SUCCESS);
    status = Juno_MemoryPut(&pools[pool].alloc, &worker->held[slot]);
    fprintf(worker->log, "failed put %u - double-free count=0 status=4\n", pool + 1u);
    note(worker, FAILED, status, JUNO_STATUS_MEMFREE_ERROR);
}

/* A second reference to a block of its own, and a put that it forbids. */
static void take_and_give_back(worker_t *worker, unsigned int slot)
{
    const unsigned int pool = worker->held_from[slot];
    const unsigned int block = block_of(pool, &worker->held[slot]);
    JUNO_STATUS_T status = JUNO_STATUS_SUCCESS;

    (void)Juno_MemoryGetRef(&worker->held[slot]);
    fprintf(worker->log, "ref-get %u %u count=2\n", pool + 1u, block);
    note(worker, REF_GET, JUNO_STATUS_SUCCESS, JUNO_STATUS_SUCCESS);
    status = Juno_MemoryPut(&pools[pool].alloc, &worker->held[slot]);
    fprintf(worker->log, "failed put %u %u in-use count=2 status=14\n", pool + 1u, block);
    note(worker, FAILED, status, JUNO_STATUS_REF_IN_USE_ERROR);
    Juno_MemoryPutRef(&worker->held[slot]);
    fprintf(worker->log, "ref-put %u %u count=1\n", pool + 1u, block);
    note(worker, REF_PUT, JUNO_STATUS_SUCCESS, JUNO_STATUS_SUCCESS);
}

/* References to a block that everybody shares: others come in between, so the count is anybody's. */
static void share(worker_t *worker)
{
    const unsigned int pool = below(worker, POOLS);

    (void)Juno_MemoryGetRef(&pools[pool].shared);
    fprintf(worker->log, "ref-get %u 0\n", pool + 1u);
    note(worker, REF_GET, JUNO_STATUS_SUCCESS, JUNO_STATUS_SUCCESS);
    Juno_MemoryPutRef(&pools[pool].shared);
    fprintf(worker->log, "ref-put %u 0\n", pool + 1u);
    note(worker, REF_PUT, JUNO_STATUS_SUCCESS, JUNO_STATUS_SUCCESS);
}

static void ask_too_much(worker_t *worker)
{
    const unsigned int pool = below(worker, POOLS);
    const size_t size = BLOCK + next_size(worker);
    JUNO_MEMORY_T none = {0};
    const JUNO_STATUS_T status = Juno_MemoryGet(&pools[pool].alloc, &none, size);

    fprintf(worker->log, "failed get %u - too-large size=%zu status=3\n", pool + 1u, size);
    note(worker, FAILED, status, JUNO_STATUS_MEMALLOC_ERROR);
}

static void mark(worker_t *worker)
{
    char text[32];

    (void)snprintf(text, sizeof(text), "thread %u, mark %lu", worker->id, worker->counts[MARK]);
    fprintf(worker->log, "mark \"%s\"\n", text);
    note(worker, MARK, Juno_MemoryTraceMark(&trace, text), JUNO_STATUS_SUCCESS);
}

static void one_round(worker_t *worker)
{
    const unsigned int slot = below(worker, HELD);
    const unsigned int action = below(worker, 8);

    if (action == 0u)
    {
        ask_too_much(worker);
    }
    else if (action == 1u)
    {
        share(worker);
    }
    else if (worker->held[slot].pvAddr == NULL)
    {
        get(worker, slot);
    }
    else if (action == 2u)
    {
        update(worker, slot);
    }
    else if (action == 3u)
    {
        take_and_give_back(worker, slot);
    }
    else
    {
        put(worker, slot);
    }
}

/* Begins with a mark, so that a reader learns which of the trace's threads this is. */
static void *work(void *argument)
{
    worker_t *const worker = argument;

    my_id = worker->id;
    for (unsigned int i = 0; i < worker->rounds; i++)
    {
        if (i % MARK_EVERY == 0u)
        {
            mark(worker);
        }
        if (i % FLUSH_EVERY == worker->id)
        {
            worker->wrong = Juno_MemoryTraceFlush(&trace) != JUNO_STATUS_SUCCESS || worker->wrong;
        }
        one_round(worker);
    }
    for (unsigned int slot = 0; slot < HELD; slot++)
    {
        if (worker->held[slot].pvAddr != NULL)
        {
            put(worker, slot);
        }
    }
    return NULL;
}

static bool start(worker_t *worker, unsigned int id, unsigned int rounds, const char *log)
{
    char path[4096];

    (void)snprintf(path, sizeof(path), "%s.%u", log, id);
    worker->log = fopen(path, "w");
    worker->id = id;
    worker->rounds = rounds;
    worker->random = id;
    return worker->log != NULL && pthread_create(&worker->thread, NULL, work, worker) == 0;
}

static bool finish(worker_t *worker)
{
    const bool joined = pthread_join(worker->thread, NULL) == 0;

    return joined && fclose(worker->log) == 0 && !worker->wrong;
}

/* All threads from start to end; adds up what they counted. */
static bool run(unsigned int rounds, const char *log, unsigned long *counts)
{
    static worker_t workers[THREADS];
    bool good = true;

    for (unsigned int i = 0; i < THREADS; i++)
    {
        if (!start(&workers[i], i + 1u, rounds, log))
        {
            return false;
        }
    }
    for (unsigned int i = 0; i < THREADS; i++)
    {
        good = finish(&workers[i]) && good;
        for (int kind = 0; kind < KINDS; kind++)
        {
            counts[kind] += workers[i].counts[kind];
        }
    }
    return good;
}

/* The main thread's part: the pools and the block of each that is shared. */
static bool prepare(void)
{
    static const char *const names[POOLS] = {"red", "green", "blue"};

    for (int i = 0; i < POOLS; i++)
    {
        if (!make_pool(&pools[i], memory[i], names[i]) ||
            Juno_MemoryGet(&pools[i].alloc, &pools[i].shared, 1) != JUNO_STATUS_SUCCESS)
        {
            return false;
        }
    }
    return true;
}

/* Gives the shared blocks back and ends the trace. */
static bool end(const char *mode)
{
    bool good = true;

    for (int i = 0; i < POOLS; i++)
    {
        good = Juno_MemoryPut(&pools[i].alloc, &pools[i].shared) == JUNO_STATUS_SUCCESS && good;
    }
    return (strcmp(mode, "open") == 0 ? Juno_MemoryTraceClose(&trace) : Juno_MemoryTraceEnd(&trace)) ==
               JUNO_STATUS_SUCCESS &&
           good;
}

int main(int argc, char **argv)
{
    const unsigned int rounds = argc > 4 ? (unsigned int)strtoul(argv[4], NULL, 10) : 1000u;
    unsigned long counts[KINDS] = {[GET] = POOLS, [PUT] = POOLS}; /* the main thread's own */

    if (argc < 4 || rounds > ROUNDS_MAX)
    {
        fprintf(stderr, "usage: trace_threads open|init|unlocked TRACE LOG [ROUNDS]\n");
        return 2;
    }
    my_id = THREADS + 1u;
    if (begin(argv[1], argv[2]) != JUNO_STATUS_SUCCESS || !prepare() || !run(rounds, argv[3], counts) ||
        !end(argv[1]))
    {
        fprintf(stderr, "trace_threads: a call returned another status than it had to\n");
        return 1;
    }
    for (int kind = 0; kind < KINDS; kind++)
    {
        printf("%s %lu\n", kind_names[kind], counts[kind]);
    }
    return 0;
}
