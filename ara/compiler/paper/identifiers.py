"""Identifiers of publications as they are printed: DOI, arXiv number, address."""

from __future__ import annotations

import re

_DOI = re.compile(r"\b(?:doi(?:\.org/|:\s*|\s+))?(?P<doi>10\.\d{4,9}/[^\s\"<>“”]+)", re.I)
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|\babs/|\barxiv(?:\.org)?(?:\s+(?:preprint|e-prints?))?[:,.\s]*(?:arxiv:\s*)?)"
    r"(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)",
    re.I,
)
_ADDRESS = re.compile(r"https?:\s?//[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+", re.I)


def doi_in(text: str) -> str | None:
    """The first DOI, without the resolver's address; None when none is printed."""
    match = _DOI.search(text)
    return match["doi"].replace("\\", "").rstrip(".,;)") if match else None


def arxiv_in(text: str) -> str | None:
    """The first arXiv identifier, with its version when printed; None when none is printed."""
    match = _ARXIV.search(text)
    return match["id"] if match else None


def address_in(text: str) -> str | None:
    """The first web address that is no resolver of identifiers; None when none is printed whole.

    An address with a blank behind it and no sign before that may go on: a line end broke it.
    """
    for match in _ADDRESS.finditer(text):
        if match.end() < len(text) and not match.group().endswith((".", ",", ";", ")")):
            continue
        address = match.group().replace(" ", "").rstrip(".,;)")
        if not re.search(r"(?:doi\.org|arxiv\.org)/", address, re.I):
            return address
    return None
