"""The command `ara`: one lazily loaded module per verb, and the one place where errors become a line."""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any

import click

# verb -> module in ara.cli and its one-line help; modules are imported only when their verb runs,
# so that `ara --help` stays quick however much a verb needs
VERBS = {
    "apply": ("apply", "Apply grounded proposals to an Ara."),
    "check": ("check", "Check an Ara's structure; lints, never runs anything."),
    "collect": ("collect", "File the records of experiments that were run elsewhere."),
    "compile": ("compile", "Turn a paper and a repository into an Ara."),
    "doctor": ("doctor", "Say what works on this machine, with a mend per line."),
    "init": ("init", "Start an empty, valid Ara."),
    "judge": ("judge", "Judge the checks of an Ara by its records; runs nothing."),
    "ledger": ("ledger", "Follow every number of an Ara to who holds it."),
    "propose": ("propose", "List the gaps of an Ara as tasks."),
    "reproduce": ("reproduce", "Run what an Ara says, isolated, and judge every claim."),
    "review": ("review", "Review an Ara: structure, rigor with scores, and where each claim stands."),
    "schema": ("schema", "Print the JSON Schema of a file of the format."),
}


class Verbs(click.Group):
    """A group that knows its verbs without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in alphabetical order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of a verb."""
        if name not in VERBS:
            return None
        return import_module(f"ara.cli.{VERBS[name][0]}").command  # type: ignore[no-any-return]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table instead of importing each for its help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, VERBS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ara-toolkit", prog_name="ara")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Compile, check, record and re-execute Agent-Native Research Artifacts.

    Example: ara compile paper.pdf --repo code/ -o out && ara check out
    """


def main(args: list[str] | None = None) -> None:
    """Run the command and exit: 0 clean, 1 findings, 2 bad input or an internal failure."""
    # pydantic looks for plugins in the metadata of every installed package; ara uses none
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    arguments = sys.argv[1:] if args is None else args
    try:
        code = cli.main(arguments, standalone_mode=False)
    except click.exceptions.Abort:
        _fail(arguments, {"message": "interrupted.", "file": None, "line": None, "mend": None}, "ara: interrupted.")
    except click.ClickException as error:
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(error.ctx.get_usage(), err=True)
        message = error.format_message()
        _fail(arguments, {"message": message, "file": None, "line": None, "mend": "See --help."}, f"ara: {message}")
    except Exception as error:
        _fail(arguments, _diagnostic(error), f"ara: {_one_line(error)}")
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _diagnostic(error: Exception) -> dict[str, Any]:
    from ara.schema.errors import AraError

    if isinstance(error, AraError):
        return {"message": error.message, "file": error.file, "line": error.line, "mend": error.mend}
    mend = "Run again with `ara --debug` and report it."
    return {"message": _one_line(error), "file": None, "line": None, "mend": mend}


def _one_line(error: Exception) -> str:
    from ara.schema.errors import AraError

    text = " ".join(str(error).split())
    if isinstance(error, AraError):
        return text
    return f"internal failure, {type(error).__name__}: {text} Run again with `ara --debug` and report it."


def _fail(arguments: list[str], diagnostic: dict[str, Any], line: str) -> None:
    """Print one line on stderr, and with `--json` the document too; exit with 2."""
    if "--debug" in arguments:
        traceback.print_exc()
    if "--json" in arguments:
        entry = {"rule": "error", "severity": "error", "fixable": False, **diagnostic}
        summary = {"errors": 1, "warnings": 0, "notices": 0, "fixable": 0}
        click.echo(json.dumps({"diagnostics": [entry], "summary": summary}, ensure_ascii=False))
    click.echo(_printable(line), err=True)
    sys.exit(2)


def _printable(text: str) -> str:
    """Text from an artifact may hold escape sequences; a terminal must not obey them."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
