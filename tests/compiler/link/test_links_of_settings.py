from ara.compiler.link.settings import differing_settings, link_settings


def targets(paper, repo) -> list[tuple[str, str]]:
    return [(link.source.rpartition("#")[2], link.target) for link in link_settings((paper,), repo.settings)]


def test_the_same_setting_in_other_words_and_digits_is_linked(setting_of, repo_of) -> None:
    repo = repo_of(settings=(("train.lr", "0.0001", "a.yaml", 3), ("train.lr", "0.0003", "b.yaml", 3)))

    assert targets(setting_of("learning rate", "1e-4"), repo) == [("learning-rate", "a.yaml:3")]


def test_scales_and_separators_do_not_matter(setting_of, repo_of) -> None:
    repo = repo_of(settings=(("--max-seq-len", "32768", "run.py", 9), ("context_length", "37000", "c.yaml", 1)))

    assert targets(setting_of("context length", "37K"), repo) == [("context-length", "c.yaml:1")]
    assert targets(setting_of("maximum sequence length", "32,768"), repo) == [("maximum-sequence-length", "run.py:9")]


def test_one_common_word_with_a_small_number_links_nothing(setting_of, repo_of) -> None:
    repo = repo_of(settings=(("size", "8", "a.yaml", 1), ("rank", "16", "b.yaml", 1)))

    assert targets(setting_of("size", "8"), repo) == []
    assert targets(setting_of("rank", "16"), repo) == [("rank", "b.yaml:1")]


def test_what_fits_many_places_leads_to_none(setting_of, repo_of) -> None:
    repo = repo_of(settings=tuple(("batch_size", "256", f"{i}.yaml", 1) for i in range(5)))

    assert targets(setting_of("batch size", "256"), repo) == []


def test_several_places_share_the_score(setting_of, repo_of) -> None:
    one = repo_of(settings=(("batch_size", "256", "a.yaml", 1),))
    two = repo_of(settings=(("batch_size", "256", "a.yaml", 1), ("batch_size", "256", "b.yaml", 1)))
    setting = setting_of("batch size", "256")

    (sure,) = link_settings((setting,), one.settings)
    unsure = tuple(link_settings((setting,), two.settings))

    assert sure.score == 0.9 and all(link.score < sure.score for link in unsure)


def test_a_setting_with_another_number_in_the_code_is_shown_with_both_places(setting_of, repo_of) -> None:
    repo = repo_of(settings=(("train.learning_rate", "0.0003", "a.yaml", 3),))

    (gap,) = differing_settings((setting_of("learning rate", "1e-4"),), repo.settings)

    assert gap.what == "sources that disagree" and gap.where == "a.yaml:3"
    assert "is 1e-4 in" in gap.why and "0.0003 in a.yaml:3" in gap.why


def test_equal_settings_and_those_that_a_source_gives_several_values_do_not_disagree(setting_of, repo_of) -> None:
    equal = repo_of(settings=(("learning_rate", "0.0001", "a.yaml", 3),))
    several = repo_of(settings=(("learning_rate", "0.1", "a.yaml", 3), ("learning_rate", "0.2", "b.yaml", 3)))
    word = repo_of(settings=(("learning_rate", "auto", "a.yaml", 3),))
    paper = setting_of("learning rate", "1e-4")

    assert [list(differing_settings((paper,), repo.settings)) for repo in (equal, several, word)] == [[], [], []]
    twice = (paper, setting_of("learning rate", "3e-4"))
    assert list(differing_settings(twice, repo_of(settings=(("lr", "0.5", "a.yaml", 1),)).settings)) == []
