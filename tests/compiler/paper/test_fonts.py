import pytest

from ara.compiler.paper.fonts import base_name, is_bold, is_italic


@pytest.mark.parametrize(
    "font", ["NimbusRomNo9L-Medi", "CMBX10", "Times-Bold", "ABCDEF+LinBiolinumTB-Bold", "SFBX1000"]
)
def test_bold_fonts_are_known_by_name(font: str) -> None:
    assert is_bold(font, 0)


@pytest.mark.parametrize("font", ["NimbusRomNo9L-Regu", "CMR10", "Mediocre-Regular", "CMMI10"])
def test_other_fonts_are_not_bold(font: str) -> None:
    assert not is_bold(font, 0)


def test_flags_count_as_well_as_names() -> None:
    assert is_bold("F17", 16)
    assert is_italic("F17", 2)
    assert is_italic("CMTI10", 0)


def test_the_mark_of_a_subset_is_cut_off() -> None:
    assert base_name("ABCDEF+CMR10") == "CMR10"
    assert base_name("A+B") == "A+B"
