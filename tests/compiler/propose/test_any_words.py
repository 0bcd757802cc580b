"""Whatever words a proposal holds: it is refused, or nothing but what was meant comes into the Ara."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ara.compiler.propose.apply import Outcome
from ara.schema import Package

PIECES = [
    *(
        "## C9: x",
        "- **Proof**: [E01]",
        "\n",
        "\r",
        "\u2028",
        "`",
        "```",
        "<!--",
        "«",
        "»",
        "|",
        "[",
        "]",
        ";",
        ",",
        "---",
    ),
    *(
        "**",
        ":",
        "\\",
        "'",
        '"',
        "{",
        "#",
        "* ",
        "1. ",
        "a",
        "word",
        " ",
        "\t",
        "\x1b",
        "\u202e",
        "key: v",
        "&a",
        "!x",
        "$",
    ),
]
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join) | st.text(min_size=1, max_size=40)


def others(package: Package) -> list[object]:
    """What no proposal here may touch, without places."""
    drop = {"location", "field_lines"}
    return [
        entity.model_dump(exclude=drop) for entity in (*package.claims[1:], *package.settings, *package.related_work)
    ]


@pytest.mark.parametrize(
    ("proposal", "part"),
    [
        ({"op": "set_field", "target": "C01", "field": "conditions", "value": "?"}, None),
        ({"op": "set_field", "target": "N02", "field": "lesson", "value": "?"}, None),
        ({"op": "set_field", "target": "E01", "field": "metrics", "value": "?", "author": "?"}, None),
        ({"op": "add_node", "type": "question", "title": "?", "description": "?"}, "nodes"),
        ({"op": "add_concept", "title": "widget", "definition": "?", "notation": "?"}, "concepts"),
    ],
    ids=["claim", "node", "experiment", "new-node", "new-concept"],
)
@given(text=words)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_what_was_meant_changes(
    judge: Callable[..., Outcome], package: Package, proposal: dict[str, str], part: str | None, text: str
) -> None:
    filled = {key: text if value == "?" else value for key, value in proposal.items()}
    done = judge(filled)

    after = done.package
    if not done.verdicts[0].accepted:
        assert after == package
        return
    assert others(after) == others(package)
    for name in ("claims", "nodes", "concepts", "settings", "experiments", "evidence"):
        assert len(getattr(after, name)) - len(getattr(package, name)) == (1 if name == part else 0)
    again = judge(filled, on=after)
    assert again.verdicts[0].already and again.package.texts == after.texts
