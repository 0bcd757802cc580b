"""The README of a repository, and the title it gives the project."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ara.compiler.repo.model import Excerpt
from ara.compiler.repo.text_files import TextFile

_ORDER = ("readme.md", "readme.markdown", "readme.mdx", "readme.rst", "readme.txt", "readme")
_HTML_HEADING = re.compile(r"<h[1-3][^>]*>(?P<title>.*?)(?:</h[1-3]>|$)", re.I)


def is_readme(path: str) -> bool:
    """Whether a file at the top is the repository's README."""
    return path.lower() in _ORDER


def find_readme(files: Mapping[str, TextFile]) -> TextFile | None:
    """The README at the top; Markdown before other markup."""
    found = sorted((path for path in files if is_readme(path)), key=lambda path: (_ORDER.index(path.lower()), path))
    return files[found[0]] if found else None


def readme_title(readme: TextFile) -> Excerpt | None:
    """The first heading of the README: `# title`, an underlined title, or an HTML heading."""
    fenced = False
    for number, line in enumerate(readme.lines, 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced:
            continue
        heading = re.match(r" {0,3}#{1,3}[ \t]+(\S.*)", line)
        underlined = (
            re.fullmatch(r"(?:={3,}|-{3,})[ \t]*", readme.lines[number]) if number < len(readme.lines) else None
        )
        html = _HTML_HEADING.search(line[:2000])
        words = (
            heading[1].rstrip("# \t")
            if heading
            else line.strip()
            if underlined
            else html["title"].strip()
            if html
            else ""
        )
        words = re.sub(r"<[^<>]*>", "\n", words).strip("\n").split("\n")[0].strip()
        if len(words) > 1 and words in line:
            return Excerpt(path=readme.path, line=number, quote=words[:300])
    return None
