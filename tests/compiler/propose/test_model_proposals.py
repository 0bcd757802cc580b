"""A language model as an author: recorded answers, no network, and the same judge as for everybody."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from ara.compiler.propose.apply import judge_proposals
from ara.compiler.propose.find import find_tasks
from ara.compiler.propose.grounds import open_grounds
from ara.compiler.propose.model import Ask, answer_tasks, gather_inputs, open_model, patch_text, prompt_of, propose
from ara.compiler.propose.patch_file import parse_patch, read_proposal
from ara.compiler.propose.patches import Proposal
from ara.compiler.propose.refusal import Refused
from ara.compiler.propose.tasks import Task
from ara.schema import AraError, Package

RECORDED = {
    "C01": {
        "op": "set_field", "target": "C01", "field": "conditions", "value": "on two benchmarks", "author": "nobody",
        "quote": "93.5 points on two benchmarks", "source": {"page": 1}, "task": "T-000000000000",
    },
    "src/configs/paper.md#epochs": {
        "op": "set_field", "target": "src/configs/paper.md#epochs", "field": "context", "value": "all of it",
        "quote": "words that the model made up", "source": {"page": 1}, "author": "nobody",
    },
}  # fmt: skip
"""What a model answered, by the target of the task."""


def recorded(prompt: str) -> Sequence[Proposal]:
    """Play back the answer to a prompt."""
    target = json.loads(prompt.split("\n")[0].removeprefix("Task: "))["target"]
    answers = [read_proposal(RECORDED[target])] if target in RECORDED else []
    return [answer for answer in answers if not isinstance(answer, Refused)]


def task_for(package: Package, target: str, field: str) -> Task:
    return next(task for task in find_tasks(package) if task.target == target and task.forms[0].field == field)


def test_an_answer_names_the_task_and_the_author_that_were_asked(package: Package) -> None:
    task = task_for(package, "C01", "conditions")

    (proposal,) = propose(task, gather_inputs(task, package), recorded, "provider:model")

    assert (proposal.task, proposal.author) == (task.id, "provider:model")


def test_a_prompt_holds_the_gap_and_the_words_to_quote(package: Package) -> None:
    task = task_for(package, "C01", "conditions")
    prompt = prompt_of(task, gather_inputs(task, package))

    assert "- **Conditions**: not stated" in prompt
    assert '--- text, source {"page": 1}\nThe widget reaches 93.5 points on two benchmarks' in prompt


def test_pages_that_are_given_stand_for_the_quotes_on_them(package: Package) -> None:
    task = task_for(package, "C01", "conditions")

    assert [text.text for text in gather_inputs(task, package, ["the whole page"]).texts] == ["the whole page"]


def test_what_a_model_made_up_is_refused_by_the_same_judge(package: Package) -> None:
    answers = answer_tasks(package, find_tasks(package), recorded, "provider:model")
    held = parse_patch(patch_text(answers), "patch.yaml")

    outcome = judge_proposals(package, held.proposals, open_grounds(package))

    assert {verdict.accepted: verdict.reason for verdict in outcome.verdicts}.keys() == {True, False}
    assert outcome.package.claims[0].conditions == "on two benchmarks"
    assert outcome.package.settings[0].context is None


def test_tasks_without_a_text_to_quote_are_not_asked(package: Package) -> None:
    asked: list[str] = []

    def ask(prompt: str) -> Sequence[Proposal]:
        asked.append(json.loads(prompt.split("\n")[0].removeprefix("Task: "))["target"])
        return []

    answer_tasks(package, find_tasks(package), ask, "m")

    assert "C01" in asked and "N02" not in asked and "evidence/README.md" not in asked


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pydantic_ai", None)

    with pytest.raises(AraError, match=r"pip install 'ara-toolkit\[llm\]'"):
        open_model("test")


def through_pydantic_ai(answer: dict[str, Any]) -> Ask:
    """A model of pydantic-ai that plays back one answer."""
    pytest.importorskip("pydantic_ai", reason="the extra `llm` is not installed")
    messages, models = import_module("pydantic_ai.messages"), import_module("pydantic_ai.models.function")

    def play(_: Any, info: Any) -> Any:
        call = messages.ToolCallPart(info.output_tools[0].name, {"response": [answer]})
        return messages.ModelResponse(parts=[call])

    return open_model(models.FunctionModel(play))


def test_pydantic_ai_gives_typed_proposals(package: Package) -> None:
    task = task_for(package, "C01", "conditions")

    (proposal,) = propose(task, gather_inputs(task, package), through_pydantic_ai(RECORDED["C01"]), "provider:model")

    assert proposal.op == "set_field" and proposal.value == "on two benchmarks"


def test_an_answer_of_no_form_is_an_error_of_the_model(package: Package) -> None:
    task = task_for(package, "C01", "conditions")

    with pytest.raises(AraError, match="gave no usable answer"):
        propose(task, gather_inputs(task, package), through_pydantic_ai({"op": "delete"}), "provider:model")


def test_a_model_that_nobody_provides_is_refused() -> None:
    pytest.importorskip("pydantic_ai", reason="the extra `llm` is not installed")

    with pytest.raises(AraError, match="cannot be used"):
        open_model("no-such-provider:no-such-model")


def test_the_patch_of_a_model_reads_back(package: Package, tmp_path: Path) -> None:
    answers = answer_tasks(package, find_tasks(package), recorded, "provider:model")

    assert parse_patch(patch_text(answers), "p.yaml").proposals == answers and len(answers) > 1
