"""Links in Markdown text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# bounded, so that a line of brackets takes no longer than its length
_LINK = re.compile(r"\[[^\[\]\n]{0,500}\]\((?P<target>[^)\s]{1,500})\)")


def link_targets(text: str) -> Iterator[str]:
    """Give the targets of the inline links in a text, as written."""
    return (match["target"] for match in _LINK.finditer(text))
