"""The nouns by which a setting is recognised, and the plain form of a setting's name."""

from __future__ import annotations

import re
import unicodedata

from ara.compiler.claims.phrases import alternatives, any_of

_MODIFIER = alternatives(
    """initial, peak, base, maximum, max, minimum, min, global, local, total, uniform, constant, default, effective,
    per-device, per-gpu, training, final, fixed, target, source, linear, cosine, adam, lora, actor, critic, policy,
    value, encoder, decoder, residual, attention, kv, inner, outer, micro, mini, weight, gradient, rollout, train,
    test, eval, evaluation, group, n-gram, word-level, character-level, sampling, decoding, generation, context,
    sequence, prompt, response, output, input, token, hidden, embedding, model, head, key, inner-layer, kl, loss,
    entropy, penalty, regularization, repetition, memory, compute"""
)
_SIZED = alternatives(
    """page, block, chunk, window, kernel, group, beam, vocabulary, vocab, buffer, patch, tile, bin, bucket, step,
    sample, population, pool, queue, cache, image, crop, codebook, cluster, batch, minibatch, mini-batch,
    micro-batch, hidden, ensemble, embedding"""
)
_NAMED = alternatives(
    """learning rate*, lr, weight decay, momentum, batch, epoch, epochs, warmup, warm-up, warmup steps, warm-up steps,
    warmup ratio, warmup_*, temperature*, top-k, top-p, nucleus, dropout, dropout rate*, dropout probability,
    drop-out, dimension, dimensions, dimensionality, rank, ranks, label smoothing, label-smoothing, smoothing,
    gradient clipping, clipping, clip norm, clip range, clip ratio, coefficient*, penalty, penalties, length,
    lengths, length cutoff, length limit, length penalty, cutoff*, cut-off*, budget*, pagesize, blocksize, beams,
    window, stride*, vocabulary, threshold*, margin*, discount, discount factor, horizon, patience, seed, seeds,
    random seed*, timeout*, sparsity, sparsity ratio*, sparsity level*, sparsity rate*, compression ratio*, sampling
    rate*, sampling ratio*, masking ratio*, mask ratio*, mixing ratio*, noise level*, pruning ratio*, decay, decay
    rate*, keep ratio*, number of ?, number of ? ?, num_*, max_*, *_size, *_length, *_steps, *_rate, *_dim, *_ratio,
    *_layers, *_heads, alpha, beta, gamma, lambda, epsilon, sigma, tau, bandwidth, quantile, percentile, interval*,
    frequency, increment*, scaling factor, expansion factor"""
)
_HEADS = rf"(?:{_SIZED}[ -]?sizes?|{_NAMED})"
_FILLER = alternatives(
    """of, is, are, was, were, to, at, as, with, by, size, value, values, set, fixed, equal, equals, chosen, kept, be,
    about, around, roughly, approximately, from, between, up, only, either, a, small, large, constant, default,
    maximum, over"""
)
_COUNTED = alternatives(
    """layer*, block, blocks, head, heads, epoch*, step, steps, iteration*, GPU, GPUs, TPU, TPUs, node, nodes, machine,
    machines, core, cores, sample, samples, run, runs, seed, seeds, trial, trials, repetition*, repeat, repeats,
    example, examples, instance, instances, sentence, sentences, problem, problems, rollout, rollouts, trajectories,
    generation, generations, response, responses, completion*, candidate*, page, pages, expert, experts, worker,
    workers, checkpoint, checkpoints, interval, intervals, unit, units, channel*, filter, filters, classes,
    annotator*, demonstration*, shot, shots, bin, bins, bucket*, configuration*, combination*, pair, pairs, prompt,
    prompts, queries, question, questions, image, images, document, documents, task, tasks, environment*, agent,
    agents, beam, beams, increment*, neighbor*, neighbour*, cluster, clusters, fold, folds, participant*, benchmark,
    benchmarks, dataset, datasets, repositories, issues, subjects, episode*, token, tokens, vocabulary, percentile,
    length, window, budget, cutoff, cut-off, context"""
)
_TIMES = r"times(?= (?:as|for|per|to|on|with|each|in|when|over)\b|[.,;)])"
_LINK = alternatives(
    """and, or, of, to, the, a, an, with, in, on, for, is, are, was, were, from, by, at, as, that, which, times, than,
    it, we, this, these, each, every, after, before, when, while, where, because, cause, causes, gives, shows, using,
    has, have, had, can, lead, leads, yield, yields, into, per, but, not"""
)

HEAD = re.compile(rf"(?:{_MODIFIER}\s+){{0,2}}{_HEADS}", re.IGNORECASE)
"""A noun that names a setting, with the words that narrow it."""

HEAD_BEFORE = re.compile(
    rf"(?P<name>(?:{_MODIFIER}\s+){{0,2}}{_HEADS})\s*(?:\([^()]{{1,24}}\)\s*)?(?:{_FILLER}\s+){{0,4}}(?:[=:≈∼~]\s*)?$",
    re.IGNORECASE,
)
"""Such a noun at the end of the words before a value."""

SYMBOL_BEFORE = re.compile(
    r"(?P<words>(?:\b[A-Za-z][\w-]*\s+){0,5})(?<![\w.])"
    r"(?P<symbol>[^\W\d_]\w{0,13}|[^\W\d_]+[_.][\w,]+)\s*(?:=|:=|←)\s*$"
)
"""A symbol that is set equal to what follows, with up to five words before it."""

COUNT_AFTER = re.compile(
    rf"(?:\s+|-)(?P<name>(?:(?!{_LINK})[\w+/’'–-]+\s+){{0,3}}?(?:[\w–-]+-)?(?:{_TIMES}|{_COUNTED}(?:[\s-]{_COUNTED})*))(?![\w-])"
    r"(?P<of>\s+for\s+(?!(?:an?|the|each|every|all)\b)[\w-]+(?:\s+[\w-]+)?)?",
    re.IGNORECASE,
)
"""A countable noun after a value, with up to three words before it."""

METRIC = re.compile(
    r"accura|success|error|win rate|hit rate|\basr\b|bleu|score|speed|throughput|latenc|reward|correlat|perplex|"
    r"hours?$|detection|recall|improvement|gain|pass rate|attack|vulnerab|per-iteration|statistic|distance|"
    r"divergence|variance|\bmean\b|average",
    re.IGNORECASE,
)
"""Words that make a name one of a result."""

HYPERPARAMETER_TABLE = re.compile(
    r"hyper-?\s?param|"
    + alternatives(
        """training, experimental, implementation, model, optimization, architecture, default, sampling, decoding,
        generation"""
    )
    + r"\s+"
    + alternatives("setting*, configuration*, details, parameters, recipe*")
    + "|"
    + alternatives(
        """configuration of, configurations of, configuration for, configurations for, settings of, settings for,
        settings used"""
    ),
    re.IGNORECASE,
)
"""Captions of tables that list settings."""

_WHOLE = re.compile(
    rf"(?:(?:(?:{_MODIFIER}|[\w-]+)\s+){{0,2}}(?:{_HEADS}|(?:#\s*)?"
    + alternatives(
        """layer, layers, heads, experts, steps, iterations, gpus, optimizer, optimiser, scheduler, schedule, lr
        schedule, learning-rate schedule, precision, data type, train steps"""
    )
    + r")|(?-i:d_?\{?(?:model|ff|k|v|q|h|in|out|inner|hidden|head|kv|state|emb)\}?|[hNkKBTLHMDαβγηλτϵεμσ](?:_?\d)?|"
    r"[PpϵϕT]_?\{?(?:drop|ls|max|min)\}?))"
    r"(?:\s*[(\[].{1,24}[)\]])?",
    re.IGNORECASE,
)
_GREEK = {
    letter: unicodedata.name(letter).removesuffix(" SYMBOL").split()[-1].lower().replace("lamda", "lambda")
    for letter in "αβγδϵεηθλμρστϕφω"
}
_STATISTIC = any_of("F, r, R, R2, p, ρ, F1, acc")


def setting_id(name: str) -> str:
    """Return a name in lower case with hyphens, Greek letters spelled out and a plural head made singular."""
    spelled = "".join(f" {_GREEK[letter]} " if letter in _GREEK else letter for letter in name)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith("ss"):
        words[-1] = words[-1][:-1]
    return "-".join(words) or "setting"


def is_setting_name(cell: str) -> bool:
    """Tell whether a whole table cell names a setting."""
    return _WHOLE.fullmatch(cell.strip()) is not None and METRIC.search(cell) is None


def is_statistic(symbol: str) -> bool:
    """Tell a symbol that stands for a measured statistic (`r = 0.9`, `F = 1.0`)."""
    return _STATISTIC.fullmatch(symbol) is not None
