# SPDX-License-Identifier: MIT
# Sourced by the tests of the live view: runs it in tmux, sends keys to it, and reads the screen.
if ! command -v tmux >/dev/null; then
    echo "tmux is missing"
    exit 77
fi
LC_ALL=C.UTF-8
TMUX_TMPDIR=$dir
export LC_ALL TMUX_TMPDIR
unset TMUX
trap 'tmux -L watch kill-server 2>/dev/null || true; rm -rf "$dir"' EXIT

keys()
{
    tmux -L watch send-keys "$@"
}

screen()
{
    tmux -L watch capture-pane -p
}

# coloured_screen: with the sequences for colours
coloured_screen()
{
    tmux -L watch capture-pane -p -e
}

coloured()
{
    coloured_screen | grep -q "$(printf '\033\\[[0-9;]*3[123]m')"
}

# tries COMMAND...: until it succeeds, for as long as a loaded machine may take
tries()
{
    left=${WATCH_TRIES:-600}
    until "$@"; do
        left=$((left - 1))
        test $left -gt 0 || return 1
        sleep 0.1
    done
}

has()
{
    screen | grep -q -e "$1"
}

has_not()
{
    ! has "$1"
}

# shows TEXT, shows_no TEXT: waits for the screen to have it, or not
shows()
{
    tries has "$1" || fail "the screen does not show '$1': $(screen)"
}

shows_no()
{
    tries has_not "$1" || fail "the screen still shows '$1': $(screen)"
}

# on_line NUMBER TEXT
on_line()
{
    screen | sed -n "$1p" | grep -q -e "$2"
}

# line NUMBER TEXT: waits for that line to have it
line()
{
    tries on_line "$1" "$2" || fail "line $1 has no '$2': $(screen)"
}

cat >w <<END
#!/bin/sh
echo \$\$ >pid
exec ${RUN_UNDER:-} "$tool" watch --interval 0.1 "\$@"
END
chmod +x w
# Runs it in the shell on the screen, which says its exit code.
starts()
{
    keys "clear; echo be''fore; $1; echo co''de=\$?" Enter
}

# ends CODE: the screen is the shell's again, and the terminal as it was
ends()
{
    shows "^code=$1\$"
    has '^before$' || fail "the screen is not as it was before: $(screen)"
    has_not 'q quit' || fail "keys are still there: $(screen)"
    keys "stty -a >stty.after; echo re''stored" Enter
    shows '^restored$'
    cmp stty.before stty.after || fail "the terminal is not as it was: $(diff stty.before stty.after)"
}

tmux -L watch -f /dev/null new-session -d -x 80 -y 24 "PS1='$ ' ENV= sh" || { echo "tmux cannot run here"; exit 77; }
keys "stty -a >stty.before; echo re''ady" Enter
shows 'ready$'
