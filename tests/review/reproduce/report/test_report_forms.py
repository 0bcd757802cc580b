"""Text, JSON, Markdown and HTML hold every number with what it rests on, and nothing of an artifact acts in them."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from made_verdicts import HOSTILE, verdict
from markdown_it import MarkdownIt

from ara.review.reproduce.report import Report, as_html, as_json, as_markdown, as_text, write_report
from ara.review.reproduce.report.words import DOES_NOT_PROVE
from ara.review.reproduce.verdict import Measured
from ara.schema import AraError

FORMS: list[Callable[[Report], str]] = [as_text, as_markdown, as_html]

CHECK_KEYS = {
    "id", "claim", "experiment", "tier", "fidelity", "verdict", "reason", "fault", "n", "median", "interval", "expect",
    "paper_value", "ratio_to_paper", "strength", "control", "origin", "stale", "post_hoc", "missing",
}  # fmt: skip


class Page(HTMLParser):
    """What a page holds: tags, attributes by name, and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def read(form: Callable[[Report], str], report: Report) -> str:
    """What a reader of the form sees."""
    text = form(report)
    if form is as_markdown:
        text = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    return text if form is as_text else Page(text).words


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_value_interval_n_fidelity_hardware_isolation_and_origin(
    form: Callable[[Report], str], report: Report
) -> None:
    text = read(form, report)

    for said in (
        "1.120x [1.080, 1.150]",
        "n = 5",
        "scaled",
        "NVIDIA H200",
        "bubblewrap",
        "run here",
        "at least 1.5x",
        "3.46x",
    ):
        assert said in text
    assert "no sandbox" in text and "shipped records" in text
    assert all(sentence in text for sentence in DOES_NOT_PROVE)
    assert "1 headline claim: 1 bound, 1 run, 0 verified." in text


@pytest.mark.parametrize("form", [*FORMS, as_json])
def test_no_form_holds_a_character_that_a_terminal_obeys(form: Callable[[Report], str], report: Report) -> None:
    text = form(report)

    assert "evil" in text
    assert [sign for sign in text if not (sign.isprintable() or sign == "\n")] == []


def test_colours_are_the_only_orders_to_a_terminal(report: Report) -> None:
    painted = as_text(report, colour=True)

    assert "\x1b[31;1mcontradicted\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == as_text(report)


def test_the_text_folds_further_verified_checks_and_shows_all_others(report_of: Callable[..., Report]) -> None:
    many = [verdict(f"K0{n}", "C01", outcome="verified") for n in range(1, 7)]
    lacking = [verdict(f"K1{n}", "C01", outcome="not-run", reason="no GPU", measured=None) for n in range(1, 4)]
    report = report_of(*many, *lacking, verdict("K07", "C01", outcome="void", reason="the control passes too"))

    text, full = as_text(report), as_text(report, full=True)

    assert [name for name in ("K01", "K02", "K03", "K06", "K07") if f"  {name} " in text] == ["K01", "K02", "K07"]
    assert "… and 4 more verified" in text and "… and 1 more not-run" in text
    assert all(f"  K0{n} " in full for n in range(1, 8))


def test_the_text_names_claims_without_a_check_together(report_of: Callable[..., Report]) -> None:
    report = report_of(verdict("K01", "C01"))

    assert "No check was judged for C02, C03: 1 justified, 1 gap\n" in as_text(report)
    assert "No check was judged" not in as_text(report, full=True) and "\nC03 " in as_text(report, full=True)
    # a claim that disagrees is told in full, with a check or without
    assert "\nC01 " in as_text(report_of())


def test_findings_alike_are_counted(report: Report) -> None:
    text = as_text(report)

    assert text.count("  P01 K0") == 3
    assert "P01 … and 2 more" in text


def test_markdown_of_an_artifact_does_nothing(report: Report) -> None:
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(as_markdown(report))
    page = Page(html)

    assert not {"script", "a", "img"} & set(page.tags)
    assert "<script>alert(1)</script> [x](http" in page.words
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    for row in re.findall(r"<tr>.*?</tr>", tables[1], re.DOTALL):
        assert len(re.findall(r"<t[dh]", row)) == 4


def test_the_page_is_one_file_that_fetches_and_runs_nothing(report: Report) -> None:
    page = Page(as_html(report))

    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object", "embed", "base", "form"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "style", "xlink:href")]
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    assert "url(" not in as_html(report) and "@import" not in as_html(report)
    policy = next(value for _, value in page.attributes if "default-src" in value)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "<script>alert(1)</script> [x](http" in page.words


def test_the_page_names_every_plot_and_links_every_claim_to_its_checks(report: Report) -> None:
    text = as_html(report)
    page = Page(text)

    plots = re.findall(r'<svg class="plot"[^>]*role="img" aria-label="([^"]+)"', text)
    assert [plot[:3] for plot in plots] == ["K01", "K02"]
    named = {value for name, value in page.attributes if name == "id"}
    assert {value[1:] for name, value in page.attributes if name == "href"} <= named
    assert "<caption>" in text and text.count('scope="col"') == 12


def test_the_page_is_the_same_each_time(report: Report) -> None:
    assert as_html(report) == as_html(report)


def test_a_report_without_checks_is_a_page_too(report_of: Callable[..., Report]) -> None:
    report = report_of()

    assert "no checks" in as_html(report)
    assert "Checks:   none." in as_text(report)
    assert as_markdown(report) and json.loads(as_json(report))["checks"] == []


def test_the_document_has_the_published_keys(report: Report) -> None:
    document = json.loads(as_json(report))

    assert set(document) == {"checks", "claims", "headline", "runs", "findings"}
    assert all(set(check) >= CHECK_KEYS for check in document["checks"])
    assert {"verdict", "median", "interval"} <= set(document["checks"][0]["control"])
    for claim in document["claims"]:
        assert set(claim) >= {"id", "standing", "basis", "declared", "agrees", "reasons", "missing"}
    assert set(document["headline"]) >= {"claims", "bound", "run", "verified"}
    for run in document["runs"]:
        assert set(run) >= {
            "id", "experiment", "tier", "arm", "repeat", "exit_code", "seconds", "isolation", "hardware", "origin",
        }  # fmt: skip


def test_the_document_holds_what_the_judge_said(report: Report) -> None:
    first, second, third = json.loads(as_json(report))["checks"]

    assert (first["verdict"], first["n"], first["median"], first["interval"]) == ("contradicted", 5, 1.12, [1.08, 1.15])
    assert first["expect"] == {"at_least": 1.5} and first["paper_value"] == 3.46
    assert (second["origin"], second["stale"], second["isolation"]) == ("shipped", ["run.py"], ["none"])
    assert (third["median"], third["interval"], third["control"], third["missing"]) == (None, None, None, HOSTILE)


def test_a_number_that_is_not_finite_is_null_in_the_document(report_of: Callable[..., Report]) -> None:
    wild = Measured(
        outcome="error", reason="NaN", n=2, value=math.nan, interval=(-math.inf, math.inf), points=(1.0, math.nan)
    )
    report = report_of(verdict("K01", "C01", outcome="error", reason="NaN", measured=wild))

    check = json.loads(as_json(report))["checks"][0]

    assert (check["median"], check["interval"]) == (None, [None, None])
    assert "NaN" not in as_json(report).replace('"NaN"', "")
    assert as_html(report)


def test_a_report_is_written_in_the_form_that_its_file_is_named_for(report: Report, tmp_path: Path) -> None:
    for name, form in (("r.html", as_html), ("r.md", as_markdown), ("r.json", as_json)):
        write_report(report, tmp_path / name)

        assert (tmp_path / name).read_text(encoding="utf-8") == form(report)


def test_a_file_without_a_form_is_refused_before_anything_is_written(report: Report, tmp_path: Path) -> None:
    with pytest.raises(AraError, match=r"End it in \.html, \.json, \.md\."):
        write_report(report, tmp_path / "report.pdf")
    with pytest.raises(AraError, match=r"cannot be written"):
        write_report(report, tmp_path / "nowhere" / "report.md")

    assert list(tmp_path.iterdir()) == []
