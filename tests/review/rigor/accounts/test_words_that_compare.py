import pytest

from ara.review.rigor.accounts.contests import tells_apart
from ara.review.rigor.accounts.directions import senses_in


@pytest.mark.parametrize(
    "text, apart",
    [
        ("The screen explains the lower evaporation at night.", True),
        ("It reads its larger half from disk.", True),
        ("The screen has a lower evaporation than the net.", False),
        ("The screen evaporates less, the lower of the two.", False),
        ("The screen is faster than the net.", False),
    ],
)
def test_a_word_that_tells_two_things_of_a_kind_apart_compares_nothing(text: str, apart: bool) -> None:
    senses = senses_in(text)

    assert senses
    assert tells_apart(text, senses[-1]) is apart
