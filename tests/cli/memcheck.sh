#!/bin/sh
# SPDX-License-Identifier: MIT
# Every command, in every form of its output, once: what make check-valgrind
# holds against memcheck where it does not run all of these tests under it.
# shellcheck disable=SC2086 # arguments, and lists of files, are several words
memcheck=yes
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

lines=$top_srcdir/tests/cli/memcheck.txt
. "$top_srcdir/tests/cli/memcheck_files.sh"
printf '\177ELF and more of it' >foreign
: >empty

stat --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' >commands
test "$(wc -l <commands)" -ge 5 || fail "which commands are there? $(cat commands)"
while read -r command; do
    grep -q "^[0-9] $command\( \|\$\)" "$lines" || fail "$lines has no line for $command"
done <commands

# The lines are words without quotes.
grep -v '^#' "$lines" | while read -r code arguments; do
    grep -q "^${arguments%% *}\$" commands || continue # built without it
    exits "$code" $arguments </dev/null
done

# What merge reads is not a trace.
if [ -n "${WITH_JANSSON:-}" ]; then
    code=0
    stat report --format jsonl router.txt missing cut.jmt >lines.jsonl 2>err || code=$?
    test $code = 2 || fail "report --format jsonl exits with $code: $(cat err)"
    exits 0 merge lines.jsonl
    exits 0 merge --format json --top 1 --site router lines.jsonl
    echo '{"schema": 1, "pools": [], "events": "7"}' >>lines.jsonl
    exits 2 merge --format jsonl lines.jsonl
fi

# What no command reads.
while read -r command; do
    for file in missing empty foreign; do
        code=0
        stat "$command" $file >out 2>err || code=$?
        test $code = 2 || fail "$command $file exits with $code: $(cat err)"
        test "$(grep -c '^junomemstat: ' err)" = 1 || fail "$command $file says: $(cat err)"
    done
done <commands
