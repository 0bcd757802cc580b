"""Damaged PDFs, the same for the same seed: bits flipped, ends cut off, objects that refer to themselves."""

from __future__ import annotations

import random
import re
from functools import cache

import pymupdf

_OBJECT = re.compile(rb"(?m)^(\d+) 0 obj")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


@cache
def base_pdf(compressed: bool) -> bytes:
    """A paper of two small pages with a caption, a table, a plot, a link, a bookmark and a reference list."""
    document = pymupdf.open()
    first = document.new_page(width=300, height=400)
    first.insert_text((60, 50), "A Paper to Damage", fontsize=18)
    first.insert_text((60, 90), "Abstract\nWe flip the bits of this page and read it [1].\n1 Introduction\nMore words.")
    first.insert_text((60, 170), "Table 1: Numbers.")
    for row, cells in enumerate(("Run Loss", "one 0.5", "two 0.4")):
        first.draw_line((60, 180 + 14 * row), (200, 180 + 14 * row))
        for column, cell in enumerate(cells.split()):
            first.insert_text((65 + 70 * column, 191 + 14 * row), cell, fontsize=9)
    first.draw_line((60, 222), (200, 222))
    second = document.new_page(width=300, height=400)
    second.insert_text(
        (60, 40), "Words stand above the figure, and some more of\nthem on a second line that is as long as this."
    )
    second.draw_rect(pymupdf.Rect(100, 80, 220, 170))
    for place in range(4):
        second.draw_line((100 + 40 * place, 170), (100 + 40 * place, 174))
        second.insert_text((98 + 40 * place, 183), str(place), fontsize=7)
        second.draw_line((96, 170 - 30 * place), (100, 170 - 30 * place))
        second.insert_text((90, 172 - 30 * place), str(place), fontsize=7)
    second.draw_polyline([(100, 170), (140, 110), (220, 85)], color=(0, 0, 1))
    second.insert_text((100, 200), "Figure 1: A line.")
    second.insert_text((60, 225), "References", fontname="hebo", fontsize=14)
    second.insert_text((60, 245), "[1] A. Writer. Damaged files. 2020.\n[2] B. Writer. More of them. 2021.")
    second.insert_link({"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(60, 230, 90, 240), "page": 0})
    document.set_toc([[1, "Introduction", 1], [1, "References", 2]])
    return document.tobytes(deflate=compressed, garbage=3, no_new_id=True)


def fuzzed(seed: int) -> bytes:
    """One damaged PDF."""
    chance = random.Random(seed)
    data = bytearray(base_pdf(compressed=bool(seed % 2)))
    match seed % 3:
        case 0:
            for _ in range(chance.choice((1, 4, 16, 64, 256))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            cut = chance.randrange(1, len(data))
            del data[cut : cut + chance.choice((1, 50, 500, len(data)))]
        case _:
            data = bytearray(_looped(bytes(data), chance))
    return bytes(data)


def _looped(data: bytes, chance: random.Random) -> bytes:
    """Some references turned to other objects: pages that hold their parents, streams that are fonts."""
    objects = [match[1] for match in _OBJECT.finditer(data)]

    def turned(match: re.Match[bytes]) -> bytes:
        # numbers of one length keep the file's table of objects true
        others = [number for number in objects if len(number) == len(match[1])]
        return chance.choice(others) + b" 0 R" if others and chance.random() < 0.3 else match[0]

    return _REFERENCE.sub(turned, data)
