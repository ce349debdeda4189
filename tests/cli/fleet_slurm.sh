#!/bin/sh
# SPDX-License-Identifier: MIT
# The recipe of doc/fleet.md with a Slurm job array, on a cluster of one node.
. "${top_srcdir:-${srcdir:-.}}/tests/once.sh"
. "${top_srcdir:-${srcdir:-.}}/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/fleet.sh"

documented share.sh
documented submit.sh
if [ -z "${WITH_JANSSON:-}" ]; then
    echo "this junomemstat cannot merge: no Jansson"
    exit 77
fi
PATH=$PATH:/usr/sbin
for program in sbatch sinfo slurmctld slurmd; do
    if ! command -v $program >/dev/null; then
        echo "$program is missing (package slurm-wlm)"
        exit 77
    fi
done

# A controller and a node of our own, on ports of their own; nobody else is asked
# who is who.
mkdir state spool
host=$(hostname -s)
SLURM_CONF=$dir/slurm.conf
export SLURM_CONF
start_slurm()
{
    cat >slurm.conf <<END
ClusterName=fleet
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$1
SlurmdPort=$(($1 + 1))
AuthType=auth/none
CredType=cred/none
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,bf_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName=node NodeHostname=$host NodeAddr=127.0.0.1 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=node Default=YES OverSubscribe=FORCE:4 State=UP
END
    slurmctld -D -f slurm.conf >slurmctld.out 2>&1 &
    controller=$!
    slurmd -D -N node -f slurm.conf >slurmd.out 2>&1 &
    node=$!
    cleanup="{ kill $controller; kill $node; wait $controller $node; } 2>/dev/null || :"
    soon 10 is_idle
}
is_idle()
{
    timeout 2 sinfo --noheader --format %T | grep -q '^idle'
}
port=$((20000 + $$ % 6000 * 2))
if ! start_slurm $port; then
    eval "$cleanup"
    if ! start_slurm $((port + 12000)); then
        echo "no Slurm of our own: $(tail -n 5 slurmctld.out) $(tail -n 5 slurmd.out)"
        exit 77
    fi
fi

# Seven traces, one of which is missing, in three shares.
find "$dir/traces" -name '*.jmt' | sort >list
printf '%s\n' "$dir/traces/missing.jmt" "$dir/traces/a.jmt" >>list
xargs -d '\n' junomemstat report --format jsonl <list >lines 2>/dev/null || true
timeout 60 "$recipes/submit.sh" list 3 >messages 2>&1 || fail "submit.sh: $(cat messages slurm-*.out)"
same fleet.txt
grep -q '^7 traces: INCOMPLETE: ' fleet.txt || fail "not seven traces: $(cat fleet.txt)"
test "$(cat share-?.jsonl | wc -l)" = 3 || fail "not three shares: $(cat share-?.jsonl)"

# A share that is not there is missed: the report says so, and the job fails.
printf '%s\n' "$dir/traces/a.jmt" >list
code=0
timeout 60 "$recipes/submit.sh" list 2 >messages 2>&1 || code=$?
test $code = 2 || fail "a share without traces: exit $code: $(cat messages)"
grep -q '^1 trace: INCOMPLETE: ' fleet.txt || fail "a lost share is not said: $(cat fleet.txt)"
