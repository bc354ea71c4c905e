"""When run.py sets up again, from what, and what it says where it cannot. Nothing here installs a package."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

pytest_plugins = ["setting_up"]
ROOT = Path(__file__).resolve().parents[1]


def kinds(taken):
    """The steps in short: venv, uv, packages, kit; a leading `pip:` where uv was not used."""
    names = []
    for command in taken:
        by_pip = "" if command[0].endswith("uv") else "pip:"
        if "venv" in command:
            names.append("venv")
        elif command[-1].endswith("uv.lock.txt"):
            names.append("uv")
        else:
            names.append(by_pip + ("kit" if "-e" in command else "packages"))
    return names


def test_first_run_makes_the_environment_and_second_run_does_nothing(run, steps):
    run.set_up()
    assert kinds(steps.taken) == ["venv", "uv", "packages", "kit"]
    packages, kit = steps.taken[2:]
    assert "--require-hashes" in packages
    assert {"--no-build-isolation", "--no-deps"} <= set(kit)
    steps.taken.clear()
    run.set_up()
    assert steps.taken == []


@pytest.mark.parametrize("changed", ["LOCK", "PROJECT"])
def test_a_changed_lock_or_project_installs_again_without_a_new_environment(run, steps, changed):
    run.set_up()
    steps.taken.clear()
    with open(getattr(run, changed), "a", encoding="utf-8") as file:
        file.write("# changed\n")
    run.set_up()
    assert kinds(steps.taken) == ["uv", "packages", "kit"]


def test_other_line_ends_are_no_change(run, steps):
    run.set_up()
    steps.taken.clear()
    lock = Path(run.LOCK)
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    run.set_up()
    assert steps.taken == []


def test_an_interrupted_install_starts_afresh(run, steps, monkeypatch):
    with monkeypatch.context() as cut:
        cut.setattr(run, "install_packages", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        assert run.main(["setup"]) == 130
    steps.taken.clear()
    run.set_up()
    assert kinds(steps.taken) == ["venv", "uv", "packages", "kit"]


def test_an_environment_moved_from_another_folder_starts_afresh(run, steps):
    run.set_up()
    stamp = json.loads(Path(run.STAMP).read_text(encoding="utf-8"))
    Path(run.STAMP).write_text(json.dumps(stamp | {"root": "/elsewhere"}), encoding="utf-8")
    assert run.venv_must_start_afresh()


def test_a_persons_own_environment_is_used_and_not_cleared(run, steps):
    os.makedirs(run.BIN)
    os.symlink(sys.executable, run.PYTHON)
    run.set_up()
    assert kinds(steps.taken) == ["uv", "packages", "kit"]


def test_pip_takes_over_where_uv_cannot(run, steps):
    uv = str(Path(run.BIN, "uv"))
    steps.fail[uv] = "unsupported platform"
    steps.fail["uv.lock.txt"] = "no wheel for this platform"
    Path(run.BIN).mkdir(parents=True)
    run.set_up()
    assert kinds(steps.taken) == ["venv", "uv", "pip:packages", "pip:kit"]


def test_jupyterlab_starts_in_chinese_and_fetches_no_news(run, steps):
    run.set_up()
    settings = Path(run.VENV, "share", "jupyter", "lab", "settings", "overrides.json")
    overrides = json.loads(settings.read_text(encoding="utf-8"))
    assert overrides["@jupyterlab/translation-extension:plugin"] == {"locale": "zh_CN"}
    assert overrides["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


@pytest.mark.parametrize(
    "words",
    [
        "Temporary failure in name resolution",
        "[Errno 11001] getaddrinfo failed",
        "NewConnectionError: Failed to establish a new connection",
        "error: Request failed after 3 retries: dns error",
    ],
)
def test_no_network_is_one_sentence(run, steps, capsys, words):
    steps.fail["uv.lock.txt"] = words
    assert run.main(["report"]) == 1
    english, chinese = capsys.readouterr().err.strip().splitlines()
    assert english.startswith("perfkit: the package index could not be reached")
    assert "无法连接软件包索引" in chinese
    assert json.loads(Path(run.STAMP).read_text(encoding="utf-8"))["state"] == "installing"


def test_another_failure_is_not_called_a_network_failure(run, steps, capsys):
    steps.fail["requirements.lock"] = "no space left"
    assert run.main(["report"]) == 1
    assert "could not be installed" in capsys.readouterr().err


@pytest.mark.parametrize("step", ["requirements.lock", "uv.lock.txt"])
def test_a_wrong_hash_is_called_one(run, steps, capsys, step):
    steps.fail[step] = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    assert run.main(["report"]) == 1
    english, chinese = capsys.readouterr().err.strip().splitlines()
    assert "does not have the hash" in english and "哈希" in chinese and "requirements.lock" in english


@pytest.mark.parametrize(
    ("lock", "place"),
    [
        ("", "it is empty"),
        ("# only words\n", "it is empty"),
        ("uv==1\n", "line 1"),
        ("uv==1 \\\n    --hash=sha256:00\nother>=2\n", "line 3"),
        ("--index-url file:///elsewhere\n", "line 1"),
        ("uv @ file:///x.whl \\\n    --hash=sha256:00\n", "line 1"),
        ("uv==1 \\\n", "cut off"),
    ],
)
def test_an_empty_or_altered_lock_is_refused_by_name(run, steps, capsys, lock, place):
    Path(run.LOCK).write_text(lock, encoding="utf-8")
    assert run.main(["setup"]) == 1
    said = capsys.readouterr().err
    assert "requirements.lock" in said and place in said and steps.taken == []


def test_the_lock_of_this_project_is_taken(run):
    Path(run.LOCK).write_bytes((ROOT / "requirements.lock").read_bytes())
    run.check_lock()


def test_a_package_that_is_gone_is_put_back_under_a_good_stamp(run, steps):
    Path(run.VENV, "lib", "python3", "site-packages", "pandas").mkdir(parents=True)
    run.set_up()
    steps.taken.clear()
    run.set_up()
    assert steps.taken == []
    Path(run.VENV, "lib", "python3", "site-packages", "pandas").rmdir()
    run.set_up()
    assert kinds(steps.taken) == ["uv", "packages", "kit"]
    assert "--reinstall" in steps.taken[1]


def test_offline_installs_from_the_folder_alone(run, steps, tmp_path, capsys):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    assert run.main(["setup", "--offline", str(wheels)]) == 1
    assert "holds no packages" in capsys.readouterr().err
    (wheels / "a-1-py3-none-any.whl").touch()
    assert run.main(["setup", "--offline", str(wheels)]) == 0
    for step in steps.taken[1:3]:
        assert step[step.index("--no-index") + 1 : step.index("--no-index") + 3] == [
            "--find-links",
            str(wheels),
        ]


def test_a_bundle_is_the_source_and_the_packages(run, steps, tmp_path):
    import tarfile

    (tmp_path / "perfkit").mkdir()
    (tmp_path / "perfkit" / "a.py").touch()
    (tmp_path / "build" / "wheels").mkdir(parents=True)
    (tmp_path / "build" / "wheels" / "a.whl").touch()
    assert run.main(["bundle"]) == 0
    assert "--require-hashes" in steps.taken[-1] and "download" in steps.taken[-1]
    with tarfile.open(tmp_path / "build" / "perfkit-offline.tar.gz") as archive:
        names = archive.getnames()
    assert {"perfkit/perfkit/a.py", "perfkit/wheels/a.whl", "perfkit/requirements.lock"} <= set(names)
    assert not [name for name in names if ".venv" in name or "/build" in name]


def test_a_missing_venv_module_names_the_debian_package(run, steps, capsys, monkeypatch):
    monkeypatch.setattr(
        run.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object()
    )
    assert run.main(["setup"]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err
    assert steps.taken == []
