#!/bin/sh
# SPDX-License-Identifier: MIT
# The JSON report is as doc/junomemstat.schema.json says.
# shellcheck disable=SC2086 # arguments, and lists of files, are several words
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

if ! python3 -c 'import jsonschema' 2>/dev/null; then
    echo "python3-jsonschema is missing"
    exit 77
fi

# Documents are kept, and validated all at once: the validator takes its time to start.
mkdir documents
count=0

# keep KIND FILE WHAT: a document (`good`), lines of them (`lines`), or what must not pass (`bad`)
keep()
{
    count=$((count + 1))
    cp "$2" documents/$count.$1
    echo "$3" >documents/$count.what
}

# as_schema FILE WHAT: that this is as the schema says
as_schema()
{
    keep good "$1" "$2"
}

# valid FILE...: what every command says of these traces together.
valid()
{
    for command in report pools timeline lifetimes leaks refs validate; do
        stat $command --format json "$@" >$command.json
        as_schema $command.json "$command $*"
    done
}

# valid_lines COMMAND ARGUMENT...: each line that it prints.
valid_lines()
{
    stat "$@" >lines || test $? = 2 || fail "$*: exit"
    keep lines lines "$*"
}

head -c 200 whole.jmt >cut.jmt
valid_lines report --format jsonl router.txt missing.jmt whole.jmt cut.jmt
if [ -n "${WITH_JANSSON:-}" ]; then
    cp lines fleet.jsonl
    valid_lines merge --format jsonl fleet.jsonl
    stat merge --format json --top 1 fleet.jsonl >short.json
    as_schema short.json "merge --top 1"
    grep -q '"peak_trace"' short.json || fail "no peak_trace: $(cat short.json)"
    sed 's/"peak_trace"/"else"/' short.json >wrong.json
    keep bad wrong.json "merge without peak_trace"
    printf "# JMT text 1\nend\n" >nothing.txt
    stat report --format jsonl nothing.txt >empty.jsonl
    valid_lines merge --format jsonl empty.jsonl
fi

valid router.txt
valid whole.jmt
valid router.txt whole.jmt
head -c 200 whole.jmt >cut.jmt
valid cut.jmt
printf '# JMT text 1\n1 get 3 9 size=4\ngap packets=1\n2 ref-get 3 9 count=2\n' >undefined.txt
valid undefined.txt
printf '# JMT text 1\nend\n' >nothing.txt
valid nothing.txt
printf '%s\n' '# JMT text 1' 'header ticks=1000 before=9' 'pool 1 "p" size=8 length=4' 'state 1 2' '9 get 1 0 size=8' \
    '5 get 1 1 size=8' end >late.txt
valid late.txt
printf '%s\n' '# JMT text 1' '1 get 1 0 size=8 at a.c:1 (f)' '2 ref-get 1 0 count=2 at a.c:2 (g)' \
    '3 ref-get 1 0 count=3 at a.c:3 (h)' '4 ref-put 1 0 count=2 at a.c:4 (i)' end 'stream 1' \
    '1 failed get 1 - full size=8' end >streams.txt
valid streams.txt

# What compares, with each kind of rule and change, and what is not certain.
printf 'leak:router.c\n' >known.supp
for traces in 'router.txt' 'router.txt cut.txt' 'undefined.txt demo.txt'; do
    head -n 14 router.txt >cut.txt
    stat check --format json --max-peak '*=80%' --max-leaks 0 --max-failed 0 --max-unbalanced 0 \
        --max-errors 0 $traces >check.json || test $? = 1
    as_schema check.json "check $traces"
done
stat check --format json --baseline cut.txt --suppress known.supp router.txt demo.txt >check.json || test $? = 1
as_schema check.json "check --baseline"
for traces in 'router.txt demo.txt' 'demo.txt cut.txt' 'cut.txt router.txt' 'undefined.txt late.txt'; do
    stat diff --format json --top 7 --suppress known.supp $traces >diff.json
    as_schema diff.json "diff $traces"
done

# A command that needs to be told a moment.
stat at --time 0 --format json cut.jmt >at.json
as_schema at.json "at --time"
stat at --peak messages --format json router.txt whole.jmt >at.json
as_schema at.json "at --peak"

# Each command is documented, not let pass as another's.
stat check --format json --max-leaks 0 router.txt >check.json || test $? = 1
stat diff --format json router.txt demo.txt >diff.json
for pair in 'check "limit"' 'diff "sure"' 'leaks "oldest_ns"' 'pools "time_at_80_ns"' 'timeline "intervals"' 'lifetimes "histogram"' 'at "holders"' 'refs "net"' 'validate "duplicate_packets"'; do
    sed "s/${pair#* }/\"else\"/" "${pair%% *}.json" >wrong.json
    cmp -s "${pair%% *}.json" wrong.json && fail "no $pair"
    keep bad wrong.json "$pair missing"
done

# The schema is not so wide that anything passes.
stat report --format json router.txt | sed 's/"held"/"kept"/' >report.json
keep bad report.json "a wrong state"

# One object's life, balanced sites, shortened lists, suppressions.
# valid_as ARGUMENT...: what the tool prints for these
valid_as()
{
    exits 0 "$@"
    as_schema out "$*"
}
valid_as refs --format json --object messages:0 demo.txt
valid_as refs --format json --object messages:0 demo.txt router.txt
valid_as refs --format json --unbalanced off --top 1 demo.txt
echo 'leak:new_message' >known.supp
valid_as leaks --format json --top 1 --suppress known.supp router.txt demo.txt
valid_as report --format json --top 1 --suppress known.supp router.txt

test $count -ge 80 || fail "only $count documents"
python3 - "$top_srcdir/doc/junomemstat.schema.json" documents <<'END' || fail "not as the schema says"
import json, os, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
os.chdir(sys.argv[2])
wrong = 0
for name in sorted(os.listdir(".")):
    number, kind = name.split(".")
    if kind == "what":
        continue
    with open(name) as file:
        documents = [json.loads(line) for line in file] if kind == "lines" else [json.load(file)]
    passed = bool(documents) and all(validator.is_valid(document) for document in documents)
    if passed != (kind != "bad"):
        print(open(number + ".what").read().strip(), "passes" if passed else "does not pass", file=sys.stderr)
        wrong += 1
sys.exit(wrong > 0)
END
