# SPDX-License-Identifier: MIT
"""What happens to traces on their way: each function takes chunks of bytes, most of them packets."""

import jmt

CONSOLE = (b"boot ok\r\n", b"temperature 21.5\xb0C\n", b"\xD6", b"\xD6JMT", b"\xD6JMT\x01\x04\xff\xff", b"\xD6JMT\x01\x04\x40\x00\x01",
           b"panic: \x00\x00\x00\x00", b"\xD6JRING\x0D\x01")


def some(rng, chunks, most=4):
    """Positions, in falling order."""
    return sorted({rng.randrange(len(chunks)) for _ in range(rng.randint(1, most))}, reverse=True)


def cut(rng, chunks):
    data = b"".join(chunks)
    return [data[:rng.randrange(len(data) + 1)]]


def behead(rng, chunks):
    data = b"".join(chunks)
    return [data[rng.randrange(len(data) + 1):]]


def drop(rng, chunks):
    for at in some(rng, chunks):
        del chunks[at]
    return chunks


def drop_many(rng, chunks):
    return [chunk for chunk in chunks if rng.random() < 0.5]


def drop_kind(rng, chunks):
    """Snapshots, say: all of one kind of packet, or most."""
    kind, least = rng.randint(1, 5), rng.choice((0, 0, 0.5))
    return [chunk for chunk in chunks if chunk[5:6] != bytes((kind,)) or rng.random() < least]


def drop_run(rng, chunks):
    at = rng.randrange(len(chunks))
    del chunks[at:at + rng.randint(1, 1 + len(chunks) // 2)]
    return chunks


def duplicate(rng, chunks):
    for at in some(rng, chunks):
        chunks.insert(rng.randint(at, len(chunks)), chunks[at])
    return chunks


def twice(rng, chunks):
    """As where a sender repeats a run of packets."""
    at = rng.randrange(len(chunks))
    end = rng.randint(at, len(chunks))
    return chunks[:end] + chunks[at:]


def reorder(rng, chunks):
    for at in some(rng, chunks):
        chunks.insert(min(len(chunks), at + rng.randint(1, 4)), chunks.pop(at))
    return chunks


def shuffle(rng, chunks):
    rng.shuffle(chunks)
    return chunks


def flip(rng, chunks):
    for at in some(rng, chunks):
        data = bytearray(chunks[at])
        if data:
            for _ in range(rng.randint(1, 3)):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        chunks[at] = bytes(data)
    return chunks


def long_head(rng, chunks):
    """A length that reaches over packets that are good."""
    for at in some(rng, chunks):
        if len(chunks[at]) > 8:
            chunks[at] = chunks[at][:6] + rng.choice((b"\xff\xff", b"\x00\x02", b"\x00\x00")) + chunks[at][8:]
    return chunks


def console(rng, chunks):
    for at in some(rng, chunks, 8):
        chunks.insert(at, rng.choice(CONSOLE))
    return chunks


def inside(rng, chunks):
    for at in some(rng, chunks):
        where = rng.randrange(len(chunks[at]) + 1)
        chunks[at] = chunks[at][:where] + rng.choice(CONSOLE) + chunks[at][where:]
    return chunks


def tail(rng, chunks):
    data = b"".join(chunks)
    at = rng.randrange(len(data) + 1)
    return [data[:at] + rng.choice((b"\0", b"\xff", b"\xD6")) * (len(data) - at)]


def overwrite(rng, chunks):
    data = bytearray(b"".join(chunks))
    at = rng.randrange(len(data) + 1)
    size = min(len(data) - at, rng.randint(1, 200))
    data[at:at + size] = bytes(rng.randrange(256) for _ in range(size))
    return [bytes(data)]


def again(rng, chunks):
    """Two dumps, or two copies, one behind the other."""
    return chunks + chunks[rng.randrange(len(chunks)):]


def untouched(rng, chunks):
    return chunks


def foreign(rng, chunks):
    """Packets of a kind and of a version that are not known yet: no gap where they are no part of the stream."""
    for at in some(rng, chunks):
        chunks.insert(at, jmt.packet(rng.randint(6, 255), 0xABCD0000, 0, 0, 0, b"later"))
    return chunks


def lines(rng, text, is_whole):
    """
    A text trace is cut, or gets lines that are none; one that is whole, and has an end that counts events,
    loses some.
    """
    rows = text.splitlines(keepends=True)
    events = [number for number, row in enumerate(rows) if row[:1].isdigit() and b" mark " not in row]
    kind = rng.choice(("cut", "lost" if is_whole else "garbage", "garbage"))
    if kind == "cut":
        # Every stream has begun: what has not is not missed.
        begun = max(text.find(row) for row in rows if row.startswith((b"# JMT", b"stream")))
        return text[:rng.randint(min(begun + 200, len(text)), len(text))]
    for number in sorted(rng.sample(events, min(len(events), rng.randint(1, 3))), reverse=True):
        rows[number:number + 1] = [] if kind == "lost" else [rng.choice((b"boot ok\n", b"\xff\xfe\n", rows[number][:5] + b"\n"))]
    return b"".join(rows)


HARMLESS = (untouched, console)
KINDS = HARMLESS + (cut, behead, drop, drop_many, drop_kind, drop_run, duplicate, twice, reorder, shuffle, flip, long_head, inside, tail, overwrite,
                    again)


def interleave(rng, rows):
    """Several streams in one file: each in its order, or one behind the other."""
    rows = [list(row) for row in rows]
    mixed = rng.random() < 0.6
    out = []
    while any(rows):
        row = rng.choice([row for row in rows if row]) if mixed else next(row for row in rows if row)
        out.append(row.pop(0))
    return out


def image(rng, recording):
    """A flight recorder's memory somewhere in a raw image; its last packet may not be closed."""
    packets = recording.packets
    second = recording.second
    older, newer, unfinished = packets[:second], packets[second:], b""
    if not recording.ended and newer:
        unfinished, newer = jmt.begun(newer[-1]), newer[:-1]
    memory = jmt.ring(b"".join(older), b"".join(newer), unfinished, rng.randrange(2), rng.random() < 0.5, rng.choice((0, 3, 28)))
    return bytes(rng.randrange(256) for _ in range(rng.randrange(40))) + memory + bytes(rng.randrange(100))
