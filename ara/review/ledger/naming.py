"""Which evidence a claim leads to: by path, by label, through its experiments and through the index."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.schema.identifiers import ids_in
from ara.schema.logic import Claim
from ara.schema.mentions import mentioned_paths
from ara.schema.package import Package

_LABEL = re.compile(
    r"\b(?P<kind>tab(?:le|\.)?|fig(?:ure|\.)?)s?\.?[\s_-]*0*(?P<number>[A-Z]?\.?\d+(?:\.\d+)*|[IVX]+)(?![^\W_])", re.I
)


def files_named_in(package: Package, text: str, file: str) -> tuple[str, ...]:
    """Give the evidence files that a text of `file` names by path, or by a label such as `Table 2`."""
    mentions = mentioned_paths(text, file, package.files, "evidence")
    paths = [mention.name for mention in mentions if mention.name in package.texts]
    if labels := labels_in(text):
        paths += [path for label, path in labelled_files(package) if label in labels]
    return tuple(dict.fromkeys(path for path in paths if path.startswith("evidence/")))


def labels_in(text: str) -> frozenset[str]:
    """Give the tables and figures that a text names, as `t2` and `f4`."""
    return frozenset(_label(match) for match in _LABEL.finditer(text))


def labelled_files(package: Package) -> tuple[tuple[str, str], ...]:
    """Give the label and path of each evidence file whose title, source or name says which object it is."""
    found = []
    for item in package.evidence:
        label = _label_of(item.title, item.source or "", item.location.file)
        if label is not None:
            found.append((label, item.location.file))
    return tuple(found)


@lru_cache(maxsize=4096)
def _label_of(title: str, source: str, path: str) -> str | None:
    """Remembered, since every text that names a table asks for the labels of all."""
    name = path.rpartition("/")[2].rpartition(".")[0]
    match = next((match for text in (title, source, name) if (match := _LABEL.match(text))), None)
    return None if match is None else _label(match)


def files_of_claim(package: Package, claim: Claim) -> tuple[str, ...]:
    """Give the evidence files that a claim leads to."""
    file = claim.location.file
    texts = (*claim.sources, *claim.proof, claim.evidence_basis or "", claim.statement or "")
    paths = [path for text in texts for path in files_named_in(package, text, file)]
    proofs = experiments_of(claim)
    for experiment in package.experiments:
        if experiment.id in proofs:
            named = (files_named_in(package, text, experiment.location.file) for text in experiment.evidence)
            paths += [path for found in named for path in found]
    for row in package.index:
        if claim.id in row.claims:
            paths += files_named_in(package, row.path, row.location.file)
    return tuple(dict.fromkeys(paths))


def experiments_of(claim: Claim) -> frozenset[str]:
    """Give the identifiers of the experiments that bear a claim out."""
    return frozenset(name for item in claim.proof for name in ids_in(item, "E"))


def _label(match: re.Match[str]) -> str:
    return match["kind"][0].lower() + match["number"].upper().strip(".")
