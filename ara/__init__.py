"""The toolchain for Agent-Native Research Artifacts (Aras): compile, check, record and re-execute research."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("ara-toolkit")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "0.0.0"

__all__ = ["__version__"]
