"""Every Ara at hand is reviewed without a failing rule, and every finding says where it is and how it is mended."""

import re
from pathlib import Path

import pytest

from ara.review.review import Review, review_package
from ara.schema import read_package

TOP = Path(__file__).parents[2]
SHARED = TOP.parent / "shared" / "aras"
FOLDERS = sorted(
    path.parent for pattern in ("tests/schema/aras/*/PAPER.md", "artifacts/*/PAPER.md") for path in TOP.glob(pattern)
) + sorted(path for path in SHARED.glob("*") if path.is_dir())
SENTENCE = re.compile(r"[.!?…][\"'»”)`]?$")


def reviewed(folder: Path) -> Review:
    return review_package(read_package(folder), folder, "rigor")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_rule_fails_and_every_finding_names_place_and_mend(folder: Path) -> None:
    review = reviewed(folder)
    texts = read_package(folder).texts

    assert review.broken_rules == ()
    for entry in review.entries:
        place = entry.location
        assert place.line <= texts.get(place.file, "").count("\n") + 1, entry
        assert SENTENCE.search(entry.message) and SENTENCE.search(entry.mend), entry
        assert not entry.location.file.startswith(("/", "..")), entry


@pytest.mark.parametrize("name", ["minimal", "resnet"])
def test_the_published_examples_have_no_error(name: str) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip("the published examples are not at hand")

    assert [entry for entry in reviewed(folder).entries if entry.severity == "error"] == []


def test_there_are_aras_at_hand() -> None:
    assert FOLDERS
