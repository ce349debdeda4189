// SPDX-License-Identifier: MIT
// The axis of time of one stream: nanoseconds, ticks or events from its first event on.

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

// The smallest of 1, 2, 5, 10, ... that is not below `least`.
function round_step(least) {
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= least * 0.999999);
}

function axis_step(unit, span, count) {
    const least = Math.max(span / count, Number.MIN_VALUE);
    if (unit !== "ns") {
        return Math.max(1, round_step(least));
    }
    const seconds = least / 1e9;
    if (seconds <= 0.5) {
        return Math.max(1, round_step(least));
    }
    return 1e9 * (TIME_STEPS.find((s) => s >= seconds) || 86400 * round_step(seconds / 86400));
}

// Text for a moment, to be told from others `step` away; `end`: the largest shown with it.
function axis_text(unit, at, step, end) {
    if (unit !== "ns") {
        return show.count(Math.round(at));
    }
    if (at === 0) {
        return "0";
    }
    const digits = (size) => Math.max(0, Math.min(9, Math.ceil(-Math.log10(step / size) - 1e-9)));
    if (end >= 120e9) {
        return show.clock(at, digits(1e9));
    }
    const [size, word] = [[1e9, "s"], [1e6, "ms"], [1e3, "\u00b5s"], [1, "ns"]].find((u) => end >= u[0]) || [1, "ns"];
    return (at / size).toFixed(digits(size)) + " " + word;
}

function axis_word(unit) {
    return unit === "ns" ? "time since the first event"
        : unit === "ticks" ? "ticks since the first event" : "events since the first";
}

// What of a stream's axis its charts show, all of them the same.
class View {
    constructor(stream) {
        this.unit = stream.unit;
        this.end = Math.max(stream.end, 1);
        this.least = Math.min(this.end, Math.max(4 * interval_width(stream), 4));
        this.watchers = [];
        this.fit = false;
        this.cursor = null;
        this.from = 0;
        this.to = this.end;
    }

    get is_whole() {
        return this.from <= 0 && this.to >= this.end;
    }

    changed() {
        this.watchers.forEach((watch) => watch());
    }

    show(from, to) {
        const span = Math.min(Math.max(to - from, this.least), this.end);
        const middle = (from + to) / 2;
        this.from = Math.min(Math.max(middle - span / 2, 0), this.end - span);
        this.to = this.from + span;
        this.changed();
    }

    zoom(factor, about) {
        const at = about === null || about < this.from || about > this.to ? (this.from + this.to) / 2 : about;
        this.show(at - (at - this.from) / factor, at + (this.to - at) / factor);
    }

    reset() {
        this.show(0, this.end);
    }

    // Moves the cursor, and the view with it where it leaves it.
    point(at) {
        this.cursor = at === null ? null : Math.min(Math.max(at, 0), this.end);
        if (at !== null && (this.cursor < this.from || this.cursor > this.to)) {
            const span = this.to - this.from;
            const from = this.cursor - span / 2;
            this.show(from, from + span);
        } else {
            this.changed();
        }
    }

    text(at, steps = 1000) {
        const said = axis_text(this.unit, at, round_step((this.to - this.from) / steps), this.to);
        return this.unit === "ns" ? said : this.unit === "ticks" ? said + " ticks" : "event " + said;
    }
}
