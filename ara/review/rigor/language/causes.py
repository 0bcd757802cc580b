"""Words that say that one thing brings about another, and words of experiments that can show it."""

from __future__ import annotations

from ara.review.rigor.language.lexicon import Lexicon

CAUSAL = Lexicon(
    """because, due to, owing to, thanks to, leads to, lead to, led to, causes, caused by, is the cause, are the cause,
    the cause of, root cause, drives, driven by, is driven, driver of, responsible for, stems from, stem from,
    results from, arises from, arise from, as a result of, as a consequence of, attributable to, attributed to,
    attribute to, explained by, explains why, the reason for, the reason why, the reason that, is why, induces,
    induced by, triggers, triggered by, brings about, gives rise to, is what makes, is what gives, is what
    allows, comes from, come from, originates from, originates in, produced by, by virtue of, on account of,
    traceable to, traced to, traces back to, can be traced, owes, owed to, is down to, the source of, underlies,
    accounts for the, account for the, is to blame, the mechanism behind, mechanistically, the effect of,
    enables, makes possible, is the key to, is key to, the decisive factor, the deciding factor, the main
    factor, hinges on, rooted in"""
)
"""Wordings of a cause."""

ISOLATING = Lexicon(
    """ablat*, leave one out, with and without, without, remov*, disabl*, switch* off, turn* off, turned off, switched
    off, control*, isolat*, hold* fixed, held fixed, held constant, holding, kept fixed, keep fixed, all else,
    everything else, other things equal, otherwise identical, otherwise equal, same pipeline, matched,
    intervention*, intervene*, randomiz*, randomis*, randomly assigned, counterfactual*, swap, swaps, swapped,
    swapping, replac*, knock out, knockout, vary only, varying only, only the, one at a time, toggl*, identical,
    same recipe, drop one, strip*, omit*, mask*, freez*, frozen, substitut*, counterpart*, factorial, placebo,
    A/B, instrumental variable*, on and off, on or off, on/off, zeroed, zeroing, exclud*, minus, no cache,
    deactivat*, vari* the, raise the, sweep*, scan, step by step"""
)
"""Words of designs that take the supposed cause away, or vary it alone."""
