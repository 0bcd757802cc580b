"""The parsing process: opens one PDF and answers requests, one line of JSON each, until its input ends.

Run as `python -m ara.compiler.paper.child FILE LIMITS`. It is the only place where a PDF is parsed. PDFs are hostile
input and their parser is native code, so this process gives up what it does not need before it opens the file:
network, large memory, large files, core dumps. `ara.compiler.paper.parser` starts it, and
ends it when it takes too long.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf

from ara.compiler.paper.characters import clean_text
from ara.compiler.paper.clippings import Clipping
from ara.compiler.paper.extract import extract_page
from ara.compiler.paper.limits import ReadingLimits
from ara.compiler.paper.paths import paths_within
from ara.compiler.paper.pictures import draw_pictures
from ara.compiler.paper.wire import error_text, page_to_json, paths_to_json

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_MAX_OUTLINE = 5_000


def main(arguments: list[str]) -> None:
    """Serve the PDF named first, within the limits given second as JSON. The first answer describes the document."""
    path, limits = Path(arguments[0]), ReadingLimits.model_validate_json(arguments[1])
    # answers keep a descriptor of their own, so that nothing the parser prints can pass for one
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    confine(limits)
    pymupdf.TOOLS.mupdf_display_errors(False)  # type: ignore[no-untyped-call]
    pymupdf.TOOLS.mupdf_display_warnings(False)  # type: ignore[no-untyped-call]

    def answer(operation: Callable[[], str]) -> None:
        try:
            text = operation()
        except MemoryError:
            # the heap may be broken; the parent starts afresh behind this request
            os._exit(3)
        except Exception as error:
            # messages of the parser quote the path, which is not the paper's business
            text = json.dumps({"error": error_text(error).replace(str(path), path.name).rstrip(".")})
        answers.write(text + "\n")
        answers.flush()

    # the type is stated, so that a file of another kind is refused instead of guessed at
    documents: list[Any] = []
    answer(lambda: _describe(documents, path))
    for line in sys.stdin:
        request = json.loads(line)
        answer(lambda request=request: _serve(documents[0], request))  # type: ignore[misc]


def confine(limits: ReadingLimits) -> None:
    """Give up network (where the kernel lets us), large memory, large files and core dumps."""
    ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER_AND_NETWORK)
    for kind, bound in (
        (resource.RLIMIT_AS, limits.memory_mb * 1_000_000),
        (resource.RLIMIT_FSIZE, limits.picture_mb * 1_000_000),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(limits.seconds) + 10),
    ):
        hard = resource.getrlimit(kind)[1]
        lower = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (lower, lower))


def _serve(document: Any, request: dict[str, Any]) -> str:
    match request:
        case {"do": "page", "page": number}:
            return page_to_json(extract_page(document[number - 1], number))
        case {"do": "pictures", "clippings": clippings, "folder": folder}:
            wanted = [Clipping.model_validate(clipping) for clipping in clippings]
            return json.dumps({"drawn": draw_pictures(document, wanted, Path(folder))})
        case {"do": "paths", "page": number, "box": box}:
            return paths_to_json(paths_within(document[number - 1].get_cdrawings(), tuple(box)))
        case {"do": "outline"}:
            return _outline(document)
    raise ValueError(f"unknown request {request}")


def _describe(documents: list[Any], path: Path) -> str:
    document = pymupdf.open(path, filetype="pdf")  # type: ignore[no-untyped-call]
    documents.append(document)
    properties = {key: clean_text(value) for key, value in (document.metadata or {}).items() if isinstance(value, str)}
    locked = bool(document.needs_pass)
    return json.dumps({"pages": 0 if locked else document.page_count, "locked": locked, "properties": properties})


def _outline(document: Any) -> str:
    entries = []
    for level, title, page, detail in document.get_toc(simple=False)[:_MAX_OUTLINE]:
        left = top = None
        if 1 <= page <= document.page_count and isinstance(point := detail.get("to"), pymupdf.Point):
            named = detail["kind"] == pymupdf.LINK_NAMED
            # named destinations count from the bottom of the page, all others from its top
            left, top = round(point.x, 2), round(document[page - 1].rect.height - point.y if named else point.y, 2)
        name = clean_text(str(detail.get("nameddest") or ""))
        title = " ".join(clean_text(title).split())
        entries.append({"level": level, "title": title, "page": page, "left": left, "top": top, "name": name})
    return json.dumps({"entries": entries})


if __name__ == "__main__":
    main(sys.argv[1:])
