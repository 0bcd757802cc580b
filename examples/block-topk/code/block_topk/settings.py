"""Settings of an experiment: a YAML file, each key of which is also an option of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml


def read_settings(description: str, config: str, argv: list[str] | None = None) -> argparse.Namespace:
    """Settings from the file `config` (or `--config FILE`), each one overridden by the option of its name.

    Lists are given on the command line with commas: `--budgets 64,128`.
    """
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--config", type=Path, default=Path(config))
    path = early.parse_known_args(argv)[0].config
    defaults: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=description, parents=[early])
    for name, default in defaults.items():
        parser.add_argument(f"--{name.replace('_', '-')}", default=default, type=_like(default), help=f"[{default}]")
    return parser.parse_args(argv)


def _like(default: Any) -> Callable[[str], Any]:
    if isinstance(default, list):
        kind = type(default[0])
        return lambda text: [kind(part) for part in text.split(",")]
    return type(default)
