"""Small packages of claims, and verdicts on their checks."""

from collections.abc import Callable
from typing import Any

import pytest

from ara.review.reproduce.verdict import Verdict
from ara.schema.evidence import IndexRow
from ara.schema.location import Location
from ara.schema.logic import Claim, Experiment
from ara.schema.package import Package
from ara.schema.trace import Node

PLACE = Location(file="logic/claims.md")


def _claim(name: str, **fields: Any) -> Claim:
    return Claim(id=name, title=name, location=PLACE, **fields)


def _package(*claims: Claim, filed: tuple[str, ...] = (), nodes: tuple[Node, ...] = (), **fields: Any) -> Package:
    """A package in which `filed` claims have a table in the index of evidence."""
    rows = tuple(
        IndexRow(path=f"tables/{name}.md", source="Table", claims=(name,), description="", location=PLACE)
        for name in filed
    )
    files = dict.fromkeys((f"evidence/tables/{name}.md" for name in filed), 1)
    return Package(claims=claims, index=rows, files=files, nodes=nodes, **fields)


def _verdict(claim: str, outcome: str = "verified", fidelity: str = "paper", **fields: Any) -> Verdict:
    held = {"check": "K01", "experiment": "E01", "metric": "m", "reason": "so it came out", "origin": "here"} | fields
    return Verdict.model_validate({**held, "claim": claim, "outcome": outcome, "fidelity": fidelity})


def _experiment(name: str, **fields: Any) -> Experiment:
    return Experiment(id=name, title=name, location=Location(file="logic/experiments.md"), **fields)


def _node(name: str, kind: str, **fields: Any) -> Node:
    return Node(id=name, type=kind, location=Location(file="trace/exploration_tree.yaml"), **fields)


@pytest.fixture
def claim() -> Callable[..., Claim]:
    return _claim


@pytest.fixture
def package() -> Callable[..., Package]:
    return _package


@pytest.fixture
def verdict() -> Callable[..., Verdict]:
    return _verdict


@pytest.fixture
def experiment() -> Callable[..., Experiment]:
    return _experiment


@pytest.fixture
def node() -> Callable[..., Node]:
    return _node
