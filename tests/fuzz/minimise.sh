#!/bin/sh
# SPDX-License-Identifier: MIT
# make fuzz-corpus: of the seeds, of the corpus as it is and of what the last
# make fuzz found new, keeps the smallest inputs that reach every edge, in
# tests/fuzz/corpus of the source. Inputs whose names begin with "found" stay.
set -eu

source=$(cd "$top_srcdir" && pwd)
work=$(pwd)/fuzz.dir
ASAN_OPTIONS=quarantine_size_mb=8
export ASAN_OPTIONS

test -x "$work/libfuzzer/trace" || { echo "run make fuzz first" >&2; exit 1; }
PYTHONDONTWRITEBYTECODE=1 python3 "$source/tests/fuzz/seeds.py" "$(pwd)/tools/junomemstat" "$work/seeds-trace"
mkdir -p "$work/seeds-calls" "$work/cwd"
cd "$work/cwd"
for harness in trace calls; do
    corpus=$source/tests/fuzz/corpus/$harness
    rm -rf "$work/new"
    mkdir -p "$work/new" "$corpus"
    set -- "$corpus" "$work/seeds-$harness"
    for found in "$work/run/libfuzzer-$harness/corpus" "$work/run/afl-$harness/afl/default/queue"; do
        test ! -d "$found" || set -- "$@" "$found"
    done
    "$work/libfuzzer/$harness" -merge=1 -use_counters=0 -detect_leaks=0 -max_len=3500 "$work/new" "$@"
    find "$corpus" -type f ! -name 'found*' -exec rm -f {} +
    cp "$work"/new/* "$corpus"
    du -sb "$corpus"
done
