"""Sort the lines of a file by a key that is computed once per line."""

import sys


def key(line: str) -> tuple[int, str]:
    return len(line), line


for line in sorted(sys.stdin, key=key):
    sys.stdout.write(line)
