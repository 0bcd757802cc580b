"""Recognising the licence of a repository by the words that only that licence holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ara.compiler.repo.model import Licence
from ara.compiler.repo.text_files import TextFile

_NAME = re.compile(r"(?i)(?:licen[sc]e|copying|unlicense)(?:[.-][\w.-]+)?")
# The first row whose words are all there wins: what quotes another licence stands before it.
_MARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("AGPL-3.0-only", ("gnu affero general public license", "version 3")),
    ("LGPL-3.0-only", ("gnu lesser general public license", "version 3")),
    ("LGPL-2.1-only", ("gnu lesser general public license", "version 2.1")),
    ("GPL-3.0-only", ("gnu general public license", "version 3")),
    ("GPL-2.0-only", ("gnu general public license", "version 2")),
    ("MPL-2.0", ("mozilla public license", "version 2.0")),
    ("Apache-2.0", ("apache license", "version 2.0")),
    ("CC-BY-NC-SA-4.0", ("attribution-noncommercial-sharealike 4.0",)),
    ("CC-BY-NC-ND-4.0", ("attribution-noncommercial-noderivatives 4.0",)),
    ("CC-BY-NC-4.0", ("attribution-noncommercial 4.0",)),
    ("CC-BY-SA-4.0", ("attribution-sharealike 4.0",)),
    ("CC-BY-4.0", ("attribution 4.0 international",)),
    ("CC0-1.0", ("cc0 1.0 universal",)),
    ("Unlicense", ("this is free and unencumbered software released into the public domain",)),
    ("ISC", ("permission to use, copy, modify, and/or distribute this software for any purpose",)),
    ("BSD-3-Clause", ("redistribution and use in source and binary forms", "neither the name")),
    ("BSD-2-Clause", ("redistribution and use in source and binary forms",)),
    (
        "MIT",
        ("permission is hereby granted, free of charge, to any person obtaining a copy", "the above copyright notice"),
    ),
)


def is_licence(path: str) -> bool:
    """Whether a file at the top of the repository is its licence, by its name."""
    return bool(_NAME.fullmatch(path))


def read_licence(files: Mapping[str, TextFile]) -> Licence | None:
    """The licence in the files at the top of a repository; its identifier is None when its text is not recognised."""
    for path in sorted(path for path in files if is_licence(path)):
        file = files[path]
        start = next((number for number, line in enumerate(file.lines, 1) if line.strip()), None)
        if start is not None:
            words = " ".join(file.text.lower().split())
            spdx = next((name for name, marks in _MARKS if all(mark in words for mark in marks)), None)
            return Licence(spdx=spdx, at=file.excerpt(start))
    return None
