"""What a cell needs of the host to use NVIDIA GPUs: devices, driver and compiler folders, a few variables."""

from __future__ import annotations

import glob
import os

_SHARED_DEVICES = ("/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools", "/dev/nvidia-modeset")
_DRIVER = ("/usr/local/nvidia", "/usr/local/cuda", "/etc/ld.so.conf", "/etc/ld.so.conf.d")
_LIBRARIES = ("/usr/local/nvidia/lib64", "/usr/local/nvidia/lib")
_PASSED_ON = ("NCCL_NVLS_ENABLE", "TORCH_SYMM_MEM_DISABLE_MULTICAST", "NVSHMEM_DISABLE_NVLS", "CUDA_HOME", "CUDA_PATH")
"""Settings of the machine, not of the experiment: which of its features its owner has switched off, where CUDA is."""
_INFORMATION = "/proc/driver/nvidia/gpus/*/information"


def gpu_devices(indices: tuple[int, ...]) -> tuple[str, ...]:
    """Give the device files for GPUs, which are counted in the order of their place on the bus."""
    own = [f"/dev/nvidia{_card(index).get('Device Minor', str(index))}" for index in indices]
    shared = [path for path in _SHARED_DEVICES if os.path.exists(path)]
    return (*own, *shared, *sorted(glob.glob("/dev/nvidia-caps/*")))


def gpu_folders() -> tuple[str, ...]:
    """Give the host's folders that hold driver libraries and the compiler, outside of `/usr` too."""
    found: list[str] = []
    for path in (*_DRIVER, *_library_folders(), *_compiler_folders()):
        if os.path.exists(path):
            found += [path, os.path.realpath(path)]
    return tuple(dict.fromkeys(found))


def gpu_environment(indices: tuple[int, ...], scratch: str) -> dict[str, str]:
    """Give the variables that make CUDA see just these GPUs, or none."""
    if not indices:
        return {"CUDA_VISIBLE_DEVICES": ""}
    # Only the cards named are there, and a driver may count these or all: a card's own id is right either way
    names = [_card(index).get("GPU UUID", "") for index in indices]
    visible = names if all(name.startswith("GPU-") and "?" not in name for name in names) else map(str, indices)
    environment = {
        "CUDA_VISIBLE_DEVICES": ",".join(visible),
        "CUDA_DEVICE_ORDER": "PCI_BUS_ID",
        "TRITON_CACHE_DIR": f"{scratch}/.home/.triton",
    }
    libraries = [path for path in (*_library_folders(), *_LIBRARIES) if os.path.isdir(path)]
    if libraries:
        environment["LD_LIBRARY_PATH"] = ":".join(dict.fromkeys(libraries))
    return {**environment, **{name: os.environ[name] for name in _PASSED_ON if name in os.environ}}


def gpu_programs() -> tuple[str, ...]:
    """Give the folders in which the driver's and the compiler's programs are."""
    found = ("/usr/local/nvidia/bin", *(f"{folder}/bin" for folder in _compiler_folders()))
    return tuple(dict.fromkeys(path for path in found if os.path.isdir(path)))


def _card(index: int) -> dict[str, str]:
    """Read what the driver says of a GPU; nothing when it says nothing, as inside some virtual machines."""
    paths = sorted(glob.glob(_INFORMATION))
    if index >= len(paths):
        return {}
    try:
        with open(paths[index]) as file:
            pairs = (line.partition(":") for line in file)
            return {name.strip(): value.strip() for name, _, value in pairs}
    except OSError:
        return {}


def _library_folders() -> list[str]:
    """Give the host's extra library folders that hold a driver's library."""
    folders = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    return [os.path.abspath(path) for path in folders if path and glob.glob(f"{path}/libcuda.so*")]


def _compiler_folders() -> list[str]:
    named = [os.environ.get(name, "") for name in ("CUDA_HOME", "CUDA_PATH")]
    return [path for path in (*named, "/usr/local/cuda") if path and os.path.isdir(path)]
