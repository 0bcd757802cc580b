"""Claims and the launch commands that speak of the same things."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from ara.compiler.claims.cells import named_labels
from ara.compiler.claims.phrases import any_of
from ara.compiler.identify import CandidateExperiment, Identified, NumberedClaim
from ara.schema.links import Link

_WORD = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[.-]?\d[\w]*)*")
_COMMON = any_of(
    """run, main, train, training, eval, evaluate, evaluation, test, testing, python, python3, script, scripts,
    model, models, data, dataset, datasets, config, configs, bash, sh, py, json, yaml, yml, benchmark,
    benchmarks, bench, experiment, experiments, output, outputs, input, result, results, path, dir, name, file,
    true, false, none, cuda, device, gpu, gpus, batch, size, num, max, min, seed, step, steps, epoch, epochs,
    length, time, rate, log, logs, save, load, torchrun, accelerate, launch, nproc, node, nodes, master, port,
    http, https, com, github, home, user, src, lib, bin, tmp, the, and, for, with, from, all, base, large,
    small, full, example, examples, demo, start, type, mode, task, tasks, method, methods, token, tokens,
    budget, baseline, default, our, table, figure, score, scores, accuracy, performance, speedup, speed,
    throughput, latency, higher, lower, better, than, over, using, used, block, attention, transformer,
    language, learning, generation, code, paper"""
)
_SHORTEST = 3
_LOWER_CASE = 6
"""Letters from which a word without capitals or digits can be a technical one."""
_LEAST_SHARED = 2
_LEAST_SCORE = 0.5
_LONGEST_PHRASE = 4
_MOST_COMMANDS = 2
_MOST_SHARE = 3
"""A word that stands in more than every third claim, or command, tells none of them from the others."""
_NAMED, _SHARED = 0.95, 0.9
_WORD_WEIGHT, _PHRASE_WEIGHT = 0.5, 0.65


def link_commands(identified: Identified) -> Iterator[Link]:
    """Link a claim to candidate experiments: those whose heading or name says its table, else those that share words.

    Words count when few claims and few commands have them, the more so the fewer. At least two are needed, one of them
    a name (with a capital or a digit), or else a script's name of several words: neither the name of a model alone nor
    common speech links anything.
    """
    spoken = {item.id: _folded(_words_of(item)) | _phrases(item) for item in identified.candidates}
    phrases = frozenset(word for words in spoken.values() for word in words if " " in word)
    told = {claim.id: _words_and(_told(claim, identified), phrases) for claim in identified.claims}
    by_command = Counter(word for words in spoken.values() for word in words)
    by_claim = Counter(word for words in told.values() for word in _folded(words))
    rare = {
        word: (_PHRASE_WEIGHT if " " in word else _WORD_WEIGHT) / math.sqrt(by_command[word])
        for word in by_command
        if by_command[word] <= max(1, len(spoken) // _MOST_SHARE) and by_claim[word] <= max(1, len(told) // _MOST_SHARE)
    }
    for claim in identified.claims:
        words = {word.lower(): _is_name(word) for word in sorted(told[claim.id])}
        labels = _labels(claim)
        links = []
        for candidate in identified.candidates:
            shared = {word: words[word] for word in spoken[candidate.id] & words.keys() & rare.keys()}
            found = _named(claim, candidate, labels) or _sharing(claim, candidate, shared, rare)
            if found is not None:
                links.append(found)
        yield from sorted(links, key=lambda item: (-item.score, item.target))[:_MOST_COMMANDS]


def _named(claim: NumberedClaim, candidate: CandidateExperiment, labels: frozenset[str]) -> Link | None:
    command = candidate.command
    named = labels & set(named_labels(f"{command.context or ''} {' '.join(command.argv).replace('_', ' ')}"))
    if not named:
        return None
    reason = f"its heading or name says {', '.join(sorted(named))}"
    return Link(source=claim.id, target=candidate.id, kind="command", reason=reason, score=_NAMED)


def _sharing(
    claim: NumberedClaim, candidate: CandidateExperiment, shared: dict[str, bool], rare: dict[str, float]
) -> Link | None:
    within = {part for word in shared if " " in word for part in word.split()}
    usable = (word for word, is_name in shared.items() if is_name or len(word) >= _LOWER_CASE)
    telling = sorted(word for word in usable if word not in within)
    if sum(len(word.split()) for word in telling) < _LEAST_SHARED or not any(shared.values()):
        return None
    score = round(min(1 - math.prod(1 - rare[word] for word in telling), _SHARED), 2)
    if score < _LEAST_SCORE:
        return None
    reason = f"shares the words {', '.join(telling)}"
    return Link(source=claim.id, target=candidate.id, kind="command", reason=reason, score=score)


def _labels(claim: NumberedClaim) -> frozenset[str]:
    labels = {*claim.reading.evidence, claim.reading.where}
    return frozenset(label for label in labels if label.startswith(("Table ", "Figure ")))


def _told(claim: NumberedClaim, identified: Identified) -> str:
    """The words of a claim, of the rows and columns it stands on, and of the captions of its tables and figures."""
    reading = claim.reading
    labels = _labels(claim)
    captions = [item.object.caption for item in identified.reported if item.label in labels]
    cells = [f"{cell.row_name} {cell.column_name}" for cell in reading.cells]
    return " ".join([reading.statement, *captions, *cells])


def _words_of(candidate: CandidateExperiment) -> frozenset[str]:
    """The words of a command, without arguments that are prose."""
    command = candidate.command
    arguments = [word for word in command.argv if " " not in word.strip()]
    return _words(" ".join([*arguments, *(value for _, value in command.env), command.context or ""]))


def _phrases(candidate: CandidateExperiment) -> frozenset[str]:
    """Give names of several words that a command starts or configures, `page size` of `page_size.py`."""
    stems = (PurePosixPath(word.replace(".py", "")).name.rpartition(".")[2] for word in candidate.command.argv)
    parts = (re.split(r"[_-]", PurePosixPath(stem).stem.lower()) for stem in stems)
    return frozenset(
        " ".join(words)
        for words in parts
        if 1 < len(words) <= _LONGEST_PHRASE
        and all(word.isalpha() and len(word) >= _SHORTEST for word in words)
        and any(_COMMON.fullmatch(word) is None for word in words)
    )


def _words_and(text: str, phrases: frozenset[str]) -> frozenset[str]:
    plain = f" {' '.join(re.findall(r'[a-z]+', text.lower()))} "
    return _words(text) | {phrase for phrase in phrases if f" {phrase} " in plain}


def _words(text: str) -> frozenset[str]:
    """Give the words of a text as written, common ones left out."""
    found = (word.strip(".-") for word in _WORD.findall(text.replace("_", " ").replace("/", " ")))
    return frozenset(word for word in found if len(word) >= _SHORTEST and _COMMON.fullmatch(word) is None)


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _is_name(word: str) -> bool:
    return " " in word or any(sign.isdigit() for sign in word) or any(sign.isupper() for sign in word[1:])
