"""Numbers as evidence prints them: with their rounding, in cells, columns and tables."""
