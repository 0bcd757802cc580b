import pytest

from ara.schema import UnreadableError, package_texts, read_texts
from ara.schema.links import Link

LINE = '{"source": "C01", "target": "E05", "kind": "command", "reason": "shares the words page size", "score": 0.65}\n'
BASE = {"logic/claims.md": "# Claims\n"}


def test_links_are_read_from_lines_and_written_back_as_they_were() -> None:
    package = read_texts({**BASE, "evidence/links.jsonl": LINE})

    assert package.links == (
        Link(source="C01", target="E05", kind="command", reason="shares the words page size", score=0.65),
    )
    assert package_texts(package)["evidence/links.jsonl"] == LINE
    assert package_texts(package.model_copy(update={"texts": {}}))["evidence/links.jsonl"] == LINE


def test_a_link_that_is_not_of_its_model_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableError, match=r"evidence/links.jsonl:2"):
        read_texts({**BASE, "evidence/links.jsonl": LINE + LINE.replace("0.65", "1.65")})
