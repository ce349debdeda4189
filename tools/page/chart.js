// SPDX-License-Identifier: MIT
// The occupancy of one pool over time: drawn, with a cursor for pointer and keyboard, zoomed by dragging.

const EDGE = {left: 46, right: 14, top: 32, bottom: 22};
const MARK_LETTERS = 28;

// Values at which the axis has lines: 0, round steps, and no more than fit.
function value_ticks(top, count) {
    const step = Math.max(1, round_step(top / count));
    const ticks = [];
    for (let v = 0; v <= top; v += step) {
        ticks.push(v);
    }
    return ticks;
}

class Chart {
    constructor(view, pool, series, marks, used_peak) {
        Object.assign(this, {view, pool, series, marks, used_peak});
        this.peak_at = used_peak !== null ? used_peak : series.peak();
        this.limit = pool.length || 0;
        this.hatch = number_for("hatch");
        this.is_active = false;
        this.shown_width = 0;
        this.make();
        view.watchers.push(() => this.draw());
    }

    make() {
        const id = number_for("chart");
        this.svg = drawing("svg", {role: "img", "aria-label": this.summary()});
        this.handle = element("div", {
            class: "handle", tabindex: 0, role: "slider", "aria-orientation": "horizontal",
            "aria-label": "Cursor in the chart of " + names.clean(this.pool.name),
            "aria-valuemin": 0, "aria-valuemax": this.view.end, "aria-describedby": "keys",
        });
        this.tip = element("div", {class: "tip", hidden: true, "aria-hidden": "true"});
        this.plot = element("div", {class: "plot"}, this.svg, this.handle, this.tip);
        this.figure = element("figure", {class: "chart card", id},
            element("figcaption", {}, element("h3", {}, name(this.pool.name, NAME_LETTERS)), element("p", {}, this.about()),
                this.badges()),
            this.plot);
        this.listen();
    }

    about() {
        const {block_size: size, length} = this.pool;
        return size === null || length === null ? "of unknown size"
            : show.plural(length, "block", "blocks") + " of " + show.bytes(size);
    }

    badges() {
        const failed = this.pool.failed_gets;
        const gets = show.likely(failed);
        return [
            gets > 0 ? element("span", {class: "badge bad"},
                (show.is_least(failed) ? "at least " : "") + show.plural(gets, "failed get", "failed gets")) : null,
            this.series.is_unsure ? element("span", {class: "badge unsure"}, "hatched: not certain") : null,
        ];
    }

    // What the chart says, for those who do not see it.
    summary() {
        const {pool, view, series} = this;
        const whole = (value) => show.count(value) + (this.limit ? " of " + show.count(this.limit) : "");
        const parts = ["Occupancy of " + names.clean(pool.name) + " over " + view.text(view.end)];
        parts.push("peak " + whole(series.highest) +
            (this.peak_at === null ? "" : " at " + view.text(this.peak_at)));
        parts.push(whole(show.likely(pool.used)) + " at the end");
        const failed = show.likely(pool.failed_gets);
        parts.push(failed > 0 ? show.plural(failed, "failed get", "failed gets") : "no failed gets");
        if (series.is_unsure) {
            parts.push("in parts not certain, as events are missing");
        }
        return parts.join(", ") + ".";
    }

    // Coordinates.
    x(at) {
        return EDGE.left + (at - this.view.from) / (this.view.to - this.view.from) * this.width;
    }

    y(value) {
        return EDGE.top + this.height * (1 - Math.min(value, this.top) / this.top);
    }

    at(x) {
        return this.view.from + Math.min(Math.max(x / this.width, 0), 1) * (this.view.to - this.view.from);
    }

    draw(width) {
        const all = width || this.shown_width;
        if (!(all >= 80)) {
            return;
        }
        this.shown_width = all;
        this.width = all - EDGE.left - EDGE.right;
        this.height = all < 480 ? 116 : 148;
        this.top = Math.max(1, this.view.fit || !this.limit ? this.series.highest * 1.08
            : Math.max(this.limit, this.series.highest) * 1.04);
        this.svg.setAttribute("viewBox", "0 0 " + all + " " + (this.height + EDGE.top + EDGE.bottom));
        this.handle.style.cssText = "left:" + EDGE.left / all * 100 + "%;width:" + this.width / all * 100 +
            "%;top:0;bottom:" + EDGE.bottom + "px";
        this.front = drawing("g", {});
        this.svg.replaceChildren(
            this.patterns(), this.draw_grid(), this.draw_occupancy(), this.draw_doubts(), this.draw_marks(),
            this.draw_length(), this.draw_failures(), this.draw_peak(), this.front);
        this.draw_cursor();
    }

    patterns() {
        const pattern = drawing("pattern", {
            id: this.hatch, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
        }, drawing("line", {x1: 0, y1: 0, x2: 0, y2: 7, class: "hatch"}));
        return drawing("defs", {}, pattern, drawing("clipPath", {id: this.hatch + "-clip"}, drawing("rect", {
            x: EDGE.left, y: 0, width: this.width, height: this.height + EDGE.top + EDGE.bottom,
        })));
    }

    draw_grid() {
        const {view, width} = this;
        const group = drawing("g", {});
        const bottom = this.y(0);
        for (const value of value_ticks(this.top, 4)) {
            const y = this.y(value);
            group.append(
                drawing("line", {x1: EDGE.left, x2: EDGE.left + width, y1: y, y2: y, class: value ? "grid" : "axis"}),
                drawing("text", {x: EDGE.left - 7, y: y + 4, "text-anchor": "end"}, compact(value)));
        }
        const step = axis_step(view.unit, view.to - view.from, Math.max(2, width / 110));
        for (let at = Math.ceil(view.from / step) * step; at <= view.to; at += step) {
            const x = this.x(at);
            const said = axis_text(view.unit, at, step, view.to);
            const near_end = x > EDGE.left + width - 4 * said.length;
            group.append(
                drawing("line", {x1: x, x2: x, y1: bottom, y2: bottom + 4, class: "axis"}),
                drawing("text", {
                    x: near_end ? EDGE.left + width : x, y: bottom + 17,
                    "text-anchor": near_end ? "end" : "middle",
                }, said));
        }
        return group;
    }

    // An area up to the lowest value, a band from there to the highest, and a line along it.
    draw_occupancy() {
        const count = Math.max(1, Math.round(this.width));
        const {low, high} = this.series.columns(this.view.from, this.view.to, count);
        const step = this.width / count;
        const group = drawing("g", {"clip-path": "url(#" + this.hatch + "-clip)"});
        let area = "", band = "", edge = "";
        for (let i = 0; i < count;) {
            let end = i + 1;
            while (end < count && low[end] === low[i] && high[end] === high[i]) {
                end++;
            }
            if (high[i] >= 0) {
                const [x, until] = [(EDGE.left + i * step).toFixed(1), (EDGE.left + end * step).toFixed(1)];
                const [y, top] = [this.y(low[i]).toFixed(1), this.y(high[i]).toFixed(1)];
                area += "M" + x + " " + this.y(0) + "V" + y + "H" + until + "V" + this.y(0) + "Z";
                if (y !== top) {
                    band += "M" + x + " " + y + "V" + top + "H" + until + "V" + y + "Z";
                }
                edge += (edge && high[i - 1] >= 0 ? "L" : "M") + x + " " + top + "H" + until;
            }
            i = end;
        }
        group.append(drawing("path", {d: area, class: "area"}), drawing("path", {d: band, class: "band"}),
            drawing("path", {d: edge, class: "edge"}));
        return group;
    }

    draw_doubts() {
        const group = drawing("g", {});
        for (const [from, to] of this.series.doubts(this.view.from, this.view.to)) {
            const x = Math.max(EDGE.left, this.x(from));
            const until = Math.min(EDGE.left + this.width, Math.max(this.x(to), x + 2));
            group.append(drawing("rect", {
                x, y: EDGE.top, width: Math.max(0, until - x), height: this.height, class: "doubt",
                fill: "url(#" + this.hatch + ")",
            }));
        }
        return group;
    }

    is_shown(at) {
        return at >= this.view.from && at <= this.view.to;
    }

    // A line for each mark, and its text where there is room for it.
    draw_marks() {
        const group = drawing("g", {});
        let free = EDGE.left;
        let drawn = -9;
        for (const mark of this.marks.filter((m) => this.is_shown(m.at))) {
            const x = this.x(mark.at);
            if (x - drawn < 2) {
                continue;
            }
            drawn = x;
            group.append(drawing("line", {x1: x, x2: x, y1: 14, y2: this.y(0), class: "mark"}));
            const text = names.short(mark.text, MARK_LETTERS);
            const wide = 6.4 * text.length + 8;
            const from = Math.min(x, EDGE.left + this.width - wide);
            if (from >= free) {
                group.append(drawing("text", {x: from, y: 11}, text));
                free = from + wide + 6;
            }
        }
        return group;
    }

    draw_length() {
        const group = drawing("g", {});
        if (this.limit > 0 && this.limit <= this.top) {
            const y = this.y(this.limit);
            group.append(
                drawing("line", {x1: EDGE.left, x2: EDGE.left + this.width, y1: y, y2: y, class: "length"}),
                drawing("text", {x: EDGE.left + this.width, y: y - 5, "text-anchor": "end", class: "halo value"},
                    "length " + show.count(this.limit)));
        }
        return group;
    }

    // Triangles that point to where gets failed; those that would overlap are one.
    draw_failures() {
        const group = drawing("g", {});
        const y = this.limit > 0 && this.limit <= this.top ? this.y(this.limit) : EDGE.top;
        let last = -9;
        for (const row of this.series.failures) {
            const x = this.x(row[START]);
            if (this.is_shown(row[START]) && x - last >= 5) {
                last = x;
                group.append(drawing("path", {d: "M" + (x - 5) + " " + (y - 9) + "h10l-5 8z", class: "failed"}));
            }
        }
        return group;
    }

    draw_peak() {
        const group = drawing("g", {});
        if (this.peak_at === null || this.series.highest === 0 || !this.is_shown(this.peak_at)) {
            return group;
        }
        const [x, y] = [this.x(this.peak_at), this.y(this.series.highest)];
        const text = "peak " + show.count(this.series.highest);
        const left = this.is_peak_left(x, y, 8 * text.length + 12);
        group.append(
            drawing("circle", {cx: x, cy: y, r: 4, class: "peak"}),
            drawing("text", {
                x: x + (left ? -9 : 9), y: y - 7, "text-anchor": left ? "end" : "start", class: "halo value",
            }, text));
        return group;
    }

    // On the line of the length its text stands at the right, and failed gets behind the peak.
    is_peak_left(x, y, wide) {
        const is_high = this.limit > 0 && this.limit <= this.top && y - this.y(this.limit) < 18;
        const taken = is_high ? 8 * ("length " + show.count(this.limit)).length : 0;
        const has_room = x - wide >= EDGE.left;
        return x + wide > EDGE.left + this.width - taken || (is_high && has_room && this.series.failures.length > 0);
    }

    // The mark at the cursor, or else the last one before it.
    mark_at(at) {
        const near = 5 * (this.view.to - this.view.from) / this.width;
        const close = this.marks.filter((m) => Math.abs(m.at - at) <= near);
        if (close.length > 0) {
            return "mark: " + close.map((m) => names.clean(m.text)).slice(0, 3).join(", ") +
                (close.length > 3 ? ", and " + (close.length - 3) + " more" : "");
        }
        const before = this.marks.filter((m) => m.at <= at).pop();
        return before ? "after mark: " + names.clean(before.text) : "";
    }

    // What is known of the moment, as far as a pointer can tell it from others.
    near(at) {
        const reach = (this.view.to - this.view.from) / this.width;
        return this.series.between(at - reach, at + reach);
    }

    // Lines of text on a moment: when, how much, and what else.
    reading(at) {
        const now = this.near(at);
        const lines = {when: this.view.text(at), value: "not there yet", more: "", doubt: "", failed: "", mark: ""};
        if (now) {
            const high = now.max;
            lines.value = (now.min === high ? "" : show.count(now.min) + " to ") +
                show.plural(high, "block", "blocks");
            lines.more = [
                this.limit ? show.share(high, this.limit) + " of " + show.count(this.limit) : "",
                this.pool.block_size === null ? "" : show.bytes(high * this.pool.block_size),
            ].filter(Boolean).join(", ");
            lines.doubt = now.unsure ? "not certain: events are missing" : "";
            lines.failed = now.failed > 0 ? show.plural(now.failed, "failed get", "failed gets") : "";
        }
        lines.mark = this.mark_at(at);
        return lines;
    }

    draw_cursor() {
        const at = this.view.cursor;
        const is_seen = at !== null && this.is_shown(at);
        this.front.replaceChildren();
        this.tip.hidden = !(is_seen && this.is_active);
        const lines = this.reading(at === null ? this.view.from : at);
        this.handle.setAttribute("aria-valuenow", Math.round(at === null ? this.view.from : at));
        this.handle.setAttribute("aria-valuetext", Object.values(lines).filter(Boolean).join(", "));
        if (this.dragged) {
            const [a, b] = this.dragged.map((d) => this.x(d)).sort((p, q) => p - q);
            this.front.append(drawing("rect", {
                x: a, y: EDGE.top, width: b - a, height: this.height, class: "drag",
            }));
        }
        if (!is_seen) {
            return;
        }
        const x = this.x(at);
        const now = this.near(at);
        this.front.append(drawing("line", {x1: x, x2: x, y1: EDGE.top, y2: this.y(0), class: "cursor"}));
        if (now) {
            this.front.append(drawing("circle", {cx: x, cy: this.y(now.max), r: 3.5, class: "spot"}));
        }
        if (this.is_active) {
            this.draw_tip(lines, x);
        }
    }

    draw_tip(lines, x) {
        this.tip.replaceChildren(
            element("p", {}, lines.when),
            element("p", {}, element("strong", {}, lines.value), lines.more ? " \u00b7 " + lines.more : ""),
            ...["failed", "doubt", "mark"].filter((k) => lines[k]).map((k) => element("p", {class: k}, lines[k])));
        const room = this.plot.clientWidth;
        const scale = room / this.shown_width;
        const wide = this.tip.offsetWidth;
        const right = x * scale + 14;
        const left = right + wide > room ? Math.max(0, x * scale - 14 - wide) : right;
        this.tip.style.transform = "translate(" + Math.round(left) + "px," + (EDGE.top + 6) + "px)";
    }

    // Where a pointer is, on the axis.
    pointed(event) {
        const box = this.handle.getBoundingClientRect();
        return this.at((event.clientX - box.left) / box.width * this.width);
    }

    activate(is_active) {
        this.is_active = is_active;
        if (!is_active && !this.dragged) {
            this.view.point(null);
        }
    }

    listen() {
        const {handle, view} = this;
        handle.addEventListener("pointermove", (event) => {
            const at = this.pointed(event);
            this.is_active = true;
            if (this.dragged) {
                this.dragged[1] = at;
            }
            view.point(at);
        });
        handle.addEventListener("pointerdown", (event) => {
            if (event.button === 0) {
                const at = this.pointed(event);
                handle.setPointerCapture(event.pointerId);
                this.is_active = true;
                this.dragged = [at, at];
                view.point(at);
            }
        });
        handle.addEventListener("pointerup", () => this.drop());
        handle.addEventListener("pointercancel", () => {
            this.dragged = null;
            this.activate(false);
        });
        handle.addEventListener("pointerleave", () => this.activate(document.activeElement === handle));
        handle.addEventListener("dblclick", () => view.reset());
        handle.addEventListener("focus", () => {
            this.is_active = true;
            view.point(view.cursor === null ? (this.is_shown(this.peak_at) ? this.peak_at : view.from) : view.cursor);
        });
        handle.addEventListener("blur", () => this.activate(false));
        handle.addEventListener("keydown", (event) => this.key(event));
    }

    // The end of a drag: zooms, if it was one.
    drop() {
        const dragged = this.dragged;
        this.dragged = null;
        if (dragged && Math.abs(this.x(dragged[0]) - this.x(dragged[1])) > 5) {
            this.view.show(Math.min(...dragged), Math.max(...dragged));
        } else {
            this.view.changed();
        }
    }

    // The next place of a list, before or after the cursor.
    jump(places, backwards) {
        const at = this.view.cursor;
        const next = backwards ? places.filter((p) => p < at).pop() : places.find((p) => p > at);
        if (next !== undefined) {
            this.view.point(next);
        }
    }

    key(event) {
        const {view} = this;
        if (event.ctrlKey || event.altKey || event.metaKey) {
            return;
        }
        const at = view.cursor === null ? view.from : view.cursor;
        const span = view.to - view.from;
        const step = Math.max(span / 200, Math.min(this.series.width, span / 20), Math.min(1, view.least));
        const move = (by) => view.point(at + by);
        const marks = this.marks.map((m) => m.at);
        const failures = this.series.failures.map((r) => r[START]);
        const actions = {
            ArrowRight: () => move(step), ArrowLeft: () => move(-step),
            ArrowUp: () => move(step), ArrowDown: () => move(-step),
            PageUp: () => move(span / 10), PageDown: () => move(-span / 10),
            Home: () => view.point(view.from), End: () => view.point(view.to),
            "+": () => view.zoom(2, at), "=": () => view.zoom(2, at), "-": () => view.zoom(0.5, at),
            0: () => view.reset(), p: () => this.peak_at !== null && view.point(this.peak_at),
            m: () => this.jump(marks, false), M: () => this.jump(marks, true),
            f: () => this.jump(failures, false), F: () => this.jump(failures, true),
            Escape: () => this.activate(false),
        };
        if (actions[event.key]) {
            event.preventDefault();
            this.is_active = event.key !== "Escape";
            actions[event.key]();
        }
    }
}

// 1,500 as `1.5k`: labels of the axis have little room.
function compact(value) {
    const units = [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e4, "k"]];
    const unit = units.find((u) => value >= u[0]);
    return !unit ? show.count(value)
        : unit[1] === "k" ? String(value / 1e3) + "k" : String(Math.round(value / unit[0] * 100) / 100) + unit[1];
}
