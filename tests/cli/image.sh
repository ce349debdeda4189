#!/bin/sh
# SPDX-License-Identifier: MIT
# Flight recorders in raw images of memory, and what their dumps say.
# shellcheck disable=SC3045 # where ulimit has no -v, it is not used
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! python3 -c '' 2>/dev/null; then
    echo "python3 is missing"
    exit 77
fi

# Images by hand: the same recording in each, but where its name says otherwise.
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$top_srcdir/tests/damage python3 - <<'END_PYTHON'
import jmt


def recording(stream, name, ended=True, dumped=False, first=7):
    """Two segments: before each is said what is live; the first event is the 11th."""
    head = lambda seq, before: jmt.packet(jmt.HEADER, stream, seq, 0, 0, jmt.header(10 ** 9, "device", True, before))
    pool = lambda seq: jmt.packet(jmt.DEFINITIONS, stream, seq, 0, 0, jmt.pool(1, name, 64, 4))
    live = lambda seq, blocks: jmt.packet(jmt.STATE, stream, seq, 0, 1000, jmt.state(1, [(b,) for b in blocks], True, True, False))
    site = jmt.site(1, "main.c", 5, "make") + jmt.site(2, "main.c", 9, "keep")
    get = site + jmt.event_class(1, jmt.GET, 1, 1, 0) + jmt.event(1, 0, 1, 8)
    ref = site + jmt.event_class(1, jmt.REF_GET, 1, 2, 0) + jmt.event(1, 5, 1, 2)
    older = [head(first, 10), pool(first + 1), live(first + 2, [0]), jmt.packet(jmt.EVENTS, stream, first + 3, 0, 1000, get)]
    ref += jmt.dumped() if dumped else b""
    newer = [head(first + 4, 11), pool(first + 5), live(first + 6, [0, 1]), jmt.packet(jmt.EVENTS, stream, first + 7, 0, 2000, ref)]
    return older, newer + ([jmt.packet(jmt.END, stream, first + 8, 0, 3000, jmt.end(12, 0))] if ended else [])


def write(name, data):
    with open(name, "wb") as file:
        file.write(data)


older, newer = recording(7, "box")
old, new = b"".join(older), b"".join(newer)
write("dump.jmt", old + new)
shorter = jmt.packet(jmt.EVENTS, 7, 14, 0, 2000, b"")
write("again.jmt", old + b"".join(newer[:3]) + shorter + old + new)
write("reset.jmt", old + new + b"".join(sum(recording(7, "box", first=3), [])))
write("little.bin", bytes(3) + jmt.ring(old, new) + bytes(100))
write("big.bin", jmt.ring(old, new, current=0, big=True, gap=12))
other = recording(8, "crate")
write("two.bin", b"\xD6JRING\x0D\x01" + bytes(5) + jmt.ring(old, new) + bytes(1) + jmt.ring(b"".join(other[0]), b"".join(other[1])))
damaged = bytearray(jmt.ring(old, new))
damaged[damaged.index(older[3]) + 40] ^= 1
write("damaged.bin", damaged)
older, newer = recording(7, "box", False)
write("begun.bin", jmt.ring(old, b"".join(newer[:-1]), jmt.begun(newer[-1])))
write("cut.jmt", old + b"".join(newer))
write("closed.jmt", old + b"".join(recording(7, "box", False, True)[1]))
write("head.bin", jmt.ring(old, new)[:60])
write("nothing.bin", bytes(1000))
write("empty.bin", jmt.ring(b"", b""))
words = [bytearray(jmt.ring(old, new)) for _ in range(7)]
for number, word in enumerate(words):
    word[8 + 4 * number:12 + 4 * number] = b"\xFF\xFF\xFF\xFF"
words += [bytearray(jmt.ring(old, new)) for _ in range(3)]
for number, word in enumerate(words[7:]):
    word[8 + 4 * number:12 + 4 * number] = b"\0\0\0\0"
write("garbage.bin", b"".join(words))
write("large.bin", bytes(5000) + jmt.ring(old, new, segment=600000) + bytes(100))
write("scrap.bin", jmt.ring(old, new, newer[-1][:20]))
write("endless.bin", jmt.ring(old, new, jmt.begun(newer[-1]) + bytes(70000)))
END_PYTHON

# A dump begins where it begins, and is whole.
exits 0 report dump.jmt
prints <<'END'
dump.jmt: 2 leaked blocks, 1 unbalanced reference
  device, 2 events in 1.0 us, complete
  flight recorder: 10 events before are not in it
  not known of blocks that are out: 1 size, 1 reference count

Pools
  pool  used  peak  length  block
  box      2     2       4   64 B  #######################......................

  pool  gets  puts  updates  failed gets  peak after  waste then
  box      1     0        0            0        0 ns       56 B?

Leaks
  blocks  bytes  pool  site
       1    8 B  box   main.c:5 (make)
       1      ?  box   before the trace

References not balanced
  count  state  object   site
      2  held   box:1#1  main.c:9 (keep)
END
exits 0 report --format json dump.jmt
mv out dump.json
grep -q '^  "events_before": 10,$' dump.json || fail "how many came before: $(cat dump.json)"

# The text form keeps that.
exits 0 dump dump.jmt
grep -q '^header ticks=1000000000 pointer=8 version="1.0.0" program="device" before=10$' out || fail "dump: $(cat out)"
test "$(grep -c '^header' out)" = 1 || fail "header again: $(cat out)"
mv out dump.txt
exits 0 report --format json dump.txt
diff dump.json out >&2 || fail "the text says something else"

# Dumped twice: a packet that had more in it the second time is a gap.
exits 0 validate again.jmt
grep -q '^  at byte [0-9]*: a packet came twice, and not the same' out || fail "dumped twice: $(cat out)"

# A device that was reset, and came to the same id and lower numbers: another stream.
exits 0 validate reset.jmt
grep -q '^reset.jmt: sound: 18 packets, 4 events, ' out || fail "reset: $(cat out)"

# So does an image, in either byte order, at any address.
for image in little big; do
    exits 0 report --format json --image $image.bin
    diff dump.json out >&2 || fail "$image.bin says something else"
done
exits 0 dump --image little.bin
diff dump.txt out >&2 || fail "the image dumps as something else"
exits 0 --image little.bin
grep -q '^little.bin: 2 leaked blocks, 1 unbalanced reference$' out || fail "no report by default: $(cat out)"

# The packet that was not finished is read; without an end there are no leaks.
for command in report leaks refs; do
    exits 0 $command --format json closed.jmt
    grep -v '"offset"' out >closed.json
    exits 0 $command --format json --image begun.bin
    grep -v '"offset"' out | diff closed.json - >&2 || fail "$command: the begun packet says something else"
done
# A dump that is whole says what was out then; one that is cut does not.
exits 0 report --format json closed.jmt
grep -q '"used": 2, "peak": 2,' out || fail "not sure of a whole dump: $(cat out)"
grep -q '"why": "the recording had not ended when it was dumped"' out || fail "no reason: $(cat out)"
exits 0 report --format json cut.jmt
grep -q '"used": 2, "used_min": 0, "used_max": 4,' out || fail "sure of a dump that is cut: $(cat out)"
exits 0 dump closed.jmt
test "$(tail -n 1 out)" = dumped || fail "no end of the dump: $(cat out)"
mv out closed.txt
exits 0 dump closed.txt
diff closed.txt out >&2 || fail "the dump of the dump is another"
exits 3 report --strict --image begun.bin
test "$(wc -l <err)" = 1 || fail "not one line: $(cat err)"

# A recorder larger than what is read at once is one all the same; of the whole of it, though.
for image in large.bin -; do
    stat report --format json --image $image <large.bin >out 2>err || fail "a large recorder: $(cat err)"
    diff dump.json out >&2 || fail "a large recorder says something else"
done
head -c 700000 large.bin >cut.bin
exits 2 report --image cut.bin
grep -q '^junomemstat: cut.bin: no flight recorder that is whole in 700000 bytes' err || fail "cut: $(cat err)"

# What was begun and is not even a packet's head, or more than a packet can be, is damage behind the rest.
for image in scrap endless; do
    exits 0 validate $image.bin
    grep -q "^$image.bin: .*: 9 packets, 2 events, " out || fail "$image.bin: $(cat out)"
done
exits 0 validate --format json --image scrap.bin
grep -q '"corrupt_bytes": 27,' out || fail "a scrap of a packet: $(cat out)"
exits 0 validate --format json --image endless.bin
grep -q '"corrupt_bytes": 7[0-9][0-9][0-9][0-9],' out || fail "an endless packet: $(cat out)"

# Several recorders are several streams, whatever looks like one before them.
exits 0 report --format json --image two.bin
for pool in '"name": "box", "stream": 0' '"name": "crate", "stream": 1'; do
    grep -q "$pool" out || fail "no $pool: $(cat out)"
done
grep -q '"complete": true' out || fail "two are not complete: $(cat out)"
grep -q '"events_before": 20,$' out || fail "before both: $(cat out)"

# Images and traces together.
exits 0 validate --image little.bin --image big.bin dump.jmt
test "$(grep -c 'sound: 9 packets, 2 events' out)" = 3 || fail "not three: $(cat out)"

# What is damaged is a gap, at its offset in the image.
exits 0 validate --image damaged.bin
grep -q '^  at byte [0-9]*: 1 packet is missing, with 1 event$' out || fail "no gap: $(cat out)"
at=$(sed -n 's/^  at byte \([0-9]*\):.*/\1/p' out)
test "$(dd if=damaged.bin bs=1 skip="$at" count=4 2>/dev/null | od -An -tx1)" = ' d6 4a 4d 54' || fail "no packet at $at"

# Without a recorder there is one line, whatever else there is.
exits 2 report --image nothing.bin
says 'junomemstat: nothing.bin: no flight recorder (bytes D6 4A 52 49 4E 47 0D 01) in 1000 bytes: save the memory that holds the one given to Juno_MemoryTraceRingInit'
exits 2 report --image head.bin
says 'junomemstat: head.bin: no flight recorder that is whole in 60 bytes, but what begins like one: save all of the memory given to Juno_MemoryTraceRingInit'
exits 2 report --image garbage.bin
test "$(wc -l <err)" = 1 || fail "not one line: $(cat err)"
exits 2 report --image empty.bin
says 'junomemstat: empty.bin: the flight recorder in it holds no packet'
exits 2 report --image missing.bin
says 'junomemstat: missing.bin: No such file or directory'
exits 2 report --image ''
says 'junomemstat: --image needs a file'"'"'s name; `-` is standard input'

# However an image is cut, what is left of it is read, or one line says why not.
size=$(wc -c <little.bin)
for part in 0 1 8 38 39 80 200 300 $((size - 101)) $((size - 100)) $((size - 1)); do
    head -c "$part" little.bin >cut.bin
    code=0
    stat report --image - <cut.bin >out 2>err || code=$?
    case $code in
        0) test ! -s err || fail "$part bytes: $(cat err)" ;;
        2) test "$(wc -l <err)" = 1 || fail "$part bytes: not one line: $(cat err)" ;;
        *) fail "$part bytes: exit code $code" ;;
    esac
done

# An image may be larger than memory: no more of it is held than a recorder.
if (ulimit -v 150000 && stat --version) >/dev/null 2>&1; then
    head -c 400000000 /dev/zero | cat - little.bin | (ulimit -v 150000 && stat report --format json --image -) >out 2>err ||
        fail "a large image: $(cat err)"
    diff dump.json out >&2 || fail "a large image says something else"
fi

# A compressed image is read as what it was; damaged, its recorders are a trace that was cut.
if command -v gzip >/dev/null && gzip -c little.bin >packed && ! stat --image packed 2>&1 | grep -q 'built without'; then
    stat report --format json --image packed >out
    diff dump.json out >&2 || fail "a compressed image says something else"
    head -c $(($(wc -c <packed) - 8)) packed >cut.bin
    exits 3 report -q --strict --image cut.bin
    grep -q 'the gzip data end too early' err || fail "a compressed image that was cut: $(cat err)"
fi
