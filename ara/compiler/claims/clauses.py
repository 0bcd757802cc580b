"""The main clause of a sentence: what stays when reporting frames and subordinate clauses are left out."""

from __future__ import annotations

import re
from itertools import islice

from ara.compiler.claims.cues import LEAD_IN
from ara.compiler.claims.numbers import find_numbers
from ara.compiler.claims.phrases import alternatives, any_of
from ara.compiler.claims.roles import role_of

MOST_CUTS = 12
"""Commas and joining words at which a sentence is tried to be cut; one with more is a list."""
_WE_FIND_THAT = (
    r"\b(?:we|(?:our |the |experimental |empirical )*(?:results|experiments|findings|analysis|evaluation|table|figure))"
    r"\s+(?:(?:\w+ly|also|further|then|can|first|even|on [^,]{3,50})\s+){0,3}"
    + alternatives(
        """find, found, show, shows, showed, observe, observed, demonstrate, demonstrates, demonstrated, confirm,
        confirmed, see, notice, reveal, indicate, suggest, verify, propose, introduce"""
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
_IT_IS = r"(?:this|that|it)\s+(?:is\s+because|means\s+that|is\s+(?:observed|found|shown|clear|evident)\s+that)\s+"
_ANNOUNCED = r"we\s+(?:also\s+|further\s+)?(?:observe|find|see|note|notice|report|make)\s[^:,.()]{3,60}:\s+"
_LABELLED_PART = r"(?:[A-Z][\w-]*\s){0,2}[A-Z][\w-]*:\s+(?=[A-Z])"
_FRAME = re.compile(
    rf"(?:{_WE_FIND_THAT}|{_AS_SHOWN_IN}(?:{_WE_FIND_THAT})?|{_PANEL}|{_LABEL_SHOWS}|{_IT_IS}|{_ANNOUNCED}"
    rf"|(?-i:{_LABELLED_PART}))",
    re.IGNORECASE,
)
_LATE_FRAME = re.compile(
    r"(?:\S+\s+){0,14}?(?:\w+ly\s+)?"
    + alternatives(
        """show, shows, demonstrate, demonstrates, suggest, suggests, indicate, indicates, reveal, reveals, find,
        observe, observed, confirm"""
    )
    + r"\s+that,?\s+",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    alternatives(
        """on, in, for, while, when, given, if, based, instead, despite, beyond, across, although, though, since, to,
        as, with, under, at, after, by, even if, even when, even though, even with, compared, using, following,
        through, from, because, due, owing, thanks, considering, benefiting, starting, having, evaluated, once,
        unlike, like, besides, without, upon, among, amongst, relative, regarding, during, until, concerning, over"""
    )
    + r"\s",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:and|or|which|who|where|whose|that|e\.g\.|including)\b|\S+,|\S+\s+(?:and|or)\b", re.IGNORECASE
)
_VERB = re.compile(
    alternatives(
        """is, are, was, were, be, been, has, have, had, can, cannot, could, will, would, does, do, did, may, remain,
        become, becomes, became, show, shows, showed, give, gives, gave, use, allow, provide, exhibit, demonstrate,
        learn, need, make, makes, made, keep, keeps, kept, occur, occurs, evaluate, capture, connect, induce, pose,
        hold, work, works, benefit, benefits, contribute, answer, generalize, generalizes, achieve, outperform,
        outperforms, surpass, exceed, improve, improves, improved, reduce, decrease, decreases, increase, increases,
        accelerate, attain, reach, yield, obtain, establish, match, matches, beat, beats, degrade, degrades, drop,
        drops, gain, gains, cut, cuts, save, saves, range, ranges, enable, preserve, maintain, retain, recover, scale,
        scales, fail, fails, collapse, collapses, perform, performs, lead, leads, led, result, require, suffer,
        suffers, take, takes, took, cost, costs, rank, ranks, ranked, dominate, dominates, contain, produce, account,
        correlate, correlates, persist, persists, profit, profits, propose, present, introduce, designed, find, found,
        rises, rise, falls, fell, grows, grow, trained, underperform, underperforms, lag, lags, help, helps, differ,
        differs, vary, varies, favor, favors, excel, excels, agree, agrees, converge, converges, transfer, transfers,
        saturate, saturates"""
    )
    + r"|\b[a-z]{3,}(?:s|ed)\s+(?:the|a|an|to|its|their|our|no|all|any|by|well|more|less|up|only|about|around|nearly|"
    r"over|under|near|slightly|significantly|consistently|both|two|three|four|five|[~≈]?\d)(?!\w*[a-z]-)",
    re.IGNORECASE,
)


_FIRST_PERSON = re.compile(
    r"(?:we|our (?:results|experiments|work))\s+(?:\w+ly\s+|then\s+|also\s+|further\s+)*\w+\s+(?:that\s+|how\s+)?",
    re.IGNORECASE,
)
_THIRD_PERSON = re.compile(
    alternatives(
        """achieves, reaches, attains, yields, reduces, exceeds, enables, allows, provides, exhibits, surpasses,
        obtains, preserves, maintains, requires, produces, indicates, suggests, implies, means, accelerates, uses,
        gives, brings"""
    )
    + r"|\b\w+ly\s+[a-z]+(?:s|ed)\b"
)
"""Verbs that end the subject of a sentence; as nouns they would be too common to tell a title from a sentence."""
_PRONOUNS = any_of(
    "it, this, that, these, those, they, we, he, she, there, which, who, what, such, our, its, their, all"
)
_ARTICLES = any_of("the, a, an, this, these, keeping, using, adding, larger, smaller, more, fewer, our")
_NO_LAST_WORD = any_of(
    """generally, also, further, only, often, consistently, can, could, that, which, and, or, to, not, still, even,
    significantly, typically, usually, always, actively, then, thus, by, in, of, on, at, for, with, as, we"""
)
_OTHER_CLAUSE = re.compile(r",\s|\b(?:that|which|who|when|where)\b")
_LONGEST_SUBJECT = 12
_COMPOUND = re.compile(r"\w+(?:[-‐‑]\w+)+")


def has_verb(text: str) -> bool:
    """Tell a text that can stand alone from a mere name or phrase, as far as its words show it."""
    return _VERB.search(_COMPOUND.sub("x", text)) is not None


def grammatical_subject(clause: str) -> str:
    """Give the words before the first verb of a clause, as printed: what it speaks of; empty when that is a pronoun.

    `We validate that X holds` speaks of X.
    """
    clause = _FIRST_PERSON.sub("", clause)
    plain = _COMPOUND.sub(lambda word: "x" * len(word.group()), clause)
    verbs = [found.start() for pattern in (_VERB, _THIRD_PERSON) if (found := pattern.search(plain))]
    words = clause[: min(verbs)].split() if verbs else []
    while words and _NO_LAST_WORD.fullmatch(words[-1].strip(",").lower()):
        words.pop()
    text = " ".join(words).rstrip(",;:")
    if not 1 <= len(words) <= _LONGEST_SUBJECT or not is_balanced(text) or _OTHER_CLAUSE.search(text):
        return ""
    first = words[0].lower()
    if _PRONOUNS.fullmatch(first) or _SUBORDINATE.match(text):
        return ""
    return text[0].lower() + text[1:] if _ARTICLES.fullmatch(first) else text


def is_balanced(text: str) -> bool:
    """Tell whether every bracket and quotation mark that opens in a text closes in it."""
    return all(text.count(left) == text.count(right) for left, right in ("()", "[]", "“”"))


def frames_removed(clause: str) -> str:
    """Drop what only reports: `We find that`, `As Table 2 shows,`, `The results suggest that`."""
    match = _FRAME.match(clause) or LEAD_IN.match(clause)
    if match is not None:
        return clause[match.end() :]
    late = _LATE_FRAME.match(clause)
    return clause if late is None else _with_result(clause[late.end() :], clause)


def main_clause(clause: str) -> str:
    """Drop an opening subordinate clause: up to the first comma behind which a clause with a verb of its own begins.

    It stays when it holds the results.
    """
    if _SUBORDINATE.match(clause) is None:
        return clause
    first = islice(re.finditer(r",\s+", clause), MOST_CUTS)
    commas = (found for found in first if is_balanced(clause[: found.start()]))
    rests = (clause[comma.end() :] for comma in commas)
    rest = next((rest for rest in rests if _GOES_ON.match(rest) is None and _begins_clause(rest)), clause)
    return _with_result(rest, clause)


def _begins_clause(rest: str) -> bool:
    first = islice(re.finditer(", ", rest), MOST_CUTS)
    commas = (comma.start() for comma in first if is_balanced(rest[: comma.start()]))
    return has_verb(rest[: next(commas, len(rest))]) or not has_verb(rest)


def _with_result(rest: str, clause: str) -> str:
    return rest if _has_result(rest) or not _has_result(clause) else clause


def _has_result(text: str) -> bool:
    return any(role_of(text, mention) in ("value", "ratio") for mention in find_numbers(text))
