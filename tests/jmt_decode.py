#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints a binary JMT trace in its text form, as `junomemstat dump` does.

Written from doc/trace-format.md alone, to try that description: whoever changes
this file reads the document, not the sources of junomemstat. A new record needs
one entry in Decoder.RECORDS, a new field of one that is there one line in it.
"""
import struct
import sys

MAGIC = b"\xd6JMT"
HEAD = struct.Struct("<4sBBHIIIQ")
CRC_SIZE = 4
SMALLEST_PACKET = HEAD.size + CRC_SIZE
VERSION = 1
HEADER_PACKET = 1
PACKET_KINDS = (1, 2, 3, 4, 5)
UINT32_MAX = 2 ** 32 - 1
UINT64_MAX = 2 ** 64 - 1

VALUE_IN_EVENT = 64
KINDS = {1: "get", 2: "update", 3: "put", 4: "ref-get", 5: "ref-put", 6: "failed",
         7: "attach", 8: "detach", 9: "deinit"}
UPDATE, FAILED = 2, 6
VALUE_FIELDS = {1: "size", 2: "size", 4: "count", 5: "count"}
LIVE_KINDS = (7, 8, 9)
CAUSES = {1: "null", 2: "zero-size", 3: "too-large", 4: "full", 5: "bad-address",
          6: "double-free", 7: "stale", 8: "in-use", 9: "ref-after-free", 10: "unref-at-zero"}

SNAPSHOT_FIRST, SNAPSHOT_LAST, SNAPSHOT_FULL = 1, 2, 4
FLIGHT_RECORDER = 1

CUT_INPUT = "the input ends inside a packet"
CAME_TWICE = "a packet came twice, and not the same"
CUT_EVENT = "a packet's last event is cut short"
CUT_RECORD = "a packet's last record is cut short"
SHORT_RECORD = "a record's fields are longer than the record"
NO_CLASS = "an event's class is not defined"


def crc32c_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


CRC32C = crc32c_table()


def crc32c(data):
    crc = UINT32_MAX
    for byte in data:
        crc = CRC32C[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ UINT32_MAX


class Malformed(Exception):
    """A packet whose CRC is right says what it cannot; the text says why."""


class Fields:
    """Bytes, read from the front; what is missing or no varint is Malformed."""

    def __init__(self, data, why):
        self.data = data
        self.at = 0
        self.why = why

    def left(self):
        return len(self.data) - self.at

    def take(self, size):
        if size > self.left():
            raise Malformed(self.why)
        self.at += size
        return self.data[self.at - size:self.at]

    def varint(self):
        value = 0
        for shift in range(0, 70, 7):
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if value > UINT64_MAX:
                    break
                return value
        raise Malformed(self.why)

    def varints(self, count):
        return [self.varint() for _ in range(count)]

    def string(self):
        return self.take(self.varint())

    def optional_varint(self):
        return self.varint() if self.left() else 0


def escaped(name):
    """The bytes of a name as they stand between quotes."""
    out = []
    for character in name.decode("utf-8", "surrogateescape"):
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            out.append("\\x%02x" % (code - 0xDC00))
        elif character in '"\\':
            out.append("\\" + character)
        elif character in "\n\t":
            out.append("\\n" if character == "\n" else "\\t")
        elif code < 0x20 or 0x7F <= code < 0xA0:
            out.extend("\\x%02x" % byte for byte in character.encode())
        else:
            out.append(character)
    return "".join(out)


def quoted(name):
    return '"%s"' % escaped(name)


def in_site(name, blanks):
    """A name in a site: in quotes only where it would be read otherwise."""
    text = escaped(name)
    if blanks or text.encode() != name or "\xa0" in text:
        return quoted(name)
    return text


def source_site(line, file, function):
    text = "%s:%d" % (in_site(file, not file or b" " in file), line)
    if function:
        text += " (%s)" % in_site(function, function.strip(b" ") != function)
    return text


def address_site(module, offset):
    return "%d+0x%x" % (module, offset) if module else "0x%x" % offset


class Packet:
    def __init__(self, data, start):
        (_, self.version, self.kind, self.length, self.stream, self.sequence, self.dropped,
         self.base) = HEAD.unpack_from(data, start)
        self.payload = data[start + HEAD.size:start + self.length - CRC_SIZE]
        self.crc = data[start + self.length - CRC_SIZE:start + self.length]


def intact_length(data, start):
    """The length of the packet that begins there, 0 where there is no intact
    one, None where it would go on after the end of the data."""
    if len(data) - start < 8:
        return None
    length = struct.unpack_from("<H", data, start + 6)[0]
    if length < SMALLEST_PACKET:
        return 0
    if length > len(data) - start:
        return None
    crc = struct.unpack_from("<I", data, start + length - CRC_SIZE)[0]
    return length if crc == crc32c(data[start:start + length - CRC_SIZE]) else 0


def split(data):
    """All intact packets, and whether the data ends inside one."""
    packets = []
    cut = False
    at = data.find(MAGIC)
    end = 0
    while at >= 0:
        length = intact_length(data, at)
        if length:
            packets.append(Packet(data, at))
            end = at + length
            cut = False
        elif length is None:
            cut = True
        at = data.find(MAGIC, at + (length or 1))
    tail = data[end:]
    return packets, cut or any(tail.endswith(MAGIC[:size]) for size in (1, 2, 3))


class Stream:
    def __init__(self, number):
        self.number = number
        self.sequence = self.crc = None     # of the newest packet
        self.is_ring = False
        self.said_header = False
        self.header = None
        self.pools = {}
        self.modules = {}       # those that are in place: nothing later meets their range
        self.snapshots = {}     # by pool, those that have begun


class Class:
    def __init__(self, kind, pool, site, thread):
        self.kind = kind & ~VALUE_IN_EVENT
        self.value = None       # where it stands in each event
        self.pool = pool
        self.thread = thread
        self.site = site
        self.operation = self.cause = self.status = 0


class Decoder:
    def __init__(self, out):
        self.out = out
        self.streams = {}       # the newest of each id
        self.ring_headers = set()
        self.count = 0
        self.current = 0        # number of the stream that the last line belongs to
        self.last_snapshot = None   # stream and pool, if it is the last line's
        self.stream = self.sites = self.classes = self.time = self.base = None

    # Lines

    def line(self, text):
        self.begin(text.startswith("header "))
        self.out.append(text)
        self.last_snapshot = None

    def begin(self, with_header=False):
        """What stands before an item of the current stream, also before one
        that has no line of its own."""
        stream = self.stream
        if stream.number != self.current:
            self.out.append("stream %d" % stream.number)
            self.current = stream.number
        if not stream.said_header:
            stream.said_header = True
            if not with_header:
                self.out.append("header ticks=0")

    def gap(self, packets, dropped, why=""):
        self.stream.snapshots.clear()
        self.line("gap packets=%s dropped=%s%s" % (packets, dropped, why and ' why="%s"' % why))

    @staticmethod
    def who(thread, site):
        return (" thread=%d" % thread if thread else "") + (" at " + site if site else "")

    # Packets

    def packet(self, packet):
        if packet.version != VERSION:
            return
        self.stream = self.stream_of(packet)
        if not self.in_order(packet):
            return
        if packet.kind not in PACKET_KINDS:
            return
        self.base = self.time = packet.base
        self.sites = {}
        self.classes = {}
        try:
            self.items(packet.payload)
        except Malformed as malformed:
            self.gap("?", 0, malformed)

    def stream_of(self, packet):
        stream = self.streams.get(packet.stream)
        if stream and packet.kind == HEADER_PACKET and self.is_restart(stream, packet):
            stream = None
        if not stream:
            stream = self.streams[packet.stream] = Stream(self.count)
            self.count += 1
        return stream

    def is_restart(self, stream, packet):
        """Whether a header packet begins another recording with the same id."""
        if is_late(stream, packet) and begins_flight_recording(packet):
            return (packet.stream, packet.sequence, packet.crc) not in self.ring_headers
        return packet.sequence == 0 and stream.sequence not in (0, UINT32_MAX)

    def in_order(self, packet):
        """Whether the packet is new; tells of what is missing before it."""
        stream = self.stream
        dropped = packet.dropped
        if stream.sequence is None and begins_flight_recording(packet):
            missing = dropped = 0
        elif stream.sequence is None:
            missing = packet.sequence
        else:
            missing = (packet.sequence - stream.sequence & UINT32_MAX) - 1
            if is_late(stream, packet):
                if stream.is_ring and packet.sequence == stream.sequence and packet.crc != stream.crc:
                    self.gap("?", 0, CAME_TWICE)
                return False
        stream.sequence = packet.sequence
        stream.crc = packet.crc
        if begins_flight_recording(packet):
            self.ring_headers.add((packet.stream, packet.sequence, packet.crc))
        if missing or dropped:
            self.gap(missing, "?" if dropped == UINT32_MAX else dropped)
        return True

    def items(self, payload):
        items = Fields(payload, NO_CLASS)
        while items.left():
            items.why = NO_CLASS
            number = items.varint()
            if number:
                items.why = CUT_EVENT
                self.event(number, items)
            else:
                items.why = CUT_RECORD
                handler = self.RECORDS.get(items.varint())
                body = Fields(items.string(), SHORT_RECORD)
                if handler:
                    handler(self, body)

    # Records

    def record_header(self, body):
        header = body.varints(2) + [body.string(), body.string()]
        header.append(body.optional_varint() & FLIGHT_RECORDER)
        before = body.optional_varint()
        self.stream.is_ring = bool(header[4])
        if self.stream.header == header:
            self.begin()
            return
        self.stream.header = header
        text = "header ticks=%d pointer=%d version=%s program=%s" % (
            header[0], header[1], quoted(header[2]), quoted(header[3]))
        if header[4]:
            text += " before=%d" % before
        self.line(text)

    def record_pool(self, body):
        number = body.varint()
        pool = [body.string()] + body.varints(3)
        if not number:
            return
        if self.stream.pools.get(number) == pool:
            self.begin()
        else:
            self.stream.pools[number] = pool
            self.line("pool %d %s size=%d length=%d base=0x%x" % (
                number, quoted(pool[0]), pool[1], pool[2], pool[3]))

    def record_module(self, body):
        number, base, size = body.varints(3)
        build_id = body.string()
        path = body.string()
        module = (base, size, build_id, path)
        modules = self.stream.modules
        if not number or modules.get(number) == module:
            return
        for other, (start, length, _, _) in list(modules.items()):
            if other == number or size and length and base < start + length and start < base + size:
                del modules[other]
        modules[number] = module
        self.line("module %d %s base=0x%x size=%d%s" % (
            number, quoted(path), base, size, " build-id=" + build_id.hex() if build_id else ""))

    def record_block_state(self, body):
        pool, flags, count = body.varints(3)
        if not pool:
            return
        entries = self.state_entries(body, flags, count)
        if entries or flags & (SNAPSHOT_FIRST | SNAPSHOT_LAST):
            self.begin()
        snapshots = self.stream.snapshots
        if flags & SNAPSHOT_FIRST:
            snapshots[pool] = []
        if pool not in snapshots:
            return
        snapshots[pool] += entries
        if flags & SNAPSHOT_LAST:
            self.snapshot(pool, snapshots.pop(pool))

    def state_entries(self, body, flags, count):
        entries = []
        block = 0
        while len(entries) < count:
            block += body.varint()
            if block > UINT64_MAX:
                raise Malformed(SHORT_RECORD)
            size, references, site, age = body.varints(4) if flags & SNAPSHOT_FULL else [None] * 4
            since = None if age is None else self.base - age & UINT64_MAX
            entries.append((block, self.sites.get(site, ""), [
                (name, value) for name, value, unknown in (("size", size, 8), ("count", references, 16), ("since", since, 32))
                if value is not None and not flags & unknown]))
        return entries

    def snapshot(self, pool, entries):
        if self.last_snapshot == (self.stream, pool):
            self.line("state %d anew" % pool)
        if not entries:
            self.line("state %d -" % pool)
        for block, site, known in entries:
            text = "state %d %d" % (pool, block) + "".join(" %s=%d" % field for field in known)
            self.line(text + self.who(0, site))
        self.last_snapshot = self.stream, pool

    def record_source_site(self, body):
        site, line = body.varints(2)
        file = body.string()
        self.define_site(site, source_site(line, file, body.string()))

    def record_address_site(self, body):
        site, module, offset = body.varints(3)
        self.define_site(site, address_site(module, offset))

    def define_site(self, number, text):
        if number:
            self.sites[number] = text

    def record_class(self, body):
        number, kind, pool, site, thread = body.varints(5)
        new = Class(kind, pool, self.sites.get(site, ""), thread)
        if not kind & VALUE_IN_EVENT:
            new.value = body.varint()
        if new.kind == FAILED:
            new.operation, new.cause, new.status = body.varints(3)
        self.classes[number] = new

    def record_mark(self, body):
        delta, thread = body.varints(2)
        text = body.string()
        self.advance(delta)
        self.line("%d mark %s%s" % (self.time, quoted(text), self.who(thread, "")))

    def record_time(self, body):
        self.time = struct.unpack("<Q", body.take(8))[0]

    def record_end(self, body):
        known = [(name, count) for name, count in zip(("events", "dropped"), body.varints(2)) if count != UINT64_MAX]
        self.line("end" + "".join(" %s=%d" % field for field in known))

    def record_dumped(self, _):
        self.line("dumped")

    RECORDS = {
        1: record_header,
        2: record_pool,
        3: record_module,
        4: record_block_state,
        5: record_source_site,
        6: record_address_site,
        7: record_class,
        8: record_mark,
        9: record_time,
        10: record_end,
        11: record_dumped,
    }

    # Events

    def advance(self, delta):
        self.time = self.time + delta & UINT64_MAX

    def event(self, number, items):
        of = self.classes.get(number)
        if not of:
            raise Malformed(NO_CLASS)
        delta, block = items.varints(2)
        value = items.varint() if of.value is None else of.value
        self.advance(delta)
        self.line("%d %s%s" % (self.time, self.what(of, block, value), self.who(of.thread, of.site)))

    @staticmethod
    def what(of, block, value):
        kind = KINDS.get(of.kind, of.kind)
        if of.kind == FAILED:
            field = "size" if of.operation <= UPDATE else "count"
            return "failed %s %d %s %s %s=%d status=%d" % (
                KINDS.get(of.operation, of.operation), of.pool, block - 1 if block else "-",
                CAUSES.get(of.cause, of.cause), field, value, of.status)
        if of.kind in LIVE_KINDS:
            return "%s %d live=%d" % (kind, of.pool, block)
        text = "%s %d %d" % (kind, of.pool, block)
        if of.kind in VALUE_FIELDS:
            text += " %s=%d" % (VALUE_FIELDS[of.kind], value)
        elif of.kind not in KINDS:
            text += " value=%d" % value
        return text


def is_late(stream, packet):
    """Whether a packet's number is not above the newest one's."""
    return not 0 < (packet.sequence - stream.sequence & UINT32_MAX) <= 2 ** 31


def begins_flight_recording(packet):
    """Whether this is a header packet whose Header record says that what was
    before it was overwritten on purpose."""
    if packet.kind != HEADER_PACKET:
        return False
    items = Fields(packet.payload, "")
    try:
        if items.varints(2) != [0, 1]:
            return False
        body = Fields(items.string(), "")
        body.varints(2)
        body.string()
        body.string()
        return bool(body.optional_varint() & FLIGHT_RECORDER)
    except Malformed:
        return False


def decode(data):
    """The text form of a trace, as bytes; None where no packet is intact."""
    packets, cut = split(data)
    if not packets:
        return None
    out = ["# JMT text 1"]
    decoder = Decoder(out)
    for packet in packets:
        decoder.packet(packet)
    if cut:
        out.append('cut why="%s"' % CUT_INPUT)
    return "".join(line + "\n" for line in out).encode()


def main(arguments):
    if len(arguments) != 2:
        sys.exit("usage: jmt_decode.py FILE; - is standard input")
    try:
        if arguments[1] == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(arguments[1], "rb") as file:
                data = file.read()
    except OSError as error:
        print("jmt_decode.py: %s: %s" % (arguments[1], error.strerror), file=sys.stderr)
        return 2
    text = decode(data)
    if text is None:
        print("jmt_decode.py: %s: no intact packet" % arguments[1], file=sys.stderr)
        return 2
    sys.stdout.buffer.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
