"""What the rigor rules look at: the package, and what several of them derive from it, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ara.review.ledger.naming import experiments_of, files_of_claim
from ara.review.reproduce.verdict import Verdict
from ara.review.rigor.accounts.account import Account, accounts_of
from ara.review.rigor.accounts.claims import ReadClaim, Said, read_claims
from ara.review.rigor.accounts.levels import Misplaced, misplaced
from ara.review.rigor.passages import Passage, passages_of
from ara.review.rigor.quantities.relations import Relation, relations_of
from ara.review.rigor.quantities.swaps import Swap, swaps_of
from ara.review.rigor.quantities.table import Table, tables_of
from ara.review.rigor.support import Support, supports_of
from ara.review.standing import Standing, standings
from ara.schema.logic import Claim
from ara.schema.package import Package


@dataclass(frozen=True)
class Reading:
    """An artifact as the rules read it. Derived values are cached properties: each is computed when first asked for."""

    package: Package
    """The artifact."""
    verdicts: tuple[Verdict, ...] = ()
    """Verdicts on its checks, when they were judged."""

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where each claim stands."""
        return standings(self.package, self.verdicts)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables of the evidence that hold a row."""
        texts = self.package.texts
        return tuple(
            table for item in self.package.evidence for table in tables_of(item, texts.get(item.location.file, ""))
        )

    @cached_property
    def audited(self) -> tuple[Table, ...]:
        """The tables whose numbers are printed: not those that were read off a figure."""
        return tuple(table for table in self.tables if not table.is_read_off)

    @cached_property
    def relations(self) -> dict[Table, tuple[Relation, ...]]:
        """The arithmetic between the columns of each table."""
        return {table: relations_of(table) for table in self.audited}

    @cached_property
    def swaps(self) -> dict[Table, tuple[Swap, ...]]:
        """The cells of each table that look exchanged."""
        return {table: swaps_of(table, self.relations[table]) for table in self.audited}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All running text that holds a digit."""
        return tuple(passages_of(self.package))

    @cached_property
    def claims(self) -> tuple[ReadClaim, ...]:
        """The claims with the numbers of their sentences."""
        return tuple(read_claims(self.package, {c.id: self.tables_of_claim(c) for c in self.package.claims}))

    @cached_property
    def accounts(self) -> dict[Said, tuple[Account, ...]]:
        """For each sentence of a claim, what can be said of its derived numbers."""
        return {said: tuple(accounts_of(said)) for claim in self.claims for said in claim.sentences}

    @cached_property
    def misplaced(self) -> dict[Said, tuple[Misplaced, ...]]:
        """For each sentence of a claim, the levels that differ from the cells that it names."""
        return {
            said: tuple(misplaced(said.mentions, said.bindings)) for claim in self.claims for said in claim.sentences
        }

    def around(self, passage: Passage) -> str:
        """Give what a claim says beside a passage of it: statement, conditions, and the set-up of its experiments."""
        return self._around.get(passage.entity, "")

    def about(self, claim: Claim) -> str:
        """Give all that a claim and its experiments say of how its numbers were measured."""
        return self._around.get(claim.id, "")

    def settings_of(self, claim: Claim) -> str:
        """Give what the experiments of a claim say of how they are set up."""
        tests = experiments_of(claim)
        return " ".join(filter(None, (test.setup for test in self.package.experiments if test.id in tests)))

    @cached_property
    def _around(self) -> dict[str, str]:
        setups = {
            test.id: " ".join(filter(None, (test.setup, test.procedure, test.metrics)))
            for test in self.package.experiments
        }
        found = dict(setups)
        for claim in self.package.claims:
            tests = (setups.get(name, "") for name in sorted(experiments_of(claim)))
            found[claim.id] = " ".join(filter(None, (claim.statement, claim.conditions, claim.evidence_basis, *tests)))
        return found

    def tables_of_claim(self, claim: Claim) -> tuple[Table, ...]:
        """Give the tables that a claim leads to: named in it, in its experiments, or listed for it in the index."""
        files = files_of_claim(self.package, claim)
        return tuple(table for table in self.tables if table.file in files)

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """Each claim with the experiments, evidence and nodes that are given for it, in the order of the claims."""
        return tuple(supports_of(self.package))
