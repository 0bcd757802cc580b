"""What leaves a job tells no secret, no person and no machine."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from ara.review.reproduce.worker.log import masked_log
from ara.review.reproduce.worker.masking import Masker

SECRET = "s3cr3t/va+lue=="
HOME = "/home/marie"


@pytest.fixture
def masker() -> Masker:
    return Masker({"MY_KEY": SECRET}, "marie", "node17.cluster.example", HOME)


@pytest.mark.parametrize(
    "spelled",
    [
        SECRET,
        base64.b64encode(SECRET.encode()).decode(),
        base64.urlsafe_b64encode(SECRET.encode()).decode(),
        SECRET.encode().hex(),
        "s3cr3t%2Fva%2Blue%3D%3D",
    ],
)
def test_a_secret_is_masked_however_it_is_spelled(masker: Masker, spelled: str) -> None:
    masked = masker.text(f"key is <{spelled}>")

    assert spelled not in masked and SECRET not in masked
    assert "[secret MY_KEY]" in masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("token ghp_" + "a1" * 18, "token [token]"),
        ("hf_" + "Ab3" * 11, "[token]"),
        ("sk-proj-" + "x9" * 20, "[token]"),
        ("AKIA" + "ABCD1234" * 2, "[token]"),
        ("Authorization: Bearer abcdefghijklmnop.qrst", "Authorization: Bearer [token]"),
        ("password=hunter22x", "password=[token]"),
        ('"api_key": "abcdef123456"', '"api_key": "[token]"'),
        ("https://me:pa55word@host.example/x", "https://[token]@host.example/x"),
        ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter", "[token]\nafter"),
        ("-----BEGIN PRIVATE KEY-----\nMIIE torn", "[token]"),
        ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "[token]"),
        ("mail marie.c@example.org now", "mail [mail] now"),
        ("at 192.168.3.14:8080", "at [address]:8080"),
        ("from fe80::1ff:fe23:4567:890a!", "from [address]!"),
        ("mac 02:42:ac:11:00:02", "mac [address]"),
        ("run by marie on node17", "run by [user] on [host]"),
        ("ssh node17.cluster.example", "ssh [host]"),
        ("/home/marie/x.py and /home/other/y.py", "~/x.py and ~/y.py"),
        ("/Users/Ada/x", "~/x"),
    ],
)
def test_what_tells_of_people_machines_and_keys_is_masked(masker: Masker, text: str, masked: str) -> None:
    assert masker.text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "loss 0.125 at 12:30:45, 127.0.0.1 and ::1 and 0.0.0.0",
        "torch 2.8.0+cu128, 300.400.500.600",
        "std::vector<int> a::b",
        "summarie and mariette stay",
        "sha256 " + "0123456789abcdef" * 4,
        "tokens = 512, MAX_TOKENS=4096",
        "root mean square",
    ],
)
def test_other_words_stay(masker: Masker, text: str) -> None:
    assert masker.text(text) == text


def test_names_that_say_nothing_are_not_masked() -> None:
    masker = Masker({}, "root", "localhost", "/root")

    assert masker.text("root at localhost in /root/x, not /rooted") == "root at localhost in ~/x, not /rooted"


def test_a_variable_named_as_a_secret_is_one(masker: Masker) -> None:
    env = {"HF_TOKEN": "short", "MAX_TOKEN": "512", "WHERE": "/home/marie/data"}

    assert masker.variables(env) == {"HF_TOKEN": "[token]", "MAX_TOKEN": "512", "WHERE": "~/data"}


def test_masks_reach_into_plain_data(masker: Masker) -> None:
    data = {"a": [SECRET, 1, None], "marie": {"x": 2.5}}

    assert masker.data(data) == {"a": ["[secret MY_KEY]", 1, None], "[user]": {"x": 2.5}}


def test_labels_of_rows_keep_words_and_lose_secrets(masker: Masker) -> None:
    row = {"metric": "marie", "value": 1.0, "unit": SECRET, "params": {"node17": "/home/marie/x", "n": 3}, "repeat": 2}

    assert masker.row(row) == {
        "metric": "marie",
        "value": 1.0,
        "unit": "[secret MY_KEY]",
        "params": {"node17": "~/x", "n": 3},
        "repeat": 2,
    }


def _log(folder: Path, masker: Masker, data: bytes, printed: int | None = None) -> tuple[str, bool]:
    (folder / "stdout").write_bytes(data)
    log, truncated = masked_log({"stdout": (folder / "stdout", printed or len(data))}, masker)
    return log.decode(), truncated


def test_a_short_log_is_whole(tmp_path: Path, masker: Masker) -> None:
    log, truncated = _log(tmp_path, masker, b"hello\n")

    assert (log, truncated) == ("== stdout: 6 bytes ==\nhello\n", False)


def test_a_long_log_keeps_its_ends_and_says_what_is_left_out(tmp_path: Path, masker: Masker) -> None:
    data = b"".join(b"line %06d\n" % number for number in range(200_000))

    log, truncated = _log(tmp_path, masker, data)

    assert truncated and len(log) < 600 << 10
    assert "line 000000\n" in log and "line 199999\n" in log and "bytes left out" in log


def test_a_secret_is_masked_wherever_a_log_is_cut(tmp_path: Path, masker: Masker) -> None:
    # one endless line of the secret, so that some copy lies across every place at which the log may be cut
    data = SECRET.encode() * 80_000

    log, _ = _log(tmp_path, masker, data)

    assert SECRET not in log and "s3cr" not in log and "lue==" not in log.replace(" bytes ==", "")


def test_a_secret_that_the_capture_cut_is_not_shown_by_its_start(tmp_path: Path, masker: Masker) -> None:
    kept = b"x" * 100 + b"\n" + SECRET.encode()[:10]

    log, truncated = _log(tmp_path, masker, kept, printed=10_000)

    assert truncated and "s3cr3t" not in log and "left out" in log


def test_bytes_that_are_no_text_do_not_spoil_the_log(tmp_path: Path, masker: Masker) -> None:
    log, _ = _log(tmp_path, masker, b"\xff\xfe ok\n")

    assert "ok" in log


def test_a_terminal_obeys_nothing_in_a_log(tmp_path: Path, masker: Masker) -> None:
    log, _ = _log(tmp_path, masker, b"\x1b[31mred\x1b[0m \x1b]0;title\x07 a\x00b\tc\r\n")

    assert log.splitlines()[1] == "red \ufffd]0;title\ufffd a\ufffdb\tc"


def test_a_secret_in_colours_is_one(tmp_path: Path, masker: Masker) -> None:
    log, _ = _log(tmp_path, masker, b"s3cr3t/\x1b[1mva+lue==\n")

    assert "[secret MY_KEY]" in log and "lue" not in log
