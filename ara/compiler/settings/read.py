"""A paper's settings, from its sentences, captions and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.compiler.claims.conditions import find_conditions
from ara.compiler.claims.places import caption_label, locate
from ara.compiler.claims.sentences import is_prose, split_sentences
from ara.compiler.claims.verbatim import PageWords
from ara.compiler.paper.model import PaperReading, Passage, TableReading
from ara.compiler.settings.grids import find_laid_out, find_wordy_cells
from ara.compiler.settings.model import SettingReading
from ara.compiler.settings.names import setting_id
from ara.compiler.settings.prose import Stated, find_stated

_FOR = re.compile(
    r"\b(?:for|in|on|with)\s+(?:the|our|both|all)?\s*(?:[\w.+()-]+\s+){1,4}?(?:models?|runs?|experiments?|tasks?|settings?|baselines?|phase|stage|"
    r"training|evaluation|inference|metrics?|tokenization|methods?|agents?)\b",
    re.IGNORECASE,
)


def read_settings(paper: PaperReading) -> tuple[SettingReading, ...]:
    """Return the settings that the paper states, in reading order, each name with each value once.

    A setting whose words cannot be found on the page is left out.
    """
    pages = PageWords(paper)
    first: dict[tuple[str, str], SettingReading] = {}
    for setting in (*_from_passages(paper, pages), *_from_tables(paper, pages)):
        key = (setting.id, setting.value if setting.origin != "table" else f"{setting.value} {setting.context}")
        first.setdefault(key, setting)
    return tuple(sorted(first.values(), key=lambda setting: (setting.region.page, setting.region.box[1])))


def _from_passages(paper: PaperReading, pages: PageWords) -> Iterator[SettingReading]:
    for passage in paper.passages:
        if passage.kind not in ("abstract", "body", "list", "caption", "footnote"):
            continue
        place = locate(paper, passage)
        if place.zone == "background" or (place.name == "Front matter" and passage.kind != "caption"):
            continue
        if passage.kind == "caption" and caption_label(passage.text) is None:
            continue
        for sentence in split_sentences(passage.text):
            for stated in find_stated(sentence.text) if is_prose(sentence.text) else ():
                setting = _from_sentence(sentence.text, stated, passage, place.name, pages)
                if setting is not None:
                    yield setting


def _from_sentence(
    sentence: str, stated: Stated, passage: Passage, where: str, pages: PageWords
) -> SettingReading | None:
    found = pages.find_around(sentence, stated.value, passage.regions)
    if found is None:
        return None
    return SettingReading(
        id=setting_id(stated.name),
        name=stated.name,
        value=stated.value,
        unit=stated.unit,
        context=_context(sentence, stated) or where,
        quote=found.text,
        region=found.region,
        where=where,
        origin="caption" if passage.kind == "caption" else "prose",
    )


def _context(sentence: str, stated: Stated) -> str:
    named = tuple(match.group() for match in _FOR.finditer(sentence))
    phrases = (*named[:2], *find_conditions(sentence))
    kept = [phrase for phrase in dict.fromkeys(phrases) if stated.value not in phrase and "=" not in phrase]
    whole = [phrase for phrase in kept if not any(phrase != other and phrase in other for other in kept)]
    return "; ".join(whole[:2])


def _from_tables(paper: PaperReading, pages: PageWords) -> Iterator[SettingReading]:
    for table in paper.tables:
        where = f"Table {table.label}"
        for cell in find_wordy_cells(table):
            for stated in find_stated(cell):
                if pages.holds(cell, table.region.page):
                    yield SettingReading(
                        id=setting_id(stated.name),
                        name=stated.name,
                        value=stated.value,
                        unit=stated.unit,
                        context=where,
                        quote=cell,
                        region=table.region,
                        where=where,
                        origin="table",
                    )
        for laid in find_laid_out(table):
            quote = _row_words(table, laid.row, pages)
            if quote is not None:
                yield SettingReading(
                    id=setting_id(laid.name),
                    name=laid.name,
                    value=laid.value,
                    unit="",
                    context=laid.context or where,
                    quote=quote,
                    region=table.region,
                    where=where,
                    origin="table",
                )


def _row_words(table: TableReading, row: int, pages: PageWords) -> str | None:
    """Quote the row when the page prints it in one run, else the caption."""
    cells = table.rows[row]
    line = " ".join(cell for i, cell in enumerate(cells) if cell and (i == 0 or cell != cells[i - 1]))
    if len(line) >= 8 and pages.holds(line, table.region.page):
        return line
    found = pages.find(table.caption, (table.caption_region,))
    return found[0].text if found else None
