"""Which file of a source LaTeX would be started on."""

from __future__ import annotations

import re

_CLASS = re.compile(r"^[^%\n]{0,200}?\\document(?:class|style)\b[^{\n]{0,300}\{(?P<name>[^}\n]{0,100})\}", re.M)
_BEGIN = re.compile(r"^[^%\n]{0,200}?\\begin\s{0,5}\{document\}", re.M)
_USUAL = ("main", "ms", "paper", "arxiv", "article", "manuscript", "root", "neurips", "iclr", "icml", "acl")
_PARTS = frozenset({"subfiles", "standalone"})


def find_main(texts: dict[str, str]) -> str:
    """The path of the main file: one with a document class and a body, nearest to the root, of a usual name, longest.

    A source whose files have neither is read from its longest .tex file.
    """
    tex = [path for path in texts if path.endswith((".tex", ".ltx"))]
    whole = [path for path in tex if _class(texts[path]) not in (None, *_PARTS) and _BEGIN.search(texts[path])]
    bodies = whole or [path for path in tex if _BEGIN.search(texts[path])] or tex
    return min(bodies, key=lambda path: (path.count("/"), not _usual(path), -len(texts[path]), path))


def _class(text: str) -> str | None:
    match = _CLASS.search(text)
    return match["name"].strip() if match else None


def _usual(path: str) -> bool:
    stem = path.rpartition("/")[2].rpartition(".")[0].lower()
    return any(stem == name or stem.startswith((f"{name}_", f"{name}-", f"{name}20")) for name in _USUAL)
