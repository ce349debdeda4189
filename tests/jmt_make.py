# SPDX-License-Identifier: MIT
"""JMT packets made by hand and at random: what no recorder writes, or not yet."""
import struct

from jmt_decode import HEAD, CRC_SIZE, MAGIC, UINT32_MAX, UINT64_MAX, crc32c

STREAM = 0xCAFE
UNKNOWN_KIND, UNKNOWN_RECORD, UNKNOWN_VERSION = 77, 99, 2
VALUE = 64  # in a class's kind: each event has its value


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def padded(number, size):
    """The same number in more bytes than it needs."""
    out = bytearray(varint(number).ljust(size, b"\0"))
    for at in range(size - 1):
        out[at] |= 0x80
    return bytes(out)


def string(text):
    data = text if isinstance(text, bytes) else text.encode()
    return varint(len(data)) + data


def fields(values):
    """Numbers as varints, text as strings, bytes as they are."""
    return b"".join(varint(value) if isinstance(value, int) else
                    string(value) if isinstance(value, str) else value for value in values)


def record(kind, *values):
    return b"\0" + varint(kind) + string(fields(values))


def event(*numbers):
    return fields(numbers)


def sealed(head_and_payload):
    return head_and_payload + struct.pack("<I", crc32c(head_and_payload))


def packet(kind, sequence, *items, stream=STREAM, dropped=0, base=0, version=1):
    payload = b"".join(items)
    length = HEAD.size + len(payload) + CRC_SIZE
    return sealed(HEAD.pack(MAGIC, version, kind, length, stream, sequence, dropped, base) + payload)


def header(ticks=1000, program="made", *more):
    return record(1, ticks, 4, "1.0", program, *more)


def pool(number=1, name="messages", size=64, length=16, base=0x20000000):
    return record(2, number, name, size, length, base)


def module(number, base, size, build_id, path):
    return record(3, number, base, size, string(build_id), path)


def state(*numbers):
    return record(4, *numbers)


def source(site=1, line=33, file="router.c", function="produce"):
    return record(5, site, line, file, function)


def address(site, number, offset):
    return record(6, site, number, offset)


def event_class(*numbers):
    return record(7, *numbers)


def mark(text, delta=1, thread=0):
    return record(8, delta, thread, text)


def time(ticks):
    return record(9, struct.pack("<Q", ticks))


def end(events=1, dropped=0):
    return record(10, events, dropped)


GETS = source() + event_class(1, 1 + VALUE, 1, 1, 0)
HEAD_PACKETS = packet(1, 0, header()) + packet(2, 1, pool())


def gets(sequence, blocks=1, **more):
    """A packet of events."""
    return packet(4, sequence, GETS, *(event(1, 5, block, 8) for block in range(blocks)), **more)


def trace(*items, base=100):
    """A whole trace whose third packet holds these items."""
    return HEAD_PACKETS + packet(4, 2, *items, base=base) + packet(5, 3, end(), base=base)


NAMES = ["", " ", "plain", "two words", " led", "trailed ", "a:b", "a(b", "a)b", 'quo"te', "back\\slash",
         "a'b", "#x", "0x12", "12", "-", "a+0x10", "tab\tnew\nline", "cr\r", "nul\0", "esc\x1b[1m", "del\x7f",
         "c1\x80\x9f", "nbsp\xa0", "\u00e9\u20ac\U0001f600", "\u2028\u202e\ufeff", "x at y",
         string(b"\xff"), string(b"\xc3("), string(b"\xe2\x82"), string(b"\xc0\x80"),
         string(b"\xed\xa0\x80"), string(b"\xf4\x90\x80\x80"), string(b"\xf0\x9f\x98A"), "long" * 300]


def with_name(name):
    sites = source(2, 7, name, "f") + source(3, 7, "f.c", name)
    classes = event_class(2, 1 + VALUE, 1, 2, 0) + event_class(3, 1 + VALUE, 1, 3, 9)
    return packet(1, 0, header(1000, name)) + packet(2, 1, pool(1, name), module(1, 0, 1, b"", name)) + \
        packet(4, 2, mark(name), sites, classes, event(2, 1, 1, 1), event(3, 1, 1, 1)) + packet(5, 3, end())


# A record of each type, whole; cut anywhere they are malformed.
RECORDS = [header(), header(1000, "ring", 1, 300), pool(3), module(2, 4096, 99, b"\xab\xcd", "/lib/x.so"),
           state(1, 7, 2, 3, 40, 1, 1, 9, 2, 10, 2, 0, 1), state(1, 3, 2, 5, 1), source(2), address(2, 1, 0x77),
           event_class(2, 2 + VALUE, 1, 1, 0), event_class(2, 3, 1, 1, 0, 0),
           event_class(2, 6, 1, 1, 3, 9, 1, 4, 3), mark("text"), time(50), end()]


def cut_records():
    for whole in RECORDS:
        kind, body = whole[1], whole[3:]
        for size in range(len(body) + 1):
            yield "record %d, %d of %d bytes" % (kind, size, len(body)), \
                trace(GETS, event(1, 5, 2, 8), record(kind, body[:size]), event(1, 5, 3, 9))
        yield "record %d with unknown fields" % kind, trace(GETS, record(kind, body, b"\0\0\xff\xff"), event(1, 5, 3, 9))


def all_kinds():
    kinds = list(range(0, 13)) + [33, 63, 128, 136, 191, 256, 2 ** 32 + 1, 2 ** 40 + 1, UINT64_MAX - VALUE]
    for kind in kinds:
        more = (2, 4, 3) if kind == 6 else ()
        yield "kind %d" % kind, trace(source(), event_class(1, kind & ~VALUE, 1, 1, 0, 6, *more), event(1, 1, 2)) \
            if not kind & VALUE else trace(event_class(1, kind, 1, 1, 0), event(1, 1, 2, 8))
        yield "kind %d, value in the event" % kind, \
            trace(event_class(1, kind | VALUE, 1, 0, 5, *more), event(1, 1, 2, 8))
    for operation in (1, 2, 3, 4, 5, 6, 7, 70, UINT64_MAX):
        for cause in (0, 1, 4, 10, 11, UINT64_MAX):
            yield "failed %d, cause %d" % (operation, cause), trace(
                event_class(1, 6 + VALUE, 1, 0, 0, operation, cause, 3), event(1, 1, 0, 8), event(1, 1, UINT64_MAX, 8))


def snapshots():
    full, part = (7, 1, 3, 40, 1, 1, 9), (3, 2, 1, 2)
    yield "full, nothing before", trace(source(), state(1, *full))
    yield "full, after an event", trace(GETS, event(1, 5, 2, 8), state(1, *full))
    yield "full, after a mark", trace(source(), mark("m", 50), state(1, *full))
    yield "full, after a Time record only", trace(source(), time(1000), state(1, *full))
    yield "from before time 0", trace(GETS, event(1, 5, 2, 8), state(1, 7, 1, 3, 40, 1, 1, 101))
    yield "younger than the event before", HEAD_PACKETS + gets(2, base=100) + \
        packet(3, 3, source(), state(1, *full), base=500) + packet(3, 4, source(), state(1, *full), base=50)
    yield "without flag 4", trace(state(1, *part))
    yield "empty", trace(state(1, 3, 0), state(2, 7, 0))
    yield "no last record", trace(state(1, 1, 1, 5))
    yield "no first record", trace(state(1, 2, 1, 5))
    yield "begun anew", trace(state(1, 1, 1, 5), state(1, 3, 1, 6))
    yield "pools in turn", trace(state(1, 1, 1, 5), state(2, 1, 1, 5), state(1, 2, 1, 6), state(2, 2, 1, 9))
    yield "flag 4 on one of two", trace(source(), state(1, 5, 1, 5, 8, 1, 1, 1), state(1, 2, 1, 6))
    yield "marks and another pool's events between", trace(
        GETS, event_class(2, 65, 2, 1, 0), event(1, 5, 2, 8), state(1, 5, 1, 3, 40, 1, 1, 9), mark("m", 7),
        event(2, 5, 2, 8), state(1, 6, 1, 4, 40, 1, 1, 9))
    yield "unknown flags", trace(source(), state(1, 15, 1, 5, 8, 1, 1, 1), state(1, UINT64_MAX, 1, 5, 8, 1, 1, 1))
    yield "block above 64 bits", trace(state(1, 3, 2, 5, UINT64_MAX))
    yield "more entries than bytes", trace(state(1, 3, UINT64_MAX, 5, 1), GETS, event(1, 1, 1, 1))
    yield "unknown pool, and pool 0", trace(state(9, *part), state(0, *part))
    first, last = packet(3, 2, state(1, 1, 1, 3)), state(1, 2, 1, 4)
    yield "over two packets", HEAD_PACKETS + first + packet(3, 3, last)
    yield "over two packets, one missing", HEAD_PACKETS + first + packet(3, 4, last)
    yield "over two packets, events dropped", HEAD_PACKETS + first + packet(3, 3, last, dropped=1)
    yield "over two packets, the first damaged", HEAD_PACKETS + packet(3, 2, state(1, 1, 1, 3), b"\x09") + \
        packet(3, 3, last)
    yield "over two packets, another stream between", HEAD_PACKETS + first + \
        packet(3, 0, state(1, 3, 1, 9), stream=5) + packet(3, 3, last)
    yield "times of two streams", HEAD_PACKETS + gets(2, base=100) + gets(0, base=1000, stream=8) + \
        packet(3, 3, source(), state(1, *full), base=105)


def definitions():
    other = pool(1, "other") + header(1001)
    yield "repeated", HEAD_PACKETS + gets(2) + packet(1, 3, header()) + packet(2, 4, pool()) + gets(5)
    yield "changed, and back", HEAD_PACKETS + gets(2) + packet(1, 3, other) + gets(4) + packet(2, 5, pool(), header())
    yield "header late", packet(2, 1, pool()) + gets(2) + packet(1, 3, header()) + packet(5, 4, end())
    yield "header without clock", packet(1, 0, header(0, "")) + gets(2)
    one = module(1, 4096, 99, b"\xab", "/one")
    yield "modules in one place", trace(
        one, one, module(2, 4194, 1, b"", "/two"), module(2, 4194, 1, b"", "/two"), one, module(3, 4100, 0, b"", "/none"),
        module(3, 4100, 0, b"", "/none"), one, module(1, 4096, 98, b"\xab", "/one"), one,
        module(4, 4195, 5, b"", "/behind"), one, module(5, 4000, 96, b"", "/before"), one,
        module(6, UINT64_MAX, 5, b"", "/top"), module(7, UINT64_MAX - 4, 4, b"", "/below"),
        module(6, UINT64_MAX, 5, b"", "/top"), module(8, UINT64_MAX - 4, 9, b"", "/top"))
    yield "end of large numbers", trace(end(UINT64_MAX - 1, UINT64_MAX - 1))
    yield "ids 0", trace(pool(0), module(0, 0, 0, b"", "x"), source(0), event_class(0, 65, 1, 0, 0),
                         event_class(1, 65, 0, 0, 0), event(1, 1, 1, 1))
    yield "the largest numbers", trace(
        pool(UINT64_MAX, "", UINT64_MAX, UINT64_MAX, UINT64_MAX), module(UINT64_MAX, UINT64_MAX, UINT64_MAX, b"\0", ""),
        address(UINT64_MAX, UINT64_MAX, UINT64_MAX), event_class(UINT64_MAX, 65, UINT64_MAX, UINT64_MAX, UINT64_MAX),
        event(UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX))
    yield "class and site defined anew", trace(GETS, event(1, 1, 1, 1), source(1, 5, "z.c"), event(1, 1, 1, 1),
                                               event_class(1, 66, 1, 1, 0), event(1, 1, 1, 1))
    yield "site defined after its class", trace(event_class(1, 65, 1, 9, 0), source(9), event(1, 1, 1, 1))
    yield "address sites", packet(1, 0, header()) + packet(
        4, 1, address(1, 3, 0x4F2), address(2, 0, 0x8000), module(3, 0, 99, b"\xab", "/lib/x y.so"),
        *(event_class(site, 65, 1, site, 0) for site in (1, 2)), event(1, 1, 1, 1), event(2, 1, 1, 1))
    yield "class of the packet before", HEAD_PACKETS + gets(2) + packet(4, 3, event(1, 1, 1, 1), mark("lost")) + gets(4)
    yield "many classes and pools", trace(*(pool(number) for number in range(1, 300)),
                                          *(event_class(number, 65, number, 0, 0) for number in range(1, 300)),
                                          *(event(number, 1, 1, 1) for number in range(299, 0, -1)))


def malformed():
    before = (GETS, event(1, 5, 2, 8))
    for name, items in {
            "record's body missing": b"\0\x02\x64abc", "record's length missing": b"\0\x02", "record's type missing": b"\0",
            "unknown record's body missing": b"\0\x63\x64abc", "length of 64 bits": b"\0\x02" + b"\xff" * 9 + b"\x01",
            "event cut after its class": b"\x01", "event cut after its time": b"\x01\x05",
            "event without its value": b"\x01\x05\x01", "event's varint cut": b"\x01\x05\x81",
            "class not defined": b"\x02\x05\x01\x01", "varint of 11 bytes": b"\x01" + b"\x81" + b"\x80" * 9 + b"\0\x01\x01",
            "varint of 65 bits": b"\x01" + b"\xff" * 9 + b"\x02\x01\x01", "varint of 64 bits": b"\x01" + b"\xff" * 9 + b"\x01\x01\x01",
            "padded varints": padded(1, 3) + padded(5, 10) + padded(1, 2) + padded(9, 4),
            "padded 0 before a record": padded(0, 2) + mark("m")[1:],
            "padded length": b"\0\x08" + padded(4, 2) + b"\x01\x00\x02ab",
            "string longer than its record": b"\0\x08\x04\x01\x02\x1eA",
            "string of 64 bits": b"\0\x08\x0d\x01\x02" + varint(UINT64_MAX) + b"x",
            "record of type 2^64 - 1": b"\0" + varint(UINT64_MAX) + b"\x01x"}.items():
        yield name, trace(*before, items)
        yield name + ", more behind", trace(*before, items, GETS, event(1, 5, 4, 9))


def sequences():
    two = HEAD_PACKETS + gets(2)
    head, pools = packet(1, 0, header()), packet(2, 1, pool())
    yield "one missing", two + gets(4)
    yield "first missing", pools + gets(2)
    yield "twice", two + gets(2) + gets(3)
    yield "late", two + gets(4) + gets(3) + gets(5)
    yield "from the last number to 0", gets(UINT32_MAX) + gets(0) + packet(1, 1, header())
    yield "from the last number to a header's 0", gets(UINT32_MAX) + head
    yield "half way round", two + gets(2 + 2 ** 31) + gets(3)
    yield "above half way round", two + gets(3 + 2 ** 31) + gets(3)
    yield "dropped", two + gets(3, dropped=7) + gets(5, dropped=2 ** 32 - 2) + gets(6, dropped=UINT32_MAX)
    yield "dropped before the first", packet(1, 0, header(), dropped=3) + gets(1)
    yield "dropped in a duplicate", two + packet(4, 2, dropped=9) + gets(3)
    yield "again", two + packet(5, 3, end()) + two + packet(5, 3, end())
    yield "again without end", head + head + pools + head + pools + head + gets(1)
    yield "again without a Header record", two + packet(1, 0, pool()) + gets(1)
    yield "sequence 0 without a header", two + packet(2, 0, pool()) + gets(3)
    yield "after the end", two + packet(5, 3, end()) + gets(4)
    yield "unknown packets", head + packet(UNKNOWN_KIND, 1, pool()) + gets(2) + packet(2, 3, pool(), version=UNKNOWN_VERSION) + gets(4)
    yield "unknown kind behind a gap", two + packet(UNKNOWN_KIND, 9, b"\x07")
    yield "unknown version only", packet(2, 3, pool(), version=UNKNOWN_VERSION)
    yield "unknown version first", packet(2, 3, stream=7, version=UNKNOWN_VERSION) + two
    yield "empty packets", packet(4, 0) + packet(4, 1, stream=9) + packet(4, 3)
    yield "numbers of streams", two + packet(UNKNOWN_KIND, 0, stream=7) + packet(1, 0, header(), stream=8) + \
        packet(2, 1, pool(), stream=7) + gets(3)
    yield "streams in turn", two + packet(1, 0, header(), stream=7) + gets(3) + packet(2, 1, pool(), stream=7) + \
        packet(5, 4, end()) + gets(2, stream=7) + packet(5, 3, end(), stream=7)
    yield "packet in a packet", HEAD_PACKETS + packet(4, 2, record(UNKNOWN_RECORD, gets(3))) + gets(3)
    yield "packet in a damaged packet", HEAD_PACKETS + packet(4, 2, record(UNKNOWN_RECORD, gets(3)))[:-1] + b"x" + gets(4)
    yield "clock goes back", trace(GETS, event(1, 5, 1, 8), time(50), event(1, 5, 2, 8), time(UINT64_MAX), mark("m", 2))
    yield "clock overflows", trace(GETS, event(1, 5, 1, 8), event(1, UINT64_MAX, 2, 8), base=UINT64_MAX - 2)


def flight_recorders():
    def ring(sequence, before, *items, **more):
        return packet(1, sequence, header(1000, "ring", 1, before), *items, **more)
    rest = packet(2, 8, pool(), state(1, 3, 0)) + gets(9)
    yield "from the first packet", ring(0, 0) + packet(2, 1, pool())
    yield "begins later", ring(7, 300) + rest + packet(5, 10, end(301))
    yield "dumped", ring(7, 300) + rest + gets(10, 1) + packet(4, 11, record(11, b""))
    yield "dumped, with more in the record", ring(7, 300) + packet(4, 8, record(11, b"\x80"))
    yield "header again", ring(7, 300) + rest + ring(10, 301) + gets(11)
    yield "one missing", ring(7, 300) + rest + gets(11)
    yield "dropped before", ring(7, 300, dropped=4) + rest
    yield "begins with something else", packet(2, 6, pool()) + ring(7, 300) + rest
    yield "the header damaged behind", ring(7, 300, b"\x09") + rest
    yield "flags without events before", packet(1, 7, header(1000, "ring", 1)) + rest
    yield "other flags", packet(1, 7, header(1000, "ring", 2, 9)) + rest
    yield "two in one file", ring(7, 300) + rest + ring(70, 9, stream=5) + gets(71, stream=5)


def beyond_packets():
    whole = gets(2, 3)
    for size in range(len(whole)):
        yield "cut at %d" % size, HEAD_PACKETS + whole[:size]
    long = MAGIC + b"\x01\x04\xff\xff"
    for name, tail in {
            "length 31": MAGIC + b"\x01\x04\x1f\0xx", "length 32": MAGIC + b"\x01\x04\x20\0xx", "length 0": MAGIC + b"\x01\x04\0\0",
            "long, then packets": long + whole, "long, then packets, then text": long + whole + b"text",
            "long, then a damaged packet": long + whole[:-1] + b"\0", "long, then enough": long + b"x" * 65527,
            "long, then nearly enough": long + b"x" * 65526, "cut, then text": whole[:-1] + b"text",
            "cut, then part of a magic": whole[:-1] + MAGIC[:3], "unknown version, cut": MAGIC + b"\x09\x04\x40\0",
            "part of a magic, then a packet": MAGIC[:3] + whole, "text": b"text\n", "text, part of a magic": b"text\xd6",
            "after the end": packet(5, 2, end()) + whole[:9]}.items():
        yield name, HEAD_PACKETS + tail
    yield "no packet", whole[:-1]
    yield "nothing", b""
    yield "text between", b"boot\n" + packet(1, 0, header()) + b"login: " + packet(2, 1, pool()) + MAGIC + gets(2) + b"bye"


def hand_made():
    """Pairs of a name and a trace."""
    for name in NAMES:
        yield "name %r" % name, with_name(name)
    for group in (cut_records, all_kinds, snapshots, definitions, malformed, sequences, flight_recorders, beyond_packets):
        for name, data in group():
            yield "%s: %s" % (group.__name__.replace("_", " "), name), data
