# SPDX-License-Identifier: MIT
"""Random programs over several pools, what really happened in them, and their recordings."""

import collections

import jmt

SITES = 5  # get, update, put and ref sites of each kind


def site_text(number):
    """Sites 1 to 99; a reference of site n is given back in the same function, or always by function g<n>."""
    return "a.c:%d (%s)" % (number, function_of(number))


def function_of(number):
    return {0: "f", 1: "f", 2: "g"}.get(number // 30, "h") + str(number % 30)


class Block:
    def __init__(self, site, size, time, born):
        self.site, self.size, self.time, self.born = site, size, time, born
        self.count = 1
        self.holders = []      # sites that took the references that are held
        self.orphan_site = None
        self.known = True      # size, count, site: to a recorder with a table


class Account:
    """What happened in a pool from one moment on, where a recording begins."""

    def __init__(self, pool, times):
        self.pool, self.born = pool, pool.born
        self.count, self.errors = collections.Counter(), collections.Counter()
        self.at_start = self.peak = len(pool.live)
        self.peak_times, self.wastes = set(times), [pool.waste()]

    def note(self, time):
        used = len(self.pool.live)
        if used > self.peak:
            self.peak, self.peak_times, self.wastes = used, set(), []
        if used == self.peak:
            self.peak_times.add(time)
            self.wastes.append(self.pool.waste())

    def is_before(self, block):
        return block.born <= self.born


class Pool:
    def __init__(self, number, name, block_size, length):
        self.number, self.name, self.block_size, self.length = number, name, block_size, length
        self.live, self.born, self.accounts, self.closed = {}, 0, [], False

    def begin(self, times=()):
        """A recording begins here."""
        self.accounts.append(Account(self, times))

    def waste(self):
        return sum(self.block_size - block.size for block in self.live.values())

    def note(self, time):
        for account in self.accounts:
            account.note(time)

    def add(self, what):
        for account in self.accounts:
            account.count[what] += 1

    def error(self, cause, site):
        for account in self.accounts:
            account.errors[cause, site] += 1


class Recorder:
    """Cuts events into packets; remembers what was live after each."""

    def __init__(self, rng, stream, program, ring=False, table=False, ticks=1000000000):
        self.rng, self.stream, self.program, self.ring, self.table = rng, stream, program, ring, table
        self.ticks = ticks
        self.goes_back, self.offset = rng.random() < 0.2, 0  # the clock
        self.packets, self.live_after = [], []
        self.sequence, self.events, self.dropped, self.pending = 0, 0, 0, 0
        self.now, self.last_time = rng.randrange(10 ** 6), None
        self.first_times = [None]  # after each beginning
        self.reset()

    def reset(self):
        self.payload, self.sites, self.classes, self.base, self.packet_time = b"", {}, {}, self.now - self.offset, self.now
        self.packet_events = 0

    def close(self, kind=jmt.EVENTS, keep=False):
        if not self.payload:
            return
        if self.packet_events and not keep and not self.ring and self.rng.random() < self.loss:
            self.pending += self.packet_events
            self.dropped += self.packet_events
            self.reset()
            return
        dropped, self.pending = self.pending, 0
        self.events += self.packet_events
        self.packets.append(jmt.packet(kind, self.stream, self.sequence, dropped, self.base, self.payload))
        self.live_after.append(self.live())
        self.sequence += 1
        self.reset()

    loss = 0.0
    pools = ()

    def live(self):
        return {pool.name: {index: block.site for index, block in pool.live.items()} for pool in self.pools}

    def forget(self):
        self.packets, self.live_after, self.first_times, self.last_time = [], [], [], None

    def head(self):
        self.close()
        self.payload = jmt.header(self.ticks, self.program, self.ring, self.events)
        self.close(jmt.HEADER)

    def definitions(self, pools):
        self.close()
        self.payload = b"".join(jmt.pool(p.number, p.name, p.block_size, p.length) for p in pools)
        self.close(jmt.DEFINITIONS)

    def site(self, number):
        if number and number not in self.sites:
            self.sites[number] = len(self.sites) + 1
            self.payload += jmt.site(self.sites[number], "a.c", number, function_of(number))
        return self.sites.get(number, 0)

    def delta(self):
        delta, self.packet_time = self.now - self.packet_time, self.now
        return delta

    def advance(self):
        """Time goes on; what the clock shows may not."""
        self.now += self.rng.choice((0, 1, 7, 300))
        shown = self.now - self.offset
        if self.goes_back and shown > 1000 and self.rng.random() < 0.05:
            self.offset += self.rng.randint(301, shown)
            self.payload += jmt.time(self.now - self.offset)
            self.packet_time = self.now

    def event(self, kind, pool, block, value, site=0, thread=0, failed=()):
        self.advance()
        key = (kind, pool.number, site, thread, failed)
        if key not in self.classes:
            number = self.site(site)
            self.classes[key] = len(self.classes) + 1
            self.payload += jmt.event_class(self.classes[key], kind, pool.number, number, thread, failed)
        self.payload += jmt.event(self.classes[key], self.delta(), block, value)
        self.packet_events += 1
        self.first_times = [self.now if time is None else time for time in self.first_times]
        self.last_time = self.now

    def mark(self):
        self.payload += jmt.mark(self.delta(), "mark")

    def snapshot(self, pool):
        """In several records, of blocks with and without details as they are known."""
        self.close()
        records = [[]]
        for index in sorted(pool.live):
            block = pool.live[index]
            known = self.table and block.known
            if records[-1] and (records[-1][0][0] != known or self.rng.random() < 0.2):
                records.append([])
            records[-1].append((known, index, block))
        for position, entries in enumerate(records):
            details = bool(entries) and entries[0][0]
            listed = [(index, block.size, block.count, self.site(block.site), self.now - block.time)
                      if details else (index,) for _, index, block in entries]
            self.payload += jmt.state(pool.number, listed, position == 0, position == len(records) - 1, details)
            if self.rng.random() < 0.1:
                self.close(jmt.STATE)
        self.close(jmt.STATE)

    def end(self):
        self.close()
        self.payload = jmt.end(self.events, self.dropped)
        self.close(jmt.END)


class Program:
    """Does random calls, and tells the recorder, if there is one, of each."""

    def __init__(self, rng, pools, threads):
        self.rng, self.pools, self.threads = rng, pools, threads
        self.recorder, self.time = None, 0

    def tell(self, kind, pool, block, value, site=0, failed=()):
        if self.recorder is not None:
            thread = self.rng.randrange(3) if self.threads else 0
            self.recorder.event(kind, pool, block, value, site, thread, failed)
            self.time = self.recorder.now

    def fail(self, pool, operation, cause, site, size=9):
        pool.error(jmt.CAUSES[cause], site_text(site))
        if operation == jmt.GET:
            pool.add("failed_gets")
        self.tell(jmt.FAILED, pool, 0, size, site, (operation, cause, 3))

    def get(self, pool, site):
        free = [index for index in range(pool.length) if index not in pool.live]
        if not free:
            self.fail(pool, jmt.GET, 4, site)
            return
        index = self.rng.choice(free[:3])
        size = self.rng.randint(1, pool.block_size)
        pool.born += 1
        self.tell(jmt.GET, pool, index, size, site)
        pool.live[index] = Block(site, size, self.time, pool.born)
        pool.add("gets")

    def take(self, pool, index, block):
        site = 1 + self.rng.randrange(SITES)
        block.count += 1
        block.holders.append(site)
        self.tell(jmt.REF_GET, pool, index, block.count, site)

    def give(self, pool, index, block):
        site = block.holders.pop(self.rng.randrange(len(block.holders)))
        block.count -= 1
        giver = site + 60 if self.rng.random() < 0.5 else site
        self.tell(jmt.REF_PUT, pool, index, block.count, giver)

    def orphan(self, pool, index, block):
        block.count, block.orphan_site = 0, 91
        self.tell(jmt.REF_PUT, pool, index, 0, 91)

    def put(self, pool, index):
        del pool.live[index]
        pool.add("puts")
        self.tell(jmt.PUT, pool, index, 0, 50)

    def update(self, pool, index, block):
        block.size = self.rng.randint(1, pool.block_size)
        pool.add("updates")
        self.tell(jmt.UPDATE, pool, index, block.size, 51)

    def use(self, pool, index, block):
        choice = self.rng.random()
        if choice < 0.3 and block.count > 0:
            self.take(pool, index, block)
        elif choice < 0.6 and block.holders:
            self.give(pool, index, block)
        elif choice < 0.62 and block.count == 1:
            self.orphan(pool, index, block)
        elif choice < 0.75:
            self.update(pool, index, block)
        elif block.count <= 1:
            self.put(pool, index)
        else:
            self.fail(pool, jmt.PUT, 8, 52)

    def step(self):
        pool = self.rng.choice(self.pools)
        if pool.live and self.rng.random() < 0.65:
            index = self.rng.choice(sorted(pool.live))
            self.use(pool, index, pool.live[index])
        elif self.rng.random() < 0.05:
            self.fail(pool, *self.rng.choice(((jmt.GET, 3), (jmt.GET, 2), (jmt.PUT, 6), (jmt.REF_GET, 9))), 53)
        else:
            self.get(pool, 1 + self.rng.randrange(SITES))
        pool.note(self.time)


class View:
    """The truth about a recording from one of its beginnings on."""

    def __init__(self, recording, before, number):
        recorder = recording.recorder
        self.ended, self.dropped, self.before = recording.ended, recorder.dropped, before
        self.events = recorder.events - before
        self.first_time, self.last_time = recorder.first_times[number], recorder.last_time
        self.has_clock = recorder.ticks != 0
        self.pools = [(pool, pool.accounts[number]) for pool in recording.pools]


class Recording:
    """The packets of one stream and the truth about it; a flight recorder's begins twice."""

    def __init__(self, recorder, pools, ended, befores, second=0):
        self.recorder, self.pools, self.ended, self.second = recorder, pools, ended, second
        self.packets, self.stream, self.ring = recorder.packets, recorder.stream, recorder.ring
        self.views = [View(self, before, number) for number, before in enumerate(befores)]
        self.heads = [0, second] if self.ring else [0]  # packets with which a stream can begin


def make_pools(rng, prefix):
    return [Pool(number + 1, "%sp%d" % (prefix, number + 1), rng.choice((16, 64)), rng.choice((1, 3, 6, 40)))
            for number in range(rng.randint(1, 3))]


def attach(recorder, program, pools):
    for pool in pools:
        recorder.definitions([pool])
        if pool.live:
            for block in pool.live.values():
                block.known = False
            recorder.snapshot(pool)
        program.tell(jmt.ATTACH, pool, len(pool.live), 0)
        pool.begin([program.time])


def repeat(rng, recorder, pools):
    """What a recorder says again from time to time."""
    choice = rng.random()
    if choice < 0.3:
        recorder.head()
    elif choice < 0.6:
        recorder.definitions(pools)
    elif choice < 0.9:
        recorder.snapshot(rng.choice(pools))
    else:
        recorder.mark()


def run(rng, recorder, program, pools, steps, repeats):
    for _ in range(steps):
        program.step()
        if rng.random() < 0.12:
            recorder.close()
        if rng.random() < repeats:
            repeat(rng, recorder, pools)


def finish(rng, recorder, program, pools):
    """Returns whether the recording has an end."""
    for pool in pools:
        if rng.random() < 0.3:
            program.tell(rng.choice((jmt.DETACH, jmt.DEINIT)), pool, len(pool.live), 0)
            pool.closed = True
    if rng.random() < 0.3:
        recorder.close(keep=True)
        return False
    if rng.random() < 0.5:
        recorder.definitions(pools)
    recorder.end()
    return True


def record(rng, stream, prefix):
    """A recording from the first packet on, of pools that are new, or in use already."""
    pools = make_pools(rng, prefix)
    program = Program(rng, pools, rng.random() < 0.5)
    if rng.random() < 0.5:
        for _ in range(rng.randrange(60)):
            program.step()
    recorder = Recorder(rng, stream, "program", table=rng.random() < 0.5, ticks=rng.choice((10 ** 9, 10 ** 9, 0)))
    recorder.pools = pools
    recorder.loss = rng.choice((0.0, 0.0, 0.1))
    recorder.head()
    program.recorder = recorder
    attach(recorder, program, pools)
    run(rng, recorder, program, pools, rng.randrange(150), rng.choice((0.02, 0.1)))
    ended = finish(rng, recorder, program, pools)
    return Recording(recorder, pools, ended, [0])


def record_ring(rng, stream, prefix):
    """A flight recorder's dump: what came before its first packet is forgotten."""
    pools = make_pools(rng, prefix)
    program = Program(rng, pools, rng.random() < 0.5)
    recorder = Recorder(rng, stream, "ring", ring=True, table=rng.random() < 0.5)
    recorder.pools = pools
    recorder.head()
    program.recorder = recorder
    attach(recorder, program, pools)
    run(rng, recorder, program, pools, rng.randrange(80), 0)
    recorder.close()
    recorder.forget()
    for pool in pools:
        pool.accounts.clear()
    first = ring_segment(recorder, pools)
    run(rng, recorder, program, pools, rng.randrange(60), 0)
    recorder.close()
    second = ring_segment(recorder, pools)
    run(rng, recorder, program, pools, rng.randrange(60), 0)
    ended = finish(rng, recorder, program, pools)
    if not ended:
        recorder.payload += jmt.dumped()
        recorder.close()
    return Recording(recorder, pools, ended, [first, second], recorder.second)


def ring_segment(recorder, pools):
    """How each segment begins: with all that a reader must know. Returns how many events came before."""
    before, recorder.second = recorder.events, len(recorder.packets)
    recorder.first_times.append(None)
    for pool in pools:
        pool.begin()
    recorder.head()
    recorder.definitions(pools)
    for pool in pools:
        recorder.snapshot(pool)
    return before
