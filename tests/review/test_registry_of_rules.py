"""The registry: rules are found by looking, and each has one code and one name."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from ara.review import Problem, find_rule, rule, structure_rules
from ara.review.registry import Rule, rules_in
from ara.schema import AraError, Package


def made(code: str, name: str) -> Rule:
    @rule(code, name, "notice")
    def nothing(package: Package) -> Iterator[Problem]:
        """Nothing is asked."""
        return iter(())

    return nothing


def package_with(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> ModuleType:
    """Make a Python package whose only module holds the rules."""
    folder = tmp_path_factory.mktemp("rules")
    (folder / "module.py").write_text("")
    held = ModuleType("made_rules.module")
    for index, value in enumerate(rules):
        setattr(held, f"rule{index}", value)
    package = ModuleType("made_rules")
    package.__path__ = [str(folder)]
    monkeypatch.setitem(__import__("sys").modules, "made_rules", package)
    monkeypatch.setitem(__import__("sys").modules, "made_rules.module", held)
    return package


def test_rules_are_collected_from_modules_by_code(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = package_with(tmp_path_factory, monkeypatch, made("T2", "second"), made("T1", "first"))

    assert [found.code for found in rules_in(package)] == ["T1", "T2"]


@pytest.mark.parametrize("pair", [(("T1", "one"), ("T1", "two")), (("T1", "one"), ("T2", "one"))])
def test_two_rules_with_one_code_or_one_name_are_refused(
    pair: tuple[tuple[str, str], tuple[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    package = package_with(tmp_path_factory, monkeypatch, made(*pair[0]), made(*pair[1]))

    with pytest.raises(TypeError, match="two rules have the"):
        rules_in(package)


def test_a_rule_without_an_explanation_is_refused() -> None:
    def nothing(package: Package) -> Iterator[Problem]:
        return iter(())

    with pytest.raises(TypeError, match="T9 has no docstring"):
        rule("T9", "silent", "notice")(nothing)


def test_a_rule_is_found_by_code_and_by_name() -> None:
    assert find_rule("s311") is find_rule("reference-resolves")


def test_an_unknown_rule_is_an_error_with_a_mend() -> None:
    with pytest.raises(AraError, match="no rule 'S999'"):
        find_rule("S999")


def test_every_structure_rule_has_a_code_of_its_level() -> None:
    assert all(found.code.startswith("S") and found.code[1:].isdigit() for found in structure_rules())
