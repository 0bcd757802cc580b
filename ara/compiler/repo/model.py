"""What was read from a repository: typed, immutable, each piece with its path, lines and verbatim words.

This is the only thing that the rest of the compiler knows of a repository. Text is decoded as UTF-8 (or as its byte
order mark says) with line ends read as `\n`; lines count from 1 and are separated by `\n` alone.
"""

from __future__ import annotations

from typing import Literal

from ara.schema.frozen import Frozen

SettingKind = Literal["yaml", "json", "toml", "argparse", "click", "typer", "dataclass", "constant"]
CommandKind = Literal["run", "setup", "entry_point"]
TrailKind = Literal["dead_end", "decision", "pivot", "open_branch", "milestone"]
CommandSource = Literal[
    "readme", "markdown", "shell", "slurm", "makefile", "console_script", "workflow", "notebook", "docker"
]
DependencyKind = Literal["runtime", "optional", "build", "python", "image", "install_command", "system"]


class Excerpt(Frozen):
    """Words that stand in a file of the repository at its commit."""

    path: str
    """Path of the file inside the repository, with `/` between folders."""
    line: int
    """First line, counted from 1."""
    end_line: int | None = None
    """Last line; None when it is the first one."""
    quote: str
    """The words, literally as they stand in those lines; a part of the line when the line is very long."""


class Gap(Frozen):
    """Something that was looked for and not found, or found and not read."""

    what: str
    """What is missing, e.g. `file contents`."""
    path: str | None = None
    """Where it was looked for, when that is a file; bytes that are not plain text are escaped."""
    line: int | None = None
    """Line in that file, counted from 1."""
    why: str
    """Why it is missing, in a sentence."""


class Symbol(Frozen):
    """A function, class or macro defined at the top level of a source file."""

    name: str
    """Its name."""
    kind: Literal["function", "class"]
    """What it is; structs, traits, interfaces and the like are classes."""
    signature: str
    """Its head in one line, without the body."""
    summary: str | None = None
    """First line of its docstring; None when it has none."""
    at: Excerpt
    """Where it is defined."""


class CodeFile(Frozen):
    """A source file: one line of the code index."""

    path: str
    """Path inside the repository."""
    language: str
    """Language by file name, e.g. `Python`."""
    lines: int
    """Number of lines."""
    description: str | None = None
    """First line of its docstring or of its opening comment, licence notices left out."""
    description_at: Excerpt | None = None
    """Where the description stands."""
    symbols: tuple[Symbol, ...] = ()
    """What it defines at the top level, in order."""
    runnable: bool = False
    """True when it starts work by itself: a Python main guard, a `#!` line."""
    at: Excerpt | None = None
    """Its first line that is not blank; None when the file is empty."""


class Setting(Frozen):
    """A named value that the code reads: a key of a config file, a command-line default, a dataclass field."""

    name: str
    """The key: dotted in config files, the long flag or field name in Python."""
    value: str | None
    """The value as written, without quotes; None when there is no default."""
    kind: SettingKind
    """Where such a setting comes from."""
    owner: str | None = None
    """The class or function that holds it, in Python."""
    help: str | None = None
    """Its help text or comment."""
    at: Excerpt
    """Where it is written."""


class Dependency(Frozen):
    """Something that the code needs, as one line of the repository declares it."""

    name: str
    """Package or image name; `python` for the interpreter."""
    constraint: str
    """Version constraint as written, e.g. `==2.1.0` or `>=0.4,<1`; empty when there is none."""
    kind: DependencyKind
    """What it is needed for, or `install_command` when a command installs it."""
    group: str | None = None
    """Extra, dependency group or channel it belongs to."""
    pinned: bool = False
    """True when exactly one version satisfies it."""
    at: Excerpt
    """The line that says so."""


class MetricLine(Frozen):
    """A line of a script that prints, logs or writes a measured number."""

    metric: str
    """What it calls the number."""
    way: Literal["stdout", "log", "file", "json", "csv", "tracker"]
    """Where the number goes; `tracker` is an experiment tracker."""
    pattern: str | None = None
    """Text around the number, which stands as `{value}`."""
    json_path: str | None = None
    """Keys to it in the JSON that is written, joined by dots."""
    column: str | None = None
    """Column of the table that is written."""
    written_to: str | None = None
    """File that is written; None when the script does not name it literally."""
    unit: str | None = None
    """Unit, as printed."""
    repeated: bool = False
    """True when the line stands in a loop, so that it may come more than once."""
    scripts: tuple[str, ...] = ()
    """The started scripts that use the function it stands in; empty when it stands in a started script itself."""
    at: Excerpt
    """The line."""


class Command(Frozen):
    """One command that the repository tells its readers to run, or runs in its scripts."""

    argv: tuple[str, ...]
    """Program and arguments, quotes removed, variables and placeholders as written."""
    env: tuple[tuple[str, str], ...] = ()
    """Variables set in front of it."""
    workdir: str | None = "."
    """Folder inside the repository it is run in; None when that lies outside or is not known."""
    kind: CommandKind
    """`run` starts the project's work, `setup` prepares for it, `entry_point` is a console script."""
    source: CommandSource
    """Kind of file that holds it."""
    context: str | None = None
    """Heading above it, or the Makefile target it belongs to."""
    target: str | None = None
    """The script or module it starts, as written; None when it starts an installed program."""
    target_path: str | None = None
    """The file of this repository that `target` names."""
    target_exists: bool | None = None
    """Whether that file exists at this commit; None when the command does not say which (a variable, a placeholder)."""
    faults: tuple[str, ...] = ()
    """What of it the repository itself shows to be wrong, each in a clause, e.g. an option that no script defines."""
    piped: bool = False
    """True when its output goes into another command or a file, which argv leaves out."""
    resources: tuple[str, ...] = ()
    """Resource requests of its batch script, e.g. `--gres=gpu:8`."""
    at: Excerpt
    """The lines it stands on."""

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words behind the script that it starts."""
        if self.target is None or self.target not in self.argv:
            return ()
        return self.argv[self.argv.index(self.target) + 1 :]


class Commit(Frozen):
    """One commit."""

    hash: str
    """Full hash."""
    parents: tuple[str, ...]
    """Full hashes of its parents."""
    tree: str = ""
    """Hash of the files it holds."""
    date: str
    """Author date, ISO 8601 with its offset."""
    committed: str = ""
    """When it was committed, UTC, so that dates can be compared as text."""
    subject: str
    """First line of its message; control characters are replaced."""
    body: str
    """The rest of its message; cut when very long."""
    reverts: tuple[str, ...] = ()
    """Full hashes of the commits that its message says it reverts, as far as they were read."""


class Ref(Frozen):
    """A branch or tag."""

    name: str
    """Name without `refs/heads/` or `refs/tags/`."""
    commit: str
    """Full hash of the commit it points to."""


class History(Frozen):
    """Commits that lead to the one that was read, newest first."""

    commits: tuple[Commit, ...] = ()
    """Newest first, bounded."""
    complete: bool = True
    """False when older commits exist that were not read."""
    branches: tuple[Ref, ...] = ()
    """Branches, by name."""
    tags: tuple[Ref, ...] = ()
    """Tags, by name."""


class TrailNode(Frozen):
    """A step of the exploration as far as the history itself says so."""

    kind: TrailKind
    """`dead_end`: reverted, or deleted as failed; `decision`: a branch taken in, something taken up again, deleted or
    tried side by side; `pivot`: a switch from one thing to another; `open_branch`: a branch that ends before the head;
    `milestone`: a run of plain commits, nothing more."""
    title: str
    """Words of a commit message."""
    commits: tuple[str, ...]
    """The commits it stands for, newest first; the first one holds `quote`."""
    quote: str
    """Words of the commit message that make it this kind, verbatim."""
    facts: str | None = None
    """What the files and refs show, in a sentence; None when the message is all there is."""
    explicit: bool
    """True when the message itself says what kind of step this is."""
    date: str
    """Author date of its newest commit."""


class Licence(Frozen):
    """The licence the repository states."""

    spdx: str | None
    """SPDX identifier, when its text is known; None when the text is not one that is recognised."""
    at: Excerpt
    """Where it is stated."""


class Document(Frozen):
    """A text file kept whole."""

    path: str
    """Path inside the repository."""
    text: str
    """Its text."""


class RepoReading(Frozen):
    """Everything that was read from one repository at one commit."""

    name: str
    """The repository's name, as its address or its own files give it; never that of a folder on this machine."""
    url: str | None
    """Public https address, when it is known; never with credentials."""
    commit: str | None
    """Full hash of the commit that was read; None when there is none."""
    branch: str | None
    """Branch that was read; None when a commit or tag was asked for, or the head is detached."""
    date: str | None
    """When it was committed, ISO 8601 with its offset."""
    licence: Licence | None
    """The licence; None when none is stated."""
    readme: Document | None
    """The README at the top."""
    title: str | None
    """First heading of the README, in one line without markup."""
    title_at: Excerpt | None
    """Where that heading stands."""
    reproduce: Document | None
    """`ara-reproduce.yaml` at the top."""
    files: tuple[str, ...]
    """Paths of all regular files, sorted."""
    code: tuple[CodeFile, ...]
    """The code index, by path."""
    metrics: tuple[MetricLine, ...] = ()
    """Lines of the scripts that commands start and that hand out a metric, by path and line."""
    settings: tuple[Setting, ...]
    """Settings, by path and line."""
    dependencies: tuple[Dependency, ...]
    """Dependencies, by path and line."""
    commands: tuple[Command, ...]
    """Commands, by path and line, the README first."""
    history: History
    """Commits, branches and tags."""
    trail: tuple[TrailNode, ...]
    """A first exploration graph, oldest first; empty when the history has a single commit."""
    gaps: tuple[Gap, ...] = ()
    """What could not be read."""


class ExportedFile(Frozen):
    """The bytes of one file of the repository."""

    path: str
    """Path inside the repository; relative, without `..`."""
    data: bytes
    """Its contents."""
    executable: bool
    """Whether the repository marks it as executable."""


class Export(Frozen):
    """A chosen set of files, to be written somewhere else."""

    commit: str
    """The commit they were taken from."""
    files: tuple[ExportedFile, ...]
    """The files, by path."""
    gaps: tuple[Gap, ...] = ()
    """What was asked for and is not among them."""
