"""Attention over pages against dense attention, on lengths that fill no whole number of pages."""

from __future__ import annotations

import pytest
import torch


def draw(length: int, heads: int = 3, width: int = 8, count: int = 2) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(length)
    shapes = ((count, heads, width), (count, length, width), (count, length, width))
    return tuple(torch.randn(*shape, generator=generator) for shape in shapes)


@pytest.mark.parametrize("length", [1, 15, 16, 17, 63, 1000])
@pytest.mark.parametrize("page_size", [1, 7, 16, 64])
def test_all_pages_give_dense_attention(length: int, page_size: int) -> None:
    from block_topk.attention import attend_to_all, attend_to_pages
    from block_topk.pages import cut_into_pages

    queries, keys, values = draw(length)
    paged = cut_into_pages(keys, values, page_size)
    everything = torch.arange(paged.pages).expand(2, 1, -1)

    sparse = attend_to_pages(queries, paged, everything)

    torch.testing.assert_close(sparse, attend_to_all(queries, keys, values), atol=1e-5, rtol=1e-5)


def test_chosen_pages_give_dense_attention_over_their_tokens_alone() -> None:
    from block_topk.attention import attend_to_all, attend_to_pages
    from block_topk.pages import cut_into_pages

    queries, keys, values = draw(45)
    paged = cut_into_pages(keys, values, 10)
    tokens = torch.cat([torch.arange(10, 20), torch.arange(40, 45)])

    sparse = attend_to_pages(queries, paged, torch.tensor([1, 4]).expand(2, 1, -1))

    torch.testing.assert_close(sparse, attend_to_all(queries, keys[:, tokens], values[:, tokens]))


def test_a_head_that_chooses_for_itself_sees_only_its_own_pages() -> None:
    from block_topk.attention import attend_to_pages
    from block_topk.pages import cut_into_pages

    queries, keys, values = draw(40)
    paged = cut_into_pages(keys, values, 10)
    own = torch.tensor([[[0], [1], [3]], [[2], [0], [1]]])

    together = attend_to_pages(queries, paged, own)

    for head in range(3):
        alone = attend_to_pages(queries[:, head : head + 1], paged, own[:, head : head + 1])
        torch.testing.assert_close(together[:, head : head + 1], alone)


def test_pages_chosen_for_a_wrong_number_of_heads_are_refused() -> None:
    from block_topk.attention import attend_to_pages
    from block_topk.pages import cut_into_pages

    queries, keys, values = draw(40)

    with pytest.raises(ValueError, match="chosen for 2 heads, the queries have 3"):
        attend_to_pages(queries, cut_into_pages(keys, values, 10), torch.zeros(2, 2, 1, dtype=torch.long))


def test_mass_of_all_pages_is_one_and_follows_the_weights() -> None:
    from block_topk.attention import mass_of_pages
    from block_topk.pages import cut_into_pages

    queries, keys, values = draw(37)
    mass = mass_of_pages(queries, cut_into_pages(keys, values, 10))
    weights = (queries @ keys.transpose(1, 2) / 8**0.5).softmax(-1)

    torch.testing.assert_close(mass.sum(-1), torch.ones(2, 3))
    torch.testing.assert_close(mass[..., 3], weights[..., 30:].sum(-1))


def test_bytes_are_those_of_the_distinct_pages() -> None:
    from block_topk.pages import cut_into_pages
    from block_topk.traffic import count_traffic

    _, keys, values = draw(40, count=1)
    paged = cut_into_pages(keys, values, 10)
    two_heads = torch.tensor([[[0, 1], [1, 3]]])

    traffic = count_traffic(paged, two_heads, summary_numbers=64)

    assert traffic.dense == 2 * 40 * 8 * 4
    assert traffic.pages == 3 * 2 * 10 * 8 * 4
    assert traffic.summaries == 64 * 4
    assert traffic.share(traffic.pages) == 75.0
