"""What a cell is given of GPUs, on a made-up host; that CUDA works so is shown on a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ara.review.reproduce.worker.sandbox import gpus
from ara.review.reproduce.worker.sandbox import view as view_module
from ara.review.reproduce.worker.sandbox.contract import Cell, Limits
from ara.review.reproduce.worker.sandbox.surroundings import environment
from ara.review.reproduce.worker.sandbox.view import view


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cards, the first on the bus being minor 1."""
    for bus, minor in (("0000:01:00.0", 1), ("0000:02:00.0", 0)):
        folder = tmp_path / "gpus" / bus
        folder.mkdir(parents=True)
        text = f"Model: \t\t NVIDIA H200\nGPU UUID: \t GPU-0000000{minor}-aaaa\nDevice Minor: \t {minor}\n"
        (folder / "information").write_text(text)
    monkeypatch.setattr(gpus, "_INFORMATION", str(tmp_path / "gpus" / "*" / "information"))
    return tmp_path


def test_cards_are_counted_by_their_place_on_the_bus(driver):
    assert gpus.gpu_devices((0,))[0] == "/dev/nvidia1"
    assert gpus.gpu_devices((1, 0))[:2] == ("/dev/nvidia0", "/dev/nvidia1")


def test_cuda_is_told_the_cards_own_names(driver):
    found = gpus.gpu_environment((1, 0), "/ara/scratch")

    assert found["CUDA_VISIBLE_DEVICES"] == "GPU-00000000-aaaa,GPU-00000001-aaaa"
    assert found["TRITON_CACHE_DIR"] == "/ara/scratch/.home/.triton"


def test_without_a_word_of_the_driver_the_index_is_the_minor(monkeypatch):
    monkeypatch.setattr(gpus, "_INFORMATION", "/nowhere/*/information")

    assert gpus.gpu_devices((3,))[0] == "/dev/nvidia3"
    assert gpus.gpu_environment((3,), "/s")["CUDA_VISIBLE_DEVICES"] == "3"


def test_without_a_gpu_none_is_visible_whatever_the_artifact_says(tmp_path):
    cell = Cell(("true",), tmp_path, tmp_path, Limits(1.0), env={"CUDA_VISIBLE_DEVICES": "0,1"})

    assert environment(cell)["CUDA_VISIBLE_DEVICES"] == ""


def test_a_driver_found_by_the_library_path_is_shown_and_named(driver, monkeypatch):
    for name in ("driver/lib64/libcuda.so.1", "other/lib/libz.so"):
        (driver / name).parent.mkdir(parents=True)
        (driver / name).touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{driver}/driver/lib64:{driver}/other/lib::{driver}/missing")

    found = gpus.gpu_environment((0,), "/ara/scratch")["LD_LIBRARY_PATH"].split(":")
    assert found[0] == f"{driver}/driver/lib64"
    assert f"{driver}/other/lib" not in found
    assert f"{driver}/driver/lib64" in gpus.gpu_folders()


def test_an_artifacts_own_libraries_come_after_the_drivers(driver, monkeypatch, tmp_path):
    (driver / "lib64").mkdir()
    (driver / "lib64" / "libcuda.so").touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{driver}/lib64")
    cell = Cell(("true",), tmp_path, tmp_path, Limits(1.0), gpus=(0,), env={"LD_LIBRARY_PATH": "/ara/tree/lib"})

    found = environment(cell)["LD_LIBRARY_PATH"].split(":")
    assert (found[0], found[-1]) == (f"{driver}/lib64", "/ara/tree/lib")


def test_what_the_owner_of_the_machine_switched_off_stays_off(driver, monkeypatch):
    monkeypatch.setenv("NCCL_NVLS_ENABLE", "0")

    assert gpus.gpu_environment((0,), "/ara/scratch")["NCCL_NVLS_ENABLE"] == "0"
    assert "NCCL_NVLS_ENABLE" not in gpus.gpu_environment((), "/ara/scratch")


def test_a_cell_with_a_gpu_sees_its_card_and_no_other(driver, tmp_path):
    for name in ("tree", "scratch"):
        (tmp_path / name).mkdir()
    steps = view(Cell(("true",), tmp_path / "tree", tmp_path / "scratch", Limits(1.0), gpus=(1,)))

    devices = {step.target for step in steps if step.kind == "dev"}
    assert "/dev/nvidia0" in devices
    assert "/dev/nvidia1" not in devices
    assert "/sys" in {step.target for step in steps}


def test_a_device_that_is_shown_can_be_used_inside(closed_box, monkeypatch):
    """Another device of the host stands for the card."""
    device = next((path for path in ("/dev/fuse", "/dev/net/tun", "/dev/kmsg") if Path(path).exists()), None)
    if device is None:
        pytest.skip("no device here can stand for a card")
    monkeypatch.setattr(view_module, "gpu_devices", lambda _: (device,))
    script = "import os, sys; print(os.stat(sys.argv[1]).st_rdev, os.path.isdir('/sys/class'))"
    outcome = closed_box.python(script, device, gpus=(0,))

    assert outcome.out == f"{Path(device).stat().st_rdev} True\n", outcome.err
