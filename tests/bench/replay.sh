#!/bin/sh
# SPDX-License-Identifier: MIT
# How fast junomemstat reads a trace, and in how much memory: beside a bare loop over
# the same file, and beside heaptrack_print on as many calls, where that is installed.
# Run by make bench, in the build directory.
#
# usage: replay.sh [ROUNDS]; BENCH_EVENTS: events of a trace
set -eu
rounds=${1:-5}
events=${BENCH_EVENTS:-40000000}
tool=tools/junomemstat
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

measure()
{
    echo "$1:"
    tests/bench/traffic "$2" "$3" "$events" "$dir/trace"
    tests/bench/replay "$rounds" "$dir/trace" $tool report
    rm "$dir/trace"
}

echo "junomemstat report (budget: 40 million events a second and 0.6 of the bare loop; 25 million"
echo "at 10 million blocks; memory 16 MiB and 64 bytes a block):"
measure "get and put, 1,000 blocks" calls 1000
measure "get, reference, put, 1,000 blocks" references 1000
measure "get and put at random, 10 million blocks" calls 10000000

if ! command -v heaptrack >/dev/null || ! command -v heaptrack_print >/dev/null; then
    echo "heaptrack is not installed: left out"
    exit 0
fi
seconds()
{
    # User and system time of the command, which is all that it takes.
    sh -c '"$@" >/dev/null 2>&1; times' sh "$@" |
        awk 'NR == 2 { split($1, user, /[ms]/); split($2, kernel, /[ms]/)
            print user[1] * 60 + user[2] + kernel[1] * 60 + kernel[2] }'
}
calls=$((events / 10))
program=$(pwd)/tests/bench/traffic
# What libtool made may be a script around the program.
test ! -x tests/bench/.libs/traffic || program=$(pwd)/tests/bench/.libs/traffic
LD_LIBRARY_PATH=$(pwd)/lib/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH
heaptrack -o "$dir/calls" "$program" calls 1000 "$calls" >/dev/null 2>&1 || :
# shellcheck disable=SC2012 # names without blanks
file=$(ls "$dir"/calls.* 2>/dev/null | head -n 1)
if test -z "$file"; then
    echo "heaptrack does not run here: left out"
    exit 0
fi
tests/bench/traffic calls 1000 "$calls" "$dir/trace"
theirs=$(seconds heaptrack_print "$file")
ours=$(seconds $tool report "$dir/trace")
echo "$theirs $ours" | awk -v calls="$calls" '{
    printf "%d calls: heaptrack_print %.2f s, report %.2f s, %.1f times as fast (budget 5)\n",
        calls, $1, $2, $1 / ($2 > 0 ? $2 : 0.01) }'
