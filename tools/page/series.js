// SPDX-License-Identifier: MIT
// A pool's occupancy: rows of [start, min, max, last, failed gets, unsure], each one interval wide;
// up to the next row the last value stays.

const START = 0, MIN = 1, MAX = 2, LAST = 3, FAILED = 4, UNSURE = 5;

function interval_width(stream) {
    return stream.merged * stream.scale / stream.intervals;
}

class Series {
    // Rows are stored short: [start, value] or [start, min, max, last[, failed[, unsure]]].
    // The start is told by the number of intervals since the row before.
    constructor(rows, stream) {
        this.width = interval_width(stream);
        this.end = stream.end;
        let index = 0;
        this.rows = rows.map((r) => {
            index += r[0];
            const at = index * stream.scale / stream.intervals;
            return r.length < 3 ? [at, r[1], r[1], r[1], 0, 0] : [at, r[1], r[2], r[3], r[4] || 0, r[5] || 0];
        });
        this.highest = this.rows.reduce((most, r) => Math.max(most, r[MAX]), 0);
        this.failures = this.rows.filter((r) => r[FAILED] > 0);
        this.is_unsure = this.rows.some((r) => r[UNSURE]);
    }

    // The position of the last row that begins at or before `at`; -1: none.
    find(at) {
        let low = 0, high = this.rows.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.rows[middle][START] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    // What is known of the time from `from` to `to`; null before the pool began.
    between(from, to) {
        let now = null;
        for (let i = Math.max(0, this.find(from)); i < this.rows.length && this.rows[i][START] <= to; i++) {
            const row = this.rows[i];
            const inside = from < row[START] + this.width;
            const [min, max] = inside ? [row[MIN], row[MAX]] : [row[LAST], row[LAST]];
            now = {
                min: now ? Math.min(now.min, min) : min,
                max: now ? Math.max(now.max, max) : max,
                failed: (now ? now.failed : 0) + (inside ? row[FAILED] : 0),
                unsure: (now !== null && now.unsure) || row[UNSURE] !== 0,
            };
        }
        return now;
    }

    // Where the highest value is, no more precisely than an interval.
    peak() {
        const row = this.rows.find((r) => r[MAX] === this.highest);
        return row ? row[START] : null;
    }

    // For each of `count` columns from `from` to `to` the lowest and highest value; -1: nothing there.
    columns(from, to, count) {
        const low = new Float64Array(count).fill(-1), high = new Float64Array(count).fill(-1);
        const scale = count / (to - from);
        const cover = (a, b, min, max) => {
            // What happened at the very end has its place in the last column.
            const first = Math.min(Math.max(0, Math.floor((a - from) * scale)), count - 1);
            const last = Math.min(count - 1, Math.max(first, Math.ceil((b - from) * scale) - 1));
            for (let x = first; x <= last; x++) {
                low[x] = low[x] < 0 ? min : Math.min(low[x], min);
                high[x] = Math.max(high[x], max);
            }
        };
        for (let i = Math.max(0, this.find(from)); i < this.rows.length && this.rows[i][START] <= to; i++) {
            const row = this.rows[i];
            const next = i + 1 < this.rows.length ? this.rows[i + 1][START] : this.end;
            const until = Math.min(row[START] + this.width, Math.max(next, row[START]));
            if (until >= from) {
                cover(row[START], until, row[MIN], row[MAX]);
            }
            if (next > until) {
                cover(Math.max(until, from), next, row[LAST], row[LAST]);
            }
        }
        return {low, high};
    }

    // Parts of the view that a gap may have falsified: [from, to].
    doubts(from, to) {
        const parts = [];
        for (let i = Math.max(0, this.find(from)); i < this.rows.length && this.rows[i][START] <= to; i++) {
            const next = i + 1 < this.rows.length ? this.rows[i + 1][START] : this.end;
            if (this.rows[i][UNSURE]) {
                const before = parts[parts.length - 1];
                if (before && before[1] >= this.rows[i][START]) {
                    before[1] = next;
                } else {
                    parts.push([this.rows[i][START], next]);
                }
            }
        }
        return parts;
    }
}
