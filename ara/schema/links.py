"""Links: what in an Ara belongs together, as far as a program could tell, with its reason."""

from typing import Annotated, Literal

from pydantic import Field

from ara.schema.frozen import Frozen

LinkKind = Literal["cell", "figure", "setting", "symbol", "command"]


class Link(Frozen):
    """One link. A line of `evidence/links.jsonl`; a proposal of the compiler, never a proof."""

    source: str
    """What is linked: a claim such as `C03`, a file such as `PAPER.md`, or a setting as `file#name`."""
    target: str
    """What it is linked to: a file of the Ara with `#` and a place in it, an experiment such as `E09`, or a file of the
    repository with its line."""
    kind: LinkKind
    """`cell`: the claim's number stands in that cell; `figure`: the claim names it; `setting`: paper and code give one
    setting the same value; `symbol`: a name of the paper is defined in the code; `command`: a launch command speaks of
    the same things as the claim."""
    reason: str
    """What the two have in common, in a phrase."""
    score: Annotated[float, Field(gt=0, le=1)]
    """How sure the link is; 1 is what the source itself says."""
