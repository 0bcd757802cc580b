"""Running git without letting a repository, its owner or the user's environment steer it.

Every call names its repository by GIT_DIR, so git discovers nothing; that repository is always one that ara made
itself, so its config is ours. System and user config are off, hooks have no folder, no prompt can wait for an answer.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from ara.schema.errors import AraError

_KEPT_VARIABLES = (
    "PATH", "HOME", "TMPDIR", "SSH_AUTH_SOCK",
    "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE",
)  # fmt: skip
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "core.askPass=true",
    "core.commitGraph=false",
    "core.multiPackIndex=false",
    # Small windows: a hostile pack may not fill the memory with mappings.
    "core.packedGitWindowSize=64m",
    "core.packedGitLimit=512m",
    "credential.helper=",
    "diff.external=",
    "fetch.fsckObjects=false",
    "fetch.recurseSubmodules=false",
    "gc.auto=0",
    "http.followRedirects=initial",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.ssh.allow=always",
    "protocol.ext.allow=never",
    "submodule.recurse=false",
    "transfer.bundleURI=false",
    "uploadpack.packObjectsHook=",
)


def environment(git_dir: Path | None = None) -> dict[str, str]:
    """The whole environment of a git process; `git_dir` is the repository it works on."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    fixed = {
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "SSH_ASKPASS": "true",
        "SSH_ASKPASS_REQUIRE": "never",
        "GIT_SSH_COMMAND": "ssh -oBatchMode=yes -oConnectTimeout=20 -oForwardAgent=no -oPermitLocalCommand=no",
        "GIT_SSH_VARIANT": "ssh",
        "GIT_ALLOW_PROTOCOL": "https:ssh",
        "GIT_PROTOCOL_FROM_USER": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }
    return kept | fixed | ({} if git_dir is None else {"GIT_DIR": str(git_dir)})


def command_line(*arguments: str) -> list[str]:
    """The argv of a git call with every setting pinned that could start another program."""
    pinned = [part for setting in _SETTINGS for part in ("-c", setting)]
    return ["git", "--no-pager", *pinned, *arguments]


def start(*arguments: str, git_dir: Path | None = None, pipes: bool = True) -> subprocess.Popen[bytes]:
    """Start git in a process group of its own, so that it can be ended with everything it started.

    Raises `AraError` when git is not installed.
    """
    try:
        return subprocess.Popen(
            command_line(*arguments),
            env=environment(git_dir),
            stdin=subprocess.PIPE if pipes else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if pipes else subprocess.STDOUT,
            start_new_session=True,
            cwd="/",
        )
    except FileNotFoundError as error:
        raise AraError("git was not found.", mend="Install git 2.32 or newer and put it on PATH.") from error


def bound_memory(process: subprocess.Popen[bytes], memory_bytes: int) -> None:
    """Keep a process from using more memory, where the system can do that from outside (Linux)."""
    if hasattr(resource, "prlimit"):
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its whole group, and collect it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


def run(
    *arguments: str, git_dir: Path | None = None, seconds: float, too_much: Callable[[], str | None] = lambda: None
) -> tuple[int, str]:
    """Run git to its end: exit code, and the last 4,000 characters of what it said.

    Raises `AraError` after `seconds`, or as soon as `too_much` gives a reason to stop.
    """
    process = start(*arguments, git_dir=git_dir, pipes=False)
    assert process.stdout is not None
    os.set_blocking(process.stdout.fileno(), False)
    said = b""
    deadline = time.monotonic() + seconds
    try:
        while process.poll() is None:
            said = (said + (process.stdout.read() or b""))[-4000:]
            if (reason := too_much()) is not None:
                raise AraError(reason)
            if time.monotonic() > deadline:
                raise AraError(f"git did not finish within {seconds:g} s.")
            time.sleep(0.05)
        said = (said + (process.stdout.read() or b""))[-4000:]
    finally:
        end(process)
    return process.returncode, said.decode("utf-8", "replace")
