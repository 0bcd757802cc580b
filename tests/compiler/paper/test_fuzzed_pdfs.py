import hashlib
import importlib.util
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from ara.compiler.paper.reader import read_paper

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
COUNT, PARTS = 200, 2


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzzed_pdfs", HERE / "fuzzed_pdfs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_undamaged_papers_are_read_whole(fuzz: ModuleType, tmp_path: Path) -> None:
    for compressed in (True, False):
        pdf = tmp_path / "whole.pdf"
        pdf.write_bytes(fuzz.base_pdf(compressed))

        reading = read_paper(pdf, tmp_path)

        assert [len(found) for found in (reading.tables, reading.figures, reading.references)] == [1, 1, 2]
        assert [len(figure.series) for figure in reading.figures] == [1]


def test_damage_is_the_same_for_the_same_seed_and_reaches_the_files(fuzz: ModuleType) -> None:
    whole = {fuzz.base_pdf(True), fuzz.base_pdf(False)}
    files = [fuzz.fuzzed(seed) for seed in range(COUNT)]

    assert files[7] == fuzz.fuzzed(7)
    assert len({hashlib.sha256(data).digest() for data in files if data not in whole}) > 0.95 * COUNT


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_pdfs_are_refused_or_read_and_nothing_else_is_written(part: int, tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "read_fuzzed_pdfs.py"), str(part), str(PARTS), str(COUNT)]

    run = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300
    )

    assert (run.returncode, run.stderr) == (0, "")
    results = [json.loads(line) for line in run.stdout.splitlines()]
    outcomes = Counter(result["outcome"] for result in results)
    assert set(outcomes) == {"refused", "read"}
    assert outcomes.total() == COUNT // PARTS
    assert max(result["seconds"] for result in results) < 25
    assert {path.name for path in tmp_path.iterdir()} == {"damaged.pdf", "pictures"}
    assert all(path.suffix == ".png" for path in (tmp_path / "pictures").iterdir())
