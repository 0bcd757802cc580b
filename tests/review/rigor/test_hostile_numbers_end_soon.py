"""Text and tables that were made to hold the number rules up, or to crash them, do neither."""

import time

import pytest

from ara.review.rigor.apply import apply_rules
from ara.schema import read_texts

PAPER = "---\ntitle: T\nauthors: [A]\nyear: 2025\n---\n\n# T\n"
TABLE = "# Table 1: Numbers\n\n- **Source**: Table 1\n- **Caption**: Numbers.\n\n| a | b | c |\n| --- | --- | --- |\n"
CLAIM = """# Claims

## C01: A claim
- **Statement**: {}
- **Conditions**: One machine.
- **Status**: supported
- **Falsification criteria**: Another number.
- **Proof**: []
- **Evidence basis**: Table 1
"""
STATEMENTS = {
    "one long number": "1" * 20_000,
    "many numbers": "5.1 ms " * 1_500,
    "many shares": "5.1% of 54 cases " * 1_000,
    "many intervals": "5.0 (95% CI [4.0, 6.0]) " * 800,
    "many tests": "t(28) = 2.2, p = .03; " * 800,
    "endless thousands": "1,234," * 3_000,
    "no thing divided": "0/0 (0%), 5% of 0 cases, t(0) = 1, p = .5, F(0, 0) = 1, p = .5, r(0) = 1, p = .3",
}
CELLS = ("9" * 400, "1e999", "1 · 10^999", "0/0", "5e-400", "1e-999", "± 3", "[1, 0]", "0 ± 0")


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS.keys())
def test_a_hostile_statement_is_reviewed_soon(statement: str) -> None:
    rows = "".join(f"| r{i} | {cell} | 3.1 |\n" for i, cell in enumerate(CELLS))
    texts = {
        "PAPER.md": PAPER,
        "logic/claims.md": CLAIM.format(statement),
        "evidence/tables/table1.md": TABLE + rows,
    }
    package = read_texts(texts)

    begin = time.process_time()
    result = apply_rules(package)

    assert [crash for crash in result.crashes if crash.rule[:2] in ("R1", "R6")] == []
    assert time.process_time() - begin < 15
