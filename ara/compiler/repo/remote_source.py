"""Fetching a remote repository into the cache: bare, without its huge blobs, within limits of time and size."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ara.compiler.repo.git_process import run
from ara.compiler.repo.limits import RepoLimits
from ara.schema.errors import AraError


def default_cache() -> Path:
    """The folder that keeps fetched repositories: `$XDG_CACHE_HOME/ara/repos`, else below `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "ara" / "repos"


@contextmanager
def fetched(address: str, *, cache: Path, rev: str | None, limits: RepoLimits) -> Iterator[Path]:
    """Fetch `address` into `cache` and lend the bare repository; nobody else changes it meanwhile.

    A repository that is cached is fetched anew, since its branches may have moved, unless `rev` is a full hash that
    was asked for before. Raises `AraError` when the address does not answer, or a limit is passed.
    """
    key = hashlib.sha256(address.encode()).hexdigest()[:24]
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / f"{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = cache / key
        known = kept / "ara-commits"
        if not (rev and known.is_file() and rev in known.read_text(encoding="ascii").split()):
            _clone(address, kept, limits)
        yield kept
        if rev and re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", rev):
            # Reached only when reading this commit succeeded.
            with known.open("a", encoding="ascii") as stream:
                stream.write(rev + "\n")


def _clone(address: str, kept: Path, limits: RepoLimits) -> None:
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=kept.parent) as folder:
        fresh = Path(folder) / "repo"
        filtered = f"--filter=blob:limit={16 * limits.blob_bytes}"
        try:
            code, said = run(
                "clone", "--bare", "--quiet", "--template=", "--no-recurse-submodules", filtered,
                "--", address, str(fresh),
                seconds=limits.clone_seconds,
                too_much=lambda: _oversize(Path(folder), limits.clone_bytes),
            )  # fmt: skip
        except AraError as error:
            raise AraError(
                f"Fetching failed: {error.message}", file=address, mend="Clone it and give its folder."
            ) from error
        if code != 0:
            raise AraError(f"Fetching failed: {_reason(said)}", file=address, mend="Check the address and the network.")
        # What the fetch left in the config (the promisor remote) would let a missing blob reach out again.
        (fresh / "config").write_text(
            f'[core]\n\tbare = true\n[remote "origin"]\n\turl = {address}\n', encoding="utf-8"
        )
        if kept.exists():
            shutil.rmtree(kept)
        fresh.rename(kept)


def _oversize(folder: Path, limit: int) -> str | None:
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).lstat().st_size
            except OSError:  # git renames its temporary files while we look
                continue
    return f"it is larger than {limit:,} bytes." if total > limit else None


def _reason(said: str) -> str:
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    telling = [line for line in lines if re.match(r"(fatal|error|ssh|remote):", line, re.I)] or lines
    text = re.sub(r"^(?:fatal|error):\s*", "", telling[-1] if telling else "git gave no reason")
    printable = "".join(character if character.isprintable() else " " for character in text)
    return printable[:300].rstrip(".") + "."
