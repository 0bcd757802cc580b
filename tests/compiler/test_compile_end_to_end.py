"""From sources on disk to an Ara on disk: grounded, deterministic, and inert to what sources try."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ara.compiler.grounding import squeeze
from ara.compiler.output import compile_to
from ara.compiler.paper.reader import read_paper
from ara.compiler.pipeline import Sources
from ara.review.check import check_package
from ara.schema import AraError, read_package

BODY = """A. Researcher

= Abstract

We study widgets on two benchmarks. Our widget answers 93.5% of all questions, while the baseline answers 81.2%.

= 1 Introduction

Widgets are slow. However, it remains unclear how fast a widget can be made on common machines today. We propose a
faster widget, which we train with a learning rate of 0.0003 for 12 epochs.

= 2 Results

The widget outperforms the baseline by 12.3 points on both benchmarks that we tried in this work.

= References

[1] B. Author. Widgets considered. Journal of Widgets, 2019.
"""
PAPER = ["A Study of Fast Widgets\n" + BODY]


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_paper_becomes_an_ara_that_reads_back(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    compile_to(Sources(pdf=make_pdf(PAPER)), tmp_path / "out")

    package = read_package(tmp_path / "out")

    assert package.paper[0].title == "A Study of Fast Widgets"
    assert any("93.5" in (claim.statement or "") for claim in package.claims)
    assert any(setting.value == "0.0003" for setting in package.settings)


def test_the_same_sources_give_the_same_bytes_wherever_they_are_written(
    make_pdf: Callable[..., Path], make_repo: Callable[..., Path], tmp_path: Path
) -> None:
    repo = make_repo({"README.md": "# Widgets\n\n```\npython run.py --size 3\n```\n", "run.py": "print('hello')\n"})
    sources = Sources(pdf=make_pdf(PAPER), repo=str(repo))

    compile_to(sources, tmp_path / "one")
    compile_to(sources, tmp_path / "deeper" / "two")

    assert contents(tmp_path / "one") == contents(tmp_path / "deeper" / "two")


def test_every_quotation_of_the_paper_is_printed_on_its_page(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    pdf = make_pdf(PAPER)
    compile_to(Sources(pdf=pdf), tmp_path / "out")
    printed = [squeeze(text) for text in read_paper(pdf, tmp_path).page_texts]

    spans = read_package(tmp_path / "out").spans

    assert len(spans) > 5
    for span in spans:
        assert span.page is not None
        assert squeeze(span.quote) in printed[span.page - 1], span


def test_words_of_a_paper_forge_no_block_field_or_markup(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    forged = BODY + (
        "\n= 3 Discussion\n\n## C99: A forged claim\n- **Statement**: we outperform everything by 99.9%"
        " <script>alert(1)</script>\n\n```\n---\ntitle: forged\n---\n"
    )
    title = "Widgets <!-- ## C98: forged -->"
    compile_to(Sources(pdf=make_pdf([title + "\n" + forged])), tmp_path / "out")

    package = read_package(tmp_path / "out")
    # JSON and YAML quote what they hold; in Markdown every angle bracket must be escaped
    pages = (text for path, text in package.texts.items() if path.endswith(".md"))
    markdown = "\n".join(text.split("\n---\n", 1)[-1] for text in pages)

    assert package.paper[0].title == title
    assert {claim.id for claim in package.claims}.isdisjoint({"C98", "C99"})
    assert not re.search(r"(?<!\\)<(script|!--)", markdown)
    assert not re.search(r"(?m)^\s*(## C9[89]|- \*\*Statement\*\*: we outperform everything)", markdown)


def test_launch_commands_become_candidates_with_their_place(make_repo: Callable[..., Path], tmp_path: Path) -> None:
    repo = make_repo(
        {
            "README.md": "# Widgets\n\n```bash\npython run.py --size 3\npython gone.py\n```\n",
            "run.py": "print('hello')\n",
        }
    )

    compile_to(Sources(repo=str(repo)), tmp_path / "out")

    package = read_package(tmp_path / "out")
    assert package.reproduce is not None
    commands = {candidate.command: candidate for candidate in package.reproduce.candidates.values()}
    assert commands[("python", "run.py", "--size", "3")].source == "README.md:4"
    assert "does not exist" in (commands[("python", "gone.py")].note or "")
    assert [experiment.status for experiment in package.experiments] == ["candidate", "candidate"]


OWN_FILE = """# How the numbers are run.
format: ara-reproduce/1
code: {root: "repo:", include: ["run.py"]}
experiments:
  E01:
    command: [python, run.py]  # the only one
    tiers: {smoke: {fidelity: smoke}}
checks:
  K01:
    claim: {quote: "The widget outperforms the baseline by 12.3 points"}
    experiment: E01
    metric: gain
    expect: {at_least: 10}
    control: {args: [--plain]}
  K02:
    claim: {quote: "words that this paper never prints anywhere"}
    experiment: E01
    metric: gain
    expect: {at_least: 10}
    control: {args: [--plain]}
"""


def test_the_repositorys_own_file_is_bound_to_claims(
    make_pdf: Callable[..., Path], make_repo: Callable[..., Path], tmp_path: Path
) -> None:
    repo = make_repo({"ara-reproduce.yaml": OWN_FILE, "run.py": "print('hello')\n", "README.md": "# W\n"})

    done = compile_to(Sources(pdf=make_pdf(PAPER), repo=str(repo)), tmp_path / "out")

    package = read_package(tmp_path / "out")
    assert package.reproduce is not None
    bound = package.reproduce.checks["K01"].claim
    claim = next(claim for claim in package.claims if claim.id == bound)
    assert "12.3 points" in " ".join(claim.sources)
    assert "K02" not in package.reproduce.checks
    assert any(gap.what == "claim of K02" for gap in done.coverage.missing)
    text = package.texts["src/reproduce.yaml"]
    assert "# the only one" in text and "# How the numbers are run." in text
    assert package.reproduce.code is not None and package.reproduce.code.root == "src/execution"
    assert (tmp_path / "out" / "src" / "execution" / "run.py").read_text() == "print('hello')\n"


DECLARED = """claims:
  - claim: {quote: "The widget outperforms the baseline by 12.3 points"}
    status: refuted
    because: 'a second run
      gave 1.2'
  - {claim: {quote: "words that this paper never prints anywhere"}, status: refuted, because: nobody knows}
  - {claim: {quote: "outperforms the baseline by 12.3 points"}, status: supported, because: it was seen}
"""


def test_a_declared_status_becomes_the_claims_with_its_lines_as_source(
    make_pdf: Callable[..., Path], make_repo: Callable[..., Path], tmp_path: Path
) -> None:
    repo = make_repo({"ara-reproduce.yaml": OWN_FILE + DECLARED, "run.py": "print('hello')\n", "README.md": "# W\n"})
    line = OWN_FILE.count("\n") + 2

    done = compile_to(Sources(pdf=make_pdf(PAPER), repo=str(repo)), tmp_path / "out")

    package = read_package(tmp_path / "out")
    claim = next(claim for claim in package.claims if "12.3 points" in (claim.statement or ""))
    (span,) = (span for span in package.spans if span.path == "ara-reproduce.yaml" and span.holds == claim.id)
    assert claim.status == "refuted"
    assert f"status refuted ← ara-reproduce.yaml:{line} «a second run gave 1.2» [input]" in claim.sources
    assert (span.line, span.end_line) == (line, line + 3)
    assert "claims:" not in package.texts["src/reproduce.yaml"]
    missing = {(gap.what, gap.where) for gap in done.coverage.missing}
    unresolved = f"status in line {line + 4}"
    assert (f"claim of {unresolved}", f"ara-reproduce.yaml: {unresolved}") in missing
    assert ("status supported", f"ara-reproduce.yaml:{line + 5}") in missing
    findings = check_package(package)
    assert not [found for found in findings if found.severity != "notice" and claim.id in found.message]


def test_an_ara_itself_declares_no_status_beside_its_claims(make_repo: Callable[..., Path], tmp_path: Path) -> None:
    compile_to(Sources(repo=str(make_repo({"README.md": "# W\n"}))), tmp_path / "out")
    (tmp_path / "out" / "src" / "reproduce.yaml").write_text("format: ara-reproduce/1\nclaims: []\n")

    notices = read_package(tmp_path / "out").notices

    assert any("claims" in notice.message and notice.location.file == "src/reproduce.yaml" for notice in notices)


def test_a_broken_own_file_is_a_gap_and_commands_stay_candidates(
    make_repo: Callable[..., Path], tmp_path: Path
) -> None:
    broken = OWN_FILE.replace("expect: {at_least: 10}", "expect: {atleast: 10}", 1)
    repo = make_repo({"ara-reproduce.yaml": broken, "README.md": "# W\n\n```\npython run.py\n```\n", "run.py": ""})

    done = compile_to(Sources(repo=str(repo)), tmp_path / "out")

    package = read_package(tmp_path / "out")
    assert any(gap.what == "ara-reproduce.yaml" and "K01" in gap.why for gap in done.coverage.missing)
    assert package.reproduce is not None and len(package.reproduce.candidates) == 1


def test_the_coverage_report_names_what_is_missing(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    done = compile_to(Sources(pdf=make_pdf(PAPER)), tmp_path / "out")

    report = (tmp_path / "out" / "evidence" / "README.md").read_text()

    assert {"repository", "venue"} <= {gap.what for gap in done.coverage.missing}
    assert all(gap.what in report for gap in done.coverage.missing)


def test_an_untouched_ara_is_replaced_and_an_edited_one_is_not(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    sources, out = Sources(pdf=make_pdf(PAPER)), tmp_path / "out"
    compile_to(sources, out)
    first = contents(out)
    compile_to(sources, out)
    assert contents(out) == first

    (out / "logic" / "claims.md").write_text("# Claims\n\nMine.\n")
    with pytest.raises(AraError, match="was changed since it was compiled"):
        compile_to(sources, out)

    assert (out / "logic" / "claims.md").read_text() == "# Claims\n\nMine.\n"


def test_an_ara_with_accepted_proposals_is_not_replaced(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    sources, out = Sources(pdf=make_pdf(PAPER)), tmp_path / "out"
    compile_to(sources, out)
    claims = out / "logic" / "claims.md"
    claims.write_text(claims.read_text() + "- **Provenance**: ai-suggested\n")
    seal = (out / "ara.yaml").read_text()
    old = re.search(r"logic/claims\.md: \"?([0-9a-f]{64})", seal)
    assert old is not None
    (out / "ara.yaml").write_text(seal.replace(old[1], hashlib.sha256(claims.read_bytes()).hexdigest()))

    with pytest.raises(AraError, match="holds accepted proposals"):
        compile_to(sources, out)


def test_an_ara_with_records_of_runs_is_not_replaced(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    sources, out = Sources(pdf=make_pdf(PAPER)), tmp_path / "out"
    compile_to(sources, out)
    record = out / "evidence" / "runs" / "E01-smoke-main-12345678" / "repeat-0.json"
    record.parent.mkdir(parents=True)
    record.write_text("{}")

    with pytest.raises(AraError, match="holds records of runs"):
        compile_to(sources, out)

    assert record.read_text() == "{}"


def test_a_strangers_folder_is_never_replaced(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")

    with pytest.raises(AraError, match="is in the way"):
        compile_to(Sources(pdf=make_pdf(PAPER)), tmp_path / "out")

    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


def test_the_seal_names_sources_and_hashes_every_file(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    compile_to(Sources(pdf=make_pdf(PAPER)), tmp_path / "out")

    seal = read_package(tmp_path / "out").seal

    assert seal is not None
    assert [source.kind for source in seal.sources] == ["pdf"]
    assert seal.hashes == {path: digest for path, digest in contents(tmp_path / "out").items() if path != "ara.yaml"}


def test_spans_are_one_json_object_a_line(make_pdf: Callable[..., Path], tmp_path: Path) -> None:
    compile_to(Sources(pdf=make_pdf(PAPER)), tmp_path / "out")

    lines = (tmp_path / "out" / "evidence" / "sources.jsonl").read_text().splitlines()

    assert [json.loads(line)["id"] for line in lines] == [f"S{number:04d}" for number in range(1, len(lines) + 1)]
