from ara.compiler.link.commands import link_commands

OTHERS = tuple(f"python train_part{letter}.py --corpus words{letter}" for letter in "abcdefg")


def pairs(links) -> list[tuple[str, str]]:
    return [(link.source, link.target) for link in links]


def test_a_heading_that_says_the_table_links_it(claim_of, command_of, identified_of) -> None:
    claims = (claim_of("C01", "It wins.", evidence=("Table 2",)), claim_of("C02", "It loses.", evidence=("Table 3",)))
    commands = (command_of("E05", "python run.py", "Reproduce Table 2"), command_of("E06", "python run.py -v"))

    (link,) = link_commands(identified_of(claims, commands))

    assert (link.source, link.target, link.score) == ("C01", "E05", 0.95)


def test_a_script_named_like_the_caption_is_linked(claim_of, command_of, identified_of, reported) -> None:
    claims = (claim_of("C01", "Smaller is better.", evidence=("Table 2",)), claim_of("C02", "Sorting is hard."))
    commands = (command_of("E05", "python -m experiments.page_size"), *map(command_of, ["E06", "E07"], OTHERS))

    (link,) = link_commands(identified_of(claims, commands, reported))

    assert (link.source, link.target, link.reason) == ("C01", "E05", "shares the words page size")


def test_two_rare_words_link_when_one_is_a_name(claim_of, command_of, identified_of) -> None:
    claims = (
        claim_of("C01", "The defense against Qwen3 fails."),
        *(claim_of(f"C0{i}", f"Claim {i} holds.") for i in range(2, 6)),
    )
    commands = (
        command_of("E05", "python ablate.py --config qwen3.yaml --out defense"),
        *(command_of(f"E1{i}", line) for i, line in enumerate(OTHERS)),
    )

    assert pairs(link_commands(identified_of(claims, commands))) == [("C01", "E05")]


def test_a_word_of_every_claim_links_nothing(claim_of, command_of, identified_of) -> None:
    claims = tuple(claim_of(f"C0{i}", f"PageSort on WordNet wins {i} times.") for i in range(1, 7))
    commands = (command_of("E05", "python pagesort.py --data wordnet"), command_of("E06", "python other.py"))

    assert list(link_commands(identified_of(claims, commands))) == []


def test_words_that_every_repository_uses_link_nothing(claim_of, command_of, identified_of) -> None:
    claims = (claim_of("C01", "The model is faster at evaluation of all data."), claim_of("C02", "It is good."))
    commands = (command_of("E05", "python evaluation.py --model data"), command_of("E06", "python other.py"))

    assert list(link_commands(identified_of(claims, commands))) == []
