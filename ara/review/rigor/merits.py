"""What an artifact does well in each dimension, or leaves out: facts that no finding is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ara.review.rigor.rule import Dimension
from ara.review.standing import Standing
from ara.schema.location import Location
from ara.schema.package import Package


@dataclass(frozen=True, slots=True)
class Merit:
    """One thing that a dimension asks of an artifact as a whole."""

    dimension: Dimension
    """The dimension."""
    held: bool
    """Whether the artifact does it."""
    text: str
    """What it does, or what it leaves out, in a sentence with the counts."""
    location: Location
    """Where it shows, or should."""
    span: str = ""
    """Words of the artifact that show it, verbatim; empty for what is not there."""


_BOUND = re.compile(
    r"\b(?:not|no|never|only|unless|untested|outside|beyond|limited|limits?|without|except|restricted)\b", re.I
)
_SPREAD = re.compile(
    r"±|\b(?:standard (?:deviation|error)s?|variance|confidence intervals?|bootstrap\w*)\b"
    r"|\b(?:seeds|repeats|repetitions?|trials)\b"
    r"|\b\d+ (?:\w+ )?(?:runs|times)\b|\bp\s*[<=]\s*0?\.\d|\b(?-i:SD|SEM|CI)\b",
    re.I,
)
_FIGURE = re.compile(r"\d")
_MANY_ALTERNATIVES = 2


def merits(package: Package, standings: Sequence[Standing]) -> tuple[Merit, ...]:
    """Give the merits of all dimensions, held or not."""
    return (
        *_relevance(package, standings),
        *_falsifiability(package),
        *_scope(package),
        *_coherence(package),
        *_exploration(package),
        *_methodology(package),
    )


def _relevance(package: Package, standings: Sequence[Standing]) -> Iterator[Merit]:
    places = {claim.id: claim.line_of("proof") for claim in package.claims}
    bare = [standing.claim for standing in standings if standing.standing == "gap"]
    place = places[bare[0]] if bare else _first(package.claims, "logic/claims.md")
    yield _share("D1", len(standings) - len(bare), len(standings), "claims have something filed for them", bare, place)
    waiting = [item for item in package.experiments if not _filed(item.evidence)]
    yield _share(
        "D1",
        len(package.experiments) - len(waiting),
        len(package.experiments),
        "experiments name what they filed",
        [item.id for item in waiting],
        waiting[0].line_of("evidence") if waiting else _first(package.experiments, "logic/experiments.md"),
    )


def _filed(evidence: tuple[str, ...]) -> bool:
    return any(entry.strip() and not entry.strip(" `[").casefold().startswith("pending") for entry in evidence)


def _falsifiability(package: Package) -> Iterator[Merit]:
    missing = [claim for claim in package.claims if not (claim.falsification or "").strip()]
    stated = [claim for claim in package.claims if claim not in missing]
    yield _share(
        "D2",
        len(stated),
        len(package.claims),
        "claims say what would refute them",
        [claim.id for claim in missing],
        _first(missing or package.claims, "logic/claims.md"),
    )
    exact = [claim for claim in stated if _FIGURE.search(claim.falsification or "")]
    shown = exact[0] if exact else None
    yield Merit(
        "D2",
        bool(stated) and 2 * len(exact) >= len(stated),
        f"{len(exact)} of {len(stated)} criteria name a figure that decides.",
        shown.line_of("falsification") if shown else _first(package.claims, "logic/claims.md"),
        (shown.falsification or "") if shown else "",
    )


def _scope(package: Package) -> Iterator[Merit]:
    missing = [claim for claim in package.claims if not (claim.conditions or "").strip()]
    yield _share(
        "D3",
        len(package.claims) - len(missing),
        len(package.claims),
        "claims state their conditions",
        [claim.id for claim in missing],
        _first(missing or package.claims, "logic/claims.md"),
    )
    bounded = next((claim for claim in package.claims if _BOUND.search(claim.conditions or "")), None)
    limits = next((page for page in package.pages if page.location.file == "logic/solution/constraints.md"), None)
    if bounded is not None:
        place, words = bounded.line_of("conditions"), bounded.conditions or ""
        yield Merit("D3", True, f"{bounded.id} says where it ends.", place, words)
    elif limits is not None:
        yield Merit("D3", True, "The limits have a page of their own.", limits.location, limits.title)
    else:
        place = _first(package.claims, "logic/claims.md")
        yield Merit("D3", False, "Nothing says to what the claims do not apply.", place)
    assumed = package.assumptions
    words = f"{len(assumed)} assumption{' is' if len(assumed) == 1 else 's are'} stated."
    place = assumed[0].location if assumed else Location(file="logic/problem.md")
    yield Merit("D3", bool(assumed) or limits is not None, words, place)


def _coherence(package: Package) -> Iterator[Merit]:
    loose = [gap for gap in package.gaps if not gap.caused_by]
    yield _share(
        "D4",
        len(package.gaps) - len(loose),
        len(package.gaps),
        "gaps name the observations they come from",
        [gap.id for gap in loose],
        _first(loose or package.gaps, "logic/problem.md"),
    )
    insight = next((item for item in package.insights if (item.insight or "").strip()), None)
    if insight is None:
        yield Merit("D4", False, "No key insight is stated.", Location(file="logic/problem.md"))
    else:
        yield Merit("D4", True, "The key insight is stated.", insight.location, insight.insight or "")


def _exploration(package: Package) -> Iterator[Merit]:
    nodes = tuple(package.all_nodes())
    tree = _first(nodes, "trace/exploration_tree.yaml")
    ends = [node for node in nodes if node.kind == "dead_end"]
    told = [node for node in ends if node.failure_mode and node.lesson]
    words = f"{len(told)} of {len(ends)} dead ends say why they failed and what was learned."
    if not ends:
        words = "No dead end is recorded."
    shown = told[0] if told else None
    yield Merit("D5", bool(ends) and len(told) == len(ends), words, shown.location if shown else tree, _lesson(shown))
    decisions = [node for node in nodes if node.kind == "decision"]
    open_ones = [node for node in decisions if len(node.alternatives) >= _MANY_ALTERNATIVES]
    words = f"{len(open_ones)} of {len(decisions)} decisions name at least two alternatives."
    if not decisions:
        words = "No decision is recorded."
    place = open_ones[0].location if open_ones else _first(decisions, tree.file)
    yield Merit("D5", bool(decisions) and 2 * len(open_ones) >= len(decisions), words, place)


def _lesson(node: object) -> str:
    return str(getattr(node, "lesson", None) or "")


def _methodology(package: Package) -> Iterator[Merit]:
    tests = package.experiments
    for field, words in (("baselines", "name what they compare with"), ("metrics", "say what they measure")):
        missing = [test for test in tests if not (getattr(test, field) or "").strip()]
        yield _share(
            "D6",
            len(tests) - len(missing),
            len(tests),
            f"experiments {words}",
            [test.id for test in missing],
            _first(missing or tests, "logic/experiments.md"),
        )
    spread = next(_spread(package), None)
    if spread is None:
        place = _first(tests, "logic/experiments.md")
        yield Merit("D6", False, "Neither repeats nor a spread of results are reported.", place)
    else:
        yield Merit("D6", True, "Repeats or a spread of results are reported.", *spread)


def _spread(package: Package) -> Iterator[tuple[Location, str]]:
    for test in package.experiments:
        for field in ("setup", "procedure", "metrics"):
            text = getattr(test, field) or ""
            if _SPREAD.search(text):
                yield test.line_of(field), text
    for claim in package.claims:
        for field in ("statement", "evidence_basis", "conditions"):
            text = getattr(claim, field) or ""
            if _SPREAD.search(text):
                yield claim.line_of(field), text
    for item in package.evidence:
        if item.caption and _SPREAD.search(item.caption):
            yield item.line_of("caption"), item.caption


def _share(dimension: Dimension, count: int, total: int, words: str, missing: Iterable[str], place: Location) -> Merit:
    """All of something is a merit, and only if there is any; `words` are the noun and what it does."""
    noun = words.partition(" ")[0]
    if not total:
        return Merit(dimension, False, f"There are no {noun}.", place)
    if count == total:
        return Merit(dimension, True, f"All {total} {words}." if total > 1 else f"The {words}.", place)
    rest = [name for name in missing if name]
    names = f": not {', '.join(rest[:5])}{', …' if len(rest) > len(rest[:5]) else ''}" if rest else ""
    return Merit(dimension, False, f"{count or 'None'} of {total} {words}{names}.", place)


def _first(items: Iterable[object], file: str) -> Location:
    """The place of the first of some entities, else the file where they would be."""
    place = next((getattr(item, "location", None) for item in items), None)
    return place if isinstance(place, Location) else Location(file=file)
