"""Edits of YAML as a person would make them: the expected text, character by character."""

from typing import Any

import pytest

from ara.schema import AraError
from ara.schema.yaml import parse_yaml, plain, splice_yaml

CASES: dict[str, tuple[str, Any, str]] = {
    "a scalar": ("a: 1  # one\nb: 2\n", {"a": 3, "b": 2}, "a: 3  # one\nb: 2\n"),
    "a quoted scalar": ("a: 'x'\n", {"a": "y: z"}, 'a: "y: z"\n'),
    "an empty value": ("a:\nb: 1\n", {"a": "x", "b": 1}, "a: x\nb: 1\n"),
    "a text of several lines": ("a: x\nb: 1\n", {"a": "x\ny", "b": 1}, "a: |-\n  x\n  y\nb: 1\n"),
    "such a text before a comment": ("a: x  # c\n", {"a": "x\ny"}, 'a: "x\\ny"  # c\n'),
    "a literal": ("a: |\n  x\n  y\nb: 1\n", {"a": "z\n", "b": 1}, "a: |\n  z\nb: 1\n"),
    "a key more": (
        "- a: 1  # one\n  b: 2  # two\n- c\n",
        [{"a": 1, "b": 2, "d": 3}, "c"],
        "- a: 1  # one\n  b: 2  # two\n  d: 3\n- c\n",
    ),
    "a key less": ("a: 1\n# about b\nb: 2\nc: 3\n", {"a": 1, "c": 3}, "a: 1\n# about b\nc: 3\n"),
    "the first key less": ("- a: 1\n  b: 2\n", [{"b": 2}], "- b: 2\n"),
    "the first two keys less": ("- a: 1\n  b: 2\n  c: 3\n", [{"c": 3}], "- c: 3\n"),
    "an item more": ("a:\n  - x  # c\nb: 1\n", {"a": ["x", "w"], "b": 1}, "a:\n  - x  # c\n  - w\nb: 1\n"),
    "an item in between": ("a:\n- x\n- z\n", {"a": ["x", "w", "z"]}, "a:\n- x\n- w\n- z\n"),
    "an item less": ("- x\n# about w\n- w\n- z\n", ["x", "z"], "- x\n# about w\n- z\n"),
    "an item in front": ("- w\n", ["x", "w"], "- x\n- w\n"),
    "a list emptied": ("a:\n  - x\n  - w\nb: 1\n", {"a": [], "b": 1}, "a: []\nb: 1\n"),
    "a list filled": ("a: []\nb: 1\n", {"a": [{"c": "x"}], "b": 1}, "a:\n  - c: x\nb: 1\n"),
    "a flow list": ("a: [x, w] # c\n", {"a": ["x", "w", "z"]}, "a: [x, w, z] # c\n"),
    "an item of a flow list": ("a: [x,   w]\n", {"a": ["x", 3]}, "a: [x,   3]\n"),
    "what an alias stood for": ("a: &k [x]\nb: *k\n", {"a": ["x"], "b": ["w"]}, "a: &k [x]\nb: [w]\n"),
    "what an anchor names": ("a: &k x\nb: *k\n", {"a": "w", "b": "x"}, "a: w\nb: x\n"),
    "Windows line ends": ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2, "c": [{"d": 1}]}, "a: 1\r\nb: 2\r\nc:\r\n  - d: 1\r\n"),
    "no last line end": ("a: 1", {"a": 1, "b": 2}, "a: 1\nb: 2"),
    "a byte order mark": ("\ufeffa: 1\n", {"a": 2}, "\ufeffa: 2\n"),
    "an empty document": ("# nothing\n", {"a": 1}, "# nothing\na: 1\n"),
    "wide indentation": ("a:\n    -   x: 1\n", {"a": [{"x": 1, "z": 2}]}, "a:\n    -   x: 1\n        z: 2\n"),
    "an explicit key": ("? a\n: 1\n", {"a": 2}, "? a\n: 2\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_an_edit_touches_what_changed_and_nothing_else(name: str) -> None:
    text, data, expected = CASES[name]

    assert splice_yaml(text, data, "x.yaml") == expected
    assert plain(parse_yaml(expected, "x.yaml")) == data


def test_data_beyond_the_limits_is_refused() -> None:
    deep: Any = "x"
    for _ in range(250):
        deep = [deep]

    with pytest.raises(AraError, match=r"x\.yaml: cannot hold the changed data\."):
        splice_yaml("a: 1\n", {"a": deep}, "x.yaml")
