"""Claims: what a paper asserts, each with its words, page, numbers and the observation that would refute it."""

from ara.compiler.claims.model import ClaimReading, Number, Quote, TableRef
from ara.compiler.claims.read import read_claims

__all__ = ["ClaimReading", "Number", "Quote", "TableRef", "read_claims"]
