"""The radix choice against a full sort."""

from __future__ import annotations

import math

import pytest
import torch


def choose(keys: torch.Tensor, counts: list[int], kept: list[int], **options: object) -> tuple[list, torch.Tensor]:
    """Positions chosen in each row, and the physical pages, from a table whose page p of request b is 1000 b + p."""
    from reproductions.paged_attention.topk_kernel import choose_pages

    batch, heads, most = keys.shape
    table = torch.arange(most, dtype=torch.int32) + 1000 * torch.arange(batch, dtype=torch.int32)[:, None]
    chosen = torch.full((batch, heads, max(kept)), -1, dtype=torch.int32, device=keys.device)
    positions = torch.full_like(chosen, -1)
    sizes = (torch.tensor(part, dtype=torch.int32, device=keys.device) for part in (counts, kept))
    choose_pages(keys, table.to(keys.device), *sizes, chosen, positions, **options)
    rows = [[positions[b, h, : kept[b]].tolist() for h in range(heads)] for b in range(batch)]
    return rows, chosen


def drawn(generator, batch: int, heads: int, most: int, below: int = 65_536) -> torch.Tensor:
    return torch.randint(below, (batch, heads, most), generator=generator, device=generator.device, dtype=torch.int32)


@pytest.mark.parametrize("below", [65_536, 300, 3])
def test_without_tolerance_the_greatest_keys_win_whatever_the_ties(generator, below) -> None:
    counts, kept = [300, 40, 2, 1], [30, 40, 2, 1]
    keys = drawn(generator, 4, 2, 300, below)

    rows, chosen = choose(keys, counts, kept)

    for b, heads in enumerate(rows):
        for h, positions in enumerate(heads):
            assert len(set(positions)) == kept[b] and positions[-1] == counts[b] - 1
            rivals = keys[b, h, : counts[b] - 1].clone()
            rivals[:1] = 65_535
            wanted = rivals.sort(descending=True).values[: kept[b] - 1]
            found = rivals[torch.tensor(positions[:-1], dtype=torch.long, device=keys.device)]
            assert torch.equal(found.sort(descending=True).values, wanted)
            assert chosen[b, h, : kept[b]].tolist() == [1000 * b + position for position in positions]


@pytest.mark.parametrize("tolerance", [0.05, 0.5, 0.95])
def test_with_a_tolerance_the_recall_stays_above_one_minus_it(generator, tolerance) -> None:
    keys = 30_000 + drawn(generator, 8, 2, 512, 2_000)
    exact, _ = choose(keys, [512] * 8, [62] * 8)
    near, _ = choose(keys, [512] * 8, [62] * 8, tolerance=tolerance)

    shared = [len(set(a[:-1]) & set(b[:-1])) for one, other in zip(exact, near, strict=True)
              for a, b in zip(one, other, strict=True)]  # fmt: skip
    assert min(shared) >= math.ceil((1 - tolerance) * 61)
    assert all(len(set(row)) == 62 for heads in near for row in heads)


def test_a_full_tolerance_fills_from_the_bin_and_random_choice_would_do_worse(generator) -> None:
    keys = drawn(generator, 1, 1, 1000)
    exact, _ = choose(keys, [1000], [101])
    near, _ = choose(keys, [1000], [101], tolerance=1.0)

    shared = len(set(exact[0][0]) & set(near[0][0]))
    assert shared > 90


def test_ties_are_not_broken_in_favour_of_a_place(generator) -> None:
    keys = torch.full((64, 1, 256), 40_000, dtype=torch.int32, device=generator.device)
    rows, _ = choose(keys, [256] * 64, [18] * 64, sinks=0)

    firsts = {min(row[0][:-1]) for row in rows}
    assert len(firsts) > 20


def test_a_tolerance_beyond_one_is_refused(generator) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        choose(drawn(generator, 1, 1, 8), [8], [2], tolerance=1.5)
