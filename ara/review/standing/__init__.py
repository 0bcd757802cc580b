"""The claim graph: what supports a claim, what attacks it, what it depends on, and where that leaves it."""

from ara.review.standing.declared import agrees, stance
from ara.review.standing.graph import Arc, claim_arcs, claim_graph
from ara.review.standing.model import Label, Standing
from ara.review.standing.standings import standings

__all__ = ["Arc", "Label", "Standing", "agrees", "claim_arcs", "claim_graph", "stance", "standings"]
