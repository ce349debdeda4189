/* SPDX-License-Identifier: MIT */
/*
 * What stands between parts of the tool while it is fuzzed (the linker's
 * --wrap): it makes visible to sanitizers what they would not see. A packet is
 * read inside of a window of half a MiB, where a read beyond its end meets
 * other bytes of the window; here it stands in memory of its own size.
 */
#include "debug_file.h"
#include "input.h"
#include "packet.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_POISON 1
#endif
#endif
#ifdef HAS_POISON
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#endif

bool __real_packet_next(struct packet_finder *finder, struct packet *packet);
bool __wrap_packet_next(struct packet_finder *finder, struct packet *packet);
bool __wrap_packet_next(struct packet_finder *finder, struct packet *packet)
{
    static unsigned char *payload;
    free(payload);
    payload = NULL;
    if (!__real_packet_next(finder, packet))
    {
        return false;
    }
    payload = malloc(packet->payload_size > 0 ? packet->payload_size : 1);
    if (payload == NULL)
    {
        abort();
    }
    memcpy(payload, packet->payload, packet->payload_size);
    packet->payload = payload;
    return true;
}

/* What of the window holds no input is out of bounds. */
static void open_window(const struct input *input)
{
    ASAN_UNPOISON_MEMORY_REGION(input->window, input->capacity);
}

static void close_window(const struct input *input)
{
    ASAN_POISON_MEMORY_REGION(input->window + input->size, input->capacity - input->size);
}

size_t __real_input_need(struct input *input, size_t need);
size_t __wrap_input_need(struct input *input, size_t need);
size_t __wrap_input_need(struct input *input, size_t need)
{
    open_window(input);
    const size_t there = __real_input_need(input, need);
    close_window(input);
    return there;
}

size_t __real_input_hold(struct input *input, size_t need);
size_t __wrap_input_hold(struct input *input, size_t need);
size_t __wrap_input_hold(struct input *input, size_t need)
{
    open_window(input);
    const size_t there = __real_input_hold(input, need);
    close_window(input);
    return there;
}

/* A budget may name a baseline: of what is not the input's, nothing is read. */
bool __real_input_open(struct input *input, const char *name);
bool __wrap_input_open(struct input *input, const char *name);
bool __wrap_input_open(struct input *input, const char *name)
{
    const bool is_ours = strncmp(name, "/proc/self/fd/", 14) == 0 && strchr(name + 14, '/') == NULL;
    return __real_input_open(input, is_ours ? name : "/nonexistent/file");
}

/* Files that a trace names stay closed: what is found must not depend on the machine. */
struct debug_file *__wrap_debug_file_open(const char *path, char **debug_path, const char **why);
struct debug_file *__wrap_debug_file_open(const char *path, char **debug_path, const char **why)
{
    (void)path;
    (void)debug_path;
    *why = "not opened";
    errno = ENOENT;
    return NULL;
}
