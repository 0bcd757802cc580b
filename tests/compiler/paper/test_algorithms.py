from collections.abc import Callable

from ara.compiler.paper.algorithms import algorithm_passages, find_algorithms
from ara.compiler.paper.captions import find_captions
from ara.compiler.paper.model import AlgorithmReading
from ara.compiler.paper.page import PageContent

PagesOf = Callable[[str], tuple[PageContent, ...]]


def _algorithm(pages_of: PagesOf, steps: str) -> AlgorithmReading:
    source = f"""
#set page(width: 400pt, height: 400pt, margin: 40pt)
Some words before the algorithm that stand in the running text of the page.
#line(length: 100%)
*Algorithm 1:* Choose pages
#line(length: 100%)
{steps}
#line(length: 100%)
Some words behind the algorithm that stand in the running text of the page.
"""
    pages = pages_of(source)
    (algorithm,) = find_algorithms(pages, find_captions(pages))
    return algorithm


def test_the_steps_between_the_rules_are_read_with_their_numbers(pages_of: PagesOf) -> None:
    algorithm = _algorithm(pages_of, "Input: pages\n\n1: score every page\n\n2: keep the best of them")

    assert (algorithm.kind, algorithm.label) == ("algorithm", "1")
    assert [(step.number, step.text) for step in algorithm.steps] == [
        (None, "Input: pages"),
        ("1", "score every page"),
        ("2", "keep the best of them"),
    ]


def test_a_step_over_two_lines_stays_one(pages_of: PagesOf) -> None:
    algorithm = _algorithm(pages_of, "1: score every page of the \\ whole paper\n\n2: keep the best")

    assert [step.text for step in algorithm.steps] == ["score every page of the whole paper", "keep the best"]


def test_numbers_that_do_not_count_up_are_words(pages_of: PagesOf) -> None:
    algorithm = _algorithm(pages_of, "1: score every page\n\n7: keep the best")

    assert [(step.number, step.text) for step in algorithm.steps] == [
        (None, "1: score every page"),
        (None, "7: keep the best"),
    ]


def test_the_passage_of_an_algorithm_has_one_line_for_each_step(pages_of: PagesOf) -> None:
    (passage,) = algorithm_passages([_algorithm(pages_of, "1: score every page\n\n2: keep the best")])

    assert (passage.kind, passage.text) == ("algorithm", "1: score every page\n2: keep the best")
