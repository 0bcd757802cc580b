"""All links of one compilation."""

from __future__ import annotations

from collections.abc import Iterable

from ara.compiler.identify import Identified
from ara.compiler.link.commands import link_commands
from ara.compiler.link.evidence import link_evidence
from ara.compiler.link.settings import link_settings
from ara.compiler.link.symbols import link_symbols
from ara.compiler.paper.model import PaperReading
from ara.compiler.repo.model import RepoReading
from ara.compiler.settings.model import SettingReading
from ara.schema.links import Link
from ara.schema.logic import Claim
from ara.schema.span import Span

MOST_LINKS = 2000
"""More links than this help nobody; the surest are kept."""


def link(
    identified: Identified,
    paper: PaperReading | None,
    repo: RepoReading | None,
    settings: Iterable[SettingReading] = (),
) -> tuple[Link, ...]:
    """Return what belongs together, by source and then the surest first.

    A link is made only when few other pairs could share its reason: precision goes before completeness.
    """
    found = [*link_evidence(identified)]
    if repo is not None:
        found += link_settings(tuple(settings), repo.settings)
        found += link_symbols(identified, paper, repo)
        found += link_commands(identified)
    surest = sorted(dict.fromkeys(found), key=lambda item: -item.score)[:MOST_LINKS]
    return tuple(sorted(surest, key=lambda item: (item.source, -item.score, item.kind, item.target)))


def written_links(links: Iterable[Link], claims: Iterable[Claim], spans: Iterable[Span]) -> tuple[Link, ...]:
    """Keep the links of what is written: a claim or setting whose words were not found in the source is not."""
    there = {"PAPER.md", *(claim.id for claim in claims), *(span.holds for span in spans)}
    return tuple(found for found in links if found.source in there)
