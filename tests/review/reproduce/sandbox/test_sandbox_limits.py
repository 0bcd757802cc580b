"""Limits of a cell: each is kept, and the end says which it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from ara.review.reproduce.worker.sandbox.contract import SCRATCH

MIB = 1 << 20


def is_running(marker: str) -> bool:
    """Whether a process of this machine has a word in its argument list."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker.encode() in path.read_bytes().split(b"\0"):
                return True
        except OSError:
            continue
    return False


def test_a_program_that_ignores_requests_to_end_is_killed_when_its_time_is_up(box):
    outcome = box.python(
        """
        import os, signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.fork()
        print("started", flush=True)
        time.sleep(60)
        """,
        limits={"time_s": 0.5},
    )

    assert outcome.out == "started\nstarted\n"
    assert outcome.ended.reason == "ran past its time limit of 0.5 s"
    assert (outcome.ended.exit_code, outcome.ended.fault) == (None, "artifact")
    assert 0.5 <= outcome.ended.seconds < 10


def test_a_program_is_asked_to_end_before_it_is_killed(box):
    outcome = box.python(
        """
        import signal, sys, time
        def last_words(number, frame):
            print("saved", flush=True)
            sys.exit(0)
        signal.signal(signal.SIGTERM, last_words)
        time.sleep(60)
        """,
        limits={"time_s": 0.5},
    )

    assert outcome.out == "saved\n"
    assert outcome.ended.reason == "ran past its time limit of 0.5 s"


def test_memory_beyond_the_limit_ends_the_cell(box):
    outcome = box.python("x = bytearray(400 << 20); import time; time.sleep(60)", limits={"memory_bytes": 100 * MIB})

    assert outcome.ended.reason.endswith("of memory, with a limit of 100 MiB")
    assert outcome.ended.seconds < 10


def test_memory_is_that_of_all_processes(box):
    script = """
    import os, time
    for _ in range(4):
        if os.fork() == 0:
            mine = bytearray(50 << 20)
            time.sleep(60)
    os.wait()
    """
    outcome = box.python(script, limits={"memory_bytes": 150 * MIB})

    assert "with a limit of 150 MiB" in outcome.ended.reason


def test_memory_that_forked_processes_share_counts_once(box):
    script = """
    import os, time
    shared = bytearray(60 << 20)
    for _ in range(5):
        if os.fork() == 0:
            time.sleep(0.5)
            os._exit(0)
    for _ in range(5):
        os.wait()
    """
    ended = box.python(script, limits={"memory_bytes": 200 * MIB}).ended

    assert ended.reason is None
    assert 60 * MIB < ended.peak_memory_bytes < 200 * MIB


def test_a_program_cannot_hide_behind_the_end_of_its_first_thread(box):
    """Such a process looks like one that has ended, and so do the parents of all that it starts."""
    script = """
    import ctypes, os, threading, time
    def grow():
        time.sleep(0.3)
        if os.fork() == 0:
            mine = bytearray(200 << 20)
            time.sleep(60)
        mine = bytearray(200 << 20)
        time.sleep(60)
    threading.Thread(target=grow).start()
    ctypes.CDLL(None).syscall(60 if os.uname().machine == "x86_64" else 93, 0)
    """
    for limit in (100, 300):
        ended = box.python(script, limits={"memory_bytes": limit * MIB, "time_s": 10}).ended
        assert f"with a limit of {limit} MiB" in ended.reason


def test_a_short_peak_between_two_readings_counts(box):
    ended = box.python("x = bytearray(500 << 20); del x", limits={"memory_bytes": 300 * MIB}).ended

    assert "with a limit of 300 MiB" in ended.reason


def test_a_fork_bomb_is_ended(box):
    outcome = box.python(
        """
        import os, time
        end = time.monotonic() + 3  # for the machine's sake, should nobody end it
        while time.monotonic() < end:
            try:
                os.fork()
            except OSError:
                pass
        """,
        limits={"processes": 60},
    )

    assert outcome.ended.reason.endswith("processes and threads at a time, with a limit of 60")
    assert outcome.ended.exit_code is None


def test_threads_count_as_processes(box):
    script = """
    import threading, time
    for _ in range(80):
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    time.sleep(60)
    """

    assert "with a limit of 60" in box.python(script, limits={"processes": 60}).ended.reason


def test_a_file_of_100_gigabytes_cannot_be_made_not_even_of_holes(box):
    script = f"open('{box.inside(SCRATCH)}/sparse', 'wb').truncate(100 << 30)"
    outcome = box.python(script)

    assert outcome.ended.reason == "exit code 1"
    assert "File too large" in outcome.err
    assert (box.scratch / "sparse").stat().st_size == 0


def test_a_program_that_does_not_look_is_ended_by_the_kernel_at_the_size_of_a_file(box):
    outcome = box.run("sh", "-c", "exec cat /dev/zero > $HOME/big", limits={"file_bytes": 3 * MIB})

    assert outcome.ended.reason == "a file grew past 3 MiB (SIGXFSZ)"
    assert (box.scratch / ".home" / "big").stat().st_size == 3 * MIB


def test_scratch_beyond_the_limit_ends_the_cell(box):
    script = "import os\nfor i in range(10000): open(f'{os.environ[\"HOME\"]}/{i}', 'wb').write(bytes(1 << 20))"
    outcome = box.python(script, limits={"scratch_bytes": 20 * MIB})

    assert outcome.ended.reason == "wrote more than 20 MiB to its scratch folder"
    assert sum(path.stat().st_size for path in (box.scratch / ".home").iterdir()) < 4000 * MIB


def test_a_closed_folder_does_not_hide_what_is_in_it(box):
    if os.getuid() == 0 and not box.confined:
        pytest.skip("root can list every folder")
    outcome = box.python("import os; os.mkdir(os.environ['HOME'] + '/closed', 0)")

    assert outcome.ended.reason is None if os.getuid() == 0 else "cannot be listed" in outcome.ended.reason


def test_output_is_kept_up_to_the_limit_and_counted_beyond(box):
    outcome = box.run("sh", "-c", "head -c 300000 /dev/zero | tr '\\0' a", limits={"output_bytes": 100_000})

    assert outcome.out == "a" * 100_000
    assert outcome.ended.stdout_bytes == 300_000
    assert outcome.ended.reason is None


def test_ten_gigabytes_of_output_are_not_waited_for(box):
    outcome = box.run("sh", "-c", "yes | head -c 10000000000", limits={"output_bytes": MIB})

    assert outcome.ended.reason == "printed more than 10 MiB"
    assert len(outcome.out) == MIB
    assert outcome.ended.stdout_bytes < 100 * MIB


def test_open_files_are_limited(box):
    outcome = box.python("files = [open('/dev/null') for _ in range(100)]", limits={"open_files": 50})

    assert "Too many open files" in outcome.err


def test_a_process_that_outlives_its_parent_is_ended_with_the_cell(box):
    marker = f"outliving-{uuid4()}"
    outcome = box.python(
        """
        import os, sys, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                print("away", flush=True)
                os.execvp("sh", ["sh", "-c", "trap '' TERM HUP; while :; do sleep 0.1; done", sys.argv[1]])
            os._exit(0)
        os.wait()
        time.sleep(0.2)
        """,
        marker,
    )

    assert outcome.ended.exit_code == 0
    assert outcome.out == "away\n"
    assert not is_running(marker)


def test_what_was_used_is_told(box):
    script = """
    import os, time
    if os.fork() == 0:
        held = bytearray(80 << 20)
        end = time.process_time() + 0.3
        while time.process_time() < end: pass
        os._exit(0)
    os.wait()
    time.sleep(0.2)
    """
    ended = box.python(script).ended

    assert 0.3 <= ended.cpu_seconds < 2
    assert ended.seconds >= 0.5
    assert 80 * MIB < ended.peak_memory_bytes < 130 * MIB


def test_an_interrupt_ends_the_cell_and_is_passed_on(box):
    marker = f"interrupted-{uuid4()}"

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            box.run("sh", "-c", "sleep 60 & sleep 60", marker)
    finally:
        signal.signal(signal.SIGALRM, before)

    assert not is_running(marker)


def test_no_process_survives_a_worker_that_is_killed(box):
    marker = f"orphaned-{uuid4()}"
    module = type(box.sandbox).__module__
    script = f"""
from pathlib import Path
from ara.review.reproduce.worker.watch import run_cell
from ara.review.reproduce.worker.sandbox.contract import Cell, Limits
from {module} import {type(box.sandbox).__name__} as Kind
folder = Path({str(box.folder)!r})
argv = ("sh", "-c", "while :; do sleep 0.1; done", {marker!r})
cell = Cell(argv, folder / "staged/tree", folder / "staged/scratch", Limits(60))
run_cell(Kind(), cell, folder / "out", folder / "err")
"""
    with subprocess.Popen([sys.executable, "-c", script]) as worker:
        for _ in range(400):
            if is_running(marker):
                break
            time.sleep(0.05)
        assert is_running(marker)
        worker.kill()
    for _ in range(100):
        if not is_running(marker):
            break
        time.sleep(0.05)

    assert not is_running(marker)
