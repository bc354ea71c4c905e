#!/usr/bin/env python3
"""Set perfkit up in this folder and run it. Needs Python 3.11 or newer and nothing else.

    python3 run.py report     evaluate every department under data/departments
    python3 run.py test       check form and types, then run all tests
    python3 run.py lab        open the notebooks in JupyterLab
    python3 run.py setup      only set up
    python3 run.py bundle     make one archive for a machine without network

The first run makes .venv here and installs what requirements.lock lists, each
file checked by its hash; later runs start at once. Nothing outside this folder
changes. Whatever stands after the command is passed on:

    python3 run.py report --lang en        passed to `perfkit report`
    python3 run.py report my/departments   a folder of yours instead of data/departments
    python3 run.py test -k rubric          passed to pytest
    python3 run.py lab --no-browser        passed to jupyter lab

Without network: unpack the archive that `bundle` made on a machine of the same kind and Python, then

    python3 run.py report --offline wheels  installs from that folder, each file checked by its hash

On Windows write `py run.py` for `python3 run.py`.
"""

import contextlib
import glob
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tarfile
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
LOCK = os.path.join(ROOT, "requirements.lock")
PROJECT = os.path.join(ROOT, "pyproject.toml")
BUILD = os.path.join(ROOT, "build")
LOG = os.path.join(BUILD, "setup.log")
STAMP = os.path.join(VENV, "perfkit-setup.json")
OLDEST = (3, 11)

# Menus in Chinese, no pop-up that asks whether to fetch news, and pages of text shown as pages.
LAB_SETTINGS = {
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}
# custom.css lies beside the typefaces: Chinese is shown on a machine that has no Chinese font.
LAB_FONT = [
    "--LabApp.custom_css=True",
    "--ServerApp.tornado_settings=static_custom_path=" + os.path.join(ROOT, "perfkit", "fonts"),
]

MESSAGES = {
    "old_python": (
        "this is Python {version} ({executable}) and 3.11 or newer is needed; install one and start run.py "
        "with it, for example: python3.12 run.py report",
        "当前是 Python {version}（{executable}），需要 3.11 或更新版本；请安装后再用它运行 run.py。",
    ),
    "no_venv": (
        "this Python ({executable}) cannot make virtual environments, because its {module} module is missing; "
        "on Debian or Ubuntu install it with: sudo apt install python3-venv",
        "当前 Python（{executable}）缺少 {module} 模块，不能建立虚拟环境；"
        "Debian、Ubuntu 请先执行：sudo apt install python3-venv",
    ),
    "venv_failed": (
        "the virtual environment {venv} could not be made; the reason is at the end of {log}",
        "无法建立虚拟环境 {venv}，原因见 {log} 末尾。",
    ),
    "no_network": (
        "the package index could not be reached; the first run needs a network connection (behind a mirror: "
        "python3 -m pip config set global.index-url ADDRESS), later runs do not; details are in {log}",
        "无法连接软件包索引；首次运行需要联网（使用镜像时先执行：python3 -m pip config set global.index-url 地址），"
        "之后不再需要；详情见 {log}。",
    ),
    "install_failed": (
        "the packages could not be installed; the reason is at the end of {log}",
        "软件包安装失败，原因见 {log} 末尾。",
    ),
    "wrong_hash": (
        "a package does not have the hash that {lock} lists, so nothing was installed from it: the file was "
        "altered on its way, or the lock was; fetch both again; details are in {log}",
        "有软件包的哈希与 {lock} 不符，未予安装：文件在途中被改动，或锁文件被改动；请重新获取；详情见 {log}。",
    ),
    "wrong_lock": (
        "{lock} is not as it was published ({place}); restore it, for example with: git checkout requirements.lock",
        "{lock} 与发布时不同（{place}）；请恢复原文件，例如：git checkout requirements.lock",
    ),
    "no_wheels": (
        "{folder} holds no packages; name the folder wheels of the archive that `run.py bundle` made",
        "{folder} 中没有软件包；请指向 run.py bundle 所生成压缩包中的 wheels 文件夹。",
    ),
    "no_file": (
        "{path} is missing; run.py must stay in the folder of perfkit's whole source",
        "缺少 {path}；run.py 须与 perfkit 的全部源文件放在一起。",
    ),
    "unknown_command": (
        "unknown command {command}; the commands are {commands} (python3 run.py --help)",
        "没有命令 {command}；可用命令：{commands}（python3 run.py --help）。",
    ),
}

NETWORK_WORDS = re.compile(
    r"name resolution|getaddrinfo|nodename nor servname|dns error|connection (refused|reset|error|timed out)"
    r"|failed to establish|NewConnectionError|network is unreachable|could not connect|tcp connect"
    r"|error sending request|request failed after|ProxyError|timed? ?out",
    re.IGNORECASE,
)


WRONG_HASH = re.compile(r"do not match the hashes|hash mismatch|HashMismatch", re.IGNORECASE)


class SetUpError(Exception):
    """Set-up cannot go on; `str()` is one sentence for the person, in English and in Chinese."""

    def __init__(self, code, **values):
        super().__init__("\n".join("perfkit: " + text.format(**values) for text in MESSAGES[code]))


def say(text):
    print("perfkit: " + text, flush=True)


def check_python():
    if sys.version_info[:2] < OLDEST:
        version = ".".join(str(part) for part in sys.version_info[:3])
        raise SetUpError("old_python", version=version, executable=sys.executable)
    for path in (LOCK, PROJECT):
        if not os.path.exists(path):
            raise SetUpError("no_file", path=path)


LOCKED = re.compile(r"[A-Za-z0-9._-]+(\[[^\]]+\])?==[^\s;\\]+(\s*;[^\\]+)?\s*\\")
HASH = re.compile(r"\s+--hash=sha256:[0-9a-f]+(\s*\\)?")


def check_lock():
    """Refuse a lock that is empty or that would let something in unchecked."""
    with open(LOCK, encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    open_package, packages = "", 0
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if HASH.fullmatch(line) and (open_package or packages):
            open_package = ""
        elif LOCKED.fullmatch(line) and not open_package:
            open_package, packages = line, packages + 1
        else:
            raise SetUpError("wrong_lock", lock=LOCK, place=f"line {number}: {line.strip()[:60]}")
    if open_package or not packages:
        raise SetUpError("wrong_lock", lock=LOCK, place="it is empty" if not packages else "it is cut off")


def wanted_stamp():
    """What the environment was made from; where it differs from the stamp on disk, set-up runs again."""
    digest = hashlib.sha256()
    for path in (LOCK, PROJECT):
        with open(path, "rb") as file:
            # Git may check the same text out with other line ends.
            digest.update(file.read().replace(b"\r\n", b"\n"))
    return {"state": "ready", "root": ROOT, "sources": digest.hexdigest()}


def read_stamp():
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def installed():
    """Names in .venv's folder of packages; one of them gone means that something must be put back."""
    found = glob.glob(os.path.join(VENV, "[Ll]ib", "python*", "site-packages"))
    folder = found[0] if found else os.path.join(VENV, "Lib", "site-packages")
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def is_ready():
    """Whether .venv is as the lock says, and whole."""
    stamp = read_stamp()
    was = set(stamp.pop("installed", ()))
    return stamp == wanted_stamp() and os.path.exists(PYTHON) and was <= set(installed())


def write_stamp(stamp):
    with open(STAMP + ".part", "w", encoding="utf-8") as file:
        json.dump(stamp, file, ensure_ascii=False)
    os.replace(STAMP + ".part", STAMP)


def venv_must_start_afresh():
    """True where there is no usable environment: none, one cut off half-way, or one from another folder.

    A .venv without a stamp is a person's own: the packages are installed into it, nothing is removed.
    """
    if not os.path.exists(PYTHON):
        return True
    stamp = read_stamp()
    if stamp.get("state") == "installing" or stamp.get("root", ROOT) != ROOT:
        return True
    newer = f"import sys; sys.exit(sys.version_info[:2] < {OLDEST})"
    try:
        return subprocess.call([PYTHON, "-c", newer], stderr=subprocess.DEVNULL) != 0
    except OSError:
        return True


def clean_environment():
    """The environment for child processes: .venv first, nothing of another Python, UTF-8 everywhere.

    What Python compiles is kept below this folder: without, every start takes three times as long.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if name
        not in (
            "PYTHONHOME",
            "PYTHONPATH",
            "PYTHONDONTWRITEBYTECODE",
            "PIP_USER",
            "PIP_TARGET",
            "PIP_PREFIX",
            "CONDA_PREFIX",
        )
    }
    environment["PATH"] = BIN + os.pathsep + environment.get("PATH", "")
    environment["VIRTUAL_ENV"] = VENV
    environment["PYTHONUTF8"] = "1"
    environment["JUPYTER_PREFER_ENV_PATH"] = "1"
    return environment


def logged(command, environment):
    """Run a step quietly, its words appended to build/setup.log; return (succeeded, words)."""
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    with open(LOG, "a", encoding="utf-8") as log:
        log.write("$ " + " ".join(command) + "\n" + result.stdout + "\n")
    return result.returncode == 0, result.stdout


def locked_block(lock_text, name):
    """The lines of one package in the lock: its version and its hashes.

    >>> locked_block("a==1 \\\\\\n    --hash=sha256:00\\nb==2 \\\\\\n    --hash=sha256:11\\n", "b")
    'b==2 \\\\\\n    --hash=sha256:11\\n'
    """
    found = re.search("^" + re.escape(name) + r"==.*(?:\n[ \t]+.*)*\n", lock_text, re.MULTILINE)
    return found.group(0) if found else ""


def mirror_from_pip(environment):
    """The index that pip is told to use, or None. uv does not read pip's settings, so it is told here."""
    if any(name in environment for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return None
    result = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    )
    found = dict(re.findall(r"^(\S+)\.index-url='([^']+)'", result.stdout, re.MULTILINE))
    return next((found[place] for place in (":env:", "install", "global") if place in found), None)


def only_from(wheels):
    """Options that keep an installer to a folder of packages; none without one."""
    return ["--no-index", "--find-links", os.path.abspath(wheels)] if wheels else []


def get_uv(environment, wheels=None):
    """Put the locked uv into .venv, since it installs in a third of pip's time; return its path, or None."""
    with open(LOCK, encoding="utf-8") as file:
        block = locked_block(file.read(), "uv")
    wanted = os.path.join(BUILD, "uv.lock.txt")
    with open(wanted, "w", encoding="utf-8") as file:
        file.write(block)
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--retries", "2"]
    done, words = logged(
        [*pip, *only_from(wheels), "--require-hashes", "--no-deps", "-r", wanted], environment
    )
    if not done and WRONG_HASH.search(words):
        raise SetUpError("wrong_hash", lock=LOCK, log=LOG)
    if not done and NETWORK_WORDS.search(words):
        raise SetUpError("no_network", log=LOG)
    uv = os.path.join(BIN, "uv.exe" if os.name == "nt" else "uv")
    return uv if done and os.path.exists(uv) else None


def install_packages(environment, wheels=None, again=False):
    """Everything in the lock by its hash, then perfkit itself without fetching anything."""
    with_pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    installers = [with_pip]
    uv = get_uv(environment, wheels)
    if uv:
        installers.insert(0, [uv, "pip", "install", "-p", PYTHON])
        mirror = mirror_from_pip(environment)
        if mirror:
            environment = dict(environment, UV_DEFAULT_INDEX=mirror)
    for installer in installers:
        forced = ["--reinstall" if installer[0] == uv else "--force-reinstall"] if again else []
        locked = [*only_from(wheels), "--require-hashes", "-r", LOCK]
        done, words = logged([*installer, *forced, *locked], environment)
        if not done and WRONG_HASH.search(words):
            raise SetUpError("wrong_hash", lock=LOCK, log=LOG)
        if done:
            kit = ["--no-build-isolation", "--no-deps", "-e", ROOT]
            done, words = logged([*installer, *kit], environment)
        if done:
            return
    raise SetUpError("no_network" if NETWORK_WORDS.search(words) else "install_failed", log=LOG)


def write_lab_settings():
    folder = os.path.join(VENV, "share", "jupyter", "lab", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "overrides.json"), "w", encoding="utf-8") as file:
        json.dump(LAB_SETTINGS, file, indent=2)


@contextlib.contextmanager
def one_at_a_time():
    """Wait while another run.py sets this folder up. The system drops the lock if that one dies."""
    os.makedirs(BUILD, exist_ok=True)
    with open(os.path.join(BUILD, "setup.busy"), "a+b") as file:
        if os.name == "nt":
            import msvcrt

            lock = lambda: msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # noqa: E731
        else:
            import fcntl

            lock = lambda: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # noqa: E731
        waiting = False
        while True:
            try:
                file.seek(0)
                lock()
                break
            except OSError:
                if not waiting:
                    say("another run.py is setting up; waiting for it")
                waiting = True
                time.sleep(0.5)
        yield


def set_up(wheels=None):
    """Make .venv as the lock says; do nothing where it is so already."""
    check_python()
    if is_ready():
        return
    check_lock()
    if wheels and not glob.glob(os.path.join(wheels, "*.whl")):
        raise SetUpError("no_wheels", folder=wheels)
    with one_at_a_time():
        if is_ready():
            return
        started = time.monotonic()
        open(LOG, "w", encoding="utf-8").close()
        if venv_must_start_afresh():
            for module in ("venv", "ensurepip"):
                if importlib.util.find_spec(module) is None:
                    raise SetUpError("no_venv", executable=sys.executable, module=module)
            say("first run: setting up .venv (about a minute, once)")
            made, _ = logged([sys.executable, "-m", "venv", "--clear", VENV], dict(os.environ))
            if not made:
                raise SetUpError("venv_failed", venv=VENV, log=LOG)
        else:
            say("packages are missing or the lock changed: bringing .venv up to date")
        # A folder that was deleted is put back although its package is noted as installed.
        whole = read_stamp().get("sources") != wanted_stamp()["sources"]
        write_stamp({"state": "installing", "root": ROOT})
        install_packages(clean_environment(), wheels, again=not whole)
        write_lab_settings()
        write_stamp(dict(wanted_stamp(), installed=installed()))
        say(f"set up in {time.monotonic() - started:.0f} s")


# What an archive for another machine leaves behind.
NOT_PACKED = {".git", ".venv", "build", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def bundle(extra):
    """Fetch every locked package for a machine like this one, and pack them with the source into one archive."""
    wheels = os.path.join(BUILD, "wheels")
    fetch = [PYTHON, "-m", "pip", "download", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    done, words = logged([*fetch, "--only-binary", ":all:", "-r", LOCK, "-d", wheels], clean_environment())
    if not done:
        kind = "wrong_hash" if WRONG_HASH.search(words) else "install_failed"
        raise SetUpError("no_network" if NETWORK_WORDS.search(words) else kind, lock=LOCK, log=LOG)
    archive = extra[0] if extra else os.path.join(BUILD, "perfkit-offline.tar.gz")
    with tarfile.open(archive + ".part", "w:gz", compresslevel=1) as tar:
        for name in sorted(os.listdir(ROOT)):
            if name not in NOT_PACKED:
                tar.add(os.path.join(ROOT, name), f"perfkit/{name}", filter=packed)
        tar.add(wheels, "perfkit/wheels")
    os.replace(archive + ".part", archive)
    say(f"packed: {near(archive)}; on the other machine: tar xzf {os.path.basename(archive)} && cd perfkit")
    say("and then: python3 run.py report --offline wheels")
    return 0


def packed(member):
    """None for what is left out of the archive."""
    return None if NOT_PACKED.intersection(member.name.split("/")) else member


def near(path):
    """The path as a person here would write it: relative below the current folder, else absolute."""
    return os.path.relpath(path) if (os.getcwd() + os.sep).startswith(ROOT + os.sep) else path


def report_command(extra):
    departments = near(os.path.join(ROOT, "data", "departments"))
    if extra and not extra[0].startswith("-"):
        departments, extra = extra[0], extra[1:]
    reports = near(os.path.join(BUILD, "reports"))
    return [PYTHON, "-m", "perfkit", "report", departments, "-o", reports, *extra], None


# What must hold before the tests are worth their time: layout, habits, types.
CHECKS = (
    ["ruff", "format", "--check", "--quiet", "."],
    ["ruff", "check", "--quiet", "."],
    ["mypy"],
)


def failed_check():
    """The exit code of the first check that fails; 0 where all hold."""
    for check in CHECKS:
        say(" ".join(check))
        code = subprocess.call([PYTHON, "-m", *check], cwd=ROOT, env=clean_environment())
        if code:
            return code
    return 0


def test_command(extra):
    return [PYTHON, "-m", "pytest", "--nbval-lax", *extra], ROOT


def lab_command(extra):
    places = [f"--ServerApp.root_dir={ROOT}", "--LabApp.default_url=/lab/tree/notebooks/README.md"]
    return [PYTHON, "-m", "jupyterlab", *places, *LAB_FONT, *extra], ROOT


COMMANDS = {
    "setup": None,
    "report": report_command,
    "test": test_command,
    "lab": lab_command,
    "bundle": None,
}


def offline(extra):
    """The folder behind --offline, and the other arguments.

    >>> offline(["--lang", "en", "--offline", "wheels"])
    ('wheels', ['--lang', 'en'])
    """
    if "--offline" not in extra[:-1]:
        return None, extra
    at = extra.index("--offline")
    return extra[at + 1], extra[:at] + extra[at + 2 :]


def main(arguments):
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0 if arguments else 2
    command, extra = arguments[0], arguments[1:]
    try:
        if command not in COMMANDS:
            error = SetUpError("unknown_command", command=command, commands=", ".join(COMMANDS))
            print(error, file=sys.stderr)
            return 2
        wheels, extra = offline(extra)
        set_up(wheels)
        if command == "bundle":
            return bundle(extra)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("perfkit: stopped; the next run starts the set-up again", file=sys.stderr)
        return 130
    if COMMANDS[command] is None:
        say(f"ready: {near(VENV)}")
        return 0
    line, folder = COMMANDS[command](extra)
    try:
        code = failed_check() if command == "test" else 0
        return code or subprocess.call(line, cwd=folder, env=clean_environment())
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
