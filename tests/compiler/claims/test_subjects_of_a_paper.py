from ara.compiler.claims.subjects import subject_names


def test_a_proposed_name_that_the_paper_repeats_is_its_subject(paper_of) -> None:
    text = "We propose a new simple sorter, the BlockSort. BlockSort is fast. BlockSort is small."

    assert subject_names(paper_of(("Introduction", "1", [text]), title="On sorting")) == {"BlockSort"}


def test_a_name_before_the_colon_of_the_title_is_a_subject(paper_of) -> None:
    paper = paper_of(
        ("Introduction", "1", ["SORTA wins. SORTA is small. SORTA is fast."]), title="SORTA: Sorting Blocks"
    )

    assert subject_names(paper) == {"SORTA"}


def test_plural_acronyms_and_names_said_once_are_no_subjects(paper_of) -> None:
    text = "We propose replacing RNNs and call Quicksort. RNNs and RNNs remain."

    assert subject_names(paper_of(("Introduction", "1", [text]), title="On sorting")) == frozenset()
