"""The process that parses source files: answers each line of JSON, a language and a text, with what the text defines.

Run as `python -m ara.compiler.repo.syntax_child MOST`, with the most definitions of one file. The parsers are native
code and some texts make them very slow, so they run here, without network and with bounded memory;
`ara.compiler.repo.syntax_reader` starts this process and ends it when a file takes too long.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from itertools import islice

from ara.compiler.repo.syntax_trees import definitions

_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_MEMORY_BYTES = 3_000_000_000


def main(arguments: list[str]) -> None:
    """Serve until the input ends."""
    most = int(arguments[0])
    # answers keep a descriptor of their own, so that nothing a parser prints can pass for one
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER_AND_NETWORK)
    for kind, bound in ((resource.RLIMIT_AS, _MEMORY_BYTES), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (bound, bound))
    for line in sys.stdin:
        request = json.loads(line)
        found = list(islice(definitions(request["text"], request["language"]), most))
        answers.write(json.dumps(found) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
