"""Markdown that is not made of blocks: `src/environment.md`, and pages of free text."""

from __future__ import annotations

from ara.schema.code import EnvironmentEntry
from ara.schema.documents.reading import FileKind, Parts, Reading
from ara.schema.edits import Edit, apply_edits
from ara.schema.location import Location
from ara.schema.markdown import FieldText, parse_markdown
from ara.schema.markdown.render import field_text
from ara.schema.package import Page


def _fields(text: str) -> list[tuple[str, FieldText]]:
    blocks = parse_markdown(text).blocks
    return [("" if block.level < 2 else block.title, field) for block in blocks for field in block.fields]


def _read_environment(path: str, text: str) -> Reading:
    entries = tuple(
        EnvironmentEntry(
            section=section,
            label=field.label,
            text=field.value,
            location=Location(file=path, line=field.line, pointer=f"/fields/{index}"),
        )
        for index, (section, field) in enumerate(_fields(text))
    )
    return Reading({"environment": entries})


def _revise_environment(path: str, text: str, before: Parts, after: Parts) -> str:
    wanted = {entry.location.pointer: entry for entry in after.get("environment", ())}
    edits: list[Edit] = []
    for old, (_, field) in zip(before.get("environment", ()), _fields(text), strict=True):
        new = wanted.get(old.location.pointer)
        if new is None:
            edits.append(Edit(start=field.start, end=min(field.end + 1, len(text)), text=""))
            continue
        if new.label != old.label:
            start = field.label_start + 2
            edits.append(Edit(start=start, end=start + len(field.label), text=new.label))
        if new.text != old.text:
            pad = "\n" + " " * field.indent
            gap = "" if text[field.value_start - 1] in " \n" else " "
            edits.append(Edit(start=field.value_start, end=field.end, text=gap + new.text.replace("\n", pad)))
    fresh = [entry for entry in after.get("environment", ()) if not entry.location.pointer]
    if fresh:
        lines = "".join("\n" + field_text(entry.label, entry.text) for entry in fresh)
        end = len(text.rstrip())
        edits.append(Edit(start=end, end=end, text=lines))
    return apply_edits(text, edits)


def _render_environment(path: str, parts: Parts) -> str:
    lines = ["# Environment", ""]
    section = ""
    for entry in parts.get("environment", ()):
        if entry.section != section:
            section = entry.section
            lines += ["", f"## {section}", ""]
        lines.append(field_text(entry.label, entry.text))
    return "\n".join(lines) + "\n"


ENVIRONMENT = FileKind(
    "environment",
    "src/environment.md",
    ("environment",),
    _read_environment,
    _revise_environment,
    _render_environment,
)


def _read_page(path: str, text: str) -> Reading:
    heads = [block for block in parse_markdown(text).blocks if block.level]
    page = Page(
        location=Location(file=path, line=1, pointer="/"),
        title=heads[0].title if heads else "",
        headings=tuple((block.level, block.title, block.line) for block in heads),
        text=text,
    )
    return Reading({"pages": (page,)})


def _revise_page(path: str, text: str, before: Parts, after: Parts) -> str:
    return str(after["pages"][0].text)


def _render_page(path: str, parts: Parts) -> str:
    return str(parts["pages"][0].text)


PAGE = FileKind(
    "page", "{logic/**,src/**,rubric/**,data/**,README}.md", ("pages",), _read_page, _revise_page, _render_page
)
