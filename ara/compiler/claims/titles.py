"""A claim's statement and title, made of its sentence by leaving words out, never by adding any."""

from __future__ import annotations

import re
from itertools import islice

from ara.compiler.claims.clauses import (
    MOST_CUTS,
    frames_removed,
    grammatical_subject,
    has_verb,
    is_balanced,
    main_clause,
)
from ara.compiler.claims.cues import LABELLED, LEAD_IN
from ara.compiler.claims.numbers import find_numbers, with_unit
from ara.compiler.claims.roles import is_distinct, role_of
from ara.compiler.claims.sentences import split_sentences

_TITLE_WORDS = 14
_CUT = re.compile(
    r"[,;:]\s|\s[–—]\s|\s(?:which|while|whereas|because|since|although|indicating|implying|suggesting|showing|thus|"
    r"so that)\s"
)
_SOFT_CUT = re.compile(
    r"\s(?:that|to|with|by|for|in|on|at|from|over|across|when|and|or|under|due|compared|even|through|after|as)\s(?!\d)"
)
_ENUMERATION = re.compile(r"(?:\S+\s){0,2}\S+,\s|(?:\S+\s){0,2}\S+\s(?:and|or)\s|(?:and|or)\s|i\.e\.|e\.g\.")
_ADJECTIVE = re.compile(r"\b(?:an?|more|most|very)\s+[a-z]+$")
_ASIDE = re.compile(
    r"\s?(?:\((?:e\.g\.|i\.e\.)[^()]*\)|\[\d+(?:\s*[,–-]\s*\d+)*\]|\([^()]*(?:19|20)\d{2}[a-z]?[^()]*\))"
    r"|(?<=\w),\s(?:which|who|whose)\s[^,()]{3,80},(?=\s)"
)


def statement_of(text: str) -> str:
    """Drop opening adverbs and list marks of a sentence; keep everything else."""
    lead = LEAD_IN.match(text)
    return _capitalised(text[lead.end() :] if lead else text)


def title_of(statement: str, lead: str = "") -> str:
    """Return a takeaway: the run-in heading when it reads as a statement, else the main clause, at most 14 words.

    The first result and its baseline follow in parentheses when those words do not hold a result.
    """
    if 3 <= len(lead.split()) <= _TITLE_WORDS and has_verb(lead) and not LABELLED.match(lead):
        return _with_result(lead, statement)
    sentences = split_sentences(statement)
    clause = _ASIDE.sub("", sentences[0].text if sentences else statement)
    for drop in (frames_removed, main_clause, frames_removed, main_clause):
        shorter = drop(clause)
        clause = shorter if len(shorter.split()) >= 4 else clause
    return _with_result(_capitalised(_short(_first_part(clause))), statement)


def subject_of(statement: str) -> str:
    """Return what a statement speaks of, in its own words; empty when it does not say."""
    sentences = split_sentences(statement)
    clause = _ASIDE.sub("", sentences[0].text if sentences else statement)
    for drop in (frames_removed, main_clause, frames_removed):
        clause = drop(clause)
    return grammatical_subject(clause)


def _first_part(clause: str) -> str:
    """Cut at the first comma or subordinate word that leaves a whole statement before it."""
    for cut in islice(_CUT.finditer(clause), MOST_CUTS):
        kept, rest = clause[: cut.start()], clause[cut.end() :]
        listing = cut.group().startswith(",") and (_ENUMERATION.match(rest) or _ADJECTIVE.search(kept))
        if len(kept.split()) >= 4 and is_balanced(kept) and has_verb(kept) and not listing:
            return kept
    return clause


def _short(clause: str) -> str:
    words = clause.split()
    if len(words) <= _TITLE_WORDS:
        return clause.strip().rstrip(".,;:")
    cuts = [clause[: cut.start()] for cut in islice(_SOFT_CUT.finditer(clause), MOST_CUTS)]
    whole = [kept for kept in cuts if 5 <= len(kept.split()) <= _TITLE_WORDS and is_balanced(kept) and has_verb(kept)]
    if whole:
        return whole[-1].rstrip(".,;:")
    return " ".join(words[:_TITLE_WORDS]).rstrip(".,;:") + " …"


def _with_result(title: str, statement: str) -> str:
    held = {mention.digits for mention in find_numbers(title)}
    mentions = find_numbers(statement)
    results = [m for m in mentions if role_of(statement, m) in ("value", "ratio") and is_distinct(m)]
    if not results or any(mention.digits in held for mention in results):
        return title
    baseline = next((m for m in mentions if role_of(statement, m) == "baseline"), None)
    against = "" if baseline is None or baseline.digits in held else f" vs {with_unit(baseline)}"
    return f"{title} ({with_unit(results[0])}{against})"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:] if re.match(r"[a-z]+\b(?![-\d])", text) else text
