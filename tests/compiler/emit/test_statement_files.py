from ara.compiler.emit.evidence import evidence_objects
from ara.compiler.paper.model import Metadata, PaperReading, Region, StatementReading
from ara.compiler.spans import SpanBook


def _statement(label: str | None, text: str, page: int = 1, name: str | None = None) -> StatementReading:
    region = Region(page=page, box=(0, 0, 10, 10))
    return StatementReading(kind="theorem", label=label, name=name, text=text, regions=(region,))


def _paper(*statements: StatementReading) -> PaperReading:
    return PaperReading(
        name="p.pdf",
        sha256="0",
        pages=2,
        metadata=Metadata(),
        sections=(),
        passages=(),
        tables=(),
        figures=(),
        references=(),
        statements=statements,
        page_texts=("Theorem 1 (Bound). All pages end.", "Some loops."),
    )


def test_each_statement_has_a_file_with_its_words_and_page() -> None:
    paper = _paper(_statement("1", "All pages end.", name="Bound"))

    (proof,) = evidence_objects(paper, SpanBook(paper, None))

    assert (proof.location.file, proof.title) == ("evidence/proofs/theorem_1.md", "Theorem 1: Bound")
    assert proof.source == "Theorem 1 in p.pdf, p. 1"
    assert [(field.label, field.text) for field in proof.extra] == [("Statement", "«All pages end.»")]


def test_statements_that_share_a_number_have_files_of_their_own() -> None:
    paper = _paper(_statement("1", "All pages end."), _statement("1", "Some loops.", 2), _statement(None, "Ends.", 2))

    files = [proof.location.file for proof in evidence_objects(paper, SpanBook(paper, None))]

    assert len(set(files)) == 3
