"""What scripts print and write as metrics, which options they take, and which commands they would refuse."""

from __future__ import annotations

import pytest

from ara.compiler.output import compile_to
from ara.compiler.pipeline import Sources
from ara.schema import read_package

BENCH = """\
import argparse, json
from helpers import add_common

def main():
    parser = argparse.ArgumentParser()
    add_common(parser)
    parser.add_argument("--batch-size", "-b", default=4)
    parser.add_argument("--fuse", action=argparse.BooleanOptionalAction)
    args = parser.parse_args()
    for step in range(3):
        print(f"step {step}: loss {value:.3f}, saved to {path}")
    print(f"Throughput: {speed:.1f} tok/s (batch {args.batch_size})")
    print("Accuracy:", acc)
    print("latency = %.2f ms" % took)
    logger.info("Peak memory (GB): {:.2f}".format(memory))
    print(f"Reading {name}")
    with open("out/results.json", "w") as handle:
        json.dump({"accuracy": acc, "config": "x", "speed": {"tokens_per_second": v}, "step": step}, handle)
    wandb.log({"train/loss": loss, "lr": lr})
"""
HELPERS = 'def add_common(parser):\n    parser.add_argument("--length")\n'


@pytest.fixture
def reading(read_files):
    def read(commands, **files):
        readme = "```bash\n" + "\n".join(commands) + "\n```\n"
        return read_files({"README.md": readme, "bench.py": BENCH, "helpers.py": HELPERS} | files)

    return read


def test_lines_that_hand_out_a_metric_are_found_with_their_patterns(reading):
    lines = reading(["python bench.py"]).metrics

    assert [(line.metric, line.way, line.pattern or line.json_path, line.unit, line.at.line) for line in lines] == [
        ("loss", "stdout", "loss {value}", None, 11),
        ("Throughput", "stdout", "Throughput: {value} tok/s", "tok/s", 12),
        ("Accuracy", "stdout", "Accuracy: {value}", None, 13),
        ("latency", "stdout", "latency = {value} ms", "ms", 14),
        ("Peak memory", "log", "Peak memory (GB): {value}", "GB", 15),
        ("accuracy", "json", "accuracy", None, 18),
        ("speed.tokens_per_second", "json", "speed.tokens_per_second", None, 18),
        ("train/loss", "tracker", None, None, 19),
    ]
    assert [line.repeated for line in lines[:2]] == [True, False]


def test_scripts_that_no_command_starts_offer_nothing(reading):
    assert reading(["python other.py"]).metrics == ()


def test_metric_lines_become_collect_rules_of_the_candidate(make_repo, tmp_path):
    repo = make_repo()
    repo.commit(files={"README.md": "```bash\npython bench.py\n```\n", "bench.py": BENCH, "helpers.py": HELPERS})

    compile_to(Sources(repo=str(repo.path)), tmp_path / "out")

    (candidate,) = read_package(tmp_path / "out").reproduce.candidates.values()
    rules = {rule.metric: (rule.source, rule.pattern or rule.json_path) for rule in candidate.collect}
    assert rules["Throughput"] == ("stdout", "Throughput: {value} tok/s")
    assert rules["Peak memory"] == ("stderr", "Peak memory (GB): {value}")
    assert rules["accuracy"] == ("out/results.json", "accuracy")
    assert "bench.py" in candidate.note and "loop" in candidate.note


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        ("--batch-size 3 -b 4 --length=7 --no-fuse --help", ()),
        ("--batch 3", ()),
        ("--width 3", ("`bench.py` does not define the option `--width`",)),
        ("--depth=3 --depth 4 -- --width", ("`bench.py` does not define the option `--depth`",)),
        ("$ARGS --lr -1", ("`bench.py` does not define the option `--lr`",)),
    ],
)
def test_an_option_that_no_script_defines_is_a_fault(reading, arguments, faults):
    found = reading([f"python bench.py {arguments}"])

    assert [item.faults for item in found.commands if item.kind == "run"] == [faults]
    assert [(gap.path, gap.line) for gap in found.gaps if gap.what == "command argument"] == [
        ("README.md", 2) for _ in faults
    ]


@pytest.mark.parametrize(
    "script",
    [
        BENCH.replace("parser.parse_args()", "parser.parse_known_args()[0]"),
        BENCH.replace("add_common(parser)", "Engine.add_cli_args(parser)"),
        BENCH.replace('"--batch-size", "-b"', 'f"--{name}"'),
        BENCH.replace("ArgumentParser()", "ArgumentParser(parents=[base])"),
        "import sys\nprint(sys.argv)\n",
        "import fire\nfire.Fire(main)\n",
        "x = 1\n",
    ],
)
def test_a_script_that_may_take_more_options_gives_no_fault(reading, script):
    found = reading(["python bench.py --width 3"], **{"bench.py": script})

    assert [item.faults for item in found.commands if item.kind == "run"] == [()]


def test_a_config_file_that_is_not_there_is_a_fault(reading):
    found = reading(
        ["python bench.py --config conf/a.yaml", "python bench.py config=conf/b.yaml", "python x.py --config /c.yaml"],
        **{"conf/a.yaml": "a: 1\n", "bench.py": "x = 1\n", "x.py": "x = 1\n"},
    )

    assert [item.faults for item in found.commands if item.kind == "run"] == [
        (),
        ("the config file `conf/b.yaml` does not exist",),
        (),
    ]


WRITTEN = """\
import json
from pathlib import Path

def save(name, results):
    with open(f"out/{name}_scores.txt", "w") as handle:
        handle.write(f"length {n}, acc: {format(right / total, '.4f')}" + "\\n")
    line = f"F1: {f1:.2f}"
    print(line)
    report = {"accuracy": acc, "name": name}
    report["latency_ms"] = took
    Path("out/report.json").write_text(json.dumps(report))
    with open(somewhere) as other:
        json.dump(unknown, other)
    print("Error:", error)
    print("failed to reach the score server", address)
"""


def test_files_that_are_written_are_named_also_by_pattern_and_a_name_is_followed_to_what_it_holds(reading):
    lines = reading(["python bench.py"], **{"bench.py": WRITTEN}).metrics

    assert [
        (line.metric, line.way, line.pattern or line.json_path, line.written_to, line.at.line) for line in lines
    ] == [
        ("acc", "file", "acc: {value}", "out/*_scores.txt", 6),
        ("F1", "stdout", "F1: {value}", None, 8),
        ("accuracy", "json", "accuracy", "out/report.json", 11),
        ("latency_ms", "json", "latency_ms", "out/report.json", 11),
    ]


def test_functions_that_a_started_script_imports_and_uses_hand_out_its_metrics(reading):
    used = "def report(acc):\n    show(acc)\n\ndef show(acc):\n    print(f'Accuracy: {acc:.2f}')\n"
    unused = (
        "def other(loss):\n    print(f'Loss: {loss:.2f}')\n\nif __name__ == '__main__':\n    print(f'Time: {t} s')\n"
    )
    script = "from tools.report import report\nreport(1)\n"

    lines = reading(["python run.py"], **{"run.py": script, "tools/report.py": used + unused}).metrics

    assert [(line.metric, line.at.path, line.at.line, line.scripts) for line in lines] == [
        ("Accuracy", "tools/report.py", 5, ("run.py",))
    ]


def test_names_that_stand_for_each_other_are_not_followed_for_ever(reading):
    script = "a = b\nb = a\nwith a.open() as a:\n    a.write(f'loss: {x:.1f}')\n    json.dump(a, a)\n"

    assert [line.metric for line in reading(["python run.py"], **{"run.py": script}).metrics] == ["loss"]
