from __future__ import annotations

import os
from collections.abc import Callable

import pytest
import torch

HAS_GPU = torch.cuda.is_available()
if not HAS_GPU:
    # the kernels are interpreted; Triton decides that when a kernel is defined
    os.environ.setdefault("TRITON_INTERPRET", "1")
DEVICE = torch.device("cuda" if HAS_GPU else "cpu")


@pytest.fixture
def generator() -> torch.Generator:
    return torch.Generator(device=DEVICE).manual_seed(20_250_605)


@pytest.fixture
def draw(generator: torch.Generator) -> Callable[..., tuple[torch.Tensor, object]]:
    """Queries [B, Hkv * group, D] and a cache of requests of these lengths."""
    from reproductions.paged_attention.cache import draw_cache

    def build(lengths, heads=2, group=2, dim=32, page=8, dtype=torch.float32):
        cache = draw_cache(list(lengths), heads, dim, page, generator, dtype)
        shape = (len(lengths), heads * group, dim)
        return torch.randn(shape, generator=generator, device=DEVICE, dtype=dtype), cache

    return build
