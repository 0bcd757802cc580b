import pytest

from ara.compiler.claims.conditions import find_conditions
from ara.compiler.claims.cues import direction_of, kind_of, role_of
from ara.compiler.claims.falsify import falsification
from ara.compiler.claims.model import Number
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.phrases import any_of


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("It decodes 2.2× faster.", "speed", "higher"),
        ("It lowers peak memory to 12 GB.", "memory", "lower"),
        ("It matches the accuracy of the dense model.", "accuracy", "equal"),
        ("Sorting needs O(n log n) steps.", "theory", "none"),
        ("The heads learn different roles.", "qualitative", "none"),
    ],
)
def test_kind_and_direction_follow_from_the_words(text: str, kind: str, direction: str) -> None:
    assert (kind_of(text, has_numbers=False), direction_of(text)) == (kind, direction)


def roles(text: str) -> list[str]:
    return [role_of(text, mention) for mention in find_numbers(text)]


def test_a_number_has_the_role_its_sentence_gives_it() -> None:
    assert roles("It reaches 47.5% compared to 54.2% before.") == ["value", "baseline"]
    assert roles("Throughput rises from 1369 to 3308.") == ["baseline", "value"]
    assert roles("It cuts cost by 55% over 12 runs with a budget of 4096.") == ["ratio", "sample_size", "setting"]


def test_conditions_are_verbatim_phrases_of_the_sentence() -> None:
    sentence = "At 32K context on an H100 GPU, it is 3× faster when the batch holds 64 prompts, as Table 2 shows."

    conditions = find_conditions(sentence)

    assert conditions == ("At 32K context", "on an H100 GPU", "when the batch holds 64 prompts")
    assert all(phrase in sentence for phrase in conditions)


def test_a_reference_to_a_table_is_no_condition() -> None:
    assert find_conditions("It is faster, as seen in Table 2 and under Section 4.") == ()


def number(text: str, value: float, role: str) -> Number:
    return Number(text=text, value=value, unit="", role=role)


def test_a_falsification_names_the_side_on_which_the_claim_breaks() -> None:
    higher = falsification("accuracy", "higher", (number("71.1", 71.1, "value"),))
    lower = falsification("memory", "lower", (number("12", 12.0, "value"),))
    ratio = falsification("speed", "higher", (number("2.7×", 2.7, "ratio"),))

    assert higher == "A rerun below 71.1 beyond run-to-run spread."
    assert lower == "A rerun above 12 beyond run-to-run spread."
    assert ratio == "A rerun whose change falls short of 2.7× beyond run-to-run spread."


def test_word_lists_match_whole_words_with_endings_where_asked() -> None:
    words = any_of("improv*, on par, F1")

    assert words.search("It IMPROVES") and words.search("on  par") and words.search("on-par") is None
    assert words.search("an F10 key") is None
