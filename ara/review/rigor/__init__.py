"""Rigor rules: whether what is claimed can be believed from what is written, in the six published dimensions."""
