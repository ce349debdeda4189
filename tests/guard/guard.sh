#!/bin/sh
# SPDX-License-Identifier: MIT
# Planted faults (faults.c), each in a run of its own: what memcheck and
# AddressSanitizer say of it is of the right kind, names the line of the fault
# and the pool; and they say nothing of the program without a fault. Memcheck
# runs the program with this build's library as it is. For AddressSanitizer the
# program is compiled twice: with that library, and with the library's sources
# compiled for it too. One line for each check.
# shellcheck disable=SC2086 # compilers, flags and lists of files are several words
set -u

build=$(cd "$top_builddir" && pwd)
source=$(cd "$top_srcdir" && pwd)/tests/guard/faults.c
dir=$(mktemp -d)
core=$(for file in $JUNO_CORE $JUNO_GUARD; do echo "$top_srcdir/$file"; done | grep '\.c$')
trap 'rm -rf "$dir"' EXIT
failed=0 passed=0

if [ -n "${RUN_UNDER:-}" ]; then
    echo "left out: make check runs it, and this starts memcheck itself"
    exit 77
fi
case " $CFLAGS " in
    *-fsanitize=*address*) built_for_asan=yes ;;
    *) built_for_asan= ;;
esac

# What a compiler needs to link with this build's library, whichever built it.
libs=${LIBS:-} width=
for word in $CC $CFLAGS; do
    case $word in -m32 | -m64 | -mx32) width=$word ;; esac
done
case " $CFLAGS " in
    *" --coverage "*) libs="$libs -lgcov" ;; # gcc's counters, also for clang's program
esac

# other_width: whether this build's programs have not the width of the machine's
# own, and memcheck cannot start even an empty one: it needs the symbols of their
# C library, which are a package of their own
other_width()
{
    bytes=$($CC $CFLAGS -dM -E -x c /dev/null | sed -n 's/^#define __SIZEOF_POINTER__ //p')
    test -n "$bytes" && test $((8 * bytes)) != "$(getconf LONG_BIT)" || return 1
    echo 'int main(void) { return 0; }' >"$dir/probe.c"
    $CC $CFLAGS -o "$dir/probe" "$dir/probe.c" >/dev/null 2>&1 && "$dir/probe" || return 1
    ! valgrind -q --error-exitcode=99 "$dir/probe" >"$dir/log" 2>&1
}

# mark TEXT: "faults.c:LINE" of the line with that mark
mark()
{
    echo "faults.c:$(grep -n "/\* $1 \*/" "$source" | cut -d: -f1)"
}

# expect NAME LOG TEXT...: each text is in the log
expect()
{
    name=$1 log=$2
    shift 2
    for text; do
        if ! grep -qF -e "$text" "$log"; then
            echo "FAIL: $name: no \"$text\" in what it said:"
            sed 's/^/    /' "$log" | head -n 40
            failed=$((failed + 1))
            return 1
        fi
    done
    echo "PASS: $name"
    passed=$((passed + 1))
}

# silent NAME LOG STATUS
silent()
{
    if [ "$3" != 0 ] || [ -s "$2" ]; then
        echo "FAIL: $1: status $3:"
        head -n 40 "$2"
        failed=$((failed + 1))
    else
        echo "PASS: $1"
        passed=$((passed + 1))
    fi
}

# memcheck PROGRAM ARGUMENTS...: leaves $dir/log and $status
memcheck()
{
    tested=$1 status=0
    shift
    # 12 callers, as memcheck shows of itself, are too few where nothing is inlined.
    $LIBTOOL --mode=execute valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        --num-callers=20 "$build/tests/guard/$tested" "$@" >"$dir/log" 2>&1 || status=$?
}

# memcheck_finds FAULT TEXT...: the texts, the fault's line and the pool's name
memcheck_finds()
{
    fault=$1
    shift
    memcheck faults "$fault"
    expect "memcheck-$fault" "$dir/log" "$(mark "FAULT ${fault#heap-}")" "$@"
}

check_memcheck()
{
    pool="pool $(mark INIT) (block 0"
    memcheck faults clean
    silent memcheck-clean "$dir/log" $status
    memcheck_finds read-after-put "Invalid read of size 1" "3 bytes inside a free block of $pool" \
        "last got at $(mark GET)" "$(mark PUT)"
    memcheck_finds heap-read-after-put "Invalid read of size 1" "3 bytes inside a free block of $pool" "$(mark PUT)"
    memcheck_finds write-after-put "Invalid write of size 1" "free block of $pool" "$(mark PUT)"
    memcheck_finds stale-copy "Invalid write of size 1" "0 bytes inside a free block of $pool"
    memcheck_finds read-tail "Invalid read of size 1" "21 bytes inside a block of $pool, 21 bytes asked for" \
        "$(mark GET)"
    memcheck_finds write-tail "Invalid write of size 1" "21 bytes inside a block of $pool"
    memcheck_finds never-given-out "Invalid read of size 1" "never given out part of pool $(mark INIT)"
    memcheck_finds after-end "Invalid read of size 1" "3 bytes inside a never given out part of pool"
    memcheck_finds after-shrink "Invalid read of size 1" "8 bytes inside a block of $pool, 5 bytes asked for"
    memcheck_finds got-elsewhere "free block of $pool" "last got at $(mark "GET elsewhere")"
    memcheck_finds nameless "Invalid read of size 1" "3 bytes inside a block of size 21 free'd" "$(mark "PUT nameless")"
    memcheck_finds undefined "depends on uninitialised value"
    memcheck faults lost
    expect memcheck-lost "$dir/log" "21 bytes in 1 blocks are definitely lost" "$(mark GET)"
    if [ -n "${WITH_TRACE:-}" ]; then
        memcheck faults read-after-put "$dir/named.jmt"
        expect memcheck-name-of-the-users "$dir/log" "free block of pool frames in flight (block 0"
    fi
    # Where the place of a call is told by its caller; and where nobody knows it.
    memcheck faults_traced read-after-put
    expect memcheck-traced "$dir/log" "$(mark "FAULT read-after-put")" "3 bytes inside a free block of $pool" \
        "last got at $(mark GET)"
    plain=$build/tests/guard/faults
    test ! -x "$build/tests/guard/.libs/faults" || plain=$build/tests/guard/.libs/faults
    if strip -o "$dir/stripped" "$plain" 2>/dev/null; then
        status=0
        LD_LIBRARY_PATH=$build/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} \
            valgrind -q --error-exitcode=99 "$dir/stripped" read-after-put >"$dir/log" 2>&1 || status=$?
        expect memcheck-stripped "$dir/log" "3 bytes inside a free block of pool 0x" "last got at 0x"
    fi
    for seed in 1 2; do
        memcheck random $seed 1500
        silent "memcheck-every-byte-$seed" "$dir/log" $status
    done
    memcheck random 1 600 deaf
    expect memcheck-notices-a-deaf-pool "$dir/log" "is closed"
}

# asan_finds KIND FAULT TEXT...
asan_finds()
{
    kind=$1 fault=$2
    shift 2
    status=0
    ASAN_OPTIONS=detect_leaks=0 $run "$program" "$fault" >"$dir/log" 2>&1 || status=$?
    expect "$kind-$fault" "$dir/log" "AddressSanitizer: use-after-poison" "$(mark "FAULT ${fault#heap-}")" "$@"
}

# check_asan KIND: $run $program
check_asan()
{
    status=0
    ASAN_OPTIONS=detect_leaks=0 $run "$program" clean >"$dir/log" 2>&1 || status=$?
    silent "$1-clean" "$dir/log" $status
    for fault in read-after-put read-tail never-given-out after-end after-shrink; do
        asan_finds "$1" $fault "READ of size 1" "'frames'"
    done
    for fault in write-after-put stale-copy write-tail; do
        asan_finds "$1" $fault "WRITE of size 1" "'frames'"
    done
    asan_finds "$1" heap-read-after-put "READ of size 1" "allocated by thread" "$(mark MALLOC)"
}

# compile COMPILER OUTPUT SOURCES_AND_FLAGS...: for AddressSanitizer
compile()
{
    compiler=$1 output=$2
    shift 2
    $compiler $width -g -O1 -fno-omit-frame-pointer -fsanitize=address -I"$top_srcdir/include" -o "$output" "$@" \
        >"$dir/compile" 2>&1
}

# With one compiler: the library as it is, then its sources.
check_asan_of()
{
    compiler=$1 title=$(basename "$1")
    echo 'int main(void) { return 0; }' >"$dir/empty.c"
    if ! command -v "$compiler" >/dev/null || ! compile "$compiler" "$dir/empty" "$dir/empty.c"; then
        echo "SKIP: $title-asan: it has no AddressSanitizer${width:+ for $width}"
        return
    fi
    library=$build/lib/.libs/libjuno-memory.so
    test -f "$library" || library=$build/lib/.libs/libjuno-memory.a
    program=$dir/faults run=
    if compile "$compiler" "$program" "$source" "$library" $libs -Wl,-rpath,"$build/lib/.libs"; then
        check_asan "$title-asan-installed"
    else
        echo "FAIL: $title-asan-installed: $(cat "$dir/compile")"
        failed=$((failed + 1))
    fi
    if compile "$compiler" "$program" -DJUNO_MEMORY_GUARD=1 -DPACKAGE_VERSION="\"$VERSION\"" "$source" \
        $core; then
        check_asan "$title-asan-compiled"
    else
        echo "FAIL: $title-asan-compiled: $(cat "$dir/compile")"
        failed=$((failed + 1))
    fi
}

if [ -n "$built_for_asan" ]; then
    program=$build/tests/guard/faults run="$LIBTOOL --mode=execute"
    check_asan this-build
elif ! valgrind --version >/dev/null 2>&1; then
    echo "SKIP: memcheck: valgrind is missing"
elif [ -z "${WITH_VALGRIND:-}" ]; then
    echo "SKIP: memcheck: the library was built without its headers"
elif other_width; then
    echo "SKIP: memcheck: it runs no program of $((8 * bytes)) bits here, not even an empty one"
else
    check_memcheck
fi
if [ -z "$built_for_asan${JUNO_BRIEF:-}" ]; then
    check_asan_of "${CC%% *}"
    case $CC in *clang*) ;; *) check_asan_of clang ;; esac
fi
test $failed = 0 || exit 1
test $passed != 0 || exit 77
