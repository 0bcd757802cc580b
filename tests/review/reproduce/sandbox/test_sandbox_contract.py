"""What every kind of sandbox keeps; one that does not is none."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from ara.review.reproduce.worker.sandbox.contract import ENVIRONMENT, INPUTS, SCRATCH, TREE, Bind


def test_exit_codes_are_passed_on(box):
    assert [box.run("sh", "-c", f"exit {code}").ended.exit_code for code in (0, 1, 77, 255)] == [0, 1, 77, 255]


def test_a_good_end_has_no_reason_and_a_bad_one_has_one_line(box):
    good, bad = box.run("true").ended, box.run("false").ended

    assert (good.reason, good.fault) == (None, None)
    assert (bad.reason, bad.fault) == ("exit code 1", "artifact")


def test_a_program_ended_by_a_signal_tells_which(box):
    ended = box.run("sh", "-c", "kill -SEGV $$").ended

    assert ended.exit_code == 128 + signal.SIGSEGV
    assert ended.reason == "killed by SIGSEGV"


def test_a_program_that_is_not_there_is_the_artifacts_fault(box):
    (box.tree / "closed").write_text("#!/bin/sh\n")
    (box.tree / "closed").chmod(0o600)

    for program, code in (("no-such-program", 127), ("./closed", 126)):
        outcome = box.run(program)
        assert (outcome.ended.exit_code, outcome.ended.fault) == (code, "artifact")
        assert "cannot be started" in outcome.ended.reason
        assert program.strip("./") in outcome.err


def test_stdout_and_stderr_are_kept_apart_and_counted(box):
    outcome = box.run("sh", "-c", "echo first; echo second >&2; printf third")

    assert (outcome.out, outcome.err) == ("first\nthird", "second\n")
    assert (outcome.ended.stdout_bytes, outcome.ended.stderr_bytes) == (11, 7)


def test_stdin_is_empty(box):
    assert box.run("sh", "-c", "cat; echo end").out == "end\n"


def test_the_environment_is_what_was_given_and_five_names_more(box, monkeypatch):
    monkeypatch.setenv("A_SECRET_OF_THE_HOST", "hunter2")
    outcome = box.python("import json, os; print(json.dumps(dict(os.environ)))", env={"ARA_SEED": "7"})

    found = json.loads(outcome.out)
    assert found.pop("ARA_SEED") == "7"
    for name in ("LC_CTYPE", "_", "SHLVL"):  # Python's own where there is no locale, and some shells'
        found.pop(name, None)
    assert set(found) == {"HOME", "TMPDIR", "PATH", "PWD", "CUDA_VISIBLE_DEVICES"}


def test_variables_of_the_cell_win_and_do_not_reach_the_sandboxs_own_program(box):
    # a preloaded library that does not exist makes the loader complain in every program that it is given to
    outcome = box.run("sh", "-c", "echo $HOME", env={"HOME": "/elsewhere", "LD_PRELOAD": "/no/such/library.so"})

    assert outcome.out == "/elsewhere\n"
    assert outcome.err.count("library.so") <= 2  # the shell that waits in front of the program, and the program


def test_home_and_temporary_files_are_private_and_writable(box):
    outcome = box.python(
        """
        import os, tempfile
        for folder in (os.environ["HOME"], tempfile.gettempdir()):
            before = set(os.listdir(folder))
            open(os.path.join(folder, "mine"), "w").close()
            print(set(os.listdir(folder)) - before)
        """
    )

    assert outcome.out == "{'mine'}\n{'mine'}\n"
    assert (box.scratch / ".home" / "mine").exists()


def test_the_program_starts_in_its_folder_below_the_tree(box):
    (box.tree / "bench").mkdir()

    assert box.run("pwd", cwd="bench").out == box.inside(f"{TREE}/bench") + "\n"
    assert box.run("python", "code.py").out == "staged\n"


def test_scratch_comes_back_to_the_host(box):
    box.run("sh", "-c", f"echo row > {box.inside(SCRATCH)}/metrics.jsonl")

    assert (box.scratch / "metrics.jsonl").read_text() == "row\n"


def test_paths_of_the_cell_are_understood_in_arguments_and_variables(box):
    outcome = box.run("sh", "-c", 'cat "$0"; echo row > $OUT', f"{TREE}/code.py", env={"OUT": f"{SCRATCH}/rows"})

    assert outcome.out == "print('staged')\n"
    assert (box.scratch / "rows").read_text() == "row\n"


def test_inputs_and_environments_are_found_where_they_are_bound(box, tmp_path):
    (tmp_path / "prompts").write_text("a prompt\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a_module_of_the_environment.py").write_text("print('imported')")
    binds = (
        Bind(tmp_path / "prompts", f"{INPUTS}/prompts"),
        Bind(tmp_path / "site", f"{ENVIRONMENT}/site"),
    )
    env = {"ARA_INPUTS": INPUTS, "PYTHONPATH": f"{ENVIRONMENT}/site"}
    script = "import a_module_of_the_environment, os; print(open(os.environ['ARA_INPUTS'] + '/prompts').read())"

    assert box.run("python", "-S", "-c", script, binds=binds, env=env).out == "imported\na prompt\n\n"


def test_a_second_cell_may_follow_in_the_same_folders(box, tmp_path):
    (tmp_path / "prompts").write_text("a prompt")
    binds = (Bind(tmp_path / "prompts", f"{INPUTS}/prompts"),)

    assert [box.run("cat", f"{INPUTS}/prompts", binds=binds).out for _ in range(2)] == ["a prompt"] * 2


def test_the_interpreter_inside_is_the_one_outside_with_its_packages(box):
    outcome = box.run("python", "-c", "import sys, pytest; print(sys.version); print(sys.prefix)")

    assert outcome.out == f"{sys.version}\n{sys.prefix}\n"


def test_no_descriptor_but_the_three_is_inherited(box):
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    try:
        outcome = box.python("import os; print(sorted(map(int, os.listdir('/proc/self/fd')))[:-1])")
    finally:
        os.close(reading)
        os.close(writing)

    assert outcome.out == "[0, 1, 2]\n"


def test_two_processes_meet_over_loopback(box):
    outcome = box.python(
        """
        import os, socket
        meeting = socket.create_server(("127.0.0.1", 0))
        if os.fork() == 0:
            with socket.create_connection(meeting.getsockname()) as other:
                other.sendall(b"rank 1")
            os._exit(0)
        other, _ = meeting.accept()
        print(other.recv(100).decode(), socket.gethostbyname("localhost"))
        os.wait()
        """
    )

    assert outcome.out == "rank 1 127.0.0.1\n", outcome.err


def test_ranks_find_each_other_by_the_name_of_their_machine(closed_box):
    """As `torchrun` does: a launcher starts ranks, and they meet at a store that one of them keeps."""
    outcome = closed_box.python(
        """
        import os, socket, sys
        store = socket.create_server(("", 0))
        os.environ.update(MASTER_ADDR=socket.gethostname(), MASTER_PORT=str(store.getsockname()[1]))
        rank = "import os, socket; " \
            "end = socket.create_connection((os.environ['MASTER_ADDR'], int(os.environ['MASTER_PORT']))); " \
            "end.sendall(os.environ['RANK'].encode()); print(end.recv(9).decode(), flush=True)"
        for number in "01":
            os.spawnve(os.P_NOWAIT, sys.executable, [sys.executable, "-ISc", rank], {**os.environ, "RANK": number})
        ends = [store.accept()[0] for _ in range(2)]
        ranks = sorted(end.recv(9).decode() for end in ends)
        for end in ends:
            end.sendall("".join(ranks).encode())
            os.wait()
        """
    )

    assert outcome.out == "01\n01\n", outcome.err


def test_the_code_cannot_be_changed(closed_box):
    outcome = closed_box.run("sh", "-c", "echo x > code.py; rm code.py; touch new; chmod 777 .; ls")

    assert outcome.out == "code.py\n"
    assert outcome.err.count("Read-only file system") == 4
    assert (closed_box.tree / "code.py").read_text() == "print('staged')\n"


def test_nothing_outside_of_scratch_can_be_written(closed_box):
    outcome = closed_box.python(
        """
        import os
        for folder, below, _ in os.walk("/"):
            if folder.startswith("/proc") or folder.count("/") > 4:
                below.clear()
                continue
            try:
                open(os.path.join(folder, "written"), "w").close()
                print(folder)
            except OSError:
                pass
        """
    )

    written = outcome.out.split()
    allowed = ("/ara/scratch", "/tmp", "/dev/shm", "/dev/pts")
    assert written
    assert [folder for folder in written if not folder.startswith(allowed)] == []


def test_folders_of_the_host_are_empty_or_missing(closed_box):
    outcome = closed_box.python(
        """
        import os
        for folder in ("/home", "/var", "/run", "/mnt", "/media", "/srv", "/boot", "/opt", "/etc/ssh", "/etc/shadow"):
            print(folder, os.path.exists(folder))
        """
    )

    shown = {line.split()[0] for line in outcome.out.splitlines() if line.endswith("True")}
    assert shown <= {"/" + Path(path).parts[1] for path in (sys.prefix, sys.base_prefix)}


def test_there_is_no_capability_and_none_to_be_had(closed_box):
    status = closed_box.run("cat", "/proc/self/status").out

    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert {fields[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
    assert fields["NoNewPrivs"] == "1"
    assert fields["Seccomp"] == "2"


def test_the_machines_name_and_accounts_are_not_told(closed_box):
    outcome = closed_box.run("sh", "-c", "hostname; cut -d: -f1 /etc/passwd | sort")

    assert outcome.out.split() in (["ara", "nobody", "root"], ["ara", "ara", "nobody", "root"])
