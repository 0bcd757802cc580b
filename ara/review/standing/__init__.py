"""The claim graph: what supports a claim, what attacks it, what it depends on, and where that leaves it."""

from ara.review.standing.model import Label, Standing

__all__ = ["Label", "Standing"]
