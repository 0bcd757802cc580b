from __future__ import annotations

import pytest
import torch


def test_budgets_keep_no_more_than_there_is_and_never_nothing() -> None:
    from reproductions.paged_attention.budgets import by_position, fixed, ratio

    counts = torch.tensor([1, 10, 100, 1000], dtype=torch.int32)

    assert fixed(64)(counts).tolist() == [1, 10, 64, 64]
    assert ratio(0.25, least=4)(counts).tolist() == [1, 4, 25, 250]
    assert by_position((50, 500), (32, 128))(counts).tolist() == [1, 10, 32, 128]


@pytest.mark.parametrize("wrong", [lambda b: b.fixed(0), lambda b: b.ratio(0), lambda b: b.by_position((2, 1), (1, 1))])
def test_a_budget_that_keeps_nothing_is_refused(wrong) -> None:
    from reproductions.paged_attention import budgets

    with pytest.raises(ValueError):
        wrong(budgets)
