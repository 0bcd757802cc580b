"""Words of research that stand for one another."""

from __future__ import annotations

from ara.review.rigor.language.terms import stem

_GROUPS = """
cache store keep retain persist memoize save hold
file disk drive filesystem storage
fast quick rapid speedy
slow sluggish
big large huge
small tiny little
method approach technique scheme
train learn fit
network net model
convolution conv convolutional cnn
recurrent rnn lstm recurrence
attention transformer
remove drop delete prune discard eliminate
compress quantize shrink
random stochastic
parallel concurrent
distribute shard partition split
merge combine fuse unify
cluster group
threshold cutoff limit
layer depth block
embed representation vector encoding
synthetic generated artificial
manual handwritten hand-written
sparse sparsity
dense full
noise noisy jitter
regularize penalty decay
gradient backprop
schedule anneal warmup
sample draw subsample
augment augmentation
label annotate annotation
reward score
filter screen
index lookup
hash bucket
tree hierarchy
graph network
long lengthy extended
single one sole
static fixed constant
dynamic adaptive
global shared
local separate
retry repeat rerun
accuracy correctness precision
latency delay
"""
_GROUP_OF: dict[str, frozenset[str]] = {}
for _line in _GROUPS.split("\n"):
    _members = frozenset(stem(word) for word in _line.split())
    for _word in _members:
        _GROUP_OF[_word] = _GROUP_OF.get(_word, frozenset()) | _members


def meet(word: str, said: frozenset[str]) -> bool:
    """Tell whether a stem, or one that stands for it, is among others; long stems may differ in their ending."""
    if word in said or _GROUP_OF.get(word, frozenset()) & said:
        return True
    return len(word) >= 6 and any(other.startswith(word[:6]) for other in said)
