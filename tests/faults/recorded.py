# SPDX-License-Identifier: MIT
"""What is right of a program that records while one of its calls fails: see judge in engine.py."""
import json
import os
import subprocess
import tempfile

import engine


def figures(tool, trace):
    """What junomemstat says of the trace: complete, events, dropped; or None where it is no trace."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(trace)
        file.flush()
        run = subprocess.run([tool, "report", "--format", "json", file.name], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False)
    if run.returncode != 0:
        return None
    report = json.loads(run.stdout)
    return report["complete"], report["events"], report["dropped"]


def judge_trace(now, clean, is_said, is_once):
    """What is wrong with a trace that cannot be read, or that lost events: in silence, or uncounted after one fault."""
    if now == clean:
        return None
    if now is None:
        return None if is_said else "no trace is left, and nobody was told"
    complete, events, dropped = now
    if complete and not is_said and events < clean[1]:
        return "events are missing, and neither the trace nor the recorder says so"
    if events + dropped > clean[1] or (is_once and events + dropped < clean[1]):
        return "of %d events %d are there and %d counted as lost" % (clean[1], events, dropped)
    return None


def recording_judge(tool):
    kept = {}

    def judge(case, kind, what, result):
        clean = case.clean
        if result.code != clean.code or (result.out != clean.out and result.report.descriptor != 1):
            return "the program's own result changed: exit code %s" % result.code, None
        if set(result.files) - set(clean.files):
            return "files are left behind: %s" % ", ".join(set(result.files) - set(clean.files)), None
        if case.name not in kept:
            kept[case.name] = figures(tool, clean.files["trace.jmt"])
        is_said = b"trace: 0\n" not in result.err or b"libjuno-memory: " in result.err
        if what in engine.INVISIBLE and is_said and result.report.descriptor not in (1, 2):
            return "the recorder complains: %s" % result.err.decode(errors="replace"), None
        trace = result.files.get("trace.jmt", b"")
        old = case.files.get("trace.jmt")
        now = None if trace in (b"", old) else figures(tool, trace)
        # A dump ends where it cannot be written, which its caller is told.
        is_once = kind == "write" and not what.endswith("+") and "ring" not in case.argv
        return judge_trace(now, kept[case.name], is_said, is_once), "said" if is_said else "unseen"

    return judge
