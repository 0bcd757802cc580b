"""The words that tokens print: markup dropped, signs and accents made characters, references made numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ara.compiler.tex.stream import TokensSpentError, TokenStream
from ara.compiler.tex.symbols import ACCENTS, BLANKS, NOTHING, OPERATORS, SIGNS, accented, greek
from ara.compiler.tex.tokens import Token

_DEEPEST = 12
# how many arguments of a command print nothing; further ones are its words
_SILENT = {
    "label": 1, "vspace": 1, "hspace": 1, "includegraphics": 1, "color": 1, "textcolor": 1, "colorbox": 1,
    "fcolorbox": 2, "cellcolor": 1, "rowcolor": 1, "columncolor": 1, "rowcolors": 3, "href": 1, "resizebox": 2,
    "scalebox": 1, "rotatebox": 1, "raisebox": 1, "makebox": 0, "parbox": 1, "setlength": 2, "addtolength": 2,
    "footnotemark": 0, "footnote": 1, "footnotetext": 1, "thanks": 1, "index": 1, "todo": 1, "phantom": 1,
    "hphantom": 1, "vphantom": 1, "rule": 2, "fontsize": 2, "multicolumn": 2, "multirow": 2, "bibliographystyle": 1,
    "pagestyle": 1, "thispagestyle": 1, "documentclass": 1, "setcounter": 2, "addtocounter": 2, "stepcounter": 1,
    "hypersetup": 1, "graphicspath": 1, "captionsetup": 1, "renewcommand": 2, "arraystretch": 0, "cmidrule": 1,
    "cline": 1, "tag": 1, "specialrule": 3, "addlinespace": 0, "vskip": 0, "looseness": 0, "definecolor": 3,
    "colorlet": 2, "ding": 1, "usetikzlibrary": 1, "tikzset": 1, "lstset": 1, "selectlanguage": 1, "bibinfo": 1,
    "bibfield": 1, "bibnamefont": 0, "subfloat": 0, "addcontentsline": 3, "pdfbookmark": 2, "hyperref": 0,
    "hypertarget": 1, "hyperlink": 1, "texorpdfstring": 0, "orcidlink": 1, "icmlkeywords": 1, "keywords": 0,
    "adjustbox": 1, "providecommand": 2, "newcolumntype": 2, "DeclarePairedDelimiter": 3, "crefname": 3,
    "Crefname": 3, "noalign": 1, "minitab": 0,
}  # fmt: skip
_WITH_BRACKETS = frozenset({"makebox", "parbox", "subfloat", "makecell", "shortstack", "hyperref", "footnotemark",
                            "cmidrule", "textcite", "addlinespace", "linebreak", "item"})  # fmt: skip
CITING = frozenset(
    """
    cite citet citep citealt citealp citeauthor citeyear citeyearpar Citet Citep textcite parencite autocite
    footcite citenum onlinecite supercite nocite
    """.split()  # noqa: SIM905
)
_NAMED_REFERENCE = frozenset({"autoref", "cref", "Cref"})
_UPRIGHT = frozenset({"text", "textrm", "textit", "textbf", "textnormal", "mbox", "operatorname", "texttt", "textsc"})
_RAISED = dict(zip("0123456789−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", strict=True))
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"))


class Lookup(NamedTuple):
    """What references print."""

    numbers: Mapping[str, str]
    """Number of each label."""
    kinds: Mapping[str, str]
    """What each label names, e.g. `Table`."""
    cite: Callable[[str, Sequence[str]], str]
    """What a citing command prints for its keys."""


PLAIN = Lookup({}, {}, lambda command, keys: "")
"""Prints no references."""


def words(tokens: Sequence[Token], lookup: Lookup = PLAIN) -> str:
    """Give the words that tokens print, on one line."""
    return re.sub(r"\s+([,.;:!?)\]](?:\s|$))", r"\1", " ".join(_Wording(lookup).text(tokens, 0).split()))


class _Wording:
    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.in_math = False

    def text(self, tokens: Sequence[Token], depth: int) -> str:
        stream = TokenStream(4 * len(tokens) + 100)
        stream.push(tokens)
        parts: list[str] = []
        try:
            while (token := stream.next()) is not None:
                parts.append(self._one(token, stream, depth))
        except TokensSpentError:
            pass
        return "".join(parts)

    def _one(self, token: Token, stream: TokenStream, depth: int) -> str:
        if token.kind == "text":
            return token.text.replace("-", "−") if self.in_math else _set(token.text)
        if token.kind in ("space", "par", "align"):
            return "" if self.in_math and token.kind == "space" else " "
        if token.kind == "math":
            self.in_math = not self.in_math
            return ""
        if token.kind == "script":
            return self._script(token, stream, depth) if self.in_math else token.text
        if token.kind == "raw":
            return "" if token.text == "comment" else token.body
        if token.kind == "begin":
            # the column layout of a nested table is no text
            if token.text in ("tabular", "array", "tabular*", "minipage"):
                stream.optional(), stream.argument()
            return " "
        return self._command(token, stream, depth) if token.kind == "command" else ""

    def _script(self, token: Token, stream: TokenStream, depth: int) -> str:
        inner = self._argument(stream, depth)
        if token.text == "^" and inner in ("∘", "′", "†", "‡", "∗", "*"):
            return {"∘": "°"}.get(inner, inner)
        if token.text == "^" and inner and all(c in _RAISED for c in inner):
            return "".join(_RAISED[c] for c in inner)
        if inner.startswith(("±", "↑", "↓", "+", "−")):
            # small print beside a value, not an index
            return f" {inner}"
        return f"{token.text}{inner}" if len(inner) <= 1 else f"{token.text}{{{inner}}}"

    def _argument(self, stream: TokenStream, depth: int) -> str:
        taken = stream.argument()
        return self.text(taken, depth + 1) if depth < _DEEPEST else ""

    def _command(self, token: Token, stream: TokenStream, depth: int) -> str:
        name = token.text
        if name in CITING:
            return self._citation(name, stream)
        if name in ("ref", "eqref", "pageref", "vref", "subref") or name in _NAMED_REFERENCE:
            return self._reference(name, stream)
        if name in ACCENTS and not (self.in_math and name in "=.^"):
            return accented(self._argument(stream, depth), name)
        if name in ("(", ")"):
            self.in_math = name == "("
            return ""
        if name in SIGNS and name not in ("sqrt", "ding"):
            return SIGNS[name]
        if name in ("frac", "dfrac", "tfrac", "nicefrac", "sfrac"):
            above, below = self._argument(stream, depth), self._argument(stream, depth)
            return f"{_joined(above)}/{_joined(below)}"
        if name == "sqrt":
            stream.optional()
            return f"√{_joined(self._argument(stream, depth))}"
        if name == "ding":
            return {"51": "✓", "52": "✓", "55": "✗", "56": "✗"}.get(self._argument(stream, depth), "")
        if name in _UPRIGHT:
            was, self.in_math = self.in_math, False
            inner = self._argument(stream, depth)
            self.in_math = was
            return inner
        if name in ("url", "nolinkurl", "path"):
            return "".join(part.text for part in stream.argument())
        if name in ("item", "newblock", "and", "And", "AND"):
            return " "
        if name == "xspace":
            following = stream.peek()
            return " " if following is not None and (following.text[:1].isalnum() or following.kind == "math") else ""
        if name in OPERATORS:
            following = stream.peek()
            return f"{name} " if following is not None and following.text[:1].isalnum() else name
        if name in BLANKS:
            return self._blank(name, stream)
        return greek(name) or self._silent(name, stream)

    def _blank(self, name: str, stream: TokenStream) -> str:
        if name in ("hspace",):
            stream.star(), stream.argument()
        if name in ("\\", "newline"):
            stream.star(), stream.optional()
        return "" if name in NOTHING else " "

    def _silent(self, name: str, stream: TokenStream) -> str:
        count = _SILENT.get(name)
        if count is None and name not in _WITH_BRACKETS:
            return ""
        stream.star()
        for _ in range(count or 0):
            while stream.optional() is not None:
                pass
            stream.argument()
        while stream.peek() is not None and (count or name in _WITH_BRACKETS) and stream.optional() is not None:
            pass
        if name == "texorpdfstring":
            shown = stream.argument()
            stream.argument()
            stream.push(shown)
        return ""

    def _citation(self, command: str, stream: TokenStream) -> str:
        stream.star()
        while stream.optional() is not None:
            pass
        keys = keys_of(stream.argument())
        return "" if command == "nocite" else self.lookup.cite(command, keys)

    def _reference(self, command: str, stream: TokenStream) -> str:
        stream.star()
        keys = keys_of(stream.argument())
        numbers = [self.lookup.numbers.get(key, "??") for key in keys]
        if command == "eqref":
            return f"({', '.join(numbers)})"
        kind = self.lookup.kinds.get(keys[0], "") if keys and command in _NAMED_REFERENCE else ""
        return f"{kind} {', '.join(numbers)}".strip()


def keys_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The keys in the argument of a citing or referring command."""
    text = "".join(token.text for token in tokens if token.kind != "par")
    return tuple(" ".join(key.split()) for key in text.split(",") if key.strip())


def _set(text: str) -> str:
    for written, printed in _LIGATURES:
        text = text.replace(written, printed)
    return text


def _joined(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
