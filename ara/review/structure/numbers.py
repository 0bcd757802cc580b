"""Rules about the numbers and quotes of claims: each can be traced to the words or cells it comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ara.review.findings import Problem, Severity
from ara.review.registry import rule
from ara.review.structure.printed_numbers import measured, value_of, values
from ara.schema.identifiers import ids_in
from ara.schema.logic import Claim, Heuristic
from ara.schema.markdown.escape import unescape
from ara.schema.mentions import mentioned_paths
from ara.schema.package import Package

SPANS = "evidence/sources.jsonl"
PENDING = "[pending"
LONG = 200
"""Characters without blanks from which a quote in the record may be the start of a longer passage."""

_QUOTE = re.compile(r"«([^«»]*)»")
_ARROW = re.compile(r"←|<-")
_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011](?=\w)")


@rule("S511", "number-traced", "warning")
def number_traced(package: Package) -> Iterator[Problem]:
    """Each number in a claim's statement stands in one of its quotes or in the evidence that it names.

    Named is the evidence in `Sources`, in the experiments of `Proof`, and in the rows of the evidence index that list
    the claim. A source marked `[pending …]` excuses the claim until it is settled. Names such as ResNet-34, labels
    such as Table 3, years and code are not numbers here.
    """
    for claim in package.claims:
        if any(PENDING in entry for entry in claim.sources):
            continue
        known = values(
            " ".join((*_quotes(claim), *(package.texts.get(path, "") for path in _evidence(package, claim))))
        )
        untraced = [text for text in measured(unescape(claim.statement or "")) if value_of(text) not in known]
        if untraced:
            yield Problem(
                claim.line_of("statement"),
                f"{claim.id} states {_listed(untraced)}, which stands in none of its quotes and evidence files.",
                "Add an entry to `Sources` with the verbatim words, or mark it `[pending]`.",
            )


@rule("S512", "source-entry", "warning")
def source_entry(package: Package) -> Iterator[Problem]:
    """An entry of `Sources` says what is sourced, where it stands, and the verbatim words with its numbers.

    The form is `value ← reference «verbatim words» [input|result]`. Instead of the words, a file under `evidence/`
    that holds the number will do.
    """
    for claim in _sourced(package):
        for entry in claim.sources:
            if PENDING in entry:
                continue
            problem = _entry_problem(package, entry, claim.location.file)
            if problem:
                yield Problem(
                    claim.line_of("sources"),
                    f"{claim.id}: the source `{_clipped(entry)}` {problem}.",
                    "Write `value ← reference «verbatim words» [result]`.",
                )


def _sourced(package: Package) -> tuple[Claim | Heuristic, ...]:
    return (*package.claims, *package.heuristics)


def _entry_problem(package: Package, entry: str, file: str) -> str | None:
    value, _, reference = _parts(entry)
    if not reference:
        return "names no place behind an arrow"
    quotes = _QUOTE.findall(entry)
    files = _evidence_files(package, reference, file)
    if not quotes and not files:
        return "has neither verbatim words nor a file under evidence/"
    known = values(" ".join(quotes)).union(*map(values, _texts(package, files)))
    untraced = [text for text in measured(unescape(value)) if value_of(text) not in known]
    return f"gives {_listed(untraced)}, which its words do not hold" if untraced else None


@rule("S513", "quote-grounded", "error")
def quote_grounded(package: Package) -> Iterator[Problem]:
    """A quote of a claim is in the record of what the sources say.

    When an Ara has `evidence/sources.jsonl`, every quote whose source is not a file of the Ara is found there, up to
    blanks and hyphenation. A quote that cites a text file of the Ara is found in that file; there a difference is a
    warning, since people shorten.
    """
    for claim in _sourced(package):
        for entry in claim.sources:
            reference = _parts(entry)[2]
            cited = [path for path in _files(package, reference, claim.location.file) if path in package.texts]
            for quote in _QUOTE.findall(entry):
                words = _squeezed(unescape(quote))
                if cited:
                    texts = [_squeezed(package.texts[path]) for path in cited]
                    if not any(_holds(text, words) for text in texts):
                        yield _ungrounded(claim, quote, cited[0], "warning")
                elif package.spans and not _in_spans(words, tuple(span.quote for span in package.spans)):
                    yield _ungrounded(claim, quote, SPANS, "error")


def _ungrounded(claim: Claim | Heuristic, quote: str, where: str, severity: Severity) -> Problem:
    return Problem(
        claim.line_of("sources"),
        f"{claim.id} quotes «{_clipped(quote)}», which {where} does not hold.",
        "Quote verbatim, or correct the reference.",
        severity,
    )


def _in_spans(words: str, quotes: tuple[str, ...]) -> bool:
    """A passage that is longer than the record keeps is recognised by its start."""
    held, together = _squeezed_all(quotes)
    return words in together or any(words.startswith(span) for span in held)


@lru_cache(maxsize=2)
def _squeezed_all(quotes: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Give the long quotes, and all quotes in one text that no match can cross."""
    squeezed = [_squeezed(quote) for quote in quotes]
    return tuple(quote for quote in squeezed if len(quote) >= LONG), "\0".join(squeezed)


def _holds(text: str, words: str) -> bool:
    """Words with … between are parts of a longer passage."""
    return all(part in text for part in re.split(r"\.\.\.|…", words))


def _squeezed(text: str) -> str:
    """Give a text without blanks and hyphens inside words, in compatibility form: what hyphenation leaves alone."""
    return _HYPHEN.sub("", "".join(unicodedata.normalize("NFKC", text).split()))


def _parts(entry: str) -> tuple[str, str, str]:
    """Split an entry into value, arrow and reference, the quotes left out."""
    bare = _QUOTE.sub(" ", entry)
    match = _ARROW.search(bare)
    if match is None:
        return bare.strip(), "", ""
    return bare[: match.start()].strip(" ["), match.group(), bare[match.end() :].strip()


def _quotes(claim: Claim) -> list[str]:
    return [unescape(quote) for entry in claim.sources for quote in _QUOTE.findall(entry)]


def _evidence(package: Package, claim: Claim) -> list[str]:
    """Give the evidence files that a claim names, by itself, through its experiments and through the index."""
    named = [path for entry in claim.sources for path in _evidence_files(package, entry, claim.location.file)]
    proofs = {name for item in claim.proof for name in ids_in(item, "E")}
    named += [path for item in claim.proof for path in _evidence_files(package, item, claim.location.file)]
    for experiment in package.experiments:
        if experiment.id in proofs:
            for item in experiment.evidence:
                named += _evidence_files(package, item, experiment.location.file)
    for row in package.index:
        if claim.id in row.claims:
            named += _evidence_files(package, row.path, row.location.file)
    return named


def _evidence_files(package: Package, text: str, file: str) -> list[str]:
    return [path for path in _files(package, text, file) if path.startswith("evidence/") and path in package.texts]


def _texts(package: Package, paths: list[str]) -> list[str]:
    return [package.texts[path] for path in paths]


def _files(package: Package, text: str, file: str) -> list[str]:
    mentions = mentioned_paths(text, file, package.files, "evidence")
    return [mention.name for mention in mentions if mention.name in package.files]


def _listed(texts: list[str]) -> str:
    shown = ", ".join(texts[:6])
    return shown + (f" and {len(texts) - 6} more" if len(texts) > 6 else "")


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
