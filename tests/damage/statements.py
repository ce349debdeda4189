# SPDX-License-Identifier: MIT
"""Holds every statement of a JSON report against what really happened."""

import itertools
import re

import program

BEFORE, UNKNOWN = "before the trace", "unknown"


class Untrue(Exception):
    pass


def expect(condition, *what):
    if not condition:
        raise Untrue(" ".join(str(part) for part in what))


def figure(where, about, name, truth):
    """Exact, or within its limits."""
    value = about[name]
    if name + "_min" not in about:
        expect(value == truth, where, name, "is", truth, "not", value)
        return
    low, high = about[name + "_min"], about[name + "_max"]
    expect(low <= truth and (high is None or truth <= high), where, name, "is", truth, "not in", low, high)
    expect(value is None or low <= value and (high is None or value <= high), where, name, value, "is outside its limits")


class Truth:
    """Of all recordings in a file, each seen from one of its beginnings."""

    def __init__(self, recordings, views, is_split, stops):
        self.recordings, self.views, self.is_split = recordings, views, is_split
        # By pool: the sites of the blocks that were out where reading stopped.
        self.stops = {name: live for stop in stops for name, live in (stop or {}).items()}
        self.owners = {pool.name: (view, pool, account) for view in views for pool, account in view.pools}

    def pools(self, label):
        """Those that a label can mean; one that was never defined has only its number."""
        name = re.sub(r" \[\d+\]$", "", label)
        number = re.fullmatch(r"pool (\d+)", name)
        found = [(view, pool, account) for recording in self.recordings for view in recording.views
                 for pool, account in view.pools if name == pool.name or number and pool.number == int(number.group(1))]
        return [self.owners[name]] if not self.is_split and name in self.owners else found

    def any_pool(self, label, check):
        """The check must hold of one of the pools that the label can mean."""
        untrue = []
        for owner in self.pools(label):
            try:
                check(*owner)
                return
            except Untrue as error:
                untrue.append(str(error))
        raise Untrue(label + ": " + " / ".join(dict.fromkeys(untrue)))


def check_pool(about, view, pool, account):
    where = pool.name
    if about["block_size"] is not None:
        expect((about["block_size"], about["length"]) == (pool.block_size, pool.length), where, "geometry")
    figure(where, about, "used", len(pool.live))
    figure(where, about, "peak", account.peak)
    for name in ("gets", "puts", "updates", "failed_gets"):
        figure(where, about, name, account.count[name])
    first = view.first_time
    times = [time - first for time in account.peak_times if first is not None]
    if account.at_start == account.peak:
        times.append(0)
    if about["peak_time_ns"] is not None and "peak_time_ns_min" not in about:
        expect(about["peak_time_ns"] in times, where, "peak at", sorted(times)[:5], "not", about["peak_time_ns"])
    if "waste_bytes_at_peak_min" in about:
        expect(any(about["waste_bytes_at_peak_min"] <= waste and (about["waste_bytes_at_peak_max"] is None or waste <= about["waste_bytes_at_peak_max"])
                   for waste in account.wastes), where, "waste")
    else:
        expect(about["waste_bytes_at_peak"] in account.wastes, where, "waste is", account.wastes[:5], "not", about["waste_bytes_at_peak"])


def blocks_at(pool, account, site):
    """Blocks that are really out and may be meant by the site."""
    if site == UNKNOWN:
        return list(pool.live.values())
    if site == BEFORE:
        return [block for block in pool.live.values() if account.is_before(block)]
    return [block for block in pool.live.values() if program.site_text(block.site) == site]


def check_leak_range(where, about, blocks, size):
    expect(about["blocks_min"] == about["blocks"], where, "its least number is not its number")
    expect(about["blocks_max"] is None or len(blocks) <= about["blocks_max"], where, len(blocks), "above", about["blocks_max"])
    expect(about["bytes_max"] is None or size <= about["bytes_max"], where, size, "bytes above", about["bytes_max"])


def check_leak(about, view, pool, account):
    where = "leak of %s at %s:" % (pool.name, about["site"])
    blocks = blocks_at(pool, account, about["site"])
    size = sum(block.size for block in blocks)
    expect(view.ended or pool.closed, where, "there is no end")
    expect(about["blocks"] <= len(blocks), where, len(blocks), "not", about["blocks"])
    expect(about["bytes"] <= size, where, size, "bytes, not", about["bytes"])
    if "blocks_min" in about:
        check_leak_range(where, about, blocks, size)
        return
    # Of those from before the trace, a table may have told the site.
    certain = [block for block in blocks if not account.is_before(block)]
    expect(about["site"] == UNKNOWN or about["blocks"] >= len(certain), where, len(certain), "not", about["blocks"])
    if about["blocks"] == len(blocks) and "blocks_of_unknown_size" not in about:
        expect(about["bytes"] == size, where, size, "bytes, not", about["bytes"])


def check_holders(where, about, block, is_before):
    holders = [program.site_text(site) for site in block.holders]

    def holds(site):
        return site in holders or site == UNKNOWN or site == BEFORE and is_before and bool(holders)
    if "candidates" in about:
        expect(any(holds(site) for site in about["candidates"]), where, "none of", about["candidates"], "but", holders)
    else:
        for site in about.get("holders", [about["site"]]):
            expect(holds(site), where, "is not held by", site, "but", holders)


def check_ref(about, view, pool, account):
    where = "reference of %s:%d:" % (pool.name, about["block"])
    block = pool.live.get(about["block"])
    expect(view.ended or pool.closed, where, "there is no end")
    expect(block is not None, where, "the block is free")
    expect(block.count == about["count"] != 1, where, "count is", block.count, "not", about["count"])
    expect(about["state"] == ("orphaned" if block.count == 0 else "held"), where, "state")
    if block.count == 0:
        expect(about["site"] in (program.site_text(block.orphan_site), UNKNOWN, BEFORE), where, "orphaned at", about["site"])
    else:
        check_holders(where, about, block, account.is_before(block))


def check_error(about, view, pool, account):
    truth = account.errors[about["kind"], about["site"]]
    figure("%s of %s at %s" % (about["kind"], pool.name, about["site"]), about, "count", truth)


def check_parts(report, truth):
    for key, check in (("pools", check_pool), ("leaks", check_leak), ("refs", check_ref), ("errors", check_error)):
        for about in report[key]:
            truth.any_pool(about["name" if key == "pools" else "pool"],
                           lambda *owner: check(about, *owner))


def check_leaks_together(report, truth):
    """All leaks of a pool, whatever their site, are no more than the blocks that are out."""
    for name, (_, pool, account) in truth.owners.items():
        leaked = sum(about["blocks"] for about in report["leaks"] if about["pool"] == name)
        expect(leaked <= len(pool.live), name, "leaks", leaked, "of", len(pool.live))


def check_stops(report, truth):
    """Out where a trace stops that has no end."""
    for about in report["live_at_cut"]:
        if about["pool"] not in truth.stops:
            continue
        sites = list(truth.stops[about["pool"]].values())
        known = sites if about["site"] in (BEFORE, UNKNOWN) else [s for s in sites if program.site_text(s) == about["site"]]
        expect(about["blocks"] <= len(known), "out at the cut at", about["site"], len(known), "not", about["blocks"])


def check_balance(about_refs, recordings):
    """Nothing is missing: the balances add up to the counts."""
    for view, pool, account in [(v, p, a) for r in recordings for v in r.views[-1:] for p, a in v.pools]:
        if any(account.is_before(block) for block in pool.live.values()):
            continue
        net = sum(about["net"] for about in about_refs["balance"] if about["pool"] == pool.name)
        expect(net == sum(block.count - 1 for block in pool.live.values()), pool.name, "balance of", net)


def check_whole(report, truth):
    """Nothing is missing: then everything is there, and exact."""
    for view in truth.views:
        expect(view.ended and not view.dropped, "complete without an end, or with events dropped")
    for name, (_, pool, account) in truth.owners.items():
        leaked = sum(about["blocks"] for about in report["leaks"] if about["pool"] == name)
        expect(leaked == len(pool.live), name, "leaks", leaked, "not", len(pool.live))
        told = {(about["kind"], about["site"]): about["count"] for about in report["errors"] if about["pool"] == name}
        expect(told == {key: count for key, count in account.errors.items()}, name, "errors")
        refs = {about["block"] for about in report["refs"] if about["pool"] == name}
        sure = {index for index, block in pool.live.items() if block.count != 1 and not account.is_before(block)}
        expect(sure <= refs, name, "references of", sorted(sure - refs), "are not named")
    expect(all(about["site"] != UNKNOWN for about in report["leaks"]), "complete, with an unknown site")
    unsure = {key for about in [report] + report["errors"] + report["leaks"] for key in about if key.endswith("_min")}
    if "clock_went_back" in report:
        unsure.discard("duration_ns_min")
    expect(not unsure, "complete, with", unsure)


def duration(views):
    """Of the longest recording that has a clock, or None."""
    return max((v.last_time - v.first_time for v in views if v.has_clock and v.first_time is not None), default=None)


def check_totals(report, views):
    figure("all", report, "events", sum(view.events for view in views))
    figure("all", report, "dropped", sum(view.dropped for view in views))
    if "events_before" in report:
        figure("all", report, "events_before", sum(view.before for view in views))


def check_views(report, truth):
    views = truth.views
    if not truth.is_split:
        check_totals(report, views)
    length = duration(views)
    if report["duration_ns"] is not None and length is not None:
        figure("all", report, "duration_ns", length)
    check_parts(report, truth)
    check_leaks_together(report, truth)
    if report["complete"] and not truth.is_split:
        check_whole(report, truth)
    if not report["complete"] and not truth.is_split:
        check_stops(report, truth)


def check_report(report, recordings, is_split, stops):
    """
    Whatever is said must be true from one of the beginnings of each recording. Where one is in the
    file more than once, from any of its beginnings.
    """
    expect(report["complete"] or report["incomplete"], "incomplete, and nothing is missing")
    untrue = []
    for views in itertools.product(*(recording.views for recording in recordings)):
        try:
            check_views(report, Truth(recordings, views, is_split, stops))
            return
        except Untrue as error:
            untrue.append(str(error))
    raise Untrue(" | ".join(dict.fromkeys(untrue)))
