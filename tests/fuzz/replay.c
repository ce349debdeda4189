/* SPDX-License-Identifier: MIT */
/*
 * A harness without a fuzzer: runs it on files, and on all files of
 * directories, each once.
 *
 * usage: replay_... [FILE | DIRECTORY]...
 *
 * FUZZ_EVERY=N in the environment: of a directory, each Nth only. Where the
 * tests run under another program (RUN_UNDER, as memcheck), that is 40.
 */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE_MOST 100000u
#define NAME_MOST 4096u

static size_t count;

static size_t each(void)
{
    const char *under = getenv("RUN_UNDER");
    const char *every = getenv("FUZZ_EVERY");
    const size_t usual = under != NULL && *under != '\0' ? 40 : 1;
    const size_t given = every == NULL ? 0 : strtoul(every, NULL, 10);
    return given > 0 ? given : usual;
}

static int run_file(const char *name)
{
    static uint8_t bytes[SIZE_MOST];
    FILE *file = fopen(name, "rb");
    if (file == NULL)
    {
        perror(name);
        return 1;
    }
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    /* Memory of its own size: reads beyond it are seen. */
    uint8_t *data = malloc(size > 0 ? size : 1);
    if (data == NULL)
    {
        return 1;
    }
    memcpy(data, bytes, size);
    (void)printf("%s\n", name);
    (void)fflush(stdout); /* the last one named is the one that failed */
    (void)LLVMFuzzerTestOneInput(data, size);
    free(data);
    count++;
    return 0;
}

static int run_directory(const char *name)
{
    struct dirent **entries;
    const int found = scandir(name, &entries, NULL, alphasort);
    const size_t step = each();
    size_t number = 0;
    int failed = found < 0 ? 1 : 0;
    for (int i = 0; i < found; i++)
    {
        char path[NAME_MOST];
        (void)snprintf(path, sizeof path, "%s/%s", name, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && number++ % step == 0)
        {
            failed |= run_file(path);
        }
        free(entries[i]);
    }
    if (found >= 0)
    {
        free(entries);
    }
    return failed;
}

static int run_any(const char *name)
{
    DIR *directory = opendir(name);
    if (directory == NULL)
    {
        return run_file(name);
    }
    (void)closedir(directory);
    return run_directory(name);
}

int main(int argument_count, char **arguments)
{
    const char *source = getenv("top_srcdir");
    char corpus[NAME_MOST];
    int failed = 0;
    (void)LLVMFuzzerInitialize(&argument_count, &arguments);
    for (int i = 1; i < argument_count; i++)
    {
        failed |= run_any(arguments[i]);
    }
    if (argument_count < 2)
    {
        (void
        )snprintf(corpus, sizeof corpus, "%s/tests/fuzz/corpus/" FUZZ_NAME, source == NULL ? "." : source);
        failed = run_any(corpus);
    }
    (void)printf("%zu inputs\n", count);
    return failed != 0 || count == 0 ? 1 : 0;
}
