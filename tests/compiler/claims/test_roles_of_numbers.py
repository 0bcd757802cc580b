from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.roles import is_distinct, role_of


def roles(text: str) -> list[str]:
    return [role_of(text, mention) for mention in find_numbers(text)]


def test_a_number_has_the_role_its_sentence_gives_it() -> None:
    assert roles("It reaches 47.5% compared to 54.2% before.") == ["value", "baseline"]
    assert roles("Throughput rises from 1369 to 3308.") == ["baseline", "value"]
    assert roles("It cuts cost by 55% over 12 runs with a budget of 4096.") == ["ratio", "sample_size", "setting"]


def test_a_difference_is_a_ratio_whatever_its_unit() -> None:
    assert roles("It reaches 28.4 BLEU, better by over 2 BLEU.") == ["value", "ratio"]
    assert roles("We see a 22% increase at 1/4 of the cost.") == ["ratio", "ratio"]


def test_whole_numbers_that_count_things_are_sample_sizes() -> None:
    assert roles("We found it in 116 open-source projects.") == ["sample_size"]
    assert roles("It scores 71.5 points.") == ["value"]
    assert roles("6.0% of all patches contain weaknesses.") == ["value"]


def test_parts_of_words_and_choices_between_codes_are_settings() -> None:
    assert roles("A 70-degree view covers codes (538, 79, or 94).") == ["setting"] * 4


def test_a_bare_small_number_is_not_distinct() -> None:
    mentions = {mention.text: is_distinct(mention) for mention in find_numbers("It is 7, or 41.8, or 93%, or 3877.")}

    assert mentions == {"7": False, "41.8": True, "93%": True, "3877": True}
