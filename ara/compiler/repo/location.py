"""What a user may name as a repository: a folder on this machine, or an https or ssh address."""

from __future__ import annotations

import re
from pathlib import Path

from ara.schema.errors import AraError

_HOST = r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
_PATH = r"(?P<path>[A-Za-z0-9._~%+@,=/-]+)"
_HTTPS = re.compile(rf"https://{_HOST}(?::\d{{1,5}})?/{_PATH}")
_SSH = re.compile(rf"ssh://(?:[A-Za-z0-9._][A-Za-z0-9._-]*@)?{_HOST}(?::\d{{1,5}})?/{_PATH}")
_SCP = re.compile(rf"[A-Za-z0-9._][A-Za-z0-9._-]*@{_HOST}:(?!:){_PATH}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://|:)")
_MEND = "Give a folder, or an address such as https://host/owner/name or git@host:owner/name."


def remote_address(location: str) -> str | None:
    """The address to fetch from, or None when `location` names a folder on this machine.

    Raises `AraError` for every other scheme, for credentials in an address, and for words that git could take as an
    option or a command.
    """
    if not location or any(ord(character) < 32 or ord(character) == 127 for character in location):
        raise AraError("The repository's location is empty or holds control characters.", mend=_MEND)
    if _HTTPS.fullmatch(location) or _SSH.fullmatch(location):
        return location
    if Path(location).exists():
        return None
    if _SCP.fullmatch(location):
        return location
    if re.match(r"https://[^/]*@", location):
        raise AraError(
            "The address holds credentials, which would end up in the Ara.",
            mend="Use an ssh address, or clone the repository and give its folder.",
        )
    if location.startswith("-"):
        raise AraError(f"{location!r} looks like an option, not a repository.", mend=_MEND)
    if _SCHEME.match(location):
        scheme = location.split(":", 1)[0]
        raise AraError(f"Repositories are not fetched by {scheme!r}, or the address is malformed.", mend=_MEND)
    raise AraError("There is no such folder.", file=location, mend=_MEND)


def public_address(address: str | None) -> str | None:
    """The https address of a repository that everyone may see in the Ara; None when there is none.

    An ssh address says who may log in where, so it is only kept when a public code host answers to its https form.
    """
    if address is None:
        return None
    if _HTTPS.fullmatch(address):
        return address
    hosted = re.fullmatch(
        r"(?:ssh://)?git@(?P<host>github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[:/](?P<path>[A-Za-z0-9._/-]+)",
        address,
    )
    return f"https://{hosted['host']}/{hosted['path']}" if hosted else None


def is_address(text: str | None) -> bool:
    """Whether a remote's address leads to another machine; a clone's origin may be a folder of this one."""
    return text is not None and any(form.fullmatch(text) for form in (_HTTPS, _SSH, _SCP))
