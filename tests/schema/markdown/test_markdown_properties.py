"""Any text is some Markdown; a value that is changed is read back; other bytes stay."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ara.schema.edits import apply_edits
from ara.schema.location import Location
from ara.schema.logic import Claim
from ara.schema.markdown import bind_block, parse_markdown, revise_block
from ara.schema.markdown.values import join_items, split_items

PIECES = [
    "# ",
    "## C01: x",
    "\n",
    "\n\n",
    "- ",
    "**Statement**: ",
    "**Proof:** ",
    "* ",
    "1. ",
    "  ",
    "```\n",
    "> ",
    "|",
    "---\n",
]
PIECES += [
    "<!--",
    "-->",
    "C1 — y",
    "\t",
    "\r\n",
    "[a](b)",
    "«q»",
    "==\n",
    "word",
    "**bold**",
    "\\",
    "&amp;",
    "é",
    "\u2028",
    "\x00",
]
markdown = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join)
words = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=8)
items = st.lists(
    st.one_of(
        words,
        st.sampled_from(["C01", "a (b, c)", "a; b", "a, b", "tables/t.md", "3 ← «a; b»", 'said "a, b"', "`x, y`"]),
    ),
    max_size=5,
).map(tuple)
LIKE = ["", "[]", "[a, b]", "a, b", "- a\n- b", "none", "a; b", "[a; b]"]


@given(markdown)
@settings(max_examples=300)
def test_any_text_is_read_and_every_place_lies_inside_it(text: str) -> None:
    document = parse_markdown(text)
    for block in document.blocks:
        assert 0 <= block.start <= block.title_start <= block.title_end <= len(text)
        assert block.start <= block.body_start <= block.end <= len(text)
        assert text[block.title_start : block.title_end] == block.title
        for field in block.fields:
            assert block.start <= field.start <= field.label_start <= field.value_start <= field.end <= block.end
    assert [block.start for block in document.blocks] == sorted(block.start for block in document.blocks)


@given(markdown)
def test_blocks_follow_one_another_without_a_gap(text: str) -> None:
    blocks = parse_markdown(text).blocks

    assert all(one.end == other.start for one, other in pairwise(blocks))
    assert not blocks or blocks[-1].end == len(text)


@given(before=markdown, after=markdown, value=words)
@settings(max_examples=200)
def test_changing_a_field_keeps_what_is_around_its_block(before: str, after: str, value: str) -> None:
    text = f"{before}\n\n## C07: marked\n- **Statement**: old\n- **Status**: kept\n\n## C08: next\n{after}"
    block = next((each for each in parse_markdown(text).blocks if each.title == "C07: marked"), None)
    if block is None or not block.fields:  # the text before swallowed it, in a fence or a comment
        return
    claim, _ = bind_block(Claim, block, Location(file="logic/claims.md"), text)
    changed = claim.model_copy(update={"statement": value, "title": "renamed"})

    edited = apply_edits(text, revise_block(text, block, claim, changed))

    assert edited == text.replace("C07: marked\n- **Statement**: old", f"C07: renamed\n- **Statement**: {value}")


@given(items, st.sampled_from(LIKE))
def test_the_items_of_a_list_are_read_back_in_whatever_manner_they_are_written(
    value: tuple[str, ...], like: str
) -> None:
    assert split_items(join_items(value, like)) == value


@given(st.text('()[]«»"`,; ab\n-', max_size=60))
def test_splitting_a_list_is_stable_and_loses_no_letter(text: str) -> None:
    found = split_items(text)

    assert all(item.strip() == item for item in found)
    assert "".join(found).count("a") == text.count("a")
