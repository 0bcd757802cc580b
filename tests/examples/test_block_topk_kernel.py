"""The Triton kernel against the plain definition: on a GPU where there is one, and else in Triton's interpreter."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
import torch

pytest.importorskip("triton", reason="Triton comes for Linux only")
DEVICE = "cpu" if os.environ.get("TRITON_INTERPRET") == "1" else "cuda"
TOLERANCE = {torch.float32: 2e-5, torch.bfloat16: 2e-2}


@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
@pytest.mark.parametrize("page_size", [1, 16, 48])
@pytest.mark.parametrize("length", [1, 63, 1000])
@pytest.mark.parametrize("by_head", [False, True], ids=["shared", "by head"])
def test_the_kernel_gives_what_the_definition_gives(
    length: int, page_size: int, dtype: torch.dtype, by_head: bool
) -> None:
    from block_topk.attention import attend_to_pages
    from block_topk.kernel import attend_to_pages_fused
    from block_topk.pages import cut_into_pages

    generator = torch.Generator().manual_seed(length + page_size)
    shapes = ((2, 3, 16), (2, length, 16), (2, length, 16))
    queries, keys, values = (torch.randn(*shape, generator=generator).to(dtype) for shape in shapes)
    paged = cut_into_pages(keys, values, page_size)
    # A third of the pages, the last one, which may be partly filled, among them.
    groups, last = 3 if by_head else 1, paged.pages - 1
    others = torch.rand(2, groups, last, generator=generator).argsort(-1)[..., : last // 3]
    chosen = torch.cat([others, torch.full((2, groups, 1), last)], -1)
    moved = replace(paged, keys=paged.keys.to(DEVICE), values=paged.values.to(DEVICE))

    found = attend_to_pages_fused(queries.to(DEVICE), moved, chosen.to(DEVICE))

    exact = replace(paged, keys=paged.keys.float(), values=paged.values.float())
    wanted = attend_to_pages(queries.float(), exact, chosen)
    torch.testing.assert_close(found.cpu(), wanted, atol=TOLERANCE[dtype], rtol=TOLERANCE[dtype])


def test_a_width_that_the_kernel_cannot_take_is_refused() -> None:
    from block_topk.kernel import attend_to_pages_fused
    from block_topk.pages import cut_into_pages

    part, page = torch.zeros(1, 8, 24, device=DEVICE), torch.zeros(1, 1, 1, dtype=torch.int64)

    with pytest.raises(ValueError, match="powers of two"):
        attend_to_pages_fused(part[:, :2], cut_into_pages(part, part, 4), page)
