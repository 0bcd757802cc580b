"""The decode kernel against attention written out."""

from __future__ import annotations

import pytest
import torch

TOLERANCE = {torch.float32: 2e-5, torch.float16: 2e-3, torch.bfloat16: 2e-2}
"""Largest difference from the definition in fp32, by what the cache is stored in: its rounding, a few times over."""
LAUNCHES = [(16, 1), (32, 2), (64, 4)]


def close(found: torch.Tensor, wanted: torch.Tensor, dtype: torch.dtype) -> bool:
    return bool(torch.allclose(found.float(), wanted.float(), atol=TOLERANCE[dtype], rtol=TOLERANCE[dtype]))


@pytest.mark.parametrize(
    "lengths, group, page, dtype",
    [
        ((1,), 1, 8, torch.float32),
        ((63, 1, 64), 2, 16, torch.float32),
        ((1000,), 4, 16, torch.float32),
        ((5, 130), 8, 8, torch.float32),
        ((63, 1000), 4, 16, torch.float16),
        ((1, 63), 2, 32, torch.bfloat16),
    ],
)
def test_dense_decode_equals_attention_over_the_whole_cache(draw, lengths, group, page, dtype) -> None:
    from reproductions.paged_attention.decode_kernel import Launch, attend_to_pages
    from reproductions.paged_attention.reference import attend

    queries, cache = draw(lengths, group=group, page=page, dtype=dtype)
    wanted = attend(queries, cache)

    for tokens, splits in LAUNCHES:
        found = attend_to_pages(queries, cache, cache.table, cache.counts, Launch(tokens, splits, warps=2, stages=2))
        assert close(found, wanted, dtype)


def test_listed_pages_alone_are_read_and_heads_may_read_different_ones(draw) -> None:
    from reproductions.paged_attention.decode_kernel import attend_to_pages
    from reproductions.paged_attention.reference import attend

    queries, cache = draw((61, 40), heads=2, group=2, page=8)
    kept = [[torch.tensor([0, 3, 7]), torch.tensor([1, 2, 7])], [torch.tensor([0, 4]), torch.tensor([3, 4])]]
    pages = torch.full((2, 2, 3), -1, dtype=torch.int32, device=queries.device)
    for request, heads in enumerate(kept):
        for head, positions in enumerate(heads):
            pages[request, head, : len(positions)] = cache.table[request, positions.to(queries.device)]
    listed = torch.tensor([3, 2], dtype=torch.int32, device=queries.device)

    found = attend_to_pages(queries, cache, pages, listed)

    assert close(found, attend(queries, cache, kept), torch.float32)
    assert not close(found, attend(queries, cache), torch.float32)


def test_queries_that_do_not_fit_the_cache_are_refused(draw) -> None:
    from reproductions.paged_attention.decode_kernel import attend_to_pages

    queries, cache = draw((9,), heads=2, group=2)
    with pytest.raises(ValueError, match="do not fit 2 KV heads"):
        attend_to_pages(queries[:, :3], cache, cache.table, cache.counts)
