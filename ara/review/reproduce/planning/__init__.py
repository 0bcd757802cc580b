"""From checks to jobs: what has to be run, in which order, at what cost, and what cannot be run here."""

from ara.review.reproduce.planning.budget import Budget, read_budget
from ara.review.reproduce.planning.machine import Gpu, Machine, this_machine
from ara.review.reproduce.planning.plan import plan
from ara.review.reproduce.planning.planned import Plan, PlannedCheck, PlannedRun
from ara.review.reproduce.planning.request import Request

__all__ = [
    "Budget",
    "Gpu",
    "Machine",
    "Plan",
    "PlannedCheck",
    "PlannedRun",
    "Request",
    "plan",
    "read_budget",
    "this_machine",
]
