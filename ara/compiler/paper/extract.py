"""From a page of an open PDF to `PageContent`. Runs in the parsing process only."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pymupdf

from ara.compiler.paper.characters import Glyph, clean_character, compose_accents
from ara.compiler.paper.drawings import read_images, read_rules_and_shapes
from ara.compiler.paper.fonts import base_name, is_bold, is_italic
from ara.compiler.paper.model import Gap
from ara.compiler.paper.page import Line, PageContent, Rule, Shape, TextSpan, Word
from ara.schema.span import Box

MAX_DRAWINGS = 20_000
"""Pages with more drawings than this keep their text only."""
MAX_CHARACTERS = 200_000
"""Characters beyond this are left out of a page."""

_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
_SMALLER = 0.9
_SHIFTED = 0.12


def extract_page(page: pymupdf.Page, number: int) -> PageContent:
    """Read one page; `number` counts from 1.

    What is too much to keep (drawings, characters) is left out and named in `gaps`.
    """
    bounds = _box(page.rect)
    lines, words, text_gaps = _read_text(page, number)
    painted = page.get_bboxlog()  # type: ignore[no-untyped-call]
    rules: tuple[Rule, ...] = ()
    shapes: tuple[Shape, ...] = ()
    gaps = text_gaps
    drawn = sum("path" in kind for kind, *_ in painted)
    if drawn > MAX_DRAWINGS:
        why = f"The page holds {drawn} drawings, more than the {MAX_DRAWINGS} that are read."
        gaps += (Gap(what="drawings", where=f"page {number}", why=why),)
    else:
        rules, shapes = read_rules_and_shapes(page.get_cdrawings(), bounds)  # type: ignore[no-untyped-call]
    return PageContent(
        number=number,
        width=bounds[2],
        height=bounds[3],
        words=words,
        lines=lines,
        rules=rules,
        shapes=shapes,
        images=read_images(painted, bounds),
        gaps=gaps,
    )


def _read_text(page: pymupdf.Page, number: int) -> tuple[tuple[Line, ...], tuple[Word, ...], tuple[Gap, ...]]:
    lines: list[Line] = []
    words: list[Word] = []
    characters = 0
    for block in page.get_textpage(flags=_FLAGS).extractRAWDICT()["blocks"]:
        for raw in block.get("lines", ()):
            characters += sum(len(span["chars"]) for span in raw["spans"])
            if characters > MAX_CHARACTERS:
                why = f"The page holds more than the {MAX_CHARACTERS} characters that are read."
                return tuple(lines), tuple(words), (Gap(what="text", where=f"page {number}", why=why),)
            line = _read_line(raw, block["number"])
            if line is not None:
                words.extend(_words(raw, len(lines)))
                lines.append(line)
    return tuple(lines), tuple(words), ()


def _read_line(raw: dict[str, Any], block: int) -> Line | None:
    rotation = _rotation(raw["dir"])
    glyphs = [_glyphs(span, rotation) for span in raw["spans"]]
    text = "".join(glyph.text for part in glyphs for glyph in part).strip()
    if not text:
        return None
    main = max(zip(raw["spans"], glyphs, strict=True), key=lambda pair: (_inked(pair[1]), pair[0]["size"]))[0]
    spans = tuple(_span(span, part, main) for span, part in zip(raw["spans"], glyphs, strict=True) if part)
    inked = [span for span in spans if any(character.isalnum() for character in span.text)]
    return Line(
        text=text,
        box=_union(span.box for span in spans if span.text.strip()),
        spans=spans,
        block=block,
        rotation=rotation,
        size=round(main["size"], 2),
        bold=bool(inked) and all(span.bold for span in inked),
        italic=bool(inked) and all(span.italic for span in inked),
        baseline=round(main["origin"][1], 2),
    )


def _span(raw: dict[str, Any], glyphs: list[Glyph], main: dict[str, Any]) -> TextSpan:
    smaller = raw["size"] < _SMALLER * main["size"]
    # positive: below the baseline of the line
    shift = (raw["origin"][1] - main["origin"][1]) / max(main["size"], 1.0)
    return TextSpan(
        text="".join(glyph.text for glyph in glyphs),
        box=_union((glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph in _trimmed(glyphs)),
        font=base_name(raw["font"]),
        size=round(raw["size"], 2),
        bold=is_bold(raw["font"], raw["flags"]),
        italic=is_italic(raw["font"], raw["flags"]),
        superscript=smaller and shift < -_SHIFTED,
        subscript=smaller and shift > _SHIFTED,
    )


def _words(raw: dict[str, Any], line: int) -> Iterator[Word]:
    rotation = _rotation(raw["dir"])
    run: list[tuple[Glyph, dict[str, Any]]] = []
    for span in raw["spans"]:
        for glyph in _glyphs(span, rotation):
            if glyph.text.isspace():
                if run:
                    yield _word(run, line)
                run = []
            else:
                run.append((glyph, span))
    if run:
        yield _word(run, line)


def _word(run: list[tuple[Glyph, dict[str, Any]]], line: int) -> Word:
    span = run[0][1]
    if run[-1][1] is not span:
        counts = Counter(id(owner) for _, owner in run)
        span = max((owner for _, owner in run), key=lambda owner: counts[id(owner)])
    return Word(
        text="".join(glyph.text for glyph, _ in run),
        box=_union((glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph, _ in run),
        line=line,
        size=round(span["size"], 2),
        bold=is_bold(span["font"], span["flags"]),
        italic=is_italic(span["font"], span["flags"]),
    )


def _glyphs(span: dict[str, Any], rotation: int) -> list[Glyph]:
    """The cleaned characters of a span; upright ones get the height of their span, which fits the ink better."""
    upright = rotation == 0
    top, bottom = span["bbox"][1], span["bbox"][3]
    glyphs = []
    for character in span["chars"]:
        if text := clean_character(character["c"]):
            left, high, right, low = character["bbox"]
            glyphs.append(Glyph(text, left, top if upright else high, right, bottom if upright else low))
    return compose_accents(glyphs)


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if not glyph.text.isspace()] or glyphs


def _inked(glyphs: list[Glyph]) -> int:
    return sum(not glyph.text.isspace() for glyph in glyphs)


def _rotation(direction: tuple[float, float]) -> int:
    cosine, sine = direction
    if cosine > 0.999:
        return 0
    return round(math.degrees(math.atan2(-sine, cosine))) % 360


def _union(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (round(min(lefts), 2), round(min(tops), 2), round(max(rights), 2), round(max(bottoms), 2))


def _box(rect: pymupdf.Rect) -> Box:
    return (0.0, 0.0, round(rect.width, 2), round(rect.height, 2))
