"""The words by which a sentence that asserts a result is told from one that describes or plans."""

from __future__ import annotations

import re

from ara.compiler.claims.phrases import alternatives, any_of

_BETWEEN = r"(?:\s+(?:\w+ly|also|then|further|can|now|next|first|only|therefore|thus|even))*\s+"

ASSERTS = any_of(
    """achiev*, outperform*, surpass*, exceed*, improv*, reduc*, lowers, lowered, lowering, decreas*, increas*,
    accelerat*, speed*, boost*, attain*, reach*, yield*, obtain*, establish*, match, matches, matched, matching,
    beat*, degrad*, drop*, gain*, cuts, cutting, save, saves, saved, saving, double*, halv*, range, ranges, ranging,
    enabl*, preserv*, maintain*, retain*, recover*, generaliz*, generalis*, scale, scales, scaling, fail*, collaps*,
    vulnerable, superior, faster, slower, better, worse, best, worst, higher, highest, lowest, fewer, larger,
    smaller, comparable, competitive, on par, state-of-the-art, consistent*, identical, dominat*, lead to, leads to,
    result in, results in, contain*, produc*, account*, correlat*, take, takes, took, require, requires, cost, costs,
    rank, ranks, ranked, suffer, suffers, sufficient, insensitive, independent*, robust*, perform, performs,
    performed, resulting in,
    resulted in"""
)
FINDS = re.compile(
    rf"(?<!\w)(?:we|our\s+(?:results?|experiments?|findings?|analysis|evaluation|study)){_BETWEEN}"
    + alternatives(
        """find, found, show, showed, shows, observ*, demonstrat*, confirm*, prov*, establish*, reveal*, see, verif*,
        validat*, achiev*, improv*, identif*, outperform*"""
    )
    + rf"|(?:results?|experiments?|findings?|tables?\s\S+|figures?\s\S+|fig\.\s\S+){_BETWEEN}"
    + alternatives("show, shows, demonstrat*, confirm*, reveal*, indicat*, suggest*, illustrat*, report, reports")
    + "|"
    + alternatives("surprisingly, notably, it turns out, it follows"),
    re.IGNORECASE,
)
CONTRIBUTES = re.compile(
    rf"(?<!\w)we{_BETWEEN}" + alternatives("propos*, introduc*, present*, develop*, formulat*, design*, releas*"), re.I
)
BEST = any_of("best, highest, lowest, state-of-the-art, new record, first to, only, every, all")
HEDGES = any_of(
    """unclear, may, might, could, would, should, suspect*, conjectur*, hypothesi(s|z)ed, future work, plan to, we will,
    we hope, we believe, we expect*, we argue, we aim, we want, we ask, we initially, let us, perhaps, one can, if
    we, assum*, desire*, need* to, in order to, suppose*"""
)
PROCEDURE = re.compile(
    rf"(?<!\w)we{_BETWEEN}"
    + alternatives(
        """use, used, set, train, trained, follow*, measure*, comput*, evaluat*, adopt*, employ*, conduct*, perform*,
        apply, applied, vary, varied, report*, compar*, select*, choose, chose, consider*, collect*, sampl*, denot*,
        defin*, describ*, discuss*, present, summari*, call, refer*, review*, investigat*, explor*, study, studied,
        include*, provide*, look, search*, estimat*, replac*, analy*, examin*, exclud*, run, ran, pick*, build,
        experiment*"""
    )
    + rf"|(?<!\w)we{_BETWEEN}(?:show|present|plot|visuali[sz]e|populate)\s+(?:the|our|a|an)\b"
    + r"|(?:tables?|figures?|fig\.|section|appendix)\s\S+\s+"
    + alternatives("summari*, compares, presents, lists, gives, provides, depicts, visuali*, plots, shows the")
    + r"|(?<!\w)(?:is|are|was|were|been)\s+(?:\w+ly\s+)?"
    + alternatives(
        """defined, computed, calculated, given, described, shown, illustrated, summari*, set, listed, reported,
        trained, performed, applied, used, initiali*, adopted, conducted, annotated, collected, presented, selected,
        provided, sampled, implemented, run, divided, split, drawn, generated, measured, evaluated, averaged"""
    )
    + r"|\bauthors?\s+(?:\w+ly\s+)?\w+ed\b|\bfocus(?:es)?\s+on\b|^\S+\s+(?:measures|counts|means|consists of)\b"
    + r"|\blet\s+\S+\s+(?:be|denote)|\bdenotes?\b|\bmodels?\s+(?:\w+\s+){0,4}used\b|\bin this (?:section|appendix)"
    + r"|^to\s+(?:\w+\s+)?"
    + alternatives(
        "investigat*, study, understand, analy*, verif*, evaluat*, test, examin*, see, assess, explor*, compar*"
    ),
    re.IGNORECASE,
)
SPOKEN = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve)|[Mm]y|[Yy]ou|[Yy]our)\b")
"""Papers say `we`; these words stand in transcripts and prompts."""
EXAMPLE = any_of("for example, for instance, consider, imagine")
THEOREM = re.compile(r"(?:theorem|lemma|proposition|corollary|claim|fact)\b", re.IGNORECASE)
LABELLED = re.compile(
    r"(?:takeaways?|(?:key )?(?:findings?|insights?|results?|takeaways?)|observations?|hypothes[ie]s|conclusion|remark|"
    r"rq|answer|lesson|summary)\b",
    re.IGNORECASE,
)
COST = any_of("hour, hours, hr, hrs, day, days, GPU-hours, GPU-days, minutes, seconds, FLOPs")
TRAINING = any_of("train*, took, take, takes, requir*, cost*")
PRONOUN = re.compile(
    alternatives(
        """this, these, that, those, it, its, they, their, them, such, both, he, she, overall, although, the former, the
        latter, the same"""
    ),
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"(?:\([^()]{10,}\)\s+(?=(?-i:[A-Z]))|"
    + alternatives(
        """for example, for instance, further, subsequently, last, again, notice that, note that, surprisingly,
        specifically, in particular, however, moreover, furthermore, additionally, importantly, notably, in addition,
        besides, also, thus, therefore, hence, consequently, finally, overall, interestingly, critically,
        empirically, in practice, in fact, indeed, conversely, as expected, as a result, in contrast, on the other
        hand, meanwhile, similarly, then, first, second, third, next, admittedly, more importantly, remarkably,
        crucially, in summary, to sum up"""
    )
    + r",\s+|[•▪◦‣∙*·–-]\s+|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\)\s+(?=(?-i:[A-Z])))+",
    re.IGNORECASE,
)
REFERENCE = re.compile(
    r"\bpp?\.\s?\d+[–-]\d+|\barXiv preprint\b|\barXiv:\s?\d|\bin Proc(?:eedings|\.)\s", re.IGNORECASE
)
