from ara.compiler.paper.page import PageContent, Rule, Word
from ara.compiler.paper.tables.rules import HorizontalRule, VerticalRule, page_rules


def page(*rules: Rule, words: tuple[Word, ...] = ()) -> PageContent:
    return PageContent(number=1, width=600, height=800, rules=rules, words=words)


def flat(left: float, right: float, y: float) -> Rule:
    return Rule((left, y, right, y), True, 0.4)


def upright(x: float, top: float, bottom: float) -> Rule:
    return Rule((x, top, x, bottom), False, 0.4)


def test_lines_drawn_cell_by_cell_are_joined() -> None:
    found = page_rules(page(flat(50, 100, 200), flat(100.5, 150, 200.2)))

    assert found.horizontal == (HorizontalRule(50, 150, 200),)


def test_trimmed_lines_under_two_titles_stay_two() -> None:
    found = page_rules(page(flat(50, 100, 200), flat(106, 150, 200)))

    assert len(found.horizontal) == 2


def test_upright_lines_are_joined_over_the_blank_at_a_rule() -> None:
    found = page_rules(page(upright(80, 100, 112), upright(80, 116, 128), upright(80, 200, 220)))

    assert found.vertical == (VerticalRule(80, 100, 128), VerticalRule(80, 200, 220))


def test_a_line_as_wide_as_the_word_above_it_is_an_underline() -> None:
    word = Word("9.8", (100, 190, 115, 199), 0, 10.0, False, False)

    found = page_rules(page(flat(100, 115, 199.5), flat(50, 250, 202), words=(word,)))

    assert found.underlines == (HorizontalRule(100, 115, 199.5),)
    assert found.horizontal == (HorizontalRule(50, 250, 202),)
