#!/bin/sh
# SPDX-License-Identifier: MIT
# zsh completes commands, options, their values and file names: in a terminal, which
# its completion needs; what it lists is read there.
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"

for program in zsh tmux; do
    if ! command -v $program >/dev/null; then
        echo "$program is missing"
        exit 77
    fi
done
TMUX_TMPDIR=$dir
LC_ALL=C.UTF-8
export TMUX_TMPDIR LC_ALL
unset TMUX
trap 'tmux -L zsh kill-server 2>/dev/null || true; rm -rf "$dir"' EXIT

cat >start.zsh <<END
PS1='> '
fpath=("$top_srcdir/tools/completions/zsh" \$fpath)
autoload -Uz compinit
compinit -D -u
zstyle ':completion:*' list-colors
unsetopt auto_menu
LISTMAX=1000
END

keys()
{
    tmux -L zsh send-keys "$@"
}

screen()
{
    tmux -L zsh capture-pane -p
}

# shows TEXT: waits for it
shows()
{
    left=600
    until screen | grep -q -e "$1"; do
        left=$((left - 1))
        test $left -gt 0 || fail "zsh does not show '$1': $(screen)"
        sleep 0.1
    done
}

# completes TYPED TEXT: typed, and Tab pressed, the screen shows the text
completes()
{
    keys C-u C-l
    keys -l "$1"
    keys Tab
    shows "$2"
}

touch 'a trace.jmt'
mkdir folder
tmux -L zsh -f /dev/null new-session -d -x 120 -y 50 "zsh -f -i" || { echo "tmux cannot run here"; exit 77; }
keys 'source start.zsh; echo lo""aded' Enter
shows '^loaded'
completes 'junomemstat va' '^> junomemstat validate$'
completes 'junomemstat re' '^refs  *-- references not given back'
shows '^report  *-- '
completes 'junomemstat leaks a' '^> junomemstat leaks a\\ trace.jmt$'
completes 'junomemstat rout' '^> junomemstat router.txt$'
completes 'junomemstat watch --ba' '^> junomemstat watch --baud='
completes 'junomemstat validate --stri' '^> junomemstat validate --strict$'
completes 'junomemstat report --format ' '^json  *jsonl  *text'
completes 'junomemstat dump --format=t' '^> junomemstat dump --format=text$'
completes 'junomemstat --color al' '^> junomemstat --color always$'
completes 'junomemstat convert --to pe' '^> junomemstat convert --to perfetto$'
completes 'junomemstat leaks --sysroot fol' '^> junomemstat leaks --sysroot folder/$'
completes 'junomemstat leaks --elf rou' '^> junomemstat leaks --elf router.txt$'
completes 'junomemstat leaks -o rou' '^> junomemstat leaks -o router.txt$'
completes 'junomemstat validate --' '--strict  *-- exit with 3'
screen | grep -q -e '--pool' && fail "validate has no --pool: $(screen)"
exit 0
