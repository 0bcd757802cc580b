from collections.abc import Sequence
from pathlib import Path

from ara.compiler.paper.clippings import Clipping, Readings
from ara.compiler.paper.drawing import draw
from ara.compiler.paper.model import Region, TableReading
from ara.compiler.paper.parser import ParsingFailed


class _FakeParser:
    """Draws everything but the table labelled `bad`; any request that holds it fails as a whole."""

    def __init__(self) -> None:
        self.requests = 0

    def pictures(self, clippings: Sequence[Clipping], folder: Path) -> tuple[bool, ...]:
        self.requests += 1
        if any(clipping.name == "tablebad.png" for clipping in clippings):
            raise ParsingFailed("The parsing process ended with code -9.")
        return tuple(True for _ in clippings)


def _table(label: str) -> TableReading:
    place = Region(page=3, box=(0, 0, 10, 10))
    return TableReading(
        label=label,
        caption=f"Table {label}",
        caption_region=place,
        region=place,
        rows=(("1",),),
        header_rows=0,
        extraction="low_confidence",
    )


def test_one_table_that_kills_the_process_costs_only_its_own_picture(tmp_path: Path) -> None:
    tables = tuple(_table(label) for label in ("1", "bad", "2"))

    readings, gaps = draw(_FakeParser(), Readings(tables=tables), tmp_path)  # type: ignore[arg-type]

    assert [table.image for table in readings.tables] == ["table1.png", None, "table2.png"]
    assert [(gap.what, gap.where) for gap in gaps] == [("table bad: picture", "page 3")]
    assert "code -9" in gaps[0].why


def test_finding_the_one_that_fails_takes_few_requests(tmp_path: Path) -> None:
    parser = _FakeParser()
    tables = tuple(_table(str(number)) for number in range(63))

    draw(parser, Readings(tables=(*tables, _table("bad"))), tmp_path)  # type: ignore[arg-type]

    assert parser.requests == 13


def test_nothing_to_draw_leaves_no_gaps(tmp_path: Path) -> None:
    assert draw(_FakeParser(), Readings(), tmp_path) == (Readings(), ())  # type: ignore[arg-type]
