"""Nothing is lost between reading and writing: over the fixtures here, and over public Aras where they are at hand."""

from pathlib import Path

import pytest
from round_trip import changes, check_change, entities, files_with_entities

from ara.schema import package_texts, read_package, write_package

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "aras"
ARAS = [*sorted((HERE / "aras").iterdir()), *(sorted(SHARED.iterdir()) if SHARED.is_dir() else [])]
FOLDERS = [folder for folder in ARAS if folder.is_dir()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_writing_back_unchanged_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    package = read_package(folder)

    assert package_texts(package) == dict(package.texts)
    write_package(package, tmp_path)
    for path in package.texts:
        assert (tmp_path / path).read_bytes() == (folder / path).read_bytes()


# one test a file, so that the large Aras spread over all workers
FILES = [(folder, path) for folder in FOLDERS for path in files_with_entities(folder)]


@pytest.mark.parametrize(("folder", "path"), FILES, ids=lambda value: value if isinstance(value, str) else value.name)
def test_each_field_changed_in_turn_changes_its_lines_only(folder: Path, path: str) -> None:
    package = read_package(folder)
    tried = 0
    for entity in entities(package, path):
        for field, value in changes(entity):
            check_change(package, entity, field, value)
            tried += 1

    assert tried > 0
