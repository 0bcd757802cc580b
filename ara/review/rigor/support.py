"""What a claim rests on: its experiments, their evidence, and the steps of the exploration that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from ara.review.rigor.language.lexicon import Lexicon
from ara.schema.evidence import EvidenceObject, IndexRow
from ara.schema.identifiers import ids_in
from ara.schema.logic import Claim, Experiment
from ara.schema.package import Package
from ara.schema.trace import Node

_HELD = Lexicon("support*, confirm*, validat*, establish*, proven, proved, verif*, justified, true, strong*")
_NOT_HELD = Lexicon(
    "unsupport*, refut*, reject*, falsif*, disprov*, untested, hypothes*, conjectur*, open, pending, weak*, "
    "unverified, not, partial*, draft, proposed, planned, superseded, withdrawn, retracted"
)


@dataclass(frozen=True)
class Support:
    """One claim with all that is given for it."""

    claim: Claim
    """The claim."""
    experiments: tuple[Experiment, ...]
    """Experiments that it cites as proof, or that say they verify it."""
    evidence: tuple[EvidenceObject, ...]
    """Tables, figures, results and proofs of these experiments, or indexed for the claim."""
    rows: tuple[IndexRow, ...]
    """Rows of the evidence index that name the claim."""
    nodes: tuple[Node, ...]
    """Nodes of the exploration graph that name the claim as what they bear on."""

    @cached_property
    def statement(self) -> str:
        """Title and statement of the claim, as two sentences."""
        return joined((self.claim.title, self.claim.statement))

    @cached_property
    def design(self) -> str:
        """All that its experiments say of how they are done."""
        return joined(map(design_of, self.experiments))

    @cached_property
    def results(self) -> str:
        """What was observed: the claim's own account, the quotes, and what labels and captions of the evidence say."""
        own = (self.claim.evidence_basis, *self.claim.sources)
        rows = (row.description for row in self.rows)
        nodes = (part for node in self.nodes for part in (node.title, node.description, node.result, node.outcome))
        return joined((*own, *rows, *nodes, *map(_labels_of, self.evidence)))

    @cached_property
    def ground(self) -> str:
        """Design and results together."""
        return joined((self.design, self.results))

    @property
    def is_asserted(self) -> bool:
        """Whether the artifact declares that the claim holds, rather than leaving it open or calling it refuted."""
        status = self.claim.status or ""
        return _HELD.within(status) and not _NOT_HELD.within(status.split(".")[0].split("(")[0])

    @property
    def has_proof(self) -> bool:
        """Whether a formal argument is part of the evidence."""
        return any(item.kind == "proof" for item in self.evidence)


def design_of(experiment: Experiment) -> str:
    """Give all that an experiment says of how it is done."""
    return joined(
        (
            experiment.title,
            experiment.question,
            experiment.setup,
            experiment.procedure,
            experiment.metrics,
            experiment.expected,
            experiment.baselines,
            experiment.run,
        )
    )


def joined(parts: Iterable[str | None]) -> str:
    """Put texts one after the other, each as paragraphs of its own."""
    return "\n\n".join(part for part in parts if part)


def _labels_of(item: EvidenceObject) -> str:
    cells = (cell for grid in item.grids for cell in (*grid.rows[:1], *(row[:1] for row in grid.rows[1:])))
    words = " ; ".join(word for cell in cells for word in (cell if isinstance(cell, tuple) else (cell,)))
    return joined((item.title, item.caption, item.axes, words))


def supports_of(package: Package) -> Iterator[Support]:
    """Give the support of each claim, in the order of the claims."""
    experiments = {experiment.id: experiment for experiment in package.experiments}
    verified_by = _by_claim((experiment, experiment.verifies) for experiment in package.experiments)
    rows_of = _by_claim((row, row.claims) for row in package.index)
    nodes_of = _by_claim((node, node.evidence) for node in package.all_nodes())
    files = {item.location.file: item for item in package.evidence}
    for claim in package.claims:
        cited = [experiments[name] for entry in claim.proof for name in _ids(entry, "E") if name in experiments]
        tests = tuple({test.id: test for test in (*cited, *verified_by[claim.id])}.values())
        rows = tuple(rows_of[claim.id])
        named = " ".join(
            (*claim.proof, *(path for test in tests for path in test.evidence), *(row.path for row in rows))
        )
        evidence = tuple(item for path, item in files.items() if path.removeprefix("evidence/") in named)
        yield Support(claim, tests, evidence, rows, tuple(nodes_of[claim.id]))


_ids = lru_cache(maxsize=4096)(ids_in)
T = TypeVar("T")


def _by_claim(pairs: Iterable[tuple[T, tuple[str, ...]]]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for entity, texts in pairs:
        for name in dict.fromkeys(name for text in texts for name in _ids(text, "C")):
            found[name].append(entity)
    return found
