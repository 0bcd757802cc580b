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
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?:" + "|".join(map(re.escape, _HOSTS)) + r")/[\w./~%#?=&+@-]+", re.I)


def find_code_urls(passages: Iterable[Passage], pages: Sequence[PageContent], last_page: int) -> tuple[str, ...]:
    """Addresses on hosts of code, in order of appearance, up to `last_page`; the reference list does not count.

    They are read from the text, whose broken lines were joined, and from links, which hold the whole address.
    """
    linked = [link.target for page in pages if page.number <= last_page for link in page.links if link.external]
    printed = [passage.text for passage in passages if passage.kind != "reference"]
    whole = [address for target in linked for address in _addresses(target)]
    unique: dict[str, str] = {}
    for address in [address for text in printed for address in _addresses(text)]:
        # a link that goes on where the printed address stops holds the rest of it
        longer = [link for link in whole if _key(link).startswith(_key(address))]
        best = min(longer, key=len, default=address)
        unique.setdefault(_key(best), best)
    return tuple(unique.values())


def _addresses(text: str) -> Iterator[str]:
    for match in _ADDRESS.finditer(text):
        address = match.group().rstrip(".,;:-/")
        yield address if address.lower().startswith("http") else f"https://{address}"


def _key(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address.lower()).rstrip("/").removesuffix(".git")
