"""Addresses of code repositories that a paper gives as its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ara.compiler.paper.model import Passage
from ara.compiler.paper.page import PageContent

_HOSTS = (
    "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "anonymous.4open.science", "sourceforge.net",
    "git.sr.ht", "gitee.com", "zenodo.org", "code.google.com", "codeocean.com",
)  # fmt: skip
_OWN = re.compile(
    r"\b(?:our|we|this (?:paper|work|study))\b[^.]*"
    r"\b(?:code|implement\w+|repositor\w+|data|artifacts?|releas\w+|open|publish\w*)|"
    r"\b(?:code|implementation|source|data|materials?|artifacts?|package|scripts?|models?)\b[^.]*"
    r"\b(?:available|released|found|hosted|accessible|published|provided|open)\b",
    re.I,
)
_CONTEXT = 160
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:" + "|".join(map(re.escape, _HOSTS)) + r")/[\w./~%#?=&+@-]+", re.I)


def find_code_urls(passages: Iterable[Passage], pages: Sequence[PageContent]) -> tuple[str, ...]:
    """Addresses on hosts of code, those that the paper calls its own first; the reference list does not count.

    They are read from the text, whose broken lines were joined, and completed from links, which hold whole addresses.
    """
    linked = [link.target for page in pages for link in page.links if link.external]
    whole = [address for target in linked for address, _ in _addresses(target)]
    claims: dict[str, tuple[int, str]] = {}
    for passage in passages:
        if passage.kind in ("reference", "margin"):
            continue
        for address, before in _addresses(passage.text):
            # a link that goes on where the printed address stops holds the rest of it
            longer = [link for link in whole if _key(link).startswith(_key(address))]
            best = min(longer, key=len, default=address)
            claim, _ = claims.get(_key(best), (0, best))
            claims[_key(best)] = (max(claim, _claim(passage, before)), best)
    return tuple(address for _, address in sorted(claims.values(), key=lambda item: -item[0]))


def _claim(passage: Passage, before: str) -> int:
    """How much speaks for the paper's own code: 2 on the title page, 1 by the words before the address."""
    if passage.kind == "abstract" or (passage.page == 1 and passage.section is None):
        return 2
    return 1 if _OWN.search(before) else 0


def _addresses(text: str) -> Iterator[tuple[str, str]]:
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:-/")
        whole = address if address.lower().startswith("http") else f"https://{address}"
        yield whole, text[max(0, match.start() - _CONTEXT) : match.start()]


def _key(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address.lower()).rstrip("/").removesuffix(".git")
