from collections.abc import Callable

import pytest

from ara.compiler.paper.page import PageContent
from ara.compiler.paper.text import read_text

PagesOf = Callable[[str], tuple[PageContent, ...]]

FILL = "The cache holds one vector for each token and each vector is read once for every step of the decoder. " * 2
FRAME = """
#set page(width: 500pt, height: 600pt, margin: 60pt)
#set text(size: 10pt)
#show heading: set text(size: 13pt)
= 1 Introduction
{fill}
= 2 Method
{fill}

{trap}

{fill}
= 3 Results
{fill}
"""

TRAPS = {
    "a bold line in a transcript": '*Step 3 of the agent*\n\n#raw("3 Results are wrong", block: true)',
    "a numbered list": "1. First do this\n2. Then do that\n3. Results come last",
    "a sentence that begins with a number": "3 runs were made. They took an hour each, and none of them failed.",
    "a bold definition": "*Definition 3* (Page). A page is a run of tokens.",
    "rows of a table": "#table(columns: 2, stroke: none, [*3*], [*Results*], [*4*], [*Method*])",
    "code in large type": '#text(size: 14pt, font: "DejaVu Sans Mono")[print(3)]',
    "a year": "*2024 was a good year for looms*",
    "a bold lead": "*3 Results follow.* Here the text goes on behind words in bold type.",
    "a skipped number": '#text(size: 13pt, weight: "bold")[7 Something else]',
}


@pytest.mark.parametrize("trap", TRAPS)
def test_no_heading_is_made_of(trap: str, pages_of: PagesOf) -> None:
    pages = pages_of(FRAME.format(fill=FILL, trap=TRAPS[trap]))

    sections = read_text(pages, (), {}).sections

    assert [(section.number, section.title) for section in sections] == [
        ("1", "Introduction"),
        ("2", "Method"),
        ("3", "Results"),
    ]
