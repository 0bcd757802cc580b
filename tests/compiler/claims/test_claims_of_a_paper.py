from ara.compiler.claims import read_claims
from ara.compiler.claims.numbers import find_numbers

RESULT = "BlockSort reaches 71.1 accuracy on WordSort, 2.7× faster than the dense baseline."
AGAIN = "In Table 2, BlockSort is 2.7× faster than the dense baseline with 71.1 accuracy on WordSort."
PROCEDURE = "We set the number of blocks to 64 and use a page size of 16."
QUESTION = "Does BlockSort improve on the best sorter by 9.5 points?"
RELATED = "Doe et al. (2019) improve accuracy by 4.4 points over the best sorter."


def test_a_result_of_the_abstract_becomes_a_claim_with_its_words_and_place(paper_of) -> None:
    (claim,) = read_claims(paper_of(abstract=RESULT))

    assert claim.statement == RESULT
    assert (claim.quote, claim.where, claim.region.page) == (RESULT, "Abstract", 1)
    assert [(number.text, number.role) for number in claim.numbers] == [("71.1", "value"), ("2.7×", "ratio")]
    assert (claim.kind, claim.direction) == ("accuracy", "higher")
    assert claim.conditions == ("on WordSort",)


def test_the_same_result_in_abstract_and_body_is_one_claim_with_two_quotes(paper_of) -> None:
    claims = read_claims(paper_of(("Results", "4", [AGAIN]), abstract=RESULT))

    assert len(claims) == 1
    assert [quote.where for quote in claims[0].quotes] == ["Abstract", "Section 4"]
    assert "Table 2" in claims[0].evidence


def test_procedures_questions_and_the_results_of_others_are_no_claims(paper_of) -> None:
    paper = paper_of(("Setup", "3", [PROCEDURE]), ("Results", "4", [QUESTION]), ("Related Work", "5", [RELATED]))

    assert read_claims(paper) == ()


def test_a_printed_result_of_the_abstract_is_a_claim_whatever_its_verb(paper_of) -> None:
    text = "Our widget answers 93.5% of all questions, while the baseline answers 81.2%."

    (claim,) = read_claims(paper_of(abstract=text))

    assert claim.title == "Our widget answers 93.5% of all questions"
    assert [(number.text, number.role) for number in claim.numbers] == [("93.5%", "value"), ("81.2%", "baseline")]


def test_descriptions_of_data_and_training_are_no_claims(paper_of) -> None:
    texts = [
        "Each segment of the corpus stays near one of 32 topics.",
        "All of our sorters were trained for 900 steps.",
    ]

    assert read_claims(paper_of(("Setup", "3", texts), abstract=" ".join(texts))) == ()


def test_entries_of_a_reference_list_and_verbless_captions_are_no_claims(paper_of) -> None:
    entry = "Fast sorting improves on slow sorting, in Proceedings of Sorting, pp. 12–34."
    caption = "Figure 3: Run time performance of each sorter over 100.5 seconds of data."

    assert read_claims(paper_of(("Results", "4", [entry, caption]))) == ()


def test_transcripts_are_no_claims(paper_of) -> None:
    texts = ["I can improve your offer to $11,500 today.", "You achieve 93.5% when my rules are kept."]

    assert read_claims(paper_of(("Results", "4", texts))) == ()


def test_an_opening_adverb_is_dropped_from_the_statement_but_not_from_the_quote(paper_of) -> None:
    (claim,) = read_claims(paper_of(("Results", "4", [f"Surprisingly, {RESULT}"])))

    assert claim.statement == RESULT
    assert claim.quote == f"Surprisingly, {RESULT}"


def test_a_sentence_that_continues_another_stays_with_it(paper_of) -> None:
    text = "With 64 blocks, BlockSort remains stable, while 32 blocks collapse. Their accuracies are 0.97 and 0.68."

    (claim,) = read_claims(paper_of(("Results", "4", [text])))

    assert claim.quote == text
    assert [number.text for number in claim.numbers][-2:] == ["0.97", "0.68"]


def test_a_run_in_heading_names_its_claim(paper_of) -> None:
    lead = "Every sorter profits from larger blocks."
    text = f"{lead} We observe that accuracy rises by 3.2 points on WordSort."

    (claim,) = read_claims(paper_of(("Results", "4", [text]), leads={text: lead}))

    assert claim.title == "Every sorter profits from larger blocks (3.2 points)"
    assert claim.statement == "We observe that accuracy rises by 3.2 points on WordSort."


def test_the_title_leaves_out_the_frame_and_the_subordinate_clause(paper_of) -> None:
    text = "We find that, on WordSort with 8 threads, BlockSort outperforms all rivals by 3.2 points."

    (claim,) = read_claims(paper_of(("Results", "4", [text])))

    assert claim.title == "BlockSort outperforms all rivals by 3.2 points"


def test_words_that_are_not_on_the_page_become_no_claim(paper_of) -> None:
    paper = paper_of(abstract=RESULT)
    forged = paper.model_copy(update={"page_texts": ("Something else altogether.", "")})

    assert read_claims(forged) == ()


def test_a_small_table_is_one_claim_with_its_headers_once(paper_of, results_table) -> None:
    (claim,) = read_claims(paper_of(("Results", "4", []), tables=(results_table,)))

    assert claim.title == "Throughput from 1412 to 4120 (Table 2)"
    assert claim.statement == (
        "Table 2, Dense baseline: Accuracy 71.3; Throughput 1412 | RandomPick: 55.0; 4120 | "
        "BlockSort (ours): 71.1; 3877"
    )
    assert claim.quote == "Dense baseline 71.3 1412"
    assert [(cell.row, cell.column, cell.printed) for cell in claim.cells][-1] == (3, 2, "3877")


def test_in_a_large_table_the_own_row_is_a_claim_with_the_baseline_beside(paper_of, results_table) -> None:
    others = tuple((f"Rival {i}", f"6{i}.5", f"10{i}") for i in range(9))
    table = results_table.model_copy(update={"rows": (*results_table.rows, *others), "marks": ()})

    claims = read_claims(paper_of(("Results", "4", ["We propose BlockSort, a sorter."]), tables=(table,)))

    own = next(claim for claim in claims if claim.title == "BlockSort (ours): Accuracy 71.1 vs 71.3 (Table 2)")
    assert own.statement == "Table 2, BlockSort (ours): Accuracy 71.1; Throughput 3877 (Dense baseline: 71.3; 1412)"
    assert own.quote == "BlockSort (ours) 71.1 3877"
    assert own.direction == "lower"
    assert own.falsified_by == (
        "A rerun in which the Accuracy printed as 71.1 is not lower than the one printed as 71.3, beyond run-to-run "
        "spread."
    )
    assert [(number.text, number.role) for number in own.numbers] == [
        ("71.1", "value"), ("3877", "value"), ("71.3", "baseline"), ("1412", "baseline"),
    ]  # fmt: skip
    assert len(claims) == 3


def test_a_column_of_the_own_method_is_a_claim_when_columns_are_methods(paper_of, results_table) -> None:
    rows = (
        ("Metric", "Dense baseline", "RandomPick", "BlockSort"),
        *((f"Task {i}", "5.5", "4.4", f"{i}.6") for i in range(9)),
    )
    table = results_table.model_copy(update={"rows": rows, "marks": ()})

    (claim,) = read_claims(paper_of(tables=(table,), title="BlockSort: Sorting Blocks", abstract="BlockSort. " * 3))

    assert claim.title == "BlockSort: Task 0 0.6 vs 5.5 (Table 2)"
    assert claim.statement.startswith("Table 2, BlockSort: Task 0 0.6; Task 1 1.6; ")
    assert claim.statement.endswith("(Dense baseline: 5.5; 5.5; 5.5; 5.5; 5.5; 5.5; 5.5; 5.5)")


def test_rows_are_named_with_the_group_they_stand_in(paper_of, results_table) -> None:
    group = ("Large corpora", "Large corpora", "Large corpora")
    rows = (*results_table.rows[:3], group, results_table.rows[3])

    (claim,) = read_claims(paper_of(tables=(results_table.model_copy(update={"rows": rows}),)))

    assert "| Large corpora / BlockSort (ours): 71.1; 3877" in claim.statement


def test_a_table_of_settings_makes_no_claim(paper_of, results_table) -> None:
    table = results_table.model_copy(update={"caption": "Table 2: Hyperparameters of all sorters."})

    assert read_claims(paper_of(tables=(table,))) == ()


def test_a_sentence_without_numbers_is_linked_to_the_cells_it_names(paper_of, results_table) -> None:
    text = "All sorters are in Table 2. Surprisingly, RandomPick achieves the highest Throughput of all sorters."
    named = "In Table 2 we observe that RandomPick degrades Accuracy on WordSort."
    table = results_table.model_copy(update={"marks": ((2, 2, "bold"),)})

    claims = read_claims(paper_of(("Results", "4", [text, named]), tables=(table,)))

    cells = {claim.statement: [cell.printed for cell in claim.cells] for claim in claims}
    assert cells["RandomPick achieves the highest Throughput of all sorters."] == ["4120"]
    assert cells[named] == ["55.0"]


def test_a_number_is_linked_to_the_cell_of_the_named_table(paper_of, results_table) -> None:
    text = "As Table 2 shows, BlockSort achieves a throughput of 3877 at an accuracy of 71.1."

    claims = read_claims(paper_of(("Results", "4", [text]), tables=(results_table,)))

    claim = next(claim for claim in claims if claim.where == "Section 4")
    assert {(cell.row, cell.column) for cell in claim.cells} == {(3, 1), (3, 2)}


def test_there_are_at_most_36_claims(paper_of) -> None:
    texts = [f"BlockSort improves accuracy by {i}.{i % 7} points on corpus C{i}." for i in range(1, 90)]

    assert len(read_claims(paper_of(("Results", "4", texts)))) == 36


def test_claims_come_in_reading_order(paper_of, results_table) -> None:
    claims = read_claims(
        paper_of(("Results", "4", ["It is 9.5% faster on WordSort."]), abstract=RESULT, tables=(results_table,))
    )

    assert [claim.region.page for claim in claims] == sorted(claim.region.page for claim in claims)
    assert {claim.region.page for claim in claims} == {1, 2}


def test_every_number_of_a_claim_is_in_its_quotes_or_cells(paper_of, results_table) -> None:
    paper = paper_of(("Results", "4", [AGAIN]), abstract=RESULT, tables=(results_table,))

    for claim in read_claims(paper):
        printed = " ".join(quote.text for quote in claim.quotes)
        printed += " ".join(results_table.rows[cell.row][cell.column] for cell in claim.cells)
        assert all(number.text in printed for number in claim.numbers)
        assert all(mention.text in printed for mention in find_numbers(claim.falsified_by))


def test_the_same_paper_gives_the_same_claims(paper_of, results_table) -> None:
    paper = paper_of(("Results", "4", [AGAIN]), abstract=RESULT, tables=(results_table,))

    assert read_claims(paper) == read_claims(paper)


def test_a_passage_without_an_end_is_passed_over(paper_of) -> None:
    endless = "a" * 200_000 + " improves by 3.5% " + "(" * 50_000 + "B" * 100_000

    assert read_claims(paper_of(("Results", "4", [endless]))) == ()
