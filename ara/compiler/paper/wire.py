"""The form in which pages cross the process boundary: JSON, checked on arrival."""

from __future__ import annotations

import json
from functools import lru_cache

from pydantic import TypeAdapter

from ara.compiler.paper.characters import clean_text
from ara.compiler.paper.page import PageContent
from ara.compiler.paper.paths import DrawnPath

_LONGEST_MESSAGE = 200


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[PageContent]:
    return TypeAdapter(PageContent)


def page_to_json(page: PageContent) -> str:
    """One page as one line of JSON."""
    return _adapter().dump_json(page).decode("utf-8")


def page_from_json(line: str) -> PageContent:
    """The page that `page_to_json` wrote. Raises `pydantic.ValidationError` when the line is something else."""
    return _adapter().validate_json(line)


def paths_to_json(paths: list[DrawnPath]) -> str:
    """The paths of a figure as one line of JSON."""
    return json.dumps([path.model_dump(mode="json") for path in paths])


def error_text(error: Exception) -> str:
    """What went wrong, on one line, cleaned and cut: messages of a parser may quote the file."""
    return " ".join(clean_text(f"{type(error).__name__}: {error}").split())[:_LONGEST_MESSAGE]
