"""From the configuration files of the experiments and the defaults of the generator to Table 1 and Appendix B."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import yaml
from numbers_printed import with_commas

EXPERIMENTS = ("mass", "page_size", "recall", "ablation", "speed")
"""The columns of Table 1, by the names of their configuration files."""


def read_configs(folder: Path) -> dict[str, dict[str, Any]]:
    """The settings of every experiment of Table 1."""
    return {name: yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in EXPERIMENTS}


def one_or_many(config: dict[str, Any], name: str) -> str:
    """A setting as printed: a number, two of them, or the range of several."""
    if name in config:
        return with_commas(config[name])
    several = [with_commas(number) for number in config[f"{name}s"]]
    return "; ".join(several) if len(several) == 2 else f"{several[0]}–{several[-1]}"


def settings_rows(configs: dict[str, dict[str, Any]]) -> dict[str, list[str]]:
    """The rows of Table 1, one entry an experiment."""
    columns = [configs[name] for name in EXPERIMENTS]
    # The ablation names its page sizes in code: the method's, and the larger one of a variant.
    sizes = [{"page_sizes": [16, 32]} if name == "ablation" else configs[name] for name in EXPERIMENTS]
    return {
        "context": [one_or_many(config, "context") for config in columns],
        "budget": [one_or_many(config, "budget") for config in columns],
        "page_size": [one_or_many(config, "page_size") for config in sizes],
        "caches": [with_commas(config["batch"] * config.get("batches", 1)) for config in columns],
        "repeats": [str(config["repeats"]) for config in columns],
    }


def generator_defaults(source: Path) -> dict[str, str]:
    """The defaults of `CacheSpec`, read from the source, since importing it would load torch."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    spec = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "CacheSpec")
    return {
        field.target.id: f"{ast.literal_eval(field.value):g}"
        for field in spec.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and field.value is not None
    }
