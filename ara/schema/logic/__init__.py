"""The logic layer: what is claimed, why, under which conditions, and how it was verified."""

from ara.schema.logic.claims import Claim, SourceNote, source_notes
from ara.schema.logic.concepts import Concept
from ara.schema.logic.experiments import Experiment
from ara.schema.logic.problem import Assumption, Insight, Observation, ProblemGap
from ara.schema.logic.solution import Heuristic, RelatedWork, SolutionPage

__all__ = [
    "Assumption",
    "Claim",
    "Concept",
    "Experiment",
    "Heuristic",
    "Insight",
    "Observation",
    "ProblemGap",
    "RelatedWork",
    "SolutionPage",
    "SourceNote",
    "source_notes",
]
