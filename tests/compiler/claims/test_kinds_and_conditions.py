import pytest

from ara.compiler.claims.conditions import find_conditions
from ara.compiler.claims.kinds import direction_of, is_better_when_lower, kind_of, measure_of
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


def test_the_word_nearest_to_the_first_result_gives_the_kind() -> None:
    assert kind_of("It has a BLEU score of 41.8 after training for 3.5 days.", has_numbers=True) == "accuracy"
    assert kind_of("On high-complexity tasks it reaches 79.5% accuracy.", has_numbers=True) == "accuracy"
    assert kind_of("A model of this accuracy trains within 12 hours.", has_numbers=True) == "speed"


def test_an_improvement_lowers_what_is_better_when_lower() -> None:
    assert direction_of("It improves perplexity to 12.3.") == "lower"
    assert direction_of("It achieves an error of 3.57%.") == "lower"
    assert direction_of("It improves accuracy at a lower cost.") == "higher"
    assert direction_of("It degrades latency.") == "higher"
    assert direction_of("It degrades accuracy.") == "lower"


def test_an_arrow_or_a_name_says_whether_less_is_better() -> None:
    assert is_better_when_lower("top-1 err.") and is_better_when_lower("penetration ↓")
    assert not is_better_when_lower("loss ↑") and not is_better_when_lower("Accuracy")


def test_the_measured_quantity_is_the_one_nearest_to_the_result() -> None:
    assert measure_of("At equal latency, its BLEU score reaches 41.8.") == "BLEU score"
    assert measure_of("It is best of all.") == ""


def test_conditions_are_verbatim_phrases_of_the_sentence() -> None:
    sentence = "At 32K context on an H100 GPU, it is 3× faster when the batch holds 64 prompts, as Table 2 shows."

    conditions = find_conditions(sentence)

    assert conditions == ("At 32K context", "on an H100 GPU", "when the batch holds 64 prompts")
    assert all(phrase in sentence for phrase in conditions)


def test_a_reference_to_a_table_is_no_condition() -> None:
    assert find_conditions("It is faster, as seen in Table 2 and under Section 4.") == ()


def test_word_lists_match_whole_words_with_endings_where_asked() -> None:
    words = any_of("improv*, on par, F1")

    assert words.search("It IMPROVES") and words.search("on  par") and words.search("on-par") is None
    assert words.search("an F10 key") is None
