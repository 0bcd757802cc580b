import pytest

from ara.compiler.settings import read_settings
from ara.compiler.settings.prose import find_stated


def stated(sentence: str) -> list[tuple[str, str]]:
    return [(setting.name, setting.value) for setting in find_stated(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We use a learning rate of 1e-4.", [("learning rate", "1e-4")]),
        ("We set k = 8 and use a batch size of 256.", [("k", "8"), ("batch size", "256")]),
        ("The temperature is set to 0.6 with top-p 0.95.", [("temperature", "0.6"), ("top-p", "0.95")]),
        ("It was trained for 3 epochs on 8 GPUs.", [("epochs", "3"), ("GPUs", "8")]),
        ("We search over page sizes 16, 32 and 64.", [("page sizes", "16, 32 and 64")]),
        ("With page size 16 and 64 pages it is stable.", [("page size", "16"), ("pages", "64")]),
        ("We use AdamW with β1 = 0.9.", [("optimizer", "AdamW"), ("β1", "0.9")]),
        ("We use dropout rate Pdrop = 0.1.", [("dropout rate Pdrop", "0.1")]),
        ("A stack of N = 6 identical layers is used.", [("N (identical layers)", "6")]),
        ("It has a 24K generation length cutoff.", [("generation length cutoff", "24K")]),
        ("We sample 500 instances for open models.", [("instances for open models", "500")]),
        ("The model is trained in bf16.", [("precision", "bf16")]),
        ("Scores come from a judge implemented with Mira-8B.", [("judge", "Mira-8B")]),
        ("We test three kinds: CWE-1, CWE-2, and CWE-3.", [("kinds", "CWE-1, CWE-2, and CWE-3")]),
    ],
)
def test_a_setting_is_read_with_its_name_and_value(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "It reaches an accuracy of 71.3 and a success rate of 40.7%.",
        "It is 2.7× faster than the baseline.",
        "The correlation is r = 0.93 with F = 1.0.",
        "Let x = 2 · y hold for all of them.",
        "See Table 3 and Section 4 of Doe et al. (2020).",
    ],
)
def test_results_formulas_and_labels_are_no_settings(sentence: str) -> None:
    assert stated(sentence) == []


def test_a_unit_that_stands_apart_is_kept_apart() -> None:
    (setting,) = find_stated("Checkpoints are written at 10-minute intervals.")

    assert (setting.name, setting.value, setting.unit) == ("intervals", "10", "minute")


def test_a_setting_carries_its_words_place_and_context(setup_paper) -> None:
    text = "For the base model, we use a learning rate of 1e-4."

    (setting,) = read_settings(setup_paper(text))

    assert (setting.id, setting.quote, setting.where, setting.origin) == ("learning-rate", text, "Section 4", "prose")
    assert setting.context == "For the base model"
    assert setting.region.page == 1


def test_a_setting_that_is_not_on_the_page_is_left_out(setup_paper) -> None:
    paper = setup_paper("We use a learning rate of 1e-4.").model_copy(update={"page_texts": ("Nothing here.", "")})

    assert read_settings(paper) == ()


def test_the_settings_of_others_are_left_out(setup_paper) -> None:
    assert read_settings(setup_paper("They use a learning rate of 1e-4.", heading="Related Work")) == ()


def test_the_same_setting_is_listed_once(setup_paper) -> None:
    paper = setup_paper("We use a batch size of 256.", "Again, a batch size of 256 and a batch size of 512 are used.")

    assert [setting.value for setting in read_settings(paper)] == ["256", "512"]


def test_a_multiple_of_something_is_no_setting() -> None:
    assert stated("It runs at 2.5 times the speed and holds 1.5 times expert layers.") == []


def test_a_step_may_be_a_fraction() -> None:
    assert stated("We vary it in 0.01 increments.") == [("increments", "0.01")]


def test_symbols_in_mathematical_italics_are_read() -> None:
    assert stated("We set 𝛽1 = 0.9 for all runs.") == [("𝛽1", "0.9")]


@pytest.mark.parametrize("scrap", ["A-", "Qwen-1-", "(a 2 ", "1 ", "10^", "two a a: A, ", "averaged a a "])
def test_a_setting_behind_a_tangle_is_read(scrap: str) -> None:
    tangled = (scrap * 1500)[:1400]

    assert stated(f"{tangled} . We use a batch size of 256.")[-1] == ("batch size", "256")
