"""From the main file to one run of tokens: files included, macros expanded, switched-off text left out.

Nothing is executed: only definitions of a simple form are followed, a bounded number of times.
"""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from ara.compiler.paper.model import Gap
from ara.compiler.tex.limits import TexLimits
from ara.compiler.tex.macros import DEFINING, Definitions
from ara.compiler.tex.stream import TokensSpentError, TokenStream
from ara.compiler.tex.tokens import Token, tokenise

_INCLUDING = {"input": 1, "include": 1, "subfile": 1, "InputIfFileExists": 1, "import": 2, "subimport": 2,
              "subfileinclude": 1}  # fmt: skip
_NO_TEST = frozenset({"iff", "ifthenelse", "ifmmode"})


class Expanded(NamedTuple):
    """A source as one run of tokens."""

    tokens: list[Token]
    paths: tuple[str, ...]
    """Path of each file that was read, by the number that tokens carry."""
    databases: tuple[str, ...]
    """Names of the bibliography files, as the source gives them."""
    gaps: tuple[Gap, ...]


def expand(texts: dict[str, str], main: str, limits: TexLimits) -> Expanded:
    """Read the main file and all that it includes. What lies beyond a limit is left out and named."""
    return _Expansion(texts, main, limits).run()


class _Expansion:
    def __init__(self, texts: dict[str, str], main: str, limits: TexLimits) -> None:
        self.texts, self.main, self.limits = texts, main, limits
        self.stream = TokenStream(2 * (limits.tokens + limits.expanded))
        self.definitions = Definitions()
        self.out: list[Token] = []
        self.paths: list[str] = []
        self.open_files: list[str] = []
        self.databases: list[str] = []
        self.gaps: dict[str, Gap] = {}
        self.tokens_left = limits.tokens
        self.growth_left = limits.expanded

    def run(self) -> Expanded:
        self._open(self.main)
        try:
            while (token := self.stream.next()) is not None:
                self._step(token)
        except TokensSpentError:
            self._gap("rest of the source", self.main, "It needs more tokens than are read.")
        gaps = tuple(self.gaps.values())[:50]
        return Expanded(self.out, tuple(self.paths), tuple(dict.fromkeys(self.databases)), gaps)

    def _step(self, token: Token) -> None:
        if token.kind == "eof":
            self.open_files.pop()
        elif token.kind != "command":
            self.out.append(token)
        elif token.text in ("begin", "end"):
            self._environment(token)
        elif token.text in DEFINING:
            self.definitions.define(token.text, self.stream)
        elif token.text in self.definitions.macros:
            self._macro(token)
        elif token.text in _INCLUDING:
            self._include(token)
        elif token.text in ("usepackage", "RequirePackage"):
            self._package()
        elif token.text in ("bibliography", "addbibresource"):
            self.stream.optional()
            names = "".join(part.text for part in self.stream.argument())
            self.databases += [name.strip() for name in names.split(",") if name.strip()]
            self.out.append(token._replace(text="printbibliography"))
        elif not self._condition(token):
            self.out.append(token)

    def _environment(self, token: Token) -> None:
        name = "".join(part.text for part in self.stream.argument()).strip()
        known = self.definitions.openings if token.text == "begin" else self.definitions.closings
        if name in known:
            self._grow(known[name].expand(self.stream, token), token)
        else:
            self.out.append(token._replace(kind="begin" if token.text == "begin" else "end", text=name[:80]))

    def _macro(self, token: Token) -> None:
        if self.growth_left > 0:
            self._grow(self.definitions.macros[token.text].expand(self.stream, token), token)
        else:
            self.out.append(token)

    def _grow(self, body: list[Token], call: Token) -> None:
        self.growth_left -= len(body) + 1
        if self.growth_left > 0:
            self.stream.push(body)
        else:
            where = f"{self.paths[call.file]}:{call.line}"
            self._gap("macros", where, "They grow beyond what is expanded; from here they stay unexpanded.")

    def _package(self) -> None:
        """Read the definitions of style files that lie beside the source."""
        self.stream.optional()
        names = "".join(part.text for part in self.stream.argument()).split(",")
        for name in names:
            path = f"{name.strip()}.sty"
            if path in self.texts and path not in self.paths:
                inner = TokenStream(self.limits.tokens)
                inner.push(self._tokens(path))
                try:
                    while (token := inner.next()) is not None:
                        if token.kind == "command" and token.text in DEFINING:
                            self.definitions.define(token.text, inner)
                except TokensSpentError:
                    self._gap(f"style file {path}", self.main, "It needs more tokens than are read.")

    def _include(self, token: Token) -> None:
        named = ["".join(part.text for part in self._file_name()) for _ in range(_INCLUDING[token.text])]
        name = posixpath.join(*(part.strip().strip('"') for part in named))
        path = self._resolve(name, self.paths[token.file])
        where = f"{self.paths[token.file]}:{token.line}"
        if path is None:
            self._gap(f"included file {name[:80]}", where, "It is not in the source.")
        elif path in self.open_files or len(self.open_files) >= self.limits.depth:
            self._gap(f"included file {path}", where, "It includes itself, or files nest too deep.")
        elif len(self.paths) >= self.limits.included:
            self._gap(f"included file {path}", where, "More files are included than are read.")
        else:
            self._open(path)

    def _file_name(self) -> list[Token]:
        following = self.stream.peek(skip_blanks=True)
        if following is not None and following.kind == "open":
            return self.stream.argument()
        taken: list[Token] = []
        while (token := self.stream.peek()) is not None and token.kind in ("text", "script"):
            self.stream.next()
            taken.append(token)
        return taken

    def _resolve(self, name: str, beside: str) -> str | None:
        """The path of a named file inside the source: from its root, then from the main and the including file."""
        for folder in ("", posixpath.dirname(self.main), posixpath.dirname(beside)):
            path = posixpath.normpath(posixpath.join(folder, name))
            for candidate in (path, f"{path}.tex"):
                if candidate in self.texts:
                    return candidate
        return None

    def _open(self, path: str) -> None:
        tokens = self._tokens(path)
        self.open_files.append(path)
        if len(self.open_files) > 1:
            tokens = _inner_document(tokens)
        self.stream.push([*tokens, Token("eof", "", len(self.paths) - 1, 0)])

    def _tokens(self, path: str) -> list[Token]:
        self.paths.append(path)
        tokens = tokenise(self.texts[path], len(self.paths) - 1, self.tokens_left + 1)
        if len(tokens) > self.tokens_left:
            self._gap(f"end of {path}", path, "The source holds more tokens than are read.")
            tokens = tokens[: self.tokens_left]
        self.tokens_left -= len(tokens)
        return tokens

    def _condition(self, token: Token) -> bool:
        """Follow a condition whose outcome is known, and the first branch of any other; tell if it was one."""
        name, switches = token.text, self.definitions.switches
        if name.endswith(("true", "false")) and name.removesuffix("true").removesuffix("false") in switches:
            switches[name.removesuffix("true").removesuffix("false")] = name.endswith("true")
        elif name == "else":
            # the branch before it was followed
            self._skip(to_else=False)
        elif name == "iffalse" or (name[:2] == "if" and switches.get(name[2:]) is False):
            self._skip(to_else=True)
        elif name == "ifx":
            self.stream.argument(), self.stream.argument()
        elif name == "ifdefined":
            asked = self.stream.argument()
            if not asked or asked[0].text not in self.definitions.macros:
                self._skip(to_else=True)
        elif name not in ("fi", "iftrue") and name[2:] not in switches:
            return False
        return True

    def _skip(self, to_else: bool) -> None:
        depth = 1
        while (token := self.stream.peek()) is not None and token.kind != "eof":
            self.stream.next()
            if token.kind != "command":
                continue
            if token.text == "fi":
                depth -= 1
            elif token.text.startswith("if") and token.text not in _NO_TEST:
                depth += 1
            if depth == 0 or (depth == 1 and to_else and token.text == "else"):
                return

    def _gap(self, what: str, where: str, why: str) -> None:
        self.gaps.setdefault(what, Gap(what=what, where=where, why=why))


def _inner_document(tokens: list[Token]) -> list[Token]:
    """What stands between the document's braces of an included file that can also stand alone."""
    names = [
        (place, tokens[place].text)
        for place in range(len(tokens) - 3)
        if tokens[place].kind == "command"
        and tokens[place].text in ("begin", "end")
        and tokens[place + 1].kind == "open"
        and tokens[place + 2].text == "document"
    ]
    starts = [place for place, name in names if name == "begin"]
    ends = [place for place, name in names if name == "end"]
    if not starts:
        return tokens
    return tokens[starts[0] + 4 : ends[-1] if ends and ends[-1] > starts[0] else len(tokens)]
