import pytest

from ara.compiler.claims.sentences import is_prose, split_sentences


def texts(passage: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(passage)]


@pytest.mark.parametrize(
    "whole",
    [
        "We follow Doe et al. (2020) and report Fig. 3 here.",
        "The rate, i.e. The Rate, rose from 0.5 to 1.25 in Sec. 4.",
        "It beats A. Turing vs. Babbage by 3.5 points, cf. Tab. 2.",
        "Code is at https://example.org/a.b/C.html for all.",
        "Version 3.0.0 of the tool was used.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(whole: str) -> None:
    assert texts(whole) == [whole]


def test_sentences_end_at_stops_before_capitals_digits_and_quotes() -> None:
    passage = 'It is fast. 12 runs agree! "Good," they say. Why not? (We asked.) End.'

    assert texts(passage) == ["It is fast.", "12 runs agree!", '"Good," they say.', "Why not?", "(We asked.)", "End."]


def test_a_section_letter_before_a_stop_ends_its_sentence() -> None:
    assert texts("Details are in Appendix A. We go on.") == ["Details are in Appendix A.", "We go on."]


def test_words_that_are_shortened_only_before_numbers_end_sentences_elsewhere() -> None:
    assert texts("All is in the table. It has no. 5 only.") == ["All is in the table.", "It has no. 5 only."]


def test_a_symbol_at_the_end_of_a_sentence_is_no_initial() -> None:
    assert texts("Samples lie far from T. In contrast, others lie near.") == [
        "Samples lie far from T.",
        "In contrast, others lie near.",
    ]


def test_a_footnote_mark_stays_with_its_sentence() -> None:
    assert texts("It is faster.3 We checked.∗ Done.") == ["It is faster.3", "We checked.∗", "Done."]


def test_offsets_point_into_the_passage() -> None:
    passage = "  One is here.   Two is there. "

    assert all(passage[s.start : s.start + len(s.text)] == s.text for s in split_sentences(passage))


def test_formulas_axis_labels_and_mangled_text_are_not_prose() -> None:
    assert is_prose("The sorter keeps 64 blocks of each page.")
    assert not is_prose("2·s + r·N·(L2 − 1) = 0.5·k·B, 1 2 3")
    assert not is_prose("0.1 0.2 0.3 0.4 Time")
    assert not is_prose("Speed varies by architec- (b) Memory: the same for all of them.")
