"""The files of the logic layer that mix several classes: `logic/problem.md` and `logic/concepts.md`."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ara.schema.documents.blocks import read_blocks, revise_blocks, with_prefix
from ara.schema.documents.bullets import bind_item, item_at, item_pointer, revise_item
from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.edits import Edit, apply_edits
from ara.schema.location import Location, Notice
from ara.schema.logic import Assumption, Concept, Insight, Observation, ProblemGap
from ara.schema.markdown import Block, Entity, ItemText, MarkdownDocument, parse_markdown, render_entity

_ASSUMPTION = re.compile(r"(?P<id>A\d{1,4})\s*[:—–-]\s*")


def _bullets(
    cls: type[Entity], document: MarkdownDocument, path: str, field: str, blocks: set[int] | None = None
) -> tuple[list[Entity], list[Notice]]:
    entities, notices = [], []
    for index, block in enumerate(document.blocks):
        if blocks is not None and index not in blocks:
            continue
        for number, item in enumerate(block.items):
            if not item.bold:
                continue
            location = Location(file=path, line=item.line, pointer=item_pointer(index, number))
            found = bind_item(cls, item, location, field, max(2, block.level + 1))
            if found is not None:
                entities.append(found[0])
                notices.append(found[1])
    return entities, notices


def _by_place(entities: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(entities, key=lambda entity: entity.location.line))


def _is_insight(block: Block) -> bool:
    return block.level >= 2 and any(field.label.casefold() == "insight" for field in block.fields)


def _read_problem(path: str, text: str) -> Reading:
    document = parse_markdown(text)
    parts: dict[str, tuple[Any, ...]] = {}
    notices: list[Notice] = []
    for part, cls in (("observations", Observation), ("gaps", ProblemGap)):
        headed, noticed = read_blocks(cls, document, path, with_prefix(cls.prefix))
        listed, noticed_too = _bullets(cls, document, path, "statement")
        parts[part] = _by_place([*headed, *listed])
        notices += [*noticed, *noticed_too]
    insights, noticed = read_blocks(Insight, document, path, _is_insight)
    parts["insights"] = tuple(insights)
    parts["assumptions"] = tuple(_assumptions(document, path))
    return Reading(parts, (*notices, *noticed))


def _assumptions(document: MarkdownDocument, path: str) -> list[Assumption]:
    found = []
    for index, block in enumerate(document.blocks):
        if not block.title.casefold().startswith("assumption"):
            continue
        for number, item in enumerate(block.items):
            match = _ASSUMPTION.match(_words(item))
            found.append(
                Assumption(
                    location=Location(file=path, line=item.line, pointer=item_pointer(index, number)),
                    id=match["id"] if match else "",
                    text=_words(item)[match.end() :] if match else _words(item),
                )
            )
    return found


def _words(item: ItemText) -> str:
    return f"**{item.bold}** {item.text}" if item.bold else item.text


def _revise_problem(path: str, text: str, before: Parts, after: Parts) -> str:
    document = parse_markdown(text)
    edits: list[Edit] = []
    for part in ("observations", "gaps", "insights"):
        edits += _revise_mixed(document, before.get(part, ()), after.get(part, ()), "statement", 3)
    edits += _revise_assumptions(document, before.get("assumptions", ()), after.get("assumptions", ()))
    return apply_edits(text, edits)


def _revise_mixed(
    document: MarkdownDocument, before: tuple[Any, ...], after: tuple[Any, ...], field: str, level: int
) -> list[Edit]:
    """Entities under headings and entities in bullets, each revised in its own manner."""
    edits: list[Edit] = []
    wanted = {entity.location.pointer: entity for entity in after}
    listed = [entity for entity in before if "/items/" in entity.location.pointer]
    for old in listed:
        item, new = item_at(document.blocks, old.location.pointer), wanted.get(old.location.pointer)
        if new is None:
            edits.append(Edit(start=item.start, end=item.end, text=""))
        elif new != old:
            edits += revise_item(item, old, new, field)
    headed = tuple(entity for entity in before if "/items/" not in entity.location.pointer)
    others = tuple(entity for entity in after if "/items/" not in entity.location.pointer)
    return edits + revise_blocks(document, headed, others, level)


def _assumption_words(entity: Assumption) -> str:
    return f"{entity.id}: {entity.text}" if entity.id else entity.text


def _assumption_line(entity: Assumption) -> str:
    return "- " + _assumption_words(entity).replace("\n", "\n  ") + "\n"


def _revise_assumptions(document: MarkdownDocument, before: tuple[Any, ...], after: tuple[Any, ...]) -> list[Edit]:
    edits = []
    wanted = {entity.location.pointer: entity for entity in after}
    for old in before:
        item, new = item_at(document.blocks, old.location.pointer), wanted.get(old.location.pointer)
        if new is None:
            edits.append(Edit(start=item.start, end=item.end + 1, text=""))
        elif new != old:
            words = _assumption_words(new)
            start = item.bold_start if item.bold else item.text_start
            edits.append(Edit(start=start, end=item.end, text=words.replace("\n", "\n" + " " * item.indent)))
    fresh = [entity for entity in after if not entity.location.pointer]
    if fresh and before:
        end = item_at(document.blocks, before[-1].location.pointer).end
        lines = "".join(map(_assumption_line, fresh)).removesuffix("\n")
        edits.append(Edit(start=end, end=end, text="\n" + lines))
    return edits


def _render_problem(path: str, parts: Parts) -> str:
    pieces = ["# Problem Specification\n"]
    for heading, part in (("Observations", "observations"), ("Gaps", "gaps")):
        pieces += [f"## {heading}\n", *(render_entity(entity, 3) for entity in parts.get(part, ()))]
    pieces += [render_entity(entity) for entity in parts.get("insights", ())]
    assumptions = parts.get("assumptions", ())
    if assumptions:
        pieces.append("## Assumptions\n" + "".join(map(_assumption_line, assumptions)))
    return "\n".join(pieces)


PROBLEM = FileKind(
    "problem",
    "logic/problem.md",
    ("observations", "gaps", "insights", "assumptions"),
    _read_problem,
    _revise_problem,
    _render_problem,
)


def _read_concepts(path: str, text: str) -> Reading:
    document = parse_markdown(text)
    listed_in = {i for i, block in enumerate(document.blocks) if not block.fields and any(x.bold for x in block.items)}
    groups = {document.blocks[index].start for index in listed_in}
    # a heading without fields is a concept without a definition, unless it only gathers others
    groups |= {one.start for one, other in pairwise(document.blocks) if not one.fields and other.level > one.level}

    def is_concept(block: Block) -> bool:
        return block.level == 2 and block.start not in groups if not block.fields else block.level >= 2

    headed, noticed = read_blocks(Concept, document, path, is_concept)
    listed, noticed_too = _bullets(Concept, document, path, "definition", listed_in)
    return Reading({"concepts": _by_place([*headed, *listed])}, (*noticed, *noticed_too))


def _revise_concepts(path: str, text: str, before: Parts, after: Parts) -> str:
    old, new = before.get("concepts", ()), after.get("concepts", ())
    return apply_edits(text, _revise_mixed(parse_markdown(text), old, new, "definition", 2))


def _render_concepts(path: str, parts: Parts) -> str:
    return "\n".join(["# Concepts\n", *(render_entity(entity) for entity in parts.get("concepts", ()))])


CONCEPTS = FileKind("concepts", "logic/concepts.md", ("concepts",), _read_concepts, _revise_concepts, _render_concepts)
