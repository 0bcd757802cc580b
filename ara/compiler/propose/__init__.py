"""Gaps of an Ara as tasks, and grounded answers to them: whoever proposes, the same judge decides."""

from ara.compiler.propose.apply import Outcome, Verdict, judge_proposals
from ara.compiler.propose.find import find_tasks
from ara.compiler.propose.folder import Application, apply_file
from ara.compiler.propose.grounds import Grounds, open_grounds
from ara.compiler.propose.patches import PatchFile, Proposal
from ara.compiler.propose.tasks import Task, TaskList

__all__ = [
    "Application",
    "Grounds",
    "Outcome",
    "PatchFile",
    "Proposal",
    "Task",
    "TaskList",
    "Verdict",
    "apply_file",
    "find_tasks",
    "judge_proposals",
    "open_grounds",
]
