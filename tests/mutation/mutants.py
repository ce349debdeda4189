# SPDX-License-Identifier: MIT
"""Mutants of C source: one change in one place each.

Works on tokens and on the form that scripts/format gives the source (a binary
operator has a blank on both sides, a unary one has none after it), not on a
parse tree: what comes out and is no C does not compile, and does not count.
Comments, strings, preprocessor lines and _Static_assert are left alone, and so
are the lines that the build under test does not compile.
"""
import hashlib
import re

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
      | (?P<directive>^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*)
      | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<number>0[xX][0-9A-Fa-f]+[uUlL]*|[0-9]+[uUlL]*)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<sign>->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|^~!<>=?:;,.(){}\[\]])
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
OPENING, CLOSING = "([{", ")]}"

# What stands for an operator with operands on both sides, by kind of change.
BINARY = {
    "relational": {
        "==": ["!="],
        "!=": ["=="],
        "<": ["<=", ">="],
        "<=": ["<", ">"],
        ">": [">=", "<="],
        ">=": [">", "<"],
    },
    "arithmetic": {"+": ["-"], "-": ["+"], "*": ["+", "/"], "/": ["*", "%"], "%": ["/", "+"]},
    "bitwise": {"&": ["|", "^"], "|": ["&", "^"], "^": ["&", "|"], "<<": [">>"], ">>": ["<<"]},
    "logical": {"&&": ["||"], "||": ["&&"]},
    "assignment": {
        "+=": ["-=", "="],
        "-=": ["+=", "="],
        "|=": ["=", "&=", "^="],
        "&=": ["=", "|=", "^="],
    },
}
ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=")
ENDS = ("return", ",", ";", "?", ":", "&&", "||")
WORDS = {"true": ["false"], "false": ["true"], "SIZE_MAX": ["0u", "(SIZE_MAX - 1u)"]}
# A group of constants is exchanged in a circle: each for the next one.
GROUPS = ("JUNO_STATUS_", "JUNO_MEMORY_ALLOC_TYPE_", "MEMORY_CAUSE_", "MEMORY_KIND_", "MEMORY_HOOK_")
KEYWORDS = {"if", "else", "for", "while", "do", "switch", "case", "default", "typedef", "struct", "enum", "goto"}
RETURNS = {
    "bool": ["!({})"],
    "size_t": ["0u", "({}) + 1u"],
    "MEMORY_CAUSE_T": ["MEMORY_CAUSE_NONE"],
    "JUNO_STATUS_T": ["JUNO_STATUS_SUCCESS"],
    "*": ["NULL"],
}


def without_comments(text):
    return " ".join(re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL).split())


class Token:
    def __init__(self, kind, text, start):
        self.kind, self.text, self.start, self.end = kind, text, start, start + len(text)


class Mutant:
    """One change: bytes start to end of a file become text."""

    def __init__(self, source, kind, start, end, text):
        self.file, self.kind, self.start, self.end, self.text = source.file, kind, start, end, text
        self.source = source
        self.line = source.text.count("\n", 0, start) + 1
        self.function = source.function_at(start)
        first = source.text.rfind("\n", 0, start) + 1
        last = source.text.find("\n", end)
        self.before = without_comments(source.text[first:last])
        self.after = without_comments(source.text[first:start] + text + source.text[end:last])
        self.number = 1  # of those with the same lines in one function

    def key(self):
        return (self.file, self.function, self.number, self.before, self.after)

    def is_in_function(self):
        return any(first <= self.start <= last for first, last in self.source.bodies())

    def place(self):
        return f"{self.file}:{self.function}"

    def id(self):
        return hashlib.sha1("\n".join(map(str, self.key())).encode()).hexdigest()[:8]

    def mutated(self):
        return self.source.text[: self.start] + self.text + self.source.text[self.end :]


class Source:
    """A file: its tokens, and which function each place is in."""

    def __init__(self, file, text):
        self.file, self.text = file, text
        self.tokens = [
            Token(match.lastgroup, match.group(), match.start())
            for match in TOKEN.finditer(text)
            if match.lastgroup not in ("comment", "directive")
        ]
        self.match = self._match_brackets()
        self.functions = self._find_functions()
        self._leave_out_assertions()

    def _match_brackets(self):
        match, stack = {}, []
        for i, token in enumerate(self.tokens):
            if token.kind == "sign" and token.text in OPENING:
                stack.append(i)
            elif token.kind == "sign" and token.text in CLOSING:
                match[i] = stack.pop()
                match[match[i]] = i
        if stack:
            raise ValueError(f"{self.file}: brackets do not match")
        return match

    def _find_functions(self):
        """(name, return type, first token, last token, is a function) of what has braces at file scope"""
        found, i, begin = [], 0, 0
        while i < len(self.tokens):
            text = self.tokens[i].text
            if text == "{":
                found.append(self._name(begin, i) + (i, self.match[i], self.tokens[i - 1].text == ")"))
                i = self.match[i]
                begin = i + 1
            elif text == ";":
                begin = i + 1
            elif text == "(":
                i = self.match[i]
            i += 1
        return found

    def _name(self, begin, brace):
        at = brace - 1
        if self.tokens[at].text == ")":
            at = self.match[at]
        while at > begin and self.tokens[at].kind != "name":
            at -= 1
        before = [token.text for token in self.tokens[begin:at]]
        return self.tokens[at].text, "*" if "*" in before else (before or [""])[-1]

    def _leave_out_assertions(self):
        for i, token in enumerate(self.tokens):
            if token.text in ("_Static_assert", "static_assert", "__attribute__"):
                for inner in self.tokens[i : self.match[i + 1] + 1]:
                    inner.kind = "left out"

    def bodies(self):
        """where functions are, from brace to brace"""
        return [(self.tokens[first].start, self.tokens[last].end) for _, _, first, last, f in self.functions if f]

    def function_at(self, place):
        for name, _, first, last, _ in self.functions:
            if place <= self.tokens[last].end:
                return name
        return "-"


class Generator:
    def __init__(self, source, constants):
        self.source, self.tokens, self.constants = source, source.tokens, constants
        self.mutants = []

    def add(self, kind, first, last, text):
        """Tokens first to last become text."""
        start, end = self.tokens[first].start, self.tokens[last].end
        if self.source.text[start:end] != text:
            self.mutants.append(Mutant(self.source, kind, start, end, text))

    def text(self, first, last):
        return self.source.text[self.tokens[first].start : self.tokens[last].end]

    def run(self):
        for i, token in enumerate(self.tokens):
            if token.kind == "sign":
                self.sign(i, token.text)
            elif token.kind == "number":
                self.number(i, token.text)
            elif token.kind == "name":
                self.name(i, token.text)
        for _, returns, first, last, is_function in self.source.functions:
            if is_function:
                self.statements(first, last, returns)
            self.initialisers(first, last)
        return self.mutants

    def spaced(self, i):
        token, text = self.tokens[i], self.source.text
        return text[token.start - 1].isspace() and text[token.end].isspace()

    def is_operand(self, i):
        token = self.tokens[i]
        return token.kind in ("name", "number", "string") or token.text in (")", "]")

    def sign(self, i, text):
        for kind, table in BINARY.items():
            if text in table and self.spaced(i) and self.is_operand(i - 1) and not self.is_pointer(i):
                for other in table[text]:
                    self.add(kind, i, i, other)
        if text in ("&&", "||"):
            self.operands(i, "true" if text == "&&" else "false")
        if text in ("++", "--"):
            self.add("arithmetic", i, i, {"++": "--", "--": "++"}[text])
        if text in ("~", "!"):
            self.add("bitwise" if text == "~" else "logical", i, i, "")
        if text == "?":
            self.condition(self.start_of_operand(i, ("&&", "||")), i - 1)

    def is_pointer(self, i):
        """'T *\\n' before a function's name, which stands on a line of its own"""
        return self.tokens[i].text == "*" and self.source.text[self.tokens[i].end] == "\n"

    def start_of_operand(self, i, through=()):
        """the first token of what ends before token i"""
        at = i - 1
        while at >= 0:
            text = self.tokens[at].text
            if text in CLOSING:
                at = self.source.match[at]
            elif text not in through and (text in OPENING or text in ASSIGNMENTS + ENDS):
                break
            at -= 1
        return at + 1

    def end_of_operand(self, i):
        at = i + 1
        while True:
            text = self.tokens[at].text
            if text in OPENING:
                at = self.source.match[at]
            elif text in CLOSING or text in ENDS:
                return at - 1
            at += 1

    def operands(self, i, neutral):
        """An operand of && or || that no longer matters; each is the right one of one operator."""
        first = self.start_of_operand(i)
        if self.tokens[first - 1].text not in ("&&", "||"):
            self.add("condition", first, i - 1, neutral)
        self.add("condition", i + 1, self.end_of_operand(i), neutral)

    def condition(self, first, last):
        if not self.is_compound(first, last):
            self.add("condition", first, last, f"!({self.text(first, last)})")
        self.add("condition", first, last, "true")
        self.add("condition", first, last, "false")

    def is_compound(self, first, last):
        """an operator in it is changed anyway, which negates the condition or part of it"""
        signs = {"&&", "||"} | set(BINARY["relational"])
        return any(token.text in signs for token in self.tokens[first : last + 1])

    def number(self, i, text):
        value = re.match(r"0[xX][0-9A-Fa-f]+|[0-9]+", text).group()
        suffix, number = text[len(value) :], int(value, 0)
        others = {number + 1} if self.is_enumerator(i) else {0, 1, number + 1, max(number - 1, 0)}
        for other in sorted(others - {number}):
            self.add("constant", i, i, f"{other}{suffix}")

    def is_enumerator(self, i):
        return any(first < i < last and not f for _, _, first, last, f in self.source.functions)

    def name(self, i, text):
        for other in WORDS.get(text, []):
            self.add("constant", i, i, other)
        if text in self.constants and not self.is_enumerator(i) and not self.is_index(i):
            self.add("constant", i, i, self.constants[text])
        if text in ("if", "while"):
            self.condition(i + 2, self.source.match[i + 1] - 1)
        if text == "for":
            first = self.next_semicolon(i) + 1
            self.condition(first, self.next_semicolon(first) - 1)

    def is_index(self, i):
        """of a table's row: what the row says is changed instead"""
        return self.tokens[i - 1].text == "[" and self.tokens[i + 1].text == "]"

    def next_semicolon(self, i):
        while self.tokens[i].text != ";":
            i += 1
        return i

    def statements(self, first, last, returns):
        i = first
        while i < last:
            if self.tokens[i].text == "for":
                i = self.source.match[i + 1]
            if self.tokens[i].text in ("{", "}", ";", "else") or self.is_case(i) or self.is_head(i):
                self.statement(i + 1, last, returns)
            i += 1

    def is_case(self, i):
        at = i
        while self.tokens[i].text == ":" and self.tokens[at - 1].text not in (";", "{", "}", ":"):
            at -= 1
        return self.tokens[at].text in ("case", "default")

    def is_head(self, i):
        """the ) of an if, for or while"""
        return self.tokens[i].text == ")" and self.tokens[self.source.match[i] - 1].text in ("if", "for", "while")

    def statement(self, first, end, returns):
        head = self.tokens[first].text
        if head in KEYWORDS or head in CLOSING or head in ("{", ";"):
            return
        last = first
        while self.tokens[last].text != ";":
            if self.tokens[last].text in OPENING:
                last = self.source.match[last]
            if last >= end or self.tokens[last].text in CLOSING and self.source.match[last] < first:
                return  # not a statement: inside an initialiser or a for
            last += 1
        if head == "return":
            self.returned(first, last, returns)
        if head in ("return", "break", "continue"):
            if self.is_nested(first):  # else nothing would be returned at all
                self.add("deleted", first, last, ";")
        elif not self.is_declaration(first):
            self.add("deleted", first, last, ";")

    def is_nested(self, i):
        """in a block within the function's"""
        depth = 0
        for token in self.tokens[:i]:
            depth += {"{": 1, "}": -1}.get(token.text, 0)
        return depth > 1

    def is_declaration(self, first):
        head, then = self.tokens[first], self.tokens[first + 1]
        if head.kind != "name":
            return False
        return then.kind == "name" or then.text == "*" and not self.source.text[then.end].isspace()

    def returned(self, first, last, returns):
        """another value; a constant is exchanged anyway"""
        if first + 1 < last and (first + 2 < last or self.tokens[first + 1].text not in self.constants):
            value = self.text(first + 1, last - 1)
            for other in RETURNS.get(returns, []):
                self.add("return value", first + 1, last - 1, other.format(value))

    def initialisers(self, first, last):
        """[X] = y, and .x = y, taken out"""
        for i in range(first + 1, last):
            at = i
            if self.tokens[i].text == "[" and self.tokens[i - 1].text in ("{", ","):
                at = self.source.match[i] + 1
            elif self.tokens[i].text == "." and self.tokens[i - 1].text in ("{", ","):
                at = i + 2
            if at != i and self.tokens[at].text == "=":
                end = self.end_of_operand(at)
                self.add("deleted", i, end + (self.tokens[end + 1].text == ","), "")


def constants_in(text):
    """{constant: the next one of its group}, from the texts of headers"""
    found = {}
    for group in GROUPS:
        members = []
        pattern = rf"^\s*(?:#define\s+)?({group}\w+)\s*(?:=\s*)?[0-9]"
        for name in re.findall(pattern, text, re.MULTILINE):
            if name not in members:
                members.append(name)
        found.update(zip(members, members[1:] + members[:1]))
    return found


def generate(file, text, constants, active):
    """The mutants of a file that differ from each other; active: the lines that are compiled."""
    source = Source(file, text)
    seen, lines, mutants = set(), {}, []
    for mutant in sorted(Generator(source, constants).run(), key=lambda m: (m.start, m.end)):
        if mutant.line not in active or mutant.mutated() in seen:
            continue
        seen.add(mutant.mutated())
        numbered = lines.setdefault(mutant.key(), [])
        numbered.append(mutant)
        mutant.number = len(numbered)
        mutants.append(mutant)
    return mutants
