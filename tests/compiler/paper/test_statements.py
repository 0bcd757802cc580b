from ara.compiler.paper.model import Passage, PassageKind, Region
from ara.compiler.paper.statements import find_statements


def _passage(text: str, lead: str | None = None, kind: PassageKind = "body", page: int = 1) -> Passage:
    return Passage(kind=kind, text=text, regions=(Region(page=page, box=(0, 0, 10, 10)),), section=0, bold_lead=lead)


def test_a_bold_label_opens_a_statement_with_its_name() -> None:
    (found,) = find_statements([_passage("Theorem 2.1 (Page bound). Every page is read.", "Theorem 2.1 (Page bound)")])

    assert (found.kind, found.label, found.name) == ("theorem", "2.1", "Page bound")
    assert found.text == "Every page is read."


def test_a_statement_goes_on_over_its_equation() -> None:
    passages = [
        _passage("Lemma 3. For all pages we have", "Lemma 3"),
        _passage("a ≤ b (4)", kind="equation"),
        _passage("where a is small.", page=2),
        _passage("This is a new paragraph."),
    ]

    (found,) = find_statements(passages)

    assert found.text == "For all pages we have a ≤ b (4) where a is small."
    assert [region.page for region in found.regions] == [1, 1, 2]


def test_a_label_in_plain_type_needs_a_sign_and_a_new_sentence() -> None:
    (found,) = find_statements([_passage("Proposition 4: Loops end.")])

    assert (found.kind, found.label, found.text) == ("proposition", "4", "Loops end.")


def test_sentences_about_statements_are_none() -> None:
    assert find_statements([_passage("Theorem 2 shows that pages end."), _passage("Claim that it works. Done.")]) == ()


def test_the_next_statement_ends_the_one_before() -> None:
    passages = [_passage("Lemma 1. Given a page", "Lemma 1"), _passage("Lemma 2. Given a line.", "Lemma 2")]

    assert [found.text for found in find_statements(passages)] == ["Given a page", "Given a line."]
