from ara.compiler.paper.clippings import Readings, clippings_of
from ara.compiler.paper.model import EquationReading, FigureReading, Region, TableReading


def _region(page: int = 1) -> Region:
    return Region(page=page, box=(50, 40, 150, 100))


def _table(label: str, *further: int) -> TableReading:
    return TableReading(
        label=label,
        caption=f"Table {label}: Numbers.",
        caption_region=_region(),
        region=_region(),
        rows=(("a",), ("1",)),
        header_rows=1,
        extraction="exact_from_text",
        further_regions=tuple(map(_region, further)),
    )


def _figure(label: str, *pages: int) -> FigureReading:
    regions = tuple(map(_region, pages))
    return FigureReading(
        label=label, caption=f"Figure {label}: A box.", caption_region=regions[-1], regions=regions, kind="vector"
    )


def _equation(number: str | None, page: int) -> EquationReading:
    return EquationReading(number=number, passages=(0,), region=_region(page))


def _names(readings: Readings) -> list[str]:
    return [clipping.name for parts in clippings_of(readings).values() for clipping in parts]


def test_a_figure_over_pages_is_numbered_with_its_caption_first() -> None:
    (parts,) = clippings_of(Readings(figures=(_figure("2", 1, 2),))).values()

    assert [(part.name, part.region.page) for part in parts] == [("figure2.png", 2), ("figure2_2.png", 1)]


def test_a_table_over_pages_has_a_picture_of_each_part() -> None:
    assert _names(Readings(tables=(_table("4", 2, 3),))) == ["table4.png", "table4_2.png", "table4_3.png"]


def test_labels_that_are_no_file_names_become_some() -> None:
    readings = Readings(tables=(_table("A.2"), _table("../../x"), _table("A 2")))

    assert _names(readings) == ["tableA-2.png", "tablex.png", "tableA-2-2.png"]


def test_equations_without_a_number_are_named_by_their_page() -> None:
    readings = Readings(equations=(_equation("1", 1), _equation(None, 2), _equation(None, 2), _equation("A.3", 3)))

    assert _names(readings) == ["eq1.png", "eqp2-1.png", "eqp2-2.png", "eqA-3.png"]
