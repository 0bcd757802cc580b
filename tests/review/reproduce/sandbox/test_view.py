"""What a cell sees, as steps; that the steps do what they say is the contract's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ara.review.reproduce.worker.sandbox import view as module
from ara.review.reproduce.worker.sandbox.contract import Bind, Cell, Limits
from ara.review.reproduce.worker.sandbox.view import Step, view


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    for name in ("tree", "scratch", "project/ara/site", "project/lib"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def steps_of(folder: Path, **cell: object) -> tuple[Step, ...]:
    return view(Cell(("true",), folder / "tree", folder / "scratch", Limits(1.0), **cell))


def test_a_folder_comes_before_what_is_below_it(folders):
    targets = [step.target for step in steps_of(folders) if step.kind != "close"]

    for index, target in enumerate(targets):
        assert not any(earlier.startswith(target + "/") for earlier in targets[:index])


def test_the_root_is_closed_last(folders):
    assert steps_of(folders)[-2:] == (Step("close", "/dev"), Step("close", "/"))


def test_only_scratch_is_writable(folders):
    writable = {step.target: step.source for step in steps_of(folders) if step.kind == "rw"}

    scratch = str((folders / "scratch").resolve())
    assert writable == {"/ara/scratch": scratch, "/tmp": f"{scratch}/.tmp"}


def test_what_a_folder_above_shows_is_not_shown_twice(folders):
    project = folders / "project"
    binds = (Bind(project, str(project)), Bind(project / "lib", str(project / "lib")))

    targets = [step.target for step in steps_of(folders, binds=binds)]
    assert str(project) in targets
    assert str(project / "lib") not in targets


def test_the_same_folder_at_another_place_is_shown_there(folders):
    project = folders / "project"
    binds = (Bind(project, str(project)), Bind(project / "lib", str(project / "ara")))

    assert Step("ro", str(project / "ara"), str(project / "lib")) in steps_of(folders, binds=binds)


def test_a_hidden_folder_is_covered_what_it_must_show_comes_after_and_the_cover_is_closed(folders):
    project = folders / "project"
    site = str(project / "ara" / "site")
    binds = (Bind(project, "/opt/project"), Bind(project / "ara" / "site", "/opt/project/ara/site"))
    steps = steps_of(folders, binds=binds, hidden=(project / "ara",))

    wanted = (
        Step("ro", "/opt/project", str(project)),
        Step("tmpfs", "/opt/project/ara"),
        Step("ro", "/opt/project/ara/site", site),
        Step("close", "/opt/project/ara"),
    )
    places = [steps.index(step) for step in wanted]
    assert places == sorted(places)


def test_a_hidden_folder_that_nothing_shows_needs_no_cover(folders):
    assert steps_of(folders, hidden=(folders / "project",)) == steps_of(folders)


def test_links_of_the_host_are_links_inside(folders, monkeypatch):
    links = {"/usr/link": "project", "/usr/folder": None}
    monkeypatch.setattr(module, "_SYSTEM", (*links, "/usr/nothing"))
    monkeypatch.setattr(module.os.path, "islink", lambda path: links.get(path) is not None)
    monkeypatch.setattr(module.os.path, "exists", lambda path: path in links)
    monkeypatch.setattr(module.os, "readlink", links.get)

    steps = steps_of(folders)
    assert Step("link", "/usr/link", "project") in steps
    assert not any("nothing" in step.target for step in steps)


def test_a_link_below_the_temporary_folder_shows_the_folder_behind_it(folders, monkeypatch):
    below_tmp = folders / "link"
    below_tmp.symlink_to("project")
    monkeypatch.setattr(module, "_SYSTEM", (str(below_tmp),))
    monkeypatch.setattr(module, "_is_below", lambda path, folder: folder == "/tmp" and path == str(below_tmp))

    assert Step("ro", str(below_tmp), str((folders / "project").resolve())) in steps_of(folders)


def test_no_device_and_no_kernel_setting_of_a_gpu_is_shown_to_a_cell_without_one(folders):
    shown = [step.target for step in steps_of(folders)]

    assert not any("nvidia" in target for target in shown if target.startswith("/dev"))
    assert "/sys" not in shown
