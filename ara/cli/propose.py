"""`ara propose`: the gaps of an Ara as tasks, and optionally a model's answers to them."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("propose")
@click.argument("folder", metavar="DIR", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the tasks as JSON on standard output.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File for the tasks, or with --model for the patch.")
@click.option("--model", metavar="NAME", help="Let a language model answer; needs the extra `llm`, and -o.")
@click.option("--pdf", type=click.Path(path_type=Path), help="The paper, whose pages the model may read.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Most tasks a model is asked.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the task list, and stop.")
def command(
    folder: Path | None,
    as_json: bool,
    out: Path | None,
    model: str | None,
    pdf: Path | None,
    limit: int,
    schema: bool,
) -> int:
    """List the gaps of the Ara in DIR: what is missing, where to look, and which patch answers it.

    Nothing in DIR is changed. With --model, the answers go into the patch file named by -o, for `ara apply` to judge.

    Example: ara propose out/ -o tasks.json
    """
    # imported here so that `ara --help` stays quick
    if schema:
        from ara.compiler.propose.tasks import TaskList

        click.echo(json.dumps(TaskList.model_json_schema(), indent=1))
        return 0
    if folder is None:
        raise click.UsageError("Missing argument 'DIR'.", ctx=click.get_current_context())
    if model is not None and out is None:
        raise click.UsageError("--model needs -o FILE for the patch.", ctx=click.get_current_context())

    from ara.compiler.propose.find import find_tasks
    from ara.compiler.propose.tasks import TaskList
    from ara.schema import read_package

    package = read_package(folder)
    tasks = find_tasks(package)
    document = json.dumps(TaskList(tasks=tasks).model_dump(mode="json", exclude_defaults=False), ensure_ascii=False)
    if as_json:
        click.echo(document)
    if model is not None and out is not None:
        from ara.compiler.propose.model import answer_tasks, open_model, patch_text

        ask = open_model(model)
        answers = answer_tasks(package, tasks[:limit], ask, model, pdf)
        out.write_text(patch_text(answers), encoding="utf-8")
        click.echo(f"{out}: {len(answers)} proposals for {min(limit, len(tasks))} tasks.", err=as_json)
        return 0
    if out is not None:
        out.write_text(document + "\n", encoding="utf-8")
    if not as_json:
        for task in tasks:
            click.echo(_printable(f"{task.location}: {task.id} {task.asks}{_looks(len(task.looks))}"))
    click.echo(f"{folder}: {len(tasks)} gaps.", err=True)
    return 0


def _looks(count: int) -> str:
    return f" [{count} {'place' if count == 1 else 'places'} to look]" if count else ""


def _printable(text: str) -> str:
    """Words of an Ara on one line, without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)
