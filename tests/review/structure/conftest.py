"""How a fixture of a rule becomes an Ara: the shared base with the changes of one folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent


def _compose(fixture: Path, target: Path) -> Path:
    shutil.copytree(HERE / "base", target)
    change = yaml.safe_load((fixture / "change.yaml").read_text(encoding="utf-8"))
    for path in change.get("remove", ()):
        (target / path).unlink()
    for path, replacements in change.get("replace", {}).items():
        text = (target / path).read_text(encoding="utf-8")
        for replacement in replacements:
            assert text.count(replacement["old"]) == 1, f"{path} does not hold {replacement['old']!r} once"
            text = text.replace(replacement["old"], replacement["new"])
        (target / path).write_text(text, encoding="utf-8")
    for file in fixture.rglob("*"):
        if file.is_file() and file.name != "change.yaml":
            (target / file.relative_to(fixture)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target / file.relative_to(fixture))
    return target


@pytest.fixture
def compose(tmp_path: Path) -> Callable[[str], Path]:
    """Make the Ara of a folder such as `S101/bad`; `base` is the base itself."""

    def made(name: str) -> Path:
        target = tmp_path / name.replace("/", "-")
        if name == "base":
            return Path(shutil.copytree(HERE / "base", target))
        return _compose(HERE / name, target)

    return made
