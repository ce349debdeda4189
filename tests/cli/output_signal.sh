#!/bin/sh
# SPDX-License-Identifier: MIT
# A signal right behind the making of a temporary file or directory: nothing is
# left behind. One between the renames that give a directory its name: the old or
# the new one is there, whole, and no other. And a write that takes nothing,
# without an error, ends it.
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
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void is_loaded(void)
{
    if (getenv("LOADED") != NULL)
    {
        _exit(42);
    }
}

int mkstemp(char *template)
{
    int (*real)(char *) = (int (*)(char *))dlsym(RTLD_NEXT, "mkstemp");
    const int made = real(template);
    if (getenv("MAKES") != NULL)
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
    if (getenv("MAKES") != NULL)
    {
        (void)raise(SIGTERM);
    }
    return made;
}

/* RENAMES=N: a signal behind the Nth; N-: the one after that fails too. */
int rename(const char *from, const char *to)
{
    int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    const char *const which = getenv("RENAMES");
    static int count;
    const int number = ++count;
    if (which != NULL && which[1] != '\0' && number == which[0] - '0' + 1)
    {
        errno = EIO;
        return -1;
    }
    const int result = real(from, to);
    if (which != NULL && number == which[0] - '0')
    {
        (void)raise(SIGTERM);
    }
    return result;
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

# A library that is not asked is a failure, unless there is nothing it could be loaded into.
code=0
LD_PRELOAD=$dir/preload.so LOADED=yes "$tool" --version >out 2>&1 || code=$?
if [ $code != 42 ]; then
    if command -v readelf >/dev/null && ! readelf -lW "$tool" | grep -q INTERP; then
        echo "SKIP: junomemstat is linked statically: it takes no preloaded library"
        exit 77
    fi
    fail "the preloaded library is not loaded"
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
with MAKES=yes report router.txt -o made/file
test $code = 143 || fail "the signal did not end it: $code: $(cat err)"
test -z "$(ls -A made)" || fail "left behind: $(ls -A made)"
with MAKES=yes convert --to ctf router.txt -o made/directory
test $code = 143 || fail "the signal did not end it: $code: $(cat err)"
test -z "$(ls -A made)" || fail "left behind: $(ls -A made)"

# An older directory is exchanged for the new one whole, or not at all.
stat convert --to ctf demo.txt -o old
stat convert --to ctf router.txt -o new
for renames in 1:new 2:new 1-:old; do
    rm -rf made/directory
    cp -R old made/directory
    with RENAMES=${renames%:*} convert --to ctf -f router.txt -o made/directory
    test $code = 143 || fail "rename $renames: exits with $code: $(cat err)"
    test "$(ls -A made)" = directory || fail "rename $renames: leaves $(ls -A made)"
    diff -r "${renames#*:}" made/directory >difference || fail "rename $renames: $(cat difference)"
done
rm -rf made/directory
with RENAMES=1 convert --to ctf router.txt -o made/directory
test $code = 143 || fail "the signal did not end it: $code: $(cat err)"
diff -r new made/directory >difference || fail "a new one: $(cat difference)"
test "$(ls -A made)" = directory || fail "a new one: leaves $(ls -A made)"
rm -r made/directory

with TAKES_NOTHING=yes report router.txt
test $code = 2 || fail "nothing is taken: exit code $code: $(cat err)"
with TAKES_NOTHING=yes report router.txt -o made/file
test $code = 2 || fail "nothing is taken: exit code $code: $(cat err)"
test -z "$(ls -A made)" || fail "left behind: $(ls -A made)"
