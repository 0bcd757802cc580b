"""How a kind of sandbox is chosen."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ara.review.reproduce.worker.sandbox import probe
from ara.review.reproduce.worker.sandbox.bubblewrap import Bubblewrap
from ara.review.reproduce.worker.sandbox.contract import Start
from ara.review.reproduce.worker.sandbox.feed import open_feed
from ara.review.reproduce.worker.sandbox.namespaces import Namespaces
from ara.review.reproduce.worker.sandbox.none import NoSandbox


class Broken(Namespaces):
    """A kind whose guard says why it does not start."""

    name = "broken"

    def start(self, cell, status):
        reading, held = open_feed(b"")
        return Start(("sh", "-c", "echo no such luck >&2; exit 3"), held, (reading,))


def test_the_first_kind_that_works_is_taken(monkeypatch):
    monkeypatch.setattr(probe, "_kinds", lambda: (Broken, NoSandbox, Namespaces))
    if probe.try_out(Namespaces()).fault:
        pytest.skip("namespaces do not work here")

    assert probe.choose().name == "namespaces"


def test_a_kind_that_starts_but_does_not_isolate_does_not_work():
    fault = probe.try_out(NoSandbox()).fault

    assert fault == "the code can be written to, the host's files are seen, the network is reached"


def test_a_kind_that_does_not_start_tells_why():
    assert probe.try_out(Broken()).fault == "the sandbox failed (status 3): no such luck"


def test_when_none_works_each_is_named_with_its_fault_and_a_way_out(monkeypatch):
    monkeypatch.setattr(probe, "_kinds", lambda: (Broken, Broken))

    with pytest.raises(probe.NoSandboxError) as caught:
        probe.choose()
    assert str(caught.value).count("broken: the sandbox failed (status 3): no such luck") == 2
    assert "--no-sandbox" in str(caught.value)


def test_root_is_isolated_where_no_user_namespace_can_be_made():
    """Such a place is made by being root of a user namespace that allows no further one."""
    script = "from ara.review.reproduce.worker.sandbox.probe import survey; print([t.fault is None for t in survey()])"
    command = f"echo 0 > /proc/sys/user/max_user_namespaces && exec {sys.executable} -c '{script}'"
    run = subprocess.run(["unshare", "-Ur", "sh", "-c", command], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        pytest.skip(f"such a place cannot be made here: {run.stderr.strip()[-100:]}")

    assert run.stdout == "[False, True]\n"


def test_no_isolation_is_had_only_by_asking_for_it():
    assert probe.choose(no_sandbox=True).name == "none"


def test_a_bubblewrap_elsewhere_is_found_by_a_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("ARA_BWRAP", str(tmp_path / "bwrap"))

    assert "No such file" in (probe.try_out(Bubblewrap()).fault or "")


def test_without_bubblewrap_on_path_its_fault_says_so(monkeypatch):
    monkeypatch.delenv("ARA_BWRAP", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")

    assert "no program bwrap" in (probe.try_out(Bubblewrap()).fault or "")
