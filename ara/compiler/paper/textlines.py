"""Text lines and words out of the raw text of a PDF page. Runs in the parsing process only."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from ara.compiler.paper.boxes import union
from ara.compiler.paper.characters import Glyph, can_be_raised, clean_character, compose_accents, raise_digits
from ara.compiler.paper.fonts import base_name, is_bold, is_italic
from ara.compiler.paper.page import Line, TextSpan, Word

_SMALLER = 0.9
_SHIFTED = 0.12

Part = tuple[TextSpan, list[Glyph]]


def read_line(raw: dict[str, Any], block: int, index: int) -> tuple[Line, list[Word]] | None:
    """One raw line as a `Line` and its words, which carry `index`; None when it shows nothing."""
    rotation = _rotation(raw["dir"])
    glyphs = _composed_over_spans([_glyphs(span, rotation) for span in raw["spans"]])
    if not any(map(_inked, glyphs)):
        return None
    main = max(zip(raw["spans"], glyphs, strict=True), key=lambda pair: (_inked(pair[1]), pair[0]["size"]))[0]
    parts = _with_raised_digits([_part(span, run, main) for span, run in zip(raw["spans"], glyphs, strict=True) if run])
    spans = tuple(span for span, _ in parts)
    lettered = [span for span in spans if any(character.isalnum() for character in span.text)]
    line = Line(
        text="".join(span.text for span in spans).strip(),
        box=union(span.box for span in spans if span.text.strip()),
        spans=spans,
        block=block,
        rotation=rotation,
        size=round(main["size"], 2),
        bold=bool(lettered) and all(span.bold for span in lettered),
        italic=bool(lettered) and all(span.italic for span in lettered),
        baseline=round(main["origin"][1], 2),
    )
    return line, list(_words(parts, index))


def _part(raw: dict[str, Any], glyphs: list[Glyph], main: dict[str, Any]) -> Part:
    smaller = raw["size"] < _SMALLER * main["size"]
    # positive: below the baseline of the line
    shift = (raw["origin"][1] - main["origin"][1]) / max(main["size"], 1.0)
    span = TextSpan(
        text=_text(glyphs),
        box=union(glyph[1:] for glyph in [glyph for glyph in glyphs if not glyph.text.isspace()] or glyphs),
        font=base_name(raw["font"]),
        size=round(raw["size"], 2),
        bold=is_bold(raw["font"], raw["flags"]),
        italic=is_italic(raw["font"], raw["flags"]),
        superscript=smaller and shift < -_SHIFTED,
        subscript=smaller and shift > _SHIFTED,
    )
    return span, glyphs


def _with_raised_digits(parts: Iterable[Part]) -> list[Part]:
    """The parts, with the digits of each superscript turned into raised ones where all of the superscript can be."""
    result: list[Part] = []
    for superscript, run in groupby(parts, key=lambda part: part[0].superscript):
        members = list(run)
        if superscript and can_be_raised("".join(span.text for span, _ in members)):
            for span, glyphs in members:
                raised = [glyph._replace(text=raise_digits(glyph.text)) for glyph in glyphs]
                result.append((replace(span, text=_text(raised)), raised))
        else:
            result.extend(members)
    return result


def _text(glyphs: Iterable[Glyph]) -> str:
    return unicodedata.normalize("NFC", "".join(glyph.text for glyph in glyphs))


def _words(parts: Iterable[Part], line: int) -> Iterator[Word]:
    run: list[tuple[TextSpan, Glyph]] = []
    for span, glyphs in parts:
        for glyph in glyphs:
            if not glyph.text.isspace():
                run.append((span, glyph))
            elif run:
                yield _word(run, line)
                run = []
    if run:
        yield _word(run, line)


def _word(run: list[tuple[TextSpan, Glyph]], line: int) -> Word:
    return Word(
        text=unicodedata.normalize("NFC", "".join(glyph.text for _, glyph in run)),
        box=union(glyph[1:] for _, glyph in run),
        line=line,
        size=max(span.size for span, _ in run),
        bold=2 * sum(span.bold for span, _ in run) > len(run),
        italic=2 * sum(span.italic for span, _ in run) > len(run),
    )


def _glyphs(span: dict[str, Any], rotation: int) -> list[Glyph]:
    """The cleaned characters of a span; upright ones get the height of their span, which fits the ink better."""
    top, bottom = span["bbox"][1], span["bbox"][3]
    glyphs = []
    for character in span["chars"]:
        if text := clean_character(character["c"]):
            left, high, right, low = character["bbox"]
            glyphs.append(Glyph(text, left, high if rotation else top, right, low if rotation else bottom))
    return compose_accents(glyphs)


def _composed_over_spans(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Join accents with letters also where the two come from different fonts, and so from different spans."""
    composed = [list(run) for run in runs]
    for before, after in pairwise(composed):
        if before and after and len(joined := compose_accents([before[-1], after[0]])) == 1:
            if before[-1].text.isalpha():
                before[-1] = joined[0]
                del after[0]
            else:
                after[0] = joined[0]
                del before[-1]
    return composed


def _inked(glyphs: Iterable[Glyph]) -> int:
    return sum(not glyph.text.isspace() for glyph in glyphs)


def _rotation(direction: tuple[float, float]) -> int:
    cosine, sine = direction
    # the page's vertical axis points down, angles count upwards
    return 0 if cosine > 0.999 else round(math.degrees(math.atan2(-sine, cosine))) % 360
