"""What frames the results of a paper: the problem it starts from, its terms, its limits; verbatim sentences only."""

from ara.compiler.context.concepts import Term, read_terms
from ara.compiler.context.problem import Framing, Statement, read_framing

__all__ = ["Framing", "Statement", "Term", "read_framing", "read_terms"]
