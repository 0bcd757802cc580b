from __future__ import annotations

from collections.abc import Callable

import pytest

from ara.schema import Package, read_texts

LedgerInput = Callable[..., Package]

TABLE = """# Table 2: Accuracy of sorters

- **Source**: Table 2 in paper.pdf, p. 4
- **Caption**: Table 2: Accuracy of sorters.

| Method | Accuracy | Throughput |
| --- | --- | --- |
| Dense | 71.3 | 1,412 |
| BlockSort | 0.7167 | 3877 |
"""


@pytest.fixture
def package_of() -> LedgerInput:
    """An Ara with one table and one claim of the given fields; further files by path."""

    def build(files: dict[str, str] | None = None, /, **fields: str) -> Package:
        lines = [f"- **{name.replace('_', ' ').capitalize()}**: {text}" for name, text in fields.items()]
        claims = "\n".join(["# Claims", "", "## C01: Sorting is fast", *lines]) + "\n"
        texts = {"logic/claims.md": claims, "evidence/tables/table2.md": TABLE, **(files or {})}
        return read_texts(texts)

    return build
