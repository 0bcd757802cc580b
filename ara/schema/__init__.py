"""The format of Aras: a typed model of all four layers, and the only way in and out of their files."""

from ara.schema.code import CodeArtifact, EnvironmentEntry, Setting
from ara.schema.edits import Edit, apply_edits
from ara.schema.errors import AraError, UnreadableError
from ara.schema.events import Event, GitState
from ara.schema.evidence import EvidenceObject, Grid, IndexRow
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
    SourceNote,
    source_notes,
)
from ara.schema.markdown import ExtraField
from ara.schema.package import Package, Page, replace
from ara.schema.paper import PaperManifest
from ara.schema.reader import read_package, read_texts
from ara.schema.reproduce import (
    Arm,
    Candidate,
    Check,
    CheckStub,
    Code,
    Collect,
    Control,
    Environment,
    Expect,
    InputData,
    MetricRow,
    Needs,
    PaperValue,
    Reproduce,
    RunnableExperiment,
    RunRecord,
    Tier,
)
from ara.schema.seal import Seal, SourceFile
from ara.schema.sessions import ReasoningEntry, Session, SessionSummary, StagedObservation
from ara.schema.span import Box, Span
from ara.schema.trace import Node
from ara.schema.writer import package_texts, write_package

__all__ = [
    "AraError",
    "Arm",
    "Assumption",
    "Box",
    "Candidate",
    "Check",
    "CheckStub",
    "Claim",
    "Code",
    "CodeArtifact",
    "Collect",
    "Concept",
    "Control",
    "Edit",
    "Environment",
    "EnvironmentEntry",
    "Event",
    "EvidenceObject",
    "Expect",
    "Experiment",
    "ExtraField",
    "GitState",
    "Grid",
    "Heuristic",
    "IndexRow",
    "InputData",
    "Insight",
    "Location",
    "MetricRow",
    "Needs",
    "Node",
    "Notice",
    "Observation",
    "Package",
    "Page",
    "PaperManifest",
    "PaperValue",
    "ProblemGap",
    "ReasoningEntry",
    "RelatedWork",
    "Reproduce",
    "RunRecord",
    "RunnableExperiment",
    "Seal",
    "Session",
    "SessionSummary",
    "Setting",
    "SourceFile",
    "SourceNote",
    "Span",
    "StagedObservation",
    "Tier",
    "UnreadableError",
    "apply_edits",
    "package_texts",
    "read_package",
    "read_texts",
    "replace",
    "source_notes",
    "write_package",
]
