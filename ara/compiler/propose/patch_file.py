"""A patch file read without trusting it: the limits of every YAML file, then the model, proposal by proposal."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from ara.compiler.propose.patches import FORMAT, MOST_PROPOSALS, Proposal, RepoLines
from ara.compiler.propose.refusal import Refused
from ara.schema.errors import UnreadableError
from ara.schema.files import decode
from ara.schema.yaml import MappingNode, SequenceNode, parse_yaml, plain

MAX_BYTES = 4 * 2**20
"""Largest patch file that is read."""
_MEND = f"Write `format: {FORMAT}` and a list `proposals:`; `ara apply --schema` prints the whole form."
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


class Patch(NamedTuple):
    """What a patch file holds."""

    proposals: tuple[Proposal | Refused, ...]
    """Its proposals, and in place of each that is not of the form, why not."""

    def repository_paths(self) -> tuple[str, ...]:
        """Give the files of the repository that the proposals quote."""
        held = (proposal for proposal in self.proposals if not isinstance(proposal, Refused))
        sources = (grounding.source for proposal in held for grounding in proposal.groundings())
        return tuple(dict.fromkeys(source.path for source in sources if isinstance(source, RepoLines)))


def read_patch_file(file: Path) -> Patch:
    """Read a patch file, YAML or JSON. A proposal that is not of the form comes as a Refused; the others still count.

    Raises UnreadableError when the file is missing, larger than 4 MiB, no text, past a limit of `parse_yaml`, or
    not a patch file.
    """
    try:
        with file.open("rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnreadableError(f"cannot be read: {reason}.", file=str(file), mend="Give a patch file.") from error
    if len(data) > MAX_BYTES:
        raise UnreadableError("has more than 4 MiB.", file=str(file), mend="Split it.")
    return parse_patch(decode(data, str(file)), str(file))


def parse_patch(text: str, file: str) -> Patch:
    """Read the text of a patch file; `file` only serves messages. Raises UnreadableError as `read_patch_file` does."""
    root = parse_yaml(_joined_pairs(text), file)
    if not isinstance(root, MappingNode):
        raise UnreadableError("is no patch file.", file=file, line=root.line, mend=_MEND)
    for key, _ in root.entries:
        if key.text not in ("format", "proposals"):
            raise UnreadableError(f"has a key {key.text[:60]!r}.", file=file, line=key.line, mend=_MEND)
    form, listed = root.get("format"), root.get("proposals")
    if form is None or plain(form) != FORMAT:
        raise UnreadableError(f"does not say `format: {FORMAT}`.", file=file, mend=_MEND)
    if not isinstance(listed, SequenceNode):
        raise UnreadableError("has no list of proposals.", file=file, mend=_MEND)
    if len(listed.items) > MOST_PROPOSALS:
        raise UnreadableError(f"has more than {MOST_PROPOSALS:,} proposals.", file=file, mend="Split it.")
    return Patch(tuple(read_proposal(plain(item), item.line) for item in listed.items))


def read_proposal(data: Any, line: int | None = None) -> Proposal | Refused:
    """Give the proposal in plain data, or why it is none."""
    place = f"line {line}: " if line else ""
    try:
        return _adapter().validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        steps = ".".join(str(step) for step in problem["loc"][1:] if str(step) not in _MEMBERS)
        message = problem["msg"].removeprefix("Value error, ").rstrip(".")
        return Refused(f"{place}{steps + ': ' if steps else ''}{message[:1].lower()}{message[1:]}"[:300])


_MEMBERS = ("PdfPage", "RepoLines", "HeldFile")


@cache
def _adapter() -> TypeAdapter[Proposal]:
    return TypeAdapter(Proposal)


def _joined_pairs(text: str) -> str:
    """JSON spells characters beyond 16 bits as two escapes, which YAML does not know."""

    def join(match: re.Match[str]) -> str:
        high, low = int(match[2], 16), int(match[3], 16)
        return match[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

    return _PAIR.sub(join, text) if text.lstrip().startswith(("{", "[")) else text
