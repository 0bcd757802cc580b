"""Reads many damaged PDFs in a row, each with a parsing process of its own that is forked instead of started.

Run as `python read_fuzzed_pdfs.py FIRST STEP COUNT`, in the folder that may be written to. Prints one line of JSON for
each PDF: its seed, what became of it, and how many seconds that took.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from fuzzed_pdfs import fuzzed

from ara.compiler.paper import child, parser
from ara.compiler.paper.limits import ReadingLimits
from ara.compiler.paper.reader import read_paper
from ara.schema.errors import UnreadableError

LIMITS = ReadingLimits(seconds_per_page=5, seconds=15)


class Forked:
    """What `subprocess.Popen` gives for the parsing process, without the time that its imports take."""

    def __init__(self, command: list[str], **_: Any) -> None:
        questions, answers = os.pipe(), os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.dup2(questions[0], 0)
                os.dup2(answers[1], 1)
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                os.closerange(3, 64)
                sys.stdin = os.fdopen(0, encoding="utf-8")
                child.main(command[-2:])
            finally:
                os._exit(1)
        os.close(questions[0])
        os.close(answers[1])
        self.stdin, self.stdout = os.fdopen(questions[1], "wb"), os.fdopen(answers[0], "rb")
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._wait(os.WNOHANG)

    def wait(self) -> int:
        """The exit code, once it ended."""
        return self._wait(0) or 0

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, 9)

    def _wait(self, options: int) -> int | None:
        if self._code is None and (status := os.waitpid(self.pid, options))[0]:
            self._code = os.waitstatus_to_exitcode(status[1])
        return self._code


def main(first: int, step: int, count: int) -> None:
    """Read the PDFs of every n-th seed."""
    parser.subprocess.Popen = Forked  # type: ignore[misc, assignment]
    pdf, pictures = Path("damaged.pdf"), Path("pictures")
    pictures.mkdir()
    for seed in range(first, count, step):
        pdf.write_bytes(fuzzed(seed))
        started = time.monotonic()
        try:
            reading = read_paper(pdf, pictures, LIMITS)
        except UnreadableError as error:
            outcome = "refused" if error.file == pdf.name and error.mend else "refused without file or mend"
        else:
            whole = len(reading.page_texts) == reading.pages and reading.model_dump_json().encode("utf-8")
            outcome = "read" if whole else "read in part and not told"
        print(json.dumps({"seed": seed, "outcome": outcome, "seconds": time.monotonic() - started}), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
