"""Cells in which foreign code runs: one small contract, three kinds, chosen by probing."""
