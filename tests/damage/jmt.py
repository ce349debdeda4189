# SPDX-License-Identifier: MIT
"""Writes JMT packets, records and memory images, from doc/trace-format.md alone."""

import struct

HEADER, DEFINITIONS, STATE, EVENTS, END = 1, 2, 3, 4, 5
GET, UPDATE, PUT, REF_GET, REF_PUT, FAILED, ATTACH, DETACH, DEINIT = range(1, 10)
CAUSES = {1: "null", 2: "zero-size", 3: "too-large", 4: "full", 5: "bad-address", 6: "double-free",
          7: "stale", 8: "in-use", 9: "ref-after-free", 10: "unref-at-zero"}
RING_MAGIC = b"\xD6JRING\x0D\x01"
RING_HEAD = 36


def crc_table():
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ 0x82F63B78 if crc & 1 else crc >> 1
        table.append(crc)
    return table


CRC_TABLE = crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def varints(*numbers):
    return b"".join(varint(number) for number in numbers)


def string(text):
    data = text.encode()
    return varint(len(data)) + data


def record(kind, body):
    return varints(0, kind, len(body)) + body


def header(ticks, program, ring=False, before=0):
    body = varints(ticks, 8) + string("1.0.0") + string(program)
    return record(1, body + varints(int(ring), before))


def pool(number, name, block_size, length):
    return record(2, varint(number) + string(name) + varints(block_size, length, 0x20000000))


def site(number, file, line, function):
    return record(5, varints(number, line) + string(file) + string(function))


def event_class(number, kind, pool_id, site_number, thread, failed=()):
    return record(7, varints(number, kind + 64, pool_id, site_number, thread, *failed))


def event(class_number, delta, block, value):
    return varints(class_number, delta, block, value)


def mark(delta, text):
    return record(8, varints(delta, 0) + string(text))


def time(ticks):
    return record(9, struct.pack("<Q", ticks))


def end(events, dropped):
    return record(10, varints(events, dropped))


def dumped():
    return record(11, b"")


def state(pool_id, entries, first, last, details):
    """Entries are (block, size, count, site number, age), in rising order of blocks."""
    body = varints(pool_id, int(first) + 2 * int(last) + 4 * int(details), len(entries))
    before = 0
    for block, *rest in entries:
        body += varint(block - before)
        body += varints(*rest) if details else b""
        before = block
    return record(4, body)


def packet(kind, stream, sequence, dropped, base_time, payload):
    head = struct.pack("<4sBBHIIIQ", b"\xD6JMT", 1, kind, len(payload) + 32, stream, sequence, dropped, base_time)
    return head + payload + struct.pack("<I", crc32c(head + payload))


def begun(packet_bytes):
    """A packet as it stands in memory before it is closed: without length and CRC."""
    return packet_bytes[:6] + b"\0\0" + packet_bytes[8:-4]


def ring(older, newer, unfinished=b"", current=1, big=False, gap=0, segment=None):
    """A flight recorder's memory: what stands in the other segment, in the current one, and what is begun."""
    segment = segment or max(len(older), len(newer) + len(unfinished), 32) + 4
    start = RING_HEAD + gap
    closed = [len(older), len(newer)] if current == 1 else [len(newer), len(older)]
    words = [0x01020304, start, segment, current, closed[0], closed[1], len(newer) + len(unfinished)]
    head = RING_MAGIC + struct.pack((">" if big else "<") + "7I", *words)
    older, newer = older.ljust(segment, b"\xA5"), (newer + unfinished).ljust(segment, b"\x5A")
    return head + b"\0" * gap + (older + newer if current == 1 else newer + older)
