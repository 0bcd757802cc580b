from ara.compiler.link.symbols import link_symbols

CODE = (
    ("sort/block_sort.py", 8, "BlockSort"),
    ("sort/oracle.py", 5, "Oracle"),
    ("sort/pages.py", 3, "PageIndex"),
    ("sort/pages.py", 40, "pick_pages"),
)


def test_a_name_of_the_paper_is_linked_to_its_definition(claim_of, identified_of, repo_of) -> None:
    claims = (claim_of("C01", "BlockSort with Page-Index is faster, since pick_pages is cheap."),)

    links = [(link.target, link.score) for link in link_symbols(identified_of(claims), None, repo_of(CODE))]

    assert links == [("sort/block_sort.py:8", 0.9), ("sort/pages.py:3", 0.75), ("sort/pages.py:40", 0.9)]


def test_common_words_are_no_names_of_code(claim_of, identified_of, repo_of) -> None:
    claims = (claim_of("C01", "The Oracle keeps all pages of the corpus."),)

    assert list(link_symbols(identified_of(claims), None, repo_of(CODE))) == []


def test_a_module_is_linked_when_nothing_in_the_code_has_the_name(claim_of, identified_of, repo_of) -> None:
    claims = (claim_of("C01", "SortBench has many words."),)
    repo = repo_of((("eval/sort_bench.py", 3, "Runner"),))

    (link,) = link_symbols(identified_of(claims), None, repo)

    assert (link.target, link.score) == ("eval/sort_bench.py:1", 0.7)


def test_a_name_that_is_defined_all_over_leads_nowhere(claim_of, identified_of, repo_of) -> None:
    repo = repo_of(tuple((f"{i}.py", 1, "BlockSort") for i in range(4)))

    assert list(link_symbols(identified_of((claim_of("C01", "BlockSort wins."),)), None, repo)) == []
