#!/bin/sh
# SPDX-License-Identifier: MIT
# Libraries with one wrong line each: the model must find every one of them,
# shrink what it did to a dozen calls, and print a C test that fails against
# that library and passes against the right one. Recorder and replay engine have
# wrong lines too: there the calls are right, and the replay is not.
# shellcheck disable=SC2086,SC2046,SC2089,SC2090,SC2010 # compilers, flags and lists of files are several words, and quotes are for the C compiler
set -eu
. "$top_srcdir/tests/once.sh"
if [ -z "${WITH_TRACE:-}" ] || [ -z "${WITH_TOOLS:-}" ]; then
    echo "this build has no recorder, or no junomemstat"
    exit 77
fi
unset RUN_UNDER # what it starts runs by itself
source=$(cd "$top_srcdir" && pwd)
build=$(cd "$top_builddir" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
calls_most=12
failed=
flags="-std=c11 -O1 -DPACKAGE_VERSION=\"$VERSION\" -D_DEFAULT_SOURCE -I$source/include"

# What a wrong line can be in: core, guard, and the calls that say where they are.
sources=$(echo $JUNO_CORE $JUNO_GUARD lib/memory_at.c | tr ' ' '\n' | sed -n 's,^lib/\(.*\)\.c$,\1,p')

# objects DIRECTORY INTO: of the sources there
objects()
{
    mkdir -p "$2"
    for name in $sources; do
        $CC $flags -DJUNO_MEMORY_HOSTED_TRACE=1 -DJUNO_MEMORY_GUARD=1 -c "$1/$name.c" -o "$2/$name.o" &
    done
    wait
}

# link PROGRAM OBJECTS...: with those objects in the place of the build's own
link()
{
    program=$1
    shift
    (cd "$build" && $LIBTOOL --silent --tag=CC --mode=link $CC $CFLAGS $LDFLAGS -static -o "$program" "$@" \
        tests/model/libmodel.la lib/librecorder.la tools/libjunomemstat.la $LIBS)
}

# shown PROGRAM OBJECTS...: the printed test, with Check's stand-in
shown()
{
    program=$1
    shift
    (cd "$build" && $LIBTOOL --silent --tag=CC --mode=link $CC $CFLAGS $LDFLAGS -static -o "$program" \
        "$dir/shown.o" "$dir/check.o" "$@" lib/librecorder.la tools/libjunomemstat.la $LIBS)
}

# found NAME OBJECTS...: whether the model finds it, shortly, with a test that shows it
found()
{
    name=$1
    shift
    link "$dir/model" "$dir/main.o" "$dir/show.o" "$dir/shrink.o" "$dir/trial.o" "$@" $rest || return 1
    if MODEL_SEED=1 MODEL_CALLS=400000 timeout 600 "$dir/model" >"$dir/$name.out" 2>&1; then
        echo "FAIL: $name: not found"
        return 1
    fi
    calls=$(sed -n 's/.* calls, shrunk to \([0-9]*\):.*/\1/p' "$dir/$name.out")
    if [ -z "$calls" ] || [ "$calls" -gt $calls_most ]; then
        echo "FAIL: $name: found, and shrunk to ${calls:-no} calls"
        return 1
    fi
    sed -n '/shrunk to/,$p' "$dir/$name.out" >"$dir/$name.c"
    $CC $flags -Wall -Wextra -Wno-unused -Werror -I"$source/tests/model" -I"$source/tests/target" -I"$source/tools" \
        -c "$dir/$name.c" -o "$dir/shown.o" || { echo "FAIL: $name: the printed test does not compile"; return 1; }
    shown "$dir/shown" "$@" $rest
    if timeout 120 "$dir/shown" >"$dir/shown.out" 2>&1; then
        echo "FAIL: $name: the printed test passes"
        return 1
    fi
    shown "$dir/shown" "$dir"/right/*.o
    if ! timeout 120 "$dir/shown" >"$dir/shown.out" 2>&1; then
        cat "$dir/shown.out"
        echo "FAIL: $name: the printed test fails against the right library"
        return 1
    fi
    echo "PASS: $name: $calls calls"
}

# wrong NAME FILE SED: with one line of a file changed
wrong()
{
    rm -rf "$dir/changed" "${dir:?}/lib"
    mkdir "$dir/changed"
    file=$source/$2
    sed "$3" "$file" >"$dir/one"
    if cmp -s "$file" "$dir/one"; then
        echo "FAIL: $1: nothing was changed"
        failed=yes
        return
    fi
    rest=
    case $2 in
        lib/memory*)
            mkdir "$dir/lib"
            cp "$source"/lib/*.[ch] "$dir/lib"
            chmod -R u+w "$dir/lib"
            cp "$dir/one" "$dir/lib/$(basename "$2")"
            objects "$dir/lib" "$dir/changed"
            ;;
        *)
            cp "$dir/one" "$dir/$(basename "$2")"
            $CC $flags -DJUNO_MEMORY_HOSTED_TRACE=1 -I"$source/$(dirname "$2")" -c "$dir/$(basename "$2")" -o "$dir/changed/one.o"
            rest=$(echo "$dir"/right/*.o)
            ;;
    esac
    found "$1" "$dir"/changed/*.o || { failed=yes; sed 's/^/    /' "$dir/$1.out" | head -n 60; }
}

objects "$source/lib" "$dir/right"
for file in main show shrink trial; do
    $CC $flags -I"$source/tests/model" -c "$source/tests/model/$file.c" -o "$dir/$file.o"
done
$CC $flags -I"$source/tests/target" -c "$source/tests/target/check.c" -o "$dir/check.o"

# Right, it is not found wrong.
rest=
link "$dir/model" "$dir/main.o" "$dir/show.o" "$dir/shrink.o" "$dir/trial.o" "$dir"/right/*.o
MODEL_SEED=1 MODEL_CALLS=400000 timeout 600 "$dir/model"

wrong stale-copies-pass lib/memory_pool.h 's/piSerials\[\(.*\)\] == ptMemory->iSerial/piSerials[\1] % 2u == 1u/'
wrong serial-of-8-bits lib/memory_pool.h 's/piSerials\[iBlock\] + 1u)/piSerials[iBlock] + 1u \& 0xFFu)/'
wrong in-use-takes-one-off lib/memory_call.c \
    '/MEMORY_HOOK_CLEAR) != 0u/s/^    if (/    ptMemory->iRefCount -= eCause == MEMORY_CAUSE_IN_USE;\n&/'
wrong first-in-first-out lib/memory_pool.h \
    's/^\( *\)iBlock = ptBlk->piFree\[zFreed - 1u\];/\1iBlock = ptBlk->piFree[0];\n\1ptBlk->piFree[0] = ptBlk->piFree[zFreed - 1u];/'
wrong failed-init-leaves-a-pool lib/memory_block.c \
    '/^JUNO_STATUS_T Memory_BlockInit/,/^}/s/ALLOC_TYPE_RESERVED/ALLOC_TYPE_BLOCK/'
wrong peak-is-late lib/memory_pool.h 's/zPeak = zUsed + 1u/zPeak = zUsed/'
wrong full-count-goes-on lib/memory_refs.h 's/iRefCount != SIZE_MAX/iRefCount != 77u/'
wrong handler-in-the-lock lib/memory_call.c \
    '/^Tell(/,/^}/{/Memory_CallUnlock/d;s/return \(Memory_CallReport.*\)/ptEvent->tStatus = \1 Memory_CallUnlock(ptBlk); return ptEvent->tStatus;/}'
wrong handler-is-told-nothing lib/memory_call.c 's/\(Memory_Message(eCause), \)ptBlk->pvFailureUserData/\1NULL/'
case " $CFLAGS " in
    *-fsanitize=*address*) echo "SKIP: last-byte-is-not-cleared: nothing looks into free blocks in a build for AddressSanitizer" ;;
    *) wrong last-byte-is-not-cleared lib/memory_call.c 's/i < ptBlk->zTypeSize/i + 1u < ptBlk->zTypeSize/' ;;
esac
wrong failed-puts-do-not-count lib/memory_call.c 's/if (eKind == MEMORY_KIND_PUT)/if (eKind == MEMORY_KIND_OTHER)/'
wrong end-is-owned lib/memory_walk.c 's/iAddr < (iFirst/iAddr <= (iFirst/'
wrong traced-put-ref-takes lib/memory_at.c 's/KIND_REF_PUT/KIND_REF_GET/'
wrong recorder-counts-less lib/trace_event.c 's/bPut ? 0u : ptEvent->zValue;/bPut ? 0u : ptEvent->zValue - (ptEvent->eKind == MEMORY_KIND_REF_GET);/'
wrong engine-forgets-puts tools/replay_run.c 's/puts += lane->counts\[EVENT_PUT\]/puts += lane->counts[EVENT_GET]/'
wrong engine-keeps-sizes tools/replay_pool.c '/on_update(/,/^}/s/set_size(pool, block, event->value)/(void)event->value/'
test -z "$failed"
