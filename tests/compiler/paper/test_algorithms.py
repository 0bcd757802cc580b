from collections.abc import Callable

from ara.compiler.paper.algorithms import find_algorithms
from ara.compiler.paper.captions import find_captions
from ara.compiler.paper.page import PageContent

SOURCE = """
#set page(width: 400pt, height: 400pt, margin: 40pt)
Some words before the algorithm that stand in the running text of the page.
#line(length: 100%)
*Algorithm 1:* Choose pages
#line(length: 100%)
1: score every page

2: keep the best of them
#line(length: 100%)
Some words behind the algorithm that stand in the running text of the page.
"""


def test_the_steps_between_the_rules_are_read_line_by_line(
    pages_of: Callable[[str], tuple[PageContent, ...]],
) -> None:
    pages = pages_of(SOURCE)

    (algorithm,) = find_algorithms(pages, find_captions(pages))

    assert (algorithm.kind, algorithm.text) == ("algorithm", "1: score every page\n2: keep the best of them")
