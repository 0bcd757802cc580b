from __future__ import annotations

from collections.abc import Callable

import pytest

from ara.compiler.paper.model import Metadata, PaperReading, Passage, Region, Section, TableReading

SettingsPaper = Callable[..., PaperReading]


@pytest.fixture
def setup_paper() -> SettingsPaper:
    """A paper of one section, whose texts stand on page 1 and whose tables stand on page 2."""

    def build(*texts: str, heading: str = "Experimental Setup", tables: tuple[TableReading, ...] = ()) -> PaperReading:
        region = Region(page=1, box=(72.0, 72.0, 540.0, 90.0))
        lines = [" ".join(dict.fromkeys(cell for cell in row if cell)) for table in tables for row in table.rows]
        return PaperReading(
            name="paper.pdf",
            sha256="0" * 64,
            pages=2,
            metadata=Metadata(),
            sections=(Section(number="4", title=heading, level=1, region=region),),
            passages=tuple(Passage(kind="body", text=text, regions=(region,), section=0) for text in texts),
            tables=tables,
            figures=(),
            references=(),
            page_texts=("\n".join(texts), "\n".join((*lines, *(table.caption for table in tables)))),
        )

    return build


@pytest.fixture
def table_of() -> Callable[..., TableReading]:
    def build(caption: str, *rows: tuple[str, ...], header_rows: int = 1) -> TableReading:
        region = Region(page=2, box=(72.0, 100.0, 540.0, 300.0))
        return TableReading(
            label="6",
            caption=caption,
            caption_region=region,
            region=region,
            rows=rows,
            header_rows=header_rows,
            extraction="exact_from_text",
        )

    return build
