"""A whole Ara as one typed, immutable value."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from ara.schema.code import CodeArtifact, EnvironmentEntry, Setting
from ara.schema.events import Event
from ara.schema.evidence import EvidenceObject, IndexRow
from ara.schema.frozen import Frozen
from ara.schema.links import Link
from ara.schema.location import Location, Notice
from ara.schema.logic import (
    Assumption,
    Claim,
    Concept,
    Experiment,
    Heuristic,
    Insight,
    Observation,
    ProblemGap,
    RelatedWork,
)
from ara.schema.paper import PaperManifest
from ara.schema.reproduce import Reproduce, RunRecord
from ara.schema.seal import Seal
from ara.schema.sessions import ReasoningEntry, Session, SessionSummary, StagedObservation
from ara.schema.span import Span
from ara.schema.trace import Node, walk


class Page(Frozen):
    """A Markdown file that is free text: a page of `logic/solution/`, a README."""

    location: Location
    """The file."""
    title: str = ""
    """Its first heading."""
    headings: tuple[tuple[int, str, int], ...] = ()
    """Its headings: level, words, line."""
    text: str = ""
    """The whole text."""


class Package(Frozen):
    """All that an Ara says. Entities stand in the order of their files; each knows its place."""

    paper: tuple[PaperManifest, ...] = ()
    """`PAPER.md`; one, or none when the file is missing."""
    observations: tuple[Observation, ...] = ()
    """Facts that the work starts from."""
    gaps: tuple[ProblemGap, ...] = ()
    """What was missing."""
    insights: tuple[Insight, ...] = ()
    """The steps that made the solution possible."""
    assumptions: tuple[Assumption, ...] = ()
    """What is taken for granted."""
    claims: tuple[Claim, ...] = ()
    """Claims."""
    concepts: tuple[Concept, ...] = ()
    """Technical terms."""
    experiments: tuple[Experiment, ...] = ()
    """Plans of experiments."""
    heuristics: tuple[Heuristic, ...] = ()
    """Rules of practice."""
    related_work: tuple[RelatedWork, ...] = ()
    """Works built on, compared with, or cited."""
    settings: tuple[Setting, ...] = ()
    """Hyper-parameters and configuration values."""
    environment: tuple[EnvironmentEntry, ...] = ()
    """Lines of `src/environment.md`."""
    code_artifacts: tuple[CodeArtifact, ...] = ()
    """Pieces of the code base."""
    reproduce: Reproduce | None = None
    """How the experiments are run and judged."""
    nodes: tuple[Node, ...] = ()
    """Roots of the exploration graph."""
    staged: tuple[StagedObservation, ...] = ()
    """Interpretations that wait."""
    sessions: tuple[Session, ...] = ()
    """Recorded sessions."""
    session_index: tuple[SessionSummary, ...] = ()
    """The index of sessions."""
    reasoning: tuple[ReasoningEntry, ...] = ()
    """The manager's reasoning log."""
    events: tuple[Event, ...] = ()
    """The journal, all writers, in the order of their files."""
    evidence: tuple[EvidenceObject, ...] = ()
    """Tables, figures, results and proofs."""
    index: tuple[IndexRow, ...] = ()
    """Rows of the evidence index."""
    spans: tuple[Span, ...] = ()
    """Places in the sources on which the compiler relied."""
    links: tuple[Link, ...] = ()
    """What belongs together, as far as the compiler could tell."""
    runs: tuple[RunRecord, ...] = ()
    """Records of runs."""
    seal: Seal | None = None
    """`ara.yaml`."""
    pages: tuple[Page, ...] = ()
    """Markdown files that are free text."""

    texts: Mapping[str, str] = {}
    """Text of each file that was read, as it lies on disk; the writer edits these."""
    files: Mapping[str, int] = {}
    """Size of every file of the Ara, by path."""
    notices: tuple[Notice, ...] = ()
    """What the reader settled at the door."""
    branches: tuple[str, ...] = ()
    """Top-level keys of the trace file under which nodes stand, e.g. `tree`."""

    def all_nodes(self) -> Iterator[Node]:
        """Give all nodes of the exploration graph, each before its children."""
        return walk(self.nodes)

    def evidence_files(self) -> frozenset[str]:
        """Give the paths of all files under `evidence/`."""
        return frozenset(path for path in self.files if path.startswith("evidence/"))


T = TypeVar("T", bound=Frozen)


def replace(package: Package, entity: T, **changes: Any) -> Package:
    """Give the package with one entity changed, found by its place. Raises LookupError when it is not there."""
    place = getattr(entity, "location", None)
    for name in ENTITY_FIELDS:
        entities = getattr(package, name)
        found, hit = _replaced(entities, place, changes)
        if hit:
            return package.model_copy(update={name: found})
    raise LookupError(f"no entity at {place}")


ENTITY_FIELDS = (
    "paper",
    "observations",
    "gaps",
    "insights",
    "assumptions",
    "claims",
    "concepts",
    "experiments",
    "heuristics",
    "related_work",
    "settings",
    "environment",
    "code_artifacts",
    "nodes",
    "staged",
    "sessions",
    "session_index",
    "reasoning",
    "evidence",
    "index",
    "pages",
)
"""Fields of a package that hold entities with a place in a text file."""


def _replaced(
    entities: tuple[Any, ...], place: Location | None, changes: dict[str, Any]
) -> tuple[tuple[Any, ...], bool]:
    """Look among entities, and among the records they hold."""
    for index, entity in enumerate(entities):
        here = getattr(entity, "location", None)
        if here == place:
            return (*entities[:index], entity.model_copy(update=changes), *entities[index + 1 :]), True
        if here is None or place is None or here.file != place.file or not place.pointer.startswith(here.pointer + "/"):
            continue
        for name in type(entity).model_fields:
            nested = getattr(entity, name)
            if isinstance(nested, tuple) and nested and hasattr(nested[0], "location"):
                found, hit = _replaced(nested, place, changes)
                if hit:
                    changed = entity.model_copy(update={name: found})
                    return (*entities[:index], changed, *entities[index + 1 :]), True
    return entities, False
