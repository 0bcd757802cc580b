"""A KV cache in pages: fixed numbers of consecutive tokens of one request, anywhere in memory."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class PagedCache:
    """Keys and values of a batch of requests.

    A page holds all KV heads of `page` consecutive tokens. Tokens of a last page beyond the request's length are never
    read; they are NaN when the cache is drawn, so that a kernel that reads them shows it.
    """

    keys: Tensor
    """[pages, Hkv, page, D]."""
    values: Tensor
    """[pages, Hkv, page, D]."""
    table: Tensor
    """[B, most pages], int32: where the pages of a request lie, in the order of its tokens; -1 behind the last."""
    lengths: Tensor
    """[B], int32: tokens of each request, at least 1."""

    @property
    def heads(self) -> int:
        """KV heads."""
        return self.keys.shape[1]

    @property
    def page(self) -> int:
        """Tokens of a page."""
        return self.keys.shape[2]

    @property
    def dim(self) -> int:
        """Width of a head."""
        return self.keys.shape[3]

    @property
    def counts(self) -> Tensor:
        """[B], int32: pages of each request."""
        return (self.lengths + self.page - 1) // self.page

    def tokens(self, request: int) -> tuple[Tensor, Tensor]:
        """Give the keys and values [T, Hkv, D] of one request, in the order of its tokens."""
        length = int(self.lengths[request])
        pages = self.table[request, : -(-length // self.page)].long()
        keys, values = (part[pages].transpose(1, 2).flatten(0, 1)[:length] for part in (self.keys, self.values))
        return keys, values


def draw_cache(
    lengths: list[int],
    heads: int,
    dim: int,
    page: int,
    generator: torch.Generator,
    dtype: torch.dtype = torch.float32,
) -> PagedCache:
    """Draw normal keys and values, with the pages in random physical order as in a server that has run for a while.

    The cache lies on the generator's device. Raises ValueError for a request without tokens.
    """
    if min(lengths) < 1:
        raise ValueError(f"a request has {min(lengths)} tokens; each needs at least 1")
    device = generator.device
    counts = [-(-length // page) for length in lengths]
    total = sum(counts)
    shape = (total, heads, page, dim)
    keys = torch.randn(shape, generator=generator, device=device, dtype=dtype)
    values = torch.randn(shape, generator=generator, device=device, dtype=dtype)
    order = torch.randperm(total, generator=generator, device=device).int()
    table = torch.full((len(lengths), max(counts)), -1, dtype=torch.int32, device=device)
    first = 0
    for request, (length, count) in enumerate(zip(lengths, counts, strict=True)):
        table[request, :count] = order[first : first + count]
        beyond = length - (count - 1) * page
        for part in (keys, values):
            part[int(order[first + count - 1]), :, beyond:] = float("nan")
        first += count
    return PagedCache(keys, values, table, torch.tensor(lengths, dtype=torch.int32, device=device))
