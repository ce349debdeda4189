#!/bin/sh
# SPDX-License-Identifier: MIT
# A signal right behind the making of a temporary file or directory: nothing is
# left behind. And a write that takes nothing, without an error, ends it.
# shellcheck disable=SC2086 # a compiler and its options are several words
. "${top_srcdir:-${srcdir:-.}}/tests/once.sh"
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

case ${CFLAGS:-} in
    *-fsanitize*)
        echo "SKIP: a sanitizer's program takes no preloaded library"
        exit 77
        ;;
esac
cat >preload.c <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

int mkstemp(char *template)
{
    int (*real)(char *) = (int (*)(char *))dlsym(RTLD_NEXT, "mkstemp");
    const int made = real(template);
    if (getenv("TAKES_NOTHING") == NULL)
    {
        (void)raise(SIGTERM);
    }
    return made;
}

int mkstemp64(char *template)
{
    return mkstemp(template);
}

char *mkdtemp(char *template)
{
    char *(*real)(char *) = (char *(*)(char *))dlsym(RTLD_NEXT, "mkdtemp");
    char *const made = real(template);
    if (getenv("TAKES_NOTHING") == NULL)
    {
        (void)raise(SIGTERM);
    }
    return made;
}

ssize_t write(int file, const void *bytes, size_t size)
{
    ssize_t (*real)(int, const void *, size_t) = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    return file != 2 && getenv("TAKES_NOTHING") != NULL ? 0 : real(file, bytes, size);
}
END
if ! ${CC:-cc} -shared -fPIC preload.c -o preload.so -ldl 2>log; then
    echo "SKIP: no library can be preloaded: $(head -n 1 log)"
    exit 77
fi

# with NAME=VALUE ARGUMENT...: the tool, not longer than 20 s
with()
{
    variable=$1
    shift
    code=0
    env "$variable" LD_PRELOAD="$dir/preload.so" timeout 20 "$tool" "$@" >out 2>err || code=$?
}

mkdir made
with A=B report router.txt -o made/file
test $code = 143 || fail "the signal did not end it: $code: $(cat err)"
test -z "$(ls -A made)" || fail "left behind: $(ls -A made)"
with A=B convert --to ctf router.txt -o made/directory
test $code = 143 || fail "the signal did not end it: $code: $(cat err)"
test -z "$(ls -A made)" || fail "left behind: $(ls -A made)"

with TAKES_NOTHING=yes report router.txt
test $code = 2 || fail "nothing is taken: exit code $code: $(cat err)"
with TAKES_NOTHING=yes report router.txt -o made/file
test $code = 2 || fail "nothing is taken: exit code $code: $(cat err)"
test -z "$(ls -A made)" || fail "left behind: $(ls -A made)"
