"""Where a passage stands, as a reader names it, and what that part of a paper is for."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ara.compiler.claims.phrases import any_of
from ara.compiler.paper.model import PaperReading, Passage, Section

Zone = Literal["abstract", "introduction", "background", "method", "setup", "results", "conclusion", "appendix"]

_CAPTION = re.compile(r"\s*(Table|Tab|Figure|Fig)\b\.?\s*([A-Z]?\.?\d+(?:\.\d+)*|[IVXLC]+)", re.IGNORECASE)
_ZONES: tuple[tuple[Zone, re.Pattern[str]], ...] = (
    (
        "background",
        any_of(
            "related, background, preliminar*, prior work, literature, notation, acknowledg*, ethic*, broader impact*"
        ),
    ),
    ("conclusion", any_of("conclu*, discussion*, summary, limitation*")),
    ("introduction", any_of("introduction, contribution*, overview, motivation*")),
    (
        "setup",
        any_of(
            """set-up*, setup*, setting, settings, implementation, hyperparam*, hyper-param*, protocol*, training,
            training detail*, dataset*, data, metrics, baselines, hardware, optimizer, regularization"""
        ),
    ),
    (
        "results",
        any_of(
            """result*, experiment*, evaluat*, empirical*, ablation*, analys*, performance, efficien*, compar*, study,
            studies, finding*, observation*, benchmark*, scal*, robust*, speed*, latency, throughput, accuracy,
            quality, impact*, effect*, generali*, variation*, how, what, why, does"""
        ),
    ),
)


class Place(NamedTuple):
    """A place in a paper."""

    name: str
    "`Abstract`, `Section 4.2`, `Appendix D`, `Section “Conclusion”`, `Table 3`, `Figure 2`."
    zone: Zone
    """What that part of the paper is for, told by its headings."""


def locate(paper: PaperReading, passage: Passage) -> Place:
    """Name the place of a passage; a caption is named by its own label."""
    zone = _zone(paper, passage)
    if passage.kind == "abstract":
        return Place("Abstract", "abstract")
    label = caption_label(passage.text) if passage.kind == "caption" else None
    if label is not None:
        return Place(label, "results" if passage.section is None else zone)
    return Place(_section_name(paper.sections, passage.section), zone)


def caption_label(text: str) -> str | None:
    """Return `Table 3` or `Figure 2` when a text opens like a caption, else None."""
    match = _CAPTION.match(text)
    if match is None:
        return None
    kind = "Table" if match[1].lower().startswith("tab") else "Figure"
    return f"{kind} {match[2].strip('.')}"


def section_path(sections: tuple[Section, ...], index: int | None) -> tuple[Section, ...]:
    """Return a section with the sections above it, innermost first."""
    if index is None or not sections:
        return ()
    path = [sections[index]]
    for above in reversed(sections[:index]):
        if above.level < path[-1].level:
            path.append(above)
    return tuple(path)


def _section_name(sections: tuple[Section, ...], index: int | None) -> str:
    path = section_path(sections, index)
    if not path:
        return "Front matter"
    numbered = next((section for section in path if section.number), None)
    if numbered is None or numbered.number is None:
        return f"Section “{path[0].title}”"
    if _is_appendix(sections, numbered):
        return f"Appendix {numbered.number}"
    numbers = [section.number.strip(".)") for section in reversed(path) if section.number]
    return f"Section {'-'.join(numbers) if _counts_in_roman(sections) else numbered.number}"


def _is_appendix(sections: tuple[Section, ...], section: Section) -> bool:
    return (section.number or "")[:1].isalpha() and not _counts_in_roman(sections)


def _counts_in_roman(sections: tuple[Section, ...]) -> bool:
    """Tell the scheme `I`, `II`, `II-A` from one in which letters number appendices."""
    return any(re.fullmatch(r"[IVX]{2,}\.?", section.number or "") for section in sections)


def _zone(paper: PaperReading, passage: Passage) -> Zone:
    if passage.kind == "abstract":
        return "abstract"
    path = section_path(paper.sections, passage.section)
    background = _ZONES[0][1]
    if any(background.search(section.title.lower()) for section in path):
        return "background"
    if any(_is_appendix(paper.sections, section) or "appendi" in section.title.lower() for section in path):
        return "appendix"
    for section in path:
        for zone, words in _ZONES:
            if words.search(section.title.lower()):
                return zone
    return "introduction" if not path else "method"
