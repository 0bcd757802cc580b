"""The problem as the paper puts it: what is so, what is missing, what it does about it, and where it says it ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ara.compiler.claims.places import locate
from ara.compiler.claims.sentences import is_prose, split_sentences
from ara.compiler.grounding import PageQuotes
from ara.compiler.paper.model import PaperReading, Passage, Region
from ara.schema.frozen import Frozen

MOST_OBSERVATIONS = 4
MOST_GAPS = 4
MOST_LIMITS = 12
_SHORTEST = 40

_GAP = re.compile(
    r"\b(?:however|but existing|unfortunately|despite|lacks?|remains? (?:unclear|open|unknown|a challenge|challenging|"
    r"difficult|limited)|little is known|bottleneck|fails? to|suffers?|no (?:prior|existing)|unexplored|overlooked|"
    r"not (?:been|yet)|prohibitive|challenge)\b",
    re.IGNORECASE,
)
_INSIGHT = re.compile(
    r"\b(?:key (?:insight|idea|observation)|we (?:propose|introduce|present|develop|design|observe)|this (?:paper|work)"
    r" (?:proposes|introduces|presents|studies|asks))\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|our|ours|this (?:paper|work)|https?)\b", re.IGNORECASE)
_LIMITS_HEADING = re.compile(
    r"\b(?:limitations?|threats to validity|scope|future work|broader impacts?)\b", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:limitation|limited to|we (?:only|do not|leave|assume)|does not|cannot|future work|beyond the scope)\b"
)


class Statement(Frozen):
    """A sentence of the paper."""

    text: str
    """The sentence, verbatim."""
    region: Region
    """Where it stands."""
    where: str
    """The name of that place, e.g. `Section 1`."""


class Framing(Frozen):
    """What frames the results."""

    observations: tuple[Statement, ...] = ()
    """Sentences that open the abstract and the introduction: what is taken as given."""
    gaps: tuple[Statement, ...] = ()
    """Sentences that say what is missing."""
    insight: Statement | None = None
    """The sentence that says what the work does about it."""
    limits: tuple[Statement, ...] = ()
    """Sentences that bound the work."""


def read_framing(paper: PaperReading) -> Framing:
    """Pick sentences by where they stand and by their cue words. Nothing is paraphrased; empty when none is found."""
    pages = PageQuotes(paper)
    opening = [s for s in _sentences(paper, pages, ("abstract", "introduction")) if len(s.text) >= _SHORTEST]
    gaps = _first((s for s in opening if _GAP.search(s.text)), MOST_GAPS)
    insight = next((s for s in opening if _INSIGHT.search(s.text) and s not in gaps), None)
    taken = {s.text for s in (*gaps, *([insight] if insight else []))}
    facts = (s for s in opening if s.text not in taken and not _OWN.search(s.text))
    return Framing(
        observations=_first(facts, MOST_OBSERVATIONS),
        gaps=gaps,
        insight=insight,
        limits=_first(_limits(paper, pages), MOST_LIMITS),
    )


def _first(found: Iterable[Statement], most: int) -> tuple[Statement, ...]:
    kept: dict[str, Statement] = {}
    for statement in found:
        kept.setdefault(statement.text, statement)
        if len(kept) == most:
            break
    return tuple(kept.values())


def _sentences(paper: PaperReading, pages: PageQuotes, zones: tuple[str, ...]) -> Iterator[Statement]:
    passages = [p for p in paper.passages if p.kind in ("abstract", "body", "list")]
    abstract = paper.metadata.abstract
    if abstract is not None and not any(p.kind == "abstract" for p in passages):
        passages.insert(0, abstract)
    for zone in zones:
        for passage in passages:
            place = locate(paper, passage)
            if place.zone == zone:
                yield from _of_passage(passage, place.name, pages)


def _limits(paper: PaperReading, pages: PageQuotes) -> Iterator[Statement]:
    headed = {i for i, section in enumerate(paper.sections) if _LIMITS_HEADING.search(section.title)}
    body = [p for p in paper.passages if p.kind in ("body", "list")]
    for passage in body:
        if passage.section in headed:
            yield from _of_passage(passage, locate(paper, passage).name, pages)
    for passage in body:
        place = locate(paper, passage)
        if passage.section not in headed and place.zone in ("conclusion", "method", "setup"):
            yield from (s for s in _of_passage(passage, place.name, pages) if _LIMIT.search(s.text))


def _of_passage(passage: Passage, where: str, pages: PageQuotes) -> Iterator[Statement]:
    for sentence in split_sentences(passage.text):
        if len(sentence.text) < _SHORTEST or len(sentence.text) > 500 or not is_prose(sentence.text):
            continue
        region = next((r for r in passage.regions if pages.printed(sentence.text, r.page)), None)
        if region is not None:
            yield Statement(text=sentence.text, region=region, where=where)
