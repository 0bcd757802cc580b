"""Pins are installed once, from wheels, without anything of theirs being run outside the sandbox."""

from __future__ import annotations

import base64
import hashlib
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ara.review.reproduce.worker.environments import prepare
from ara.review.reproduce.worker.faults import MissingError
from ara.review.reproduce.worker.jobs_file import environment_hash

NOTHING: dict[str, Any] = {"requirements": [], "existing": None, "conda": None, "apptainer": None}


def make_wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> None:
    """Write a wheel that holds some files."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-{version}.dist-info"
    whole = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in whole.items():
            wheel.writestr(path, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
            rows.append(f"{path},sha256={digest},{len(text.encode())}")
        wheel.writestr(f"{info}/RECORD", "\n".join([*rows, f"{info}/RECORD,,"]) + "\n")


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip takes instead of an index."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def _asking(**asked: Any) -> dict[str, Any]:
    """What a job and its file say when an experiment asks for an environment."""
    key = environment_hash(asked)
    return {"environment": key, "more": {"environments": {key: asked}}}


def _pins(*pins: str) -> dict[str, Any]:
    return _asking(requirements=list(pins))


USES = (
    "import json, os, sample\n"
    "open(os.environ['ARA_METRICS'], 'w').write(json.dumps({'metric': 'answer', 'value': sample.ANSWER}))\n"
)


def test_a_job_imports_what_its_environment_pins(artifact: Any, wheels: Path) -> None:
    make_wheel(wheels, "sample", "1.2", {"sample/__init__.py": "ANSWER = 42\n"})

    record = artifact.run(USES, **_pins("sample==1.2"), needs={"packages": ["sample"]})

    assert record["reason"] is None and record["missing"] is None
    assert [row["value"] for row in record["rows"]] == [42.0]
    assert record["environment"]["kind"] == "requirements" and record["environment"]["key"] == environment_hash(
        {"requirements": ["sample==1.2"]}
    )
    assert record["packages"]["sample"] == "1.2"


def test_the_same_pins_are_installed_once(artifact: Any, wheels: Path) -> None:
    make_wheel(wheels, "sample", "1.2", {"sample/__init__.py": "ANSWER = 42\n"})
    artifact.run(USES, **_pins("sample==1.2"))
    for wheel in wheels.iterdir():
        wheel.unlink()

    record = artifact.run(USES, **_pins("sample==1.2"))

    assert [row["value"] for row in record["rows"]] == [42.0]


def test_a_start_up_file_in_a_wheel_never_runs_and_is_reported(artifact: Any, wheels: Path, tmp_path: Path) -> None:
    mark = tmp_path / "was-here"
    line = f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n"
    make_wheel(wheels, "sample", "1.2", {"sample/__init__.py": "ANSWER = 42\n", "sample_start.pth": line})

    record = artifact.run(USES, **_pins("sample==1.2"))

    assert record["reason"] is None
    assert record["notes"] == ["the start-up file sample_start.pth of an installed package was removed"]
    assert not list((artifact.folder / "environments").rglob("*.pth"))
    assert not mark.exists()


def test_a_package_that_is_only_there_as_source_is_not_built_unasked(
    artifact: Any, wheels: Path, tmp_path: Path
) -> None:
    import tarfile

    mark = tmp_path / "built"
    source = tmp_path / "sample-1.2"
    source.mkdir()
    (source / "setup.py").write_text(f"open({str(mark)!r}, 'w')\nfrom setuptools import setup\nsetup(name='sample')\n")
    with tarfile.open(wheels / "sample-1.2.tar.gz", "w:gz") as archive:
        archive.add(source, "sample-1.2")

    record = artifact.run(USES, **_pins("sample==1.2"))

    assert record["fault"] is None and "could not be installed" in record["missing"]
    assert not mark.exists()
    assert not any(path.name != "x" for path in (artifact.folder / "environments").iterdir())


def test_a_pin_that_cannot_be_had_is_missing(artifact: Any, wheels: Path) -> None:
    record = artifact.run(USES, **_pins("sample==9"))

    assert record["fault"] is None
    assert record["missing"].startswith("the environment (sample==9) could not be installed: ERROR")


@pytest.mark.parametrize("kind", ["conda", "apptainer"])
def test_kinds_that_are_not_built_here_say_so(artifact: Any, kind: str) -> None:
    record = artifact.run("", **_asking(**{kind: "environment.yml"}))

    assert record["fault"] is None
    assert f"a {kind} environment, which is not built here" in record["missing"]


def test_an_environment_that_is_there_is_used(artifact: Any, tmp_path: Path, row_program: str) -> None:
    folder = tmp_path / "env"
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next(folder.glob("lib/python3*/site-packages"))
    (packages / "sample.py").write_text("ANSWER = 7\n")

    record = artifact.run(USES, **_asking(existing=str(folder)))

    assert record["reason"] is None and record["missing"] is None
    assert [row["value"] for row in record["rows"]] == [7.0]
    assert record["environment"]["kind"] == "existing"
    assert record["environment"]["python"].startswith(f"{sys.version_info[0]}.{sys.version_info[1]}")


@pytest.mark.parametrize("name", ["/", "/etc", "relative/env", "/no/such/folder"])
def test_a_folder_that_is_no_environment_is_never_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(MissingError):
        prepare("ee" * 32, {**NOTHING, "existing": name}, tmp_path, tmp_path, False)


def test_an_environment_that_came_with_the_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root" / "env").mkdir(parents=True)
    (tmp_path / "root" / "env" / "pyvenv.cfg").write_text("home = /etc\n")

    with pytest.raises(MissingError, match="came with the code"):
        prepare("ee" * 32, {**NOTHING, "existing": str(tmp_path / "root" / "env")}, tmp_path / "root", tmp_path, False)


NBFORMAT = """
import json
class Cell(dict):
    __getattr__ = dict.__getitem__
def read(path, as_version):
    return Cell(cells=[Cell(source=source, outputs=[]) for source in json.load(open(path))])
"""
NBCLIENT = """
import contextlib, io
from nbclient.exceptions import CellExecutionError
class NotebookClient:
    def __init__(self, notebook, **options):
        self.notebook = notebook
    def execute(self):
        for cell in self.notebook.cells:
            said = io.StringIO()
            try:
                with contextlib.redirect_stdout(said):
                    exec(cell.source, {})
            except Exception as error:
                raise CellExecutionError(repr(error))
            finally:
                cell.outputs.append(type(cell)(output_type="stream", name="stdout", text=said.getvalue()))
"""


@pytest.fixture
def notebook_wheels(wheels: Path) -> dict[str, Any]:
    """Stand-ins for the three packages that run notebooks: a notebook is a JSON list of sources to them."""
    make_wheel(wheels, "nbformat", "1", {"nbformat/__init__.py": NBFORMAT})
    client = {"nbclient/__init__.py": NBCLIENT, "nbclient/exceptions.py": "class CellExecutionError(Exception): pass\n"}
    make_wheel(wheels, "nbclient", "1", client)
    make_wheel(wheels, "ipykernel", "1", {"ipykernel/__init__.py": ""})
    return _pins("nbformat==1", "nbclient==1", "ipykernel==1")


def test_a_notebook_is_run_from_top_to_bottom(artifact: Any, notebook_wheels: dict[str, Any]) -> None:
    artifact.write(
        "nb/a.ipynb",
        "[\"print('acc', 0.5)\", \"import os; print(os.environ['ARA_ARGS'], os.path.basename(os.getcwd()))\"]",
    )
    rule = {"metric": "acc", "from": "stdout", "pattern": "acc {value}"}

    record = artifact.run(argv=["notebook", "a.ipynb", "--fast"], cwd="nb", collect=[rule], **notebook_wheels)

    assert record["missing"] is None and record["reason"] is None
    assert [row["value"] for row in record["rows"]] == [0.5]
    assert '["--fast"] nb\n' in artifact.log()


def test_a_cell_that_raises_fails_the_notebook(artifact: Any, notebook_wheels: dict[str, Any]) -> None:
    artifact.write("a.ipynb", "[\"print('before')\", \"raise ValueError('wrong')\"]")

    record = artifact.run(argv=["a.ipynb"], **notebook_wheels)

    assert (record["fault"], record["exit_code"]) == ("artifact", 1)
    assert "wrong" in artifact.log() and "before" in artifact.log()
