from ara.compiler.settings import read_settings
from ara.compiler.settings.names import is_setting_name, setting_id


def test_a_table_of_names_and_values_is_read_by_rows(setup_paper, table_of) -> None:
    table = table_of(
        "Table 6: Hyperparameters of all runs.",
        ("Parameter", "Small", "Large"),
        ("learning rate", "3e-4", "1e-4"),
        ("optimizer", "AdamW", "AdamW"),
        ("batch size", "256", "512"),
    )

    settings = read_settings(setup_paper(tables=(table,)))

    assert [(setting.name, setting.value, setting.context) for setting in settings] == [
        ("learning rate", "3e-4", "Small"),
        ("learning rate", "1e-4", "Large"),
        ("optimizer", "AdamW", "Small"),
        ("batch size", "256", "Small"),
        ("batch size", "512", "Large"),
    ]
    assert settings[0].quote == "learning rate 3e-4 1e-4"
    assert {setting.where for setting in settings} == {"Table 6"}


def test_columns_of_settings_are_read_for_the_rows_that_name_a_model(setup_paper, table_of) -> None:
    table = table_of(
        "Table 6: Variations of the architecture.",
        ("", "N", "dmodel", "PPL"),
        ("base", "6", "512", "4.92"),
        ("(A)", "2", "256", "6.11"),
        ("big", "6", "1024", "4.33"),
    )

    settings = read_settings(setup_paper(tables=(table,)))

    assert [(setting.context, setting.name, setting.value) for setting in settings] == [
        ("base", "N", "6"), ("base", "dmodel", "512"), ("big", "N", "6"), ("big", "dmodel", "1024"),
    ]  # fmt: skip


def test_columns_of_counts_are_read_and_measurements_are_not(setup_paper, table_of) -> None:
    counts = table_of(
        "Table 6: Instances by model.", ("Model", "Sampled", "Rate"), ("Mira", "500", "0.4"), ("Nila", "200", "0.5")
    )
    results = table_of("Table 6: Results.", ("Model", "Accuracy"), ("Mira", "71.3"), ("Nila", "70.2"))

    assert [(setting.context, setting.value) for setting in read_settings(setup_paper(tables=(counts,)))] == [
        ("Mira", "500"),
        ("Nila", "200"),
    ]
    assert read_settings(setup_paper(tables=(results,))) == ()


def test_a_label_over_rows_states_settings(setup_paper, table_of) -> None:
    label = "Mira-8B with a 37K generation length cutoff"
    table = table_of("Table 6: Results.", ("Model", "Accuracy"), (label, label), ("Dense", "71.3"), ("Sparse", "70.2"))

    (setting,) = read_settings(setup_paper(tables=(table,)))

    assert (setting.name, setting.value, setting.quote) == ("generation length cutoff", "37K", label)


def test_names_become_plain_ids() -> None:
    assert setting_id("Batch sizes") == "batch-size"
    assert setting_id("length penalty α") == "length-penalty-alpha"
    assert setting_id("ϵ") == "epsilon"
    assert setting_id("loss") == "loss"
    assert setting_id("∗") == "setting"


def test_a_cell_names_a_setting_only_as_a_whole() -> None:
    assert all(map(is_setting_name, ("learning rate", "d_model", "N", "batch size (tokens)", "Optimizer", "KV budget")))
    assert not any(map(is_setting_name, ("Sparsity setup (0.9) rollout of all", "PPL (dev)", "PASS", "Success rate")))


def test_lower_case_words_are_no_symbols(setup_paper, table_of) -> None:
    table = table_of(
        "Table 6: Average precision.", ("Method", "dog", "person", "plant"), ("Mira", "84.8", "76.7", "38.8")
    )

    assert read_settings(setup_paper(tables=(table,))) == ()
