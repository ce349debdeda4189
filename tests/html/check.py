# SPDX-License-Identifier: MIT
"""Uses the pages in a directory as a reader does, in headless Chromium."""

import json
import os
import re
import sys

from browser import Browser, Missing

ARROW_RIGHT, ENTER, TAB, ESCAPE = "\ue014", "\ue007", "\ue004", "\ue00c"


def check(truth, what):
    if not truth:
        sys.exit("FAIL: " + what)


def equal(got, wanted, what):
    check(got == wanted, "%s: %r, not %r" % (what, got, wanted))


# Ends when the page has been drawn to a new size.
DRAWN = "return new Promise((end) => requestAnimationFrame(() => requestAnimationFrame(() => end(0))))"

BURST = 20248398 - 1000000
FAILED = 20434227 - 1000000


CHART = """
const figure = Array.from(document.querySelectorAll("figure.chart"))
    .find((f) => f.querySelector(".handle") && f.querySelector("h3").textContent === arguments[0]);
"""


class Page:
    def __init__(self, browser, directory):
        self.browser = browser
        self.directory = directory
        self.name = None

    def open(self, name, width=1280):
        self.browser.size(width, 900)
        self.browser.open(os.path.join(self.directory, name + ".html"))
        self.name = name
        self.quiet(name)

    def go_on(self, name, width=1280):
        """The same without loading it anew where it is open: the page has to adapt."""
        if self.name == name:
            self.browser.size(width, 900)
            self.browser.run(DRAWN)
        else:
            self.open(name, width)

    def quiet(self, name):
        """No message in the console, nothing fetched, nothing injected."""
        equal(self.browser.log(), [], name + ": console")
        equal(self.browser.run("return performance.getEntriesByType('resource').map((e) => e.name)"), [],
              name + ": fetched")
        equal(self.browser.run("return [typeof window.hacked, document.scripts.length > 1, "
                               "document.querySelectorAll('img').length]"), ["undefined", True, 0],
              name + ": injected")

    def chart(self, pool, script):
        return self.browser.run(CHART + script, pool)

    def plot(self, pool):
        """Where the plot of the pool is in the window: x, y, width, height."""
        return self.chart(pool, """
            const handle = figure.querySelector(".handle");
            handle.scrollIntoView({block: "center", behavior: "instant"});
            const box = handle.getBoundingClientRect();
            return [box.x, box.y, box.width, box.height];""")

    def tip(self, pool):
        return self.chart(pool, """const tip = figure.querySelector(".tip");
            return tip.hidden ? null : Array.from(tip.querySelectorAll("p"), (p) => p.textContent);""")

    def shown(self):
        return self.browser.run("return document.querySelector('.tools [role=status]').textContent")

    def hover(self, pool, part):
        x, y, width, height = self.plot(pool)
        self.browser.pointer((x + part * width, y + height / 2))
        return self.tip(pool)


def hovers(page):
    """Time, value and mark where the pointer is: facts of demo.txt."""
    page.open("demo")
    end = 39212064
    tip = page.hover("messages", 19526976 / end)
    check(tip is not None, "no tip on hovering")
    check(tip[0].startswith("19.5") and tip[0].endswith(" ms"), "time: %r" % tip)
    check("26 blocks \u00b7 54 % of 48, 1.6 KiB" in tip[1], "value at the peak: %r" % tip)
    tip = page.hover("messages", BURST / end)
    check("mark: burst begins" in tip, "mark: %r" % tip)
    tip = page.hover("buffers", FAILED / end)
    check(any("failed get" in line for line in tip), "failed gets: %r" % tip)
    check(page.tip("messages") is None, "a tip where the pointer no longer is")
    tip = page.hover("messages", 0.3)
    check("after mark: routing begins" in tip, "mark before: %r" % tip)


def drags(page):
    """Zooms, all charts of the trace, and back."""
    page.open("demo")
    equal(page.shown(), "the whole trace, 39.2 ms", "at first")
    before = page.chart("sessions", "return figure.querySelector('.edge').getAttribute('d')")
    x, y, width, height = page.plot("messages")
    middle = y + height / 2
    page.browser.pointer((x + 0.48 * width, middle), "down", (x + 0.5 * width, middle),
                         (x + 0.52 * width, middle), "up")
    bounds = [float(n) for n in re.findall(r"([0-9.]+) ms", page.shown())]
    wanted = [0.48 * 39.21, 0.52 * 39.21, 39.21]
    check(all(abs(a - b) < 0.07 for a, b in zip(bounds, wanted)), "after the drag: " + page.shown())
    after = page.chart("sessions", "return figure.querySelector('.edge').getAttribute('d')")
    check(before != after, "the other charts do not follow")
    labels = page.chart("messages", "return Array.from(figure.querySelectorAll('svg text'), (t) => t.textContent)")
    check("19 ms" in labels or "19.0 ms" in labels, "labels of the axis: %r" % labels)
    click(page, "Whole trace")
    equal(page.shown(), "the whole trace, 39.2 ms", "after the reset")
    page.browser.pointer((x + 0.3 * width, middle), "down", "up")
    equal(page.shown(), "the whole trace, 39.2 ms", "after a click that is no drag")
    click(page, "Zoom in")
    check(page.shown() != "the whole trace, 39.2 ms", "the button does not zoom")


def click(page, title):
    page.browser.run("""Array.from(document.querySelectorAll("button"))
        .find((b) => b.textContent === arguments[0]).click()""", title)


def draws(page):
    """What a chart is made of."""
    page.open("demo")
    texts = page.chart("buffers", "return Array.from(figure.querySelectorAll('svg text'), (t) => t.textContent)")
    for text in ("length 16", "peak 16", "burst begins", "0"):
        check(text in texts, "no %r in the chart: %r" % (text, texts))
    counts = page.chart("buffers", """return [".length", ".peak", ".failed", ".mark", ".doubt"]
        .map((c) => figure.querySelectorAll("svg " + c).length)""")
    check(counts[0] == 1 and counts[1] == 1 and counts[2] >= 1 and counts[3] >= 2 and counts[4] == 0,
          "parts of the chart: %r" % counts)
    click(page, "Fit height to peak")
    equal(page.chart("messages", "return figure.querySelectorAll('svg .length').length"), 0, "length line, fitted")


TABLE = """
const table = Array.from(document.querySelectorAll("table"))
    .find((t) => t.caption.textContent.startsWith(arguments[0]));
const heads = Array.from(table.tHead.rows[0].cells);
const at = heads.findIndex((h) => h.textContent === arguments[1]);
"""


def sorts(page):
    """By the click of a pointer and by key, numbers by size; the state is told."""
    page.open("long")

    def column(title):
        return page.browser.run(TABLE + """return [heads[at].getAttribute("aria-sort"),
            Array.from(table.tBodies[0].rows, (r) => r.cells[at].textContent)]""", "Pools", title)

    def press(title):
        page.browser.run(TABLE + "heads[at].querySelector('button').click()", "Pools", title)

    equal(column("Length")[0], "none", "aria-sort at first")
    press("Length")
    equal(column("Length"), ["descending", ["3,000", "1,500", "800", "400", "200", "100", "50", "20"]], "sorted")
    page.browser.run(TABLE + "heads[at].querySelector('button').focus()", "Pools", "Length")
    page.browser.keys(ENTER)
    equal(column("Length"), ["ascending", ["20", "50", "100", "200", "400", "800", "1,500", "3,000"]], "sorted by key")
    press("Pool")
    equal(column("Length")[0], "none", "aria-sort of the other column")
    equal(column("Pool"), ["ascending", ["pool-%d" % i for i in range(1, 9)]], "sorted by name")
    by_bytes = page.browser.run(TABLE + """heads[at].querySelector("button").click();
        return Array.from(table.tBodies[0].rows, (r) => r.cells[at].textContent)""", "Leaks by site", "Bytes")
    sizes = [float(b.split()[0]) * {"B": 1, "KiB": 1024}[b.split()[1]] for b in by_bytes]
    equal(sizes, sorted(sizes, reverse=True), "leaks by bytes")


def keys(page):
    """The chart's cursor and zoom by key; each place on the page is reached."""
    page.open("demo")
    browser = page.browser
    value = "return figure.querySelector('.handle').getAttribute('aria-valuetext')"
    page.chart("messages", "figure.querySelector('.handle').focus()")
    check("26 blocks" in page.chart("messages", value), "not at the peak: " + page.chart("messages", value))
    check(page.tip("messages") is not None, "no tip on focus")
    before = page.chart("messages", value)
    browser.keys(*[ARROW_RIGHT] * 5)
    check(page.chart("messages", value) != before, "the cursor does not move")
    browser.keys("M", "M", "M", "M", "M")
    check("mark: routing begins" in page.chart("messages", value), "no first mark: " + page.chart("messages", value))
    browser.keys("p")
    check("26 blocks" in page.chart("messages", value), "not back at the peak")
    browser.keys("+", "+")
    check(page.shown() != "the whole trace, 39.2 ms", "+ does not zoom")
    browser.keys("0")
    equal(page.shown(), "the whole trace, 39.2 ms", "after 0")
    page.chart("buffers", "figure.querySelector('.handle').focus()")
    browser.keys("\ue011", "f")
    check("failed get" in page.chart("buffers", value), "f: " + page.chart("buffers", value))
    browser.keys(ESCAPE)
    check(page.tip("buffers") is None, "the tip stays after Escape")
    focus = """const e = document.activeElement; return e.textContent.slice(0, 20) + "|" + e.className + "|" +
        getComputedStyle(e).outlineStyle + "|" + getComputedStyle(e).outlineWidth"""
    page.open("demo")
    seen = []
    for _ in range(30):
        browser.keys(TAB)
        seen.append(browser.run(focus))
    check(seen[0].startswith("Skip to the content"), "first by Tab: %r" % seen[0])
    check(any("handle" in place for place in seen), "no chart is reached by Tab: %r" % seen)
    check(any(place.startswith("Zoom in") for place in seen), "no button is reached by Tab: %r" % seen)
    check(all(place.split("|")[2] != "none" for place in seen), "a focus is not seen: %r" % seen)


def speaks(page):
    """What a screen reader is told: names, roles, captions and heads."""
    page.open("demo")
    names = page.chart("messages", "return figure.querySelector('svg').getAttribute('aria-label')")
    for part in ("Occupancy of messages", "peak 26 of 48 at 19.5", "1 of 48 at the end", "no failed gets"):
        check(part in names, "summary without %r: %r" % (part, names))
    faults = page.browser.run("""const faults = [];
        for (const svg of document.querySelectorAll("svg")) {
            if (svg.getAttribute("role") !== "img" || !svg.getAttribute("aria-label")) faults.push("svg");
        }
        for (const table of document.querySelectorAll("table")) {
            if (!table.caption || !table.caption.textContent) faults.push("caption");
            for (const th of table.querySelectorAll("th")) if (!th.scope) faults.push("scope");
        }
        for (const e of document.querySelectorAll("button, [role=slider], a")) {
            if (!e.textContent.trim() && !e.getAttribute("aria-label")) faults.push("name of " + e.outerHTML);
        }
        const ids = Array.from(document.querySelectorAll("[id]"), (e) => e.id);
        if (new Set(ids).size !== ids.length) faults.push("ids");
        for (const e of document.querySelectorAll("[aria-labelledby], [aria-describedby], a[href]")) {
            const id = e.getAttribute("aria-labelledby") || e.getAttribute("aria-describedby") ||
                e.getAttribute("href").slice(1);
            if (!document.getElementById(id)) faults.push("nothing is called " + id);
        }
        const levels = Array.from(document.querySelectorAll("h1, h2, h3, h4"), (h) => Number(h.tagName[1]));
        levels.forEach((l, i) => { if (i > 0 && l > levels[i - 1] + 1) faults.push("level of a heading"); });
        if (levels[0] !== 1 || levels.filter((l) => l === 1).length !== 1) faults.push("h1");
        if (!document.documentElement.lang || !document.querySelector("main")) faults.push("main");
        return faults;""")
    equal(faults, [], "accessibility")
    tree = page.browser.chrome("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node.get("ignored") and "role" in node]
    for role in ("slider", "table", "columnheader", "rowheader", "heading", "navigation", "main"):
        check(role in roles, "no %s for a screen reader" % role)
    page.open("demo", 400)
    tree = page.browser.chrome("Accessibility.getFullAXTree")["nodes"]
    narrow = [node["role"]["value"] for node in tree if not node.get("ignored") and "role" in node]
    for role in ("table", "row", "rowheader", "cell"):
        equal(narrow.count(role), roles.count(role), "role %s on a narrow screen" % role)


# The contrast of each text with what is behind it, WCAG 2: [ratio, text]; large text needs 3, all else 4.5.
CONTRAST = """
const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const light = (c) => { const [r, g, b] = c.map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const behind = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3] === 1) return c; } return [255, 255, 255, 1]; };
const low = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest("script, noscript, .unseen, title")) continue;
    const style = getComputedStyle(e);
    const text = parse(e.namespaceURI.endsWith("svg") ? style.fill : style.color).slice(0, 3);
    const [a, b] = [light(text), light(behind(e).slice(0, 3))].sort((p, q) => q - p);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) low.push([ratio.toFixed(2), walker.currentNode.data.slice(0, 40)]);
}
return [getComputedStyle(document.body).backgroundColor, low];
"""


def colours(page):
    """Light and dark differ, and both can be read."""
    grounds = {}
    for name in ("demo", "cut", "clockless"):
        for scheme in ("light", "dark"):
            page.browser.media("", scheme)
            page.open(name)
            page.hover("messages" if name == "demo" else "packets" if name == "cut" else "p", 0.5)
            grounds[scheme], low = page.browser.run(CONTRAST)
            equal(low, [], "contrast in " + scheme)
    page.browser.media()
    check(grounds["light"] != grounds["dark"], "dark is light: %r" % grounds)


def fits(page, names):
    """No page is wider than its window or its paper, nor is anything in it cut off."""
    for name in names:
        for width, media in ((400, ""), (320, ""), (1030, ""), (680, "print"), (1280, "")):
            page.go_on(name, width)
            page.browser.media(media)
            wide, window = page.browser.run("return [document.documentElement.scrollWidth, innerWidth]")
            check(wide <= window, "%s at %d pixels %s is %d wide" % (name, width, media, wide))
            cut = page.browser.run("""return Array.from(document.querySelectorAll(".table"))
                .filter((t) => t.scrollWidth > t.clientWidth).map((t) => t.innerText.slice(0, 40))""")
            equal(cut, [], "%s at %d pixels %s: tables that do not fit" % (name, width, media))


def prints(page):
    """On paper all rows and charts are seen, and nothing is left of what only a screen has."""
    page.go_on("hostile")
    rows = "return Array.from(document.querySelectorAll('tbody tr')).filter((r) => r.offsetHeight > 0).length"
    all_rows = page.browser.run("return document.querySelectorAll('tbody tr').length")
    check(page.browser.run(rows) < all_rows, "no rows to be shown later")
    page.browser.media("print", "dark")
    equal(page.browser.run(rows), all_rows, "rows in print")
    ground, low = page.browser.run(CONTRAST)
    equal((ground, low), ("rgb(255, 255, 255)", []), "colours in print")
    hidden = page.browser.run("""return Array.from(document.querySelectorAll("figure, table, header"))
        .filter((e) => e.offsetHeight === 0 || getComputedStyle(e).visibility !== "visible").length""")
    equal(hidden, 0, "charts and tables hidden in print")
    page.browser.media()
    page.open("demo")
    path = os.path.join(page.directory, "demo.pdf")
    page.browser.printed(path)
    check(os.path.getsize(path) > 10000, "hardly anything is printed")
    page.quiet("demo, printed")


def admits(page):
    """What is not certain is said first, and hatched; without a clock there are no times."""
    page.open("cut")
    text = page.browser.run("return document.body.innerText")
    head = page.browser.run("return document.querySelector('h1').textContent")
    check(head.startswith("Incomplete: "), "verdict: " + head)
    check("What is missing" in text and "2 to 10" in text, "no ranges: " + text)
    check(page.chart("packets", "return figure.querySelectorAll('svg .doubt').length") > 0, "nothing is hatched")
    tip = page.hover("packets", 0.99)
    check(any("not certain" in line for line in tip), "the tip is certain: %r" % tip)
    page.open("clockless")
    tip = page.hover("p", 0.5)
    check(tip[0].startswith("event "), "a time without a clock: %r" % tip)
    check("No clock" in page.browser.run("return document.body.innerText"), "not said that there is no clock")
    page.open("demo")
    check("none" not in page.browser.run("return document.querySelector('h1').textContent"), "verdict")
    page.open("part")
    text = page.browser.run("return document.querySelector('header').textContent")
    check("Only pool \u201cbuffers\u201d, the part from the mark \u201cburst begins\u201d until 21 ms." in text,
          "not said what was left out: " + text)
    page.open("several")
    heads = page.browser.run("return Array.from(document.querySelectorAll('.verdict'), (h) => h.textContent)")
    equal(len(heads), 3, "traces in a page")
    page.open("rest")
    notes = page.browser.run("return Array.from(document.querySelectorAll('.more'), (p) => p.textContent).join('|')")
    check("and 140 more traces, which found no room in this page" in notes, "traces left out: " + notes[-200:])


def keeps(page):
    """A spike of no length in a long trace is there, at any width."""
    for width in (1280, 900, 650, 500, 400):
        page.go_on("long", width)
        top = page.chart("pool-3", """const peak = figure.querySelector(".peak").cy.baseVal.value;
            const edge = figure.querySelector(".edge").getAttribute("d");
            const heights = Array.from(edge.matchAll(/ ([\\d.]+)H/g), (m) => Number(m[1]));
            const length = figure.querySelector(".length").y1.baseVal.value;
            return [Math.min(...heights), peak, length];""")
        check(max(top) - min(top) < 0.1, "the spike does not reach the length: %r" % top)


def lives_of(path):
    """Of each pool the sorted life times of its blocks, from the trace's own lines."""
    names, got, lives = {}, {}, {}
    with open(path, encoding="utf-8") as trace:
        for line in trace:
            words = line.split()
            if words[0] == "pool":
                names[words[1]] = words[2].strip('"')
                lives[names[words[1]]] = []
            elif words[1:2] == ["get"]:
                got[words[2], words[3]] = int(words[0])
            elif words[1:2] == ["put"]:
                lives[names[words[2]]].append(int(words[0]) - got.pop((words[2], words[3])))
    return {name: sorted(times) for name, times in lives.items()}


def measures(page):
    """Life times: each in its bin, and the quantiles are those of the command lifetimes."""
    page.open("demo")
    with open(os.path.join(page.directory, "lifetimes.json"), encoding="utf-8") as report:
        tool = {pool["name"]: pool for pool in json.load(report)["pools"]}
    told = page.browser.run("return JSON.parse(document.querySelector('script.trace').textContent).pools")
    for name, times in lives_of(os.path.join(page.directory, "demo.txt")).items():
        lives = [pool["lives"] for pool in told if pool["name"] == name][0]
        equal((lives["count"], lives["max"]), (len(times), times[-1]), "lives of " + name)
        for low, high, count in lives["bins"]:
            equal(count, sum(low <= t < high for t in times), "lives of %s from %d to %d" % (name, low, high))
        equal(sum(b[2] for b in lives["bins"]), len(times), "lives in the bins of " + name)
        for key, part in (("p50", 0.5), ("p90", 0.9), ("p99", 0.99)):
            exact = times[min(len(times) - 1, -int(-part * len(times) // 1) - 1)]
            check(abs(lives[key] - exact) <= exact / 60, "%s of %s: %d, not %d" % (key, name, lives[key], exact))
            equal(lives[key], tool[name][key + "_ns"], "%s of %s, which the command gives" % (key, name))
        bars = page.browser.run("""return Array.from(document.querySelectorAll(".lives figure"))
            .filter((f) => f.querySelector("h3").textContent === arguments[0])
            .map((f) => f.querySelectorAll(".bin").length)""", name)
        equal(bars, [len(lives["bins"])], "bars of " + name)


def grows(page):
    """Beside each leak how its number grew, in a word and a picture that is told in words as well."""
    page.open("grows")
    rows = page.browser.run(TABLE + """return Array.from(table.tBodies[0].rows, (r) => [r.cells[0].textContent,
        r.cells[at].textContent.replace(/\\d.*/, ""), r.cells[at].querySelector("svg").getAttribute("aria-label"),
        r.cells[at].querySelectorAll("svg rect.bin").length])""", "Leaks by site", "Growth")
    told = "the fewest live in each eighth of the run: "
    equal(sorted(rows), [["cache.c:3 (cache)", "constant", told + "0, 1, 1, 1, 1, 1, 1, 1", 7],
                         ["leak.c:5 (leak)", "growing", told + "0, 1, 2, 3, 4, 5, 6, 7", 7]], "growth")
    page.browser.run(TABLE + "heads[at].querySelector('button').click()", "Leaks by site", "Growth")
    first = page.browser.run(TABLE + "return table.tBodies[0].rows[0].cells[at].textContent", "Leaks by site", "Growth")
    check(first.startswith("growing"), "the first when sorted: " + first)


def escapes(page):
    """Names from a trace are text, whatever they say."""
    page.go_on("hostile")
    names = page.browser.run("return Array.from(document.querySelectorAll('tbody th bdi'), (e) => e.textContent)")
    check(any(n.startswith("<img src=x onerror=window.hacked=1>") for n in names), "names: %r" % names[:20])
    check(any("\\u{202e}gnp.exe" in n for n in names), "a name that turns its direction")
    check(all(ord(c) >= 32 for n in names for c in n), "control characters")
    notes = page.browser.run("return Array.from(document.querySelectorAll('.more'), (p) => p.textContent).join('|')")
    check("more, which are not in this page" in notes and "more pools" in notes, "what is left out is not said")


def main():
    directory = sys.argv[1]
    try:
        browser = Browser()
    except Missing as missing:
        print("skipped: %s" % missing)
        return 77
    try:
        page = Page(browser, directory)
        names = [name[:-5] for name in sorted(os.listdir(directory)) if name.endswith(".html")]
        for test in (hovers, drags, draws, sorts, keys, speaks, colours, admits, keeps, measures, grows, escapes, prints):
            test(page)
        fits(page, names)
    finally:
        browser.close()
    return 0


sys.exit(main())
