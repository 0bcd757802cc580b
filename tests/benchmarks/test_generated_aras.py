"""The Aras by which reviews are timed: clean in structure, all different, the same for the same seed."""

from pathlib import Path

from generated_aras import write_ara

from ara.review import check_package
from ara.schema import read_package


def test_a_generated_ara_has_its_claims_and_no_structure_finding(tmp_path: Path) -> None:
    write_ara(tmp_path, 20, seed=3)
    package = read_package(tmp_path)

    assert (len(package.claims), len(package.experiments), len(package.evidence)) == (20, 20, 20)
    assert check_package(package, tmp_path) == ()


def test_a_seed_gives_one_ara_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_ara(tmp_path / name, 3, seed)
    one, again, other = (read_package(tmp_path / name).texts for name in ("one", "again", "other"))

    assert one == again
    assert one["logic/claims.md"] != other["logic/claims.md"]
