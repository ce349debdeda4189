#!/bin/sh
# SPDX-License-Identifier: MIT
# junomemstat(1) has every command and every option of the tables, each with an
# example, and no other.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

page=$top_srcdir/doc/man/junomemstat.1
stat --help | sed -n 's/^  \([a-z][a-z]*\)  .*/\1/p' >commands
while read -r command; do
    stat "$command" --help </dev/null
done <commands >helps
# Lines of: name, and its letter if it has one.
sed -n -e 's/^  -\(.\), --\([a-z][a-z-]*\) .*/\2 \1/p' -e 's/^      --\([a-z][a-z-]*\) .*/\1/p' helps |
    sort -u >options
{ test "$(wc -l <commands)" -ge 5 && test "$(wc -l <options)" -ge 10; } || fail "no help: $(cat commands options)"

# What stands in displays is an example.
awk '/^\.Bd / { shown = 1; next } /^\.Ed/ { shown = 0 } shown; /^\.Dl / { print substr($0, 5) }' "$page" |
    sed -e 's/\\e/\\/g' -e 's/\\-/-/g' >examples
sed -n 's/^\.It \(.*Fl .*\)/\1/p' "$page" >items

: >missing
while read -r command; do
    grep -q "^\.It Cm $command\( \|\$\)" "$page" || echo "the command $command" >>missing
    grep -q "junomemstat $command\( \|\$\)" examples || echo "an example of the command $command" >>missing
done <commands
while read -r name letter; do
    grep -q -e "Fl -$name\( \|\$\)" items || echo "the option --$name" >>missing
    test -z "$letter" || grep -q -e "Fl $letter\( \|\$\)" items || echo "the option -$letter" >>missing
    grep -q -e " --$name\([ =]\|\$\)" ${letter:+-e " -$letter\( \|\$\)"} examples ||
        echo "an example of the option --$name" >>missing
done <options
# There is nothing that does not exist.
tr ' ' '\n' <items | sed -n 's/^-\([a-z][a-z-]*\)$/\1/p' | sort -u | while read -r name; do
    cut -d ' ' -f 1 options | grep -q -x -e "$name" || echo "--$name is no option, but stands there"
done >>missing
test ! -s missing || fail "in $page there is missing: $(cat missing)"
