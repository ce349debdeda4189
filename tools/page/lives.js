// SPDX-License-Identifier: MIT
// How long blocks lived: a histogram for each pool, all on the same axis, which is logarithmic.

const LIVES_EDGE = {left: 46, right: 14, top: 18, bottom: 22};

const LIFE_TICKS = [
    [1, "1 ns"], [10, "10 ns"], [100, "100 ns"], [1e3, "1 \u00b5s"], [1e4, "10 \u00b5s"], [1e5, "100 \u00b5s"],
    [1e6, "1 ms"], [1e7, "10 ms"], [1e8, "100 ms"], [1e9, "1 s"], [1e10, "10 s"], [6e10, "1 min"], [6e11, "10 min"],
    [3.6e12, "1 h"], [3.6e13, "10 h"], [8.64e13, "1 d"], [8.64e14, "10 d"], [8.64e15, "100 d"], [8.64e16, "1,000 d"],
];

class Lives {
    // `range`: shortest and longest life shown, above 0.
    constructor(pool, unit, range) {
        Object.assign(this, {pool, unit, range, lives: pool.lives});
        // On paper two of them stand side by side.
        this.print_share = 0.45;
        this.svg = drawing("svg", {role: "img", "aria-label": this.summary()});
        this.plot = element("div", {class: "plot"}, this.svg);
        this.node = element("figure", {class: "chart card"},
            element("figcaption", {}, element("h3", {}, name(pool.name, NAME_LETTERS)),
                element("p", {}, show.plural(this.lives.count, "life", "lives"))),
            this.plot);
    }

    text(value) {
        return life_text(this.unit, value);
    }

    summary() {
        const lives = this.lives;
        const most = lives.bins.reduce((best, bin) => (bin[2] > best[2] ? bin : best), [0, 0, 0]);
        return "Life times of the blocks of " + names.clean(this.pool.name) + ": " +
            show.plural(lives.count, "life", "lives") + ", most of them from " + this.text(most[0]) + " to " +
            this.text(most[1]) + ", half of them at most " + this.text(lives.p50) + ", the longest " +
            this.text(lives.max) + ".";
    }

    x(value) {
        const [low, high] = this.range.map(Math.log);
        const part = (Math.log(Math.max(value, this.range[0])) - low) / (high - low);
        return LIVES_EDGE.left + Math.min(1, part) * this.width;
    }

    draw(width) {
        const all = width || this.shown_width;
        if (!(all >= 80)) {
            return;
        }
        this.shown_width = all;
        this.width = all - LIVES_EDGE.left - LIVES_EDGE.right;
        const height = 96;
        const bottom = LIVES_EDGE.top + height;
        const most = this.lives.bins.reduce((n, bin) => Math.max(n, bin[2]), 1);
        const y = (count) => bottom - count / most * height;
        this.svg.setAttribute("viewBox", "0 0 " + all + " " + (bottom + LIVES_EDGE.bottom));
        const group = drawing("g", {});
        for (const value of value_ticks(most, 3)) {
            group.append(
                drawing("line", {
                    x1: LIVES_EDGE.left, x2: LIVES_EDGE.left + this.width, y1: y(value), y2: y(value),
                    class: value ? "grid" : "axis",
                }),
                drawing("text", {x: LIVES_EDGE.left - 7, y: y(value) + 4, "text-anchor": "end"}, compact(value)));
        }
        for (const [low, high, count] of this.lives.bins) {
            const [from, to] = [this.x(low), this.x(high)];
            const wide = Math.max(1, to - from - 1);
            group.append(drawing("rect", {
                x: from, y: Math.min(y(count), bottom - (count > 0 ? 1 : 0)), width: wide,
                height: Math.max(count > 0 ? 1 : 0, bottom - y(count)), class: "bin",
            }, drawing("title", {}, this.text(low) + " to " + this.text(high) + ": " +
                show.plural(count, "life", "lives"))));
        }
        group.append(...this.scale(bottom), ...this.median(bottom));
        this.svg.replaceChildren(group);
    }

    // Round values that have room.
    scale(bottom) {
        const ticks = this.unit === "ns" ? LIFE_TICKS
            : Array.from({length: 20}, (_, i) => [10 ** i, compact(10 ** i)]);
        const made = [];
        let free = -9;
        for (const [value, said] of ticks) {
            const x = this.x(value);
            const is_shown = value >= this.range[0] && value <= this.range[1];
            if (is_shown && x >= free && x < LIVES_EDGE.left + this.width - 10) {
                made.push(
                    drawing("line", {x1: x, x2: x, y1: bottom, y2: bottom + 4, class: "axis"}),
                    drawing("text", {x, y: bottom + 17, "text-anchor": "middle"}, said));
                free = x + 54;
            }
        }
        return made;
    }

    median(bottom) {
        const x = this.x(this.lives.p50);
        const is_left = x > LIVES_EDGE.left + this.width - 110;
        return [
            drawing("line", {x1: x, x2: x, y1: 6, y2: bottom, class: "length"}),
            drawing("text", {
                x: x + (is_left ? -5 : 5), y: 12, class: "halo value", "text-anchor": is_left ? "end" : "start",
            }, "half \u2264 " + this.text(this.lives.p50)),
        ];
    }
}

function life_text(unit, value) {
    return unit === "ns" ? show.duration(value) : show.plural(value, unit.replace(/s$/, ""), unit);
}

// The histograms of a stream's pools, and a table with their figures.
function lives_of(pools, unit) {
    const those = pools.filter((pool) => pool.lives && pool.lives.count > 0);
    const bins = those.flatMap((pool) => pool.lives.bins);
    // No logarithm of 0: what is shorter than a tick has half a tick's place.
    const low = Math.min(...bins.map((b) => (b[0] > 0 ? b[0] : b[1] / 2)));
    const range = [low, Math.max(2 * low, ...bins.map((b) => b[1]))];
    return those.map((pool) => new Lives(pool, unit, range));
}
