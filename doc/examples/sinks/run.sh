#!/bin/sh
# SPDX-License-Identifier: MIT
# Sends a trace through each sink; the report at the other end must be that of
# what the application did, in all of them.
# shellcheck disable=SC2086 # numbers and ports are words
set -eu

if [ -z "${WITH_TRACE:-}" ] || [ -z "${WITH_TOOLS:-}" ]; then
    echo "no recorder or no junomemstat in this build"
    exit 77
fi
. "$top_srcdir/tests/scratch.sh"

sinks=$build/doc/examples/sinks
pty=$build/tests/pty

# whole SAMPLES: json is the report of an application that took so many.
whole()
{
    gets=$(($1 + 4))
    grep -q '"complete": true' json || fail "$sink: not complete: $(cat json)"
    grep -q "^  \"events\": $(($1 * 4 + 9))," json || fail "$sink: $(grep '"events"' json)"
    sed -n 's/"peak_time_ns": [0-9nul]*, //; s/^ *{\("name": "samples".*\)}$/\1/p' json >pool
    echo "\"name\": \"samples\", \"block_size\": 8, \"length\": 4, \"used\": 1, \"peak\": 4, \
\"gets\": $gets, \"puts\": $((gets - 1)), \"updates\": 0, \"failed_gets\": 1, \"waste_bytes_at_peak\": 0" |
        diff - pool || fail "$sink: the pool's figures"
    grep -q '{"pool": "samples", "site": "[^"]*app.c:[0-9]* (app_finish)", "blocks": 1, "bytes": 8}' json ||
        fail "$sink: the leak: $(grep -A 2 '"leaks"' json)"
    echo "$sink: as expected"
}

# gap EVENTS: json says that one packet is missing, and how many events of so
# many with it; the leak, which is later, is still one.
gap()
{
    missing=$(sed -n 's/^ *{"why": "1 packet is missing", "offset": [0-9]*, "events": \([0-9]*\)}$/\1/p' json)
    there=$(sed -n 's/^  "events": \([0-9]*\),$/\1/p' json)
    test "${missing:-0}" -gt 100 || fail "$sink: no gap: $(cat json)"
    test $((missing + there)) = "$1" || fail "$sink: $missing and $there events, not $1"
    grep -q '"complete": false' json || fail "$sink: complete"
    grep -q 'app_finish)", "blocks": 1, "bytes": 8, "blocks_min": 1, "blocks_max": 1,' json ||
        fail "$sink: the leak is lost: $(grep -A 2 '"leaks"' json)"
    echo "$sink: as expected"
}

sink="file"
"$sinks/file" file.jmt
"$stat" report --format json file.jmt >json
whole 1000
test "$(sed -n 's/^  "corrupt_bytes": \([0-9]*\),$/\1/p' json)" = 0 || fail "file: bytes outside packets"

sink='full file'
code=0
"$sinks/file" /dev/full 2>err || code=$?
test $code = 1 || fail "full file: exit code $code"
test "$(cat err)" = 'file: /dev/full: the trace could not be written to its end' || fail "full file: $(cat err)"

sink=pipe
"$sinks/pipe" | "$stat" report --format json - >json
whole 100000

sink='broken pipe'
{ "$sinks/pipe" 2>err || echo $? >code; } | head -c 50000 >broken.jmt
test ! -e code || fail "broken pipe: exit code $(cat code)"
test "$(cat err)" = 'pipe: the reader went away; the work is done all the same' || fail "broken pipe: $(cat err)"
"$stat" report --format json broken.jmt >json
grep -q '"complete": false' json || fail "broken pipe: complete"
grep -q '"leaks": \[\]' json || fail "broken pipe: a leak"
echo "broken pipe: as expected"

# Text between packets: none is lost, and the text is there.
sink='serial line'
code=0
"$pty" "$sinks/serial" >line || code=$?
if test $code = 77; then
    echo "serial line: left out, no pseudo-terminals here"
else
    test $code = 0 || fail "serial line: exit code $code"
    "$stat" report --format json line >json
    whole 1000
    text=$(grep -a -c 'all is well' line)
    test "$text" = 10 || fail "serial line: $text lines of text"
    "$pty" "$sinks/serial" | "$stat" report --format json - >json
    whole 1000
fi

sink=udp
"$sinks/udp_receive" udp.jmt >sizes &
while ! grep -q . sizes; do sleep 0.1; done
"$sinks/udp" 127.0.0.1 "$(cat sizes)"
wait
sed 1d sizes >datagrams
"$stat" report --format json udp.jmt >json
whole 5000
test "$(sort -n datagrams | tail -n 1)" -le 1472 || fail "udp: a datagram of $(sort -n datagrams | tail -n 1) bytes"

# datagrams FIRST LAST: what they carried
datagrams()
{
    skip=$(head -n $(($1 - 1)) datagrams | awk '{ n += $1 } END { print n + 0 }')
    take=$(sed -n "$1,$2p" datagrams | awk '{ n += $1 } END { print n + 0 }')
    tail -c +$((skip + 1)) udp.jmt | head -c "$take"
}
last=$(wc -l <datagrams)
datagrams 1 "$last" | cmp - udp.jmt || fail "udp: the sizes are not those of the datagrams"
many=$(awk '$1 > 1000 { print NR }' datagrams | sed -n 5p) # one that is full of events

sink='udp with a datagram lost'
{ datagrams 1 $((many - 1)); datagrams $((many + 1)) "$last"; } >lost.jmt
"$stat" report --format json lost.jmt >json
gap 20009

sink='udp with a datagram late'
{ datagrams 1 $((many - 1)); datagrams $((many + 1)) $((many + 1)); datagrams $many $many
  datagrams $((many + 2)) "$last"; } >late.jmt
"$stat" report --format json late.jmt >json
gap 20009

sink='udp with a datagram twice'
{ datagrams 1 $many; datagrams $many "$last"; } >twice.jmt
"$stat" report --format json twice.jmt >json
whole 5000

# A ring in memory: found in the image, and the same as what a fault handler wrote.
sink='memory image'
"$sinks/image" ram.bin ring.jmt
"$stat" report --format json --image ram.bin >json
"$stat" report --format json ring.jmt >dumped
sed 's/"offset": [0-9]*, //' dumped >wanted
sed 's/"offset": [0-9]*, //' json | diff wanted - || fail "$sink: not what was dumped"
before=$(sed -n 's/^  "events_before": \([0-9]*\),$/\1/p' json)
there=$(sed -n 's/^  "events": \([0-9]*\),$/\1/p' json)
test "$there" -gt 500 || fail "$sink: only $there events"
test $((before + there)) = 400009 || fail "$sink: $there events after $before, not 400009"
test "$(grep -c '"why"' json)" = 1 || fail "$sink: more than the end is missing: $(cat json)"
grep -q '"why": "the recording had not ended when it was dumped"' json || fail "$sink: not just the end is missing: $(cat json)"
grep -A 1 '"live_at_cut"' json | grep -q 'app_finish)", "blocks": 1, "bytes": 8}' ||
    fail "$sink: the block that is out: $(grep -A 2 live_at_cut json)"
grep -q '"kind": "full", "pool": "samples"' json || fail "$sink: the failed call is missing"
echo "$sink: as expected"
