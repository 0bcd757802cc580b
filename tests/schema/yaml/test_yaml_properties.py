"""Whatever the data, it is written so that every reader gets it back, and edited so that nothing else moves."""

import math
from itertools import pairwise
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ara.schema.edits import Edit, apply_edits
from ara.schema.yaml import Plain, parse_yaml, plain, render_yaml, splice_yaml
from ara.schema.yaml.splice import same

ODD = ["", " ", "no", "~", "null", "1e5", "0x1f", "1_000", "12:30", "2024-01-01", "- a", "a: b", "a #b", "#", "'", '"']
ODD += [
    "|",
    ">",
    "*a",
    "&a",
    "!t",
    "%",
    "@",
    "`",
    "<<",
    "=",
    "a\nb",
    "a\n",
    "\na",
    "a\n\n",
    " a\nb",
    "a \nb",
    "\ta\nb",
    "?",
]
ODD += [
    "\x00",
    "\x07",
    "\x1b[0m",
    "\x85",
    "\u2028",
    "\ufeff",
    "\U0001f600",
    "é",
    "a\r\nb",
    "[",
    "{",
    "]",
    ",",
    "---",
    "...",
]
ODD += ["-", "yes", "True", ".inf", "-.5", "+1", "1.", "0o7", "a" * 200, "x" * 90 + "\n" + "y"]

texts = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
numbers = st.one_of(st.integers(-(10**20), 10**20), st.floats())
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
data = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)
collections = data.filter(lambda value: isinstance(value, dict | list) and bool(value))


def paths(value: Plain, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [here]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += paths(inner, (*here, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += paths(inner, (*here, index))
    return found


def changed(value: Any, path: tuple[str | int, ...], new: Plain, how: str) -> Any:
    """The data with another value at a place, without that place, or with one more behind it."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    step = path[0]
    if len(path) > 1:
        copy[step] = changed(copy[step], path[1:], new, how)
    elif how == "set":
        copy[step] = new
    elif how == "drop":
        del copy[step]
    elif isinstance(copy, dict):
        copy["added key"] = new
    else:
        copy.insert(int(step) + 1, new)
    return copy


def loosened(text: str) -> str:
    """The same data as a person might have written it: comments, blank lines, wider gaps."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        lines.append(line)
        inside = "|" in text or '"' in line or not line
        if number % 3 == 0 and not inside:
            lines[-1] += "  # a remark"
        if number % 4 == 0 and "|" not in text:
            lines += ["", "# a comment between"]
    return "\n".join(lines)


@given(data)
def test_data_is_read_back_as_it_was_written(value: Plain) -> None:
    assert same(plain(parse_yaml(render_yaml(value), "x.yaml")), value)


@given(data)
def test_another_yaml_reader_gets_the_same_data(value: Plain) -> None:
    def equal(one: Any, other: Any) -> bool:
        if isinstance(one, float) and isinstance(other, float):
            return one == other or (math.isnan(one) and math.isnan(other))
        if isinstance(one, dict) and isinstance(other, dict):
            return list(one) == list(other) and all(equal(one[key], other[key]) for key in one)
        if isinstance(one, list) and isinstance(other, list):
            return len(one) == len(other) and all(map(equal, one, other))
        return type(one) is type(other) and bool(one == other)

    assert equal(yaml.safe_load(render_yaml(value)), value)


@given(
    value=collections,
    new=data,
    pick=st.integers(0, 1000),
    how=st.sampled_from(["set", "drop", "add"]),
    loose=st.booleans(),
)
@settings(max_examples=300)
def test_an_edit_of_a_block_text_gives_exactly_the_data_asked_for(
    value: Plain, new: Plain, pick: int, how: str, loose: bool
) -> None:
    text = render_yaml(value)
    if loose:
        text = loosened(text)
    places = paths(value)
    wanted = changed(value, places[pick % len(places)], new, how)

    edited = splice_yaml(text, wanted, "x.yaml")

    assert same(plain(parse_yaml(edited, "x.yaml")), wanted)
    assert splice_yaml(edited, wanted, "x.yaml") == edited


@given(value=collections, new=data, pick=st.integers(0, 1000), how=st.sampled_from(["set", "drop", "add"]))
def test_an_edit_of_a_flow_text_gives_exactly_the_data_asked_for(value: Plain, new: Plain, pick: int, how: str) -> None:
    from ara.schema.yaml.render import inline

    text = "# flow\n" + inline(value).replace(", ", ",\n  ") if "\\" not in inline(value) else inline(value)
    if not same(plain(parse_yaml(text, "x.yaml")), value):  # a comma inside a quoted text was torn
        text = inline(value)
    places = paths(value)
    wanted = changed(value, places[pick % len(places)], new, how)

    assert same(plain(parse_yaml(splice_yaml(text, wanted, "x.yaml"), "x.yaml")), wanted)


@given(value=collections, pick=st.integers(0, 1000))
def test_comments_survive_the_change_of_a_scalar(value: Plain, pick: int) -> None:
    text = "# above\n" + loosened(render_yaml(value)) + "\n# below\n"
    places = [path for path in paths(value) if path and not isinstance(at(value, path), dict | list)]
    if not places or not same(plain(parse_yaml(text, "x.yaml")), value):
        return
    edited = splice_yaml(text, changed(value, places[pick % len(places)], "new words", "set"), "x.yaml")

    assert edited.startswith("# above\n")
    assert edited.endswith("\n# below\n")
    assert edited.count("# a comment between") == text.count("# a comment between")
    assert edited.count("# a remark") == text.count("# a remark")


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.text(max_size=3)), max_size=4)
)
def test_edits_are_applied_or_refused_but_never_mixed_up(text: str, raw: list[tuple[int, int, str]]) -> None:
    edits = [Edit(start=min(a, b), end=max(a, b), text=new) for a, b, new in raw]
    try:
        edited = apply_edits(text, edits)
    except ValueError:
        spans = sorted((edit.start, edit.end) for edit in edits)
        assert any(end > len(text) for _, end in spans) or any(one[1] > other[0] for one, other in pairwise(spans))
        return
    kept = len(text) - sum(edit.end - edit.start for edit in edits)

    assert len(edited) == kept + sum(len(edit.text) for edit in edits)
