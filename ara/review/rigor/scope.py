"""Rules about reach: a claim says no more than its evidence covers, and says where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.sentences import clauses, sentences
from ara.review.rigor.language.terms import terms
from ara.review.rigor.language.universals import SETTINGS, universals
from ara.review.rigor.reading import Reading
from ara.review.rigor.rule import RigorProblem, RigorSeverity, rigor_rule
from ara.review.rigor.support import joined

_FEW = re.compile(
    rf"\b(?:a\s+single|one|only\s+(?:one|a|the)?|just\s+(?:one|a)|the\s+only|single|"
    rf"sole)\s+(?:[\w'/-]+\s+){{0,2}}?{SETTINGS}\b"
    r"|(?:^|[;,.]\s*|\b(?:on|of|from|in|at|with|by)\s+)(?:one|a\s+single)\s+(?!of\b|at\b|per\b|by\b|or\b|and\b|to\b|"
    r"part|"
    r"run|seed|side|hand|more\b|another|exception)[a-z-]{3,}"
    r"|\b(?:untested|not\s+tested|never\s+tested|not\s+been\s+tested|unexplored|not\s+evaluated|no\s+other|"
    r"nothing\s+else|"
    r"only\s+(?:on|with|for|in|at|tested|evaluated|measured)|limited\s+to|restricted\s+to|confined\s+to|solely|"
    r"exclusively)\b",
    re.IGNORECASE,
)
_COUNT = (
    r"(?:five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|hundreds?|dozens?|"
    r"\d{2,}|[5-9])"
)
_KINDS_OF_SETTING = (
    r"(?:models|data\s?sets|corpora|tasks|domains|languages|architectures|settings|devices|accelerators|machines|"
    r"platforms|"
    r"workloads|benchmarks|environments|networks|optimi[sz]ers|applications|families|distributions|systems|servers|"
    r"clusters|"
    r"hospitals|cohorts|gpus|backbones|markets|species|materials|llms|compilers|databases|populations|use\s+cases|"
    r"sites)"
)
_MANY = re.compile(rf"\b{_COUNT}\s+(?:of\s+)?(?:[\w'/-]+\s+){{0,3}}?{_KINDS_OF_SETTING}\b", re.IGNORECASE)
_CERTAIN = re.compile(
    r"\b(?:(?:we|this|these|it|which|results?|experiments?|evidence|data|measurements?|that|table|figure)(?:\s+\w+)?\s+"
    r"(?:conclusively\s+|definitively\s+)?(?:proves?|proved|guarantees?)\b(?!\s+to\b)|(?:is|are|been|was|"
    r"be)\s+(?:\w+ly\s+)?"
    r"(?:proven|guaranteed)\b|conclusively|definitive(?:ly)?|beyond\s+(?:any\s+|all\s+)?(?:reasonable\s+)?(?:doubt|"
    r"dispute|question)|"
    r"without\s+(?:a\s+|any\s+)?(?:doubt|question)|no\s+doubt|will\s+ever\s+be|of\s+all\s+time|ever\s+(?:devised|"
    r"built|made|seen)|undeniabl[ey]|indisputabl[ey]|irrefutabl[ey]|unquestionabl[ey]|"
    r"incontrovertibl[ey]|"
    r"with\s+(?:absolute\s+|complete\s+|full\s+)?certainty|(?:the|this)\s+(?:question|matter|debate|"
    r"issue)\s+is\s+(?:now\s+)?"
    r"(?:settled|closed|over)|settles?\s+(?:the|this)\s+(?:question|matter|debate|issue)|once\s+and\s+for\s+all|"
    r"for\s+good\b|"
    r"(?:final|ultimate)\s+(?:answer|solution|word|method)|last\s+word|silver\s+bullet|panacea|holy\s+grail|"
    r"impossible\s+to\s+(?:beat|improve|surpass|outdo)|(?:cannot|can\s+not|can\s+never|could\s+not)\s+be\s+"
    r"(?:beaten|improved|surpassed|bettered|outdone)|(?:nothing|no\s+(?:other\s+)?(?:method|approach|system|way|"
    r"one))\s+"
    r"(?:\w+\s+)?(?:can|could|will|ever)\b|(?:provably|globally)\s+optimal|the\s+best\s+(?:possible|conceivable|"
    r"imaginable)|"
    r"best\s+achievable|perfect(?:ly)?|flawless(?:ly)?|infallibl[ey]|never\s+fails?|zero\s+(?:cost|overhead|loss|risk)|"
    r"(?:no|without(?:\s+any)?|free\s+of)\s+(?:\w+\s+)?(?:downsides?|drawbacks?|trade-?offs?|side\s+effects?|"
    r"disadvantages?)|"
    r"no\s+(?:cost|loss)\s+(?:at\s+all|whatsoever)|at\s+no\s+cost|(?:completely|entirely|fully|totally|wholly)\s+"
    r"(?:solv\w+|eliminat\w+|remov\w+|replac\w+|resolv\w+|closes?|closed)|(?:solv|eliminat|"
    r"resolv)\w+\s+(?:[\w'-]+\s+){1,5}?"
    r"(?:once|for\s+good|entirely|completely|altogether)|obsolete|revolutioni[sz]\w+|groundbreaking|unprecedented|"
    r"unparallel+ed|unrivall?ed|unbeatable|unsurpassed|unmatched|second\s+to\s+none|paradigm\s+shift|"
    r"the\s+only\s+(?:viable\s+|possible\s+)?(?:way|solution|answer|choice))\b",
    re.IGNORECASE,
)
_THEOREM = Lexicon("theorem*, lemma*, corollary, proposition")
_GENERAL = Lexicon(
    """generali* to, generalizes, generalises, generalize, generalise, transfers to, transfer to, transfers, carries
    over, carry over, extends to, extend to, scales to, scale to, robust to, robust across, robust against,
    insensitive to, invariant to, broadly applicable, widely applicable, general purpose, holds across, hold
    across, holds beyond, applies beyond, holds elsewhere, translates to, remains valid, holds up, hold up,
    beyond the, far beyond, well beyond, elsewhere, in the wild, other surroundings, other settings, new
    settings, unseen settings, applies broadly, applies widely"""
)
_FREQUENCY = re.compile(r"always|never|consistently|invariably|at\s+all\s+times|across", re.IGNORECASE)
"""Words that also describe, loosely, how regular something was."""
_UNTESTED = re.compile(
    r"\b(?:untested|not\s+(?:been\s+)?(?:tested|evaluated|tried|measured|studied|examined|covered|shown)|unexplored|"
    r"unknown|"
    r"outside\s+(?:the\s+)?scope|out\s+of\s+scope|does\s+not\s+(?:cover|extend|apply|hold)|do\s+not\s+(?:cover|"
    r"extend|apply|hold)|"
    r"excluded|never\s+tried|remains?\s+open|no\s+evidence\s+(?:for|on|beyond))\b",
    re.IGNORECASE,
)
_RANKS = Lexicon(
    """load bearing, most important component, largest contributor, biggest contributor, strongest contributor,
    dominant component, most important part, top contributor, decorative, inert, single strongest, contributes
    the most, contributes most, matters most, ranks first"""
)
_WHY = Lexicon(
    """because, since, by, through, so that, which means, therefore, i.e., due to, rather than, only when, when, where,
    if"""
)
_BOUNDS = Lexicon(
    "limitation*, does not apply, do not apply, out of scope, boundar*, untested, not tested, only, restricted, limited"
)


@rigor_rule("R301", "universal-claim-has-broad-evidence", "D3", "major")
def universal_claim_has_broad_evidence(reading: Reading) -> Iterator[RigorProblem]:
    """A claim about every setting rests on evidence from many, or on a proof.

    *All models*, *regardless of the data*, *always* cannot be concluded from one model on one data set. Say for which
    settings it was seen, or show it for more of them.
    """
    for support in reading.supports:
        claim = support.claim
        found = universals(support.statement)
        if not found or support.has_proof:
            continue
        narrow = _FEW.search(joined((claim.conditions, support.design)))
        broad = _MANY.search(joined((claim.conditions, support.ground)))
        if broad and not (narrow and _FEW.search(claim.conditions or "")):
            continue
        seen = (
            f"its conditions say {narrow.group()!r}" if narrow else "its conditions and experiments name few settings"
        )
        loose = all(_FREQUENCY.match(marker) for marker in found)
        bounded = _FEW.search(claim.conditions or "")
        severity: RigorSeverity = "major" if bounded or (support.experiments and not loose) else "minor"
        yield RigorProblem(
            claim.line_of("statement"),
            claim.id,
            found[0],
            f"{claim.id} says {found[0]!r}, yet {seen}.",
            "Say for which settings it was observed, or add experiments in the others.",
            severity,
        )


@rigor_rule("R302", "certainty-has-a-proof", "D3", "major")
def certainty_has_a_proof(reading: Reading) -> Iterator[RigorProblem]:
    """A claim that rests on experiments does not speak as if it were proven.

    Measurements support; they do not prove, guarantee, or settle a question for good. Say what was observed and how
    often, or file the proof under `evidence/proofs/`.
    """
    for support in reading.supports:
        match = _CERTAIN.search(support.statement)
        if match is None or support.has_proof or _THEOREM.within(support.ground) or _turned(support.statement, match):
            continue
        yield RigorProblem(
            support.claim.line_of("statement"),
            support.claim.id,
            match.group(),
            f"{support.claim.id} says {match.group()!r}, which no measurement can show, and files no proof.",
            "State what was observed, in which setting and how often.",
        )


def _turned(text: str, match: re.Match[str]) -> bool:
    return (
        re.search(r"\b(?:not|no|never|neither|nor|without)\s+(?:\w+\s+){0,2}$", text[: match.start()], re.IGNORECASE)
        is not None
    )


@rigor_rule("R303", "boundary-kept", "D3", "major")
def boundary_kept(reading: Reading) -> Iterator[RigorProblem]:
    """A claim does not assert what its own conditions call untested.

    The conditions are the author's own account of where the evidence ends. A statement that goes beyond them
    contradicts its own block.
    """
    for support in reading.supports:
        claim = support.claim
        said = terms(support.statement)
        covered_here = terms(joined(c for c in _parts(claim.conditions or "") if not _UNTESTED.search(c)))
        for clause in _parts(claim.conditions or ""):
            match = _UNTESTED.search(clause)
            if match is None:
                continue
            beyond = terms(_UNTESTED.sub(" ", clause)) - covered_here - _BOUNDARY_WORDS
            if len(beyond) >= 2 and len(beyond & said) / len(beyond) >= 0.7:
                yield RigorProblem(
                    claim.line_of("statement"),
                    claim.id,
                    clause,
                    f"{claim.id} asserts what its conditions call untested: {clause!r}.",
                    "Take it out of the statement, or test it.",
                )


_BOUNDARY_WORDS = terms(
    "untested boundary boundaries known property other beyond outside larger smaller open question scope universal"
)


def _parts(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        yield from clauses(sentence)


@rigor_rule("R304", "generalization-is-tested", "D3", "major")
def generalization_is_tested(reading: Reading) -> Iterator[RigorProblem]:
    """A claim that something carries over was tested in more than one setting.

    To generalize, to transfer, to be robust are statements about a difference between settings; one setting shows no
    difference.
    """
    for support in reading.supports:
        match = _GENERAL.first(support.statement)
        if match is None or not support.experiments or universals(support.statement):
            continue
        narrow = _FEW.search(joined((support.claim.conditions, support.design)))
        if narrow is None or _MANY.search(support.ground) or _plural_settings(support.design):
            continue
        yield RigorProblem(
            support.claim.line_of("statement"),
            support.claim.id,
            match.group(),
            f"{support.claim.id} says {match.group()!r}, and its evidence comes from {narrow.group()!r}.",
            "Test it in a second, different setting, or claim it for the first alone.",
        )


_PLURAL = re.compile(
    r"\b(?<!no )(?:two|three|four|both|several|various|different|multiple|second|another|other|held-out|unseen|"
    r"out-of-\w+|"
    r"\d)\s+"
    rf"(?:[\w'/-]+\s+){{0,2}}?{SETTINGS}\b",
    re.IGNORECASE,
)


def _plural_settings(text: str) -> bool:
    return _PLURAL.search(text) is not None


@rigor_rule("R305", "ranking-is-explained", "D3", "minor")
def ranking_is_explained(reading: Reading) -> Iterator[RigorProblem]:
    """A claim about which part of a system matters most says what that shows.

    Which component ranks first holds for this one system. Without the relationship behind the rank there is nothing
    that another system could use.
    """
    for support in reading.supports:
        match = _RANKS.first(support.statement)
        if match is not None and not _WHY.within(support.claim.statement or ""):
            yield RigorProblem(
                support.claim.line_of("statement"),
                support.claim.id,
                match.group(),
                f"{support.claim.id} ranks a component ({match.group()!r}) without saying what the rank reveals.",
                "Add the relationship: under which condition, and by which mechanism, it matters.",
            )


@rigor_rule("R306", "boundaries-stated", "D3", "minor")
def boundaries_stated(reading: Reading) -> Iterator[RigorProblem]:
    """The artifact says somewhere what its claims do not cover.

    A claim without conditions, in an artifact without a page of limits, invites a reader to carry it anywhere.
    """
    package = reading.package
    if not package.claims or any(claim.conditions for claim in package.claims):
        return
    if any("constraint" in page.location.file or "limit" in page.location.file for page in package.pages):
        return
    if any(_BOUNDS.within(page.text) and "logic/" in page.location.file for page in package.pages):
        return
    claim = package.claims[0]
    yield RigorProblem(
        claim.location,
        claim.id,
        claim.title,
        "No claim has conditions, and no page under `logic/solution/` says what the claims do not cover.",
        "Add `- **Conditions**: …` to each claim, or a page of limits.",
    )


@rigor_rule("R307", "assumptions-stated", "D3", "minor")
def assumptions_stated(reading: Reading) -> Iterator[RigorProblem]:
    """The artifact states what it takes for granted.

    What nobody wrote down cannot be checked when the work is carried to another place.
    """
    package = reading.package
    if not package.claims or package.assumptions:
        return
    if any("assum" in page.text.casefold() or "constraint" in page.location.file for page in package.pages):
        return
    if any("assum" in package.texts.get(file, "").casefold() for file in ("logic/problem.md", "PAPER.md")):
        return
    claim = package.claims[0]
    yield RigorProblem(
        claim.location,
        claim.id,
        claim.title,
        "The artifact states no assumption at all.",
        "Add `## Assumptions` to `logic/problem.md`.",
    )
