"""Findings as text, JSON, SARIF and annotations of a code host."""

import json
from typing import Any

import pytest

from ara.review import Finding, structure_rules
from ara.review.reports import as_github, as_json, as_sarif, as_text, explain, inert
from ara.schema import Location
from ara.schema.edits import Edit

ERROR = Finding(
    "S311", "reference-resolves", "error", Location(file="logic/claims.md", line=7), "C01 is odd.", "Mend it."
)
NOTICE = Finding(
    "S802",
    "heading-form",
    "notice",
    Location(file="logic/a b.md", line=3),
    "no colon, 100% é.",
    "Write `C01: `.",
    (Edit(start=4, end=9, text=": "),),
)


def test_text_has_a_line_per_finding_and_one_that_sums_up() -> None:
    assert as_text([ERROR, NOTICE], "out/x") == (
        "logic/claims.md:7: error S311 reference-resolves: C01 is odd. Mend it.\n"
        "logic/a b.md:3: notice S802 heading-form: no colon, 100% é. Write `C01: `. [--fix]\n"
        "out/x: 1 error, 1 notice; 1 can be mended by --fix.\n"
    )


def test_text_of_nothing_says_so() -> None:
    assert as_text([], "out/x") == "out/x: no findings.\n"


def test_notices_alike_are_counted_after_the_third() -> None:
    lines = as_text([NOTICE] * 5 + [ERROR], "x").splitlines()

    assert len(lines) == 6
    assert lines[3] == "logic/a b.md: … and 2 more of S802; --format json lists them"


@pytest.mark.parametrize("colour", [False, True])
def test_escape_sequences_of_an_artifact_never_reach_the_terminal(colour: bool) -> None:
    place = Location(file="logic/\x1b]0;x\x07.md")
    hostile = Finding("S103", "empty-file", "error", place, "\x1b[2J\u202e\r\x9b31m", "\x08\x7f")

    text = as_text([hostile], "\x1b[1mname", colour=colour)

    coloured = text.replace("\x1b[31;1merror\x1b[0m", "error")
    assert (coloured != text) == colour
    assert all(character.isprintable() or character == "\n" for character in coloured)


def test_inert_text_keeps_letters_of_all_scripts() -> None:
    assert inert("naïve — 数 «ok» \x1b[0m") == "naïve — 数 «ok» \N{REPLACEMENT CHARACTER}[0m"


def test_json_is_the_documented_document() -> None:
    assert json.loads(as_json([ERROR, NOTICE])) == {
        "diagnostics": [
            {
                "rule": "S311",
                "severity": "error",
                "file": "logic/claims.md",
                "line": 7,
                "message": "C01 is odd.",
                "mend": "Mend it.",
                "fixable": False,
            },
            {
                "rule": "S802",
                "severity": "notice",
                "file": "logic/a b.md",
                "line": 3,
                "message": "no colon, 100% é.",
                "mend": "Write `C01: `.",
                "fixable": True,
            },
        ],
        "summary": {"errors": 1, "warnings": 0, "notices": 1, "fixable": 1},
    }


def test_annotations_escape_what_would_end_them() -> None:
    finding = Finding("S101", "mandatory-file", "warning", Location(file="a,b:c.md", line=2), "50%\nlost.", "Do.")

    assert as_github([finding], "out/x/") == (
        "::warning file=out/x/a%2Cb%3Ac.md,line=2,title=S101 mandatory-file::50%25%0Alost. Do.\n"
    )


def sarif() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(as_sarif([ERROR, NOTICE]))
    return document


def test_sarif_names_its_version_and_its_schema() -> None:
    document = sarif()

    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    assert set(document) == {"$schema", "version", "runs"} and len(document["runs"]) == 1


def test_sarif_describes_every_rule_once() -> None:
    driver = sarif()["runs"][0]["tool"]["driver"]

    assert driver["name"] == "ara check"
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in structure_rules()]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")


def test_sarif_results_point_into_files_by_relative_uri() -> None:
    run = sarif()["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]

        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert "://" not in place["artifactLocation"]["uri"] and not place["artifactLocation"]["uri"].startswith("/")
        assert place["region"]["startLine"] >= 1
    assert run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "logic/a%20b.md"
    assert [result["level"] for result in run["results"]] == ["error", "note"]


def test_sarif_files_are_named_from_the_top_of_the_repository() -> None:
    (result,) = json.loads(as_sarif([ERROR], "./artifacts/x/"))["runs"][0]["results"]

    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "artifacts/x/logic/claims.md", "uriBaseId": "%SRCROOT%"}


def test_sarif_fixes_give_the_characters_that_change() -> None:
    first, second = sarif()["runs"][0]["results"]

    assert "fixes" not in first
    (change,) = second["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "logic/a%20b.md"
    assert change["replacements"] == [
        {"deletedRegion": {"charOffset": 4, "charLength": 5}, "insertedContent": {"text": ": "}}
    ]
    assert sarif()["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_an_explanation_gives_headline_reason_and_whether_it_is_mended() -> None:
    text = explain(next(rule for rule in structure_rules() if rule.code == "S802"))

    assert text.startswith("S802 heading-form (notice)\nHeadings have the published form")
    assert text.endswith("`ara check --fix` mends what it finds.\n")
