from collections.abc import Callable

from ara.compiler.paper.page import PageContent
from ara.compiler.paper.text import read_text

SOURCE = """
#set page(width: 420pt, height: 500pt, margin: 50pt)
#set text(size: 10pt)
#set math.equation(numbering: "(1)")
The score of a page is the largest product of the query with one of its keys, and it is defined as follows.
$ s_p = sum_(k in p) alpha_k q dot k + beta $
Here $alpha = 3$ and the sum goes over the keys of the page, which are as many as its size says. We set
$ y = sigma(W x + b) $
and leave all else as it was before, with $beta = 4.$
"""


def test_displayed_formulas_are_passages_of_their_own(pages_of: Callable[[str], tuple[PageContent, ...]]) -> None:
    passages = read_text(pages_of(SOURCE), (), {}).passages
    equations = [passage.text for passage in passages if passage.kind == "equation"]

    assert len(equations) == 2
    assert "(1)" in equations[0] and "(2)" in equations[1]


def test_formulas_inside_a_sentence_stay_in_it(pages_of: Callable[[str], tuple[PageContent, ...]]) -> None:
    passages = read_text(pages_of(SOURCE), (), {}).passages
    bodies = " ".join(passage.text for passage in passages if passage.kind == "body")

    assert "and the sum goes over the keys" in bodies
    assert "leave all else as it was before" in bodies
