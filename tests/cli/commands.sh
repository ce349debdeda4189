#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: commands, options, exit codes, and one clear line where it is wrong.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

# The help names every command and every option.
exits 0 --help
for word in report leaks refs dump convert validate --pool --site --elf --sysroot --image --format --output --force \
    --strict --error-exitcode --color --quiet --help --version; do
    grep -q -e "$word" out || fail "the help does not name $word"
done
exits 0 --version
grep -q '^junomemstat [0-9]' out || fail "no version: $(cat out)"

# What is wrong is said in one line; the commands in it are those of the help.
names=$(stat --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' | paste -sd, - | sed 's/,/, /g')
case $names in
    report,*validate*) ;;
    *) fail "which commands are there? $names" ;;
esac
exits 2
says 'junomemstat: no trace given; try --help'
exits 2 frobnicate
says "junomemstat: frobnicate: no such command or file; the commands are $names"
exits 2 leaks
says 'junomemstat: leaks: no trace given; `-` reads standard input'
exits 2 report router.txt --frobnicate
says 'junomemstat: --frobnicate: no such option, or an ambiguous one; try --help'
exits 2 report router.txt -x
says 'junomemstat: -x: no such option, or an ambiguous one; try --help'
exits 2 report router.txt --pool
says 'junomemstat: --pool needs a value; try --help'
exits 2 report router.txt --format yaml
says 'junomemstat: --format yaml: not one of text, json, jsonl, csv'
exits 2 dump router.txt --format csv
says 'junomemstat: dump: has no --format csv; it has text'
exits 2 report router.txt --color sometimes
says 'junomemstat: --color sometimes: not one of auto, always, never'
exits 2 report router.txt --error-exitcode 256
says 'junomemstat: --error-exitcode 256: not a number from 0 to 255'
exits 2 dump router.txt --format json
says 'junomemstat: dump: has no --format json; it has text'
exits 2 report router.txt -o ''
says 'junomemstat: --output needs a file'"'"'s name; `-` is standard output'
exits 2 report router.txt --quiet=3
says 'junomemstat: --quiet=3: this option takes no value; try --help'
# Of several letters in one word the one that is meant is named, wherever the word stands.
for words in 'router.txt -qz' '-qz router.txt' 'router.txt -qzf' '-zq router.txt' '-q - -zf -o' '-fqz -- router.txt'; do
    # shellcheck disable=SC2086 # they are several words
    exits 2 report $words
    says 'junomemstat: -z: no such option, or an ambiguous one; try --help'
done
exits 2 report router.txt -qf-
says 'junomemstat: --: no such option, or an ambiguous one; try --help'
exits 2 report router.txt -qo
says 'junomemstat: -o needs a value; try --help'
exits 2 report --f router.txt
says 'junomemstat: --f: no such option, or an ambiguous one; try --help'
# Nor is a letter of another alphabet taken for the word before it.
for words in '-é router.txt' 'router.txt -qé' '-qéf -- router.txt'; do
    # shellcheck disable=SC2086 # they are several words
    exits 2 report $words
    says 'junomemstat: -\xc3: no such option, or an ambiguous one; try --help'
done

# Numbers that are none, or out of range.
for value in '' x 1x 1.5 -1 256 99999999999999999999; do
    exits 2 report router.txt --error-exitcode "$value"
    says "junomemstat: --error-exitcode $value: not a number from 0 to 255"
done
for value in '' x 2x -3 0; do
    exits 2 report router.txt --top "$value"
    says "junomemstat: --top $value: not a number of rows from 1 on"
done
if [ -n "${WITH_NCURSES:-}" ]; then
    for value in '' x 9600x -9600; do
        exits 2 watch router.txt --baud "$value"
        says "junomemstat: --baud $value: not a speed such as 9600 or 115200"
    done
    for value in '' x 1s 0.09 3601 nan -1; do
        exits 2 watch router.txt --interval "$value"
        says "junomemstat: --interval $value: not a number of seconds from 0.1 to 3600"
    done
fi
# A command without times has none to end at: there it is a format.
exits 2 convert router.txt --to 3ms
grep -q '^junomemstat: convert: --to 3ms: not one of ' err || fail "a format: $(cat err)"
exits 2 pools router.txt --to ''
says 'junomemstat: --to needs a text that is not empty'
exits 2 pools router.txt --to later
grep -q '^junomemstat: --to later: not ' err || fail "a time: $(cat err)"
exits 2 pools router.txt --from 3ms --to 2ms
says 'junomemstat: --from comes after --to'
exits 2 convert router.txt --to csv --from 3ms --until 2ms
says 'junomemstat: --from comes after --to'

# So is what is wrong with a file.
exits 2 report missing.jmt
says 'junomemstat: missing.jmt: No such file or directory'
exits 2 report .
says 'junomemstat: .: Is a directory (at byte 0)'
: >empty
exits 2 report empty
says "junomemstat: empty: not a trace: no intact packet in 0 bytes, nor a text trace's first line"
exits 2 validate expected
says 'junomemstat: expected: No such file or directory'
printf '# JMT text 1\n1 get 1 0 size=8\n2 pop 1 0\nend\n' >wrong.txt
exits 3 report --strict -q wrong.txt
says 'junomemstat: wrong.txt: incomplete: at byte 30: line 3: not a kind of event: pop'
{ printf '\357\273\277'; cat router.txt; } >marked
exits 2 report marked
says 'junomemstat: marked: not a trace: begins with a byte order mark: remove its first three bytes'
name=$(printf 'a\302\233b')
exits 2 report "./$name"
says 'junomemstat: ./a\xc2\x9bb: No such file or directory'
exits 2 dump empty
test ! -s out || fail "a dump of what is not a trace"

if [ -z "${WITH_LIBDW:-}" ]; then
    exits 2 report --elf empty router.txt
    says 'junomemstat: --elf: this junomemstat cannot read debug information: build it with libdw, which is part of elfutils'
    exits 2 report --sysroot . router.txt
    says 'junomemstat: --sysroot: this junomemstat cannot read debug information: build it with libdw, which is part of elfutils'
fi

# A pool that does not exist is an error, not an empty report.
exits 2 report --pool nothing router.txt
says 'junomemstat: router.txt: no pool "nothing"; there are: messages, packets'
{
    echo '# JMT text 1'
    for id in 1 2 3 4 5 6 7 8 9; do
        echo "pool $id \"a pool with a rather long name, the ${id}th\" size=8 length=2"
    done
    echo end
} >many.txt
exits 2 report --pool nothing many.txt
test "$(wc -l <err)" = 1 || fail "more than a line: $(cat err)"
grep -q 'the 1th, .*, \.\.\.$' err || fail "the list is not cut: $(cat err)"

# So is text that no site has, and an option that a command does not heed.
exits 2 leaks --site nowhere router.txt
says 'junomemstat: router.txt: no site with "nowhere"; dump shows the sites of all calls'
exits 2 dump --site route router.txt
says 'junomemstat: dump: has no --site; try `junomemstat dump --help`'
exits 2 validate --site route router.txt
says 'junomemstat: validate: has no --site; try `junomemstat validate --help`'
exits 2 validate --pool messages router.txt
says 'junomemstat: validate: has no --pool; try `junomemstat validate --help`'
exits 0 leaks --site net.c router.txt
prints <<'END'
router.txt: no leaks (only sites with "net.c")
END

# Findings have the exit code that was asked for.
exits 7 --error-exitcode 7 router.txt
exits 7 leaks --error-exitcode 7 router.txt
exits 7 refs --error-exitcode 7 router.txt
exits 0 leaks --error-exitcode 7 whole.jmt
exits 0 refs --error-exitcode 7 whole.jmt
exits 7 report --error-exitcode 7 whole.jmt
exits 0 validate --error-exitcode 7 router.txt
exits 0 leaks --error-exitcode 7 --site net.c router.txt

# Quiet prints nothing.
exits 7 -q --error-exitcode 7 router.txt
test ! -s out || fail "quiet, but prints $(cat out)"
exits 0 -q --format json router.txt whole.jmt
test ! -s out || fail "quiet, but prints $(cat out)"

# Options may stand before and behind.
exits 0 --format json router.txt
exits 0 leaks router.txt --pool messages --pool packets
exits 0 report -- router.txt

# Findings decide the exit code of whatever command is asked for it.
for command in report pools timeline 'at --peak messages' leaks refs lifetimes dump; do
    # shellcheck disable=SC2086
    exits 5 $command -q --error-exitcode 5 router.txt
    # shellcheck disable=SC2086
    exits 0 $command -q --error-exitcode 0 router.txt
done
exits 0 pools -q --pool sessions --error-exitcode 5 demo.txt

# Standard input can be read once.
exits 2 diff - - <router.txt
says 'junomemstat: diff: `-` is given twice, and standard input can be read once only'
exits 2 check --baseline - - <router.txt
says 'junomemstat: check: `-` is given twice, and standard input can be read once only'
