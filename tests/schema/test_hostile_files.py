"""Whatever lies in an Ara, reading it ends soon, in little memory, with a model or with one line that helps."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SECONDS = 5
MEGABYTES = 500

PAPER = "PAPER.md"
CLAIMS = "logic/claims.md"
PROBLEM = "logic/problem.md"
TRACE = "trace/exploration_tree.yaml"
RUN = "evidence/runs/E01-smoke-main-00000000/repeat-0.json"

Content = str | bytes | Callable[[Path], None]


def sparse(path: Path) -> None:
    with path.open("wb") as handle:
        handle.truncate(200 * 2**20)


def folder(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def alias_bomb(levels: int) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return "\n".join(lines)


UNREADABLE: dict[str, tuple[str, Content, int | None, str]] = {
    "an alias bomb": (TRACE, alias_bomb(9), 5, "holds more than 100,000 values. Split the file."),
    "many aliases": (TRACE, "a: &a x\nb: [" + "*a, " * 101 + "]", 2, "uses more than 100 aliases."),
    "an alias of itself": (TRACE, "tree: &a [*a]", 1, "alias *a points to no finished value."),
    "10,000 lists in one another, block style": (TRACE, "- " * 10_000 + "x", 1, "nested deeper than 200 levels."),
    "10,000 lists in one another, flow style": (
        TRACE,
        "[" * 10_000 + "]" * 10_000,
        1,
        "nested deeper than 200 levels.",
    ),
    "5,000 mappings in one another, block style": (
        TRACE,
        "".join(" " * i + "a:\n" for i in range(5_000)),
        201,
        "nested deeper than 200 levels.",
    ),
    "10,000 mappings in one another, flow style": (TRACE, "{a: " * 10_000, 1, "nested deeper than 200 levels."),
    "100,000 brackets that never close": (TRACE, "[" * 100_000, 1, "nested deeper than 200 levels."),
    "100,000 complex keys": (TRACE, "? " * 100_000, 1, "nested deeper than 200 levels."),
    "a key that stands twice": (TRACE, "tree: []\ntree: []\n", 2, "key 'tree' stands twice. Keep one of the two."),
    "a key that stands twice further down": (TRACE, "tree:\n  - id: N01\n    id: N02\n", 3, "key 'id' stands twice."),
    "a key that is a list": (TRACE, "tree: []\n[a, b]: c\n", 2, "a key is a list or a mapping."),
    "two YAML documents": (TRACE, "tree: []\n---\ntree: []\n", 2, "holds more than one YAML document."),
    "YAML with an open quote": (TRACE, 'tree:\n  - id: "N01\n', 3, "not YAML: while scanning a quoted scalar"),
    "YAML with a tab as indentation": (TRACE, "tree:\n\t- id: N01\n", 2, "not YAML: "),
    "YAML with a bell character": (TRACE, "tree:\n  - id: \a\n", None, "not YAML: "),
    "a million YAML directives": (TRACE, "%TAG !a! x\n" * 1_000_000, 1, "holds more than 100 lines that begin with %."),
    "broken front matter": (PAPER, "---\ntitle: x\nauthors: [a\n---\n", 4, "not YAML: "),
    "front matter with a key twice": (PAPER, "---\ntitle: x\ntitle: y\n---\n", 3, "key 'title' stands twice."),
    "front matter nested too deeply": (PAPER, "---\ntitle: x\nyear: " + "[" * 300 + "\n---\n", 3, "nested deeper"),
    "a sparse Markdown file of 200 MB": (CLAIMS, sparse, None, "has 200 MiB; texts of more than 16 MiB are not read."),
    "a sparse YAML file of 200 MB": (TRACE, sparse, None, "has 200 MiB; "),
    "Markdown of 5 MiB": (CLAIMS, "words " * 900_000, None, "has 5 MiB; Markdown of more than 4 MiB is not read."),
    "NUL bytes": (CLAIMS, b"# Claims\n\n\0\0", 3, "holds NUL bytes, so it is no text."),
    "a picture": (CLAIMS, b"\x89PNG\r\n\x1a\n\0\0", 1, "is not UTF-8 text. Save it as UTF-8."),
    "UTF-16": (CLAIMS, "# Claims\n".encode("utf-16"), 1, "is not UTF-8 text."),
    "Latin-1": (CLAIMS, "# Claims\n\n## C01: caf\xe9\n".encode("latin-1"), 3, "is not UTF-8 text."),
    "a lone surrogate": (CLAIMS, b"a\n\xed\xa0\x80", 2, "is not UTF-8 text."),
    "a folder in place of the manifest": (PAPER, folder, None, "is a folder where a file belongs."),
    "a folder in place of the trace": (TRACE, folder, None, "is a folder where a file belongs."),
    "a folder in place of a table": ("evidence/tables/table1.md", folder, None, "is a folder where a file belongs."),
    "a link that leaves the Ara": (CLAIMS, link_to("/etc/hostname"), None, "is a link that leaves the Ara."),
    "a relative link that leaves the Ara": (CLAIMS, link_to("../../x.md"), None, "is a link that leaves the Ara."),
    "a linked folder outside": ("evidence/tables", link_to("/etc"), None, "is a link that leaves the Ara."),
    "a link that leaves, of no kind we read": (
        "notes.txt",
        link_to("/etc/passwd"),
        None,
        "is a link that leaves the Ara.",
    ),
    "a link to itself": (CLAIMS, link_to("claims.md"), None, "is a link to itself. Remove it."),
    "a link to nothing": (CLAIMS, link_to("missing.md"), None, "cannot be opened: no such file or directory."),
    "a path that leaves the Ara": (
        PAPER,
        "# x\n\n## Layer Index\n\n| File |\n| --- |\n| [x](logic/../../../etc/passwd) |\n",
        7,
        "path 'logic/../../../etc/passwd' leaves the Ara.",
    ),
    "a named pipe": (CLAIMS, pipe, None, "is neither a file nor a folder. Remove it."),
    "4 million empty lines": (CLAIMS, "\n" * 4_000_000, None, "has more than 50,000 lines."),
    "a million lines of text": (CLAIMS, "a\n" * 1_000_000, None, "has more than 50,000 lines."),
    "a table with 100,000 columns": (
        CLAIMS,
        ("|a" * 100_000 + "|\n") * 2,
        None,
        "has more than 200,000 vertical bars.",
    ),
    "a torn journal": ("trace/events/main.jsonl", '{"id": "x"', 1, "the line: invalid json"),
    "a journal nested too deeply": ("trace/events/main.jsonl", '\n{"payload": ' * 1, 2, "the line: invalid json"),
    "a journal of brackets": ("trace/events/main.jsonl", "[" * 1_000_000, 1, "the line: invalid json"),
    "a source that is no span": ("evidence/sources.jsonl", '\n{"id": 1}\n', 2, "id: input should be a valid string."),
}

READABLE: dict[str, tuple[str, Content]] = {
    "an empty file": (CLAIMS, ""),
    "an empty trace": (TRACE, ""),
    "an empty manifest": (PAPER, ""),
    "comments alone": (TRACE, "# nothing yet\n" * 100_000),
    "200 levels": (TRACE, "tree: " + "[" * 199 + "]" * 199),
    "100 nested nodes": (TRACE, "tree: " + "[{children: " * 99 + "[]" + "}]" * 99),
    "99,000 values": (TRACE, "tree: [" + "1," * 99_000 + "]"),
    "90,000 children": (TRACE, "tree: [{id: N01, children: [" + "N02," * 90_000 + "]}]"),
    "a scalar of 4 MiB": (TRACE, "tree: [" + "a" * 2**22 + "]"),
    "40,000 anchors": (TRACE, "tree:\n" + "".join(f"- &a{i} x\n" for i in range(40_000))),
    "10,000 quotation marks": (CLAIMS, ">" * 10_000),
    "10,000 bullets on a line": (CLAIMS, "- " * 10_000),
    "10,000 numbers on a line": (CLAIMS, "1. " * 10_000),
    "quotes and bullets in turn": (CLAIMS, "> - " * 10_000),
    "a list of 1,000 levels": (CLAIMS, "".join("  " * i + "- x\n" for i in range(1_000))),
    "50,000 list items": (CLAIMS, "- a\n" * 49_999),
    "50,000 headings": (CLAIMS, "## C01: x\n" * 49_999),
    "25,000 bold bullets": (PROBLEM, "## Observations\n" + "- **O1 — x.** y\n" * 25_000),
    "25,000 paragraph fields": (CLAIMS, "## C01: x\n" + "**Statement**: x\n\n" * 24_000),
    "25,000 fields in a paragraph": (CLAIMS, "## C01: x\n" + "**Statement**: x\n" * 25_000),
    "a table with 40,000 columns": (CLAIMS, "|a" * 40_000 + "|\n" + "|-" * 40_000 + "|\n" + "|1\n" * 20_000),
    "a table row of brackets": ("evidence/README.md", "|File|Claims|\n|-|-|\n|" + "[" * 1_000_000 + "|C01|\n"),
    "a table row of half links": (PAPER, "|a|\n|-|\n|" + "[](" * 300_000 + "|\n"),
    "a million opening brackets in a list": (CLAIMS, "## C01: x\n- **Proof**: " + "(" * 1_000_000),
    "mixed brackets in a list": (CLAIMS, "## C01: x\n- **Proof**: " + "([{«,;" * 150_000),
    "mixed quotation marks in a list": (CLAIMS, "## C01: x\n- **Proof**: " + "\"`'," * 200_000),
    "a million stars": (CLAIMS, "- " + "*" * 1_000_000),
    "bold words that never end": (CLAIMS, "- **" + "a:" * 500_000),
    "blanks in a heading": (CLAIMS, "# a" + " " * 1_000_000 + "b\n"),
    "blanks behind an identifier": (CLAIMS, "## C01" + " " * 1_000_000 + "—\n"),
    "hashes in a heading": (CLAIMS, "# a " + "# " * 500_000 + "\n"),
    "blanks before a source": (CLAIMS, "## C01: x\n- **Sources**: a" + " " * 500_000 + "b«" * 1_000),
    "half HTML": (CLAIMS, "<a" + " a=" * 500_000),
    "half comments": (CLAIMS, "<!--" * 500_000),
    "fences": (CLAIMS, "```\n" * 49_999),
    "link definitions": (CLAIMS, "[a]: <b>\n" * 49_999),
    "identifiers everywhere": ("evidence/README.md", "|File|Claims|\n|-|-|\n|a|" + "C01," * 200_000 + "|\n"),
    "a run record of brackets": (RUN, "[" * 1_000_000),
    "a run record in the place of another": (RUN, "{}"),
    "a tree that is no list": (TRACE, "tree: not-a-list\n"),
    "a trace that is a list": (TRACE, "- id: N01\n- N02\n"),
    "a trace that is a word": (TRACE, "nothing\n"),
    "both roots": (TRACE, "root: {id: N01}\ntree: [{id: N02}]\n"),
    "nodes that hold odd values": (TRACE, "tree: [3, null, [x], {id: [1], title: {a: b}, children: {id: 3}}]\n"),
    "an identifier twice": (CLAIMS, "## C01: x\n## C01: y\n"),
    "front matter that is no mapping": (PAPER, "---\n- a\n- b\n---\n# x\n"),
    "front matter that never ends": (PAPER, "---\ntitle: x\n# x\n"),
    "front matter with odd values": (PAPER, "---\ntitle: [a]\nauthors: {a: b}\nyear: {}\nkeywords: 3\n---\n"),
    "sessions that are no session": ("trace/sessions/2026-01-01_001.yaml", "[1, {session: 3}]\n"),
    "staged observations that are none": ("staging/observations.yaml", "observations: {a: [b]}\n"),
    "a link that stays inside": ("logic/concepts.md", link_to("claims.md")),
    "a linked folder that stays inside": ("evidence/figures", link_to("../logic")),
    "a strict file with unknown keys": ("src/reproduce.yaml", "format: ara-reproduce/1\nmood: good\n"),
    "a strict file that is a list": ("ara.yaml", "[1, 2]\n"),
}


def build(root: Path, path: str, content: Content) -> Path:
    """A small Ara with one file in place of, or beside, the usual ones."""
    usual: dict[str, Content] = {
        PAPER: "---\ntitle: x\n---\n# x\n",
        CLAIMS: "# Claims\n\n## C01: x\n- **Statement**: y\n",
        TRACE: "tree:\n  - id: N01\n    type: question\n",
    }
    for name, what in {**usual, path: content}.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if callable(what):
            what(target)
        else:
            target.write_bytes(what.encode() if isinstance(what, str) else what)
    return root


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What reading each case came to, by the name of the case."""
    top = tmp_path_factory.mktemp("hostile")
    cases = {**{name: case[:2] for name, case in UNREADABLE.items()}, **READABLE}
    folders = {name: build(top / str(number), *case) for number, (name, case) in enumerate(cases.items())}
    script = Path(__file__).parent / "measured_reading.py"
    asked = "\n".join(str(folder) for folder in folders.values())
    answer = subprocess.run([sys.executable, str(script)], input=asked, capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    return {name: found[str(folder)] for name, folder in folders.items()}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    file, _, line, message = UNREADABLE[name]
    outcome = outcomes[name]

    assert "text" in outcome, outcome
    assert (outcome["file"], outcome["line"]) == (file, line), outcome
    assert message in f"{outcome['message']} {outcome['mend']}"
    assert outcome["mend"]
    assert "\n" not in outcome["text"]
    assert len(outcome["text"]) < 400
    assert outcome["seconds"] <= SECONDS
    assert outcome["megabytes"] <= MEGABYTES


@pytest.mark.parametrize("name", READABLE)
def test_what_is_odd_but_readable_is_read_and_kept(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    outcome = outcomes[name]

    assert outcome.get("read"), outcome
    assert outcome["kept"]
    assert outcome["seconds"] <= SECONDS
    assert outcome["megabytes"] <= MEGABYTES
