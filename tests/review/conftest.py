"""How a fixture of a rule becomes an Ara: a shared base with the changes of one folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml


def _changed(fixture: Path, target: Path) -> Path:
    change = yaml.safe_load((fixture / "change.yaml").read_text(encoding="utf-8")) or {}
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
def composer(tmp_path: Path) -> Callable[[Path, str], Path]:
    """Make an Ara of the `base` of a folder and of one fixture there, such as `S101/bad`, or of the base alone."""

    def made(folder: Path, name: str) -> Path:
        target = Path(shutil.copytree(folder / "base", tmp_path / name.replace("/", "-")))
        return target if name == "base" else _changed(folder / name, target)

    return made
