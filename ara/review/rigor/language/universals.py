"""Statements that leave no setting out, and the words that bound them after all."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.sentences import clauses, sentences

SETTINGS = (
    r"(?:models?|datasets?|data\s+sets?|corpora|tasks?|domains?|languages?|architectures?|settings?|hardware|"
    r"devices?|servers?|"
    r"gpus?|accelerators?|machines?|platforms?|workloads?|inputs?|sizes?|scales?|benchmarks?|users?|conditions?|"
    r"circumstances?|scenarios?|contexts?|environments?|networks?|optimi[sz]ers?|problems?|applications?|families|"
    r"family|"
    r"distributions?|situations?|regimes?|configurations?|hyper-?parameters?|populations?|use\s+cases?|deployments?|"
    r"modalit(?:y|ies)|fields?|case|cases|seeds?|sequences?|lengths?|depths?|widths?|budgets?|systems?|graphs?|"
    r"records?|"
    r"patients?|prompts?|queries|query|documents?|images?|games?|levels?|sensors?|instances?|kinds?|sorts?|types?|"
    r"classifiers?|learners?|transformers?|llms?|agents?|compilers?|databases?|stores?|clusters?|kernels?|"
    r"backbones?|encoders?|decoders?|tokenizers?|vocabular(?:y|ies)|cohorts?|hospitals?|species|materials?|markets?)"
)
_BETWEEN = r"(?:[\w/'’-]+\s+){0,3}?"
_QUANTIFIED = re.compile(
    rf"\b(?P<marker>all|any|every|arbitrary|whatever|whichever|no\s+matter\s+(?:the|which|what|how)|"
    rf"regardless\s+of|irrespective\s+of|independent(?:ly)?\s+of|(?:in)?sensitive\s+to|across|throughout|"
    rf"for\s+general|over\s+all|over\s+every)\s+"
    rf"(?P<bound>{_BETWEEN})(?P<noun>{SETTINGS})\b",
    re.IGNORECASE,
)
_SWEEPING = re.compile(
    r"\b(?:universally|invariably|without\s+exceptions?|under\s+(?:all|any)\s+circumstances|in\s+(?:all|every|"
    r"any)\s+cases?|"
    r"in\s+every\s+(?:setting|situation|scenario)|across\s+the\s+board|everywhere|no\s+exceptions?|"
    r"(?:holds?|works?|applies|apply|true|valid|succeeds?|wins?|beats?|helps?|improves?|transfers?|generali[sz]es?|"
    r"carries\s+over|carry\s+over|extends?)\s+(?:\w+\s+){0,2}?"
    r"(?:in\s+general|generally|always|broadly|universally|everywhere|anywhere|to\s+(?:all|any|every)\w*)|"
    r"(?:is|are|remains?|always|be)\s+universal(?:ly)?|(?:model|task|domain|architecture|hardware|"
    r"data(?:set)?)-agnostic|"
    r"one[- ]size[- ]fits[- ]all|always|never|wherever|whoever|(?:nobody|no\s+one)\s+(?:\w+\s+){0,2}?(?:can|could|"
    r"will|ever)|at\s+all\s+times|in\s+all\s+respects|"
    r"(?:any|every)(?:one|body|thing|where)\b|consistently\s+\w+(?:s|ed)?\b|"
    r"can\s+be\s+(?:applied|used|expected)\s+(?:\w+\s+){0,2}?(?:anywhere|everywhere|universally)|"
    r"there\s+(?:is|are|exists?)\s+no\s+\w+\s+(?:for|on|in|where)\s+which|"
    r"holds\s+for\s+(?:everything|everyone|the\s+whole)|limitless(?:ly)?|unlimited|unconditional(?:ly)?|"
    r"whatever\s+(?:the|its|their|one)|however\s+(?:large|small|long|deep|many|hard|dear|noisy)|"
    r"(?:entire|whole)\s+(?:field|class|family|spectrum|range)\s+of)\b",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|\d+|these|those|our|the\s+(?:same|above)|"
    r"tested|"
    r"evaluated|considered|studied|examined|tried|measured|reported|listed|above|sampled|selected|benchmarked|given|"
    r"its|"
    r"surveyed|such|matched|of\s+the|seen|used|chosen|same|following|observed|annotated|here|present|included|"
    r"single)\b",
    re.IGNORECASE,
)
_BOUNDED_AFTER = re.compile(
    r"^[\s,(]*(?:(?:that|which)?\s*(?:we|were|was|are|is|have|has|had|it)?\s*(?:been\s+)?"
    r"(?:tested|evaluated|considered|studied|examined|tried|measured|reported|listed|sampled|here|in\s+(?:table|"
    r"figure|fig)|"
    r"benchmarked|used\s+here|in\s+th(?:is|e)\s+(?:study|benchmark|suite|test|sample|table|evaluation|corpus|cohort)|"
    r"of\s+(?:table|the\s+(?:study|suite|benchmark|test))|from\s+\S+\s+to\b|between\s+\S+\s+and\b|up\s+to\b|"
    r"\{|\(\d|≤|<=|<|of\s+(?:at\s+least|at\s+most|up\s+to|one|two|three|four|\d)))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def universals(text: str) -> tuple[str, ...]:
    """Give the wordings by which a text claims to hold in every setting, verbatim.

    *All models* is one; *all five models*, *all models we tested*, *each block* and *not all models* are not: the
    first two are bounded, a block is no setting, and the last says the opposite.
    """
    return tuple(
        found
        for sentence in sentences(text)
        for clause in clauses(sentence)
        for found in (*_quantified(clause), *_sweeping(clause))
    )


def _quantified(clause: str) -> list[str]:
    found = []
    for match in _QUANTIFIED.finditer(clause):
        marker = match["marker"].casefold()
        before, after = clause[: match.start()], clause[match.end() :]
        if _BOUNDED.search(match["bound"]) or _BOUNDED_AFTER.match(after) or _denied(before):
            continue
        if marker in ("across", "throughout") and not match["noun"].endswith(("s", "ies", "a")):
            continue
        if marker in ("sensitive to", "throughout"):
            continue
        if re.search(r"\b(?:of|a|an|one|per)\b", match["bound"]):
            continue
        found.append(match.group())
    return found


def _sweeping(clause: str) -> list[str]:
    return [
        match.group()
        for match in _SWEEPING.finditer(clause)
        if not _denied(clause[: match.start()]) and not _BOUNDED_AFTER.match(clause[match.end() :])
    ]


def _denied(before: str) -> bool:
    return bool(
        re.search(r"\b(?:not|n't|no|nor|hardly|rarely|cannot|without)\s+(?:\w+\s+){0,2}$", before, re.IGNORECASE)
    )
