"""An Ara that is damaged in any place is refused with its place, or reviewed without a failing rule."""

import random
from pathlib import Path

import pytest

from ara.review.review import review_package
from ara.schema import UnreadableError, read_package, read_texts

BASE = Path(__file__).parent / "rigor" / "base"
TEXTS = dict(read_package(BASE).texts)
PIECES = (
    "",
    "0",
    "-1e400",
    "1/0 ± 0%",
    "NaN inf",
    "9" * 60,
    "«»",
    "[C01, C01, E99]",
    "| | |",
    "«a ← b» [result]",
    "Table 0 and Table 99999999999",
    "\u202e\u0000"[:1],
    "p < 0.05, t(0) = 0, n = 0, M = 1.000, SD = 0",
    "- **Proof**: [[]]",
    "## C01: again",
    "from: null",
    "٣٫٥ ½ ²",
    "all always never every",
)


def damaged(seed: int) -> dict[str, str]:
    """Damage a few lines of a few files: drop, double, move, cut, or put something else there."""
    draw = random.Random(seed)
    texts = dict(TEXTS)
    for _ in range(draw.randrange(1, 6)):
        path = draw.choice(sorted(texts))
        lines = texts[path].split("\n")
        place = draw.randrange(len(lines))
        act = draw.randrange(7)
        if act == 0:
            del lines[place]
        elif act == 1:
            lines.insert(place, lines[place])
        elif act == 2:
            lines.insert(draw.randrange(len(lines)), lines.pop(place))
        elif act == 3:
            lines[place] = lines[place][: draw.randrange(len(lines[place]) + 1)]
        elif act == 4:
            words = lines[place].split(" ")
            words[draw.randrange(len(words))] = draw.choice(PIECES)
            lines[place] = " ".join(words)
        elif act == 5:
            lines.insert(place, draw.choice(PIECES))
        else:
            texts[path] = ""
            continue
        texts[path] = "\n".join(lines)
    for path in draw.sample(sorted(texts), draw.randrange(2)):
        del texts[path]
    return texts


@pytest.mark.parametrize("first", range(0, 100, 10))
def test_no_rule_fails_on_a_damaged_ara(first: int) -> None:
    for seed in range(first, first + 10):
        try:
            package = read_texts(damaged(seed))
        except UnreadableError as refused:
            assert refused.file is not None and refused.mend is not None
            continue
        review = review_package(package)

        assert [entry.message for entry in review.entries if entry.about_rule] == [], f"seed {seed}"


def test_most_damaged_aras_are_still_read() -> None:
    refused = 0
    for seed in range(100):
        try:
            read_texts(damaged(seed))
        except UnreadableError:
            refused += 1

    assert refused < 30
