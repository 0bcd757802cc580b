"""Sentences that assert a result, ranked by how much they look like one."""

from __future__ import annotations

import re
from typing import NamedTuple

from ara.compiler.claims import cues
from ara.compiler.claims.cells import named_labels
from ara.compiler.claims.clauses import has_verb
from ara.compiler.claims.numbers import Mention, find_numbers
from ara.compiler.claims.places import Place, Zone, caption_label, locate
from ara.compiler.claims.roles import is_distinct, role_of
from ara.compiler.claims.sentences import LONGEST, Sentence, is_prose, split_sentences
from ara.compiler.claims.subjects import subject_names
from ara.compiler.paper.model import PaperReading, Passage

LEAST_SCORE = 3.0
"""Below this a sentence is not taken for a claim."""

_ZONE_SCORE: dict[Zone, float] = {
    "abstract": 3.0,
    "introduction": 1.0,
    "background": -2.5,
    "method": 0.0,
    "setup": -0.5,
    "results": 1.5,
    "conclusion": 1.0,
    "appendix": 0.0,
}
_CITED = re.compile(r"\bet al\b|\[\d+(?:\s*[,–-]\s*\d+)*\]|\((?:[A-Z][\w&.\s-]+,?\s+)?(?:19|20)\d{2}[a-z]?")
_OURS = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!;][)\]\"”’»]*\s?[∗*†‡§¶\d]{0,2}$")
_LONGEST = 75
_CONTINUED_UP_TO = 70


class Candidate(NamedTuple):
    """A stretch of a passage that may be a claim."""

    text: str
    """One sentence, or two when the second only continues the first."""
    title: str
    """The heading set into the text before it, when there is one that says something; else empty."""
    mentions: tuple[Mention, ...]
    """The quantities in the text."""
    passage: Passage
    """The passage that holds it."""
    place: Place
    """Where that passage stands."""
    order: int
    """Its place in reading order."""
    score: float
    """How much it looks like a claim."""


def find_candidates(paper: PaperReading) -> tuple[Candidate, ...]:
    """Return every sentence that scores as a claim, in reading order."""
    subjects = subject_names(paper)
    found: list[Candidate] = []
    for passage in paper.passages:
        if passage.kind not in ("abstract", "body", "list", "caption"):
            continue
        place = locate(paper, passage)
        if place.name == "Front matter" or (passage.kind == "caption" and caption_label(passage.text) is None):
            continue
        for text, title, leads in _stretches(passage):
            mentions = find_numbers(text)
            score = _score(text, mentions, passage, place, subjects, leads=leads)
            if score >= LEAST_SCORE:
                found.append(Candidate(text, title, mentions, passage, place, len(found), score))
    return tuple(found)


def _stretches(passage: Passage) -> tuple[tuple[str, str, bool], ...]:
    """Return (text, title, is what the run-in heading announces) for each sentence, joined to one that continues it."""
    body, lead = _without_lead(passage)
    texts = _joined(body)
    results = [_results(text) for text in texts]
    formal = cues.LABELLED.match(lead) or cues.THEOREM.match(lead)
    announced = 0 if formal or not any(results) else results.index(max(results))
    return tuple((text, lead if i == announced else "", bool(lead) and i == announced) for i, text in enumerate(texts))


def _joined(body: str) -> list[str]:
    texts: list[str] = []
    sentences = [sentence for sentence in split_sentences(body) if len(sentence.text) <= LONGEST]
    for i, sentence in enumerate(sentences):
        if i > 0 and texts[-1] == sentences[i - 1].text and _continues(sentences[i - 1], sentence):
            texts[-1] = body[sentences[i - 1].start : sentence.start + len(sentence.text)]
        else:
            texts.append(sentence.text)
    return texts


def _without_lead(passage: Passage) -> tuple[str, str]:
    lead = passage.bold_lead
    if passage.kind == "caption":
        label = re.match(r"\s*\w+\.?\s+[\w.]+?\s*[.:|—–-]?\s+", passage.text)
        return (passage.text[label.end() :], "") if label else (passage.text, "")
    if not lead or not passage.text.startswith(lead):
        return passage.text, ""
    rest = passage.text[len(lead) :].lstrip(" :.–—-")
    return (rest, lead.strip(" :.–—-")) if rest else (passage.text, "")


def _continues(first: Sentence, second: Sentence) -> bool:
    if len(first.text.split()) + len(second.text.split()) > _CONTINUED_UP_TO:
        return False
    if not cues.PRONOUN.match(second.text):
        return False
    return _results(second.text) > 0 and bool(find_numbers(first.text))


def _results(text: str) -> int:
    """Count the measured numbers of a text; baselines count only beside a value."""
    roles = [role_of(text, mention) for mention in find_numbers(text)]
    measured = sum(role in ("value", "ratio") for role in roles)
    return measured + roles.count("baseline") if measured else 0


def _prints_result(text: str) -> bool:
    return any(is_distinct(m) and role_of(text, m) in ("value", "ratio", "baseline") for m in find_numbers(text))


def _score(
    text: str, mentions: tuple[Mention, ...], passage: Passage, place: Place, subjects: frozenset[str], *, leads: bool
) -> float:
    words = text.split()
    if not 6 <= len(words) <= _LONGEST or text.endswith("?") or _is_broken(text, passage):
        return 0.0
    costs = bool(mentions) and bool(cues.COST.search(text)) and bool(cues.TRAINING.search(text))
    asserts = costs or bool(cues.ASSERTS.search(text))
    finds = bool(cues.FINDS.search(text))
    lead = passage.bold_lead or ""
    theorem = bool(cues.THEOREM.match(text) or (leads and cues.THEOREM.match(lead)))
    labelled = bool(cues.LABELLED.match(text) or (leads and cues.LABELLED.match(lead)))
    results = _results(text)
    procedure = bool(cues.PROCEDURE.search(text)) and not costs
    reports = not procedure and _is_for_results(passage, place) and _prints_result(text)
    about_us = bool(_OURS.search(text)) or any(name in text for name in subjects)
    if passage.kind == "caption" and not has_verb(text):
        return 0.0
    if not (asserts or finds or theorem or labelled or reports):
        return 0.0
    score = _ZONE_SCORE[place.zone]
    score += (
        1.5 * (asserts or reports)
        + 1.0 * finds
        + 2.0 * (theorem or (labelled and leads))
        + 0.5 * about_us
        + 1.0 * costs
    )
    score += min(results, 4) * 0.5 + (1.25 if results else 0.0) + min(len(mentions) - results, 2) * 0.25
    score += 0.5 * bool(cues.BEST.search(text)) + 0.5 * bool(named_labels(text)) + 0.75 * leads
    score += 0.75 * bool(cues.CONTRIBUTES.search(text)) * (place.zone in ("abstract", "introduction", "conclusion"))
    score -= (
        1.5 * bool(cues.HEDGES.search(text)) + 2.5 * procedure + 1.0 * bool(cues.EXAMPLE.search(text)) * (not results)
    )
    score -= 2.5 * (place.zone == "abstract" and not results and not about_us and not finds)
    score -= 2.0 * (bool(_CITED.search(text)) and not about_us)
    score -= (1.0 if results else 2.0) * (passage.kind == "caption")
    score -= 1.0 * bool(cues.PRONOUN.match(text)) * (not mentions)
    score -= 2.5 * bool(cues.SPOKEN.search(text))
    score -= 1.5 * (not has_verb(text) and not finds and not leads)
    score -= 1.0 * (not mentions and place.zone not in ("abstract", "conclusion") and not labelled and not theorem)
    return score


def _is_for_results(passage: Passage, place: Place) -> bool:
    """Tell the parts of a paper in which a measured number is a claim whatever the verb beside it."""
    contribution = passage.kind == "list" and place.zone == "introduction"
    return contribution or passage.kind == "caption" or place.zone in ("abstract", "conclusion")


def _is_broken(text: str, passage: Passage) -> bool:
    """Tell a fragment, a formula or an entry of a reference list from a sentence."""
    if cues.REFERENCE.search(text):
        return True
    if not _ENDS.search(text) and passage.kind not in ("list", "caption"):
        return True
    return text[0].islower() or not is_prose(text)
