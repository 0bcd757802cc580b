"""What each report of a review says, and that no word of an artifact acts in any of them."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ara.review.entry import Entry
from ara.review.folders import FolderReview
from ara.review.reports.of_folders import report
from ara.review.reports.review_html import review_html
from ara.review.reports.review_json import review_document
from ara.review.reports.review_markdown import review_markdown
from ara.review.reports.review_sarif import review_github, review_sarif_run
from ara.review.reports.review_text import review_text
from ara.review.reports.untrusted import json_text
from ara.review.review import Review
from ara.review.rigor.scores import DIMENSIONS, DimensionScore, Remark
from ara.review.standing import Standing
from ara.schema.edits import Edit
from ara.schema.location import Location

SARIF_SUBSET = json.loads(Path(__file__).with_name("sarif_subset.schema.json").read_text(encoding="utf-8"))
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def review_of(text: str) -> Review:
    """A review in which every word that comes from an artifact is `text`."""
    place = Location(file=text.replace("\n", " ") or "x", line=3)
    entry = Entry(
        "R101", "drawn", "rigor", "D1", "major", place, text, text, text, text, (Edit(start=0, end=1, text=text),)
    )
    structure = replace(entry, rule="S101", level="structure", dimension=None, severity="notice", entity="", span="")
    remark = Remark(text, place, text)
    scores = tuple(
        DimensionScore(code, name, 3, "So it came out.", (remark,), (remark,)) for code, name in DIMENSIONS.items()
    )
    standing = Standing(
        claim=text, standing="contested", declared=text, agrees=False, reasons=(text, text), missing=(text,)
    )
    return Review("rigor", text, (structure, entry), scores, "Adequate", {text: text}, (standing,))


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text("\\`*_{}[]()<>#+-.!|~$&@:/=\"' \n\t\x1b\x9b\x07\u202e\u2028abw1", max_size=40),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</style><img src=x onerror=alert(1)>",
            "[a](javascript:alert(1)) ![b](http://x.example/t.png) <http://x.example>",
            "www.example.org https://example.org someone@example.org @someone",
            "```\n# heading\n- [ ] task\n| a | b |\n| - | - |",
            "`` ` ``` ",
            "1. one\n> quote\n---\n===",
            "{{ 7*7 }} {% raw %} ${7*7}",
            "\x1b]0;title\x07\x1b[2J\u202e\x9b31m",
            "]]> --> ::error file=x::y\r\n::stop-commands::z %0A",
            "a\\",
            "&lt;b&gt; &#64;x",
        ]
    ),
)


def seen(text: str) -> str:
    """A text as every report shows it: on one line, and no character that acts."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(text.split()))


class Page(HTMLParser):
    """The elements, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@settings(max_examples=80, deadline=None)
@given(HOSTILE)
def test_a_page_has_the_same_elements_whatever_an_artifact_says(text: str) -> None:
    # an empty text leaves out the quotes, and no others
    plain, hostile = (Page(review_html(review_of(words), "x")) for words in ("words", f"w{text}"))

    assert hostile.tags == plain.tags
    assert [name for name, _ in hostile.attributes] == [name for name, _ in plain.attributes]
    assert " ".join(seen(f"w{text}").split()) in " ".join("".join(hostile.words).split())


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    page = Page(review_html(review_of("words"), "x"))

    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert all(value and value.startswith("#") for name, value in page.attributes if name in ("href", "src"))
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes


def test_a_page_holds_scores_claims_and_findings_with_their_spans() -> None:
    words = "".join(Page(review_html(review_of("words"), "out/x")).words)

    for expected in ("Adequate", "D4 Coherence", "3 of 5", "contested", "disagrees", "R101 drawn", "words:3", "out/x"):
        assert expected in words


def flat(tokens: Iterable[Token]) -> list[Token]:
    return [token for parent in tokens for token in (parent, *flat(parent.children or ()))]


@settings(max_examples=80, deadline=None)
@given(HOSTILE)
def test_markdown_has_the_same_structure_whatever_an_artifact_says(text: str) -> None:
    plain, hostile = (flat(MARKDOWN.parse(review_markdown(review_of(words), "x"))) for words in ("words", f"w{text}w"))

    acting = {"html_inline", "html_block", "link_open", "image", "fence", "code_block", "hr", "softbreak", "hardbreak"}
    assert not acting & {token.type for token in hostile} - {token.type for token in plain}
    assert shape(hostile) == shape(plain)


def shape(tokens: list[Token]) -> list[str]:
    """The kinds of token, without how text is cut into pieces and without entities, which are text."""
    kinds = [token.type for token in tokens if token.type not in ("text", "text_special", "inline")]
    return [f"{kind}" for kind in kinds]


@pytest.mark.parametrize("address", ["https://example.org", "www.example.org", "a@example.org", "@someone"])
def test_markdown_leaves_no_address_or_mention_for_a_code_host_to_link(address: str) -> None:
    text = re.sub(r"`[^`]*`", "", review_markdown(review_of(address), "x"))

    assert address not in text
    assert "://" not in text and not re.search(r"www\.", text) and not re.search(r"@\w", text)


@settings(max_examples=80, deadline=None)
@given(HOSTILE, st.booleans())
def test_no_control_character_reaches_a_terminal(text: str, colour: bool) -> None:
    review = review_of(text)
    printed = re.sub(r"\x1b\[[0-9;]*m", "", review_text(review, text, colour=colour)) if colour else None
    if printed is None:
        printed = review_text(review, text)

    reports = [printed, json_text(review_document(review)), review_github(review, "x"), review_markdown(review, text)]
    assert all(char.isprintable() or char == "\n" for words in reports for char in words)


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_lines_of_the_terminal_and_annotations_are_as_many_whatever_an_artifact_says(text: str) -> None:
    plain, hostile = review_of("words"), review_of(f"w{text}")

    assert review_text(hostile, "x").count("\n") == review_text(plain, "x").count("\n")
    lines = review_github(hostile, "x").splitlines()
    assert [
        re.match(r"::(error|warning|notice) file=[^,:]*,line=3,title=[^:,]*::", line) is not None for line in lines
    ] == [
        True,
        True,
    ]


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_json_gives_the_words_back_as_they_are(text: str) -> None:
    document = json.loads(json_text(review_document(review_of(text))))

    assert document["findings"][1]["message"] == text
    assert document["claims"][0]["reasons"] == [text, text]
    assert document["dimensions"]["D1"]["strengths"][0]["text"] == text


@settings(max_examples=25, deadline=None)
@given(HOSTILE)
def test_sarif_follows_the_schema_whatever_an_artifact_says(text: str) -> None:
    document = json.loads(report([FolderReview(Path("out/x"), review_of(text))], "sarif"))

    assert [error.message for error in Draft7Validator(SARIF_SUBSET).iter_errors(document)] == []


def test_the_schema_refuses_what_sarif_refuses() -> None:
    good = json.loads(report([FolderReview(Path("x"), review_of("words"))], "sarif"))
    for path, value in (
        (("version",), "2.0"),
        (("runs", 0, "results", 0, "level"), "major"),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("runs", 0, "results", 0, "message"), "words"),
    ):
        bad = json.loads(json.dumps(good))
        place = bad
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

        assert not Draft7Validator(SARIF_SUBSET).is_valid(bad)


def test_sarif_describes_every_rule_of_the_levels_it_holds() -> None:
    run = review_sarif_run(review_of("words"), "x")
    codes = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert {"S101", "R400"} <= set(codes) and len(codes) == len(set(codes))
    assert [result["level"] for result in run["results"]] == ["note", "error"]
    assert run["results"][1]["locations"][0]["physicalLocation"]["region"]["snippet"] == {"text": "words"}
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_a_rule_that_failed_is_told_in_every_report() -> None:
    held = review_of("words")
    broken = replace(held, entries=(replace(held.entries[0], about_rule=True, message="rule S101 failed."),))
    folder = [FolderReview(Path("x"), broken)]

    for form in ("json", "md", "html", "sarif", "github"):
        assert "rule S101 failed." in report(folder, form)
    assert "failed rules: S101" in review_text(broken, "x")
    assert review_sarif_run(broken)["invocations"] == [{"executionSuccessful": False}]


def test_text_says_scores_claims_and_sum() -> None:
    text = review_text(review_of("words"), "out/x")

    assert text == (
        "words:3: notice S101 drawn: words words [--fix]\n"
        "words:3: major R101 drawn [D1]: words words [--fix]\n"
        "    «words»\n"
        "\n"
        "Scores\n"
        "  D1 Evidence relevance    3  So it came out.\n"
        "  D2 Falsifiability        3  So it came out.\n"
        "  D3 Scope                 3  So it came out.\n"
        "  D4 Coherence             3  So it came out.\n"
        "  D5 Exploration integrity 3  So it came out.\n"
        "  D6 Methodology           3  So it came out.\n"
        "\n"
        "Claims\n"
        "  words contested  declared words\n"
        "\n"
        "out/x: Adequate; 1 major, 1 notice.\n"
    )
