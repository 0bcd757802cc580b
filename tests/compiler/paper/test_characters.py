import pytest

from ara.compiler.paper.characters import UNREADABLE, Glyph, can_be_raised, clean_text, compose_accents, raise_digits


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\x00b", "ab"),
        ("a\x07b", f"a{UNREADABLE}b"),
        ("abc\u202edef\u2066", "abcdef"),
        ("zero\u200bwidth", "zerowidth"),
        ("5\ue0120", f"5{UNREADABLE}0"),
        ("\ud800x", f"{UNREADABLE}x"),
        ("\uf0b7 item", "• item"),
        ("soft\u00adhyphen", "soft-hyphen"),
        ("thin\u2009space\ttab", "thin space tab"),
        ("e\u0301", "é"),
    ],
)
def test_what_cannot_be_seen_is_cleaned_and_what_cannot_be_read_is_marked(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_clean_text_can_always_be_written_as_utf8() -> None:
    everything = "".join(map(chr, range(0x30000)))

    assert clean_text(everything).encode("utf-8")


def test_an_accent_over_a_letter_becomes_one_character() -> None:
    glyphs = [Glyph("˘", 10, 0, 14, 10), Glyph("a", 10, 0, 15, 10)]

    assert [glyph.text for glyph in compose_accents(glyphs)] == ["ă"]


def test_a_dotless_letter_under_an_accent_gets_its_usual_form() -> None:
    glyphs = [Glyph("´", 10, 0, 14, 10), Glyph("ı", 11, 0, 14, 10)]

    assert [glyph.text for glyph in compose_accents(glyphs)] == ["í"]


def test_an_accent_beside_a_letter_stays_apart() -> None:
    glyphs = [Glyph("~", 10, 0, 15, 10), Glyph("a", 16, 0, 21, 10)]

    assert [glyph.text for glyph in compose_accents(glyphs)] == ["~", "a"]


def test_footnote_marks_are_raised_and_mixed_exponents_are_left_whole() -> None:
    assert raise_digits("−9") == "⁻⁹"
    assert can_be_raised("12,∗")
    assert not can_be_raised("0.5")
    assert not can_be_raised("2i")
