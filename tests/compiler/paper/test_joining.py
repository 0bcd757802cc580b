import pytest

from ara.compiler.paper.joining import Vocabulary, join_texts

WORDS = Vocabulary.of(["the state-of-the-art model has a key and a value for each computational step here"])


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (["a computa-", "tional cost"], "a computational cost"),
        (["the state-of-the-", "art model"], "the state-of-the-art model"),
        (["one key-", "value pair"], "one key-value pair"),
        (["a GEC-", "specific metric"], "a GEC-specific metric"),
        (["how-", "ever small"], "however small"),
        (["range 3-", "5 apples"], "range 3- 5 apples"),
        (["see https://github.com/", "someone/project."], "see https://github.com/someone/project."),
        (["see https://example.org/a.", "Then we"], "see https://example.org/a. Then we"),
        (["two  blanks ", " here"], "two blanks here"),
    ],
)
def test_rows_are_joined_as_a_reader_joins_them(rows: list[str], text: str) -> None:
    assert join_texts(rows, WORDS) == text


def test_a_compound_printed_elsewhere_keeps_its_hyphen() -> None:
    vocabulary = Vocabulary.of(["an alignment-free score is used"])

    assert join_texts(["an alignment-", "free score"], vocabulary) == "an alignment-free score"


def test_a_word_printed_whole_elsewhere_loses_it() -> None:
    vocabulary = Vocabulary.of(["some workflow is used, the work and flow too"])

    assert join_texts(["a work-", "flow"], vocabulary) == "a workflow"
