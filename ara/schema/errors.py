"""Errors a user of ara meets. Each says where it happened and how to mend it."""

from __future__ import annotations


class AraError(Exception):
    """Something the user can act on: bad input, a missing tool, a limit reached.

    The command line prints it as one line and exits with 2. The message is composed here, once, from its parts.
    """

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, mend: str | None = None
    ) -> None:
        """Keep the parts; `file` is relative to what the user named, `line` counts from 1."""
        self.message = message
        self.file = file
        self.line = line
        self.mend = mend
        where = "" if file is None else f"{file}: " if line is None else f"{file}:{line}: "
        super().__init__(where + message + ("" if mend is None else f" {mend}"))


class UnreadableError(AraError):
    """An input that cannot be read safely or at all: too deep, too large, not text, outside its folder."""
