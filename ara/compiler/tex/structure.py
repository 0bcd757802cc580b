"""The shape of a document: headings, paragraphs, floats, equations, in reading order, numbered, still as tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ara.compiler.paper.model import PassageKind
from ara.compiler.tex.floats import FLOATS, Captioned, inner_tokens, read_float
from ara.compiler.tex.numbers import FLOAT_KINDS, SECTION_LEVELS, Counters
from ara.compiler.tex.stream import TokensSpentError, TokenStream
from ara.compiler.tex.tokens import Token

_EQUATIONS = frozenset({"equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign",
                        "dmath", "math"})  # fmt: skip
_MANY_NUMBERS = frozenset({"align", "gather", "eqnarray", "alignat", "flalign"})
_LISTS = frozenset({"itemize", "enumerate", "description", "compactitem", "compactenum", "inparaenum", "enumerate*"})
_PASSED_OVER = frozenset({"tikzpicture", "keywords", "IEEEkeywords", "CCSXML", "pgfplots", "axis", "picture", "comment",
                          "filecontents", "filecontents*"})  # fmt: skip
_TITLES = frozenset({"title", "icmltitle", "Title"})
_AUTHORS = frozenset({"author", "icmlauthor", "Author"})
_NAMES = {"section": "Section", "table": "Table", "figure": "Figure", "equation": "Equation", "algorithm": "Algorithm"}


class Heading(NamedTuple):
    """A heading as tokens."""

    number: str | None
    title: tuple[Token, ...]
    level: int
    at: Token


class Block(NamedTuple):
    """A passage as tokens."""

    kind: PassageKind
    tokens: tuple[Token, ...]
    section: int | None
    lead: tuple[Token, ...] = ()
    number: str | None = None


class Float(NamedTuple):
    """A captioned float with its number."""

    number: str
    held: Captioned
    first: Token
    last: Token


@dataclass
class Structure:
    """What one walk through the tokens finds."""

    title: tuple[Token, ...] = ()
    authors: list[tuple[Token, ...]] = field(default_factory=list)
    abstract: tuple[Token, ...] = ()
    headings: list[Heading] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    floats: list[Float] = field(default_factory=list)
    bibliography: tuple[Token, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    """Number of each label."""
    kinds: dict[str, str] = field(default_factory=dict)
    """What each label names."""
    full: bool = False
    """Whether the walk ended early, with as many pieces of a kind as are kept."""


def read_structure(tokens: Sequence[Token], most: int) -> Structure:
    """Walk once through the tokens of a document, as long as there are at most `most` pieces of a kind."""
    walk = _Walk(tokens, most)
    try:
        walk.run()
    except TokensSpentError:
        # the bound is far above one walk, so that only pushed-back brackets can reach it
        walk.flush()
    return walk.found


class _Walk:
    def __init__(self, tokens: Sequence[Token], most: int) -> None:
        self.most = most
        self.stream = TokenStream(6 * len(tokens) + 1000)
        self.stream.push(tokens)
        self.found = Structure()
        self.counters = Counters(any(t.kind == "command" and t.text == "chapter" for t in tokens))
        self.paragraph: list[Token] = []
        self.lead: tuple[Token, ...] = ()
        self.notes: list[Block] = []
        self.kind: list[PassageKind] = []
        self.anchor = ("Section", "")
        self.begun = not any(t.kind == "begin" and t.text == "document" for t in tokens)

    def run(self) -> None:
        while (token := self.stream.next()) is not None and not self.found.full:
            if token.kind == "par":
                self.flush()
            elif token.kind == "begin":
                self._begin(token)
            elif token.kind == "end":
                self._end(token)
            elif token.kind == "raw" and token.text != "verb":
                self._listing(token)
            elif token.kind == "math" and token.text == "$$":
                self._display(token, self._to_math())
            elif token.kind != "command" or not self._command(token):
                self._keep(token)
        self.flush()

    def flush(self) -> None:
        """End the paragraph."""
        if self.begun and any(token.kind not in ("space", "open", "close") for token in (*self.lead, *self.paragraph)):
            kind: PassageKind = self.kind[-1] if self.kind else "body"
            self.found.blocks.append(Block(kind, tuple(self.paragraph), self._section(), self.lead))
        self.found.blocks += self.notes
        self.paragraph, self.notes, self.lead = [], [], ()
        found = self.found
        found.full = max(len(found.blocks), len(found.headings), len(found.floats)) >= self.most

    def _section(self) -> int | None:
        return len(self.found.headings) - 1 if self.found.headings else None

    def _keep(self, token: Token) -> None:
        if self.begun:
            self.paragraph.append(token)

    def _begin(self, token: Token) -> None:
        name = token.text
        plain = name.rstrip("*")
        if name == "document":
            self.begun = True
            self.paragraph = []
        elif name in FLOATS:
            self._float(token)
        elif plain in _EQUATIONS:
            self._display(token, inner_tokens(self.stream, name))
        elif name == "abstract":
            self.flush()
            self.found.abstract = self.found.abstract or tuple(inner_tokens(self.stream, name))
        elif name == "thebibliography":
            self.flush()
            self.found.bibliography = tuple(inner_tokens(self.stream, name))
        elif name == "algorithmic":
            self.flush()
            inner = inner_tokens(self.stream, name)
            self.found.blocks.append(Block("algorithm", tuple(inner), self._section()))
        elif name in _PASSED_OVER:
            inner_tokens(self.stream, name)
        elif plain in _LISTS:
            self.flush()
            self.stream.optional()
            self.kind.append("list")
        else:
            self._keep(token)

    def _end(self, token: Token) -> None:
        if token.text == "document":
            self.flush()
            self.begun = False
        elif token.text.rstrip("*") in _LISTS:
            self.flush()
            del self.kind[-1:]
        else:
            self._keep(token)

    def _listing(self, token: Token) -> None:
        self.flush()
        if token.text not in _PASSED_OVER and self.begun:
            self.found.blocks.append(Block("code", (token,), self._section()))

    def _float(self, token: Token) -> None:
        inner = inner_tokens(self.stream, token.text)
        number = None
        for held in read_float(token.text, inner):
            number = self.counters.count(held.kind)
            self.found.floats.append(Float(number, held, token, inner[-1] if inner else token))
            if held.key is not None:
                self._label(held.key, _NAMES[held.kind], number)
        if FLOATS[token.text] == "algorithm":
            self.flush()
            self.found.blocks.append(Block("algorithm", tuple(inner), self._section(), (), number))

    def _to_math(self) -> list[Token]:
        taken = []
        while (token := self.stream.next()) is not None and not (token.kind == "math" and token.text == "$$"):
            taken.append(token)
        return taken

    def _display(self, token: Token, inner: list[Token]) -> None:
        """Number the lines of a displayed equation and keep it as a block of its own."""
        numbered = token.kind == "begin" and not token.text.endswith("*") and token.text not in ("displaymath", "math")
        many = numbered and token.text.rstrip("*") in _MANY_NUMBERS
        numbers: list[str] = []
        for line in _equation_lines(inner) if many else [inner]:
            given = _tag(line)
            silent = any(t.kind == "command" and t.text in ("nonumber", "notag") for t in line)
            number = given or (self.counters.count("equation") if numbered and not silent and line else None)
            if number is not None:
                numbers.append(number)
            for key in _keys(line):
                self._label(key, "Equation", number or "")
        shown = None if not numbers else numbers[0] if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        if not self.begun:
            return
        rest, self.paragraph = self.paragraph, []
        if any(t.kind not in ("space", "open", "close") for t in (*self.lead, *rest)):
            kind: PassageKind = self.kind[-1] if self.kind else "body"
            self.found.blocks.append(Block(kind, tuple(rest), self._section(), self.lead))
            self.lead = ()
        self.found.blocks.append(Block("equation", tuple(inner), self._section(), (), shown))

    def _command(self, token: Token) -> bool:
        """Follow a command of structure; tell whether it was one."""
        name = token.text
        if name in SECTION_LEVELS:
            self._heading(token)
        elif name in ("paragraph", "subparagraph"):
            self.flush()
            self.stream.star()
            self.lead = tuple(self.stream.argument())
        elif name == "item":
            self.flush()
            self.lead = tuple(self.stream.optional() or ())
        elif name == "appendix":
            self.flush()
            self.counters.start_appendix()
        elif name == "par":
            self.flush()
        elif name == "[":
            self._display(token, self._to_bracket())
        elif name in ("footnote", "footnotetext"):
            self.stream.optional()
            self.notes.append(Block("footnote", tuple(self.stream.argument()), self._section()))
        elif name == "label":
            self._label("".join(t.text for t in self.stream.argument()).strip(), *self.anchor)
        elif name in ("numberwithin", "counterwithin"):
            self.stream.star()
            self.counters.within.add("".join(t.text for t in self.stream.argument()))
            self.stream.argument()
        elif name == "counterprefix":
            kind = "".join(t.text for t in self.stream.argument())
            self.counters.prefixes[kind] = "".join(t.text for t in self.stream.argument())[:8]
        elif name == "setcounter":
            self._set_counter()
        elif name == "abstract" and (following := self.stream.peek()) is not None and following.kind == "open":
            self.found.abstract = self.found.abstract or tuple(self.stream.argument())
        elif name in _TITLES:
            self.stream.optional()
            self.found.title = self.found.title or tuple(self.stream.argument())
        elif name in _AUTHORS:
            self.stream.optional()
            self.found.authors.append(tuple(self.stream.argument()))
        else:
            return name in ("maketitle", "printbibliography")
        return True

    def _heading(self, token: Token) -> None:
        self.flush()
        starred = self.stream.star()
        self.stream.optional()
        title = tuple(self.stream.argument())
        number = None if starred else self.counters.section(token.text)
        self.found.headings.append(Heading(number, title, self.counters.depth(token.text), token))
        self.anchor = ("Section", number or "")
        for key in _keys(title):
            self._label(key, *self.anchor)

    def _set_counter(self) -> None:
        kind = "".join(t.text for t in self.stream.argument())
        value = "".join(t.text for t in self.stream.argument()).strip()
        if value.isdecimal() and len(value) < 5 and (kind in (*FLOAT_KINDS, "equation") or kind in SECTION_LEVELS):
            self.counters.set(kind, int(value))

    def _to_bracket(self) -> list[Token]:
        taken = []
        while (token := self.stream.next()) is not None and not (token.kind == "command" and token.text == "]"):
            taken.append(token)
        return taken

    def _label(self, key: str, kind: str, number: str) -> None:
        if key and key not in self.found.numbers:
            self.found.numbers[key], self.found.kinds[key] = number, kind


def _equation_lines(tokens: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind in ("open", "begin")) - (token.kind in ("close", "end"))
        if depth == 0 and token.kind == "command" and token.text == "\\":
            lines.append([])
        else:
            lines[-1].append(token)
    return [line for line in lines if any(token.kind not in ("space", "par") for token in line)]


def _tag(tokens: Sequence[Token]) -> str | None:
    return next((text for command, text in _named(tokens) if command == "tag"), None)


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [text.strip() for command, text in _named(tokens) if command == "label"]


def _named(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    stream = TokenStream(4 * len(tokens) + 100)
    stream.push(tokens)
    found = []
    while (token := stream.next()) is not None:
        if token.kind == "command" and token.text in ("tag", "label"):
            stream.star()
            found.append((token.text, "".join(t.text for t in stream.argument())))
    return found
