"""What a person may get wrong in `src/reproduce.yaml` is told with file, line and mend."""

from pathlib import Path

import pytest

from ara.schema import Package, read_package

FILE = """\
format: ara-reproduce/1
code: {root: src/execution}
experiments:
  E01:
    command: [python, run.py]
    tiers:
      gpu: {fidelity: scaled, needs: {gpus: 1, time_s: 60}}
checks:
  K01:
    claim: C01
    experiment: E01
    metric: speed
    expect: {at_least: 2.0}
    control: {args: [--off]}
"""


def read(tmp_path: Path, text: str) -> Package:
    for path, content in {"PAPER.md": "# P\n", "src/reproduce.yaml": text}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    return read_package(tmp_path)


def test_the_file_itself_has_no_mistake(tmp_path: Path) -> None:
    package = read(tmp_path, FILE)

    assert package.reproduce is not None and package.notices == ()


MISTAKES = {
    "a bare string as command": ("[python, run.py]", "python run.py", 5, "valid"),
    "no tier": ("    tiers:\n      gpu: {fidelity: scaled, needs: {gpus: 1, time_s: 60}}\n", "", 5, "required"),
    "an unknown key": ("time_s: 60", "time: 60", 7, "not permitted"),
    "an unknown fidelity": ("scaled", "full", 7, "'smoke', 'scaled', 'paper' or 'analytic'"),
    "a tier that is a path": ("      gpu:", "      ../gpu:", 5, "tier '../gpu' is not a plain word"),
    "two forms of a bound": ("{at_least: 2.0}", "{at_least: 2.0, at_most: 3}", 13, "exactly one form"),
    "a million repeats": ("    tiers:", "    repeats: 10000000\n    tiers:", 6, "equal to 1000"),
    "no form of a bound": ("{at_least: 2.0}", "{}", 13, "exactly one form"),
    "bounds the wrong way round": ("{at_least: 2.0}", "{between: [3, 2]}", 13, "the smaller bound first"),
    "a bound in words": ("at_least: 2.0", "at_least: two", 13, "valid number"),
    "a control of nothing": ("{args: [--off]}", "{}", 14, "a control changes"),
    "code outside its root": ("root: src/execution", "root: ../code", 2, "leaves its root"),
    "an absolute glob": ("root: src/execution", "root: src, include: [/etc/passwd]", 2, "leaves its root"),
    "a glob with `..`": ("{args: [--off]}", "{code: [../../x]}", 14, "leaves its root"),
    "a variable of the harness": ("{args: [--off]}", "{env: {ARA_SEED: '1'}}", 14, "no name in ARA_"),
    "a variable in small letters": ("    tiers:", "    env: {path: x}\n    tiers:", 5, "use capitals"),
    "an expression as class of GPU": ("gpus: 1", "gpus: 1, gpu_class: '(a+)+$'", 7, "`gpu_class` is one name"),
    "a class without a GPU": ("gpus: 1", "gpu_class: H100", 7, "add `gpus: 1`"),
    "a requirement with an option": (
        "    tiers:", "    environment: {requirements: ['--index-url=x']}\n    tiers:", 6, "is not a pin",
    ),
    "both a command and arms": ("    tiers:", "    arms: {a: {command: [x]}}\n    tiers:", 5, "either `command`"),
    "a pattern without a value": (
        "    tiers:", "    collect: [{metric: m, from: stdout, pattern: 'took'}]\n    tiers:", 6, "exactly once",
    ),
    "an input by a bad hash": (
        "    tiers:", "    inputs: {p: {from: a, sha256: abc, bytes: 1}}\n    tiers:", 6, "match pattern",
    ),
    "a check that is no K": ("  K01:", "  check:", 1, "not named like `K01`"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line(mistake: str, tmp_path: Path) -> None:
    old, new, line, words = MISTAKES[mistake]
    assert FILE.count(old) == 1

    package = read(tmp_path, FILE.replace(old, new))

    assert package.reproduce is None, "nothing is run from a file with a mistake"
    told = [(notice.location.file, notice.location.line, notice.message) for notice in package.notices]
    assert any(file == "src/reproduce.yaml" and at == line and words in message for file, at, message in told), told
    assert all(notice.mend for notice in package.notices)
