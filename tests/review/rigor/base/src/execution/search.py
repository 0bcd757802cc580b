"""Count the blocks of made-up logs that a search has to read, with or without bigram summaries."""

import os
import random
import sys


def bigrams(text: str) -> set[str]:
    return {text[start : start + 2] for start in range(len(text) - 1)}


draw = random.Random(int(os.environ.get("ARA_SEED", "0")))
blocks = ["".join(draw.choices("abcdefghij", k=60)) for _ in range(400)]
term = "".join(draw.choices("abcdefghij", k=6))
read = [block for block in blocks if "--scan" in sys.argv or bigrams(term) <= bigrams(block)]
print(f"read {len(read)} blocks")
