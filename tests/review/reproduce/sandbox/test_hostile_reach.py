"""Artifacts that want to reach out: the network, sockets, and processes of the host."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process of the host."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_listeners_on_the_hosts_loopback_are_not_reached(closed_box):
    with ExitStack() as stack:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        outcome = closed_box.python(
            """
            import socket, sys
            try:
                socket.create_connection(("127.0.0.1", int(sys.argv[1])), 3)
                print("connected")
            except OSError as error:
                print(error.strerror)
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"out", ("127.0.0.1", int(sys.argv[2])))
            """,
            str(tcp.getsockname()[1]),
            str(udp.getsockname()[1]),
        )
        udp.settimeout(0.3)
        with pytest.raises(TimeoutError):
            udp.recv(10)

    assert outcome.out == "Connection refused\n"


def test_there_is_no_way_to_other_machines(closed_box):
    outcome = closed_box.python(
        """
        import socket
        for family, address in ((socket.AF_INET, ("192.0.2.1", 80)), (socket.AF_INET6, ("2001:db8::1", 80)),
                                (socket.AF_INET, ("169.254.169.254", 80))):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                try:
                    with socket.socket(family, kind) as end:
                        end.settimeout(3)
                        end.connect(address)
                    print("connected", address)
                except OSError:
                    pass
        try:
            print(socket.getaddrinfo("example.org", 80))
        except OSError:
            pass
        print([name for _, name in socket.if_nameindex()])
        """
    )

    assert outcome.out == "['lo']\n"
    assert outcome.ended.seconds < 10


def test_sockets_that_go_round_a_network_namespace_are_refused(closed_box):
    outcome = closed_box.python(
        """
        import socket
        vsock, packet, alg = 40, 17, 38
        for family, kind in ((vsock, socket.SOCK_STREAM), (packet, socket.SOCK_RAW), (alg, socket.SOCK_SEQPACKET),
                             (socket.AF_INET, socket.SOCK_RAW)):
            try:
                socket.socket(family, kind)
                print("opened", family)
            except OSError:
                pass
        """
    )

    assert (outcome.out, outcome.ended.exit_code) == ("", 0)


def test_unix_sockets_of_the_host_are_not_reached_by_path_or_by_name(closed_box, tmp_path):
    name = f"\0ara-test-{tmp_path.name}-{closed_box.sandbox.name}"
    path = str(tmp_path / "s")
    with ExitStack() as stack:
        for address in (name, path):
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(address)
            listener.listen()
        outcome = closed_box.python(
            """
            import socket, sys
            for address in ("\\0" + sys.argv[1], sys.argv[2], "/run/dbus/system_bus_socket", "/var/run/docker.sock"):
                try:
                    socket.socket(socket.AF_UNIX).connect(address)
                    print("connected", address)
                except OSError:
                    pass
            """,
            name[1:],
            path,
        )

    assert (outcome.out, outcome.ended.exit_code) == ("", 0)


def test_processes_of_the_host_are_neither_seen_nor_signalled_nor_traced(closed_box, sleeper):
    outcome = closed_box.python(
        """
        import ctypes, os, signal, sys
        libc = ctypes.CDLL(None)
        for pid in map(int, sys.argv[1:]):
            try:
                os.kill(pid, signal.SIGKILL)
                print("killed")
            except OSError:
                pass
            if libc.ptrace(16, pid, 0, 0) == 0:
                print("traced")
            if os.path.exists(f"/proc/{pid}"):
                print("seen", open(f"/proc/{pid}/cmdline").read())
        """,
        str(sleeper.pid),
        str(_own_number()),
    )

    assert (outcome.out, outcome.ended.exit_code) == ("", 0)
    assert sleeper.poll() is None


def test_a_signal_to_everybody_reaches_only_the_cell(closed_box, sleeper):
    outcome = closed_box.run("sh", "-c", "kill -KILL -1; kill -KILL 1; kill -KILL $PPID; echo alive")

    assert sleeper.poll() is None
    assert outcome.ended.fault == "artifact" or outcome.out == "alive\n"


def test_shared_memory_and_message_queues_of_the_host_are_not_shared(closed_box, tmp_path):
    name = f"ara-test-{tmp_path.name}"
    shared = Path("/dev/shm") / name
    shared.write_text("the host's")
    try:
        outcome = closed_box.python(
            f"""
            import ctypes, os
            print(os.path.exists("/dev/shm/{name}"))
            open("/dev/shm/mine", "w").close()
            libc = ctypes.CDLL(None)
            print(open("/proc/sysvipc/shm").read().count(chr(10)))
            """
        )
    finally:
        shared.unlink()

    assert outcome.out == "False\n1\n"
    assert not Path("/dev/shm/mine").exists()


def _own_number() -> int:
    return int(Path("/proc/self").resolve().name)
