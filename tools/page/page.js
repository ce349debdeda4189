// SPDX-License-Identifier: MIT
// The page: for each trace the verdict, the pools, their charts, and the tables of what was found.

const PRINT_WIDTH = 680;

// Everything that is drawn to a width.
const drawn = [];

function verdict_of(trace) {
    const parts = [];
    const part = (n, one, many) => n > 0 && parts.push(show.plural(n, one, many));
    part(trace.totals.leaks, "leaked block", "leaked blocks");
    part(trace.totals.refs, "unbalanced reference", "unbalanced references");
    part(trace.totals.failed, "failed call", "failed calls");
    const words = parts.length > 1 ? parts.slice(0, -1).join(", ") + " and " + parts[parts.length - 1] : parts[0];
    if (trace.complete) {
        return words || "No leaks, no unbalanced references, no failed calls";
    }
    return "Incomplete: " + (words ? "at least " + words : "nothing wrong in what there is");
}

function tone_of(trace) {
    const {leaks, refs, failed} = trace.totals;
    return leaks + refs + failed > 0 ? "bad" : trace.complete ? "good" : "unsure";
}

function filter_of(trace) {
    const parts = trace.only_pools.map((p) => "pool \u201c" + names.clean(p) + "\u201d");
    if (trace.only_site !== null) {
        parts.push("sites with \u201c" + names.clean(trace.only_site) + "\u201d");
    }
    const moment = (m) => (typeof m === "number" ? show.duration(m) : "the mark \u201c" + names.clean(m) + "\u201d");
    if (trace.from !== null || trace.until !== null) {
        parts.push("the part" + (trace.from === null ? "" : " from " + moment(trace.from)) +
            (trace.until === null ? "" : " until " + moment(trace.until)));
    }
    return parts.length > 0 ? "Only " + parts.join(", ") + "." : "";
}

function facts_of(trace) {
    const range = show.range(trace.events);
    const parts = [(show.is_least(trace.events) ? "at least " : "") +
        show.plural(show.likely(trace.events), "event", "events") + (range ? " (" + range + ")" : "")];
    if (trace.duration_ns !== null) {
        parts[0] += (Array.isArray(trace.duration_ns) ? " in at least " : " in ") +
            show.duration(show.likely(trace.duration_ns));
    }
    parts.push(show.plural(trace.pools.length + trace.pools_more, "pool", "pools"));
    parts.push(trace.complete ? "the recording is complete" : "the recording is not complete");
    if (trace.program !== "") {
        parts.push("recorded by " + names.clean(trace.program));
    }
    return parts.join(" \u00b7 ");
}

function notes_of(trace) {
    const notes = [];
    const dropped = show.likely(trace.dropped);
    if (!trace.complete) {
        notes.push("Figures that missing events may have falsified are given with the least and the most that " +
            "they can be, or with a + where there is no such limit; charts are hatched where they are not certain.");
    }
    if (dropped > 0) {
        notes.push("The recorder dropped " + show.plural(dropped, "event", "events") + ".");
    }
    if (trace.before !== null) {
        notes.push("Flight recorder: " + show.plural(show.likely(trace.before), "event", "events") +
            (Array.isArray(trace.before) ? " or so" : "") + " before are not in it.");
    }
    if (trace.suppressed > 0) {
        notes.push(show.plural(trace.suppressed, "finding is", "findings are") + " suppressed as known.");
    }
    if (trace.went_back > 0) {
        notes.push("The clock went back " + show.plural(trace.went_back, "time", "times") +
            ": times and ages are the least that they can be.");
    }
    if (trace.corrupt_bytes > 0) {
        notes.push(show.plural(trace.corrupt_bytes, "byte", "bytes") + " outside packets.");
    }
    if (trace.streams.some((s) => s.unit !== "ns")) {
        notes.push("No clock: positions are counted in " +
            (trace.streams.some((s) => s.unit === "events") ? "events" : "ticks") + ", there are no times.");
    }
    return notes;
}

function header_of(trace, level, links) {
    const notes = notes_of(trace);
    const filter = filter_of(trace);
    return element("header", {class: "head card " + tone_of(trace)},
        element("p", {class: "eyebrow"}, "Memory pools of ", element("strong", {}, name(trace.name))),
        element(level, {class: "verdict"}, verdict_of(trace)),
        element("p", {class: "facts"}, facts_of(trace)),
        filter ? element("p", {class: "facts"}, filter) : null,
        notes.length > 0 ? element("ul", {class: "notes"}, notes.map((n) => element("li", {}, n))) : null,
        element("nav", {"aria-label": "Sections"}, element("ul", {class: "toc"},
            links.map(([id, title]) => element("li", {}, element("a", {href: "#" + id}, title))))));
}

function occupancy_bar(pool) {
    const length = pool.length || show.likely(pool.peak) || 1;
    const part = (n) => "width:" + Math.min(100, 100 * n / length).toFixed(2) + "%";
    const used = show.likely(pool.used), peak = show.likely(pool.peak);
    return element("span", {
        class: "bar", role: "img",
        "aria-label": "peak " + show.share(peak, length) + ", at the end " + show.share(used, length),
    }, element("span", {style: part(peak)}), element("span", {style: part(used)}));
}

function swatch(what) {
    return element("span", {class: "swatch " + what, "aria-hidden": "true"});
}

function pools_table(trace) {
    const name_column = column.text("name", "Pool");
    name_column.cell = (pool) => (pool.chart
        ? element("a", {href: "#" + pool.chart}, name(pool.name, NAME_LETTERS)) : name(pool.name, NAME_LETTERS));
    return new Table({
        title: "Pools", is_alone: true,
        about: [swatch("used"), "in use at the end ", swatch("peak"), "peak ", swatch("rest"), "length"],
        rows: trace.pools, more: trace.pools_more,
        columns: [
            name_column,
            {kind: "bar", title: "Use", style: "occupancy", cell: occupancy_bar},
            column.number("used", "At the end"), column.number("peak", "Peak"), column.number("length", "Length"),
            column.number("block_size", "Block", show.bytes), column.number("gets", "Gets"),
            column.number("puts", "Puts"), column.number("failed_gets", "Failed gets"),
            column.number("waste", "Waste at peak", show.bytes),
        ],
    });
}

function keys_help() {
    const key = (k) => element("kbd", {}, k);
    return element("p", {class: "how", id: "keys"},
        "Drag across a chart to zoom. With the keyboard: ", key("\u2190"), " ", key("\u2192"), " move the cursor, ",
        key("+"), " ", key("\u2212"), " zoom, ", key("0"), " shows all, ", key("p"), " goes to the peak, ", key("m"),
        " to the next mark, ", key("f"), " to the next failed get. ",
        "The line is the most in each interval, so that no spike is lost; darker below it: down to the least.");
}

// Buttons for those who do not drag, and what is shown.
function chart_tools(view) {
    const make = (title, action) => {
        const button = element("button", {type: "button", class: "plain"}, title);
        button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && action(button));
        return button;
    };
    const out = make("Zoom out", () => view.zoom(0.5, null));
    const whole = make("Whole trace", () => view.reset());
    const fit = make("Fit height to peak", (button) => {
        view.fit = !view.fit;
        button.setAttribute("aria-pressed", view.fit);
        view.changed();
    });
    fit.setAttribute("aria-pressed", "false");
    const shown = element("p", {role: "status"});
    view.watchers.push(() => {
        out.setAttribute("aria-disabled", view.is_whole);
        whole.setAttribute("aria-disabled", view.is_whole);
        const said = view.is_whole ? "the whole trace, " + view.text(view.end, 100)
            : view.text(view.from) + " to " + view.text(view.to) + " of " + view.text(view.end, 100);
        if (shown.textContent !== said) {
            shown.textContent = said;
        }
    });
    return element("div", {class: "tools"}, make("Zoom in", () => view.zoom(2, view.cursor)), out, whole, fit, shown);
}

// The charts of one stream, which have their axis in common.
function charts_of(trace, index) {
    const stream = trace.streams[index];
    const view = new View(stream);
    const marks = trace.marks.filter((m) => m[0] === index).map((m) => ({at: m[1], text: m[2]}));
    const pools = trace.pools.filter((pool) => pool.stream === index && pool.series);
    if (pools.length === 0) {
        return [];
    }
    const charts = pools.map((pool) => {
        const series = new Series(pool.series, stream);
        const peak = stream.unit === "ns" && pool.peak_at !== null ? show.likely(pool.peak_at) : null;
        const chart = new Chart(view, pool, series, marks, peak);
        pool.chart = chart.figure.id;
        drawn.push(chart);
        return chart.figure;
    });
    const tools = chart_tools(view);
    view.changed();
    return [
        trace.streams.length > 1 ? element("h3", {}, "Stream " + show.count(stream.id)) : null,
        tools, element("div", {class: "charts"}, charts),
        element("p", {class: "more"}, "Across: " + axis_word(stream.unit) + ". Upwards: blocks in use."),
    ];
}

function occupancy_of(trace) {
    const charts = trace.streams.map((stream, i) => charts_of(trace, i)).flat();
    const missing = trace.pools_more + trace.pools.filter((pool) => !pool.series).length;
    return [
        charts.length > 0 ? null : element("p", {class: "none"}, "none"),
        charts,
        missing > 0 ? element("p", {class: "more"}, "and " + show.plural(missing, "more pool", "more pools") +
            " without a chart here; --pool shows the one asked for") : null,
        trace.marks_more > 0 ? element("p", {class: "more"},
            "and " + show.plural(trace.marks_more, "more mark", "more marks")) : null,
    ];
}

function out_columns(trace, list) {
    const blocks = column.number("blocks", "Blocks");
    const bytes = column.number("bytes", "Bytes", show.bytes);
    const with_more = (plain, unknown) => ({
        ...plain,
        cell: (row) => [plain.cell(row), row.more ? "+" : "",
            unknown && row.unsized > 0 ? element("span", {class: "range"},
                "and " + show.plural(row.unsized, "unknown size", "unknown sizes")) : null],
    });
    const site = column.text("site", "Site", "site");
    site.cell = (row) => [row.likely ? element("span", {class: "hint"}, "probably ") : null, name(row.site)];
    const columns = [site, column.text("pool", "Pool"), with_more(blocks, false), with_more(bytes, true)];
    if (trace.streams.some((s) => s.unit === "ns")) {
        columns.push(column.number("oldest", "Oldest", show.duration));
    }
    columns.push(column.number("refs", "Most refs"));
    if (list.rows.some((row) => row.growth !== null)) {
        columns.push(growth_column());
    }
    return columns;
}

// The worst first; what is not known stays last.
function growth_column() {
    const kinds = ["growing", "varying", "recent", "constant", "shrinking"];
    return {
        kind: "text", title: "Growth", style: "growth",
        sort: (row) => (row.growth === null ? kinds.length : kinds.indexOf(row.growth[0])),
        cell: (row) => (row.growth === null ? element("span", {class: "hint"}, "unknown")
            : [row.growth[0], spark_line(row.growth.slice(1))]),
    };
}

function growth_words(list) {
    return list.rows.some((row) => row.growth !== null)
        ? " Growth: the fewest live in each eighth of the run; a cache stays as it is, a leak grows." : "";
}

// So many blocks in each eighth of the run, as bars.
function spark_line(samples) {
    const [wide, high] = [6, 16];
    const most = Math.max(1, ...samples);
    const bar = (n, i) => {
        const height = Math.max(n > 0 ? 2 : 1, n / most * high);
        return drawing("rect", {x: i * wide, y: high - height, width: wide - 1, height, class: n > 0 ? "bin" : "empty"});
    };
    return drawing("svg", {
        class: "spark", role: "img", viewBox: "0 0 " + samples.length * wide + " " + high,
        "aria-label": "the fewest live in each eighth of the run: " + samples.map((n) => show.count(n)).join(", "),
    }, drawing("title", {}, samples.map((n) => show.count(n)).join(", ")), ...samples.map(bar));
}

function ref_columns() {
    const site = column.text("site", "Site", "site");
    site.cell = (row) => (row.sites.length < 2 ? name(row.site) : [
        element("span", {class: "hint"}, row.all ? "all of" : "one of"),
        row.sites.map((s) => element("span", {class: "other"}, name(s))),
    ]);
    return [site, column.text("pool", "Pool"), column.number("block", "Block"), column.number("serial", "Serial"),
        column.number("count", "References"), column.text("state", "State")];
}

function finding_tables(trace) {
    const table = (list, title, columns, about, is_alone) =>
        new Table({title, about, columns, rows: list.rows, more: list.more, is_alone});
    const tables = {leaks: [], refs: [], errors: []};
    const least = trace.complete ? "" : " A + says that there may be more.";
    tables.leaks.push(table(trace.leaks, "Leaks by site", out_columns(trace, trace.leaks),
        "Blocks that are certainly still out at the end, and where they were got." + least + growth_words(trace.leaks)));
    if (!trace.complete) {
        tables.leaks.push(table(trace.at_cut, "Out where the trace stops", out_columns(trace, trace.at_cut),
            "Not leaks: there is no end." + growth_words(trace.at_cut)));
        tables.leaks.push(table(trace.uncertain, "Uncertain", out_columns(trace, trace.uncertain),
            "Not seen since events went missing."));
    }
    tables.refs.push(table(trace.refs, "Blocks with references not balanced", ref_columns(),
        "Blocks whose count is not 1 at the end, and where the references were taken."));
    if (!trace.complete) {
        tables.refs.push(table(trace.refs_unsure, "Uncertain reference counts", ref_columns(),
            "Not seen since events went missing."));
    }
    tables.refs.push(table(trace.balances, "Net balance by site", [
        column.text("site", "Site", "site"), column.text("pool", "Pool"), column.number("net", "Net"),
    ], "References taken and not given back, by blocks still out; balanced pairs are left out."));
    tables.errors.push(table(trace.errors, "Failed calls", [
        column.text("site", "Site", "site"), column.text("pool", "Pool"), column.text("kind", "Cause"),
        column.number("count", "Calls"),
    ], "By site and cause.", true));
    return tables;
}

function lives_section(trace) {
    const charts = trace.streams.map((stream, i) => lives_of(trace.pools.filter((p) => p.stream === i), stream.unit));
    drawn.push(...charts.flat());
    const life = (key, title) => ({
        kind: "number", title, sort: (pool) => pool.lives[key],
        cell: (pool) => (pool.lives.count > 0
            ? life_text(trace.streams[pool.stream].unit, pool.lives[key]) + (pool.lives.sure ? "" : "?")
            : element("span", {class: "hint"}, "\u2013")),
    });
    const count = (key, title, more = () => "") => {
        const plain = column.number(key, title);
        return {
            ...plain, sort: (pool) => plain.sort(pool.lives), cell: (pool) => [plain.cell(pool.lives), more(pool.lives)],
        };
    };
    const pools = trace.pools.filter((pool) => pool.lives);
    const table = new Table({
        title: "Life times by pool",
        about: "From the get to the put that freed the block, to within 1.6 %; those never freed have no life time " +
            "yet." + (pools.every((pool) => pool.lives.sure) ? "" : " A ? says that missing events may have falsified it."),
        rows: pools, more: trace.pools_more + trace.pools.length - pools.length,
        columns: [column.text("name", "Pool"), count("count", "Lives", (l) => (l.sure ? "" : "+")), life("p50", "Half at most"),
            life("p90", "90 % at most"), life("p99", "99 % at most"), life("max", "Longest"),
            count("out", trace.complete ? "Never freed" : "Still out")]
            .concat(pools.some((pool) => pool.lives.unsure > 0) ? [count("unsure", "Not known")] : []),
    });
    return [
        pools.length === 0 && trace.pools.length > 0
            ? element("p", {class: "none"}, "Without a clock nobody can tell how long a block lived.") : null,
        element("div", {class: "lives"}, charts.flat().map((c) => c.node)), table.node,
    ];
}

function gaps_table(trace) {
    return new Table({
        title: "What is missing", is_alone: true, rows: trace.gaps.rows, more: trace.gaps.more,
        columns: [column.text("why", "What"), column.number("offset", "At byte"), column.number("events", "Events")],
    });
}

function trace_of(trace, level) {
    const tables = finding_tables(trace);
    const charts = occupancy_of(trace);
    const heading = level === "h1" ? "h2" : "h3";
    const nodes = (list) => element("div", {class: "tables"}, list.map((t) => t.node));
    const sections = [
        ["Pools", pools_table(trace).node],
        ["Occupancy over time", charts],
        ["Leaks", nodes(tables.leaks)],
        ["References", nodes(tables.refs)],
        ["Failed calls", nodes(tables.errors)],
        ["Life times", lives_section(trace)],
    ];
    if (!trace.complete) {
        sections.splice(2, 0, ["What is missing", gaps_table(trace).node]);
    }
    const made = sections.map(([title, content]) => [number_for("section"), title, content]);
    return element("article", {},
        header_of(trace, level, made),
        made.map(([id, title, content]) => element("section", {"aria-labelledby": id},
            element(heading, {id, tabindex: "-1"}, title), content)));
}

// All widths are read before anything is drawn, which would have the page laid out anew for each.
function draw_all(width) {
    const widths = drawn.map((one) => (width ? width * (one.print_share || 1) : one.plot.clientWidth));
    drawn.forEach((one, i) => one.draw(widths[i]));
}

function start() {
    const traces = Array.from(document.querySelectorAll("script.trace"), (s) => JSON.parse(s.textContent));
    const left_out = document.querySelector("script.rest");
    const main = document.getElementById("content");
    document.title = traces.map((t) => names.short(t.name, 60)).slice(0, 3).join(", ") + ": " +
        (traces.length === 1 ? verdict_of(traces[0]) : "memory pools");
    if (traces.length !== 1) {
        main.append(element("h1", {class: "several"}, show.plural(traces.length, "trace", "traces")));
    }
    main.classList.toggle("many", traces.length > 16);
    main.append(...traces.map((trace) => trace_of(trace, traces.length === 1 ? "h1" : "h2")));
    if (left_out && JSON.parse(left_out.textContent) > 0) {
        main.append(element("p", {class: "more"}, "and " + show.plural(JSON.parse(left_out.textContent),
            "more trace, which found", "more traces, which found") + " no room in this page"));
    }
    const help = document.querySelector(".tools");
    if (help) {
        help.before(keys_help());
    }
    draw_all();
    let width = main.clientWidth;
    new ResizeObserver(() => {
        if (main.clientWidth !== width) {
            width = main.clientWidth;
            draw_all();
        }
    }).observe(main);
    addEventListener("beforeprint", () => draw_all(PRINT_WIDTH));
    addEventListener("afterprint", () => draw_all());
}

start();
