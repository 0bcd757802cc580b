"""What a repository calls itself. The folder that holds it on this machine never does: other folders, other bytes."""

from __future__ import annotations

import configparser
import json
import re
import tomllib
from collections.abc import Iterator, Mapping

from ara.compiler.repo.readme import find_readme, readme_title
from ara.compiler.repo.text_files import TextFile

DECLARING = ("pyproject.toml", "setup.cfg", "package.json", "CITATION.cff")
"""Files at the top in which a project names itself, the likeliest first."""
_UNNAMED = "repository"
_NAME = re.compile(r"[\w@][\w .@/+-]{0,79}")
_LONGEST_SLUG = 60


def project_name(files: Mapping[str, TextFile], address: str | None) -> str:
    """The last part of its public address; else the name its own files declare; else words of the README's title.

    `files` are the text files of the commit by path. A repository that says nothing of itself is `repository`.
    """
    if address is not None:
        last = re.split(r"[/:]", address.rstrip("/"))[-1].removesuffix(".git")
        if last:
            return last
    declared = next((name for name in _declared(files) if _NAME.fullmatch(name)), None)
    if declared is not None:
        return declared
    readme = find_readme(files)
    title = readme_title(readme) if readme else None
    # Many titles are the name, a colon, and a sentence.
    words = re.findall(r"[^\W_]+", title[0].partition(":")[0].lower()) if title else []
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or _UNNAMED


def _declared(files: Mapping[str, TextFile]) -> Iterator[str]:
    for path, read in zip(DECLARING, (_pyproject, _setup_cfg, _package_json, _citation), strict=True):
        name = read(files[path].text) if path in files else None
        if isinstance(name, str):
            yield name.strip()


def _pyproject(text: str) -> object:
    try:
        whole = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    tool = whole.get("tool")
    tables = (whole.get("project"), tool.get("poetry") if isinstance(tool, dict) else None)
    return next((table["name"] for table in tables if isinstance(table, dict) and "name" in table), None)


def _setup_cfg(text: str) -> object:
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return None
    return parser.get("metadata", "name", fallback=None)


def _package_json(text: str) -> object:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return whole.get("name") if isinstance(whole, dict) else None


def _citation(text: str) -> object:
    title = re.search(r"^title:[ \t]*(?P<quote>[\"']?)(?P<title>[^\n]*?)(?P=quote)[ \t]*$", text, re.M)
    return title["title"].partition(":")[0] if title else None
