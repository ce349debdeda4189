#!/bin/sh
# SPDX-License-Identifier: MIT
# Each allocation, read, write and other call of junomemstat and of the recorder
# fails once in turn: tests/faults/run.py. FAULTS=full leaves no call out. A build
# for coverage, where the lines that only errors reach count, tries a few.
# shellcheck disable=SC2086 # flags are several words
case ${CFLAGS:-} in
    *--coverage*) FAULTS=few ;;
    *) . "${top_srcdir:-${srcdir:-.}}/tests/once.sh" ;;
esac
set -u

top_srcdir=$(cd "${top_srcdir:-.}" && pwd)
top_builddir=$(cd "${top_builddir:-.}" && pwd)
CC=${CC:-cc}
python3 -c 'import os; os.pidfd_open' 2>/dev/null || {
    echo "SKIP: faults: no python3 of 3.9 or later"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compiled PROGRAM SOURCE... [FLAG...]: not with the user's flags, which may be those of a sanitizer
compiled()
{
    to=$1
    shift
    $CC -std=gnu11 -g -O1 "$@" -o "$work/$to" || {
        echo "FAIL: faults: $to does not compile"
        exit 1
    }
}

# Without what the interposed library is made of there is nothing to try.
printf '#include <dlfcn.h>\nvoid *next(void);\nvoid *next(void) { return dlsym(RTLD_NEXT, "read"); }\n' >"$work/try.c"
if ! $CC -std=gnu11 -D_GNU_SOURCE -shared -fPIC "$work/try.c" -ldl -o "$work/try.so"; then
    echo "SKIP: faults: $CC makes no library that could be preloaded"
    exit 77
fi
source=$top_srcdir/tests/faults
compiled preload.so -shared -fPIC "$source/interpose.c" "$source/files.c" "$source/io.c" "$source/memory.c" \
    "$source/names.c" -ldl
compiled bad "$source/bad.c"
set -- --bad "$work/bad"

# A program with debug information, for addresses that have names.
echo 'void call(void); void call(void) {} void outer(void) { call(); } void plain(void) { call(); call(); }
int main(void) { outer(); plain(); return 0; }' >"$work/app.c"
if $CC -g -O0 -Wl,--build-id=0x00112233445566778899aabbccddeeff00112233 "$work/app.c" -o "$work/app"; then
    set -- "$@" --app "$work/app"
fi
test -z "${WITH_TOOLS:-}" || set -- "$@" --tool "$top_builddir/tools/junomemstat"
recording=$top_builddir/tests/faults/recording
if [ -x "$recording" ]; then
    # Not the script that libtool may have put there.
    test ! -x "${recording%/*}/.libs/recording" || recording=${recording%/*}/.libs/recording
    LD_LIBRARY_PATH=$top_builddir/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
    set -- "$@" --recording "$recording"
fi
case ${FAULTS:-} in
    full | few) set -- "$@" --$FAULTS ;;
esac
PYTHONDONTWRITEBYTECODE=1 python3 "$source/run.py" --library "$work/preload.so" --source "$top_srcdir" --work "$work" \
    "$@" ${FAULTS_FLAGS:-} 2>&1 | tee "$work/log"
# A pipe's exit code is that of its end.
if grep -q '^SKIP: faults: ' "$work/log"; then
    exit 77
fi
grep -q '^    [1-9][0-9]* faults in ' "$work/log" && ! grep -q -e '^FAIL: ' -e '^Traceback' "$work/log"
