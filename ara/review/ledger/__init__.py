"""The number ledger: every number that an Ara states, where it is held, and whether the two agree."""

from ara.review.ledger.ledger import number_ledger
from ara.review.ledger.model import Entry, Holder, Ledger
from ara.review.ledger.report import as_json, as_text

__all__ = ["Entry", "Holder", "Ledger", "as_json", "as_text", "number_ledger"]
