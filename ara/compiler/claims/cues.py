"""The words by which a result is recognised, and what they say of its kind and direction."""

from __future__ import annotations

import re

from ara.compiler.claims.model import ClaimKind, Direction, NumberRole
from ara.compiler.claims.numbers import Mention
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
    rank, ranks, ranked, suffer, suffers, sufficient, insensitive, independent*, robust*, perform*, resulting in,
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
    + r"|(?<!\w)(?:is|are)\s+"
    + alternatives(
        """defined, computed, calculated, given, described, shown, illustrated, summari*, set, listed, reported,
        trained, performed, applied, used, initialized, adopted"""
    )
    + r"|\blet\s+\S+\s+(?:be|denote)|\bdenotes?\b|\bmodels?\s+(?:\w+\s+){0,4}used\b|\bin this (?:section|appendix)"
    + r"|^to\s+"
    + alternatives(
        "investigat*, study, understand, analy*, verif*, evaluat*, test, examin*, see, assess, explor*, compar*"
    ),
    re.IGNORECASE,
)
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

_KINDS: tuple[tuple[ClaimKind, re.Pattern[str]], ...] = (
    (
        "theory",
        re.compile(
            r"O\(|"
            + alternatives(
                """theorem*, lemma*, corollary, proposition*, complexity, asymptotic*, lower bound*, upper bound*,
                converge* to, provabl*, we prove, guarantee*, optimality, unbiased"""
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "memory",
        any_of("memory, vram, footprint, GB, GiB, MB, MiB, cache size, storage, compression ratio, parameter count"),
    ),
    (
        "speed",
        any_of(
            """speed*, faster, slower, throughput*, latenc*, tokens/s, tok/s, runtime*, run-time*, wall-clock, execution
            time*, training time*, training cost*, inference cost*, per second, millisecond*, seconds, hour, hours,
            days, FLOPs, GPU-hours, accelerat*, overhead*, time of, cost of, ms, compute cost*, efficien*,
            per-iteration time, iteration time, epoch time, step time, inference time, decoding time, wall time"""
        ),
    ),
    (
        "accuracy",
        any_of(
            """accura*, BLEU, ROUGE*, F1, F-score*, score*, perplexit*, PPL, correlat*, success rate*, ASR, error*,
            loss, losses, reward*, pass@*, win rate*, AUC, AUROC, recall, precision, quality, performance,
            outperform*, state-of-the-art, benchmark*, exact match, mAP, IoU, MSE, RMSE, MAE, PSNR, FID, better,
            worse, rate, rates, vulnerab*, acceptance, agreement, stable, stability, on par, points, match*, Pearson,
            Spearman, rank*"""
        ),
    ),
)
_CHANGES: tuple[tuple[Direction, re.Pattern[str]], ...] = (
    (
        "equal",
        any_of(
            """match, matches, matched, matching, on par, comparabl*, equivalent, identical, same level, same
            performance, same quality, same accuracy, without loss, without any loss, without degrad*, without
            sacrific*, no loss, no degradation, no drop, no significant difference, lossless, preserv*, retain*,
            maintain*, insensitive, does not affect, unchanged, as well as, close to"""
        ),
    ),
    (
        "lower",
        any_of(
            """reduc*, lower*, decreas*, fewer, less, drop*, shrink*, declin*, cuts, cutting, save, saves, saved,
            saving, degrad*, worse, falls, fell, fallen, smaller, deteriorat*, collaps*, minimal, slower,
            underperform*, hurt*, alleviat*, fail*"""
        ),
    ),
    (
        "higher",
        any_of(
            """higher, highest, improv*, outperform*, exceed*, increas*, faster, gain*, surpass*, speed*, better,
            superior, boost*, accelerat*, larger, greater, beat*, rais*, rise*, doubl*, advantage*, stronger,
            vulnerable"""
        ),
    ),
)
_FAINTLY_HIGHER = any_of(
    "more, best, achiev*, reach*, up to, over, above, attain*, state-of-the-art, lead, leads, leading, establish*"
)
_SAMPLE = re.compile(
    r"\s*(?:[\w-]+\s+){0,2}?"
    + alternatives(
        """example*, instance*, sample*, runs, sentence*, problem*, task*, models, dataset*, seeds, trials,
        combination*, pair*, user*, participant*, question*, prompt*, queries, image*, document*, papers, benchmark*,
        domain*, language*, annotator*, system*, configuration*, experiment*, trajectories, tokens, repositories,
        issues, patches, checkpoint*"""
    )
)
_SETTING_AFTER = re.compile(
    r"\s*-?(?:[\w×-]+\s+)?"
    + alternatives(
        """percentile, threshold, setting, sparsity, layer*, head*, shot*, bit, dimensional, way, epoch*, step*,
        iteration*, minute, second, hour, day, GPU*, TPU*, node*, device*, core*, H100*, H200*, A100*, V100*, P100*,
        page*, token context, token window, token budget, context, generation length, sequence length, length"""
    )
)
_SETTING_BEFORE = re.compile(
    r"(?:[=≥≤](?:\s*[\d.]+(?:,|,?\s+and))*|threshold\s+\w+|"
    + alternatives(
        """budget of, budget, length, context, batch size, batch size of, page size, pagesize, threshold, threshold of,
        level, level of, top-k, size of, rank, sparsity, sparsity of, sparsity level of, temperature, temperature of"""
    )
    + r")\s*$",
    re.IGNORECASE,
)
_BASELINE_BEFORE = re.compile(
    r"(?:\bvs\.?|"
    + alternatives("versus, compared to, compared with, against, than, instead of, baseline, baseline of, rather than")
    + r")\s+[^,;]{0,25}$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+[^\d,;]{0,12}$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


def kind_of(text: str, *, has_numbers: bool) -> ClaimKind:
    """Return what sort of result a text asserts; `qualitative` when it names no measurable quantity."""
    for kind, words in _KINDS:
        if words.search(text):
            return kind
    return "accuracy" if has_numbers and "%" in text else "qualitative"


def direction_of(text: str) -> Direction:
    """Return the change that the first telling word of a text asserts."""
    first: tuple[int, Direction] | None = None
    for direction, words in _CHANGES:
        match = words.search(text)
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), direction)
    if first is None:
        return "higher" if _FAINTLY_HIGHER.search(text) else "none"
    return first[1]


def role_of(text: str, mention: Mention) -> NumberRole:
    """Return what a sentence uses one of its numbers for."""
    before, after = text[: mention.start], text[mention.end :]
    printed = text[mention.start : mention.end]
    if mention.unit in ("B", "M") or printed == f"{mention.digits}-{mention.unit}" or _SETTING_BEFORE.search(before):
        return "setting"
    if _SETTING_AFTER.match(after) and mention.unit not in ("×", "%"):
        return "setting"
    if _BASELINE_BEFORE.search(before) or (_FROM.search(before) and re.match(r"\s*\S*\s*to\b", after)):
        return "baseline"
    if mention.unit in ("×", "fold", "times") or (mention.unit == "%" and _BY.search(before)):
        return "ratio"
    if _SAMPLE.match(after):
        return "sample_size"
    return "setting" if mention.unit in ("K", "k") else "value"
