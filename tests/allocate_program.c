/* SPDX-License-Identifier: MIT */
/*
 * junomemstat's own malloc() and its kin: who asks for more than there can be is
 * answered, who asks for more than there is ends the program. Exit code 0; 77
 * where the C library's are in their place.
 */
#define _DEFAULT_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define IS_OWN false
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__ELF__) || \
    defined(JUNO_LIBC_MALLOC)
#undef IS_OWN
#define IS_OWN false
#endif
#if !defined(IS_OWN)
#define IS_OWN true
#endif

enum
{
    MEBIBYTE = 1024 * 1024,
    OUT_OF_MEMORY = 2 /* exit code */
};

static volatile size_t most = SIZE_MAX; /* that no compiler knows what is asked for */
static volatile size_t two = 2;
static void *volatile kept;

static int wrong(const char *what)
{
    printf("allocate_program: %s\n", what);
    return 1;
}

static int check_impossible(void)
{
    kept = malloc(most);
    if (kept != NULL)
    {
        return wrong("malloc() gives more than there can be");
    }
    kept = calloc(most / two + two, two);
    if (kept != NULL)
    {
        return wrong("calloc() gives more than there can be");
    }
    kept = realloc(NULL, most - two);
    if (kept != NULL)
    {
        return wrong("realloc() gives more than there can be");
    }
    kept = calloc(two, two);
    if (kept == NULL)
    {
        return wrong("calloc() gives nothing");
    }
    free(kept);
    free(calloc(two, 0));
    return 0;
}

/* The exit code of a child for which there is hardly any memory, and which goes on asking. */
static int exit_code_without_memory(void)
{
    const pid_t child = fork();
    int status = 0;
    if (child == 0)
    {
        (void)setrlimit(RLIMIT_AS, &(struct rlimit){MEBIBYTE, MEBIBYTE});
        for (int i = 0; i < 1000; i++)
        {
            kept = malloc((size_t)MEBIBYTE * two);
        }
        exit(0);
    }
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(void)
{
    const char *under = getenv("RUN_UNDER");
    if (!IS_OWN || (under != NULL && *under != '\0'))
    {
        return 77; /* memcheck takes exception to what is asked for */
    }
    if (check_impossible() != 0)
    {
        return 1;
    }
    return exit_code_without_memory() == OUT_OF_MEMORY
               ? 0
               : wrong("without memory it goes on, or ends another way");
}
