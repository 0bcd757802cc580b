from pathlib import Path
from typing import Any

from ara.compiler.paper.drawing import draw
from ara.compiler.paper.model import Region, TableReading
from ara.compiler.paper.parser import ParsingFailed


class _FakeParser:
    """Draws everything but tables labelled `bad`; any request that holds one fails as a whole."""

    def pictures(self, tables: Any, figures: Any, folder: Path) -> Any:
        if any(table.label == "bad" for table in tables):
            raise ParsingFailed("The parsing process ended with code -9.")
        return tuple(table.model_copy(update={"image": f"table{table.label}.png"}) for table in tables), ()


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
    tables, _, gaps = draw(_FakeParser(), [_table("1"), _table("bad"), _table("2")], [], tmp_path)  # type: ignore[arg-type]

    assert [table.image for table in tables] == ["table1.png", None, "table2.png"]
    assert [(gap.what, gap.where) for gap in gaps] == [("table bad: picture", "page 3")]
    assert "code -9" in gaps[0].why


def test_nothing_to_draw_leaves_no_gaps(tmp_path: Path) -> None:
    assert draw(_FakeParser(), [], [], tmp_path) == ((), (), ())  # type: ignore[arg-type]
