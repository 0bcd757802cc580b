"""Reports of a review whose checks were judged: what the artifact says of them stays words too."""

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from ara.review.folders import FolderReview, review_folders
from ara.review.reports.of_folders import report, words

BASE = Path(__file__).parents[1] / "rigor" / "base"
HOSTILE = (
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    "{{ 7*7 }} [a](javascript:alert(1)) `b` | c",
    "\x1b[2J\u202e\x9b31m",
)


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def judged(folder: Path, text: str) -> FolderReview:
    """Review the base with a text as every word that an author writes about checks."""
    shutil.copytree(BASE, folder)
    path = folder / "src/reproduce.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["not_executable"]["C01"] = text
    data["checks"]["K01"]["paper_value"]["source"] = text
    data["checks"]["K01"]["where"] = {"block": text}
    path.write_text(json.dumps(data), encoding="utf-8")
    (held,) = review_folders([folder], "execution")
    assert held.execution is not None and held.review is not None and held.review.level == "execution"
    return held


class Page(HTMLParser):
    """The elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))


@pytest.mark.parametrize("text", HOSTILE, ids=["script", "table", "markup", "escapes"])
def test_words_about_checks_never_act(text: str, tmp_path: Path) -> None:
    plain, hostile = judged(tmp_path / "plain", "words"), judged(tmp_path / "hostile", text)

    assert Page(report([hostile], "html")).tags == Page(report([plain], "html")).tags
    for form in ("json", "md", "html", "sarif", "github"):
        assert all(char.isprintable() or char == "\n" for char in report([hostile], form))
    assert all(char.isprintable() or char == "\n" for char in words([hostile]))
    assert "<script>" not in report([hostile], "md") and "<img" not in report([hostile], "md")


def test_every_form_says_what_became_of_the_checks(tmp_path: Path) -> None:
    held = judged(tmp_path / "ara", "words")

    assert [check["id"] for check in json.loads(report([held], "json"))["execution"]["checks"]][-1] == "C06"
    for form in ("md", "html"):
        assert "not-run" in report([held], form) and "K01" in report([held], form)
    assert "K01 not-run" in words([held])
    assert held.exit_code(strict=True) == 1
