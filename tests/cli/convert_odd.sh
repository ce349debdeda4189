#!/bin/sh
# SPDX-License-Identifier: MIT
# convert: odd but legal events in each format: of no pool, of kinds and causes without a name, at the ends of
# what numbers can be, and with characters in their names that mean something to the format.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

cat >odd.txt <<'END'
# JMT text 1
header ticks=1000 program="odd"
pool 1 "a;b\x7f\x00c" size=8 length=4
pool 2 "late" size=8 length=4
pool 3 "none" size=8 length=0
1 attach 2 live=2
2 get 1 0 size=18446744073709551615 at "s;p\x01.c":18446744073709551615 (f;\x7f)
3 get 0 0 size=8 at a.c:1 (f)
4 77 1 0 value=5 at a.c:1 (f)
5 0 1 0 value=5 at a.c:1 (f)
6 failed 77 1 0 99 at a.c:9 (g)
7 failed update 1 0 too-large size=9 at a.c:9 (g)
8 failed get 0 - null at a.c:9 (g)
9 mark "a\x00b\"c"
9 mark "a,b"
10 get 1 1 size=8 at 0x1234
11 get 1 2 size=8 at "lib x.so"+0x10
gap dropped=?
gap packets=0 dropped=0
12 get 1 3 size=8 at a.c:1 (f)
end
END

# What a gap without anything missing says is nothing: not once more what the gap before it said.
exits 0 convert --to csv odd.txt
tr -d '\r' <out | tr '\000\001\177' '01D' >lines
mv lines out
prints <<'END'
time_ns,stream,pool,kind,block,size,count,live,operation,cause,status,used,used_min,used_max,site,thread,text
0,0,late,attach,,,,2,,,,2,,,,,
1000000,0,a;bD0c,get,0,18446744073709551615,,,,,,1,1,4,s;p1.c:18446744073709551615 (f;\x7f),,
2000000,0,,get,0,8,,,,,,,,,a.c:1 (f),,
3000000,0,a;bD0c,77,0,,,,,,,1,1,4,a.c:1 (f),,
4000000,0,a;bD0c,0,0,,,,,,,1,1,4,a.c:1 (f),,
5000000,0,a;bD0c,failed,0,,0,,77,99,0,1,1,4,a.c:9 (g),,
6000000,0,a;bD0c,failed,0,9,,,update,too-large,0,1,1,4,a.c:9 (g),,
7000000,0,,failed,,0,,,get,null,0,,,,a.c:9 (g),,
8000000,0,,mark,,,,,,,,,,,,,"a0b""c"
8000000,0,,mark,,,,,,,,,,,,,"a,b"
9000000,0,a;bD0c,get,1,8,,,,,,2,2,4,0x1234,,
10000000,0,a;bD0c,get,2,8,,,,,,3,3,4,lib x.so+0x10,,
10000000,0,,gap,,,,,,,,,,,,,the recorder dropped events
11000000,0,a;bD0c,get,3,8,,,,,,4,1,4,a.c:1 (f),,
END
exits 0 convert --to jsonl odd.txt
sed -n '2p;4p;6p;9p' out >lines
mv lines out
prints <<'END'
{"time_ns": 1000000, "stream": 0, "pool": "a;b\u007f\u0000c", "kind": "get", "block": 0, "size": 18446744073709551615, "used": 1, "used_min": 1, "used_max": 4, "site": "s;p\u0001.c:18446744073709551615 (f;\u005cx7f)"}
{"time_ns": 3000000, "stream": 0, "pool": "a;b\u007f\u0000c", "kind": "77", "block": 0, "used": 1, "used_min": 1, "used_max": 4, "site": "a.c:1 (f)"}
{"time_ns": 5000000, "stream": 0, "pool": "a;b\u007f\u0000c", "kind": "failed", "block": 0, "count": 0, "operation": "77", "cause": "99", "status": 0, "used": 1, "used_min": 1, "used_max": 4, "site": "a.c:9 (g)"}
{"time_ns": 8000000, "stream": 0, "kind": "mark", "text": "a\u0000b\u0022c"}
END

exits 0 convert --to perfetto odd.txt
grep '"failed' out >lines
mv lines out
prints <<'END'
    {"ph": "i", "pid": 1, "tid": 0, "ts": 5000.000, "s": "p", "cat": "failed", "name": "failed call: other", "args": {"pool": "a;b\u007f\u0000c", "site": "a.c:9 (g)"}},
    {"ph": "i", "pid": 1, "tid": 0, "ts": 6000.000, "s": "p", "cat": "failed", "name": "failed update: too-large", "args": {"pool": "a;b\u007f\u0000c", "site": "a.c:9 (g)"}},
    {"ph": "i", "pid": 1, "tid": 0, "ts": 7000.000, "s": "p", "cat": "failed", "name": "failed get: null", "args": {"pool": "unknown", "site": "a.c:9 (g)"}},
END

# Frames without semicolons and control characters; what was got before the trace has no size, so no line.
exits 0 convert --to collapsed odd.txt
prints <<'END'
a,b??c;0x1234;[uncertain] 8
a,b??c;a.c;f 8
a,b??c;lib x.so+0x10;[uncertain] 8
a,b??c;s,p?.c;f,\x7f;[uncertain] 1099511627775
END
for nothing in '--pool late' '--pool late --site before' '--pool none' '--site before'; do
    # shellcheck disable=SC2086 # an option and its value
    exits 0 convert --to collapsed $nothing odd.txt
    test ! -s out || fail "$nothing: $(cat out)"
done
# Of an address that lies in a module that is known the file is the module's.
printf '%s\n' '# JMT text 1' 'module 1 "/bin/app" base=0x1000 size=4096 build-id=00' 'pool 1 "p" size=8 length=4' \
    '1 get 1 0 size=8 at 1+0x10' '2 get 1 1 size=8 at 0x1020' '3 get 1 2 size=8 at /lib/x.so+0x10' end >modules.txt
exits 0 convert --to collapsed modules.txt
prints <<'END'
p;/bin/app;app+0x10 8
p;/bin/app;app+0x20 8
p;x.so+0x10 8
END

# The profile's numbers have a sign, and a line beyond that is none.
if [ -n "${WITH_ZLIB:-}" ] && command -v protoc >/dev/null; then
    exits 0 convert --to pprof -o odd.pb odd.txt
    gzip -dc odd.pb | protoc --proto_path="$top_srcdir/tests/cli" --decode=Profile profile.proto >decoded
    test "$(grep -c 'value: 9223372036854775807$' decoded)" = 1 || fail "the largest size: $(cat decoded)"
    grep -q 'string_table: "before the trace"' decoded || fail "blocks from before the trace: $(cat decoded)"
    grep -q ' line: [0-9]\{15\}' decoded && fail "a line that cannot be: $(cat decoded)"
fi

exits 0 convert --to ctf -o odd.ctf odd.txt
if command -v babeltrace2 >/dev/null; then
    babeltrace2 --clock-seconds --no-delta odd.ctf >all 2>warnings || fail "babeltrace2 does not read it: $(cat warnings)"
    sed -n '3,6p;9p;13,14p' all >out
    prints <<'END'
[0.002000000] get: { pool = ( "none" : container = 0 ), used = 0, used_min = 0, used_max = 0, block = 0, size = 8, site = "a.c:1 (f)", thread = 0 }
[0.003000000] other: { kind = 77, pool = ( "a;b\\x7f\\x00c" : container = 1 ), used = 1, used_min = 1, used_max = 4, block = 0, value = 5, site = "a.c:1 (f)", thread = 0 }
[0.004000000] other: { kind = 0, pool = ( "a;b\\x7f\\x00c" : container = 1 ), used = 1, used_min = 1, used_max = 4, block = 0, value = 5, site = "a.c:1 (f)", thread = 0 }
[0.005000000] failed: { operation = ( <unknown> : container = 77 ), cause = ( <unknown> : container = 99 ), status = 0, pool = ( "a;b\\x7f\\x00c" : container = 1 ), used = 1, used_min = 1, used_max = 4, block = 0, value = 0, site = "a.c:9 (g)", thread = 0 }
[0.008000000] mark: { thread = 0, text = "a" }
[0.010000000] gap: { text = "the recorder dropped events" }
[0.011000000] get: { pool = ( "a;b\\x7f\\x00c" : container = 1 ), used = 4, used_min = 1, used_max = 4, block = 3, size = 8, site = "a.c:1 (f)", thread = 0 }
END
fi

# A table without rows has its head; a page without pools, or with marks of a stream that has none, is one.
printf '# JMT text 1\nend\n' >nothing.txt
exits 0 convert --to csv nothing.txt
test "$(wc -l <out)" = 1 || fail "a table of nothing: $(cat out)"
exits 0 convert --to html nothing.txt
grep -q '"pools":\[\],"pools_more":0,"marks":\[\],"marks_more":0,' out || fail 'a page of nothing'
printf '%s\n' '# JMT text 1' '1 mark "alone"' 'stream 1' 'pool 1 "p" size=0 length=0' \
    '18446744073709551615 failed get 1 - full' end >alone.txt
exits 0 convert --to html --pool p alone.txt
grep -q '"pools":\[{"name":"p",.*"marks":\[\],"marks_more":1,' out || fail 'a mark of a stream without pools'

# Of what only damaged lines and stream lines name there is nothing to show, in any format or table.
{
    sed 2q odd.txt
    awk 'BEGIN { for (i = 20; i < 60; i++) print i, "get", i, "none size=8"
        for (i = 1; i < 40; i++) print "stream", i }'
    echo 'stream 0'
    sed 1,2d odd.txt
} >named.txt
for command in report pools timeline leaks refs lifetimes 'at --mark a,b' 'at --peak late' 'convert --to csv' \
    'convert --to perfetto' 'convert --to collapsed' 'convert --to html' 'report --format json' 'check --max-peak late=100%'; do
    # shellcheck disable=SC2086 # a command and its options
    exits 0 $command named.txt
    ! grep -q -e 'pool [2-6][0-9]' out || fail "$command shows a pool that is not there: $(cat out)"
done
