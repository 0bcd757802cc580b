from collections.abc import Callable

from ara.compiler.paper.model import Region
from ara.compiler.paper.outline import OutlineEntry
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.text import TextReading, read_text

PagesOf = Callable[[str], tuple[PageContent, ...]]

FILL = "The cache holds one vector for each token and each vector is read once for every step of the decoder. "

ONE_COLUMN = r"""
#set page(width: 600pt, height: 700pt, margin: 70pt, numbering: "1")
#set text(size: 10pt)
#set par(justify: true)
#set heading(numbering: "1.1")
#show heading: set text(size: 13pt)
#align(center)[#text(size: 8pt)[Permission to copy this work for use in class is granted.]]
#align(center)[#text(size: 18pt, weight: "bold")[Reading Few Pages of a Large Cache]]
#align(center)[*Ana Ćosić*#super[1], *Bo van der Berg*#super[1,2] and *Jürgen Müller*#super[2]

#super[1]University of Somewhere, #super[2]Institute of Elsewhere

{ana,bo}\@somewhere.edu]
#align(center)[*Abstract*]
#pad(x: 20pt)[We read few pages. FILL FILL Our code is available at https://github.com/someone/few-pages.]
= Introduction
FILL FILL

FILL As others found#footnote[This is a note at the foot of the page.], it works.
= Method and its Rather Long Heading that Does not Fit on One Line of the Page
== Scores
FILL

- first item of a list that is read
- second item of the same list

*Run-in lead.* FILL
== Choice
FILL
$ s_p = max_(k in p) q dot k $
where $s$ is a score. FILL
= Results
FILL

#raw("# 4 Not a heading\nprint(3)", block: true)

1. Step one of a recipe
2. Step two of a recipe
#heading(numbering: none)[References]
[1] Ada Lovelace and Jo Ba. Weaving engines. Journal of Looms, 1999.

[2] Charles Babbage. On tables. In Proceedings of Engines, pages 1–9, 2001.
#counter(heading).update(0)
#set heading(numbering: "A.1")
= More Results
FILL
== Even More
FILL
""".replace("FILL", FILL)

TWO_COLUMNS = r"""
#set page(width: 600pt, height: 500pt, margin: 50pt, columns: 2,
  header: align(center)[#text(size: 8pt)[Proceedings of the Loom Conference 2020]])
#set text(size: 10pt)
#set par(justify: true)
#show heading: it => align(center)[#text(size: 10pt)[#it.body]]
#place(top, scope: "parent", float: true)[
  #align(center)[#text(size: 17pt)[On Engines that Weave]]
  #align(center)[#grid(columns: 2, gutter: 60pt,
    [Ada Lovelace \ _Dept. of Looms_ \ University of Wool \ ada\@wool.edu],
    [Charles Babbage \ _School of Gears_ \ Brass Institute \ charles\@brass.edu])]
]
*_Abstract_—This paper is about looms. FILL*

= #upper[I. Introduction]
LEFT FILL FILL FILL
= #upper[II. Method]
#heading(level: 2)[_A. Threads_]
FILL
#heading(level: 2)[_B. Needles_]
FILL FILL
= #upper[III. Conclusion]
FILL FILL FILL
= #upper[References]
#set par(hanging-indent: 12pt, justify: false)
Babbage, C. and Lovelace, A. (1842). Notes on the engine and on what it cannot originate. Memoirs, 3:1–40.

Jacquard, J. (1804). A loom that reads cards and weaves what the cards say it should. Lyon Letters, 1:1–3.
""".replace("FILL", FILL).replace("LEFT", "Engines weave. ")


def _read(pages: tuple[PageContent, ...], outline=(), excluded=()) -> TextReading:
    return read_text(pages, outline, {}, excluded)


def test_title_authors_and_abstract_of_a_listing_style(pages_of: PagesOf) -> None:
    metadata = _read(pages_of(ONE_COLUMN)).metadata

    assert metadata.title is not None and metadata.title.text == "Reading Few Pages of a Large Cache"
    assert [author.name for author in metadata.authors] == ["Ana Ćosić", "Bo van der Berg", "Jürgen Müller"]
    assert metadata.affiliations == ("University of Somewhere", "Institute of Elsewhere")
    assert metadata.abstract is not None and metadata.abstract.text.startswith("We read few pages. The cache")
    assert metadata.code_urls == ("https://github.com/someone/few-pages",)


def test_authors_of_a_grid_style(pages_of: PagesOf) -> None:
    metadata = _read(pages_of(TWO_COLUMNS)).metadata

    assert metadata.title is not None and metadata.title.text == "On Engines that Weave"
    assert [author.name for author in metadata.authors] == ["Ada Lovelace", "Charles Babbage"]
    assert "University of Wool" in metadata.affiliations
    assert metadata.abstract is not None and metadata.abstract.text.startswith("This paper is about looms.")
    assert (metadata.year, metadata.venue) == (2020, "Proceedings of the Loom Conference 2020")


def test_headings_of_decimal_numbering(pages_of: PagesOf) -> None:
    sections = _read(pages_of(ONE_COLUMN)).sections

    assert [(section.number, section.title, section.level) for section in sections] == [
        ("1", "Introduction", 1),
        ("2", "Method and its Rather Long Heading that Does not Fit on One Line of the Page", 1),
        ("2.1", "Scores", 2),
        ("2.2", "Choice", 2),
        ("3", "Results", 1),
        (None, "References", 1),
        ("A", "More Results", 1),
        ("A.1", "Even More", 2),
    ]


def test_headings_of_roman_numbering(pages_of: PagesOf) -> None:
    sections = _read(pages_of(TWO_COLUMNS)).sections

    assert [(section.number, section.title, section.level) for section in sections] == [
        ("I", "INTRODUCTION", 1),
        ("II", "METHOD", 1),
        ("A", "Threads", 2),
        ("B", "Needles", 2),
        ("III", "CONCLUSION", 1),
        (None, "REFERENCES", 1),
    ]


def test_the_outline_names_a_heading_that_type_and_number_do_not(pages_of: PagesOf) -> None:
    source = "#set page(width: 400pt, height: 400pt)\n" + FILL + "\n\nPlain words\n\n" + FILL
    entry = OutlineEntry(level=1, title="Plain words", page=1)

    assert _read(pages_of(source)).sections == ()
    assert [section.title for section in _read(pages_of(source), [entry]).sections] == ["Plain words"]


def test_the_left_column_is_read_before_the_right_one(pages_of: PagesOf) -> None:
    reading = _read(pages_of(TWO_COLUMNS))
    introduction = next(passage for passage in reading.passages if passage.text.startswith("Engines weave."))

    assert introduction.text == ("Engines weave. " + FILL * 3).strip()


def test_kinds_of_passages(pages_of: PagesOf) -> None:
    passages = _read(pages_of(ONE_COLUMN)).passages
    kinds = {
        kind: [passage.text for passage in passages if passage.kind == kind] for kind in ("list", "footnote", "code")
    }

    assert "• first item of a list that is read" in kinds["list"]
    assert "1. Step one of a recipe" in kinds["list"]
    assert [text.lstrip("1¹") for text in kinds["footnote"]] == ["This is a note at the foot of the page."]
    assert any("Not a heading" in text for text in kinds["code"])
    assert any(passage.kind == "equation" for passage in passages)


def test_a_bold_lead_is_kept_apart(pages_of: PagesOf) -> None:
    leads = [passage.bold_lead for passage in _read(pages_of(ONE_COLUMN)).passages if passage.bold_lead]

    assert leads == ["Run-in lead."]


def test_passages_know_their_section(pages_of: PagesOf) -> None:
    reading = _read(pages_of(ONE_COLUMN))
    lead = next(passage for passage in reading.passages if passage.bold_lead)

    assert lead.section is not None and reading.sections[lead.section].title == "Scores"


def test_page_numbers_are_margins_and_no_text(pages_of: PagesOf) -> None:
    reading = _read(pages_of(ONE_COLUMN))
    margins = [passage.text for passage in reading.passages if passage.kind == "margin"]

    assert margins == [str(number) for number in range(1, len(reading.page_texts) + 1)]
    assert not any(passage.text in margins for passage in reading.passages if passage.kind != "margin")


def test_numbered_references_are_split_and_labelled(pages_of: PagesOf) -> None:
    references = _read(pages_of(ONE_COLUMN)).references

    assert [(entry.label, entry.title, entry.year) for entry in references] == [
        ("1", "Weaving engines", 1999),
        ("2", "On tables", 2001),
    ]


def test_references_with_hanging_indent_are_split(pages_of: PagesOf) -> None:
    references = _read(pages_of(TWO_COLUMNS)).references

    assert [(entry.label, entry.authors, entry.year) for entry in references] == [
        (None, ("C. Babbage", "A. Lovelace"), 1842),
        (None, ("J. Jacquard",), 1804),
    ]


def test_excluded_regions_are_in_the_page_text_but_in_no_passage(pages_of: PagesOf) -> None:
    pages = pages_of("#set page(width: 400pt, height: 400pt)\n" + FILL + "\n\n#v(30pt)\nCell one\n\n" + FILL)
    line = next(line for line in pages[0].lines if line.text == "Cell one")

    reading = _read(pages, excluded=[Region(page=1, box=line.box)])

    assert "Cell one" in reading.page_texts[0]
    assert not any("Cell one" in passage.text for passage in reading.passages)


def test_pages_without_text_give_one_honest_gap(pages_of: PagesOf) -> None:
    reading = _read(pages_of("#set page(width: 200pt, height: 200pt)\n#rect(width: 50pt)\n#pagebreak()\n"))

    assert [(gap.what, gap.where) for gap in reading.gaps] == [("text", "all pages")]
    assert reading.metadata.title is None


def test_no_pages_at_all_are_read_as_nothing() -> None:
    reading = _read(())

    assert (reading.passages, reading.sections, reading.page_texts) == ((), (), ())
