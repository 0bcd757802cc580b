"""Between reading and writing: what no source prints is left out, with all that would point to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ara.compiler.claims import ClaimReading, Quote
from ara.compiler.paper.model import Region, TableReading
from ara.compiler.pipeline import Readings, Sources, compile_readings, read_sources
from ara.review import check_package

PAPER = """A. Researcher

= Abstract

Our widget answers 93.5% of all questions, while the baseline answers 81.2%.

= 1 Results

The widget outperforms the baseline by 12.3 points on both benchmarks that we tried in this work."""


@pytest.fixture
def readings(make_pdf: Callable[..., Path], tmp_path: Path) -> Readings:
    return read_sources(Sources(pdf=make_pdf(["Fast Widgets\n" + PAPER])), tmp_path, lambda stage: None)


def test_a_claim_that_no_page_prints_is_left_out_and_nothing_points_to_it(readings: Readings) -> None:
    region = Region(page=1, box=(0.0, 0.0, 1.0, 1.0))
    invented = ClaimReading(
        title="An invented result",
        statement="We gain 99.9% in Table 1.",
        quotes=(Quote(text="words that stand nowhere in this paper", region=region, where="Abstract"),),
        kind="accuracy",
        direction="higher",
        numbers=(),
        conditions=(),
        evidence=(),
        cells=(),
        falsified_by="A rerun.",
    )

    done = compile_readings(readings._replace(claims=(invented, *readings.claims)))

    assert [claim.id for claim in done.package.claims] == [f"C{n:02d}" for n in range(1, len(readings.claims) + 1)]
    assert "An invented result" not in done.texts["logic/claims.md"]
    assert any(gap.what == "claim: An invented result" for gap in done.coverage.missing)


def test_a_table_of_which_only_the_picture_is_known_says_so(readings: Readings) -> None:
    assert readings.paper is not None
    region = Region(page=1, box=(72.0, 90.0, 520.0, 200.0))
    table = TableReading(
        label="1",
        caption="Fast Widgets",
        caption_region=region,
        region=region,
        rows=(("Key", "Seconds"),),
        header_rows=1,
        extraction="low_confidence",
        image="table1.png",
    )

    done = compile_readings(readings._replace(paper=readings.paper.model_copy(update={"tables": (table,)})))

    assert [entity.extraction_type for entity in done.package.evidence] == ["screenshot_only"]
    assert "S503" not in {finding.rule for finding in check_package(done.package)}
    assert any("only its picture" in text for text in done.coverage.low_confidence)
