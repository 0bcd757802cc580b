"""The PDF is what its source and its results give, and the checks speak of what it prints."""

from __future__ import annotations

import re
import statistics
from pathlib import Path
from types import ModuleType
from typing import Any

import pymupdf
import pytest
import yaml

RUNS = {
    "E01": "exactness",
    "E02": "mass",
    "E03": "page_size",
    "E04": "recall",
    "E05": "ablation",
    "E06": "traffic",
    "E07": "speed",
    "E08": "pilot",
}


@pytest.fixture(scope="module")
def plan(example: Path) -> dict[str, Any]:
    return yaml.safe_load((example / "code" / "ara-reproduce.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def results(example: Path) -> Any:
    from numbers_printed import read_results

    return read_results(example / "paper" / "results.json")


def bare(text: str) -> str:
    """Text without spaces, hyphens and line ends, so that a broken word is found."""
    return re.sub(r"[\s\u00ad‐-]+", "", text)


@pytest.fixture(scope="module")
def words(example: Path) -> str:
    with pymupdf.open(example / "paper.pdf") as paper:
        return bare("".join(page.get_text() for page in paper))


def test_the_committed_pdf_is_what_its_source_gives(example: Path, build: ModuleType) -> None:
    committed = (example / "paper.pdf").read_bytes()
    built = build.typeset()
    with pymupdf.open(stream=committed) as old, pymupdf.open(stream=built) as new:
        if old.metadata["creator"] != new.metadata["creator"]:
            assert [page.get_text() for page in old] == [page.get_text() for page in new]
            pytest.skip(f"bytes were made by {old.metadata['creator']}, here is {new.metadata['creator']}")
    assert built == committed


def test_the_time_and_the_clock_do_not_reach_the_pdf(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build.typeset()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    monkeypatch.setenv("TZ", "Asia/Tokyo")

    assert build.typeset() == first


def test_the_pdf_follows_the_results(example: Path, build: ModuleType, tmp_path: Path) -> None:
    text = (example / "paper" / "results.json").read_text(encoding="utf-8")
    changed = tmp_path / "results.json"
    changed.write_text(text.replace("6.25,", "7.25,"), encoding="utf-8")
    assert changed.read_text(encoding="utf-8") != text

    assert build.typeset(changed) != build.typeset()


def test_only_fonts_that_typst_carries_are_used(example: Path) -> None:
    with pymupdf.open(example / "paper.pdf") as paper:
        fonts = {font[3].split("+")[-1] for page in paper for font in page.get_fonts()}

    assert fonts
    assert all(font.startswith(("LibertinusSerif", "NewCMMath", "DejaVuSansMono")) for font in fonts), fonts


def test_every_quote_stands_in_the_paper(plan: dict[str, Any], words: str) -> None:
    quotes = {check["claim"]["quote"] for check in plan["checks"].values() if "quote" in check["claim"]}

    assert len(quotes) > 20
    assert [quote for quote in sorted(quotes) if bare(quote) not in words] == []


def test_every_paper_value_stands_in_its_quote(plan: dict[str, Any]) -> None:
    for name, check in plan["checks"].items():
        if "quote" in check["claim"] and "paper_value" in check:
            numbers = [
                float(number.replace(",", "")) for number in re.findall(r"\d[\d,]*\.?\d*", check["claim"]["quote"])
            ]
            assert abs(check["paper_value"]["value"]) in numbers, name


def test_every_paper_value_is_the_rounded_median_of_the_results(plan: dict[str, Any], results: Any) -> None:
    from numbers_printed import median, rounded

    for name, check in plan["checks"].items():
        # K01 prints its bound, not what was measured.
        if "paper_value" not in check or name == "K01":
            continue
        value = check["paper_value"]["value"]
        found = median(results, RUNS[check["experiment"]], check["metric"], **check["where"])
        digits = {rounded(found, decimals) for decimals in (0, 1, 2)}
        assert value in {float(text) for text in digits}, name


def test_every_bound_holds_in_the_committed_results_save_the_refuted_one(plan: dict[str, Any], results: Any) -> None:
    from numbers_printed import median

    def holds(check: dict[str, Any], where: dict[str, Any]) -> bool:
        value = median(results, RUNS[check["experiment"]], check["metric"], **where)
        expect = check["expect"]
        if "equals" in expect:
            return abs(value - expect["equals"]["value"]) <= expect["equals"]["absolute"]
        low, high = expect.get("between", (expect.get("at_least", float("-inf")), expect.get("at_most", float("inf"))))
        return low <= value <= high

    bounds = {"equals", "between", "at_least", "at_most"}
    in_paper = {name: check for name, check in plan["checks"].items() if check["experiment"] in RUNS}
    judged = {k: c for k, c in in_paper.items() if bounds & set(c["expect"]) and "where" in c}
    assert len(judged) > 120
    assert [name for name, check in judged.items() if not holds(check, check["where"])] == ["K26"]
    by_rows = {name: check for name, check in judged.items() if "where" in check["control"]}
    assert [name for name, check in by_rows.items() if holds(check, check["control"]["where"])] == []


def test_every_cell_of_the_result_tables_has_its_check(example: Path, cell_checks: ModuleType, results: Any) -> None:
    text = (example / "code" / "ara-reproduce.yaml").read_text(encoding="utf-8")
    cells = cell_checks.cells_of_tables(results)

    assert len(cells) == 100
    assert cell_checks.with_cell_checks(text, cells) == text


def test_every_printed_cell_stands_in_the_paper_in_its_row(words: str, results: Any) -> None:
    from numbers_printed import cells_of_tables, grid

    cells = cells_of_tables(results)
    for table in (2, 3, 4):
        for row in grid(cells, table):
            assert bare("".join(row)) in words, row


def test_a_half_is_rounded_away_from_zero() -> None:
    from numbers_printed import rounded

    assert [rounded(3.125, 2), rounded(-0.25, 1), rounded(15.625, 2), rounded(2.0, 1)] == [
        "3.13",
        "-0.3",
        "15.63",
        "2.0",
    ]


def test_a_result_that_is_missing_is_named() -> None:
    from numbers_printed import values

    with pytest.raises(KeyError, match="mass: 0 entries for error"):
        values({"mass": []}, "mass", "error", selector="mean")


def test_the_file_follows_the_published_form(plan: dict[str, Any]) -> None:
    from ara.schema.reproduce import RepositoryReproduce

    assert len(RepositoryReproduce.model_validate(plan).checks) == len(plan["checks"])


def test_the_refuted_claim_fails_in_the_median_of_the_repeats(results: Any) -> None:
    from numbers_printed import values

    least = values(results, "mass", "least_gap_to_mean", selector="minmax")

    assert statistics.median(least) < 0
    assert values(results, "pilot", "least_gap_to_mean", selector="minmax")[0] > 0
