import pytest

from ara.compiler.claims.titles import title_of


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        (
            "At a budget of 512 tokens, the oracle, which sees all keys, keeps 64.5% of the mass.",
            "The oracle keeps 64.5% of the mass",
        ),
        (
            "We also observe a similar pattern: the page size does not affect speed.",
            "The page size does not affect speed",
        ),
        (
            "While it is a robust, ready-to-use tool, the widget continues to be improved by 3.1 points.",
            "The widget continues to be improved by 3.1 points",
        ),
        (
            "On mid-size tasks, BlockSort (79.5%, 64.4%) surpasses the planner (47.7%), despite its size.",
            "BlockSort (79.5%, 64.4%) surpasses the planner (47.7%)",
        ),
        (
            "Larger blocks are better, as Table 2 shows, with accuracies of up to 71.1 compared to 65.2.",
            "Larger blocks are better (71.1 vs 65.2)",
        ),
        (
            "We observed a consistent, inverse correlation across models: accuracy falls with every call.",
            "We observed a consistent, inverse correlation across models",
        ),
        ("This is because sorting needs more memory.", "Sorting needs more memory"),
    ],
)
def test_a_title_is_a_takeaway_with_its_main_number(statement: str, title: str) -> None:
    assert title_of(statement) == title


def test_a_long_clause_is_cut_where_a_whole_statement_ends() -> None:
    statement = (
        "The proposed sorter reduces the number of comparisons on all twelve corpora that we have tried in the "
        "experiments of this paper and its appendix."
    )

    assert title_of(statement) == "The proposed sorter reduces the number of comparisons on all twelve corpora"


def test_a_run_in_heading_gets_the_number_of_its_statement() -> None:
    assert title_of("We see that accuracy rises to 71.1.", "Larger blocks always help") == (
        "Larger blocks always help (71.1)"
    )


def test_a_run_in_heading_that_states_nothing_is_no_title() -> None:
    assert title_of("We see that accuracy rises to 71.1.", "Effect of the block size") == "Accuracy rises to 71.1"
