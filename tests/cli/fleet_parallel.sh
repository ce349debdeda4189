#!/bin/sh
# SPDX-License-Identifier: MIT
# The recipes of doc/fleet.md with GNU parallel over ssh, on an sshd of our own.
. "${top_srcdir:-${srcdir:-.}}/tests/once.sh"
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/fleet.sh"

documented devices.sh
documented workers.sh
if [ -z "${WITH_JANSSON:-}" ]; then
    echo "this junomemstat cannot merge: no Jansson"
    exit 77
fi
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
    echo "GNU parallel is missing"
    exit 77
fi
PARALLEL_HOME=$dir
BATCH=2 # traces in a job, so that there are several
export PARALLEL_HOME BATCH

# On this machine, which needs no ssh.
find "$dir/traces" -name '*.jmt' | sort | xargs -d '\n' junomemstat report --format jsonl >lines 2>/dev/null
echo : >here
timeout 60 "$recipes/workers.sh" here "$dir/traces" >report 2>messages || fail "workers.sh here: $(cat messages)"
same report
grep -q '^5 traces: INCOMPLETE: ' report || fail "not five traces: $(cat report)"

sshd=$(command -v sshd || echo /usr/sbin/sshd)
if ! [ -x "$sshd" ] || ! command -v ssh >/dev/null; then
    echo "workers.sh runs here; the rest needs ssh and sshd (packages openssh-client, openssh-server)"
    exit 77
fi

# An sshd on a port of its own, with keys of its own, whose sessions have our tool in PATH.
ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f host_key
cp key.pub authorized
cat >sshd_config <<END
ListenAddress 127.0.0.1
HostKey $dir/host_key
AuthorizedKeysFile $dir/authorized
StrictModes no
PidFile none
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
SetEnv PATH=$PATH
END
# A device and a worker that cannot be reached are on a port where nobody listens.
cat >ssh_config <<END
Host *-dead
  Port 1
Host *
  HostName 127.0.0.1
  User $(id -un)
  IdentityFile $dir/key
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
  Include $dir/ssh_port
END
printf '#!/bin/sh\nexec "%s" -F "%s/ssh_config" "$@"\n' "$(command -v ssh)" "$dir" >bin/ssh
chmod +x bin/ssh
# Where sshd is root's, it wants this empty directory, which its service makes else.
if [ "$(id -u)" = 0 ] && ! [ -d /run/sshd ]; then
    mkdir /run/sshd
    cleanup='rmdir /run/sshd 2>/dev/null'
fi
cleanup_before=$cleanup
start_sshd()
{
    echo "Port $1" >ssh_port
    "$sshd" -D -e -f "$dir/sshd_config" -p "$1" >sshd.log 2>&1 &
    daemon=$!
    cleanup="{ kill $daemon; wait $daemon; } 2>/dev/null || :; $cleanup_before"
    soon 3 ssh -n -o BatchMode=yes device-1 true
}
port=$((20000 + $$ % 12000))
if ! start_sshd $port; then
    kill $daemon 2>/dev/null || true
    if ! start_sshd $((port + 1)); then
        echo "workers.sh runs here; no login through an sshd of our own: $(cat sshd.log)"
        exit 77
    fi
fi

# The traces of a file on each device; one of them cannot be reached.
for device in device-1 device-2 device-3; do
    junomemstat report --format jsonl --origin $device - <traces/c.jmt
done >lines
junomemstat report --format jsonl --origin device-dead - </dev/null >>lines 2>/dev/null || true
printf '%s\n' device-3 device-1 device-dead device-2 >devices
timeout 60 "$recipes/devices.sh" devices "$dir/traces/c.jmt" >report 2>messages || fail "devices.sh: $(cat messages)"
same report
grep -q '^4 traces: INCOMPLETE: ' report || fail "not four traces: $(cat report)"
grep -q '^  device-dead: ' report || fail "the dead device is not named: $(cat report)"

# Traces that several workers see; what a dead one should have done, another does.
find "$dir/traces" -name '*.jmt' | sort | xargs -d '\n' junomemstat report --format jsonl >lines
printf '%s\n' 2/worker-1 1/worker-dead 1/worker-2 >workers
timeout 60 "$recipes/workers.sh" workers "$dir/traces" >report 2>messages || fail "workers.sh: $(cat messages)"
same report
grep -c '^Accepted publickey' sshd.log >logins
test "$(cat logins)" -gt 4 || fail "nothing went over ssh: $(cat sshd.log)"

# With nobody left, that is said.
echo 1/worker-dead >workers
timeout 60 "$recipes/workers.sh" workers "$dir/traces" >report 2>messages || fail "workers.sh: $(cat messages)"
grep -q '^  3 batches: failed on every worker$' report || fail "lost batches are not said: $(cat report)"
