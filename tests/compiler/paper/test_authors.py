import pytest

from ara.compiler.paper.authors import AuthorBlock, read_authors
from ara.compiler.paper.page import Line, TextSpan

Piece = tuple[str, bool]


def _line(text: str, left: float, top: float, *, bold: bool = False, size: float = 10, raised: str = "") -> Line:
    """A line of plain words, or of words each followed by a superscript: `Ada Lovelace^1, Jo Ba^2`."""
    spans = []
    for index, part in enumerate(text.split("^")):
        mark, rest = (part[:1], part[1:]) if index else ("", part)
        for piece, superscript in ((mark, True), (rest, False)):
            if piece:
                spans.append(
                    TextSpan(piece, (left, top, left + 200, top + size), "F", size, bold, False, superscript, False)
                )
    box = (left, top, left + 5.0 * len(text), top + size)
    return Line(text.replace("^", ""), box, tuple(spans), 0, 0, size, bold, False, top + size)


def _names(block: AuthorBlock) -> list[str]:
    return [author.name for author in block.authors]


def test_superscripts_end_names_and_mark_affiliations() -> None:
    block = read_authors(
        1,
        [
            _line("Ada Lovelace^1, Jo Ba^2 and Max de Vries^1", 50, 100),
            _line("^1Wool University ^2Brass Institute", 50, 114),
        ],
    )

    assert _names(block) == ["Ada Lovelace", "Jo Ba", "Max de Vries"]
    assert block.affiliations == ("Wool University", "Brass Institute")


def test_a_name_that_runs_over_two_lines_is_whole() -> None:
    block = read_authors(
        1, [_line("Ada Lovelace^1, Jean Paul^1, Mary", 50, 100), _line("Somerville^2, Jo Ba^2", 50, 112)]
    )

    assert _names(block) == ["Ada Lovelace", "Jean Paul", "Mary Somerville", "Jo Ba"]


def test_names_in_a_grid_are_read_in_rows() -> None:
    lines = []
    for row, names in enumerate([("Ada Lovelace", "Jo Ba"), ("Mary Somerville", "Max Vries")]):
        for column, name in enumerate(names):
            left, top = 50 + 250 * column, 100 + 80 * row
            lines += [
                _line(name, left, top, bold=True),
                _line("Wool University", left, top + 12),
                _line("a@b.edu", left, top + 24),
            ]

    assert _names(read_authors(1, lines)) == ["Ada Lovelace", "Jo Ba", "Mary Somerville", "Max Vries"]


def test_a_city_below_an_institute_is_no_author() -> None:
    lines = [_line("Ada Lovelace", 50, 100), _line("Brass Institute", 50, 112), _line("San Francisco", 50, 124)]

    assert _names(read_authors(1, lines)) == ["Ada Lovelace"]


@pytest.mark.parametrize(
    "text", ["ada@wool.edu", "Equal contribution of all", "https://example.org/Ada Lovelace", "12 May 2024"]
)
def test_addresses_notes_and_dates_are_no_authors(text: str) -> None:
    assert _names(read_authors(1, [_line("Jo Ba", 50, 100, bold=True), _line(text, 50, 112)])) == ["Jo Ba"]


def test_titles_of_members_are_no_names() -> None:
    assert _names(read_authors(1, [_line("Ada Lovelace, Senior Member, IEEE, and Jo Ba, Fellow, IEEE", 50, 100)])) == [
        "Ada Lovelace",
        "Jo Ba",
    ]


def test_a_group_signs_as_one() -> None:
    assert _names(read_authors(1, [_line("Loom Team", 50, 100), _line("loom@example.org", 50, 112)])) == ["Loom Team"]


def test_no_lines_have_no_authors() -> None:
    assert read_authors(1, []) == AuthorBlock((), ())
