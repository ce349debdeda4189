#!/bin/sh
# SPDX-License-Identifier: MIT
# Where the output goes, how wide it is, and when it has colour.
# shellcheck disable=SC2086 # arguments, and lists of files, are several words
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# -o writes the same to a file, whole, and leaves nothing else behind.
exits 0 report router.txt
cp out report
exits 0 report router.txt -o made
cmp -s report made || fail "-o writes something else"
test ! -s out || fail "-o prints too"
test "$(find . -name 'made*' | wc -l)" = 1 || fail "something stays beside the file"

# An existing file is not overwritten without -f.
echo precious >made
exits 2 report router.txt -o made
says 'junomemstat: made: exists already; -f overwrites it'
test "$(cat made)" = precious || fail "overwritten"
exits 0 report router.txt -f -o made
cmp -s report made || fail "-f did not overwrite"
ln -s made link
exits 0 report router.txt -f -o link
test -h link || fail "the link was replaced"

# So does a file that was not there when the program began.
mkfifo pipe
(exec $RUN_UNDER "$tool" report -o late pipe >out 2>err) &
process=$!
exec 3>pipe
echo '# JMT text 1' >&3
tries=600
while test "$(find . -name 'late.??????' | wc -l)" = 0 && test $((tries = tries - 1)) -gt 0; do
    sleep 0.1
done
echo precious >late
echo end >&3
exec 3>&-
code=0
wait $process || code=$?
test $code = 2 || fail "a file that appeared: exits with $code: $(cat err)"
says 'junomemstat: late: cannot write: File exists'
test "$(cat late)" = precious || fail "a file that appeared is overwritten"
test "$(find . -name 'late*' | wc -l)" = 1 || fail "a temporary file stays: $(ls)"
rm pipe late

# A directory is no file; of CTF, which is one, nothing but itself is replaced, however it is named.
mkdir directory
exits 2 report router.txt -f -o directory
says 'junomemstat: directory: Is a directory'
exits 2 convert --to ctf -f -o made router.txt
says 'junomemstat: made: is not a trace in CTF alone, and stays as it is'
cmp -s report made || fail "a file is replaced by a directory"
for name in c trace// "$dir/trace"; do
    exits 0 convert --to ctf -f -o "$name" router.txt
    test -f "$name/metadata" || fail "$name: no trace in CTF: $(ls "$name")"
done
test "$(find . -name '*.??????' ! -name router.txt | wc -l)" = 0 || fail "something stays: $(ls)"
touch c/precious
exits 2 convert --to ctf -f -o c router.txt
says 'junomemstat: c: is not a trace in CTF alone, and stays as it is'
test -e c/precious || fail "another file is gone"

# Where a trace is at fault, no file appears.
echo nothing >bad
exits 2 report bad -o none
test ! -e none || fail "a file in spite of the error"
exits 2 report router.txt bad -o none
test ! -e none || fail "a part of a report"
test "$(find . -name 'none*' | wc -l)" = 0 || fail "a temporary file stays"
exits 2 report router.txt -o missing/none
says 'junomemstat: missing/none: No such file or directory'

# Whatever ends it, a file or directory that is not whole does not stay; what nohup has ignored stays so.
for made in 'dump -o made' 'timeline --svg made' 'convert --to ctf -o made'; do
    rm -rf pipe made
    mkfifo pipe
    (trap '' HUP; exec $RUN_UNDER "$tool" $made pipe >out 2>err) &
    process=$!
    exec 3>pipe
    printf '# JMT text 1\npool 1 "a" size=8 length=2\n5 get 1 0 size=8\n6 mark "x"\n' >&3
    tries=100
    while test "$(find . -name 'made.??????' | wc -l)" = 0 && test $((tries = tries - 1)) -gt 0; do
        sleep 0.1
    done
    kill -HUP $process
    kill -TERM $process
    code=0
    wait $process || code=$?
    exec 3>&-
    test $code = 143 || fail "$made: exits with $code: $(cat err)"
    test $tries -gt 0 || fail "$made: nothing to see"
    test "$(find . -name 'made*' | wc -l)" = 0 || fail "$made: stays: $(ls)"
done

# `-o -` is standard output; a device is written to as it is.
exits 0 report router.txt -o -
cmp -s report out || fail "-o - prints something else"
exits 0 report router.txt -o /dev/null
if test -c /dev/full; then
    exits 2 report router.txt -o /dev/full
    says 'junomemstat: /dev/full: cannot write: No space left on device'
    code=0
    stat report router.txt 2>err >/dev/full || code=$?
    test "$code" = 2 || fail "a full disk exits with $code"
    says 'junomemstat: standard output: cannot write: No space left on device'
fi

# A reader that goes away is no reason to talk.
(trap '' PIPE; code=0; stat dump router.txt 2>"$dir/err" || code=$?; echo $code >"$dir/code") | :
test ! -s err || fail "talks about a closed pipe: $(cat err)"

# No line is wider than COLUMNS, which is 80 where nobody says, and 160 at most.
for columns in 80 60 120 200 ''; do
    COLUMNS=$columns stat report router.txt >out
    limit=${columns:-80}
    limit=$((limit > 160 ? 160 : limit))
    awk -v limit=$limit 'length($0) > limit { exit 1 }' out || fail "wider than $limit columns"
done
COLUMNS=120 stat report router.txt >out
grep -q ' /home/somebody/projects/a/rather/long/path/network.c:1234 (receive_one_packet)$' out ||
    fail "120 columns are not used: $(cat out)"

# Narrow tables have whole words as titles.
COLUMNS=60 stat report router.txt >out
grep -q '^ *failed *peak *waste$' out || fail "upper titles: $(cat out)"
grep -q '^  pool *gets  puts  updates *gets *after *then$' out || fail "lower titles: $(cat out)"

# However long a name is, the verdict is there.
long=$(printf 'long%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25)
cp router.txt "$long"
COLUMNS=60 stat report "$long" >out
head -n 2 out >lines
printf '%s\n' 'longlo...onglong: 3 leaked blocks, 2 unbalanced references,' '  3 failed calls' | cmp -s - lines ||
    fail "the verdict: $(cat lines)"
for command in 'leaks 3 leaked blocks, 1.1 KiB' 'refs 2 blocks with unbalanced counts' \
    'validate sound: 18 events, 1,166 bytes'; do
    stat "${command%% *}" "$long" >out
    head -n 1 out | grep -q "^longlong.*\.\.\..*long: ${command#* }\$" || fail "$command: $(head -n 1 out)"
    awk 'length($0) > 80 { exit 1 }' out || fail "$command: wider than 80 columns"
done

# JSON of several traces stays JSON where a later one is no trace.
exits 2 report --format json router.txt bad
test "$(head -c 1 out)$(tail -n 1 out)" = '[]' || fail "the array is not closed: $(tail -n 3 out)"

# Colour: not in a pipe, unless asked for.
escape=$(printf '\033')
stat report router.txt | grep -q "$escape" && fail "colour in a pipe"
stat report --color always router.txt | grep -q "$escape" || fail "no colour"
stat report --color never router.txt | grep -q "$escape" && fail "colour in spite of never"
if command -v script >/dev/null && script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    TERM=xterm script -qec "'$tool' report router.txt" /dev/null </dev/null >out
    grep -q "$escape" out || fail "no colour on a terminal"
    NO_COLOR=1 TERM=xterm script -qec "'$tool' report router.txt" /dev/null </dev/null >out
    grep -q "$escape" out && fail "colour in spite of NO_COLOR"
fi

# Control characters in names do not reach the terminal.
printf '# JMT text 1\npool 1 "a\\x1b[31mb" size=8 length=2\nend\n' >evil.txt
stat report evil.txt | grep -q "$escape" && fail "an escape sequence from a trace"
stat report evil.txt | grep -q 'a\\x1b\[31mb' || fail "the name is not shown escaped"
stat report evil.txt --format json | grep -q '"name": "a\\u001b\[31mb"' || fail "JSON not escaped"
exit 0
