from ara.compiler.paper.addresses import find_code_urls
from ara.compiler.paper.model import Passage, Region
from ara.compiler.paper.page import Link, PageContent


def _passage(text: str, **changes) -> Passage:
    place = (Region(page=changes.pop("page", 2), box=(0, 0, 1, 1)),)
    return Passage(**{"kind": "body", "text": text, "regions": place, "section": 0} | changes)


def test_the_papers_own_address_comes_first() -> None:
    passages = [
        _passage("We compare with https://github.com/other/tool here."),
        _passage("Our code is released at https://github.com/we/ours."),
    ]

    assert find_code_urls(passages, []) == ("https://github.com/we/ours", "https://github.com/other/tool")


def test_an_address_in_a_reference_does_not_count() -> None:
    assert find_code_urls([_passage("Jo. https://github.com/other/tool", kind="reference")], []) == ()


def test_a_link_holds_the_part_that_the_text_lost() -> None:
    page = PageContent(1, 600, 800, links=(Link("https://github.com/we/ours-and-more", (0, 0, 1, 1), True),))

    assert find_code_urls([_passage("See github.com/we/ours.")], [page]) == ("https://github.com/we/ours-and-more",)


def test_other_hosts_are_no_code() -> None:
    assert find_code_urls([_passage("See https://example.org/github.com and https://arxiv.org/abs/1.")], []) == ()
