"""Where a claim stands once support, attack and dependency are followed through the artifact."""

from typing import Literal

from ara.schema.frozen import Frozen

Label = Literal["justified", "gap", "contested", "defeated"]


class Standing(Frozen):
    """The standing of one claim."""

    claim: str
    """The claim."""
    standing: Label
    """Where it stands.

    `justified`: accepted, with support. `gap`: accepted, and nothing supports it. `contested`: undecided.
    `defeated`: attacked, and not defended.
    """
    basis: Literal["re-executed", "shipped records", "as reported"] | None = None
    """What the support is, when it is justified."""
    fidelity: str | None = None
    """Highest fidelity among the checks that support it."""
    declared: str | None = None
    """The status that the artifact declares."""
    agrees: bool
    """Whether the declared status fits the standing."""
    attacked: bool = False
    """Whether something accepted attacks the claim itself, rather than what it rests on."""
    reasons: tuple[str, ...] = ()
    """Why, one sentence each."""
    missing: tuple[str, ...] = ()
    """What would be needed to say more."""
