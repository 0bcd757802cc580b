"""How experiments are run and judged: `src/reproduce.yaml`, and the records that runs leave."""

from ara.schema.reproduce.checks import CellBinding, Check, Control, Expect, PaperValue, QuoteBinding
from ara.schema.reproduce.experiments import Arm, Collect, Environment, InputData, Needs, RunnableExperiment, Tier
from ara.schema.reproduce.file import Candidate, CheckStub, Code, DeclaredStatus, RepositoryReproduce, Reproduce
from ara.schema.reproduce.jobs import InputFile, Job, JobsFile, Tree, TreeFile
from ara.schema.reproduce.records import Hardware, MetricRow, RunRecord

__all__ = [
    "Arm",
    "Candidate",
    "CellBinding",
    "Check",
    "CheckStub",
    "Code",
    "Collect",
    "Control",
    "DeclaredStatus",
    "Environment",
    "Expect",
    "Hardware",
    "InputData",
    "InputFile",
    "Job",
    "JobsFile",
    "MetricRow",
    "Needs",
    "PaperValue",
    "QuoteBinding",
    "RepositoryReproduce",
    "Reproduce",
    "RunRecord",
    "RunnableExperiment",
    "Tier",
    "Tree",
    "TreeFile",
]
