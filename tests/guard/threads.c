/* SPDX-License-Identifier: MIT */
/*
 * Eight threads on three pools that all of them share, each pool with a lock of
 * its own:
 *
 *     threads locked|unlocked|inside SECONDS
 *
 * They get, put and update, share descriptors by pointer, fail on purpose, walk
 * and read statistics; failure handlers call the library, on the same pool too.
 * At the end every count of the pools must be the sum of what the threads
 * counted: one lost update is a failure. A lock that is entered twice by one
 * thread, or left by another one, is a failure too (exit code 3).
 *
 * Two mistakes that must be noticed: "unlocked" sets no lock, which
 * ThreadSanitizer reports; "inside" calls the handler inside the lock.
 */
#define _XOPEN_SOURCE 700
#include "juno/memory/memory.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum
{
    THREADS = 8,
    POOLS = 3,
    LENGTH = 12,
    BLOCK = 48,
    HELD = 4,  /* blocks that a thread holds at most: more than there are, at times */
    KEPT = 100 /* references that each thread keeps to each shared block */
};

/* What happened to a pool, as its statistics count it. */
typedef struct counts
{
    size_t gets;
    size_t failed_gets;
    size_t puts;
    size_t failed_puts;
} counts_t;

typedef struct shared_pool
{
    JUNO_MEMORY_ALLOC_T alloc;
    JUNO_MEMORY_LOCK_T lock;
    pthread_mutex_t mutex;
    JUNO_MEMORY_BLOCK_METADATA_T metadata[LENGTH];
    unsigned char memory[LENGTH * BLOCK];
    JUNO_MEMORY_T shared; /* of which all threads take references */
    atomic_size_t reports;
} shared_pool_t;

typedef struct worker
{
    pthread_t thread;
    uint32_t random;
    counts_t counts[POOLS];
    size_t failures[POOLS]; /* calls that the handler must have heard of */
    JUNO_MEMORY_T held[HELD];
    unsigned int held_from[HELD];
    unsigned long rounds;
} worker_t;

static shared_pool_t pools[POOLS];
static atomic_bool over;
static atomic_int wrong_locks;
static atomic_int wrong_calls;
static bool handler_inside;
static _Thread_local worker_t *self;
static _Thread_local bool in_handler;

static void note_wrong(bool wrong)
{
    if (wrong)
    {
        atomic_fetch_add(&wrong_calls, 1);
    }
}

static void lock(JUNO_USER_DATA_T *mutex)
{
    if (pthread_mutex_lock(mutex) != 0)
    {
        atomic_fetch_add(&wrong_locks, 1);
    }
}

static void unlock(JUNO_USER_DATA_T *mutex)
{
    if (pthread_mutex_unlock(mutex) != 0)
    {
        atomic_fetch_add(&wrong_locks, 1);
    }
}

static unsigned int below(worker_t *worker, unsigned int limit)
{
    worker->random = worker->random * 1664525u + 1013904223u;
    return (worker->random >> 16) % limit;
}

/* A get that may find the pool full. */
static bool get(unsigned int index, JUNO_MEMORY_T *memory)
{
    const JUNO_STATUS_T status = Juno_MemoryGet(&pools[index].alloc, memory, BLOCK / 2);

    note_wrong(status != JUNO_STATUS_SUCCESS && status != JUNO_STATUS_MEMALLOC_ERROR);
    if (status == JUNO_STATUS_SUCCESS)
    {
        self->counts[index].gets++;
        return true;
    }
    self->counts[index].failed_gets++;
    self->failures[index]++;
    memset(memory, 0, sizeof(*memory));
    return false;
}

static void put(unsigned int index, JUNO_MEMORY_T *memory)
{
    note_wrong(Juno_MemoryPut(&pools[index].alloc, memory) != JUNO_STATUS_SUCCESS);
    self->counts[index].puts++;
}

static bool visit(void *address, size_t block, JUNO_USER_DATA_T *user_data)
{
    shared_pool_t *const pool = user_data;

    note_wrong(address != &pool->memory[block * BLOCK]);
    return true;
}

static void look(unsigned int index)
{
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};
    shared_pool_t *const pool = &pools[index];

    note_wrong(Juno_MemoryBlkStats(&pool->alloc.tBlock, &stats) != JUNO_STATUS_SUCCESS);
    note_wrong(stats.zUsed > LENGTH || stats.zGets - stats.zPuts != stats.zUsed || stats.zPeak < stats.zUsed);
    note_wrong(!Juno_MemoryBlkOwns(&pool->alloc.tBlock, pool->memory));
}

/* Calls the library on the pool that has just failed, and on another one. */
static void on_failure(JUNO_STATUS_T status, const char *message, JUNO_USER_DATA_T *user_data)
{
    shared_pool_t *const pool = user_data;
    const unsigned int index = (unsigned int)(pool - pools);
    JUNO_MEMORY_T mine = {0};

    note_wrong(status == JUNO_STATUS_SUCCESS || message == NULL);
    atomic_fetch_add(&pool->reports, 1u);
    if (self == NULL || in_handler)
    {
        return; /* a call of the handler's own failed */
    }
    in_handler = true;
    look(index);
    if (get(index, &mine))
    {
        put(index, &mine);
    }
    if (get((index + 1u) % POOLS, &mine))
    {
        put((index + 1u) % POOLS, &mine);
    }
    in_handler = false;
}

/* A put of an empty descriptor, and a get that is too large: each is reported. */
static void fail(unsigned int index)
{
    shared_pool_t *const pool = &pools[index];
    JUNO_MEMORY_T none = {0};

    note_wrong(Juno_MemoryPut(&pool->alloc, &none) != JUNO_STATUS_MEMFREE_ERROR);
    self->counts[index].failed_puts++;
    note_wrong(Juno_MemoryGet(&pool->alloc, &none, BLOCK + 1) != JUNO_STATUS_MEMALLOC_ERROR);
    self->counts[index].failed_gets++;
    self->failures[index] += 2u;
    if (handler_inside)
    {
        lock(&pool->mutex);
        on_failure(JUNO_STATUS_ERR, "inside the lock", pool);
        unlock(&pool->mutex);
        self->failures[index]++;
    }
}

static void hold_or_give_back(worker_t *worker, unsigned int slot)
{
    JUNO_MEMORY_T *const held = &worker->held[slot];

    if (held->pvAddr == NULL)
    {
        worker->held_from[slot] = below(worker, POOLS);
        if (get(worker->held_from[slot], held))
        {
            memset(held->pvAddr, (int)slot, held->zSize);
        }
        return;
    }
    note_wrong(((unsigned char *)held->pvAddr)[held->zSize - 1u] != slot); /* nobody else had it */
    put(worker->held_from[slot], held);
}

static void resize(worker_t *worker, unsigned int slot)
{
    JUNO_MEMORY_T *const held = &worker->held[slot];

    if (held->pvAddr != NULL)
    {
        note_wrong(
            Juno_MemoryUpdate(&pools[worker->held_from[slot]].alloc, held, BLOCK / 2) != JUNO_STATUS_SUCCESS
        );
    }
}

static void one_round(worker_t *worker)
{
    const unsigned int index = below(worker, POOLS);
    JUNO_MEMORY_T *const shared = &pools[index].shared;

    switch (below(worker, 16))
    {
    case 0:
        fail(index);
        break;
    case 1:
        look(index);
        break;
    case 2:
        note_wrong(
            Juno_MemoryBlkForEach(&pools[index].alloc.tBlock, visit, &pools[index]) != JUNO_STATUS_SUCCESS
        );
        break;
    case 3:
    case 4:
    case 5:
        note_wrong(Juno_MemoryGetRef(shared) != shared);
        Juno_MemoryPutRef(shared);
        break;
    case 6:
        resize(worker, below(worker, HELD));
        break;
    default:
        hold_or_give_back(worker, below(worker, HELD));
        break;
    }
}

static void *work(void *argument)
{
    worker_t *const worker = argument;

    self = worker;
    for (int i = 0; i < KEPT * POOLS; i++)
    {
        (void)Juno_MemoryGetRef(&pools[i % POOLS].shared);
        one_round(worker);
    }
    while (!atomic_load(&over))
    {
        one_round(worker);
        worker->rounds++;
    }
    for (unsigned int slot = 0; slot < HELD; slot++)
    {
        if (worker->held[slot].pvAddr != NULL)
        {
            put(worker->held_from[slot], &worker->held[slot]);
        }
    }
    return NULL;
}

static bool make_pool(shared_pool_t *pool, bool locked)
{
    pthread_mutexattr_t checking;

    (void)pthread_mutexattr_init(&checking);
    (void)pthread_mutexattr_settype(&checking, PTHREAD_MUTEX_ERRORCHECK);
    (void)pthread_mutex_init(&pool->mutex, &checking);
    pool->lock = (JUNO_MEMORY_LOCK_T){lock, unlock, &pool->mutex};
    return Juno_MemoryBlkInit(
               &pool->alloc.tBlock, pool->memory, pool->metadata, BLOCK, LENGTH, on_failure, pool
           ) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryLockSet(&pool->alloc, locked ? &pool->lock : NULL) == JUNO_STATUS_SUCCESS &&
           Juno_MemoryGet(&pool->alloc, &pool->shared, BLOCK) == JUNO_STATUS_SUCCESS;
}

/* All threads, for so many seconds. */
static bool run(worker_t *workers, unsigned int seconds)
{
    const struct timespec time = {.tv_sec = (time_t)seconds};

    for (unsigned int i = 0; i < THREADS; i++)
    {
        workers[i].random = i + 1u;
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
        {
            return false;
        }
    }
    (void)nanosleep(&time, NULL);
    atomic_store(&over, true);
    for (unsigned int i = 0; i < THREADS; i++)
    {
        (void)pthread_join(workers[i].thread, NULL);
    }
    return true;
}

static bool same(unsigned int index, const char *what, size_t got, size_t wanted)
{
    if (got != wanted)
    {
        printf("pool %u: %zu %s, not %zu\n", index, got, what, wanted);
    }
    return got == wanted;
}

/* Whether a pool counted what the threads did to it. */
static bool check(unsigned int index, const worker_t *workers)
{
    shared_pool_t *const pool = &pools[index];
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};
    counts_t sum = {.gets = 1u}; /* the shared block */
    size_t failures = 0;
    bool good = Juno_MemoryBlkStats(&pool->alloc.tBlock, &stats) == JUNO_STATUS_SUCCESS;

    for (int i = 0; i < THREADS; i++)
    {
        sum.gets += workers[i].counts[index].gets;
        sum.failed_gets += workers[i].counts[index].failed_gets;
        sum.puts += workers[i].counts[index].puts;
        sum.failed_puts += workers[i].counts[index].failed_puts;
        failures += workers[i].failures[index];
    }
    good = same(index, "gets", stats.zGets, sum.gets) && good;
    good = same(index, "failed gets", stats.zFailedGets, sum.failed_gets) && good;
    good = same(index, "puts", stats.zPuts, sum.puts) && good;
    good = same(index, "failed puts", stats.zFailedPuts, sum.failed_puts) && good;
    good = same(index, "blocks out", stats.zUsed, 1u) && good;
    good = same(index, "calls of the handler", atomic_load(&pool->reports), failures) && good;
    good = same(index, "references", pool->shared.iRefCount, 1u + THREADS * KEPT) && good;
    printf("pool %u: %zu gets, %zu failed calls\n", index, stats.zGets, failures);
    return good;
}

/* What there is to say, and the exit code. */
static int verdict(const worker_t *workers, bool good)
{
    unsigned long rounds = 0;

    for (int i = 0; i < THREADS; i++)
    {
        rounds += workers[i].rounds;
    }
    printf(
        "%lu rounds, %d wrong calls, %d wrong locks\n", rounds, atomic_load(&wrong_calls),
        atomic_load(&wrong_locks)
    );
    if (atomic_load(&wrong_locks) != 0)
    {
        return 3;
    }
    return (good && atomic_load(&wrong_calls) == 0) ? 0 : 1;
}

int main(int argc, char **argv)
{
    static worker_t workers[THREADS];
    const char *const mode = (argc > 1) ? argv[1] : "locked";
    const unsigned int seconds = (argc > 2) ? (unsigned int)strtoul(argv[2], NULL, 10) : 2u;
    bool good = true;

    handler_inside = strcmp(mode, "inside") == 0;
    for (int i = 0; i < POOLS; i++)
    {
        if (!make_pool(&pools[i], strcmp(mode, "unlocked") != 0))
        {
            return 2;
        }
    }
    if (!run(workers, seconds))
    {
        return 2;
    }
    for (unsigned int i = 0; i < POOLS; i++)
    {
        good = check(i, workers) && good;
    }
    return verdict(workers, good);
}
