"""What the argument rules take from a sentence: quantifiers, stance, what is compared with, kinds of quantity."""

import pytest

from ara.review.rigor.language.comparisons import claimed_comparison, comparands, without_comparands
from ara.review.rigor.language.directions import opposed
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.measures import covered, kinds_in
from ara.review.rigor.language.polarity import stance
from ara.review.rigor.language.sentences import clauses, sentences
from ara.review.rigor.language.terms import names, stem, terms
from ara.review.rigor.language.universals import universals
from ara.review.rigor.language.vagueness import content, is_placeholder, particular


@pytest.mark.parametrize(
    "text",
    [
        "It holds for all models.",
        "It is faster regardless of the data set.",
        "In every setting it wins.",
        "It works for any user in any domain.",
        "It never fails.",
    ],
)
def test_a_statement_about_every_setting_is_universal(text: str) -> None:
    assert universals(text)


@pytest.mark.parametrize(
    "text",
    [
        "It holds for all five models.",
        "It holds for all models that we tested.",
        "It does not hold for all models.",
        "Every pair of layers is replaced.",
        "It is consistent across three model families.",
    ],
)
def test_a_bounded_or_denied_quantifier_is_not_universal(text: str) -> None:
    assert universals(text) == ()


def test_forms_of_a_word_share_a_stem() -> None:
    assert stem("caching") == stem("cached") == stem("caches")
    assert stem("covering") == stem("covers")
    assert stem("loss") != stem("los")


def test_function_words_and_numbers_are_no_terms() -> None:
    assert terms("The 40 queries are not in it") == {stem("queries")}


def test_names_of_models_and_data_are_found_and_identifiers_are_not() -> None:
    assert names("ResNet-50 on ImageNet, see C03 and Fig. 4, OR not") == {"resnet-50", "imagenet"}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("caching works best", 1),
        ("caching never fails", 1),
        ("caching avoids harmful delays", 1),
        ("caching does not help", -1),
        ("caching failed", -1),
        ("gradients do not explain the degradation", -1),
        ("the cache has keys", 0),
    ],
)
def test_negations_turn_approval_and_disapproval_round(text: str, sign: int) -> None:
    held = stance(text)

    assert (held > 0) - (held < 0) == sign


def test_what_is_compared_with_is_not_put_forward() -> None:
    text = "Memory works better than a cache in a file"

    assert comparands(text) == ("a cache in a file",)
    assert "file" not in without_comparands(text)
    assert "file" not in without_comparands("We avoid a cache in a file")


def test_a_size_alone_claims_no_difference() -> None:
    assert claimed_comparison("The larger set holds 40 queries") is None
    assert claimed_comparison("The set is larger than the other") == "larger"


def test_kinds_of_quantity_are_told_apart() -> None:
    assert kinds_in("a lower latency and less memory") == {"time", "memory"}
    assert kinds_in("an evaluation-time average") == frozenset()
    assert covered("time", frozenset({"compute"}))
    assert not covered("energy", frozenset({"quality"}))


def test_opposite_directions_are_told_on_one_axis_only() -> None:
    assert opposed("Cores raise the latency", "Cores lower the latency")
    assert opposed("Cores change the latency", "Cores do not change the latency")
    assert not opposed("Cores improve the latency", "Cores lower the latency")


def test_sentences_end_at_stops_and_not_at_abbreviations() -> None:
    assert sentences("See Fig. 3 for it. It holds, e.g. here.") == ("See Fig. 3 for it.", "It holds, e.g. here.")


def test_clauses_end_at_conjunctions() -> None:
    assert clauses("It failed at first, but works now") == ("It failed at first", "works now")


def test_words_that_fit_any_claim_are_no_content() -> None:
    assert content("Evidence that the claim does not hold") == frozenset()
    assert particular("It did not work as well as hoped") == frozenset()
    assert "#" in particular("It took 40 s")


@pytest.mark.parametrize("text", ["TBD", "n/a", "—", "To be filled in later.", "Not specified."])
def test_a_field_without_anything_to_say_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


def test_a_phrase_is_found_as_whole_words_over_hyphens_and_line_breaks() -> None:
    lexicon = Lexicon("leave one out, caus*")

    assert lexicon.within("a leave-one\nout sweep") and lexicon.within("It causes harm")
    assert not lexicon.within("because")


@pytest.mark.parametrize(
    "text, is_memory",
    [
        ("a median over the same 300 GB of logs", False),
        ("it takes 3 GB of GPU memory", True),
        ("it holds 12 GiB of KV cache", True),
        ("it needs 40 GB", True),
    ],
)
def test_an_amount_of_data_that_is_read_is_not_memory(text: str, is_memory: bool) -> None:
    assert ("memory" in kinds_in(text)) is is_memory
