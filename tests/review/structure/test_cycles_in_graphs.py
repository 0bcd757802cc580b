"""Finding circles in what depends on what."""

from ara.review.structure.references import cycles


def test_a_graph_without_circles_has_none() -> None:
    assert cycles({"A": ["B", "C"], "B": ["C"], "C": []}) == ()


def test_a_circle_is_given_once_from_where_it_was_entered() -> None:
    assert cycles({"A": ["B"], "B": ["C"], "C": ["A"]}) == (("A", "B", "C"),)


def test_what_depends_on_itself_is_a_circle() -> None:
    assert cycles({"A": ["A"]}) == (("A",),)


def test_names_that_are_defined_nowhere_close_no_circle() -> None:
    assert cycles({"A": ["X"], "B": ["X"]}) == ()


def test_two_separate_circles_are_both_found() -> None:
    assert set(cycles({"A": ["B"], "B": ["A"], "C": ["D"], "D": ["C"]})) == {("A", "B"), ("C", "D")}


def test_a_long_chain_needs_no_recursion() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)} | {"50000": ["0"]}

    assert [len(cycle) for cycle in cycles(chain)] == [50_001]
