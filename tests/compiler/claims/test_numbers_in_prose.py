import pytest

from ara.compiler.claims.numbers import digits_key, find_numbers


def found(text: str) -> list[tuple[str, float, str]]:
    return [(mention.text, mention.value, mention.unit) for mention in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a gain of 40.7% here", [("40.7%", 40.7, "%")]),
        ("is 2.2× and 2.4x faster", [("2.2×", 2.2, "×"), ("2.4x", 2.4, "×")]),
        ("between 3.6–6.0× faster", [("3.6", 3.6, ""), ("6.0×", 6.0, "×")]),
        ("with 1,312 sentences", [("1,312", 1312.0, "")]),
        ("takes 3,000.5 ms", [("3,000.5", 3000.5, "ms")]),
        ("reaches 10,000 tok/s", [("10,000", 10000.0, "tok/s")]),
        ("a window of 16K tokens", [("16K", 16.0, "K")]),
        ("a correlation of −0.55 here", [("−0.55", -0.55, "")]),
        ("at 1.2 ± 0.3 points", [("1.2", 1.2, ""), ("0.3", 0.3, "points")]),
        ("ϵ = 10−9.", [("10−9", 1e-9, "")]),
        ("rates 3×10^-4, 1e-4 and 10^{-5}", [("3×10^-4", 3e-4, ""), ("1e-4", 1e-4, ""), ("10^{-5}", 1e-5, "")]),
        ("at 1/4 the cost", [("1/4", 0.25, "")]),
        ("4.5 million pairs", [("4.5", 4.5, "million")]),
        ("a 5-percentile cut", [("5", 5.0, "")]),
    ],
)
def test_a_quantity_is_read_with_its_unit(text: str, expected: list[tuple[str, float, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "see Table 3, Figures 2 and 4(b), Section 5.2, Eq. (10) and Algorithm 1",
        "as in [12, 3] and [4–7] (Doe et al., 2020b; Roe, 2021)",
        "Qwen3-4B, GPT-5, CWE-79, pass@1, top-8 and AIME24",
        "since 2019 and in 2024",
        "(1) first, 2) second",
        "version v3.0.0 at https://example.org/12/34",
        "Claude Sonnet 4 produces patches",
        "filters of 3×3 and inputs of 224 × 224",
    ],
)
def test_a_number_that_only_names_something_is_left_out(text: str) -> None:
    assert found(text) == []


def test_a_budget_that_looks_like_a_year_is_kept() -> None:
    assert [text for text, _, _ in found("a KV budget of 2048 and a size of 2000")] == ["2048", "2000"]


def test_offsets_span_sign_and_unit() -> None:
    text = "drops by −3.5 % overall"
    (mention,) = find_numbers(text)

    assert text[mention.start : mention.end] == "−3.5 %"


def test_equal_prints_have_equal_keys() -> None:
    assert digits_key("1,312") == digits_key("1312") == "1312"
    assert digits_key("0.50") != digits_key("0.5")
