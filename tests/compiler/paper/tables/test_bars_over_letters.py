from ara.compiler.paper.page import Line, PageContent, Rule, TextSpan, Word
from ara.compiler.paper.tables.bars import MACRON, barred_words


def page(*bars: tuple[float, float, float]) -> PageContent:
    """A page that says `S ∩R`, with bars from `left` to `right` at the height `y`."""
    parts = [("S", 100.0, 107.0), (" ∩", 110.0, 117.0), ("R", 120.0, 128.0)]
    spans = tuple(
        TextSpan(text, (left, 90, right, 100), "Math", 10.0, False, True, False, False) for text, left, right in parts
    )
    line = Line("S ∩R", (100, 90, 128, 100), spans, 0, 0, 10.0, False, True, 98)
    words = (
        Word("S", (100, 90, 107, 100), 0, 10.0, False, True),
        Word("∩R", (110, 90, 128, 100), 0, 10.0, False, True),
    )
    rules = tuple(Rule((left, y, right, y), True, 0.4) for left, right, y in bars)
    return PageContent(number=1, width=600, height=800, lines=(line,), words=words, rules=rules)


def test_a_bar_over_one_letter_marks_that_letter_only() -> None:
    texts, bars = barred_words(page((120, 128.5, 89)))

    assert texts == {1: f"∩R{MACRON}"}
    assert bars == {(120, 89, 128.5, 89)}


def test_a_line_drawn_across_the_table_is_no_bar() -> None:
    assert barred_words(page((60, 300, 89))) == ({}, frozenset())


def test_a_line_under_a_letter_is_no_bar() -> None:
    assert barred_words(page((120, 128, 101))) == ({}, frozenset())
