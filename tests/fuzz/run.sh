#!/bin/sh
# SPDX-License-Identifier: MIT
# make fuzz: builds both harnesses for both engines and runs all four side by
# side for FUZZ_SECONDS, and beside them their known-bad cases until the fault is
# found. Prints PASS, FAIL or SKIP and a name for each, and figures. Works in
# fuzz.dir of the build directory; what was found is kept there.
set -u

seconds=${FUZZ_SECONDS:-3600}
bad_seconds=300 # at most, for a fault that is found within some
source=$(cd "$top_srcdir" && pwd)
corpus=$source/tests/fuzz/corpus
work=$(pwd)/fuzz.dir
failures=0
# Memory that is given back is used again soon: large blocks cost system calls.
ASAN_OPTIONS=quarantine_size_mb=8:abort_on_error=1:symbolize=0:detect_leaks=0
UBSAN_OPTIONS=abort_on_error=1:halt_on_error=1
AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
AFL_FORKSRV_INIT_TMOUT=100000 AFL_FAST_CAL=1 AFL_QUIET=1
export ASAN_OPTIONS UBSAN_OPTIONS AFL_SKIP_CPUFREQ AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES AFL_NO_UI \
    AFL_NO_AFFINITY AFL_FORKSRV_INIT_TMOUT AFL_FAST_CAL AFL_QUIET

fail()
{
    echo "FAIL: $1: $2"
    failures=$((failures + 1))
}

# has_engine ENGINE: whether it can be built for; else says why not
has_engine()
{
    mkdir -p "$work"
    echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { (void)d; (void)n; return 0; }' \
        >"$work/try.c"
    compiler=clang
    test "$1" = libfuzzer || compiler=afl-clang-fast
    if [ "$1" = afl ] && ! command -v afl-fuzz >/dev/null; then
        echo "afl-fuzz is missing"
        return 1
    fi
    if ! $compiler -fsanitize=address,undefined,fuzzer "$work/try.c" -o "$work/try" >/dev/null 2>&1; then
        echo "$compiler -fsanitize=address,undefined,fuzzer does not work"
        return 1
    fi
}

# The faults of the known-bad cases; sed has to find its place.
make_bad()
{
    rm -rf "$work/bad"
    mkdir -p "$work/bad/tools" && cp -R "$source/lib" "$work/bad/lib" && chmod -R u+w "$work/bad" || return 1
    sed 's/size > (uint64_t)(cursor->end - cursor->at)/size > 70000u/' \
        "$source/tools/cursor.c" >"$work/bad/tools/cursor.c"
    sed 's/ptBlk->piSerials\[\([^]]*\)\] == ptMemory->iSerial/(ptBlk->piSerials[\1] \& 1u) != 0u/' \
        "$source/lib/memory_pool.h" >"$work/bad/lib/memory_pool.h"
    ! cmp -s "$source/tools/cursor.c" "$work/bad/tools/cursor.c" &&
        ! cmp -s "$source/lib/memory_pool.h" "$work/bad/lib/memory_pool.h"
}

# build ENGINES
build()
{
    $MAKE --no-print-directory -f "$source/tests/fuzz/engine.mk" "-j$(nproc 2>/dev/null || echo 2)" \
        ENGINES="$1" srcdir="$source" TOOL_SOURCES="$FUZZ_TOOL_SOURCES" TOOL_DEFINES="$FUZZ_TOOL_DEFINES" \
        TOOL_LIBS="$FUZZ_TOOL_LIBS" CORE_SOURCES="$FUZZ_CORE_SOURCES" RECORDER_SOURCES="$FUZZ_RECORDER_SOURCES" \
        LIB_CPPFLAGS="$FUZZ_LIB_CPPFLAGS" LIB_LIBS="$LIBS" CALLS_HARNESS="$FUZZ_CALLS_HARNESS" \
        TRACE_HARNESS="$FUZZ_TRACE_HARNESS" WRAP="$FUZZ_WRAP" >"$work/build.log" 2>&1
}

# most HARNESS: bytes in an input
most()
{
    test "$1" = trace && echo 8192 || echo 1024
}

# fuzz ENGINE PROGRAM SECONDS CORPUS: in a directory of its own
fuzz()
{
    engine=$1 program=$2 time=$3 from=$4
    harness=${program%-bad}
    run=$work/run/$engine-$program
    rm -rf "$run"
    mkdir -p "$run/corpus" "$run/artifacts" "$run/cwd"
    date +%s >"$run/started"
    cd "$run/cwd" || return
    if [ "$engine" = libfuzzer ]; then
        set -- -dict="$source/tests/fuzz/trace.dict"
        test "$harness" = trace || set --
        timeout $((time + 120)) "$work/libfuzzer/$program" "$@" -max_total_time="$time" -max_len="$(most "$harness")" \
            -timeout=30 -rss_limit_mb=1500 -detect_leaks=0 -print_final_stats=1 \
            -artifact_prefix="$run/artifacts/" "$run/corpus" "$from" >"$run/log" 2>&1
    else
        set -- -x "$source/tests/fuzz/trace.dict"
        test "$harness" = trace || set --
        timeout $((time + 120)) afl-fuzz "$@" -i "$from" -o "$run/afl" -V "$time" -m none -t 30000 \
            -G "$(most "$harness")" -- "$work/afl/$program" >"$run/log" 2>&1
        cp "$run"/afl/default/crashes/id* "$run"/afl/default/hangs/id* "$run/artifacts" 2>/dev/null
    fi
    echo $? >"$run/status"
    date +%s >"$run/ended"
}

# found ENGINE PROGRAM: the first input on which it crashed, ran too long or took too much memory
found()
{
    find "$work/run/$1-$2/artifacts" -type f | sort | head -n 1
}

# stat_of ENGINE PROGRAM WHAT: executions, coverage (edges), corpus (inputs)
stat_of()
{
    run=$work/run/$1-$2
    case $1-$3 in
        libfuzzer-executions) sed -n 's/^stat::number_of_executed_units: *//p' "$run/log" | tail -n 1 ;;
        libfuzzer-coverage) tr '\r' '\n' <"$run/log" | sed -n 's/^#.* cov: \([0-9]*\) .*/\1/p' | tail -n 1 ;;
        libfuzzer-corpus) tr '\r' '\n' <"$run/log" | sed -n 's/^#.* corp: \([0-9]*\).*/\1/p' | tail -n 1 ;;
        afl-executions) sed -n 's/^execs_done *: //p' "$run/afl/default/fuzzer_stats" ;;
        afl-coverage) sed -n 's/^edges_found *: //p' "$run/afl/default/fuzzer_stats" ;;
        afl-corpus) sed -n 's/^corpus_count *: //p' "$run/afl/default/fuzzer_stats" ;;
    esac
}

# without_corpus ENGINE HARNESS: edges that an input of nothing reaches
without_corpus()
{
    : >"$work/empty"
    if [ "$1" = libfuzzer ]; then
        mkdir -p "$work/none"
        "$work/libfuzzer/$2" -runs=0 -detect_leaks=0 "$work/none" 2>&1 | sed -n 's/.* cov: \([0-9]*\) .*/\1/p' | tail -n 1
    else
        afl-showmap -q -m none -t 30000 -o "$work/map" -- "$work/afl/$2" <"$work/empty" >/dev/null 2>&1
        wc -l <"$work/map"
    fi
}

# judge ENGINE HARNESS: one line of figures, and whether that was fuzzing
judge()
{
    name=$1-$2
    executions=$(stat_of "$1" "$2" executions)
    coverage=$(stat_of "$1" "$2" coverage)
    nothing=$(without_corpus "$1" "$2")
    input=$(found "$1" "$2")
    took=$(($(cat "$work/run/$name/ended") - $(cat "$work/run/$name/started")))
    # Far below what a busy machine does; what starts and then does nothing is below that.
    least=$((seconds / 2 + 1))
    test "$2" = trace || least=$((seconds * 20))
    echo "$name: ${executions:-0} executions, $((${executions:-0} / (took > 0 ? took : 1))) a second;" \
        "${coverage:-0} edges, ${nothing:-0} with no input; $(stat_of "$1" "$2" corpus) inputs;" \
        "$(find "$work/run/$name/artifacts" -type f | wc -l) crashes"
    if [ -n "$input" ]; then
        fail "$name" "an input fails; again: fuzz.dir/$1/$2 $input"
        grep -a -m 3 -e '^fuzz: ' -e 'ERROR: ' -e 'runtime error' "$work/run/$name/log"
    elif [ "${executions:-0}" -lt "$least" ]; then
        fail "$name" "fewer than $least executions; see $work/run/$name/log"
        tail -n 5 "$work/run/$name/log"
    elif [ "${coverage:-0}" -lt $((3 * ${nothing:-0} + 100)) ]; then
        fail "$name" "nothing was reached that an input of nothing does not reach"
    else
        echo "PASS: $name"
    fi
}

# What the known-bad cases start from: a few traces; a program that has the copy
# of a descriptor whose block is out again, and puts another one, by one bit.
few()
{
    mkdir -p "$work/few-trace" "$work/few-calls"
    find "$corpus/trace" -type f -size -2k | LC_ALL=C sort | awk 'NR % 8 == 1' | head -n 24 |
        while read -r file; do cp "$file" "$work/few-trace"; done
    # init; get 0; copy it to 1; put 0; get 0; put 3
    printf '\023\002\017\0\004\002\0\015\0\001\005\200\0\004\002\0\005\200\003' >"$work/few-calls/copy"
}

judge_bad()
{
    name=$1-$2
    if [ -n "$(found "$1" "$2")" ]; then
        echo "PASS: $name: the fault is found, after $(($(cat "$work/run/$name/ended") - $(cat "$work/run/$name/started"))) s"
    else
        fail "$name" "the fault in the known-bad case is not found within $bad_seconds s; see $work/run/$name/log"
    fi
}

rm -rf "$work"
mkdir -p "$work"
if [ -z "$FUZZ_TOOL_SOURCES" ] || [ -z "$FUZZ_RECORDER_SOURCES" ]; then
    echo "SKIP: fuzz: built without the tool or the recorder"
    exit 0
fi
if ! make_bad; then
    fail fuzz "the known-bad cases cannot be made: sed finds no place in tools/cursor.c or lib/memory_pool.h"
    exit 1
fi

# Those that can be built are.
engines=
for engine in libfuzzer afl; do
    if why=$(has_engine $engine); then
        engines="$engines $engine"
    else
        echo "SKIP: $engine: $why"
    fi
done
test -n "$engines" || exit 0
if ! build "$engines"; then
    fail fuzz "the harnesses do not build"
    tail -n 20 "$work/build.log"
    exit 1
fi

# All side by side; the known-bad cases stop at the first crash.
few
for engine in $engines; do
    for harness in trace calls; do
        AFL_BENCH_UNTIL_CRASH=1 fuzz "$engine" $harness-bad $bad_seconds "$work/few-$harness" 2>/dev/null &
        fuzz "$engine" $harness "$seconds" "$corpus/$harness" 2>/dev/null &
    done
done
wait
for engine in $engines; do
    for harness in trace calls; do
        judge_bad "$engine" $harness-bad
        judge "$engine" $harness
    done
done
test $failures = 0
