"""Patch files are read as a stranger's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ara.compiler.propose.patch_file import MAX_BYTES, parse_patch, read_patch_file
from ara.compiler.propose.patches import PatchFile
from ara.compiler.propose.refusal import Refused
from ara.schema import UnreadableError

GOOD = {
    "op": "set_field", "target": "C01", "field": "conditions", "value": "v", "quote": "some words",
    "source": {"page": 3}, "author": "me",
}  # fmt: skip


def patch(*proposals: object) -> str:
    return json.dumps({"format": "ara-patch/1", "proposals": proposals})


def test_yaml_and_json_say_the_same() -> None:
    yaml = (
        "format: ara-patch/1\nproposals:\n  - op: set_field\n    target: C01\n    field: conditions\n    value: v\n"
        "    quote: some words\n    source: {page: 3}\n    author: me\n"
    )

    assert parse_patch(yaml, "p.yaml") == parse_patch(patch(GOOD), "p.json")


def test_letters_beyond_sixteen_bits_come_through_json() -> None:
    (proposal,) = parse_patch(patch(GOOD | {"quote": "the 𝑥 axis", "author": "\\ud835"}), "p.json").proposals

    assert not isinstance(proposal, Refused)
    assert (proposal.quote, proposal.author) == ("the 𝑥 axis", "\\ud835")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"op": "delete"}, "delete"),
        ({"field": 3}, "field"),
        ({"sorce": 1}, "sorce"),
        ({"source": {"page": 0}}, "page"),
        ({"source": {"page": "3"}}, "page"),
        ({"source": {"page": 3, "path": "x", "line": 1}}, "source"),
        ({"quote": ""}, "quote"),
        ({"value": "x" * 5001}, "value"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_proposal_that_is_not_of_the_form_leaves_the_others(change: dict[str, object], why: str) -> None:
    spoilt, good = parse_patch(patch(GOOD | change, GOOD), "p.json").proposals

    assert isinstance(spoilt, Refused) and why in str(spoilt) and "\n" not in str(spoilt)
    assert not isinstance(good, Refused)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2]", "no patch file"),
        ("format: ara-patch/1\n", "no list of proposals"),
        ("proposals: []\n", "format"),
        ("format: ara-patch/2\nproposals: []\n", "format"),
        ("format: ara-patch/1\nproposals: []\nrun: rm\n", "'run'"),
        ("format: ara-patch/1\nformat: ara-patch/1\nproposals: []\n", "stands twice"),
        ("[" * 1000, "deeper than 200"),
        ("a: &a [x,x]\nb: &b [*a,*a]\n" + "c: [" + "*b," * 200 + "]", "aliases"),
        ('{"format": ', "not YAML"),
        (patch(*[1] * 2001), "more than 2,000"),
    ],
    ids=lambda value: value[:20],
)
def test_a_file_that_is_no_patch_file_is_unreadable(text: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        parse_patch(text, "p.yaml")


def test_files_too_large_no_text_or_missing_are_unreadable(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b" " * (MAX_BYTES + 1))
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")

    for name in ("large", "binary", "missing"):
        with pytest.raises(UnreadableError, match=name):
            read_patch_file(tmp_path / name)


def test_the_schema_names_every_operation() -> None:
    schema = json.dumps(PatchFile.model_json_schema())

    for op in (
        "set_field",
        "set_cell",
        "add_source",
        "add_claim",
        "add_node",
        "add_setting",
        "add_concept",
        "add_table",
    ):
        assert f'"{op}"' in schema
    assert "verbatim" in schema
