"""The JSON Schemas are up to date, and tell right files from wrong ones."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ara.schema import read_package
from ara.schema.documents import FILE_KINDS, kind_of
from ara.schema.json_schema import json_schema, schema_names, schema_text, write_schemas
from ara.schema.schema_files import SCHEMA_FOLDER, stored_names, stored_schema
from ara.schema.yaml import parse_yaml, plain

ARAS = sorted((Path(__file__).parent / "aras").iterdir())
YAML_FILES = sorted(path for folder in ARAS for path in folder.rglob("*.yaml"))
ODD = [path for path in YAML_FILES if "odd-values" in path.parts]


def problems(name: str, data: Any) -> list[str]:
    validator = Draft202012Validator(json.loads(stored_schema(name)))
    return [f"{error.json_path}: {error.message[:80]}" for error in validator.iter_errors(data)]


def written(path: Path) -> Any:
    return plain(parse_yaml(path.read_bytes().decode(), path.name))


def kind_name(path: Path) -> str:
    folder = next(folder for folder in ARAS if path.is_relative_to(folder))
    kind = kind_of(path.relative_to(folder).as_posix())
    assert kind is not None
    return kind.name


@pytest.mark.parametrize("name", schema_names())
def test_the_stored_schema_is_up_to_date(name: str) -> None:
    assert stored_schema(name) == schema_text(name), "run `python -m ara.schema.json_schema`"


def test_each_kind_of_file_has_a_schema_and_nothing_else_lies_there() -> None:
    assert set(stored_names()) == {*(kind.name for kind in FILE_KINDS), "package", "ara-reproduce"}
    assert {path.suffix for path in SCHEMA_FOLDER.iterdir()} == {".json"}


def test_a_schema_of_a_kind_that_is_gone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "gone.json").write_text("{}")

    write_schemas(tmp_path)

    assert {path.stem for path in tmp_path.iterdir()} == set(schema_names())


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_a_valid_schema_and_explains_every_field(name: str) -> None:
    schema = json_schema(name)

    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:ara:schema:1.1:{name}"
    for part in (schema, *schema.get("$defs", {}).values()):
        for key, described in part.get("properties", {}).items():
            assert described.get("description"), f"{name}: {part.get('title')}.{key} says nothing of itself"


@pytest.mark.parametrize("path", sorted({*YAML_FILES} - {*ODD}), ids=lambda path: "/".join(path.parts[-3:]))
def test_yaml_files_as_they_are_written_follow_their_schema(path: Path) -> None:
    assert problems(kind_name(path), written(path)) == []


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.name)
def test_values_of_an_odd_kind_are_read_but_do_not_follow_the_schema(path: Path) -> None:
    assert problems(kind_name(path), written(path)) != []


@pytest.mark.parametrize("folder", ARAS, ids=lambda folder: folder.name)
def test_a_package_as_json_follows_the_schema_of_the_whole(folder: Path) -> None:
    package = read_package(folder)
    data = json.loads(package.model_dump_json(by_alias=True, exclude={"texts", "files", "notices"}))

    assert problems("package", data) == []


@pytest.mark.parametrize("name", ["event", "sources", "run"])
def test_lines_and_records_of_our_own_follow_their_schema(name: str) -> None:
    tried = 0
    for path in (path for folder in ARAS for path in folder.rglob("*.json*")):
        if kind_name(path) == name:
            text = path.read_text(encoding="utf-8")
            for entry in [text] if name == "run" else text.splitlines():
                assert problems(name, json.loads(entry)) == []
                tried += 1

    assert tried


@pytest.mark.parametrize(
    ("name", "wrong", "place"),
    [
        ("reproduce", {"check": {}}, "$"),
        ("reproduce", {"format": "ara-reproduce/2"}, "$.format"),
        ("reproduce", {"checks": {"K01": {"claim": "C01", "experiment": "E01", "metric": "m"}}}, "$.checks.K01"),
        (
            "reproduce",
            {"checks": {"K01": {"claim": "C01", "experiment": "E01", "metric": "m", "expect": {"at_least": "3"}}}},
            "$.checks.K01.expect.at_least",
        ),
        ("ara", {"id": "x", "generator": "y", "hash": {}}, "$"),
        ("ara", {"generator": "y"}, "$"),
        ("trace", {"tree": "not a list"}, "$.tree"),
        ("trace", {"tree": [{"id": "N01", "title": {"a": 1}}]}, "$.tree"),
        ("trace", ["N01"], "$"),
        ("staging", {"observations": [{"id": "O01", "content": ["a"]}]}, "$.observations"),
        ("session", {"events_logged": [{"turn": {"a": 1}}]}, "$.events_logged"),
        ("sources", {"id": "1", "source": "a.pdf", "quote": "x", "holds": "C01"}, "$.id"),
        ("event", {"kind": "party"}, "$"),
    ],
)
def test_wrong_files_are_refused_at_the_right_place(name: str, wrong: Any, place: str) -> None:
    found = problems(name, wrong)

    assert any(problem.startswith(place + ":") for problem in found), found


def test_keys_unknown_to_the_format_are_allowed_only_in_files_that_others_write_too() -> None:
    assert problems("trace", {"tree": [{"id": "N01", "mood": "good"}], "project": "x"}) == []
    assert problems("ara", {"id": "x", "generator": "y", "mood": "good"}) != []


def ara(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from ara.cli.main import main; main()", *arguments], capture_output=True, text=True
    )


def test_the_command_prints_a_schema_and_lists_all_of_them() -> None:
    printed = ara("schema", "trace")
    listed = ara("schema", "--list")

    assert (printed.returncode, printed.stdout) == (0, stored_schema("trace"))
    assert (listed.returncode, [line.split()[0] for line in listed.stdout.splitlines()]) == (0, list(stored_names()))
    assert re.search(r"^trace +The file `trace/exploration_tree.yaml`\.$", listed.stdout, re.MULTILINE)
    assert [entry["name"] for entry in json.loads(ara("schema", "--json").stdout)] == list(stored_names())


def test_the_command_names_the_schemas_when_asked_for_one_that_is_not_there() -> None:
    answer = ara("schema", "tree")

    assert answer.returncode == 2
    assert answer.stderr.startswith("ara: there is no schema 'tree'. Take one of: ara, ")
