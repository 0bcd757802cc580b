"""How much of a repository is read. Past a limit the rest is a gap, or the reading stops with an error."""

from __future__ import annotations

from ara.schema.frozen import Frozen


class RepoLimits(Frozen):
    """Bounds on time, size and number; generous for research code, small for hostile input."""

    clone_seconds: float = 300.0
    """Longest time for fetching a remote repository, in seconds."""
    clone_bytes: int = 2_000_000_000
    """Largest size of a fetched repository on disk, in bytes."""
    read_seconds: float = 120.0
    """Longest time git may take to hand out objects of a repository that is already here, in seconds."""
    git_memory_bytes: int = 4_000_000_000
    """Most memory that git may use to unpack an object, in bytes, where the system can bound it (Linux)."""
    blob_bytes: int = 1_000_000
    """Largest text file that is read, in bytes; remote blobs of more than 16 times that are not even fetched."""
    tree_bytes: int = 20_000_000
    """Largest folder listing that is read, in bytes."""
    text_bytes: int = 100_000_000
    """Most bytes of text files that are read, in total."""
    entries: int = 150_000
    """Most files and folders that are listed."""
    depth: int = 60
    """Deepest nesting of folders."""
    refs: int = 20_000
    """Most branches and tags that are looked at."""
    commits: int = 2_000
    """Most commits that are read, newest first."""
    compared_commits: int = 500
    """Most commits whose files are compared with those before, newest first."""
    branches: int = 50
    """Most branches beside the one that was asked for whose commits are read."""
    branch_commits: int = 200
    """Most commits that are read of a branch beside the one that was asked for."""
    code_files: int = 10_000
    """Most source files in the code index."""
    symbols_per_file: int = 200
    """Most definitions listed of one source file."""
    symbols: int = 100_000
    """Most definitions listed in total."""
    config_bytes: int = 200_000
    """Largest config file; a larger one holds data."""
    config_files: int = 1_000
    """Most config files that are read."""
    settings_per_file: int = 400
    """Most settings taken from one file; a file with more of them holds data."""
    settings: int = 50_000
    """Most settings in total."""
    dependencies: int = 5_000
    """Most dependencies in total."""
    commands: int = 5_000
    """Most commands."""
    gaps_of_a_kind: int = 200
    """Most gaps that are listed one by one for the same reason; the rest is counted."""
    export_bytes: int = 5_000_000
    """Most bytes that one export holds, in total."""
