"""Every kind of file of an Ara that is read into the model: the one table from paths to readers and writers."""

from __future__ import annotations

from ara.schema.code import CodeArtifact, Setting
from ara.schema.documents.blocks import block_file, with_field, with_prefix
from ara.schema.documents.evidence_files import EVIDENCE, INDEX
from ara.schema.documents.logic_files import CONCEPTS, PROBLEM
from ara.schema.documents.manifest import PAPER
from ara.schema.documents.own import EVENTS, LINKS, REPRODUCE, RUN, SEAL, SPANS
from ara.schema.documents.pages import ENVIRONMENT, PAGE
from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.documents.records import REASONING, SESSION, SESSION_INDEX, STAGING
from ara.schema.documents.trace_file import TRACE
from ara.schema.logic import Claim, Experiment, Heuristic, RelatedWork

CLAIMS = block_file("claims", "logic/claims.md", Claim, "claims", "Claims", with_prefix("C"))
EXPERIMENTS = block_file(
    "experiments", "logic/experiments.md", Experiment, "experiments", "Experiments", with_prefix("E")
)
HEURISTICS = block_file(
    "heuristics", "logic/solution/heuristics.md", Heuristic, "heuristics", "Heuristics", with_prefix("H")
)
RELATED = block_file(
    "related-work",
    "logic/related_work.md",
    RelatedWork,
    "related_work",
    "Related Work",
    lambda block: with_prefix("RW")(block) or with_field("Type", "Delta", "DOI", "Citation")(block),
)
SETTINGS = block_file("settings", "src/configs/*.md", Setting, "settings", "Settings", with_field("Value"))
ARTIFACTS = block_file(
    "artifacts",
    "src/artifacts.md",
    CodeArtifact,
    "code_artifacts",
    "Artifacts",
    with_field("File(s) in repo", "Files in repo", "File", "Nature"),
)

FILE_KINDS: tuple[FileKind, ...] = (
    PAPER,
    PROBLEM,
    CLAIMS,
    CONCEPTS,
    EXPERIMENTS,
    HEURISTICS,
    RELATED,
    SETTINGS,
    ENVIRONMENT,
    ARTIFACTS,
    REPRODUCE,
    TRACE,
    STAGING,
    SESSION_INDEX,
    SESSION,
    REASONING,
    EVENTS,
    INDEX,
    EVIDENCE,
    SPANS,
    LINKS,
    RUN,
    SEAL,
    PAGE,
)
"""All kinds; the first that matches a path is the file's."""


def kind_of(path: str) -> FileKind | None:
    """Give the kind of a file, or None for a file that the model does not hold."""
    return next((kind for kind in FILE_KINDS if kind.matches(path)), None)


__all__ = ["FILE_KINDS", "FileKind", "Parts", "Reading", "kind_of"]
