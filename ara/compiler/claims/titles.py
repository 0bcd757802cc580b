"""A claim's statement and title, made of its sentence by leaving words out, never by adding any."""

from __future__ import annotations

import re

from ara.compiler.claims.cues import LEAD_IN
from ara.compiler.claims.phrases import alternatives
from ara.compiler.claims.sentences import split_sentences

_TITLE_WORDS = 14
_WE_FIND_THAT = (
    r"(?:we|(?:our |experimental |empirical )?(?:results|experiments|findings|analysis|evaluation))\s+"
    r"(?:(?:\w+ly|also|further|then|can|first|even|on [^,]{3,50})\s+){0,3}"
    + alternatives(
        """find, found, show, showed, observe, observed, demonstrate, demonstrated, confirm, confirmed, see, notice,
        reveal, indicate, suggest, verify"""
    )
    + r"\s+that,?\s+"
)
_AS_SHOWN_IN = (
    r"(?:as (?:shown|illustrated|noted|seen|reported|depicted|described|visualized) in|in|shown in|from|according to)"
    r"\s+(?:the\s+)?(?:Table|Figure|Fig\.|Section|Appendix)\s[^,]{1,20}\s*,?\s+"
)
_FRAME = re.compile(rf"(?:{_WE_FIND_THAT}|{_AS_SHOWN_IN}(?:{_WE_FIND_THAT})?)", re.IGNORECASE)
_SUBORDINATE = re.compile(
    alternatives(
        """on, in, for, while, when, given, if, based, instead, despite, beyond, across, although, though, since, to,
        as, with, under, at, after, by, even, compared, using, following, through, from, because, once, unlike, like,
        besides, without"""
    )
    + r"\s[^,]{3,140},\s+",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[,;:]\s|\s(?:which|while|whereas|because|since|although|indicating|implying|suggesting|showing|meaning|thus|"
    r"so that)\s"
)
_CITATION = re.compile(r"\s?(?:\[\d+(?:\s*[,–-]\s*\d+)*\]|\([^()]*(?:19|20)\d{2}[a-z]?[^()]*\))")


def statement_of(text: str) -> str:
    """Drop opening adverbs and list marks of a sentence; keep everything else."""
    lead = LEAD_IN.match(text)
    return _capitalised(text[lead.end() :] if lead else text)


def title_of(statement: str, lead: str = "") -> str:
    """Return a name of at most 14 words: the run-in heading when it reads as a statement, else the main clause."""
    if 3 <= len(lead.split()) <= _TITLE_WORDS:
        return lead
    sentences = split_sentences(statement)
    clause = _CITATION.sub("", sentences[0].text if sentences else statement)
    for opening in (_FRAME, LEAD_IN, _SUBORDINATE, _FRAME):
        match = opening.match(clause)
        if match is not None and len(clause[match.end() :].split()) >= 5:
            clause = clause[match.end() :]
    for cut in _CUT.finditer(clause):
        if len(clause[: cut.start()].split()) >= 5:
            clause = clause[: cut.start()]
            break
    words = clause.split()
    short = " ".join(words[:_TITLE_WORDS]).strip().rstrip(".,;:")
    return _capitalised(short + (" …" if len(words) > _TITLE_WORDS else ""))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+\b(?![-\d])", text) else text
