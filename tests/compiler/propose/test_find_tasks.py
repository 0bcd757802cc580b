"""The gaps of an Ara as tasks."""

from __future__ import annotations

from ara.compiler.propose.find import asked_field, find_tasks
from ara.compiler.propose.placeholders import is_gap
from ara.compiler.propose.tasks import Task, TaskList
from ara.schema import Package, read_texts


def asked(package: Package) -> dict[tuple[str, str], Task]:
    """The tasks by target and field, or by target and kind."""
    tasks = find_tasks(package)
    return {(task.target, (task.forms[0].field if task.forms else None) or task.kind): task for task in tasks}


def test_every_kind_of_gap_is_asked_for(package: Package) -> None:
    assert set(asked(package)) == {
        ("PAPER.md", "venue"),
        ("C01", "conditions"),
        ("C02", "falsification"),
        ("C02", "proof"),
        ("C02", "missing-field"),
        ("E01", "metrics"),
        ("N02", "lesson"),
        ("src/configs/paper.md#epochs", "context"),
        ("src/environment.md#hardware", "text"),
        ("evidence/tables/table1.md", "table-readings-differ"),
        ("evidence/figures/figure1.md", "figure-without-data"),
        ("evidence/README.md", "coverage-gap"),
    } - {("PAPER.md", "coverage-gap")}


def test_a_task_names_its_line_its_words_and_where_to_look(package: Package) -> None:
    task = asked(package)["C01", "conditions"]

    assert (task.kind, task.now) == ("placeholder", "not stated")
    assert str(task.location) == "logic/claims.md:5"
    assert (task.looks[0].source, task.looks[0].page, task.looks[0].box) == ("paper.pdf", 1, (1, 2, 3, 4))


def test_both_readings_of_a_differing_cell_are_shown(package: Package) -> None:
    cells = asked(package)["evidence/tables/table1.md", "table-readings-differ"].disagreements

    assert [(cell.row, cell.column, cell.first, cell.second) for cell in cells] == [(2, 2, "935", "93.5")]


def test_a_gap_that_no_patch_can_close_offers_no_form(package: Package) -> None:
    gaps = [task for task in find_tasks(package) if task.kind == "coverage-gap"]

    assert {("repository" in task.asks, bool(task.forms)) for task in gaps} == {(True, False), (False, True)}


def test_identifiers_stay_when_everything_else_moves(package: Package, texts: dict[str, str]) -> None:
    moved = texts | {"logic/claims.md": texts["logic/claims.md"].replace("# Claims\n", "# Claims\n\nA preface.\n\n")}
    before, after = find_tasks(package), find_tasks(read_texts(moved))

    assert {task.id for task in before} == {task.id for task in after}
    assert [task.location for task in before] != [task.location for task in after]
    assert len({task.id for task in before}) == len(before)


def test_a_task_is_found_again_by_its_identifier_when_it_is_done(package: Package, texts: dict[str, str]) -> None:
    task = asked(package)["C01", "conditions"]
    filled = texts | {"logic/claims.md": texts["logic/claims.md"].replace("not stated", "On shelves.")}

    assert asked_field(read_texts(filled), task.id) == ("C01", "conditions")
    assert ("C01", "conditions") not in asked(read_texts(filled))


def test_an_identifier_that_stands_twice_gets_no_task(texts: dict[str, str]) -> None:
    doubled = texts | {"logic/claims.md": texts["logic/claims.md"].replace("## C02", "## C01")}

    assert not [task for task in find_tasks(read_texts(doubled)) if task.target == "C01"]


def test_the_second_entity_of_a_name_has_an_address_of_its_own(texts: dict[str, str]) -> None:
    bare = texts | {"src/configs/paper.md": texts["src/configs/paper.md"].replace("- **Context**: pilot\n", "")}

    targets = [task.target for task in find_tasks(read_texts(bare)) if task.target.startswith("src/configs")]

    assert targets == ["src/configs/paper.md#epochs", "src/configs/paper.md#epochs~2"]


def test_words_that_only_begin_like_a_placeholder_are_no_gap() -> None:
    assert (
        is_gap("Not stated in the source.")
        and is_gap("not specified in the paper")
        and is_gap(("[pending: a rerun]",))
        and is_gap(())
    )
    assert not is_gap("Not stated for models below 7B; holds above.") and not is_gap("none") and not is_gap("unknowns")


def test_of_a_candidate_only_its_claims_are_asked(texts: dict[str, str]) -> None:
    candidate = "\n## E02: python run.py\n- **Verifies**: []\n- **Run**: run.py\n- **Status**: candidate\n"
    grown = texts | {"logic/experiments.md": texts["logic/experiments.md"] + candidate}

    assert [task.forms[0].field for task in find_tasks(read_texts(grown)) if task.target == "E02"] == ["verifies"]


def test_a_gap_of_the_repository_names_its_file(texts: dict[str, str]) -> None:
    report = texts["evidence/README.md"] + "- command target (docs/run.md:12): It starts nothing.\n"
    looks = [task.looks for task in find_tasks(read_texts(texts | {"evidence/README.md": report}))]

    assert ("docs/run.md", 12) in [(look.path, look.line) for found in looks for look in found]


def test_the_list_reads_back_as_json_of_its_schema(package: Package) -> None:
    tasks = TaskList(tasks=find_tasks(package))

    assert TaskList.model_validate_json(tasks.model_dump_json()) == tasks
    assert "asks" in str(TaskList.model_json_schema())
