# SPDX-License-Identifier: MIT
"""Traces at random: made of any records, or made of other traces by damage."""
import jmt_make as make
from jmt_decode import CRC_SIZE, MAGIC, UINT32_MAX, UINT64_MAX, intact_length

CONSOLE = [b"boot ok\r\n", b"\xd6", b"\xd6JMT", b"\xd6JM\xd6J", b"\n# JMT text 1\n", b"100 get 1 0 size=8\n", b"\0" * 9,
           MAGIC + b"\x01\x04\xff\xff", MAGIC + b"\x01\x04\x30\x00", MAGIC + b"\x01\x04\x08\x00"]


def pieces(data):
    """The packets of a trace as bytes, and what stands between them."""
    found = []
    at = start = 0
    while True:
        at = data.find(MAGIC, at)
        if at < 0:
            break
        length = intact_length(data, at)
        if length:
            if at > start:
                found.append(data[start:at])
            found.append(data[at:at + length])
            start = at + length
        at += length or 1
    return found + ([data[start:]] if start < len(data) else [])


# Damage: each takes a source of chance, the trace in pieces, and another one.

def cut(chance, parts, _):
    data = b"".join(parts)
    return pieces(data[:chance.randrange(len(data) + 1)])


def flip(chance, parts, _):
    data = bytearray(b"".join(parts))
    for _ in range(chance.randint(1, 4)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return pieces(bytes(data))


def overwrite(chance, parts, _):
    data = b"".join(parts)
    at = chance.randrange(len(data) + 1)
    size = chance.randint(1, 100)
    return pieces(data[:at] + chance.randbytes(size) + data[at + size:])


def remove(chance, parts, _):
    at = chance.randrange(len(parts) + 1)
    return parts[:at] + parts[at + chance.randint(1, 3):]


def duplicate(chance, parts, _):
    at = chance.randrange(len(parts) + 1)
    return parts[:at] + parts[at:at + 1] + parts[at:]


def swap(chance, parts, _):
    parts = list(parts)
    if parts:
        one, other = chance.randrange(len(parts)), chance.randrange(len(parts))
        parts[one], parts[other] = parts[other], parts[one]
    return parts


def interleave(chance, parts, others):
    left, right = list(parts), list(others)
    mixed = []
    while left or right:
        source = left if not right or left and chance.random() < 0.5 else right
        mixed.append(source.pop(0))
    return mixed


def append(chance, parts, others):
    return parts + (parts if chance.random() < 0.3 else others)


def console(chance, parts, _):
    mixed = []
    for part in parts:
        if chance.random() < 0.3:
            mixed.append(chance.choice(CONSOLE))
        mixed.append(part)
    return mixed + ([chance.choice(CONSOLE)] if chance.random() < 0.3 else [])


def seal(chance, parts, _):
    """Bytes of one packet change, and its CRC is right again."""
    at = chance.randrange(len(parts) + 1)
    part = bytearray(parts[at] if at < len(parts) else b"")
    if not intact_length(part, 0):
        return parts
    for _ in range(chance.randint(1, 3)):
        spot = chance.choice((4, 5, *range(8, len(part) - CRC_SIZE)))
        part[spot] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256), part[spot] ^ 1 << chance.randrange(8)))
    return parts[:at] + [make.sealed(bytes(part[:-CRC_SIZE]))] + parts[at + 1:]


DAMAGE = (cut, flip, overwrite, remove, duplicate, swap, interleave, append, console, seal)


def damaged(chance, traces):
    """A name and a trace made of one or two others."""
    parts = pieces(chance.choice(traces))
    others = pieces(chance.choice(traces))
    kinds = [chance.choice(DAMAGE) for _ in range(chance.choice((1, 1, 2, 3)))]
    for kind in kinds:
        parts = kind(chance, parts, others)
    return ", ".join(kind.__name__ for kind in kinds), b"".join(parts)


# Traces of any records.

def number(chance):
    return chance.choice((0, 1, 2, 3, chance.randrange(16), chance.randrange(200), chance.randrange(1 << 16),
                          1 << chance.randrange(64), UINT64_MAX - chance.randrange(3)))


def small(chance):
    return chance.randrange(4)


def any_class(chance, classes):
    kind = chance.choice((*range(1, 10), chance.randrange(64), number(chance) & ~64))
    in_event = chance.random() < 0.7
    values = [small(chance) or number(chance), kind | 64 if in_event else kind, small(chance), small(chance),
              small(chance)] + ([] if in_event else [number(chance)])
    if kind == 6:
        values += [chance.randint(1, 7), chance.randrange(13), chance.randrange(20)]
    if values[0]:
        classes[values[0]] = in_event
    return make.event_class(*values)


def any_event(chance, classes):
    of = chance.choice(list(classes)) if classes and chance.random() < 0.995 else small(chance) + 1
    return make.event(of, chance.choice((1, 20, number(chance))), number(chance),
                      *([number(chance)] if classes.get(of, True) else []))


def any_state_record(chance, pool, flags):
    count = chance.randrange(4)
    values = []
    for _ in range(count):
        values.append(chance.randrange(50))
        if flags & 4:
            values += [number(chance), small(chance), small(chance), chance.choice((number(chance), chance.randrange(300)))]
    return make.state(pool, flags, count, *values)


def any_snapshot(chance):
    pool = chance.randint(1, 3)
    unknown = number(chance) & ~7
    between = make.mark("between", small(chance)) if chance.random() < 0.2 else b""
    return between.join(any_state_record(chance, pool, flags | unknown | 4 * chance.randrange(2))
                        for flags in chance.choice(((3,), (3,), (1, 2), (1, 0, 2))))


def any_item(chance, classes):
    name = chance.choice(make.NAMES[:-1])
    if chance.random() < 0.5:
        return any_event(chance, classes)
    return chance.choice((
        lambda: make.header(chance.choice((0, 1000)), chance.choice(("one", "two")),
                            *chance.choice(((), (0,), (1,), (small(chance), number(chance))))),
        lambda: make.pool(small(chance), chance.choice(("a", name)), 64, 16, number(chance)),
        lambda: make.module(small(chance), number(chance), number(chance), chance.randbytes(small(chance)), name),
        lambda: make.source(small(chance), number(chance), name, chance.choice(make.NAMES)),
        lambda: make.address(small(chance), small(chance), number(chance)),
        lambda: any_class(chance, classes),
        lambda: any_class(chance, classes),
        lambda: any_snapshot(chance),
        lambda: any_snapshot(chance),
        lambda: make.mark(name, number(chance), small(chance)),
        lambda: make.time(number(chance)),
        lambda: make.end(number(chance) & ~1, number(chance) & ~1),
        lambda: make.record(12 + number(chance) % 2 ** 63, chance.randbytes(small(chance)))))()


def any_packet(chance, streams):
    stream = chance.choice(list(streams))
    sequence = streams[stream]
    streams[stream] = sequence + 1 & UINT32_MAX
    kind = chance.choice((1, 2, 3, 4, 4, 4, 5))
    if chance.random() < 0.05:
        sequence = chance.choice((0, sequence + 2, sequence - 1, number(chance))) & UINT32_MAX
        kind = chance.choice((1, 4, chance.randrange(256)))
    classes = {}
    items = [make.GETS] if chance.random() < 0.5 else []
    if items:
        classes[1] = True
    items += [any_item(chance, classes) for _ in range(chance.randrange(20))]
    return make.packet(kind, sequence, *items, stream=stream, base=chance.choice((100, 1000, number(chance))),
                       dropped=chance.choice((0,) * 20 + (1, 300, UINT32_MAX)),
                       version=chance.choice((1,) * 40 + (2,)))


def any_trace(chance):
    """Packets of one to three streams, most of them well formed."""
    streams = {chance.randrange(1 << 32): 0 for _ in range(chance.randint(1, 3))}
    return b"".join(any_packet(chance, streams) for _ in range(chance.randint(1, 25)))
