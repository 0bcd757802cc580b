"""The log beside a record: what the command printed, masked and bounded."""

from __future__ import annotations

import re
from pathlib import Path

from .masking import Masker

_HEAD = 128 << 10
_TAIL = 384 << 10
_COLOUR = re.compile(r"\x1b\[[0-9;:]*m")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def masked_log(streams: dict[str, tuple[Path, int]], masker: Masker) -> tuple[bytes, bool]:
    """Give the log of streams, each a file and the count of bytes printed; and whether any of these are left out.

    Of a long stream the first and the last lines are kept, and the log says how many bytes are not.
    """
    parts: list[str] = []
    any_left_out = False
    for name, (path, printed) in streams.items():
        data = path.read_bytes() if path.exists() else b""
        text, left_out = _kept(data, printed, masker)
        any_left_out = any_left_out or left_out > 0
        parts.append(f"== {name}: {printed} bytes" + (f", {left_out} of them left out" if left_out else "") + " ==\n")
        parts.append(text + ("" if text.endswith("\n") or not text else "\n"))
    return "".join(parts).encode("utf-8"), any_left_out


def _kept(data: bytes, printed: int, masker: Masker) -> tuple[str, int]:
    if printed > len(data):
        # the end was thrown away, and with it perhaps the rest of a secret, which would not be known by its start
        data = data[: max(0, len(data) - masker.longest)]
    for form, name in masker.secret_bytes:
        # before anything is cut, so that no secret is cut in two
        data = data.replace(form, b"[secret " + name + b"]")
    left_out = printed - len(data) if printed > len(data) else 0
    if len(data) <= _HEAD + _TAIL:
        return _text(data, masker), left_out
    head, tail = data[:_HEAD], data[-_TAIL:]
    # whole lines, so that what looks like a token is seen whole; a single endless line is cut where it must be
    head = head[: head.rfind(b"\n") + 1] or head
    tail = tail[tail.find(b"\n") + 1 :] or tail
    between = len(data) - len(head) - len(tail)
    words = f"\n[… {between} bytes left out …]\n"
    return _text(head, masker) + words + _text(tail, masker), left_out + between


def _text(data: bytes, masker: Masker) -> str:
    """Give text that a terminal shows and does not obey: colours go, other control signs are replaced."""
    text = _COLOUR.sub("", data.decode("utf-8", "replace"))
    return masker.text(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", text))
