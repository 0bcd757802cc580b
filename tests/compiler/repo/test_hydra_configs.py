"""The configuration that Hydra composes, and commands held against it."""

from __future__ import annotations

# ruff: noqa: E501 - files of the fixtures stand on one line each
import pytest

SCRIPT = 'import hydra\n\n@hydra.main(config_path="conf", config_name="base", version_base=None)\ndef main(config):\n    pass\n'
FILES = {
    "run/train.py": SCRIPT,
    "run/conf/base.yaml": "defaults:\n  - model: small\n  - optional data: none\n  - _self_\nlr: 0.1\ntrainer:\n  steps: 10\n  extra: {}\n",
    "run/conf/model/small.yaml": "width: 64\ndepth: 2\n",
    "run/conf/model/large.yaml": "width: 1024\ndepth: 24\n",
    "run/conf/flat.yaml": "defaults:\n  - base\n  - _self_\ntrainer:\n  steps: 20\n",
}


@pytest.fixture
def told(read_files):
    def read(command, **more):
        reading = read_files({**FILES, **more, "README.md": f"```bash\n{command}\n```\n"})
        faults = [fault for item in reading.commands for fault in item.faults]
        return faults, [gap.why for gap in reading.gaps if gap.what == "sources that disagree"]

    return read


@pytest.mark.parametrize(
    "words",
    [
        "lr=0.1",
        "trainer.steps=10",
        "trainer.extra.anything=1",
        "model=large",
        "model.width=64",
        "+new.key=1",
        "~trainer.steps",
        "hydra.run.dir=out",
        "--config-name flat trainer.steps=20",
    ],
)
def test_keys_that_the_composed_configuration_has_are_no_faults(told, words):
    assert told(f"python run/train.py {words}")[0] == []


@pytest.mark.parametrize("words, key", [("model.heads=3", "model.heads"), ("trainer.epochs=1", "trainer.epochs")])
def test_a_key_that_no_composed_file_sets_is_a_fault(told, words, key):
    assert told(f"python run/train.py {words}")[0] == [f"its configuration has no key `{key}`"]


def test_an_option_that_no_file_gives_is_a_fault(told):
    (fault,) = told("python run/train.py model=huge model.heads=3")[0]

    assert fault == "the config group `model` has no option `huge`, which `run/conf/base.yaml` composes"


def test_an_override_is_compared_with_the_file_that_sets_the_key_last(told):
    faults, differing = told("python run/train.py --config-name=flat trainer.steps=30 model=large model.width=512")

    assert faults == []
    assert [why.partition(".md")[0] for why in differing] == [
        "`trainer.steps` has different values: run/conf/flat.yaml:5 says 20; README",
        "`width` has different values: run/conf/model/large.yaml:1 says 1024; README",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"run/train.py": "from hydra.core.config_store import ConfigStore\n" + SCRIPT},
        {"run/conf/base.yaml": "defaults:\n  - model@net: small\nlr: 0.1\n"},
        {"run/conf/base.yaml": "hydra:\n  searchpath:\n    - pkg://somewhere.else\nlr: 0.1\n"},
        {"run/conf/base.yaml": "defaults: [[[\n"},
        {"run/conf/base.yaml": "defaults:\n  - base\nlr: 1\n"},
        {"run/train.py": SCRIPT.replace('"conf"', '"../../conf"')},
    ],
)
def test_where_more_may_be_composed_nothing_is_called_unknown(told, changed):
    assert told("python run/train.py anything.else=3", **changed)[0] == []


def test_search_folders_inside_the_repository_are_followed(told):
    main = "hydra:\n  searchpath:\n    - file://shared/conf\ndefaults:\n  - common\n  - _self_\nlr: 0.1\n"
    files = {"run/conf/base.yaml": main, "shared/conf/common.yaml": "seed: 1\n"}

    assert told("python run/train.py seed=1 sede=1", **files)[0] == ["its configuration has no key `sede`"]
