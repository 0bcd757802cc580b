"""Words that say nothing that could be checked, and words that can."""

from __future__ import annotations

import re
from functools import lru_cache

from ara.review.rigor.language.comparisons import comparatives
from ara.review.rigor.language.lexicon import Lexicon
from ara.review.rigor.language.measures import kinds_in
from ara.review.rigor.language.terms import stems, terms

PLACEHOLDERS = re.compile(
    r"(?:[-–—.?…*_ ]*|(?:\W*(?:tbd|tba|todo|t\.b\.d\.?|(?:still\s+)?to\s+(?:be\s+\w+|come|follow|do)|will\s+be\s+\w+|"
    r"n/?a|none|"
    r"nil|nothing|unknown|pending|open|missing|null|empty|not\s+(?:applicable|available|yet\s+\w+|known|needed|"
    r"required|given|"
    r"specified|stated|decided|applied)|fill\s+in|see\s+(?:above|below|paper|text)|(?:same\s+)?as\s+above|\.\.\.)"
    r"(?:\s+(?:in|out|up|later|soon|yet|on|so\s+far|at\s+present|for\s+now))*\W*)+)",
    re.IGNORECASE,
)
"""What stands in a field for want of anything to say."""

_EMPTY = stems(
    """claim claims statement hypothesis thesis proposition result finding conclusion conjecture assertion assumption
    method approach technique idea system work works working paper study research investigation experiment
    experiments evidence data test analysis evaluation observation reality case fact situation thing way outcome
    someone anyone anybody somebody somehow people reader reviewer author authors researcher community others
    false falsify falsified falsification refute refuted disprove disproved disproven wrong incorrect untrue
    invalid invalidate contradict contradiction opposite contrary otherwise negative true correct valid hold
    holds fail fails failure failed show shows shown demonstrate demonstrated prove proven proof find found
    observe observed turn turns happen happens occur confirm confirmed support supported report reported
    expected expect described stated above given reason reasons good bad poor poorly properly well new any
    future later further additional independent different differently side doubt criterion criteria condition
    sense would simply merely just possible possibly state establish become come exist exists discover
    discovered present counterexample counter-example counterevidence truth merit unsound mistaken error
    erroneous inaccurate replicate replication reproduce reproduced reproducible overturn overturned rejected
    reject rejection accept accepted world practice successful success unsuccessful unsatisfactory useful
    useless argument explanation justification problem question answer exceed exceeds exceeding break breaks
    premise premises measurement measurements compare compares compared comparison comparisons contradicts
    contradicting assert asserted asserts say says said maintain maintained argue argued propose proposed
    conclude concluded believe suggest suggested put forward run runs rerun repeat repeats repeated repetition
    trial trials longer cease stop apply applies actually indeed sufficiently convincing convincingly matter
    nature""".casefold()
)
_DEFERRED = Lexicon(
    """future work, future research, future studies, future evidence, future experiments, future investigation*,
    further work, further research, further study, further studies, further investigation, more research, later
    work, later studies, some day, someday, one day, eventually, in the long run, in due course, time will tell,
    in the future, down the line, remains to be seen, it may turn out, may turn out, might turn out, could turn
    out, left to the community, left for the community, left to others, the community, history will, posterity,
    as the field, once the field, some other way"""
)
_OPINION = Lexicon(
    """experts, expert opinion, practitioners, reviewers, readers, unconvinc*, unsatisf*, unsatisfactory, disappoint*,
    unimpress*, consensus, feels, feel, seem, seems, appears, looks, intuit*, judgement, judgment, unreasonabl*,
    implausibl*, widely accepted, general agreement, subjectiv*, dislike*, disagree*, elegan*, taste, opinion*,
    believ*, unhelpful, unacceptable"""
)
_NUMBER = re.compile(
    r"\d|\b(?:zero|half|twice|double|two|three|four|five|six|seven|eight|nine|ten|a\s+(?:third|quarter))\b", re.I
)
_RELATION = Lexicon(
    """more than, less than, fewer than, at least, at most, no more, no less, no fewer, no faster, no better, no longer
    than, above, below, under, exceed*, equal, equals, equally, same, identical, match, matches, matched,
    matching, within, between, as many, as much, as fast, as well, as good, comparable, larger, greater,
    threshold, bound, ratio, drops to, drop below, falls to, fall below, rises, grows, shrinks, falls, drops,
    decreas*, increas*, monoton*, correlat*, significan*, uniform*, equivalent, parity, outperform*, beat*,
    higher, lower, worse, better, slower, faster, longer, shorter, smaller, unchanged, overlap, differ, differs,
    difference, rank, ranks, p value"""
)
_PROCEDURE = Lexicon(
    """ablat*, rerun*, re run*, run on, runs on, a run, repeat*, replicat*, controlled, randomi*, measure*,
    measurement, count, counts, counting, compare*, comparison, evaluat*, train*, removing, remove, replacing,
    replace, disabling, swap*, sweep, scan, profiling, sampl*, held out, cross validat*, blind*, exhibit*,
    constructing, counterexample with, record*, log, logs, trace, traces"""
)


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Give a text's content words without those that fit any claim whatever, such as *method*, *hold* or *false*."""
    return terms(text) - _EMPTY


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Tell whether a field says only that it has nothing to say."""
    return PLACEHOLDERS.fullmatch(text.strip()) is not None


def is_deferred(text: str) -> bool:
    """Tell whether a text leaves the matter to time or to others."""
    return _DEFERRED.within(text)


def is_opinion(text: str) -> bool:
    """Tell whether a text makes the matter one of opinion."""
    return _OPINION.within(text)


@lru_cache(maxsize=4096)
def handles(text: str) -> frozenset[str]:
    """Give what a text offers to whoever would check it: `number`, `comparison`, `quantity`, `procedure`."""
    found = {
        "number": _NUMBER.search(text) is not None,
        "comparison": _RELATION.within(text) or bool(comparatives(text)),
        "quantity": bool(kinds_in(text)),
        "procedure": _PROCEDURE.within(text),
    }
    return frozenset(name for name, held in found.items() if held)


_STOCK = stems(
    """work working worked fail failed failing failure bad poor badly poorly worse good well better best promising
    hoped expected expectation performance perform performed result results improve improved improvement help
    helped gain enough sufficient insufficient unsatisfactory satisfactory disappointing disappoint ineffective
    effective useful useless try tried attempt approach method idea thing issue issues problem problems
    problematic trouble difficult hard infeasible impractical unsuccessful successful succeed success abandon
    abandoned drop dropped unsuitable suitable viable unviable option options choice choose chosen natural
    obvious reasonable sense simple simpler simplest clean easy easier appropriate prefer preferred adopt
    adopted select selected pick picked right standard common popular lesson learn learned learnt avoid careful
    important matter matters alternative alternatives different differently something else others future next
    time move moved continue reason reasons various several certain overall general generally direction path
    route fit fits requirement requirements consider considered consideration careful carefully evaluate
    evaluation decide decided decision lead led desired goal goals outperform outperformed baseline superior
    inferior optimal suboptimal advantage advantages disadvantage disadvantages benefit benefits limitation
    limitations factor factors deliver delivered meet met produce produced yield yielded fruitful fruit clear
    clearly strong stronger weak weaker compare compared simply nice worth worthwhile pursue pursued justify
    justified pay paid explore explored exploration feel felt think thought deem deemed weigh weighed weighing
    pros cons project team judge judged judgement judgment sensible convenient need needs needed convincing turn
    turned practice practical prove proved experience intuition opinion discussion discuss discussed agree
    agreed experiment experiments positive negative interesting mixed unclear inconclusive"""
)
"""Words that fit any attempt, any choice and any outcome."""


_COUNTED = re.compile(
    r"\d|\b(?:twice|half|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?|"
    r"thousands?|third|quarter|tenth|fold)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def particular(text: str) -> frozenset[str]:
    """Give the words of a text that could not stand in just any account; `#` stands for a number."""
    return content(text) - _STOCK | ({"#"} if _COUNTED.search(text) else set())
