import pytest

from ara.compiler.settings import read_environment


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("All runs use 8 NVIDIA A100 GPUs.", "NVIDIA A100", "8"),
        ("Profiling uses 4×H200 GPUs.", "H200", "4"),
        ("We train on a single H100.", "H100", "single"),
        ("Inference runs on one RTX 4090.", "RTX 4090", "one"),
        ("Training ran on TPU v4 for a week.", "TPU v4", ""),
    ],
)
def test_hardware_is_read_with_its_count(setup_paper, text: str, name: str, count: str) -> None:
    (item,) = read_environment(setup_paper(text)).hardware

    assert (item.name, item.detail, item.quote) == (name, count, text)


def test_software_models_data_and_seeds_are_told_apart(setup_paper) -> None:
    paper = setup_paper(
        "We implement it in PyTorch 2.4.1 and serve Qwen3-8B and Mira-1.5B-Chat with vLLM.",
        "We evaluate on GSM8K and on the WordSort benchmark with 1,312 problems.",
        "Numbers are averaged over 5 runs with random seeds 1, 2, 3.",
    )

    environment = read_environment(paper)

    assert [(item.name, item.detail) for item in environment.software] == [("PyTorch", "2.4.1"), ("vLLM", "")]
    assert [item.name for item in environment.models] == ["Qwen3-8B", "Mira-1.5B-Chat"]
    assert [(item.name, item.detail) for item in environment.datasets] == [
        ("GSM8K", "1,312 problems"),
        ("WordSort", "1,312 problems"),
    ]
    assert [item.name for item in environment.seeds] == ["averaged over 5 runs", "random seeds 1, 2, 3"]
    assert [gap.what for gap in environment.gaps] == ["environment: hardware"]


def test_each_kind_that_is_not_named_is_a_gap(setup_paper) -> None:
    gaps = read_environment(setup_paper("The sorter is described in words only.")).gaps

    assert [gap.what.removeprefix("environment: ") for gap in gaps] == [
        "hardware", "software", "models", "data sets", "random seeds",
    ]  # fmt: skip


def test_a_name_is_listed_once_with_its_number_of_mentions(setup_paper) -> None:
    paper = setup_paper("We train on H100s.", "All 16 H100s are used.", "Each H100 has its own queue.")

    (item,) = read_environment(paper).hardware

    assert (item.detail, item.mentions) == ("16", 3)


def test_what_others_used_is_not_the_environment(setup_paper) -> None:
    assert read_environment(setup_paper("They train on 512 H100 GPUs.", heading="Related Work")).hardware == ()


def test_a_name_ends_before_the_number_that_follows_it(setup_paper) -> None:
    environment = read_environment(
        setup_paper("We rate Claude Haiku 4.5 17.5 points and Llama 3.1 8B below it on ImageNet test data.")
    )

    assert [item.name for item in environment.models] == ["Claude Haiku 4.5", "Llama 3.1 8B"]
    assert [item.name for item in environment.datasets] == ["ImageNet"]
