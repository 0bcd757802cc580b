"""Artifacts that want to see or change what they must not: files of the host."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import venv
from pathlib import Path

import pytest

from ara.review.reproduce.worker.sandbox import view
from ara.review.reproduce.worker.sandbox.contract import Bind

WORKER = Path(__file__).parents[4] / "ara" / "review" / "reproduce"
SECRETS = ("reproduce.yaml", "PAPER.md", "expected.json")


def plant(folder: Path) -> None:
    """Put into a folder what no artifact may see."""
    for name in SECRETS:
        path = folder / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("at_least: 3.14159")


def test_bounds_and_other_aras_beside_the_tree_are_not_in_view(closed_box):
    plant(closed_box.folder / "staged")
    plant(closed_box.folder / "another-ara")
    outcome = closed_box.python(
        """
        import os
        for folder, below, names in os.walk("/"):
            if folder == "/":
                below[:] = [name for name in below if name not in ("proc", "usr", "sys")]
            for name in names:
                if name in ("reproduce.yaml", "PAPER.md", "expected.json"):
                    print(os.path.join(folder, name))
        for path in ("../src/reproduce.yaml", "../../staged/src/reproduce.yaml"):
            print(os.path.exists(path))
        """
    )

    assert outcome.ended.exit_code == 0
    assert outcome.out == "False\nFalse\n"


def test_a_hidden_file_cannot_even_be_asked_after(closed_box):
    plant(closed_box.folder)
    script = "import os, sys\nfor path in sys.argv[1:]: print(os.path.lexists(path), os.access(path, 0))"
    paths = [str(closed_box.folder / "src" / "reproduce.yaml"), str(closed_box.folder), str(Path(__file__))]

    assert closed_box.python(script, *paths).out == "False False\n" * 3


def test_a_project_around_the_interpreters_environment_stays_hidden(closed_box):
    """The worker's folder is loaded by itself here, as on a node where nothing else of ara is."""
    project = closed_box.folder / "project"
    venv.create(project / ".venv", symlinks=True)
    plant(project)
    (project / "conftest.py").touch()
    kind = type(closed_box.sandbox)
    script = f"""
import sys
sys.path.insert(0, {str(WORKER)!r})
from pathlib import Path
from worker.watch import run_cell
from worker.sandbox.contract import Cell, Limits
from worker.sandbox.{kind.__module__.rpartition(".")[2]} import {kind.__name__} as Kind
folder = Path({str(closed_box.folder)!r})
look = "import os, sys; print(sys.prefix, sorted(os.listdir(sys.argv[1])), os.path.exists(sys.argv[1] + '/src'))"
argv = ("python", "-c", look, {str(project)!r})
print(run_cell(Kind(), Cell(argv, folder / "staged/tree", folder / "staged/scratch", Limits(20)),
               folder / "out", folder / "err").reason)
"""
    run = subprocess.run(
        [str(project / ".venv" / "bin" / "python"), "-c", script], capture_output=True, text=True, check=True
    )

    assert run.stdout == "None\n"
    assert (closed_box.folder / "out").read_text() == f"{project}/.venv ['.venv'] False\n"


def test_what_is_hidden_stays_so_below_a_folder_that_is_shown(closed_box):
    project = closed_box.folder / "project"
    plant(project / "ara")
    (project / "ara" / "site").mkdir()
    (project / "ara" / "site" / "module.py").write_text("needed")
    binds = (Bind(project, str(project)), Bind(project / "ara" / "site", str(project / "ara" / "site")))
    outcome = closed_box.run(
        "sh", "-c", f"cd {project}; find . -type f; touch ara/new", binds=binds, hidden=(project / "ara",)
    )

    assert outcome.out == "./ara/site/module.py\n"
    assert "Read-only" in outcome.err


def test_the_home_folder_of_the_user_is_out_of_sight(closed_box, monkeypatch, tmp_path):
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_ed25519").write_text("private")
    monkeypatch.setenv("HOME", str(home))
    outcome = closed_box.run("sh", "-c", f"ls -A {home} ~; cat {home}/.ssh/id_ed25519; cat ~root/.ssh/id_ed25519")

    assert "id_ed25519\n" not in outcome.out
    assert "private" not in outcome.out


def test_secrets_in_the_environment_of_the_host_are_in_no_process_in_view(closed_box, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "hunter2")
    outcome = closed_box.python(
        """
        import glob
        for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/cmdline"):
            try:
                print(path, "hun" + "ter2" in open(path).read())
            except OSError as error:
                print(path, False)
        """
    )

    assert "True" not in outcome.out
    assert "/proc/self/environ False" in outcome.out


def test_values_given_to_the_cell_are_in_no_argument_list_of_the_host(closed_box):
    """Every user of the machine can read those."""
    script = "import time; print('up', flush=True); time.sleep(1)"
    seen = []

    def look() -> None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                seen.append(path.read_bytes())
            except OSError:
                continue

    timer = threading.Timer(0.5, look)
    timer.start()
    outcome = closed_box.python(script, env={"TOKEN": "a-secret-of-the-cell"})
    timer.join()

    assert outcome.out == "up\n"
    assert any(b"print('up'" in line for line in seen)
    assert not any(b"a-secret-of-the-cell" in line for line in seen)


@pytest.mark.parametrize("gpus", [(), (0,)])
def test_no_file_of_the_kernel_can_be_opened_for_writing(closed_box, monkeypatch, gpus):
    """Nothing is written: a sandbox that fails this test must not change the machine."""
    # a cell with a GPU is shown all of /sys
    monkeypatch.setattr(view, "gpu_devices", lambda _: ("/dev/full",))
    outcome = closed_box.python(
        """
        import os
        def opened(path):
            try:
                os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY))
            except OSError:
                return False
            return True
        for top in ("/proc", "/sys", "/dev", "/etc"):
            for folder, below, names in os.walk(top):
                if folder == "/proc":
                    below[:] = [name for name in below if not name.isdigit() and name not in ("self", "thread-self")]
                for path in (os.path.join(folder, name) for name in names):
                    if not os.path.islink(path) and opened(path):
                        print(path)
        """,
        gpus=gpus,
    )

    assert outcome.ended.exit_code == 0
    assert set(outcome.out.split()) <= {
        f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom", "tty")
    } | {"/dev/pts/ptmx"}


def test_mounting_and_changing_the_root_are_refused(closed_box):
    outcome = closed_box.python(
        """
        import ctypes, os
        libc = ctypes.CDLL(None, use_errno=True)
        home = os.environ["HOME"].encode()
        tries = {
            "mount": lambda: libc.mount(b"none", home, b"tmpfs", 0, None),
            "bind": lambda: libc.mount(b"/", home, None, 4096, None),
            "writable": lambda: libc.mount(b"none", b"/ara/tree", None, 32 | 4096, None),
            "umount": lambda: libc.umount2(b"/ara/tree", 2),
            "chroot": lambda: libc.chroot(home),
            "pivot": lambda: libc.pivot_root(b"/", home),
            "user namespace": lambda: libc.unshare(0x10000000),
            "mount namespace": lambda: libc.unshare(0x20000),
            "network namespace": lambda: libc.unshare(0x40000000),
            "setns": lambda: libc.setns(os.open("/proc/1/ns/mnt", os.O_RDONLY), 0),
            "clone": lambda: libc.syscall(56 if os.uname().machine == "x86_64" else 220, 0x10000000 | 17, 0, 0, 0, 0),
            "device": lambda: libc.mknod(home + b"/disk", 0o60600, 0xfe00),
            "setuid": lambda: libc.setuid(12345),
            "keyring": lambda: libc.syscall(250 if os.uname().machine == "x86_64" else 219, 0, -3, 0),
        }
        for name, attempt in tries.items():
            try:
                if attempt() >= 0:
                    print(name)
            except OSError:
                pass
        """
    )

    assert (outcome.out, outcome.ended.exit_code) == ("", 0), outcome.err


def test_the_root_of_the_first_process_is_the_cells_own(closed_box):
    outcome = closed_box.run(
        "sh", "-c", f"ls /proc/1/root{Path(__file__).parent} /proc/1/cwd/; ls /proc | grep -c '^[0-9]'"
    )

    assert "test_hostile" not in outcome.out
    assert int(outcome.out.split()[-1]) < 8


def test_a_file_of_root_cannot_be_made_setuid_for_the_host(closed_box):
    closed_box.run("sh", "-c", "cp /bin/sh $HOME/sh && chmod 4755 $HOME/sh && $HOME/sh -c id")
    mode = (closed_box.scratch / ".home" / "sh").stat()

    assert mode.st_uid == os.getuid()  # nobody's but the user's own, so it lends nothing


def test_the_interpreter_cannot_be_changed(closed_box):
    outcome = closed_box.python(
        """
        import os, sys
        for folder in {sys.prefix, sys.base_prefix, os.path.dirname(os.__file__), "/usr", "/usr/lib", "/lib"}:
            try:
                open(folder + "/planted.pth", "w").close()
                print(folder)
            except OSError:
                pass
        """
    )

    assert (outcome.out, outcome.ended.exit_code) == ("", 0)
    assert not (Path(sys.prefix) / "planted.pth").exists()


def test_a_link_that_an_earlier_cell_left_for_tmp_shows_the_next_one_nothing(closed_box, tmp_path):
    (tmp_path / "secret").mkdir()
    first = closed_box.run("sh", "-c", f"mv ~/../.tmp ~/../moved; ln -s {tmp_path}/secret ~/../.tmp")
    second = closed_box.run("touch", "/tmp/written")

    assert first.ended.exit_code == 0
    assert (closed_box.scratch / ".tmp").is_symlink()
    assert not (tmp_path / "secret" / "written").exists()
    assert second.ended.fault == "infrastructure"
    assert "is a link" in second.ended.reason
