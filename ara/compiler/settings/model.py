"""What was read of how experiments were run: settings, hardware, software, models, data and seeds."""

from __future__ import annotations

from typing import Literal

from ara.compiler.paper.model import Gap, Region
from ara.schema.frozen import Frozen


class SettingReading(Frozen):
    """One hyper-parameter or experimental setting with its value."""

    id: str
    """Its name made plain, e.g. `learning-rate`; equal for equal settings, not unique."""
    name: str
    """The name as the paper prints it, e.g. `dropout rate Pdrop`."""
    value: str
    "The value as printed, e.g. `1e-4`, `37K`, `16, 32, 64, and 128`, `AdamW`."
    unit: str
    """A unit that stands apart from the value, e.g. `ms`; empty when there is none."""
    context: str
    """The model, run or data it holds for, as printed, else the place where it stands."""
    quote: str
    """Verbatim words that hold the value: its sentence, as far as one page prints it in one run, or its table row."""
    region: Region
    """Where those words stand."""
    where: str
    """The name of that place: `Section 5.3`, `Table 6`, `Appendix B`."""
    origin: Literal["prose", "caption", "table"]
    """What it was read from."""


class EnvironmentItem(Frozen):
    """A piece of the experimental environment that the paper names."""

    name: str
    "Its name as printed, e.g. `NVIDIA H200`, `SGLang`, `Qwen3-8B`, `WMT 2014`."
    detail: str
    "A count, size or version printed with it, e.g. `8`, `v3.0.0`, `1,312 sentences`; empty when none is."
    quote: str
    """Verbatim words that name it."""
    region: Region
    """Where those words stand."""
    where: str
    """The name of that place."""
    mentions: int = 1
    """How many sentences of the paper name it."""


class EnvironmentReading(Frozen):
    """The experimental environment as far as the paper states it."""

    hardware: tuple[EnvironmentItem, ...]
    """Accelerators, processors and machines."""
    software: tuple[EnvironmentItem, ...]
    """Frameworks, libraries and engines."""
    models: tuple[EnvironmentItem, ...]
    """Models that were trained, served or called."""
    datasets: tuple[EnvironmentItem, ...]
    """Data sets, corpora and benchmarks."""
    seeds: tuple[EnvironmentItem, ...]
    """Random seeds and numbers of repeated runs."""
    gaps: tuple[Gap, ...]
    """Kinds of which nothing was found."""
