import pytest

from ara.compiler.paper.plots.labels import number_of, rounded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("−0.5", -0.5),
        ("1,000", 1000),
        ("10³", 1000),
        ("10⁻²", 0.01),
        ("2¹⁰", 1024),
        ("3e-4", 0.0003),
        ("1/16", 0.0625),
        ("64K", 64_000),
        ("20%", 20),
    ],
)
def test_numbers_along_axes_have_their_value(text: str, value: float) -> None:
    assert number_of(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["small", "2024-01", "1.2.3", "3 of 4", "1/0", "", "9" * 400, "10" + "⁹" * 30])
def test_other_words_have_none(text: str) -> None:
    assert number_of(text) is None


def test_a_measured_value_has_no_digits_that_the_drawing_cannot_hold() -> None:
    assert rounded(0.123456, 0.002) == 0.123
    assert rounded(1234.56, 5) == 1235
    assert str(rounded(-0.0001, 0.1)) == "0.0"
