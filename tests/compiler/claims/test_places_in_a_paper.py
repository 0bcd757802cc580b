import pytest

from ara.compiler.claims.places import caption_label, locate

TEXT = "A sentence that stands somewhere in the paper."


@pytest.mark.parametrize(
    ("heading", "number", "name", "zone"),
    [
        ("Main Results", "4.2", "Section 4.2", "results"),
        ("Extended Experiments", "D", "Appendix D", "appendix"),
        ("Related Work", "2", "Section 2", "background"),
        ("More Related Work", "B", "Appendix B", "background"),
        ("Conclusion", None, "Section “Conclusion”", "conclusion"),
        ("Implementation Details", "5", "Section 5", "setup"),
    ],
)
def test_a_passage_is_named_by_its_section(paper_of, heading, number, name, zone) -> None:
    paper = paper_of(("Introduction", "1", [TEXT]), (heading, number, [TEXT]))

    assert locate(paper, paper.passages[1]) == (name, zone)


def test_roman_section_numbers_are_no_appendices(paper_of) -> None:
    paper = paper_of(("Introduction", "I", [TEXT]), ("Results", "IV", [TEXT]))

    assert locate(paper, paper.passages[1]).name == "Section IV"


def test_letters_below_roman_numbers_name_subsections(paper_of) -> None:
    paper = paper_of(("Introduction", "I", [TEXT]), ("Results", "V", []), ("Data", "V.B", [TEXT]), ("End", "VI", []))
    letter = paper.sections[2].model_copy(update={"number": "B"})
    paper = paper.model_copy(update={"sections": (*paper.sections[:2], letter, paper.sections[3])})

    assert locate(paper, paper.passages[1]).name == "Section V-B"


def test_an_unnumbered_heading_below_a_numbered_one_takes_its_number(paper_of) -> None:
    paper = paper_of(("Results", "3.1", [TEXT]), ("Latency", None, [TEXT]))

    assert locate(paper, paper.passages[1]).name == "Section “Latency”"


def test_captions_are_named_by_their_label() -> None:
    assert caption_label("Table 3: All results") == "Table 3"
    assert caption_label("Fig. 2. A curve") == "Figure 2"
    assert caption_label("Table A.1 More") == "Table A.1"
    assert caption_label("The table shows") is None
