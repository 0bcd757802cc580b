"""The file `PAPER.md`."""

from __future__ import annotations

from typing import Any

from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.edits import Edit, apply_edits
from ara.schema.files import resolve_inside
from ara.schema.location import Location
from ara.schema.markdown import MarkdownDocument, parse_markdown
from ara.schema.markdown.links import link_targets
from ara.schema.paper import PaperManifest
from ara.schema.yaml import MappingNode, Plain, ScalarNode, YamlNode, parse_yaml, plain, render_yaml, splice_yaml

_LISTS = ("authors", "keywords")
_KEYS = ("title", "authors", "year", "venue", "doi", "ara_version", "domain", "keywords", "claims_summary", "abstract")


def _text(node: YamlNode) -> str:
    return node.text if isinstance(node, ScalarNode) else str(plain(node))


def _names(node: YamlNode) -> tuple[str, ...]:
    """Authors and key words: texts, or mappings with a name."""
    value = plain(node)
    if isinstance(value, list):
        return tuple(str(item.get("name", item)) if isinstance(item, dict) else str(item) for item in value)
    return () if value is None else (str(value),)


def _typed(key: str, node: YamlNode) -> Any:
    value = plain(node)
    if key in _LISTS:
        return _names(node)
    if value is None:
        return None
    if key == "claims_summary":
        return tuple(str(item) for item in value) if isinstance(value, list) else str(value)
    if key == "year":
        return value if isinstance(value, int) and not isinstance(value, bool) else _text(node)
    if key == "ara_version":
        return value if isinstance(value, int | float) and not isinstance(value, bool) else _text(node)
    return _text(node)


def _read(path: str, text: str) -> Reading:
    document = parse_markdown(text)
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    lines: dict[str, int] = {}
    if document.front_matter is not None:
        root = parse_yaml(document.front_matter, path, document.front_line)
        for key, node in root.entries if isinstance(root, MappingNode) else ():
            lines[key.text] = key.line
            if key.text in _KEYS:
                values[key.text] = _typed(key.text, node)
            else:
                extra[key.text] = plain(node)
    heads = [block for block in document.blocks if block.level]
    manifest = PaperManifest(
        location=Location(file=path, line=1, pointer="/front"),
        key_lines=lines,
        has_front_matter=document.front_matter is not None,
        extra=extra,
        heading=heads[0].title if heads else "",
        index_paths=_index_paths(document, path),
        has_layer_index=any("layer index" in block.title.casefold() for block in heads),
        **values,
    )
    return Reading({"paper": (manifest,)})


def _index_paths(document: MarkdownDocument, path: str) -> tuple[tuple[str, int], ...]:
    """Links of the tables in the body; a link that leaves the Ara is refused."""
    found = []
    for table in (table for block in document.blocks for table in block.tables):
        for line, row in zip(table.row_lines[1:], table.rows[1:], strict=True):
            for link in link_targets(row[0] if row else ""):
                target = link.split("#")[0]
                if target and "://" not in target:
                    found.append((resolve_inside(target, "", path, line), line))
    return tuple(found)


def _changed(before: PaperManifest, after: PaperManifest, data: dict[str, Plain]) -> dict[str, Plain]:
    now = dict(data)
    for key in _KEYS:
        new = getattr(after, key)
        if new == getattr(before, key):
            continue
        if new is None or new == ():
            now.pop(key, None)
        else:
            now[key] = list(new) if isinstance(new, tuple) else new
    if after.extra != before.extra:
        now = {key: value for key, value in now.items() if key in _KEYS or key in after.extra}
        now |= dict(after.extra)  # type: ignore[arg-type]
    return now


def _revise(path: str, text: str, before: Parts, after: Parts) -> str:
    document = parse_markdown(text)
    old, new = before["paper"][0], after["paper"][0]
    edits: list[Edit] = []
    if document.front_matter is not None:
        data = plain(parse_yaml(document.front_matter, path, document.front_line))
        wanted = _changed(old, new, data if isinstance(data, dict) else {})
        front = splice_yaml(document.front_matter, wanted, path)
        edits.append(Edit(start=document.front_start, end=document.front_end, text=front))
    elif wanted := _changed(old, new, {}):
        edits.append(Edit(start=0, end=0, text=f"---\n{render_yaml(wanted)}---\n\n"))
    if old.heading != new.heading:
        block = next((block for block in document.blocks if block.level), None)
        if block is not None:
            edits.append(Edit(start=block.title_start, end=block.title_end, text=new.heading))
    return apply_edits(text, edits)


def front_matter(manifest: PaperManifest) -> str:
    """Give the YAML between its `---` lines. Title, authors and year stand there also when they are not known."""
    empty = PaperManifest(location=manifest.location)
    unknown: dict[str, Plain] = {"title": None, "authors": [], "year": None}
    return f"---\n{render_yaml(unknown | _changed(empty, manifest, {}))}---\n"


def _render(path: str, parts: Parts) -> str:
    manifest = parts["paper"][0]
    rows = [f"| [{target}]({target}) |" for target, _ in manifest.index_paths]
    body = [front_matter(manifest), f"# {manifest.heading or manifest.title or ''}", "", "## Layer Index", ""]
    return "\n".join([*body, "| File |", "| --- |", *rows]) + "\n"


PAPER = FileKind("paper", "PAPER.md", ("paper",), _read, _revise, _render)
