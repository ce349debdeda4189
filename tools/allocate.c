/* SPDX-License-Identifier: MIT */
/*
 * malloc() and its kin for the whole program, which end it with a message where there
 * is no memory, like mem_alloc(): of the libraries that it uses not all look at what
 * they get, or say what they lacked, and the C library's sort and streams do with less
 * in silence. Linked into the program alone; where the linker does not make them those
 * of all libraries, nothing is lost but that. They are weak: in a static program those
 * of the C library win, which would clash with them otherwise. With a C library of which
 * they do not win (musl), -DJUNO_LIBC_MALLOC leaves them out; without it such a program
 * says so and ends.
 */
#define _GNU_SOURCE /* RTLD_NEXT */

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define HAS_OWN_MALLOC 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_OWN_MALLOC 1
#endif

#if defined(__ELF__) && !defined(HAS_OWN_MALLOC) && !defined(JUNO_LIBC_MALLOC)
#include "file.h"
#include "mem.h"
#include "message.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__GNUC__)
#define SEEN_BY_ALL __attribute__((weak, visibility("default")))
#else
#define SEEN_BY_ALL
#endif

/* NOLINTBEGIN(readability-redundant-declaration): libc's, seen by all */
void *malloc(size_t size) SEEN_BY_ALL;
void *calloc(size_t nmemb, size_t size) SEEN_BY_ALL;
void *realloc(void *ptr, size_t size) SEEN_BY_ALL;
/* NOLINTEND(readability-redundant-declaration) */

/* Puts the address of the C library's into the pointer to a function at `to`. */
static void find(void *to, const char *name)
{
    void *address = dlsym(RTLD_NEXT, name);
    if (address == NULL)
    {
        static const char text[] = "junomemstat: no malloc() behind its own; for a static program of this C "
                                   "library, build it with CPPFLAGS=-DJUNO_LIBC_MALLOC\n";
        (void)file_write(STDERR_FILENO, text, sizeof text - 1);
        _exit(EXIT_CODE_TROUBLE);
    }
    memcpy(to, &address, sizeof address);
}

/* Whoever asks for more than there can be is answered: no program means that. */
static void *checked(void *memory, size_t size)
{
    if (memory == NULL && size > 0 && size <= PTRDIFF_MAX)
    {
        mem_out();
    }
    return memory;
}

void *malloc(size_t size)
{
    static void *(*next)(size_t);
    if (next == NULL)
    {
        find(&next, "malloc");
    }
    return checked(next(size), size);
}

void *calloc(size_t nmemb, size_t size)
{
    static void *(*next)(size_t, size_t);
    if (next == NULL)
    {
        find(&next, "calloc");
    }
    return checked(next(nmemb, size), size > 0 && nmemb > SIZE_MAX / size ? SIZE_MAX : nmemb * size);
}

void *realloc(void *ptr, size_t size)
{
    static void *(*next)(void *, size_t);
    if (next == NULL)
    {
        find(&next, "realloc");
    }
    return checked(next(ptr, size), size);
}
#else
/* A file must not be empty. */
extern int allocate_nothing;
#endif
