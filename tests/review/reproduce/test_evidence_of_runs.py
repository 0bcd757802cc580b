"""Records of runs are listed in a manifest that only grows, and in a section of the index that is written anew."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ara.review.check import check_package
from ara.review.reproduce.evidence import CLOSING, INDEX, OPENING, index_runs
from ara.review.reproduce.manifest import MANIFEST, manifest_faults
from ara.schema import AraError, Package, package_texts, read_package
from ara.schema.reproduce import Hardware, MetricRow, RunRecord
from ara.schema.seal import Seal

STRUCTURE = Path(__file__).parents[1] / "structure"


@pytest.fixture
def ara(composer: Callable[[Path, str], Path]) -> Path:
    """A clean, sealed Ara without runs."""
    root = composer(STRUCTURE, "base")
    files = (path for path in root.rglob("*") if path.is_file())
    hashes = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    seal = Seal(id="sorting", generator="ara-toolkit", hashes=dict(sorted(hashes.items())))
    (root / "ara.yaml").write_text(package_texts(Package(seal=seal))["ara.yaml"])
    return root


def file_record(root: Path, repeat: int = 0, arm: str = "cached", **changes: object) -> Path:
    """Put a record and its log where a worker's are filed."""
    record = RunRecord(
        run=f"E01-smoke-{arm}-12345678",
        experiment="E01",
        tier="smoke",
        arm=arm,
        repeat=repeat,
        seed=1,
        fidelity="smoke",
        job="12345678" * 8,
        check_hashes={"K01": "0" * 64},
        command=("python", "sort.py"),
        exit_code=0,
        started="2026-01-01T00:00:00Z",
        seconds=1.5,
        isolation="bubblewrap",
        hardware=Hardware(cpu="A | Processor <b>", cores=2),
        rows=(MetricRow(metric="seconds", value=1.0),),
    ).model_copy(update=changes)
    path = root / record.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record.model_dump_json(by_alias=True))
    path.with_suffix(".log").write_text("took 1.0 s\n")
    return path


def problems(root: Path) -> list[str]:
    findings = check_package(read_package(root), root)
    return [str(finding) for finding in findings if finding.severity != "notice"]


def test_the_index_gains_one_row_a_run_and_keeps_its_other_bytes(ara: Path) -> None:
    before = (ara / INDEX).read_text()
    for repeat in range(3):
        file_record(ara, repeat)
    file_record(ara, arm="plain", exit_code=1)

    written = index_runs(ara)

    text = (ara / INDEX).read_text()
    rows = [row for row in read_package(ara).index if row.path.startswith("runs/")]
    assert written == (MANIFEST, "ara.yaml", INDEX)
    assert text.startswith(before) and text.count(OPENING) == text.count(CLOSING) == 1
    assert [row.path for row in rows] == [f"runs/E01-smoke-{arm}-12345678/repeat-0.json" for arm in ("cached", "plain")]
    assert [row.claims for row in rows] == [("C01",), ("C01",)]
    assert rows[0].description.startswith("3 of 3 processes ended well; 3 metric rows; bubblewrap, A | Processor")
    assert "0 of 1 processes ended well" in rows[1].description
    assert "<b>" not in text.replace("\\<b>", "")


def test_a_second_time_changes_nothing_and_the_check_stays_clean(ara: Path) -> None:
    assert problems(ara) == []
    file_record(ara)
    index_runs(ara)
    held = {path: path.read_bytes() for path in ara.rglob("*") if path.is_file()}

    assert index_runs(ara) == ()

    assert {path: path.read_bytes() for path in ara.rglob("*") if path.is_file()} == held
    assert problems(ara) == []


def test_a_later_record_adds_lines_to_the_manifest_and_changes_none(ara: Path) -> None:
    file_record(ara, 0)
    index_runs(ara)
    first = (ara / MANIFEST).read_bytes()
    path = file_record(ara, 1)

    index_runs(ara)

    later = (ara / MANIFEST).read_bytes()
    assert later.startswith(first)
    entries = [json.loads(line) for line in later[len(first) :].splitlines()]
    assert entries == [
        {"path": file.relative_to(ara).as_posix(), "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        for file in (path, path.with_suffix(".log"))
    ]


@pytest.mark.parametrize("spoil", ["changed", "gone"])
def test_a_record_that_was_changed_behind_the_manifest_stops_everything(ara: Path, spoil: str) -> None:
    path = file_record(ara)
    index_runs(ara)
    before = (ara / INDEX).read_bytes()
    path.write_text(path.read_text().replace("1.5", "0.5")) if spoil == "changed" else path.unlink()
    file_record(ara, 1)

    assert [fault.line for fault in manifest_faults(ara)] == [1]
    with pytest.raises(AraError, match=r"manifest\.jsonl:1: lists .*repeat-0\.json"):
        index_runs(ara)

    assert (ara / INDEX).read_bytes() == before


def test_a_torn_last_line_of_the_manifest_is_written_again(ara: Path) -> None:
    file_record(ara)
    index_runs(ara)
    whole = (ara / MANIFEST).read_bytes()
    (ara / MANIFEST).write_bytes(whole[:-30])

    index_runs(ara)

    assert (ara / MANIFEST).read_bytes() == whole


def test_a_manifest_that_lists_a_file_twice_is_refused(ara: Path) -> None:
    file_record(ara)
    index_runs(ara)
    line = json.loads((ara / MANIFEST).read_text().splitlines()[0])
    with (ara / MANIFEST).open("a") as handle:
        handle.write(json.dumps(line | {"sha256": "0" * 64}) + "\n")

    with pytest.raises(AraError, match=r"manifest\.jsonl:3: lists .* twice"):
        index_runs(ara)


def test_a_log_is_listed_once_its_record_is_there(ara: Path) -> None:
    path = file_record(ara)
    data = path.read_text()
    path.unlink()
    index_runs(ara)
    assert not (ara / MANIFEST).exists()

    path.with_suffix(".log").write_text("the log of a second attempt\n")
    path.write_text(data)
    index_runs(ara)

    assert len((ara / MANIFEST).read_text().splitlines()) == 2


@pytest.mark.parametrize("line", ["[]", "{}", "nonsense", "[" * 100_000], ids=["list", "empty", "words", "deep"])
def test_a_line_that_is_no_entry_is_a_fault(ara: Path, line: str) -> None:
    file_record(ara)
    (ara / MANIFEST).write_text(line + "\n")

    assert [fault.line for fault in manifest_faults(ara)] == [1]


def test_an_entry_reaches_no_file_outside_the_runs(ara: Path) -> None:
    file_record(ara)
    for path in ("evidence/runs/../x.json", "../x.json", "/etc/x.json", "PAPER.md"):
        (ara / MANIFEST).write_text(json.dumps({"path": path, "sha256": "0" * 64}) + "\n")

        (fault,) = manifest_faults(ara)
        assert "missing" in fault.message


def test_links_among_the_records_are_not_listed(ara: Path) -> None:
    path = file_record(ara)
    (path.parent / "repeat-9.log").symlink_to(ara / "PAPER.md")

    index_runs(ara)

    assert "repeat-9" not in (ara / MANIFEST).read_text()


def test_the_seal_of_an_index_that_was_edited_is_left_broken(ara: Path) -> None:
    with (ara / INDEX).open("a") as handle:
        handle.write("\nA line behind the seal's back.\n")
    seal = (ara / "ara.yaml").read_bytes()
    file_record(ara)

    index_runs(ara)

    assert (ara / "ara.yaml").read_bytes() == seal


def test_an_index_that_lost_a_mark_is_refused_with_its_line(ara: Path) -> None:
    with (ara / INDEX).open("a") as handle:
        handle.write(f"\n{OPENING}\n")
    line = (ara / INDEX).read_text().splitlines().index(OPENING) + 1
    file_record(ara)

    with pytest.raises(AraError, match=f"{INDEX}:{line}: has lost a mark"):
        index_runs(ara)


def test_a_section_whose_runs_are_gone_is_emptied(ara: Path) -> None:
    file_record(ara)
    index_runs(ara)
    shutil.rmtree(ara / "evidence" / "runs")
    (ara / "evidence" / "runs").mkdir()

    index_runs(ara)

    assert OPENING not in (ara / INDEX).read_text()
    assert not [row for row in read_package(ara).index if row.path.startswith("runs/")]


def test_an_ara_without_runs_is_left_alone(ara: Path) -> None:
    assert index_runs(ara) == ()
    assert not (ara / "evidence" / "runs").exists()
