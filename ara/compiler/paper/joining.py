"""Rows joined into running text: words broken at line ends made whole, addresses broken at line ends too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# a hostile "word" of many thousand characters must not cost time squared
_LONGEST_WORD = 80
_LONGEST_ADDRESS = 1000
_CLOSED_WORDS = """
    however therefore without within into another something sometimes anything everything understanding furthermore
    whereas throughput framework network dataset baseline benchmark workload bandwidth hardware software outperform
    overhead forward backward together moreover output input overall straightforward nevertheless thereby whenever
    wherever otherwise upon onto database checkpoint bottleneck breakdown
"""
_CLOSED = frozenset(_CLOSED_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_BROKEN = re.compile(r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)-$")
_FOLLOWING = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://|www\.", re.I)
_ADDRESS_PART = re.compile(r"[\w.~%#?=&+-]*[/.#?=&_%~-][\w./~%#?=&+-]*|[\w-]+[.,;)]?$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a document prints unbroken, in lower case: they tell how a broken one is spelled."""

    words: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[str]) -> Vocabulary:
        """The words of rows in reading order, but for those at row ends and behind hyphens, which may be broken."""
        words: set[str] = set()
        broken = False
        for row in rows:
            plain = " ".join(part for part in row.split() if not _ADDRESS.search(part))
            words.update(word.lower() for word in _WORD.findall(plain)[int(broken) : -1])
            broken = row.endswith("-")
        return cls(frozenset(words))

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Whether `head-tail` is a compound and no word broken by a line end."""
        whole, compound = (head + tail).lower(), f"{head}-{tail}".lower()
        if whole in self.words:
            return False
        if compound in self.words or (len(head) > 1 and head.isupper()):
            return True
        if whole in _CLOSED:
            return False
        if min(len(head), len(tail)) >= 3 and {head.lower(), tail.lower()} <= self.words:
            # both halves are words of this document: `key-` + `value`
            return True
        last = head.rpartition("-")[2].lower()
        # `state-of-the-` + `art`, `Llama-` + `Guard`: compounds go on; `compu-` + `tational` does not
        return ("-" in head and last in self.words) or tail[:1].isupper()


def join_texts(rows: Sequence[str], vocabulary: Vocabulary) -> str:
    """The rows as one line of text."""
    words: list[str] = []
    for row in rows:
        fresh = row.split()
        if words and fresh and (joined := _joined(words[-1], fresh[0], vocabulary)):
            words[-1] = joined
            fresh = fresh[1:]
        words.extend(fresh)
    return " ".join(words)


def _joined(last: str, first: str, vocabulary: Vocabulary) -> str | None:
    """The last word of one row and the first of the next as one; None when they are two."""
    if (broken := _BROKEN.search(last[-_LONGEST_WORD:])) and (tail := _FOLLOWING.match(first)):
        kept = vocabulary.keeps_hyphen(broken["head"], tail.group())
        return (last if kept else last[:-1]) + first
    return last + first if _continues_address(last, first) else None


def _continues_address(last: str, first: str) -> bool:
    """Whether a word goes on with the address that the word before it holds."""
    if _ADDRESS.search(last) is None or max(len(first), len(last)) > _LONGEST_ADDRESS:
        return False
    if last[-1] in "/-_=?&#%" and _ADDRESS_PART.fullmatch(first):
        return True
    return first.startswith("/") or (last[-1] == "." and "/" in first)
