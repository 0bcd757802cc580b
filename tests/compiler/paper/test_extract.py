import pymupdf

from ara.compiler.paper import extract
from ara.compiler.paper.extract import extract_page


def _page() -> pymupdf.Page:
    return pymupdf.open().new_page(width=400, height=300)


def test_words_carry_their_line_and_stand_inside_its_box() -> None:
    page = _page()
    page.insert_text((50, 60), "Sparse attention reads few pages")

    content = extract_page(page, 7)

    assert content.number == 7
    assert [word.text for word in content.words] == ["Sparse", "attention", "reads", "few", "pages"]
    line = content.lines[content.words[2].line]
    assert line.text == "Sparse attention reads few pages"
    assert all(line.box[0] <= word.box[0] and word.box[2] <= line.box[2] for word in content.words)


def test_bold_and_italic_follow_the_font() -> None:
    page = _page()
    page.insert_text((50, 60), "heavy", fontname="hebo")
    page.insert_text((50, 90), "slanted", fontname="heit")

    heavy, slanted = extract_page(page, 1).lines

    assert (heavy.bold, heavy.italic) == (True, False)
    assert (slanted.bold, slanted.italic) == (False, True)


def test_a_raised_small_digit_is_a_superscript() -> None:
    page = _page()
    page.insert_text((50, 60), "Figure 1", fontsize=11)
    page.insert_text((92, 56), "9", fontsize=7)

    text = " ".join(line.text for line in extract_page(page, 1).lines)

    assert text.replace(" ", "") == "Figure1⁹"


def test_rotated_text_has_its_angle() -> None:
    page = _page()
    page.insert_text((50, 200), "stamp", rotate=90)

    assert [line.rotation for line in extract_page(page, 1).lines] == [90]


def test_strokes_and_thin_bars_are_rules_and_the_rest_are_shapes() -> None:
    page = _page()
    page.draw_line((50, 100), (350, 100), width=0.8)
    page.draw_rect(pymupdf.Rect(50, 120, 350, 120.5), color=None, fill=(0, 0, 0))
    page.draw_line((60, 130), (60, 200))
    page.draw_circle((200, 250), 20)

    content = extract_page(page, 1)

    assert [(rule.horizontal, round(rule.box[0])) for rule in content.rules] == [(True, 50), (True, 50), (False, 60)]
    assert len(content.shapes) == 1


def test_a_page_with_too_many_drawings_keeps_its_text_and_says_so(monkeypatch) -> None:
    monkeypatch.setattr(extract, "MAX_DRAWINGS", 5)
    page = _page()
    page.insert_text((50, 60), "words")
    for x in range(10):
        page.draw_line((x, 100), (x + 50, 100))

    content = extract_page(page, 3)

    assert content.rules == ()
    assert [line.text for line in content.lines] == ["words"]
    assert [(gap.what, gap.where) for gap in content.gaps] == [("drawings", "page 3")]


def test_an_endless_line_is_left_out_and_named() -> None:
    page = pymupdf.open().new_page(width=10_000, height=200)
    page.insert_text((5, 50), "x" * 5000, fontsize=1)
    page.insert_text((5, 90), "kept")

    content = extract_page(page, 1)

    assert [line.text for line in content.lines] == ["kept"]
    assert content.gaps[0].what == "characters in a line"


def test_links_lead_out_or_into_the_document() -> None:
    page = _page()
    page.insert_link(
        {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(10, 10, 60, 20), "uri": "https://example.org/code"}
    )

    reopened = pymupdf.open(stream=page.parent.tobytes(), filetype="pdf")

    (link,) = extract_page(reopened[0], 1).links

    assert (link.target, link.external) == ("https://example.org/code", True)
