"""Rows are what the harness reads: JSON lines with a name, a finite value and parameters."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from ara.schema.reproduce import MetricRow
from reproductions.common.metrics import base_seed, write_metric


def test_rows_are_appended_to_the_file_that_the_harness_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "rows.jsonl"
    monkeypatch.setenv("ARA_METRICS", str(target))

    write_metric("speedup", 3, "x", repeat=0, context=512, kept=True)
    write_metric("error", 0.25)

    rows = [MetricRow.model_validate_json(line) for line in target.read_text().splitlines()]
    assert rows == [
        MetricRow(metric="speedup", value=3.0, unit="x", params={"context": 512, "kept": True}, repeat=0),
        MetricRow(metric="error", value=0.25),
    ]


def test_without_a_file_rows_are_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("ARA_METRICS", raising=False)

    write_metric("mass", 95.8, "%", selector="minmax")

    assert json.loads(capsys.readouterr().out) == {
        "metric": "mass",
        "value": 95.8,
        "unit": "%",
        "params": {"selector": "minmax"},
    }


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_value_that_is_no_number_is_refused_and_nothing_is_written(
    value: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARA_METRICS", str(tmp_path / "rows.jsonl"))

    with pytest.raises(ValueError, match="finite"):
        write_metric("loss", value)

    assert not (tmp_path / "rows.jsonl").exists()


def test_the_seed_is_that_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARA_SEED", raising=False)
    assert base_seed() == 0

    monkeypatch.setenv("ARA_SEED", "41")
    assert base_seed() == 41
