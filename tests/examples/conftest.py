"""Where the block top-k example stands; its folders are put on the import path for these tests only."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

if not Path("/dev/nvidiactl").exists():
    # Triton settles when it is imported whether kernels are interpreted; without a GPU nothing else can run them.
    os.environ.setdefault("TRITON_INTERPRET", "1")

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "block-topk"


@pytest.fixture(scope="session")
def example() -> Path:
    return EXAMPLE


@pytest.fixture(scope="session", autouse=True)
def import_path() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXAMPLE / "paper"))
        patch.syspath_prepend(str(EXAMPLE / "code"))
        yield


def load(path: Path) -> ModuleType:
    """A module by its file, under a name that no installed package has."""
    spec = importlib.util.spec_from_file_location(f"block_topk_example_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def build() -> ModuleType:
    return load(EXAMPLE / "paper" / "build.py")


@pytest.fixture(scope="session")
def cell_checks() -> ModuleType:
    return load(EXAMPLE / "paper" / "cell_checks.py")


@pytest.fixture(scope="session")
def make_repo() -> ModuleType:
    return load(EXAMPLE / "make_repo.py")
