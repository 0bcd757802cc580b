"""What `--fix` writes for rules whose mend is a line of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ara.review import find_rule, fix_package
from ara.review.structure.insertions import after_line, before_line, line_at, within_line
from ara.schema import read_package
from ara.schema.edits import apply_edits

Compose = Callable[[str], Path]


def mended(folder: Path, code: str, path: str) -> str:
    return fix_package(read_package(folder), folder, [find_rule(code)]).package.texts[path]


def test_a_misspelt_field_gets_its_name_and_keeps_its_words(compose: Compose) -> None:
    assert "- **Interpretation**: The cache is cheap." in mended(compose("S304/bad"), "S304", "logic/claims.md")


@pytest.mark.parametrize("form", ["- **Source**: ", "**Source**: ", "* **Source:** "])
def test_a_picture_of_the_same_name_is_named_in_the_form_of_the_file(form: str, compose: Compose) -> None:
    folder = compose("S505/bad")
    path = folder / "evidence/tables/table1.md"
    text = path.read_text(encoding="utf-8").replace("- **Source**: ", form)
    path.write_text(text, encoding="utf-8")

    lines = mended(folder, "S505", "evidence/tables/table1.md").splitlines()

    bullet = form.partition("**")[0]
    assert lines[lines.index(f"{form}Table 1, p. 3") - 1] == f"{bullet}**Screenshot**: table1.png"


def test_without_a_picture_of_the_same_name_nothing_is_written(compose: Compose) -> None:
    folder = compose("S505/bad")
    (folder / "evidence/tables/table1.png").unlink()

    assert fix_package(read_package(folder), folder, [find_rule("S505")]).mended == 0


def test_an_evidence_file_gets_a_row_behind_the_last_one(compose: Compose) -> None:
    text = mended(compose("S501/bad"), "S501", "evidence/README.md")

    assert text.splitlines()[-1] == "| [figures/figure1.md](figures/figure1.md) | Figure 1 |  | Growth |"


def test_an_index_of_other_columns_is_left_to_a_person(compose: Compose) -> None:
    folder = compose("S501/bad")
    readme = "# Evidence Index\n\n| File | Claims |\n| --- | --- |\n| [tables/table1.md](tables/table1.md) | C01 |\n"
    (folder / "evidence/README.md").write_text(readme, encoding="utf-8")

    assert fix_package(read_package(folder), folder, [find_rule("S501")]).mended == 0


def test_a_file_that_the_layer_index_leaves_out_gets_a_row(compose: Compose) -> None:
    folder = compose("base")
    (folder / "logic/solution/limits.md").write_text("# Limits\n\nOne core.\n", encoding="utf-8")

    lines = mended(folder, "S113", "PAPER.md").splitlines()

    assert lines[lines.index("| [problem.md](logic/problem.md) | Where the work starts |") + 1] == (
        "| [limits.md](logic/solution/limits.md) |  |"
    )


def test_a_layer_index_that_is_missing_is_put_at_the_end(compose: Compose) -> None:
    text = mended(compose("S113/bad"), "S113", "PAPER.md")

    assert "\n## Layer Index\n\n| File | What it holds |\n| --- | --- |\n| [claims.md](logic/claims.md) |  |\n" in text


def test_lines_are_inserted_with_the_ends_of_the_text() -> None:
    text = "one\r\ntwo\r\nthree"

    assert apply_edits(text, [before_line(text, 2, "new")]) == "one\r\nnew\r\ntwo\r\nthree"
    assert apply_edits(text, [after_line(text, 1, "new")]) == "one\r\nnew\r\ntwo\r\nthree"
    assert apply_edits(text, [after_line(text, 3, "new")]) == "one\r\ntwo\r\nthree\r\nnew\r\n"
    assert apply_edits("", [after_line("", 1, "new")]) == "new\n"
    assert [line_at("a\nb", number) for number in (1, 2, 3)] == ["a", "b", ""]


def test_words_are_replaced_only_where_they_stand_once() -> None:
    edit = within_line("a\nb c b d", 2, "c", "x")

    assert edit is not None and apply_edits("a\nb c b d", [edit]) == "a\nb x b d"
    assert within_line("a\nb c b d", 2, "b", "x") is None
    assert within_line("a\nb", 1, "b", "x") is None
