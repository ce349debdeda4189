/* SPDX-License-Identifier: MIT */
/*
 * One fault after another that memcheck or AddressSanitizer must report:
 *
 *     faults FAULT [TRACE]
 *
 * "clean" has none. guard.sh finds the lines by their marks. With a path TRACE
 * the pool is recorded there under the name "frames in flight".
 */
#define JUNO_NO_NODISCARD
#include "juno/memory/memory.h"
#ifdef WITH_TRACE
#include "juno/memory/trace_file.h"
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct frame
{
    char bytes[64];
} frame_t;

enum
{
    FRAMES = 4,
    ASKED = 21 /* of a frame */
};

JUNO_MEMORY_BLOCK(frames, frame_t, FRAMES);
JUNO_MEMORY_BLOCK_METADATA(metadata, FRAMES);
static JUNO_MEMORY_ALLOC_T pool;
static volatile char sink;
static void *volatile kept; /* memcheck looks for leaks only where there is a heap */

static void begin(void *memory)
{
    if (Juno_MemoryBlkInit(&pool.tBlock, memory, metadata, sizeof(frame_t), FRAMES, NULL, NULL) != /* INIT */
        JUNO_STATUS_SUCCESS)
    {
        exit(2);
    }
}

static JUNO_MEMORY_T acquire(void)
{
    JUNO_MEMORY_T frame;

    if (Juno_MemoryGet(&pool, &frame, ASKED) != JUNO_STATUS_SUCCESS) /* GET */
    {
        exit(2);
    }
    memset(frame.pvAddr, 'x', ASKED);
    return frame;
}

static void release(JUNO_MEMORY_T *frame)
{
    (void)Juno_MemoryPut(&pool, frame); /* PUT */
}

static void read_after_put(void)
{
    JUNO_MEMORY_T frame = acquire();
    const volatile char *const bytes = frame.pvAddr;

    release(&frame);
    sink = bytes[3]; /* FAULT read-after-put */
}

static void write_after_put(void)
{
    JUNO_MEMORY_T frame = acquire();
    volatile char *const bytes = frame.pvAddr;

    release(&frame);
    bytes[3] = 'y'; /* FAULT write-after-put */
}

/* The copy has gone stale; the library would say so, the memory cannot. */
static void stale_copy(void)
{
    JUNO_MEMORY_T frame = acquire();
    JUNO_MEMORY_T copy = frame;

    release(&frame);
    *(volatile char *)copy.pvAddr = 'y'; /* FAULT stale-copy */
}

static void read_tail(void)
{
    JUNO_MEMORY_T frame = acquire();

    sink = ((volatile char *)frame.pvAddr)[ASKED]; /* FAULT read-tail */
    release(&frame);
}

static void write_tail(void)
{
    JUNO_MEMORY_T frame = acquire();

    ((volatile char *)frame.pvAddr)[ASKED] = 'y'; /* FAULT write-tail */
    release(&frame);
}

static void never_given_out(void)
{
    JUNO_MEMORY_T frame = acquire();

    sink = ((volatile char *)frame.pvAddr)[2 * sizeof(frame_t)]; /* FAULT never-given-out */
    release(&frame);
}

static void after_end(void)
{
    JUNO_MEMORY_T frame = acquire();
    const volatile char *const bytes = frame.pvAddr;
    void *const memory = pool.tBlock.pvMemory;

    if (Juno_MemoryBlkDeinit(&pool.tBlock) != JUNO_STATUS_SUCCESS)
    {
        exit(2);
    }
    sink = bytes[3]; /* no fault: it is the program's memory again */
    begin(memory);
    sink = bytes[3]; /* FAULT after-end */
}

static void after_shrink(void)
{
    JUNO_MEMORY_T frame = acquire();

    (void)Juno_MemoryUpdate(&pool, &frame, 5);
    sink = ((volatile char *)frame.pvAddr)[8]; /* FAULT after-shrink */
    release(&frame);
}

/* One block, got at two places: the last one counts. */
static void got_elsewhere(void)
{
    JUNO_MEMORY_T frame = acquire();

    release(&frame);
    if (Juno_MemoryGet(&pool, &frame, ASKED) == JUNO_STATUS_SUCCESS) /* GET elsewhere */
    {
        const volatile char *const bytes = frame.pvAddr;

        release(&frame);
        sink = bytes[3]; /* FAULT got-elsewhere */
    }
}

/* A block that memcheck knows without a name of its own, as there are so many. */
static void nameless(void)
{
    enum
    {
        MANY = 1100
    };
    static JUNO_MEMORY_ALLOC_T large;
    static JUNO_MEMORY_BLOCK_METADATA_T large_metadata[MANY];
    static frame_t large_frames[MANY];
    JUNO_MEMORY_T frame = {0};

    if (Juno_MemoryBlkInit(&large.tBlock, large_frames, large_metadata, sizeof(frame_t), MANY, NULL, NULL) !=
        JUNO_STATUS_SUCCESS)
    {
        exit(2);
    }
    for (int i = 0; i < MANY; i++)
    {
        (void)Juno_MemoryGet(&large, &frame, ASKED);
    }
    const volatile char *const bytes = frame.pvAddr;

    (void)Juno_MemoryPut(&large, &frame); /* PUT nameless */
    sink = bytes[3];                      /* FAULT nameless */
}

/* For memcheck only. */
static void undefined(void)
{
    JUNO_MEMORY_T frame;

    if (Juno_MemoryGet(&pool, &frame, ASKED) == JUNO_STATUS_SUCCESS)
    {
        if (((volatile char *)frame.pvAddr)[1] != 'z') /* FAULT undefined */
        {
            sink = 'z';
        }
        release(&frame);
    }
}

/* Two frames are never put: to one of them, nothing points any more. */
static JUNO_MEMORY_T remembered;

static void lost(void)
{
    JUNO_MEMORY_T frame = acquire();

    release(&frame);
    remembered = acquire();
    frame = acquire();
    memset(&frame, 0, sizeof(frame)); /* FAULT lost */
}

static bool visit(void *address, size_t index, JUNO_USER_DATA_T *user_data)
{
    (void)index;
    (void)user_data;
    sink = *(const char *)address;
    return true;
}

static void clean(void)
{
    JUNO_MEMORY_T frame = acquire();
    JUNO_MEMORY_T other = acquire();
    char *const bytes = frame.pvAddr;
    char *const last = other.pvAddr;

    (void)Juno_MemoryUpdate(&pool, &frame, 8);
    (void)Juno_MemoryUpdate(&pool, &frame, ASKED); /* what was written is there still */
    sink = (bytes[ASKED - 1] == 'x') ? 'x' : 'y';
    (void)Juno_MemoryUpdate(&pool, &frame, sizeof(frame_t));
    bytes[sizeof(frame_t) - 1] = 'z';
    (void)Juno_MemoryBlkForEach(&pool.tBlock, visit, NULL);
    (void)Juno_MemoryBlkOptionsSet(&pool.tBlock, JUNO_MEMORY_BLK_CLEAR);
    release(&frame);
    sink = (last[ASKED - 1] == 'x') ? 'x' : 'y';
    for (int i = 0; i < 3; i++)
    {
        frame = acquire();
        release(&frame);
    }
    release(&other);
    (void)Juno_MemoryBlkDeinit(&pool.tBlock);
    memset((void *)frames, 0, sizeof(frames));
}

static const struct
{
    const char *name;
    void (*run)(void);
} faults[] = {
    {"clean", clean},
    {"read-after-put", read_after_put},
    {"write-after-put", write_after_put},
    {"stale-copy", stale_copy},
    {"read-tail", read_tail},
    {"write-tail", write_tail},
    {"never-given-out", never_given_out},
    {"after-end", after_end},
    {"after-shrink", after_shrink},
    {"got-elsewhere", got_elsewhere},
    {"nameless", nameless},
    {"undefined", undefined},
    {"lost", lost},
};

/* A name of the user's own, where the pool is recorded. */
static void name_pool(const char *path)
{
#ifdef WITH_TRACE
    static JUNO_MEMORY_TRACE_T trace;

    if (Juno_MemoryTraceOpen(&trace, path) != JUNO_STATUS_SUCCESS ||
        Juno_MemoryTraceAttach(&trace, &pool, "frames in flight") != JUNO_STATUS_SUCCESS)
    {
        exit(2);
    }
#else
    (void)path;
#endif
}

int main(int argc, char **argv)
{
    const char *const wanted = (argc > 1) ? argv[1] : "clean";
    const bool on_heap = strncmp(wanted, "heap-", 5) == 0;
    void *const memory = on_heap ? malloc(sizeof(frames)) : frames; /* MALLOC */

    kept = malloc(1); /* never freed, but not lost */
    begin(memory);
    if (argc > 2)
    {
        name_pool(argv[2]);
    }
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
    {
        if (strcmp(on_heap ? wanted + 5 : wanted, faults[i].name) == 0)
        {
            faults[i].run();
            return 0;
        }
    }
    return 2;
}
