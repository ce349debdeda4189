# SPDX-License-Identifier: MIT
"""
Random programs are recorded, the recordings damaged in random ways, and each
statement of the JSON report is held against what really happened.

    run.py JUNOMEMSTAT [ROUNDS [SEED]]

prints the seed and the way of damage of the first untrue statement; all of
them, where DAMAGE_ALL is set. With DAMAGE_KEEP=FILE the damaged file is kept.
"""

import json
import os
import random
import subprocess
import sys
import tempfile

import program
import statements
import variants

VARIANTS = 24  # of each recording


class Trial:
    """One damaged file."""

    def __init__(self, name, data, recordings, is_image=False):
        self.name, self.data, self.recordings, self.is_image = name, data, recordings, is_image

    def is_split(self):
        """Whether a recording begins more than once in the file, which makes several streams of it."""
        return any(self.begins_again(recording) for recording in self.there())

    def begins_again(self, recording):
        for number in recording.heads:
            at = self.data.find(recording.packets[number])
            later = [self.data.find(packet) for packet in recording.packets[number + 1:]]
            if self.data.count(recording.packets[number]) > 1 or any(0 <= other < at for other in later):
                return True
        return False

    def stop(self, recording):
        """What was out after the last packet that is left: packets are taken in rising order."""
        if self.is_image:
            return recording.recorder.live_after[-1] if self.name == "image" else None
        last = max(number for number, packet in enumerate(recording.packets) if packet in self.data)
        return recording.recorder.live_after[last]

    def facts(self):
        there = self.there()
        return there, self.is_split(), [self.stop(recording) for recording in there]

    def there(self):
        """Recordings of which anything is left."""
        return [r for r in self.recordings if self.is_image or any(packet in self.data for packet in r.packets)]


def make_recordings(rng):
    count = rng.choice((1, 1, 1, 2, 3))
    return [(program.record_ring if rng.random() < 0.35 else program.record)(rng, rng.randrange(1 << 32), "s%d" % number)
            for number in range(count)]


def damaged(rng, recordings):
    """Twenty-four files of the same recordings, each damaged in up to three ways."""
    for _ in range(VARIANTS):
        chunks = variants.interleave(rng, [recording.packets for recording in recordings])
        kinds = [rng.choice(variants.KINDS) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
        for kind in kinds:
            chunks = kind(rng, chunks) or [b""]
        yield Trial("+".join(kind.__name__ for kind in kinds), b"".join(chunks), recordings)


def images(rng, recordings):
    for recording in recordings:
        if recording.ring:
            whole = variants.image(rng, recording)
            yield Trial("image", whole, [recording], True)
            if recording.ended:
                yield Trial("image+flip", b"".join(variants.flip(rng, [whole])), [recording], True)
            yield Trial("image+cut", whole[:rng.randrange(len(whole))], [recording], True)


def trials_of(seed):
    rng = random.Random(seed)
    recordings = make_recordings(rng)
    return list(damaged(rng, recordings)) + list(images(rng, recordings))


class Runner:
    def __init__(self, tool, directory):
        self.tool, self.directory = tool, directory
        self.count = {"reports": 0, "complete": 0, "no trace": 0}

    def path(self, trial):
        path = os.path.join(self.directory, "trace")
        with open(path, "wb") as file:
            file.write(trial.data)
        return path

    def tool_run(self, *arguments):
        return subprocess.run(self.tool + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

    def check_failed(self, trial, done):
        """No trace: then there is none, and one line says so."""
        self.count["no trace"] += 1
        statements.expect(done.returncode == 2, "exit code", done.returncode, done.stderr)
        statements.expect(done.stderr.count(b"\n") == 1, "not one line:", done.stderr)
        whole = not trial.is_image and any(p in trial.data for r in trial.recordings for p in r.packets)
        statements.expect(not whole, "a trace that is not read:", done.stderr)

    def check(self, trial):
        path = self.path(trial)
        words = ["--image", path] if trial.is_image else [path]
        done = self.tool_run("report", "--format", "json", *words)
        if done.returncode != 0:
            self.check_failed(trial, done)
            return
        report = json.loads(done.stdout)
        self.count["reports"] += 1
        self.count["complete"] += report["complete"]
        self.check_json(trial, report)
        if self.count["reports"] % 10 == 0:
            self.check_text(words, report)
            self.check_dump(trial, words, report["complete"])
            self.check_refs(trial, words)

    def check_json(self, trial, report):
        statements.check_report(report, *trial.facts())
        names = set(trial.name.split("+"))
        if names <= {kind.__name__ for kind in variants.HARMLESS}:
            whole = all(view.ended and not view.dropped for r in trial.there() for view in r.views)
            statements.expect(report["complete"] == whole, "complete is", report["complete"], report.get("incomplete"))
        if trial.name == "image":
            self.check_image(report, *trial.recordings)

    def check_image(self, report, recording):
        """All of it is read, in its order."""
        statements.expect(report["complete"] == recording.ended, "complete is", report["complete"])
        statements.expect(report["events"] == recording.views[0].events, "events in the image:", report["events"])

    def check_text(self, words, report):
        """What the text says in its first line and in its titles."""
        text = self.tool_run("report", *words).stdout.decode()
        verdict = text.split("\n", 1)[0]
        statements.expect(("INCOMPLETE" in verdict) == (not report["complete"]), "verdict:", verdict)
        statements.expect(("\nLeaks\n" in text) == bool(report["leaks"]), "leaks in the text")
        leaked = sum(about["blocks"] for about in report["leaks"])
        statements.expect(leaked == 0 or "%s leaked block" % format(leaked, ",") in verdict.replace("\n", " "), "verdict:", verdict)
        statements.expect(("flight recorder: " in text) == ("events_before" in report), "flight recorder in the text")

    def check_refs(self, trial, words):
        about = json.loads(self.tool_run("refs", "--format", "json", *words).stdout)
        if about["complete"] and not trial.is_split():
            statements.check_balance(about, trial.there())

    def check_dump(self, trial, words, is_whole):
        """What is read again from the dump is true as well."""
        path = os.path.join(self.directory, "dump")
        with open(path, "wb") as file:
            file.write(self.tool_run("dump", *words).stdout)
        self.check_text_trace(path, *trial.facts())
        with open(path, "rb") as file:
            text = variants.lines(random.Random(len(trial.data)), file.read(), is_whole)
        with open(path, "wb") as file:
            file.write(text)
        self.check_text_trace(path, *trial.facts()[:2], [])

    def check_text_trace(self, path, *facts):
        done = self.tool_run("report", "--format", "json", path)
        statements.expect(done.returncode == 0, "the dump is not read:", done.stderr)
        try:
            statements.check_report(json.loads(done.stdout), *facts)
        except statements.Untrue as error:
            raise statements.Untrue("as text: %s" % error) from None


def say_failure(seed, number, trial, error):
    if os.environ.get("DAMAGE_KEEP"):
        with open(os.environ["DAMAGE_KEEP"], "wb") as file:
            file.write(trial.data)
    print("FAIL: seed %d, variant %d (%s): %s" % (seed, number, trial.name, error), file=sys.stderr)


def main(tool, rounds=60, first=1):
    failures = 0
    with tempfile.TemporaryDirectory() as directory:
        runner = Runner(tool.split(), directory)
        for seed in range(int(first), int(first) + int(rounds)):
            for number, trial in enumerate(trials_of(seed)):
                try:
                    runner.check(trial)
                except (statements.Untrue, ValueError, subprocess.TimeoutExpired) as error:
                    say_failure(seed, number, trial, error)
                    failures += 1
                    if not os.environ.get("DAMAGE_ALL"):
                        return 1
        print(runner.count)
        statements.expect(runner.count["complete"] > 0 and (int(rounds) < 10 or runner.count["no trace"] > 0), "nothing was tried")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
