"""The fixtures of the rigor rules."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def compose(composer: Callable[[Path, str], Path]) -> Callable[[str], Path]:
    """Make the Ara of a folder such as `R101/bad`; `base` is the base itself."""
    return lambda name: composer(Path(__file__).parent, name)
