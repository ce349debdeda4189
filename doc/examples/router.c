/* SPDX-License-Identifier: MIT */
/*
 * A message router, small but real: what scripts/demo runs.
 *
 *     router TRACE
 *     junomemstat report TRACE
 *
 * Three producers (sensor, console, network) publish messages; three consumers
 * (logger, display, uplink) each take a reference to those that concern them,
 * work through their queue, and give it back. The router frees a message once
 * it alone holds it. Memory comes from three pools: messages, buffers for the
 * payload of network messages, and sessions of people at the console. A
 * scheduler gives everybody a turn in each tick; there are no threads and no
 * random numbers, so that each run is like the one before.
 *
 * Two things go wrong on purpose, for the report to find:
 *   - uplink_send() keeps its reference to a message that it cannot send;
 *   - in one burst the network wants more buffers than there are.
 */
#define _POSIX_C_SOURCE 200809L
#include "juno/memory/memory.h"
#include "juno/memory/trace.h"
#include "juno/memory/trace_file.h"
#include "juno/status.h"
#include <stdio.h>
#include <string.h>
#include <time.h>

enum
{
    MESSAGES = 48,
    SESSIONS = 8,
    BUFFERS = 16,
    BUFFER_BYTES = 256,
    TICKS = 400,
    BURST_BEGIN = 200,
    BURST_END = 204,
    CORRUPT_TICK = 119, /* the message published then cannot be sent */
    TICK_NANOSECONDS = 20000
};

enum topic
{
    TOPIC_SENSOR = 1,
    TOPIC_CONSOLE = 2,
    TOPIC_NETWORK = 4
};

typedef struct message
{
    _Alignas(64) unsigned int number; /* 64 bytes in all, on every machine */
    unsigned int topic;
    int checksum;
    JUNO_MEMORY_T buffer; /* payload; empty but for network messages */
} message_t;

typedef struct session
{
    char user[16];
    int closes_at; /* tick */
} session_t;

typedef struct buffer
{
    unsigned char bytes[BUFFER_BYTES];
} buffer_t;

JUNO_MEMORY_BLOCK(message_blocks, message_t, MESSAGES);
JUNO_MEMORY_BLOCK_METADATA(message_metadata, MESSAGES);
JUNO_MEMORY_BLOCK(session_blocks, session_t, SESSIONS);
JUNO_MEMORY_BLOCK_METADATA(session_metadata, SESSIONS);
JUNO_MEMORY_BLOCK(buffer_blocks, buffer_t, BUFFERS);
JUNO_MEMORY_BLOCK_METADATA(buffer_metadata, BUFFERS);

static JUNO_MEMORY_ALLOC_T messages;
static JUNO_MEMORY_ALLOC_T sessions;
static JUNO_MEMORY_ALLOC_T buffers;

/* Descriptors of the messages under way: holders share them by pointer. */
static JUNO_MEMORY_T under_way[MESSAGES];
static JUNO_MEMORY_T logged_in[SESSIONS];

static struct
{
    unsigned int published;
    unsigned int dropped; /* for want of a buffer */
    unsigned int failures;
} counts;

/* ------------------------------------------------------------- consumers */

typedef struct consumer
{
    const char *name;
    unsigned int topics;
    int per_tick; /* messages that it can work through in a tick */
    JUNO_MEMORY_T *(*take)(JUNO_MEMORY_T *message);
    void (*work)(JUNO_MEMORY_T *message);
    JUNO_MEMORY_T *queue[MESSAGES];
    unsigned int first;
    unsigned int count;
    unsigned int done;
} consumer_t;

/* Each consumer takes its reference in its own place, which a trace names. */
static JUNO_MEMORY_T *logger_take(JUNO_MEMORY_T *message)
{
    return Juno_MemoryGetRef(message);
}

static JUNO_MEMORY_T *display_take(JUNO_MEMORY_T *message)
{
    return Juno_MemoryGetRef(message);
}

static JUNO_MEMORY_T *uplink_take(JUNO_MEMORY_T *message)
{
    return Juno_MemoryGetRef(message);
}

static void logger_write(JUNO_MEMORY_T *message)
{
    Juno_MemoryPutRef(message);
}

static void display_show(JUNO_MEMORY_T *message)
{
    Juno_MemoryPutRef(message);
}

static void uplink_send(JUNO_MEMORY_T *message)
{
    const message_t *content = message->pvAddr;
    if (content->checksum != (int)content->number)
    {
        return; /* the mistake: this path does not give the reference back */
    }
    Juno_MemoryPutRef(message);
}

static consumer_t consumers[] = {
    {.name = "logger",
     .topics = TOPIC_CONSOLE | TOPIC_NETWORK,
     .per_tick = 4,
     .take = logger_take,
     .work = logger_write},
    {.name = "display", .topics = TOPIC_CONSOLE, .per_tick = 1, .take = display_take, .work = display_show},
    {.name = "uplink",
     .topics = TOPIC_SENSOR | TOPIC_NETWORK,
     .per_tick = 2,
     .take = uplink_take,
     .work = uplink_send},
};

enum
{
    CONSUMERS = sizeof(consumers) / sizeof(consumers[0])
};

static void enqueue(consumer_t *consumer, JUNO_MEMORY_T *message)
{
    consumer->queue[(consumer->first + consumer->count) % MESSAGES] = consumer->take(message);
    consumer->count++;
}

static void take_turn(consumer_t *consumer)
{
    for (int i = 0; i < consumer->per_tick && consumer->count > 0; i++)
    {
        JUNO_MEMORY_T *message = consumer->queue[consumer->first];
        consumer->first = (consumer->first + 1) % MESSAGES;
        consumer->count--;
        consumer->done++;
        consumer->work(message);
    }
}

/* ------------------------------------------------------------- producers */

static JUNO_MEMORY_T *empty_descriptor(JUNO_MEMORY_T *table, int length)
{
    for (int i = 0; i < length; i++)
    {
        if (table[i].pvAddr == NULL)
        {
            return &table[i];
        }
    }
    return NULL;
}

/* A new message, or NULL where there is no room for one. */
static JUNO_MEMORY_T *new_message(unsigned int topic)
{
    JUNO_MEMORY_T *message = empty_descriptor(under_way, MESSAGES);
    if (message == NULL || Juno_MemoryGet(&messages, message, sizeof(message_t)) != JUNO_STATUS_SUCCESS)
    {
        return NULL;
    }
    message_t *content = message->pvAddr;
    *content = (message_t){.number = counts.published, .topic = topic, .checksum = (int)counts.published};
    return message;
}

/* Hands the message to all whom it concerns. */
static void publish(JUNO_MEMORY_T *message)
{
    const message_t *content = message->pvAddr;
    for (size_t i = 0; i < CONSUMERS; i++)
    {
        if ((consumers[i].topics & content->topic) != 0)
        {
            enqueue(&consumers[i], message);
        }
    }
    counts.published++;
}

static void sensor_produce(int tick)
{
    JUNO_MEMORY_T *message = tick % 2 == 1 ? new_message(TOPIC_SENSOR) : NULL;
    if (message != NULL)
    {
        message_t *content = message->pvAddr;
        content->checksum += tick == CORRUPT_TICK ? 1 : 0;
        publish(message);
    }
}

static void open_session(int tick)
{
    JUNO_MEMORY_T *session = empty_descriptor(logged_in, SESSIONS);
    if (session != NULL && Juno_MemoryGet(&sessions, session, sizeof(session_t)) == JUNO_STATUS_SUCCESS)
    {
        session_t *content = session->pvAddr;
        snprintf(content->user, sizeof(content->user), "user %d", tick);
        content->closes_at = tick + 90;
    }
}

static void close_sessions(int tick)
{
    for (int i = 0; i < SESSIONS; i++)
    {
        const session_t *session = logged_in[i].pvAddr;
        if (session != NULL && session->closes_at <= tick)
        {
            Juno_MemoryPut(&sessions, &logged_in[i]);
        }
    }
}

static void console_produce(int tick)
{
    if (tick % 20 == 5)
    {
        open_session(tick);
    }
    close_sessions(tick);
    JUNO_MEMORY_T *message = tick % 5 == 0 ? new_message(TOPIC_CONSOLE) : NULL;
    if (message != NULL)
    {
        publish(message);
    }
}

/* A message with a payload, which first fills its buffer and then shrinks. */
static void network_receive(int tick)
{
    JUNO_MEMORY_T *message = new_message(TOPIC_NETWORK);
    if (message == NULL)
    {
        return;
    }
    message_t *content = message->pvAddr;
    if (Juno_MemoryGet(&buffers, &content->buffer, BUFFER_BYTES) != JUNO_STATUS_SUCCESS)
    {
        counts.dropped++;
        return;
    }
    memset(content->buffer.pvAddr, tick & 0xFF, BUFFER_BYTES);
    Juno_MemoryUpdate(&buffers, &content->buffer, (size_t)(40 + tick % 200));
    publish(message);
}

static void network_produce(int tick)
{
    bool burst = tick >= BURST_BEGIN && tick < BURST_END;
    int arriving = burst ? 9 : tick % 4 == 0;
    for (int i = 0; i < arriving; i++)
    {
        network_receive(tick);
    }
}

/* ------------------------------------------------------------- scheduler */

static void free_message(JUNO_MEMORY_T *message)
{
    message_t *content = message->pvAddr;
    if (content->buffer.pvAddr != NULL)
    {
        Juno_MemoryPut(&buffers, &content->buffer);
    }
    Juno_MemoryPut(&messages, message);
}

/* Frees the messages that no consumer holds any more: only the router does. */
static void free_handled_messages(void)
{
    for (int i = 0; i < MESSAGES; i++)
    {
        if (under_way[i].pvAddr != NULL && under_way[i].iRefCount == 1)
        {
            free_message(&under_way[i]);
        }
    }
}

static void on_failure(JUNO_STATUS_T status, const char *text, JUNO_USER_DATA_T *user_data)
{
    (void)status;
    (void)text;
    (void)user_data;
    counts.failures++;
}

static JUNO_STATUS_T init_pools(void)
{
    JUNO_STATUS_T status = Juno_MemoryBlkInit(
        &messages.tBlock, message_blocks, message_metadata, sizeof(message_t), MESSAGES, on_failure, NULL
    );
    if (status == JUNO_STATUS_SUCCESS)
    {
        status = Juno_MemoryBlkInit(
            &sessions.tBlock, session_blocks, session_metadata, sizeof(session_t), SESSIONS, on_failure, NULL
        );
    }
    if (status == JUNO_STATUS_SUCCESS)
    {
        status = Juno_MemoryBlkInit(
            &buffers.tBlock, buffer_blocks, buffer_metadata, sizeof(buffer_t), BUFFERS, on_failure, NULL
        );
    }
    return status;
}

static JUNO_STATUS_T open_trace(JUNO_MEMORY_TRACE_T *trace, const char *path)
{
    JUNO_STATUS_T status = Juno_MemoryTraceOpen(trace, path);
    if (status == JUNO_STATUS_SUCCESS)
    {
        status = Juno_MemoryTraceAttach(trace, &messages, "messages");
    }
    if (status == JUNO_STATUS_SUCCESS)
    {
        status = Juno_MemoryTraceAttach(trace, &sessions, "sessions");
    }
    if (status == JUNO_STATUS_SUCCESS)
    {
        status = Juno_MemoryTraceAttach(trace, &buffers, "buffers");
    }
    return status;
}

/* A mark that cannot be set is no reason to stop routing. */
static void mark(JUNO_MEMORY_TRACE_T *trace, const char *text)
{
    if (Juno_MemoryTraceMark(trace, text) != JUNO_STATUS_SUCCESS)
    {
        fprintf(stderr, "router: mark \"%s\" was not recorded\n", text);
    }
}

static void run_tick(int tick)
{
    const struct timespec pace = {.tv_sec = 0, .tv_nsec = TICK_NANOSECONDS};
    sensor_produce(tick);
    console_produce(tick);
    network_produce(tick);
    for (size_t i = 0; i < CONSUMERS; i++)
    {
        take_turn(&consumers[i]);
    }
    free_handled_messages();
    nanosleep(&pace, NULL);
}

static void run(JUNO_MEMORY_TRACE_T *trace)
{
    mark(trace, "routing begins");
    for (int tick = 0; tick < TICKS; tick++)
    {
        if (tick == BURST_BEGIN)
        {
            mark(trace, "burst begins");
        }
        if (tick == BURST_END)
        {
            mark(trace, "burst ends");
        }
        run_tick(tick);
    }
    mark(trace, "shutdown");
    for (size_t i = 0; i < CONSUMERS; i++)
    {
        while (consumers[i].count > 0)
        {
            take_turn(&consumers[i]);
        }
    }
    free_handled_messages();
    close_sessions(TICKS + TICKS);
}

static void print_pool(const char *name, JUNO_MEMORY_ALLOC_T *pool)
{
    JUNO_MEMORY_STATS_T stats = {.zStructSize = sizeof(stats)};
    if (Juno_MemoryBlkStats(&pool->tBlock, &stats) == JUNO_STATUS_SUCCESS)
    {
        printf("%-9s %2zu of %2zu blocks out, ", name, stats.zUsed, stats.zLength);
        printf("peak %2zu, %3zu gets, %2zu failed\n", stats.zPeak, stats.zGets, stats.zFailedGets);
    }
}

static void print_summary(void)
{
    printf("published %u, dropped %u, failures %u\n", counts.published, counts.dropped, counts.failures);
    for (size_t i = 0; i < CONSUMERS; i++)
    {
        printf("%-9s %3u messages\n", consumers[i].name, consumers[i].done);
    }
    print_pool("messages", &messages);
    print_pool("sessions", &sessions);
    print_pool("buffers", &buffers);
}

int main(int argc, char **argv)
{
    JUNO_MEMORY_TRACE_T trace;
    if (argc != 2)
    {
        fprintf(stderr, "router: no file named for the trace; usage: router TRACE\n");
        return 2;
    }
    if (init_pools() != JUNO_STATUS_SUCCESS)
    {
        fprintf(stderr, "router: the pools cannot be inited\n");
        return 1;
    }
    if (open_trace(&trace, argv[1]) != JUNO_STATUS_SUCCESS)
    {
        fprintf(stderr, "router: %s cannot be written; name another file\n", argv[1]);
        return 1;
    }
    run(&trace);
    print_summary();
    if (Juno_MemoryTraceClose(&trace) != JUNO_STATUS_SUCCESS)
    {
        fprintf(stderr, "router: %s was not written to its end\n", argv[1]);
        return 1;
    }
    return 0;
}
