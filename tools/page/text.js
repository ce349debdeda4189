// SPDX-License-Identifier: MIT
// Text for people, and elements made of it. What comes from the trace only ever goes in as text.
"use strict";

const names = {
    // Control, bidirectional and invisible characters are shown by their number.
    clean(word) {
        return String(word).replace(
            /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
            (c) => "\\u{" + c.codePointAt(0).toString(16) + "}");
    },
    short(word, most) {
        const all = Array.from(names.clean(word));
        return all.length <= most ? all.join("") : all.slice(0, most - 1).join("") + "\u2026";
    },
};

const show = {
    count(n) {
        return n.toLocaleString("en-US");
    },
    plural(n, one, many) {
        return show.count(n) + " " + (n === 1 ? one : many);
    },
    bytes(n) {
        const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        let i = 0;
        while (n >= 1024 && i < units.length - 1) {
            n /= 1024;
            i++;
        }
        return (i === 0 || n >= 99.95 ? Math.round(n) : n.toFixed(1)) + " " + units[i];
    },
    share(part, whole) {
        const percent = 100 * part / whole;
        return (percent > 0 && percent < 1 ? "under 1" : percent < 100 ? Math.floor(percent) : Math.round(percent)) +
            " %";
    },
    // Nanoseconds, to about two digits.
    duration(ns) {
        const units = [[1e9, "s"], [1e6, "ms"], [1e3, "\u00b5s"], [1, "ns"]];
        if (ns >= 120e9) {
            return show.clock(ns, 0);
        }
        const [size, unit] = units.find((u) => ns >= u[0]) || units[3];
        const n = ns / size;
        return (n < 9.95 && size > 1 ? n.toFixed(1) : Math.round(n)) + " " + unit;
    },
    // 2:03 (minutes), 1:02:03 (hours), 3 d 1:02:03.
    clock(ns, digits) {
        const unit = 10 ** digits;
        let rest = Math.round(ns / 1e9 * unit) / unit;
        const days = Math.floor(rest / 86400);
        rest -= days * 86400;
        const hours = Math.floor(rest / 3600);
        rest -= hours * 3600;
        const minutes = Math.floor(rest / 60);
        const seconds = (rest - minutes * 60).toFixed(digits).padStart(digits > 0 ? 3 + digits : 2, "0");
        const long = days > 0 || hours > 0;
        return (days > 0 ? show.count(days) + " d " : "") + (long ? hours + ":" : "") +
            (long ? String(minutes).padStart(2, "0") : minutes) + ":" + seconds + (long ? " h" : " min");
    },
    // A figure is a number, or [the likely one, least, most], the latter null where there is no limit.
    figure(f, format = show.count) {
        return !Array.isArray(f) ? format(f) : format(f[0]) + (show.is_least(f) ? "+" : "");
    },
    // Whether it may only be higher.
    is_least(f) {
        return Array.isArray(f) && f[2] === null && f[0] === f[1];
    },
    range(f, format = show.count) {
        if (!Array.isArray(f) || show.is_least(f) || f[1] === f[2]) {
            return "";
        }
        return f[2] === null ? format(f[1]) + " or more" : format(f[1]) + " to " + format(f[2]);
    },
    likely(f) {
        return Array.isArray(f) ? f[0] : f;
    },
};

// An element: attributes that are null are left out; children that are strings become text.
function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
        if (value !== null && value !== undefined && value !== false) {
            made.setAttribute(key, value === true ? "" : value);
        }
    }
    made.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== ""));
    return made;
}

function drawing(name, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes || {})) {
        made.setAttribute(key, typeof value === "number" ? Math.round(value * 100) / 100 : value);
    }
    made.append(...children);
    return made;
}

// A name from the trace: its direction is its own affair. Longer than `most` it is cut, and whole in its title.
function name(word, most = 300) {
    const shown = names.short(word, most);
    return element("bdi", {title: shown === names.clean(word) ? null : names.clean(word)}, shown);
}

let numbered = 0;

function number_for(prefix) {
    return prefix + "-" + ++numbered;
}
