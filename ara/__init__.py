"""The toolchain for Agent-Native Research Artifacts (Aras): compile, check, record and re-execute research."""

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """Look the version up when somebody asks; reading package metadata costs a third of the start of `ara`."""
    if name != "__version__":
        raise AttributeError(f"module 'ara' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("ara-toolkit")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0.0.0"
