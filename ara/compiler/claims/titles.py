"""A claim's statement and title, made of its sentence by leaving words out, never by adding any."""

from __future__ import annotations

import re

from ara.compiler.claims.cues import LABELLED, LEAD_IN
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.phrases import alternatives
from ara.compiler.claims.sentences import split_sentences

_TITLE_WORDS = 14
_WE_FIND_THAT = (
    r"\b(?:we|(?:our |experimental |empirical )?(?:results|experiments|findings|analysis|evaluation))\s+"
    r"(?:(?:\w+ly|also|further|then|can|first|even|on [^,]{3,50})\s+){0,3}"
    + alternatives(
        """find, found, show, showed, observe, observed, demonstrate, demonstrated, confirm, confirmed, see, notice,
        reveal, indicate, suggest, verify, propose, introduce"""
    )
    + r"(?:\s+and\s+show)?(?:\s+in\s+[^,]{1,20}?)?\s+that,?\s+"
)
_AS_SHOWN_IN = (
    r"(?:as (?:shown|illustrated|noted|seen|reported|depicted|described|visualized) in|in|shown in|from|according to)"
    r"\s+(?:the\s+)?(?:Table|Figure|Fig\.|Section|Appendix)\s[^,]{1,20}\s*,?\s+"
)
_PANEL = r"\([a-z]\)\s+(?:shows?|illustrates?|displays?)\s+(?:that\s+)?"
_LABEL_SHOWS = (
    r"(?:Tables?|Figures?|Fig\.)\s\S+\s+(?:and\s+\S+\s+)?(?:\w+ly\s+|further\s+|also\s+)?"
    r"(?:shows?|confirms?|illustrates?|reveals?|demonstrates?|indicates?)\s+that\s+"
)
_FRAME = re.compile(rf"(?:{_WE_FIND_THAT}|{_AS_SHOWN_IN}(?:{_WE_FIND_THAT})?|{_PANEL}|{_LABEL_SHOWS})", re.IGNORECASE)
_LATE_FRAME = re.compile(
    r"(?:\S+\s+){0,14}?(?:\w+ly\s+)?"
    + alternatives(
        """show, shows, demonstrate, demonstrates, suggest, suggests, indicate, indicates, reveal, reveals, find,
        observe, confirm"""
    )
    + r"\s+that,?\s+",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    alternatives(
        """on, in, for, while, when, given, if, based, instead, despite, beyond, across, although, though, since, to,
        as, with, under, at, after, by, even if, even when, even though, even with, compared, using, following,
        through, from, because, due, owing, thanks, considering, benefiting, starting, having, evaluated, once,
        unlike, like, besides, without"""
    )
    + r"\s",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:and|or|which|who|where|whose|that|e\.g\.|including)\b|\S+,|\S+\s+(?:and|or)\b", re.IGNORECASE
)
_CUT = re.compile(
    r"[,;:]\s|\s(?:which|while|whereas|because|since|although|indicating|implying|suggesting|showing|thus|"
    r"so that)\s"
)
_ASIDE = re.compile(
    r"\s?(?:\((?:e\.g\.|i\.e\.)[^()]*\)|\[\d+(?:\s*[,–-]\s*\d+)*\]|\([^()]*(?:19|20)\d{2}[a-z]?[^()]*\))"
)


def statement_of(text: str) -> str:
    """Drop opening adverbs and list marks of a sentence; keep everything else."""
    lead = LEAD_IN.match(text)
    return _capitalised(text[lead.end() :] if lead else text)


def title_of(statement: str, lead: str = "") -> str:
    """Return a name of at most 14 words: the run-in heading when it reads as a statement, else the main clause."""
    if 3 <= len(lead.split()) <= _TITLE_WORDS and not LABELLED.match(lead):
        return lead
    sentences = split_sentences(statement)
    clause = _ASIDE.sub("", sentences[0].text if sentences else statement)
    for drop in (_without_frame, _without_frame, _main_clause, _without_frame, _without_late_frame, _main_clause):
        shorter = drop(clause)
        clause = shorter if len(shorter.split()) >= 5 else clause
    for cut in _CUT.finditer(clause):
        kept = clause[: cut.start()]
        if len(kept.split()) >= 5 and all(kept.count(left) == kept.count(right) for left, right in ("()", "[]")):
            clause = kept
            break
    words = clause.split()
    short = " ".join(words[:_TITLE_WORDS]).strip().rstrip(".,;:")
    return _capitalised(short + (" …" if len(words) > _TITLE_WORDS else ""))


def _without_frame(clause: str) -> str:
    match = _FRAME.match(clause) or LEAD_IN.match(clause)
    return clause if match is None else clause[match.end() :]


def _without_late_frame(clause: str) -> str:
    match = _LATE_FRAME.match(clause)
    return clause if match is None else _with_numbers(clause[match.end() :], clause)


def _main_clause(clause: str) -> str:
    """Drop an opening subordinate clause: up to the first comma behind which no list or relative clause goes on.

    It stays when it holds the numbers.
    """
    if _SUBORDINATE.match(clause) is None:
        return clause
    rests = (clause[comma.end() :] for comma in re.finditer(r",\s+", clause))
    rest = next((rest for rest in rests if _GOES_ON.match(rest) is None), clause)
    return _with_numbers(rest, clause)


def _with_numbers(rest: str, clause: str) -> str:
    return rest if find_numbers(rest) or not find_numbers(clause) else clause


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+\b(?![-\d])", text) else text
