"""The compiled Ara on disk: written beside its place, then moved there whole."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from ara.compiler.pipeline import Compilation, Progress, Sources, compile_readings, read_sources
from ara.schema import AraError, Package, package_texts
from ara.schema.yaml import MappingNode, ScalarNode, parse_yaml


def compile_to(sources: Sources, out: Path, progress: Progress = lambda stage: None) -> Compilation:
    """Compile the sources into the folder `out`.

    An Ara that the compiler wrote there, that nobody touched since and that was never run is replaced; anything else
    that is in the way is refused. Raises AraError when a source cannot be read; then `out` is as it was.
    """
    _check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ara-compile-", dir=out.parent) as scratch:
        pictures = Path(scratch) / "pictures"
        pictures.mkdir()
        compilation = compile_readings(read_sources(sources, pictures, progress))
        progress("writing")
        folder = Path(scratch) / "ara"
        _write(compilation, pictures, folder)
        if out.exists():
            out.rename(Path(scratch) / "replaced")
        folder.rename(out)
    return compilation


def _write(compilation: Compilation, pictures: Path, folder: Path) -> None:
    for path, name in compilation.pictures.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(pictures / name, target)
    files = {path: text.encode("utf-8") for path, text in compilation.texts.items() if path != "ara.yaml"}
    for path, data in {**compilation.code, **files}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    seal = compilation.package.seal
    assert seal is not None
    sealed = seal.model_copy(update={"hashes": folder_hashes(folder)})
    (folder / "ara.yaml").write_text(package_texts(Package(seal=sealed))["ara.yaml"], encoding="utf-8")


def folder_hashes(folder: Path) -> dict[str, str]:
    """Give the sha256 of every file of an Ara but `ara.yaml` and the run records, by path."""
    hashes = {}
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and not file.is_symlink() and path != "ara.yaml" and not path.startswith("evidence/runs/"):
            hashes[path] = hashlib.sha256(file.read_bytes()).hexdigest()
    return dict(sorted(hashes.items()))


def _check_place(out: Path) -> None:
    """Refuse to replace anything but an untouched Ara of the compiler's own."""
    if not out.exists():
        return
    mend = "Name another folder with -o, or remove this one."
    if not out.is_dir() or out.is_symlink():
        raise AraError("is in the way; it is no folder.", file=str(out), mend=mend)
    if not any(out.iterdir()):
        return
    hashes = _sealed_hashes(out / "ara.yaml")
    if hashes is None:
        raise AraError("is in the way; it holds something that ara compile did not write.", file=str(out), mend=mend)
    if hashes != folder_hashes(out):
        raise AraError("is in the way; the Ara in it was changed since it was compiled.", file=str(out), mend=mend)
    if any((out / "evidence" / "runs").glob("*")):
        raise AraError("is in the way; the Ara in it holds records of runs.", file=str(out), mend=mend)
    if _has_suggestions(out):
        raise AraError("is in the way; the Ara in it holds accepted proposals.", file=str(out), mend=mend)


def _has_suggestions(out: Path) -> bool:
    """Accepted proposals keep the seal true, but the sources alone would not give them back."""
    texts = (path for path in out.rglob("*") if path.suffix in (".md", ".yaml") and path.is_file())
    return any(b"ai-suggested" in path.read_bytes() for path in texts if "execution" not in path.parts)


def _sealed_hashes(file: Path) -> dict[str, str] | None:
    if not file.is_file() or file.stat().st_size > 2**24:
        return None
    try:
        root = parse_yaml(file.read_text(encoding="utf-8", errors="replace"), str(file))
    except AraError:
        return None
    hashes = root.get("hashes") if isinstance(root, MappingNode) else None
    if not isinstance(hashes, MappingNode):
        return None
    return {key.text: value.text for key, value in hashes.entries if isinstance(value, ScalarNode)}
