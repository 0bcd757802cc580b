from __future__ import annotations

from collections.abc import Callable

import pytest

from ara.compiler.paper.model import Metadata, PaperReading, Passage, Region, Section, TableReading

PaperOf = Callable[..., PaperReading]


def _passage(kind: str, text: str, page: int, section: int | None, lead: str | None = None) -> Passage:
    region = Region(page=page, box=(72.0, 72.0, 540.0, 90.0))
    return Passage(kind=kind, text=text, regions=(region,), section=section, bold_lead=lead)


@pytest.fixture
def paper_of() -> PaperOf:
    """A paper from (heading, number, texts) triples on page 1 and tables on page 2; its page texts hold all of it."""

    def build(
        *parts: tuple[str, str | None, list[str]],
        abstract: str = "",
        tables: tuple[TableReading, ...] = (),
        title: str = "Block Sorting at Scale",
        leads: dict[str, str] | None = None,
    ) -> PaperReading:
        region = Region(page=1, box=(72.0, 40.0, 540.0, 60.0))
        sections = tuple(
            Section(number=number, title=heading, level=1 + (number or "").count("."), region=region)
            for heading, number, _ in parts
        )
        passages = [_passage("abstract", abstract, 1, None)] if abstract else []
        for index, (_, _, texts) in enumerate(parts):
            for text in texts:
                kind = "caption" if text.startswith(("Table ", "Figure ")) else "body"
                passages.append(_passage(kind, text, 1, index, (leads or {}).get(text)))
        first_page = "\n".join(passage.text for passage in passages)
        second_page = "\n".join(
            "\n".join([table.caption, *(" ".join(dict.fromkeys(cell for cell in row if cell)) for row in table.rows)])
            for table in tables
        )
        return PaperReading(
            name="paper.pdf",
            sha256="0" * 64,
            pages=2,
            metadata=Metadata(title=_passage("body", title, 1, None)),
            sections=sections,
            passages=tuple(passages),
            tables=tables,
            figures=(),
            references=(),
            page_texts=(first_page, second_page),
        )

    return build


@pytest.fixture
def results_table() -> TableReading:
    region = Region(page=2, box=(72.0, 100.0, 540.0, 300.0))
    return TableReading(
        label="2",
        caption="Table 2: Accuracy and throughput of all sorters on the WordSort benchmark.",
        caption_region=region,
        region=region,
        rows=(
            ("Method", "Accuracy", "Throughput"),
            ("Dense baseline", "71.3", "1412"),
            ("RandomPick", "55.0", "4120"),
            ("BlockSort (ours)", "71.1", "3877"),
        ),
        header_rows=1,
        extraction="exact_from_text",
        marks=((3, 2, "bold"),),
    )
