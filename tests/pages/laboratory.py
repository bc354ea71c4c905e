"""A JupyterLab and a browser for the tests that need them."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from patience import PATIENCE, until

from perfkit.base.paths import data_root, notebooks_root


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab on copies of notebooks and data, with no settings of the user's own; its address and
    folder."""
    home = tmp_path_factory.mktemp("lab")
    work = home / "work"
    work.mkdir()
    for name in ("03_what_if.ipynb", "04_judge.ipynb", "README.md"):
        shutil.copy(notebooks_root() / name, work / name)
    shutil.copy(notebooks_root() / "training" / "zh" / "2_ratios.ipynb", work)
    shutil.copytree(
        data_root() / "departments", work / "departments", ignore=shutil.ignore_patterns("judgements")
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {
        name: str(home / name.lower())
        for name in (
            "JUPYTER_CONFIG_DIR",
            "JUPYTER_RUNTIME_DIR",
            "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR",
            "IPYTHONDIR",
            "HOME",
        )
    }
    for place in places.values():
        Path(place).mkdir(exist_ok=True)
    shipped = what_run_py_ships()
    for name, settings in shipped.LAB_SETTINGS.items():
        file = Path(places["JUPYTERLAB_SETTINGS_DIR"], *name.split(":")).with_suffix(".jupyterlab-settings")
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(settings), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={work}",
        *shipped.LAB_FONT,
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    log = (home / "lab.log").open("w")
    server = subprocess.Popen(
        command, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **places}, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until(
            lambda: _answers(f"{address}/api"),
            "JupyterLab answers",
            lambda: (home / "lab.log").read_text()[-2000:],
        )
        yield address, work
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
        log.close()


def what_run_py_ships():
    """The module behind `python3 run.py lab`: Chinese menus and typeface, pages of text shown as pages."""
    spec = importlib.util.spec_from_file_location(
        "run_for_lab", Path(__file__).resolve().parents[2] / "run.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def browser(chromium, chromedriver, tmp_path, monkeypatch):
    """Chromium without a window, on a machine that seems to have Latin fonts only and an empty home."""
    fonts = tmp_path / "fonts.conf"
    latin = "<dir>/usr/share/fonts/truetype/dejavu</dir>"
    fonts.write_text(f"<fontconfig>{latin}<cachedir>{tmp_path}/fonts</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    monkeypatch.setenv("HOME", str(tmp_path))
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(chromium)
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1500,1300",
        "--lang=zh-CN",
        f"--user-data-dir={tmp_path / 'profile'}",
    ):
        options.add_argument(argument)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(str(chromedriver)))
    driver.set_script_timeout(PATIENCE)
    yield driver
    driver.quit()


def _answers(address):
    try:
        return urllib.request.urlopen(address, timeout=2).status == 200
    except OSError:
        return False
