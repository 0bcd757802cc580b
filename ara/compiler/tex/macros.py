"""Definitions of a source: macros, environments and switches, and what becomes of their parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ara.compiler.tex.stream import TokenStream
from ara.compiler.tex.tokens import Token

DEFINING = frozenset(
    {"newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "DeclareMathOperator", "def", "gdef",
     "edef", "xdef", "let", "newif", "newenvironment", "renewenvironment", "newtheorem"}
)  # fmt: skip
# what the reading itself understands keeps its meaning, whatever a style file makes of it
_KEPT = frozenset(
    """
    title author authors date maketitle thanks abstract section subsection subsubsection paragraph subparagraph
    chapter part appendix caption captionof label ref eqref autoref cref Cref pageref cite citet citep citealp
    citealt citeauthor citeyear textcite parencite footnote footnotetext footnotemark input include subfile import
    bibliography addbibresource printbibliography bibitem newblock item begin end textbf textit emph underline
    multicolumn multirow hline cline toprule midrule bottomrule cmidrule tabularnewline url href frac sqrt tag
    nonumber notag includegraphics par else fi iffalse iftrue ifx ifdefined ifnum relax
    """.split()  # noqa: SIM905
)
_LONGEST_BODY = 5_000
_MOST_PARAMETERS = 9
_COUNTED = frozenset({"table", "figure", "equation"})


@dataclass(frozen=True, slots=True)
class Macro:
    """One macro."""

    parameters: int
    default: tuple[Token, ...] | None
    """Value of the first parameter when it is left out; None when it must be given."""
    body: tuple[Token, ...]

    def expand(self, stream: TokenStream, call: Token) -> list[Token]:
        """Take the arguments from the stream and give the body, placed where the macro is used."""
        values: list[list[Token]] = []
        if self.default is not None:
            given = stream.optional()
            values.append(list(self.default) if given is None else given)
        values += [stream.argument() for _ in range(self.parameters - len(values))]
        out: list[Token] = []
        for token in self.body:
            if token.kind != "parameter":
                out.append(token._replace(file=call.file, line=call.line))
            elif token.text[-1].isdigit() and 1 <= int(token.text[-1]) <= len(values):
                out.extend(values[int(token.text[-1]) - 1])
        return out


@dataclass
class Definitions:
    """What a source has defined so far; groups do not end a definition."""

    macros: dict[str, Macro] = field(default_factory=dict)
    openings: dict[str, Macro] = field(default_factory=dict)
    closings: dict[str, Macro] = field(default_factory=dict)
    switches: dict[str, bool] = field(default_factory=dict)

    def define(self, command: str, stream: TokenStream) -> None:
        """Read the definition that a command of `DEFINING` opens; one of an unknown form is passed over."""
        if command in ("def", "gdef", "edef", "xdef"):
            self._by_def(stream)
        elif command == "let":
            self._by_let(stream)
        elif command == "newif":
            name = _name(stream.argument())
            if name.startswith("if"):
                self.switches[name[2:]] = False
        elif command == "DeclareMathOperator":
            stream.star()
            name, body = _name(stream.argument()), stream.argument()
            self._add(name, 0, None, body)
        elif command == "newtheorem":
            stream.star()
            stream.argument(), stream.optional(), stream.argument(), stream.optional()
        elif command.endswith("environment"):
            self._environment(stream)
        else:
            self._by_command(command, stream)

    def _add(self, name: str, parameters: int, default: list[Token] | None, body: Sequence[Token]) -> None:
        called = {token.text for token in body if token.kind == "command"}
        # what calls itself, or the inner workings of LaTeX, prints no words of the author
        inner = name in called or any("@" in command for command in called)
        if name and name not in _KEPT and "@" not in name and not inner and len(body) <= _LONGEST_BODY:
            self.macros[name] = Macro(parameters, None if default is None else tuple(default), tuple(body))

    def _by_command(self, command: str, stream: TokenStream) -> None:
        stream.star()
        name = _name(stream.argument())
        parameters, default = _signature(stream)
        body = stream.argument()
        if name.startswith("the") and name[3:] in _COUNTED:
            stream.push(_numbering(name[3:], body))
        elif command != "providecommand" or name not in self.macros:
            self._add(name, parameters, default, body)

    def _by_def(self, stream: TokenStream) -> None:
        name = _name(stream.argument())
        parameters, plain = 0, True
        while (token := stream.peek()) is not None and token.kind not in ("open", "par", "eof"):
            stream.next()
            plain = plain and token.kind in ("parameter", "space")
            parameters += token.kind == "parameter"
        if stream.peek() is None or stream.peek().kind != "open":  # type: ignore[union-attr]
            return
        body = stream.argument()
        if plain and parameters <= _MOST_PARAMETERS:
            self._add(name, parameters, None, body)

    def _by_let(self, stream: TokenStream) -> None:
        name = _name(stream.argument())
        following = stream.peek(skip_blanks=True)
        if following is not None and following.text == "=":
            stream.next()
        meaning = stream.argument()
        if len(meaning) != 1:
            return
        if meaning[0].text in self.macros:
            macro = self.macros[meaning[0].text]
            self._add(name, macro.parameters, list(macro.default) if macro.default is not None else None, macro.body)
        elif meaning[0].text != name:
            self._add(name, 0, None, meaning)

    def _environment(self, stream: TokenStream) -> None:
        stream.star()
        name = "".join(token.text for token in stream.argument())
        parameters, default = _signature(stream)
        opening, closing = stream.argument(), stream.argument()
        if name and len(opening) + len(closing) <= _LONGEST_BODY and name not in _STRUCTURES:
            self.openings[name] = Macro(parameters, None if default is None else tuple(default), tuple(opening))
            self.closings[name] = Macro(0, None, tuple(closing))


_STRUCTURES = frozenset(
    """
    document abstract table table* figure figure* tabular tabular* tabularx longtable equation equation* align
    align* algorithm algorithmic thebibliography itemize enumerate description proof theorem lemma
    """.split()  # noqa: SIM905
)


def _numbering(kind: str, body: list[Token]) -> list[Token]:
    """What a new form of a float's number says, as a command: numbered inside sections, or behind a prefix."""
    if not body:
        return []
    first = body[0]
    opened, closed = first._replace(kind="open", text="{"), first._replace(kind="close", text="}")
    commands = [place for place, token in enumerate(body) if token.kind == "command"]
    inside = any(token.text in ("thesection", "thechapter", "section", "chapter") for token in body)
    prefix = [] if inside else body[: commands[0] if commands else 0]
    name = first._replace(kind="command", text="counterwithin" if inside else "counterprefix")
    return [name, opened, first._replace(kind="text", text=kind), closed, opened, *prefix, closed]


def _name(tokens: list[Token]) -> str:
    return tokens[0].text if len(tokens) == 1 and tokens[0].kind == "command" else ""


def _signature(stream: TokenStream) -> tuple[int, list[Token] | None]:
    stream.peek(skip_blanks=True)
    count = "".join(token.text for token in stream.optional() or [])
    parameters = int(count) if count.isdecimal() and len(count) == 1 else 0
    return parameters, stream.optional() if parameters else None
