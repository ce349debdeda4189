#!/bin/sh
# SPDX-License-Identifier: MIT
# Two things that share a hash are two: pools and sites whose numbers, and names whose
# bytes, tools/hash.c makes the same 32 bits of, as it does by chance in a long trace. They
# were searched for; with another hash they would be any others.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# Pool 138 at site 370 and pool 141 at 187; in pool 3 the sites 16885 and 27366. A site's
# number is that of its first event, the first two being taken.
awk 'BEGIN {
    print "# JMT text 1"
    for (pool = 1; pool <= 141; pool++)
        print "pool " pool " \"p" pool "\" size=64 length=4"
    for (site = 2; site <= 27366; site++)
    {
        print ++time " get 1 0 size=1 at f.c:" site
        print ++time " put 1 0 at f.c:2"
    }
    twins = split("138:370 141:187 3:16885 3:27366", where, " ")
    for (i = 1; i <= twins; i++)
    {
        split(where[i], part, ":")
        at = " at f.c:" part[2]
        print ++time " get " part[1] " " i - 1 " size=" i at
        print time " ref-get " part[1] " " i - 1 " count=2" at
        print time " failed get " part[1] " - full size=9" at
    }
    print ++time " mark here"
    # In packets the kind of event goes into the hash too: these two are as pool 3'"'"'s.
    for (i = 16820; i <= 27303; i += 27303 - 16820)
    {
        print ++time " get 66 0 size=1 at f.c:" i
        print ++time " put 66 0 at f.c:2"
    }
    print "end"
}' >numbers.txt

exits 0 leaks --format csv numbers.txt
cut -d, -f4-7 <out >got
diff - got >&2 <<'END' || fail 'leaks are mixed up'
pool,site,blocks,bytes
p3,f.c:27366,1,4
p3,f.c:16885,1,3
p141,f.c:187,1,2
p138,f.c:370,1,1
END
exits 0 refs numbers.txt
sed -n '/^By site/,$p' out | diff - /dev/fd/3 >&2 3<<'END' || fail 'references are mixed up'
By site: references taken less given back, blocks still out
  net  pool  site
   +1  p3    f.c:16885
   +1  p3    f.c:27366
   +1  p138  f.c:370
   +1  p141  f.c:187
END
exits 0 report --format json numbers.txt
sed -n '/"errors"/,$p' out | diff - /dev/fd/3 >&2 3<<'END' || fail 'errors are mixed up'
  "errors": [
    {"kind": "full", "pool": "p3", "site": "f.c:16885", "count": 1},
    {"kind": "full", "pool": "p3", "site": "f.c:27366", "count": 1},
    {"kind": "full", "pool": "p138", "site": "f.c:370", "count": 1},
    {"kind": "full", "pool": "p141", "site": "f.c:187", "count": 1}
  ]
}
END
exits 0 convert --to collapsed numbers.txt
prints <<'END'
p3;f.c;f.c:16885 3
p3;f.c;f.c:27366 4
p138;f.c;f.c:370 1
p141;f.c;f.c:187 2
END
exits 0 refs --unbalanced off --format json numbers.txt
for twin in p138,f.c:370 p141,f.c:187 p3,f.c:16885 p3,f.c:27366; do
    grep -q "{\"pool\": \"${twin%,*}\", \"site\": \"${twin#*,}\", \"net\": 1, \"taken\": 1, \"given_back\": 0}" out ||
        fail "refs --unbalanced off: $twin: $(sed -n '/balance/,$p' out)"
done
for command in lifetimes "at --mark here"; do
    # shellcheck disable=SC2086 # two words
    exits 0 $command --format csv numbers.txt
    for twin in p138,f.c:370 p141,f.c:187 p3,f.c:16885 p3,f.c:27366; do
        test "$(grep -c "$twin,.*1" out)" = 1 || fail "$command: not one line for $twin: $(cat out)"
    done
done

# Names as long as each other, and not; as sites and as pools.
cat >names.txt <<'END'
# JMT text 1
pool 1 "f.c:101471" size=8 length=4
pool 2 "f.c:108457" size=8 length=4
pool 3 "f.c:54840" size=8 length=4
pool 4 "f.c:197883" size=8 length=4
1 get 1 0 size=1 at f.c:101471
2 get 2 0 size=2 at f.c:108457
3 get 3 0 size=3 at f.c:54840
4 get 4 0 size=4 at f.c:197883
end
END
exits 0 leaks --format csv names.txt
cut -d, -f4-7 <out >got
diff - got >&2 <<'END' || fail 'names are mixed up'
pool,site,blocks,bytes
f.c:197883,f.c:197883,1,4
f.c:54840,f.c:54840,1,3
f.c:108457,f.c:108457,1,2
f.c:101471,f.c:101471,1,1
END

exits 0 convert --to jmt -o numbers.jmt numbers.txt
stat dump numbers.txt | tail -n 8 >wanted
stat dump numbers.jmt | tail -n 8 | diff wanted - >&2 || fail 'the packets mix up sites'

# Calls of which all but one thing is the same become classes of their own in packets.
cat >classes.txt <<'END'
# JMT text 1
header ticks=1000 pointer=4 version="1" program="twins"
1 288 1 0 value=3 at f.c:1
2 32 1 0 value=3 thread=1 at f.c:1
3 failed get 1 - 2 size=1 thread=65536 status=4 at f.c:1
4 failed get 1 - 3 size=1 status=4 at f.c:1
5 failed get 1 - 259 size=1 status=4 at f.c:1
6 failed get 1 - 3 size=1 status=5 at f.c:1
7 failed update 1 - 3 size=1 status=5 at f.c:1
END
awk '
    function get(pool, site, more) { print ++time " get " pool " 0 size=1" more " at f.c:" site }
    BEGIN {
        time = 7
        for (i = 1; i <= 257; i++)
            get(i, i)
        # The numbers of pool and site, and the thread, differ in the same bit.
        get(1, 1, "")
        get(257, 257, " thread=1")
        print "end events=" time
    }' >>classes.txt
exits 0 convert --to jmt -o classes.jmt classes.txt
stat dump classes.txt >wanted
exits 0 dump classes.jmt
diff wanted out >&2 || fail 'the packets say something else'
