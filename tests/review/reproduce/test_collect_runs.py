"""What comes back from another machine is looked at, filed beside what is there, and never replaces anything."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.collect_runs import Collection, collect_runs, read_jobs
from ara.review.reproduce.hashes import tree_hash
from ara.review.reproduce.runs_ledger import PlanEntry, append_entries, read_ledger
from ara.schema import AraError, UnreadableError, read_package
from ara.schema.blank import blank_texts
from ara.schema.reproduce import Job, JobsFile, RunRecord, Tree, TreeFile

JOB = "ab" * 32
RUN = f"E01-smoke-main-{JOB[:8]}"
LOG = b"== stdout: 0 bytes ==\n"
FILES = (TreeFile(path="main.py", sha256="cd" * 32),)
REPRODUCE = """\
format: ara-reproduce/1
code: {root: "src/execution"}
experiments:
  E01:
    command: [python, main.py]
    tiers: {smoke: {fidelity: smoke}}
"""


def _record(**changes: Any) -> dict[str, Any]:
    whole = {
        "format": "ara-run/1",
        "run": RUN,
        "experiment": "E01",
        "tier": "smoke",
        "arm": "main",
        "repeat": 0,
        "seed": 7,
        "fidelity": "smoke",
        "job": JOB,
        "command": ["python", "main.py"],
        "exit_code": 0,
        "started": "2026-01-02T03:04:05Z",
        "seconds": 1.5,
        "isolation": "bubblewrap",
        "rows": [{"metric": "m", "value": 1.5}],
        "code_files": {file.path: file.sha256 for file in FILES},
        "output": {
            "stdout_bytes": 0,
            "stderr_bytes": 0,
            "truncated": False,
            "log_sha256": hashlib.sha256(LOG).hexdigest(),
        },
    }
    return {**whole, **changes}


def _jobs_file(**changes: Any) -> JobsFile:
    tree = tree_hash(FILES)
    usual = {"run": RUN, "job": JOB, "experiment": "E01", "tier": "smoke", "arm": "main", "repeat": 0, "seed": 7}
    job = Job(**{**usual, "fidelity": "smoke", "tree": tree, "argv": ("python", "main.py"), **changes})
    return JobsFile(artifact="a", root="r", trees={tree: Tree(files=FILES)}, jobs=(job,))


class Place:
    """An Ara, what a worker left for it, and a ledger."""

    def __init__(self, folder: Path) -> None:
        self.ara, self.out, self.ledger = folder / "ara", folder / "out", folder / "state" / "runs.jsonl"
        texts = {**blank_texts("A title", ("A. Author",), 2026), "src/reproduce.yaml": REPRODUCE}
        for path, text in texts.items():
            (self.ara / path).parent.mkdir(parents=True, exist_ok=True)
            (self.ara / path).write_text(text, encoding="utf-8")
        self.out.mkdir()

    def left(self, record: dict[str, Any] | None = None, log: bytes | None = LOG, name: str = "repeat-0") -> Path:
        record = record if record is not None else _record()
        place = self.out / str(record["run"]).replace("/", "_")
        place.mkdir(exist_ok=True)
        (place / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
        if log is not None:
            (place / f"{name}.log").write_bytes(log)
        return place / f"{name}.json"

    def collect(self, out: Path | None = None, jobs_file: JobsFile | None = None) -> Collection:
        return collect_runs(self.ara, out or self.out, ledger=self.ledger, jobs_file=jobs_file)

    def filed(self) -> list[str]:
        return sorted(path.name for path in (self.ara / "evidence" / "runs").glob("*/*"))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_record_and_its_log_are_filed_byte_for_byte(place: Place) -> None:
    source = place.left()

    done = place.collect()

    (record,) = done.records
    assert (record.path, record.origin, record.present) == (f"evidence/runs/{RUN}/repeat-0.json", "shipped", False)
    assert done.refused == ()
    assert (place.ara / record.path).read_bytes() == source.read_bytes()
    assert (place.ara / record.path).with_suffix(".log").read_bytes() == LOG
    assert [run.repeat for run in read_package(place.ara).runs] == [0]


def test_filing_twice_adds_nothing(place: Place) -> None:
    place.left()
    place.collect()

    done = place.collect()

    assert [record.present for record in done.records] == [True]
    assert place.filed() == ["repeat-0.json", "repeat-0.log"]


def test_a_further_record_of_a_repeat_is_its_next_take(place: Place) -> None:
    source = place.left()
    place.collect()
    before = (place.ara / f"evidence/runs/{RUN}/repeat-0.json").read_bytes()
    source.write_text(json.dumps(_record(started="2026-01-03T00:00:00Z", rows=[{"metric": "m", "value": 2.5}])))

    (second,) = place.collect().records
    (again,) = place.collect().records

    assert second.path == again.path == f"evidence/runs/{RUN}/repeat-0.take-2.json"
    assert again.present
    assert (place.ara / f"evidence/runs/{RUN}/repeat-0.json").read_bytes() == before
    takes = sorted((run.take, run.rows[0].value) for run in read_package(place.ara).runs)
    assert takes == [(1, 1.5), (2, 2.5)]


def test_a_torn_record_in_the_ara_keeps_its_number(place: Place) -> None:
    place.left()
    there = place.ara / f"evidence/runs/{RUN}"
    there.mkdir(parents=True)
    (there / "repeat-0.json").write_text('{"format": "ara-')

    (record,) = place.collect().records

    assert record.path.endswith("repeat-0.take-2.json")
    assert (there / "repeat-0.json").read_text() == '{"format": "ara-'


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nonsense": 1}, "is not of the form `ara-run/1`: nonsense"),
        ({"format": "ara-run/2"}, "is not of the form"),
        ({"seed": "7"}, "is not of the form `ara-run/1`: seed"),
        ({"repeat": -1}, "is not of the form"),
        ({"rows": [{"metric": "m", "value": float("nan")}]}, "NaN is no JSON number"),
        ({"run": "E01-smoke-main-00000000"}, "not made of its experiment, tier, arm and job"),
        ({"repeat": 1}, "which belongs elsewhere"),
        ({"take": 2}, "which belongs elsewhere"),
        ({"experiment": "E09", "run": f"E09-smoke-main-{JOB[:8]}"}, "is of E09, which this Ara's"),
        ({"seconds": -1}, "says that it took -1"),
        ({"started": "yesterday"}, "which is no time"),
        ({"exit_code": 1}, "names no fault, and exit code 1"),
        ({"exit_code": None}, "names no fault, and exit code None"),
        ({"fault": "artifact", "exit_code": 1}, "holds rows of a run that failed"),
        ({"output": None}, "does not say the hash of its log"),
        ({"tier": "../..", "run": f"E01-../..-main-{JOB[:8]}"}, "can be no folder's name"),
    ],
)
def test_a_record_that_is_none_is_refused_and_said_why(place: Place, changes: dict[str, Any], words: str) -> None:
    place.left(_record(**changes))

    done = place.collect()

    assert done.records == ()
    (refused,) = done.refused
    assert words in refused.reason and "\n" not in refused.reason
    assert place.filed() == []


@pytest.mark.parametrize(
    "text", ["", "{", '{"format": "ara-run/1", "format": "ara-run/1"}', "[" * 100_000, "null", "\ud83d"]
)
def test_a_file_that_is_no_record_is_refused(place: Place, text: str) -> None:
    place.left().write_bytes(text.encode("utf-8", "surrogatepass"))

    done = place.collect()

    assert done.records == () and len(done.refused) == 1


def test_one_refused_record_does_not_keep_the_others_out(place: Place) -> None:
    place.left(_record(seconds=-1))
    place.left(_record(repeat=1), name="repeat-1")

    done = place.collect()

    assert [record.path for record in done.records] == [f"evidence/runs/{RUN}/repeat-1.json"]
    assert [refused.source for refused in done.refused] == [f"{RUN}/repeat-0.json"]


def test_a_failed_run_is_filed_too(place: Place) -> None:
    place.left(_record(exit_code=3, fault="artifact", reason="exit code 3", rows=[]))

    assert len(place.collect().records) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"missing": "1 GPU"}, "was not run there; missing: 1 GPU"),
        ({"fault": "infrastructure", "reason": "the disk is full"}, "by no fault of the artifact: the disk is full"),
    ],
)
def test_what_says_nothing_about_the_artifact_does_not_hide_an_earlier_record(
    place: Place, changes: dict[str, Any], words: str
) -> None:
    source = place.left()
    place.collect()
    source.write_text(json.dumps(_record(exit_code=None, rows=[], **changes)))

    done = place.collect()

    assert done.records == () and words in done.refused[0].reason
    assert place.filed() == ["repeat-0.json", "repeat-0.log"]


def test_a_log_that_is_gone_or_another_is_refused(place: Place) -> None:
    source = place.left(log=None)
    assert place.collect().refused[0].reason == "has no log beside it"

    source.with_suffix(".log").write_bytes(b"another")
    assert "has another log beside it" in place.collect().refused[0].reason


def test_a_link_in_what_came_back_is_not_followed(place: Place, tmp_path: Path) -> None:
    source = place.left()
    elsewhere = tmp_path / "elsewhere.json"
    source.rename(elsewhere)
    source.symlink_to(elsewhere)

    done = place.collect()

    assert done.records == () and done.refused[0].reason == "is a link"


@pytest.mark.parametrize("part", ["evidence", "evidence/runs", f"evidence/runs/{RUN}"])
def test_a_link_in_the_ara_is_not_written_through(place: Place, tmp_path: Path, part: str) -> None:
    import shutil

    place.left()
    outside = tmp_path / "outside"
    outside.mkdir()
    if (place.ara / part).is_dir():
        shutil.rmtree(place.ara / part)
    (place.ara / part).parent.mkdir(parents=True, exist_ok=True)
    (place.ara / part).symlink_to(outside)

    with pytest.raises(AraError):
        place.collect()

    assert list(outside.rglob("*")) == []


def test_what_is_neither_record_nor_log_is_passed_over(place: Place) -> None:
    place.left()
    (place.out / RUN / ".writing-abc").write_text("torn")
    (place.out / "notes.txt").write_text("mine")

    done = place.collect()

    assert len(done.records) == 1 and done.refused == ()


class TestOrigin:
    """A record counts as made here only when it is vouched for and was planned here."""

    def _planned(self, place: Place) -> None:
        append_entries(place.ledger, [PlanEntry(JOB, RUN, 0)])

    def test_vouched_for_and_planned_here(self, place: Place) -> None:
        place.left()
        self._planned(place)

        (record,) = place.collect(jobs_file=_jobs_file()).records

        assert record.origin == "here"
        data = (place.ara / record.path).read_bytes()
        assert read_ledger(place.ledger).made_here(RunRecord.model_validate_json(data), data)

    def test_it_stays_so_when_it_is_collected_again(self, place: Place) -> None:
        place.left()
        self._planned(place)
        place.collect(jobs_file=_jobs_file())
        lines = place.ledger.read_text()

        (record,) = place.collect().records

        assert (record.origin, record.present) == ("here", True)
        assert place.ledger.read_text() == lines

    def test_planned_here_and_not_vouched_for(self, place: Place) -> None:
        place.left()
        self._planned(place)

        assert place.collect().records[0].origin == "shipped"

    def test_vouched_for_and_not_planned_here(self, place: Place) -> None:
        place.left()

        assert place.collect(jobs_file=_jobs_file()).records[0].origin == "shipped"
        assert not place.ledger.exists()

    @pytest.mark.parametrize(
        ("changes", "part"),
        [
            ({"seed": 8}, "seed"),
            ({"code_files": {"main.py": "00" * 32}}, "code_files"),
            ({"inputs": {"x": "00" * 32}}, "inputs"),
            ({"check_hashes": {"K01": "00" * 32}}, "check_hashes"),
            ({"purpose": "calibration"}, "purpose"),
        ],
    )
    def test_a_record_that_is_not_as_planned_is_refused(self, place: Place, changes: dict[str, Any], part: str) -> None:
        place.left(_record(**changes))
        self._planned(place)

        done = place.collect(jobs_file=_jobs_file())

        assert done.records == ()
        assert done.refused[0].reason == f"differs from what was planned in its {part}"

    def test_a_record_of_no_job_in_the_file_is_refused(self, place: Place) -> None:
        place.left()

        assert place.collect(jobs_file=_jobs_file(repeat=3)).refused[0].reason == "is of no job in the job file"

    def test_a_file_edited_after_it_was_entered_is_shipped(self, place: Place) -> None:
        place.left()
        self._planned(place)
        (record,) = place.collect(jobs_file=_jobs_file()).records
        path = place.ara / record.path
        path.write_text(path.read_text().replace("1.5", "9.5"))

        data = path.read_bytes()
        assert not read_ledger(place.ledger).made_here(RunRecord.model_validate_json(data), data)


class TestArchive:
    """Records may come in a tar archive, which is never unpacked to the disk."""

    def _archive(self, place: Place, *extra: tarfile.TarInfo, mode: str = "w:gz", inside: str = "OUT") -> Path:
        path = place.out.parent / "records.tar.gz"
        with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
            archive.add(place.out, inside)
            for member in extra:
                archive.addfile(member, io.BytesIO(b"x" * member.size))
        return path

    @pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
    @pytest.mark.parametrize("inside", ["OUT", ".", "a/b"])
    def test_its_records_are_filed(self, place: Place, mode: str, inside: str) -> None:
        place.left()

        done = place.collect(self._archive(place, mode=mode, inside=inside))

        assert [record.path for record in done.records] == [f"evidence/runs/{RUN}/repeat-0.json"]
        assert done.refused == ()

    @pytest.mark.parametrize(
        "name", ["../../escaped.json", "/tmp/escaped-repeat.json", f"OUT/../../{RUN}/repeat-9.json"]
    )
    def test_a_name_that_leaves_it_is_refused(self, place: Place, name: str) -> None:
        place.left()
        member = tarfile.TarInfo(name)
        member.size = 5

        done = place.collect(self._archive(place, member))

        assert len(done.records) == 1
        assert [refused.reason for refused in done.refused] == ["leaves the archive"]

    @pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
    def test_links_and_devices_are_refused(self, place: Place, kind: bytes) -> None:
        member = tarfile.TarInfo(f"OUT/{RUN}/repeat-3.json")
        member.type, member.linkname = kind, "/etc/passwd"

        done = place.collect(self._archive(place, member))

        assert [refused.reason for refused in done.refused] == ["is a link or a device"]

    def test_a_damaged_one_cannot_be_read(self, place: Place) -> None:
        place.left()
        path = self._archive(place)
        path.write_bytes(path.read_bytes()[:-40])

        with pytest.raises(UnreadableError, match="is no whole tar archive"):
            place.collect(path)

        assert place.filed() == []

    def test_a_file_that_is_no_archive_cannot_be_read(self, place: Place, tmp_path: Path) -> None:
        (tmp_path / "x.tar").write_text("no archive")

        with pytest.raises(UnreadableError, match="is no whole tar archive"):
            place.collect(tmp_path / "x.tar")


def test_what_is_not_there_cannot_be_read(place: Place, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="neither a folder nor an archive"):
        place.collect(tmp_path / "nothing")


def test_a_job_file_that_is_none_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "JOBS.json").write_text('{"format": "ara-jobs/1"}')

    with pytest.raises(UnreadableError, match="is no job file: artifact"):
        read_jobs(tmp_path / "JOBS.json")
