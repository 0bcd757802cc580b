"""From a LaTeX source to a `TexReading`: the one way in for sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ara.compiler.paper.model import Gap
from ara.compiler.tex.archive import TexFiles, open_tex
from ara.compiler.tex.bibliography import (
    author_year_labels,
    citation_text,
    from_bbl,
    from_entries,
    from_items,
)
from ara.compiler.tex.bibtex import BibEntry, read_bib
from ara.compiler.tex.expansion import Expanded, expand
from ara.compiler.tex.limits import TexLimits
from ara.compiler.tex.mainfile import find_main
from ara.compiler.tex.model import (
    Citation,
    Place,
    TexAuthor,
    TexFigure,
    TexPassage,
    TexReading,
    TexReference,
    TexSection,
    TexTable,
)
from ara.compiler.tex.names import author_names
from ara.compiler.tex.stream import TokenStream
from ara.compiler.tex.structure import Block, Float, Structure, read_structure
from ara.compiler.tex.tabular import join_grids, read_grid
from ara.compiler.tex.tokens import Token, source_text, tokenise
from ara.compiler.tex.wording import CITING, Lookup, keys_of, words

_DEFAULT_LIMITS = TexLimits()
_LONGEST_CITATION = 200
_MOST_AUTHORS = 3_000


def read_tex(source: Path, limits: TexLimits = _DEFAULT_LIMITS) -> TexReading:
    """Read one LaTeX source: a folder, a tar or zip archive, or a .tex file, plain or gzipped. Nothing is executed.

    What cannot be read is named in the reading's `gaps`. The same files give the same reading. Raises
    `UnreadableError` when the source is missing, too large, damaged, or holds no .tex file.
    """
    files = open_tex(source, limits)
    main = find_main(files.texts)
    expanded = expand(files.texts, main, limits)
    return _Reader(files, main, expanded, limits).read()


class _Reader:
    """Turns structure into words; holds only what every step needs."""

    def __init__(self, files: TexFiles, main: str, expanded: Expanded, limits: TexLimits) -> None:
        self.files, self.main, self.expanded, self.limits = files, main, expanded, limits
        self.gaps: list[Gap] = [*files.gaps, *expanded.gaps]
        self.citations = tuple(self._citations())
        self.structure: Structure = read_structure(expanded.tokens, limits.pieces)
        if self.structure.full:
            why = f"It has more than {limits.pieces} headings, passages or floats."
            self.gaps.append(Gap(what="rest of the source", where=main, why=why))
        self.references, labels = self._references()
        cite = citation_text(self.references, labels)
        self.lookup = Lookup(self.structure.numbers, self.structure.kinds, cite)

    def read(self) -> TexReading:
        found = self.structure
        tables = tuple(table for held in found.floats if held.held.kind == "table" and (table := self._table(held)))
        return TexReading(
            name=self.files.name,
            sha256=self.files.sha256,
            main=self.main,
            texts={
                path: self.files.texts[path] for path in dict.fromkeys((*self.expanded.paths, *self._cited_files()))
            },
            title=self._words(found.title) or None,
            title_place=self._place(found.title) if found.title else None,
            authors=tuple(
                TexAuthor(name=name, place=self._place([at]))
                for name, at in islice(author_names(found.authors), _MOST_AUTHORS)
            ),
            abstract=self._abstract(),
            sections=tuple(
                TexSection(number=h.number, title=self._words(h.title), level=h.level, place=self._place([h.at]))
                for h in found.headings
            ),
            passages=tuple(passage for block in found.blocks if (passage := self._passage(block)).text),
            tables=tables,
            figures=tuple(self._figure(held) for held in found.floats if held.held.kind == "figure"),
            references=self.references,
            citations=self.citations,
            gaps=tuple(self.gaps),
        )

    def _words(self, tokens: Sequence[Token]) -> str:
        return words(tokens, self.lookup)

    def _place(self, tokens: Sequence[Token]) -> Place:
        first = tokens[0]
        lines = [token.line for token in tokens if token.file == first.file and token.line >= first.line]
        return Place(path=self.expanded.paths[first.file], line=first.line, end_line=max(lines))

    def _authors(self) -> tuple[TexAuthor, ...]:
        named = islice(author_names(self.structure.authors), _MOST_AUTHORS)
        return tuple(TexAuthor(name=name, place=self._place([at])) for name, at in named)

    def _abstract(self) -> TexPassage | None:
        tokens = _trimmed(self.structure.abstract)
        if not tokens or not (text := self._words(tokens)):
            return None
        return TexPassage(kind="abstract", text=text, place=self._place(tokens))

    def _passage(self, block: Block) -> TexPassage:
        tokens = _trimmed(block.tokens) or block.lead or block.tokens
        lead = self._words(block.lead)
        text = self._text(block)
        return TexPassage(
            kind=block.kind,
            text=f"{lead} {text}".strip() if lead else text,
            place=self._place([*block.lead, *tokens]) if tokens else Place(path=self.main, line=1, end_line=1),
            section=block.section,
            bold_lead=lead or None,
            number=block.number,
        )

    def _text(self, block: Block) -> str:
        if block.kind == "equation":
            return source_text(_without_labels(block.tokens))
        if block.kind == "code":
            return block.tokens[0].body.strip("\n")
        if block.kind == "algorithm":
            caption = f"Algorithm {block.number}: " if block.number else "Algorithm: "
            lines = (self._words(part) for part in _algorithm_lines(block.tokens, caption))
            return "\n".join(line for line in lines if line)
        return self._words(block.tokens)

    def _table(self, held: Float) -> TexTable | None:
        grids = [read_grid(name, body, self._words, self.limits) for name, body in held.held.grids]
        grid = join_grids([grid for grid in grids if grid.rows])
        caption = self._words(held.held.caption)
        if not grid.rows:
            where = f"{self.expanded.paths[held.first.file]}:{held.first.line}"
            self.gaps.append(
                Gap(what=f"table {held.number}: grid", where=where, why="It holds no tabular that was read.")
            )
        return TexTable(
            label=held.number,
            caption=caption,
            rows=grid.rows,
            header_rows=grid.header_rows,
            marks=grid.marks,
            key=held.held.key,
            place=self._place([held.first, held.last]),
        )

    def _figure(self, held: Float) -> TexFigure:
        panels = (self._words(panel) for panel in held.held.panels)
        return TexFigure(
            label=held.number,
            caption=self._words(held.held.caption),
            panels=tuple(f"({chr(97 + place)}) {panel}" for place, panel in enumerate(panels) if panel and place < 26),
            key=held.held.key,
            place=self._place([held.first, held.last]),
        )

    def _citations(self) -> list[Citation]:
        found: list[Citation] = []
        tokens = self.expanded.tokens
        for number, token in enumerate(tokens):
            if token.kind == "command" and token.text in CITING and len(found) < self.limits.pieces:
                stream = TokenStream(4_000)
                stream.push(tokens[number + 1 : number + _LONGEST_CITATION])
                stream.star()
                while stream.optional() is not None:
                    pass
                if keys := keys_of(stream.argument()):
                    found.append(Citation(keys=keys, place=self._place([token])))
        return found

    def _references(self) -> tuple[tuple[TexReference, ...], dict[str, str]]:
        """The list in the text, else the .bbl file beside the main file, else cited entries of the databases."""
        if self.structure.bibliography:
            items = self.structure.bibliography
            return from_items(items, self._place), author_year_labels(items)
        if path := self._bbl():
            text = self.files.texts[path]
            references = from_bbl(text, path, self.limits.tokens)
            if references:
                return references, author_year_labels(tokenise(text, 0, self.limits.tokens))
        references = from_entries(self._databases(), [key for citation in self.citations for key in citation.keys])
        if not references and self.citations:
            self.gaps.append(
                Gap(what="bibliography", where=self.main, why="No list, .bbl or .bib file holds the cited keys.")
            )
        return references, {}

    def _bbl(self) -> str | None:
        beside = re.sub(r"\.[^.]*$", ".bbl", self.main)
        others = [path for path in self.files.texts if path.endswith(".bbl")]
        return beside if beside in self.files.texts else others[0] if len(others) == 1 else None

    def _databases(self) -> dict[str, BibEntry]:
        entries: dict[str, BibEntry] = {}
        for path in self._bib_files():
            for key, entry in read_bib(self.files.texts[path], path).items():
                entries.setdefault(key, entry)
        return entries

    def _bib_files(self) -> list[str]:
        named = {name.removesuffix(".bib").rpartition("/")[2] + ".bib" for name in self.expanded.databases}
        return [path for path in self.files.texts if path.endswith(".bib") and path.rpartition("/")[2] in named]

    def _cited_files(self) -> list[str]:
        return sorted({reference.place.path for reference in self.references})


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    """Tokens without blanks at their ends."""
    filled = [place for place, token in enumerate(tokens) if token.kind not in ("space", "par")]
    return list(tokens[filled[0] : filled[-1] + 1]) if filled else []


def _without_labels(tokens: Sequence[Token]) -> list[Token]:
    stream = TokenStream(4 * len(tokens) + 100)
    stream.push(tokens)
    kept: list[Token] = []
    while (token := stream.next()) is not None:
        if token.kind == "command" and token.text in ("label", "tag"):
            stream.star(), stream.argument()
        elif token.kind != "command" or token.text not in ("nonumber", "notag"):
            kept.append(token)
    return kept


_STEPS = {"State": "", "STATE": "", "Require": "Require: ", "REQUIRE": "Require: ", "Ensure": "Ensure: ",
          "ENSURE": "Ensure: ", "Return": "return ", "RETURN": "return ", "KwIn": "Input: ", "KwOut": "Output: ",
          "KwData": "Data: ", "KwResult": "Result: ", "Input": "Input: ", "Output": "Output: ", "For": "for ",
          "FOR": "for ", "ForAll": "for all ", "While": "while ", "WHILE": "while ", "If": "if ", "IF": "if ",
          "ElsIf": "else if ", "Else": "else ", "ELSE": "else ", "EndFor": "end for", "ENDFOR": "end for",
          "EndIf": "end if", "ENDIF": "end if", "EndWhile": "end while", "ENDWHILE": "end while",
          "Function": "function ", "Procedure": "procedure ", "EndFunction": "end function",
          "EndProcedure": "end procedure", "Repeat": "repeat", "Until": "until ", "Loop": "loop",
          "ForEach": "for each "}  # fmt: skip


def _algorithm_lines(tokens: Sequence[Token], caption: str) -> list[list[Token]]:
    """The steps of an algorithm, each with the word that its command prints."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "command" and token.text == "caption":
            lines.append([token._replace(kind="text", text=caption)])
        elif token.kind == "command" and token.text in (*_STEPS, "\\", ";"):
            lines.append([token._replace(kind="text", text=_STEPS.get(token.text) or " ")])
        elif token.kind == "command" and token.text == "Comment":
            lines[-1].append(token._replace(kind="text", text=" ▷ "))
        else:
            lines[-1].append(token)
    return lines
