"""The judge: verdicts from records. It runs nothing."""

from ara.review.reproduce.judge.check import Circumstances, judge_check, machine_line
from ara.review.reproduce.judge.exit_code import exit_code
from ara.review.reproduce.judge.headline import Headline
from ara.review.reproduce.judge.package import Judgement, judge_package, refuse_spoilt

__all__ = [
    "Circumstances",
    "Headline",
    "Judgement",
    "exit_code",
    "judge_check",
    "judge_package",
    "machine_line",
    "refuse_spoilt",
]
