"""What leaves a job is masked: secrets, things that look like one, and what says whose machine it was.

Nothing else is changed, and each mask says what stood there. A mask is no proof: a program can spell a secret in a way
that nobody foresees; a job without network can only put it where a person will look.
"""

from __future__ import annotations

import base64
import functools
import ipaddress
import os
import pwd
import re
import socket
from typing import Any
from urllib.parse import quote

_TOKENS = re.compile(
    r"""-----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----.*?(?:-----END[ ][A-Z ]*PRIVATE[ ]KEY-----|\Z)
    | \b(?:gh[pousr]_|github_pat_|glpat-|hf_|sk-|[sr]k_live_|npm_|pypi-|xox[abprs]-|dop_v1_)[A-Za-z0-9_\-]{16,}
    | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b
    | \bAIza[A-Za-z0-9_\-]{35}
    | \beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*
    """,
    re.VERBOSE | re.DOTALL,
)
_ASSIGNED = re.compile(
    r"""(?P<name>\b[A-Za-z0-9_\-]*(?:password|passwd|secret|api[_\-]?key|access[_\-]?key|auth[_\-]?token|access[_\-]?token)\b
    ["']?\s*[:=]\s*["']?)(?P<value>[^\s"',;]{6,})""",
    re.VERBOSE | re.IGNORECASE,
)
_SECRET_NAME = re.compile(r"(?i)password|passwd|secret|api_?key|access_?key|(?:^|_)token$")
_BEARER = re.compile(r"(?P<name>\b(?:Bearer|Basic)\s+)(?P<value>[A-Za-z0-9._~+/\-]{16,}=*)")
_IN_ADDRESS = re.compile(r"(?P<name>\b[a-z][a-z0-9+.\-]*://)(?P<value>[^\s/@:]+(?::[^\s/@]*)?)(?=@)", re.IGNORECASE)
_MAIL = re.compile(r"\b[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62}\.)+[A-Za-z]{2,24}\b")
_FOUR = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]?\d)")
_SIX = re.compile(r"(?<![\w:.])[0-9a-fA-F:]{6,39}(?![\w:])")
_MAC = re.compile(r"(?<![\w:])[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}(?![\w:])")
_HOMES = re.compile(r"(?<![\w/.])/(?:home|Users)/[^/\s:\"'<>]+")
_COMMON = frozenset({"root", "user", "nobody", "localhost", "ara", "admin", "ubuntu", "runner", "build", "test"})
"""Names that say nothing of a person or a machine, and are words of many programs."""


class Masker:
    """Masks texts; made once for a worker, from the secrets it was given and the machine it runs on."""

    def __init__(self, secrets: dict[str, str], user: str, host: str, home: str) -> None:
        """Mask these values and names beside everything that looks like one of its kind."""
        spelled = {form: name for name, value in secrets.items() for form in _spellings(value)}
        # longer ones first: a secret may be part of another
        self._secrets = sorted(spelled.items(), key=lambda item: -len(item[0]))
        self.secret_bytes = [(form.encode("utf-8", "surrogatepass"), name.encode()) for form, name in self._secrets]
        """Every spelling of a secret, longest first, and the secret's name."""
        self.longest = max((len(form) for form, _ in self.secret_bytes), default=0)
        """Bytes of the longest spelling."""
        names = [(name, "[user]") for name in _telling(user)] + [(name, "[host]") for name in _telling(host)]
        self._names = [(re.compile(rf"(?<![\w\-]){re.escape(name)}(?![\w\-])"), mask) for name, mask in names]
        self._home = re.compile(rf"(?<![\w/.]){re.escape(home)}(?![\w.\-])") if len(home) > 1 else None

        # rows say the same few words again and again
        self._again = functools.lru_cache(maxsize=1024)(self.text)

    def text(self, text: str) -> str:
        """Give a text with masks."""
        text = self.label(text)
        for pattern in (_ASSIGNED, _BEARER, _IN_ADDRESS):
            text = pattern.sub(lambda found: found["name"] + _masked_value(found["value"]), text)
        text = _MAIL.sub("[mail]", text)
        if self._home is not None:
            text = self._home.sub("~", text)
        text = _HOMES.sub("~", text)
        text = _MAC.sub("[address]", text)
        text = _SIX.sub(_masked_address, _FOUR.sub(_masked_address, text))
        for name_pattern, mask in self._names:
            text = name_pattern.sub(mask, text)
        return text

    def label(self, text: str) -> str:
        """Give the name of a metric, unit or parameter without secrets and tokens.

        Checks ask for labels word for word, so one that happens to be a person's or a machine's name keeps it.
        """
        for form, name in self._secrets:
            text = text.replace(form, f"[secret {name}]")
        return _TOKENS.sub("[token]", text)

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """Give a measured row with masks."""
        unit = row["unit"]
        return {
            **row,
            "metric": self.label(row["metric"]),
            "unit": None if unit is None else self.label(unit),
            "params": {self.label(key): self.data(value) for key, value in row["params"].items()},
        }

    def variables(self, env: dict[str, str]) -> dict[str, str]:
        """Give environment variables with masks; what is called a secret is one, whatever it looks like."""
        return {name: self._variable(name, env[name]) for name in sorted(env)}

    def _variable(self, name: str, value: str) -> str:
        # a number under such a name is a count (`MAX_TOKEN=512`)
        return "[token]" if _SECRET_NAME.search(name) and not value.isdecimal() else self.text(value)

    def data(self, data: Any) -> Any:
        """Give plain data with masks in every text, keys included."""
        if isinstance(data, str):
            return self._again(data)
        if isinstance(data, dict):
            return {self._again(key): self.data(value) for key, value in data.items()}
        if isinstance(data, (list, tuple)):
            return [self.data(item) for item in data]
        return data


def machine_masker(secrets: dict[str, str]) -> Masker:
    """Give the masker for this machine and the person whose account the worker runs in."""
    try:
        account = pwd.getpwuid(os.getuid())
        user, home = account.pw_name, account.pw_dir
    except KeyError:
        user, home = os.environ.get("USER", ""), os.path.expanduser("~")
    return Masker(secrets, user, socket.gethostname(), home.rstrip("/"))


def _telling(name: str) -> list[str]:
    """Give the forms of a name that are masked: in full and up to its first dot."""
    forms = dict.fromkeys((name, name.partition(".")[0]))
    return [form for form in forms if len(form) > 2 and form.lower() not in _COMMON]


def _spellings(value: str) -> list[str]:
    """Give the ways in which programs commonly spell a secret."""
    data = value.encode("utf-8", "surrogatepass")
    forms = [value, value.strip(), repr(value)[1:-1], quote(value, safe=""), data.hex()]
    forms += [base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode().rstrip("=")]
    forms += [line for line in value.splitlines() if len(line) >= 8]
    return [form for form in dict.fromkeys(forms) if len(form) >= 4]


def _masked_value(value: str) -> str:
    return value if value.startswith("[") else "[token]"


def _masked_address(found: re.Match[str]) -> str:
    text = found[0]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    # loopback and the unspecified address are the same on every machine
    return text if address.is_loopback or address.is_unspecified else "[address]"
