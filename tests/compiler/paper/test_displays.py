from ara.compiler.paper.displays import read_equations
from ara.compiler.paper.model import Passage, PassageKind, Region


def _passage(text: str, top: float, kind: PassageKind = "equation", page: int = 1) -> Passage:
    return Passage(kind=kind, text=text, regions=(Region(page=page, box=(50, top, 300, top + 10)),))


def test_each_displayed_equation_has_its_number_and_place() -> None:
    passages = [_passage("a = b (1)", 100), _passage("words", 130, "body"), _passage("c < d (A.2)", 160)]

    first, second = read_equations(passages)

    assert (first.number, first.passages, first.region.box) == ("1", (0,), (50, 100, 300, 110))
    assert (second.number, second.passages) == ("A.2", (2,))


def test_a_piece_without_a_relation_joins_the_equation_beside_it() -> None:
    (equation,) = read_equations([_passage("∑ ∑", 100), _passage("a = f (x) (3)", 112), _passage("i j", 124)])

    assert (equation.number, equation.passages, equation.region.box) == ("3", (0, 1, 2), (50, 100, 300, 134))


def test_pieces_far_from_any_equation_are_none() -> None:
    assert read_equations([_passage("√d", 100), _passage("√e", 300)]) == ()


def test_an_argument_in_parentheses_is_no_number() -> None:
    (equation,) = read_equations([_passage("y = f(0)", 100)])

    assert equation.number is None


def test_the_number_that_is_due_counts_even_before_late_factors() -> None:
    passages = [_passage("a = b (1)", 100), _passage("r = d (2) model times " + "more factors " * 4, 140)]

    assert [equation.number for equation in read_equations(passages)] == ["1", "2"]
