"""Statistics by the standard library alone: distributions, and what is possible for a sample of a given size."""
