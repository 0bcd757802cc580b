"""Why a proposal is not taken."""


class Refused(Exception):  # noqa: N818 - a verdict on a proposal, not a failure of the program
    """A proposal that is not taken; the words say why, in one clause without a full stop."""
