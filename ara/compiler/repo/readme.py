"""The README of a repository, and the title it gives the project."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ara.compiler.repo.model import Excerpt
from ara.compiler.repo.text_files import TextFile

_ORDER = ("readme.md", "readme.markdown", "readme.mdx", "readme.rst", "readme.txt", "readme")
_LINES = 300
_HTML_HEADING = re.compile(r"<h[1-3](?:\s[^<>]*)?>", re.I)
_HTML_END = re.compile(r"</h[1-3]>", re.I)


def is_readme(path: str) -> bool:
    """Whether a file at the top is the repository's README."""
    return path.lower() in _ORDER


def find_readme(files: Mapping[str, TextFile]) -> TextFile | None:
    """The README at the top; Markdown before other markup."""
    found = sorted((path for path in files if is_readme(path)), key=lambda path: (_ORDER.index(path.lower()), path))
    return files[found[0]] if found else None


def readme_title(readme: TextFile) -> tuple[str, Excerpt] | None:
    """The first heading of the README in one line, and its place: `# title`, underlined, or an HTML heading."""
    fenced = False
    for number, line in enumerate(readme.lines[:_LINES], 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced:
            continue
        following = readme.lines[number] if number < len(readme.lines) else ""
        heading = re.match(r" {0,3}#{1,3}[ \t]+(\S.*)", line)
        last = number
        if heading is not None:
            written = heading[1].rstrip("# \t")
        elif line.strip() and re.fullmatch(r"={3,}[ \t]*|-{3,}[ \t]*", following):
            written = line.strip()
        elif (opened := _HTML_HEADING.search(line)) is not None:
            last = next(
                (n for n in range(number, number + 12) if _HTML_END.search("".join(readme.lines[n - 1 : n]))), number
            )
            written = "\n".join(readme.lines[number - 1 : last])[opened.end() :]
            written = _HTML_END.split(written)[0]
        else:
            continue
        words = " ".join(
            re.sub(r"<[^<>]*>|!\[[^\[\]]*\]\([^()]*\)|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}", " ", written).split()
        )
        if re.search(r"\w\w", words):
            return words[:300], readme.excerpt(number, last)
    return None
