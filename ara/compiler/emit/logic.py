"""The logic layer beside claims: problem, concepts, experiments, constraints."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from ara.compiler.context import Framing, Statement, Term
from ara.compiler.emit.evidence import object_path
from ara.compiler.identify import CandidateExperiment, Identified, ReportedExperiment
from ara.compiler.repo.model import RepoReading
from ara.compiler.spans import SpanBook
from ara.schema.links import Link
from ara.schema.location import Location
from ara.schema.logic import Concept, Experiment, Insight, Observation, ProblemGap
from ara.schema.markdown.escape import inline, quote
from ara.schema.package import Package, Page
from ara.schema.reproduce import Reproduce

NOT_STATED = "Not stated in the source."
PROBLEM = "logic/problem.md"


def problem(framing: Framing, book: SpanBook) -> Package:
    """Write observations, gaps and the insight, each a sentence of the paper."""

    def grounded(statements: tuple[Statement, ...], prefix: str) -> list[tuple[str, Statement]]:
        found = [s for s in statements if book.in_paper(s.text, s.region, f"{PROBLEM}#{prefix}") is not None]
        return [(f"{prefix}{number}", statement) for number, statement in enumerate(found, 1)]

    here = Location(file=PROBLEM)
    observations = tuple(
        Observation(
            location=here,
            id=name,
            title=_short(s.text),
            statement=quote(s.text),
            evidence=_place(s),
            implication=NOT_STATED,
        )
        for name, s in grounded(framing.observations, "O")
    )
    gaps = tuple(
        ProblemGap(location=here, id=name, title=_short(s.text), statement=f"{quote(s.text)} ({_place(s)})")
        for name, s in grounded(framing.gaps, "G")
    )
    insights = tuple(
        Insight(location=here, title="Key Insight", insight=f"{quote(s.text)} ({_place(s)})")
        for _, s in grounded((framing.insight,) if framing.insight else (), "I")
    )
    return Package(observations=observations, gaps=gaps, insights=insights)


def _short(text: str) -> str:
    return inline(text if len(text) <= 90 else text[:90].rsplit(None, 1)[0] + " …").rstrip(".")


def _place(statement: Statement) -> str:
    return f"{inline(statement.where)}, {statement.region.place}"


def concepts(terms: tuple[Term, ...], book: SpanBook) -> tuple[Concept, ...]:
    """Write every term whose defining sentence is grounded."""
    here = Location(file="logic/concepts.md")
    return tuple(
        Concept(
            location=here,
            title=inline(term.name),
            notation=inline(term.short) if term.short else "—",
            definition=f"{quote(term.definition)} ({inline(term.where)}, {term.region.place})",
            boundary=NOT_STATED,
        )
        for term in terms
        if book.in_paper(term.definition, term.region, f"logic/concepts.md#{term.name}") is not None
    )


def experiments(
    identified: Identified, own: Reproduce | None, links: Iterable[Link], book: SpanBook
) -> tuple[Experiment, ...]:
    """Write the experiments of the repository's own file, those the paper reports, and candidates.

    A link between a claim and a launch command is told on both sides as what it is, a proposal.
    """
    commands = tuple(link for link in links if link.kind == "command")
    runnable = tuple(_runnable(name, own) for name in own.experiments) if own else ()
    reported = tuple(_reported(experiment, identified, commands) for experiment in identified.reported)
    candidates = (_candidate(candidate, commands, book) for candidate in identified.candidates)
    return (*runnable, *reported, *candidates)


_HERE = Location(file="logic/experiments.md")
_UNNAMED = "a folder that the source does not name"


def _runnable(name: str, own: Reproduce) -> Experiment:
    experiment = own.experiments[name]
    checks = [key for key, check in own.checks.items() if check.experiment == name]
    arms = experiment.all_arms()
    commands = [f"{arm}: {shlex.join(found.command)}" for arm, found in arms.items()]
    claims = tuple(
        dict.fromkeys(str(own.checks[key].claim) for key in checks if isinstance(own.checks[key].claim, str))
    )
    tiers = ", ".join(f"{key} ({tier.fidelity})" for key, tier in experiment.tiers.items())
    metrics = dict.fromkeys(own.checks[key].metric for key in checks)
    return Experiment(
        location=_HERE,
        id=name,
        title=inline(f"{arms[next(iter(arms))].command[-1]} with {len(checks)} checks"),
        field_lines={"verifies": 1},
        verifies=claims,
        evidence=("pending",),
        run=f"src/reproduce.yaml, {name}",
        setup=inline(f"Tiers: {tiers}. Repeats: {experiment.repeats}."),
        procedure="\n".join(f"{number}. Run {inline(command)}" for number, command in enumerate(commands, 1)),
        metrics=inline(", ".join(metrics)) or NOT_STATED,
        expected=inline(f"What its checks ask for: {', '.join(checks)}.") if checks else NOT_STATED,
    )


def _reported(experiment: ReportedExperiment, identified: Identified, commands: Iterable[Link]) -> Experiment:
    kind, _, label = experiment.label.partition(" ")
    claims = [claim for claim in identified.claims if claim.id in experiment.claims]
    ways = [f"- {claim.id}: {claim.reading.direction}" for claim in claims if claim.reading.direction != "none"]
    pages = experiment.object.caption_region.place
    near = dict.fromkeys(f"{link.target} ({link.reason})" for link in commands if link.source in experiment.claims)
    run = "Not linked: the sources do not say which command made it."
    if near:
        run = f"The sources do not say which command made it; perhaps {'; '.join(near)}."
    return Experiment(
        location=_HERE,
        id=experiment.id,
        title=inline(f"The measurements of {experiment.label}"),
        verifies=experiment.claims,
        evidence=(object_path(kind.lower(), label),),
        run=inline(run),
        setup=f"{quote(experiment.object.caption)} ({pages})",
        procedure=f"As the paper describes around {inline(experiment.label)} ({pages}).",
        metrics="The columns and axes of the object.",
        expected="\n".join(ways) or NOT_STATED,
    )


def _candidate(candidate: CandidateExperiment, commands: Iterable[Link], book: SpanBook) -> Experiment:
    command = candidate.command
    book.in_repo(command.at, candidate.id)
    source = f"{command.at.path}:{command.at.line}"
    state = {True: "exists", False: "does not exist at this commit", None: "was not told apart"}[command.target_exists]
    faults = "".join(f" At this commit {fault}." for fault in command.faults)
    near = "; ".join(f"{link.source} ({link.reason})" for link in commands if link.target == candidate.id)
    near = f" Perhaps for {near}." if near else ""
    target = f" The file it starts {state}: {command.target}." if command.target else ""
    return Experiment(
        location=_HERE,
        id=candidate.id,
        title=inline(_command_title(candidate)),
        field_lines={"verifies": 1},
        evidence=("pending",),
        run=f"{inline(source)} {quote(command.at.quote)}",
        status="candidate",
        setup=inline(f"{command.context or NOT_STATED}{target}{faults}{near}"),
        procedure=f"1. In {inline(command.workdir or _UNNAMED)}, run {inline(shlex.join(command.argv))}",
        expected=NOT_STATED,
    )


def _command_title(candidate: CandidateExperiment) -> str:
    command = candidate.command
    words = shlex.join(command.argv)
    return words if len(words) <= 90 else words[:90].rsplit(None, 1)[0] + " …"


def constraints(framing: Framing, book: SpanBook) -> Page:
    """Write the sentences with which the paper bounds itself."""
    lines = ["# Constraints", "", "Sentences with which the source bounds its own results, verbatim.", ""]
    found = [s for s in framing.limits if book.in_paper(s.text, s.region, "logic/solution/constraints.md") is not None]
    lines += [f"- {quote(s.text)} ({_place(s)})" for s in found]
    if not found:
        lines.append("None was found in a limitations section, the method or the conclusion.")
    return Page(location=Location(file="logic/solution/constraints.md"), text="\n".join(lines) + "\n")


def repo_problem(repo: RepoReading, book: SpanBook) -> Package:
    """Without a paper, the README's title is all that says what the work is about."""
    if repo.title is None or repo.title_at is None:
        return Package()
    book.in_repo(repo.title_at, f"{PROBLEM}#O1")
    observation = Observation(
        location=Location(file=PROBLEM),
        id="O1",
        title=inline(repo.title),
        statement=quote(repo.title_at.quote),
        evidence=f"{inline(repo.title_at.path)}:{repo.title_at.line}",
        implication=NOT_STATED,
    )
    return Package(observations=(observation,))
