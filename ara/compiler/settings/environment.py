"""The experimental environment, gathered from every sentence of a paper outside its references."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ara.compiler.claims.phrases import alternatives, any_of
from ara.compiler.claims.places import Place, caption_label, locate
from ara.compiler.claims.sentences import LONGEST, split_sentences
from ara.compiler.claims.verbatim import PageWords
from ara.compiler.paper.model import Gap, PaperReading, Passage
from ara.compiler.settings import catalogue
from ara.compiler.settings.model import EnvironmentItem, EnvironmentReading

Found = tuple[str, str]
"""A name and its detail."""

_SIZE = re.compile(
    r"(?<![\d.,])(?!(?:19|20)\d\d\b)(?P<size>\d[\d,.]*\s?[KMB]?\s+(?:million\s+)?(?:[\w-]+\s+){0,2}?"
    + alternatives(
        "examples, samples, sentences, sentence pairs, problems, instances, images, tokens, questions, documents"
    )
    + ")"
)
_GENERIC = any_of(
    "the, this, these, our, all, each, both, such, other, same, new, first, second, training, test, github"
)


def read_environment(paper: PaperReading) -> EnvironmentReading:
    """Return hardware, software, models, data sets and seeds that the paper names; each kind not found is a gap.

    Related work counts for none of them, since what others used is not this paper's environment.
    """
    pages = PageWords(paper)
    sentences = tuple(_sentences(paper))
    hardware = _collect(sentences, pages, _hardware)
    software = _collect(sentences, pages, _software)
    models = _collect(sentences, pages, _models)
    datasets = _collect(sentences, pages, _datasets)
    seeds = _collect(sentences, pages, _seeds)
    kinds = {"hardware": hardware, "software": software, "models": models, "data sets": datasets, "random seeds": seeds}
    gaps = tuple(
        Gap(what=f"environment: {kind}", where="all sections but related work", why=f"No sentence names any {kind}.")
        for kind, items in kinds.items()
        if not items
    )
    return EnvironmentReading(
        hardware=hardware, software=software, models=models, datasets=datasets, seeds=seeds, gaps=gaps
    )


def _sentences(paper: PaperReading) -> Iterator[tuple[str, Passage, Place]]:
    for passage in paper.passages:
        if passage.kind not in ("abstract", "body", "list", "caption", "footnote"):
            continue
        place = locate(paper, passage)
        if place.zone == "background" or (place.name == "Front matter" and caption_label(passage.text) is None):
            continue
        for sentence in split_sentences(passage.text):
            if len(sentence.text) <= LONGEST:
                yield sentence.text, passage, place


def _collect(
    sentences: tuple[tuple[str, Passage, Place], ...], pages: PageWords, find: Callable[[str], Iterator[Found]]
) -> tuple[EnvironmentItem, ...]:
    """Return one item per name, from the sentence that tells most about it."""
    items: dict[str, EnvironmentItem] = {}
    for text, passage, place in sentences:
        for name, detail in dict(find(text)).items():
            key = re.sub(r"[\s_-]", "", name).lower().removeprefix("nvidia").removesuffix("s")
            known = items.get(key)
            if known is not None and (known.detail or not detail):
                items[key] = known.model_copy(update={"mentions": known.mentions + 1})
                continue
            found = pages.find_around(text, name, passage.regions)
            if found is None:
                continue
            items[key] = EnvironmentItem(
                name=name,
                detail=detail,
                quote=found.text,
                region=found.region,
                where=place.name,
                mentions=1 if known is None else known.mentions + 1,
            )
    return tuple(items.values())


def _hardware(text: str) -> Iterator[Found]:
    for match in catalogue.HARDWARE.finditer(text):
        yield match["name"].strip(), match["count"] or ""


def _software(text: str) -> Iterator[Found]:
    for pattern in (catalogue.SOFTWARE, catalogue.SOFTWARE_SHAPE):
        for match in pattern.finditer(text):
            yield match["name"], match["version"] or ""


def _models(text: str) -> Iterator[Found]:
    for pattern in (catalogue.MODELS, catalogue.MODEL_SHAPE):
        for match in pattern.finditer(text):
            yield match["name"].rstrip(".- "), ""


def _datasets(text: str) -> Iterator[Found]:
    size = _SIZE.search(text)
    detail = size["size"] if size else ""
    for pattern in (catalogue.DATASETS, catalogue.DATASET_SHAPE):
        for match in pattern.finditer(text):
            if _GENERIC.fullmatch(match["name"]) is None:
                yield match["name"], detail


def _seeds(text: str) -> Iterator[Found]:
    for match in catalogue.SEEDS.finditer(text):
        yield match["name"], match["count"] or match["times"] or ""
