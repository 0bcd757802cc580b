"""Formulas between columns are found when they hold, and rounding breaks none."""

import random

from ara.review.rigor.quantities.relations import relations_of
from ara.review.rigor.quantities.swaps import swaps_of
from ara.review.rigor.quantities.table import Table, tables_of
from ara.schema import Package, read_texts

PAPER = "---\ntitle: T\nauthors: [A]\nyear: 2025\n---\n\n# T\n"


def table_of(*rows: str) -> Table:
    grid = "\n".join(f"| {row} |" for row in (rows[0], " | ".join("---" for _ in rows[0].split("|")), *rows[1:]))
    path = "evidence/tables/table1.md"
    text = f"# Table 1: Numbers\n\n- **Source**: Table 1\n- **Caption**: Numbers.\n\n{grid}\n"
    package: Package = read_texts({"PAPER.md": PAPER, path: text})
    (table,) = tables_of(package.evidence[0], text)
    return table


def test_a_product_of_percentages_is_found_with_the_row_that_breaks_it() -> None:
    table = table_of(
        "Pair | PASS | FCV | ASR", "a | 63.2 | 23.6 | 15.0", "b | 76.5 | 50.9 | 38.9", "c | 75.5 | 32.5 | 24.5",
        "d | 77.2 | 67.6 | 25.2", "e | 73.2 | 58.8 | 43.0",
    )  # fmt: skip

    (relation,) = relations_of(table)

    assert relation.target.header == "ASR"
    assert relation.words == "PASS × FCV / 100"
    assert relation.wrong == (3,)


def test_a_speedup_over_a_row_is_found() -> None:
    table = table_of(
        "Search | Seconds | Speedup", "scan | 8.4 | 1.0", "index | 3.5 | 2.4", "blocks | 2.1 | 4.0", "tree | 2.8 | 5.0"
    )

    (relation,) = relations_of(table)

    assert relation.words == "8.4 / Seconds"
    assert relation.wrong == (3,)


def test_numbers_that_have_nothing_to_do_with_one_another_give_no_relation() -> None:
    draw = random.Random(3)
    for _ in range(60):
        rows = [f"r{i} | " + " | ".join(f"{draw.uniform(20, 90):.1f}" for _ in range(5)) for i in range(7)]

        assert relations_of(table_of("Row | A | B | C | D | E", *rows)) == ()


def test_rounding_breaks_no_relation() -> None:
    draw = random.Random(5)
    for _ in range(60):
        rows = []
        for i in range(8):
            a, b = draw.uniform(5, 90), draw.uniform(5, 90)
            rows.append(f"r{i} | {a:.1f} | {b:.1f} | {a + b:.1f} | {a / b:.2f}")
        relations = relations_of(table_of("Row | A | B | Total | Ratio", *rows))

        assert all(relation.wrong == () for relation in relations)
        assert {relation.target.header for relation in relations} == {"Total", "Ratio"}


def test_cells_exchanged_between_rows_are_a_swap() -> None:
    rows = ("r1 | 10.0 | 5.0 | 15.0", "r2 | 20.0 | 7.0 | 33.0", "r3 | 30.0 | 3.0 | 27.0", "r4 | 40.0 | 9.0 | 49.0")
    table = table_of("Row | A | B | Total", *rows)

    (swap,) = swaps_of(table, relations_of(table))

    assert {swap.first[0], swap.second[0]} == {1, 2}
    assert swap.first[1].header == swap.second[1].header == "Total"
