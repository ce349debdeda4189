// SPDX-License-Identifier: MIT
// Tables to sort. A column: {key, title, kind: "number" or "text", cell(row), label(row), sort(row)}.

// Of names other than sites.
const NAME_LETTERS = 64;

// Rows shown at first; the rest is in print, and after a click.
const ROWS_SHOWN = 25;

// A table with no more of them is not parted by the end of a sheet of paper.
const ROWS_TOGETHER = 12;

class Table {
    // `about` is a further line of the caption; `more`: rows that the page does not have; `is_alone`: the
    // heading above says the title already.
    constructor({title, about, columns, rows, more, is_alone}) {
        Object.assign(this, {columns, rows: rows.slice()});
        this.caption = element("caption", {}, element("span", {class: is_alone ? "unseen" : null}, title), about ? element("span", {class: "about"}, about) : null);
        this.heads = columns.map((column) => this.head(column));
        this.body = element("tbody", {role: "rowgroup"});
        this.table = element("table", {class: "stack", role: "table"}, this.caption,
            element("thead", {role: "rowgroup"}, element("tr", {role: "row"}, this.heads)), this.body);
        this.note = element("p", {class: "more"}, more > 0
            ? "and " + show.count(more) + " more, which are not in this page" : "");
        this.is_open = rows.length <= ROWS_SHOWN;
        if (rows.length === 0) {
            this.node = Table.empty(is_alone ? null : title, about, this.note);
            return;
        }
        this.node = element("div", {class: "table card" + (rows.length <= ROWS_TOGETHER ? " together" : "")},
            this.table, this.note);
        this.fill();
        this.offer();
    }

    // There is nothing to sort, nor to have in columns.
    static empty(title, about, note) {
        return element("div", {class: "table card empty"},
            title ? element("p", {class: "title"}, title, about ? element("span", {class: "about"}, about) : null) : null,
            element("p", {class: "none"}, "none"), note);
    }

    head(column) {
        const sorts = column.kind !== "bar";
        const th = element("th", {
            scope: "col", role: "columnheader", "aria-sort": sorts ? "none" : null,
            class: column.kind === "number" ? "number" : sorts ? null : "still",
        });
        if (sorts) {
            const button = element("button", {type: "button"}, column.title);
            button.addEventListener("click", () => this.sort(column, th));
            th.append(button);
        } else {
            th.append(column.title);
        }
        return th;
    }

    sort(column, th) {
        const was = th.getAttribute("aria-sort");
        const up = was === "none" ? column.kind !== "number" : was === "descending";
        this.heads.filter((h) => h.hasAttribute("aria-sort")).forEach((h) => h.setAttribute("aria-sort", "none"));
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
        const value = column.sort;
        this.rows.sort((a, b) => (up ? 1 : -1) * compare(value(a), value(b)));
        this.fill();
    }

    fill() {
        this.body.replaceChildren(...this.rows.map((row, i) => element("tr", {
            role: "row", class: !this.is_open && i >= ROWS_SHOWN ? "later" : null,
        }, this.columns.map((column, at) => this.cell(column, row, at)))));
    }

    cell(column, row, at) {
        const is_head = at === 0;
        return element(is_head ? "th" : "td", {
            scope: is_head ? "row" : null, role: is_head ? "rowheader" : "cell",
            class: [column.kind === "number" ? "number" : "", column.style || ""].join(" ").trim() || null,
            "data-label": is_head ? null : column.title,
        }, is_head || column.kind === "bar" ? column.cell(row) : element("span", {}, column.cell(row)));
    }

    offer() {
        if (this.is_open) {
            return;
        }
        const button = element("button", {type: "button", class: "plain"},
            "Show all " + show.count(this.rows.length));
        button.addEventListener("click", () => {
            this.is_open = true;
            button.remove();
            this.fill();
        });
        this.note.prepend(button, " ");
    }
}

// Numbers by size, words in the order of people; what is not known comes first.
function compare(a, b) {
    if (a === null || b === null) {
        return a === b ? 0 : a === null ? -1 : 1;
    }
    return typeof a === "number" && typeof b === "number" ? a - b
        : String(a).localeCompare(String(b), "en", {numeric: true});
}

const column = {
    text: (key, title, style) => ({
        kind: "text", title, style: style || "name", sort: (r) => r[key], cell: (r) => name(r[key], style === "site" ? 300 : NAME_LETTERS),
    }),
    number: (key, title, format = show.count) => ({
        kind: "number", title,
        sort: (r) => r[key] === null || r[key] === undefined ? null : show.likely(r[key]),
        cell: (r) => {
            if (r[key] === null || r[key] === undefined) {
                return element("span", {class: "hint"}, "unknown");
            }
            const range = show.range(r[key], format);
            return [show.figure(r[key], format), range ? element("span", {class: "range"}, range) : null];
        },
    }),
};
