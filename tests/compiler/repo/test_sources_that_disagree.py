"""Two places that give one setting different values are both shown."""

from __future__ import annotations

import pytest

SCRIPT = "import argparse\np = argparse.ArgumentParser()\np.add_argument('--learning-rate', default=0.001)\n"
SCRIPT += "p.add_argument('--config')\np.parse_args()\n"


def _disagreements(reading):
    return [(gap.path, gap.line, gap.why) for gap in reading.gaps if gap.what == "sources that disagree"]


def test_a_command_and_a_default_that_differ_are_both_shown_with_their_places(read_files):
    readme = "```bash\npython a.py --learning-rate 3e-4\npython a.py --learning-rate=3e-4\n```\n"

    assert _disagreements(read_files({"README.md": readme, "a.py": SCRIPT})) == [
        ("a.py", 3, "`--learning-rate` has different values: a.py:3 says 0.001; README.md:2 says 3e-4.")
    ]


@pytest.mark.parametrize("value", ["1e-3", "'0.0010'", "$LR", "<lr>"])
def test_spellings_of_one_value_and_values_that_are_not_told_agree(read_files, value):
    readme = f"```bash\npython a.py --learning-rate {value}\n```\n"

    assert _disagreements(read_files({"README.md": readme, "a.py": SCRIPT})) == []


def test_a_config_file_is_held_against_the_default_of_the_script_that_reads_it(read_files):
    files = {
        "README.md": "```bash\npython a.py --config conf/a.yaml\n```\n",
        "a.py": SCRIPT,
        "conf/a.yaml": "learning_rate: 0.5\n",
        "conf/b.yaml": "learning_rate: 0.7\n",
    }
    ((path, line, why),) = _disagreements(read_files(files))

    assert (path, line) == ("conf/a.yaml", 1)
    assert "conf/a.yaml:1 says 0.5" in why and "a.py:3 says 0.001" in why


def test_two_pins_of_one_package_in_one_folder_are_shown(read_files):
    files = {
        "requirements.txt": "torch==2.1.0\nnumpy==1.0\n",
        "requirements-gpu.txt": "torch==2.3.0\nnumpy==1.0\n",
        "other/requirements.txt": "torch==1.0\n",
    }
    ((_, _, why),) = _disagreements(read_files(files))

    assert "2.1.0" in why and "2.3.0" in why and "other/" not in why


def test_very_many_disagreements_are_counted(read_files):
    options = [f"p.add_argument('--o{number}', default={number})\n" for number in range(200)]
    given = " ".join(f"--o{number} x" for number in range(200))
    script = "import argparse\np = argparse.ArgumentParser()\n" + "".join(options) + "p.parse_args()\n"

    found = _disagreements(read_files({"README.md": f"```bash\npython a.py {given}\n```\n", "a.py": script}))

    assert len(found) == 81 and found[-1][2].startswith("120 more settings")
