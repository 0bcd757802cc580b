"""Write plain data as YAML that every reader understands: block style, and quotes wherever a word could be mistaken."""

from __future__ import annotations

import json
import math
import re
from functools import cache

from ara.schema.yaml.nodes import Plain
from ara.schema.yaml.parse import parse_yaml

INDENT = 2
WIDTH = 110

_SAFE_WORD = re.compile(r"[A-Za-z_/][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+()-]+)*")
# Words that some reader of YAML 1.1 or 1.2 takes for a truth value, nothing, or a number.
_RESERVED = re.compile(r"~|null|true|false|yes|no|on|off|y|n|\.?inf|\.?nan|0[xob].*|[-+]?[0-9].*|<<|=", re.IGNORECASE)
_REFUSED = r"[^\t\n\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


def render_yaml(data: Plain, header: str = "") -> str:
    """Give a whole document. `header` holds comment lines that go before it."""
    if isinstance(data, dict | list) and data:
        return header + "\n".join(block_lines(data, 0)) + "\n"
    return header + inline(data) + "\n"


def block_lines(data: Plain, indent: int) -> list[str]:
    """Give the lines of a non-empty mapping or list in block style, each indented by `indent` columns."""
    pad = " " * indent
    lines: list[str] = []
    if isinstance(data, dict):
        for key, value in data.items():
            lines += _after(f"{pad}{scalar_key(key)}:", value, indent)
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, dict | list) and item:
                nested = block_lines(item, indent + INDENT)
                lines += [f"{pad}- {nested[0][indent + INDENT :]}", *nested[1:]]
            else:
                lines += _after(f"{pad}-", item, indent)
    return lines


def _after(lead: str, value: Plain, indent: int) -> list[str]:
    if isinstance(value, dict | list) and value:
        if isinstance(value, list) and all(_short(item) for item in value):
            flat = f"{lead} {inline(value)}"
            if len(flat) <= WIDTH:
                return [flat]
        return [lead, *block_lines(value, indent + INDENT)]
    if isinstance(value, str) and "\n" in value and _literal_safe(value):
        chomp = "" if value.endswith("\n") else "-"
        pad = " " * (indent + INDENT)
        body = value.removesuffix("\n").split("\n")
        return [f"{lead} |{chomp}", *(pad + line if line else "" for line in body)]
    return [f"{lead} {inline(value)}"]


def _short(value: Plain) -> bool:
    return not isinstance(value, dict | list) and len(str(value)) <= 60


def inline(value: Plain) -> str:
    """Give a value on one line, in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar_key(key)}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, float):
        return _float(value)
    return json.dumps(value)


def scalar(text: str) -> str:
    """Spell a string on one line, quoted unless it cannot be mistaken for anything else."""
    if _SAFE_WORD.fullmatch(text) and not _RESERVED.fullmatch(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Spell a string in double quotes."""
    # JSON's escapes are YAML's, but YAML refuses some characters that JSON leaves bare
    return _unprintable().sub(_escape, json.dumps(text, ensure_ascii=False))


def scalar_key(text: str) -> str:
    """Spell a key."""
    return scalar(text)


@cache
def _unprintable() -> re.Pattern[str]:
    """Compile the range of all of Unicode when it is first needed; that takes longer than all other patterns here."""
    return re.compile(_REFUSED)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _float(value: float) -> str:
    if math.isfinite(value):
        text = repr(value)
        # 1e-05 is a number to YAML 1.2 but a word to YAML 1.1, which wants a point in the mantissa
        return re.sub(r"^([-+]?\d+)(e)", r"\1.0\2", text)
    return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"


def _literal_safe(value: str) -> bool:
    """A block literal keeps the text only without odd characters, indented first lines and stray line ends."""
    if _unprintable().search(value) or "\t" in value or value.endswith("\n\n") or not value.strip():
        return False
    lines = value.removesuffix("\n").split("\n")
    if not lines[0] or lines[0][0] == " " or any(line != line.rstrip() for line in lines):
        return False
    rendered = (
        "|" + ("" if value.endswith("\n") else "-") + "\n" + "\n".join("  " + line if line else "" for line in lines)
    )
    return getattr(parse_yaml(rendered + "\n", "<rendered>"), "value", None) == value
