"""What a warm parent imports before it forks.

Importing is all it does: a module that is merely imported behaves in a forked child as it does in a fresh
interpreter, while anything run beforehand (options, styles, random state) would show in somebody's report.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import io
import os
import re
import sys
import sysconfig
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress

# Where pyplot draws in a notebook.
INLINE = "module://matplotlib_inline.backend_inline"
# Importing this one does something to the shell of the process, and must happen where the cells run.
NEVER = ("matplotlib_inline.backend_inline", "__main__", "antigravity", "this")


def imports_of(sources: Iterable[str]) -> list[str]:
    """Names of the modules that cells import, in order of appearance; magics and broken cells are passed
    over.

    Examples
    --------
    >>> imports_of(["%matplotlib inline\\nimport os.path as p", "from decimal import Decimal", "x ="])
    ['os.path', 'decimal']
    """
    names: list[str] = []
    for source in sources:
        plain = "\n".join(
            "" if line.lstrip()[:1] in ("%", "!", "?") else line for line in source.splitlines()
        )
        try:
            tree = ast.parse(plain)
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
    return list(dict.fromkeys(names))


def is_installed(name: str) -> bool:
    """Whether a module comes from the installation: the standard library, site-packages or perfkit.

    A module lying beside a notebook is not imported ahead: another notebook's folder may hold another one.
    """
    top = name.partition(".")[0]
    if name in NEVER or top in ("__main__", "__mp_main__"):
        return False
    if top == "perfkit" or top in sys.stdlib_module_names:
        return True
    try:
        spec = importlib.util.find_spec(top)
    except (ValueError, ImportError):
        return False
    places = [spec.origin or "", *(spec.submodule_search_locations or [])] if spec else []
    roots = tuple(os.path.join(sysconfig.get_path(kind), "") for kind in ("purelib", "platlib"))
    return any(place.startswith(roots) for place in places)


# Packages that said something when they were imported here; a notebook is to hear it too.
warned: set[str] = set()


def import_all(names: Iterable[str]) -> None:
    """Import what can be imported; a module that cannot is left for the cell that wants it to complain
    about."""
    for name in names:
        if name not in sys.modules and is_installed(name):
            said = io.StringIO()
            with (
                warnings.catch_warnings(record=True) as caught,
                redirect_stdout(said),
                redirect_stderr(said),
                suppress(BaseException),
            ):
                importlib.import_module(name)
            if caught or said.getvalue():
                warned.add(name.partition(".")[0])


# What may change how a library is imported, and what imports one.
_CHANGES = re.compile(
    r"environ\s*\[[^\]]*\]\s*=(?!=)|environ\.(?:update|setdefault|pop|clear)\b|\bdel\s+os\.environ|putenv\("
    r"|^\s*%(?:set_)?env\b|load_dotenv|sys\.path\b(?!\s*\))|addsitedir|^\s*%?cd\s|chdir\(|"
    r"simplefilter|filterwarnings",
    re.MULTILINE,
)
_IMPORTS = re.compile(
    r"^\s*(?:import|from)\s|import_module\(|__import__\(|^\s*%(?:matplotlib|pylab|load_ext)", re.MULTILINE
)


def notices_imports(sources: Iterable[str], said: Iterable[str] = ()) -> bool:
    """Whether a notebook could tell that its libraries were imported before it ran.

    So it can where it changes the environment, the search path, the folder or the filters of warnings before
    an import; where a module of the same name lies in its folder; and where an import says something
    (`said`, or `warned` here).
    Such a notebook gets an interpreter of its own.

    Examples
    --------
    >>> notices_imports(["import os\\nos.environ['MPLBACKEND'] = 'svg'", "import matplotlib"])
    True
    >>> notices_imports(["import os", "os.environ['A'] = 'b'"])
    False
    """
    text = "\n".join(sources)
    change = _CHANGES.search(text)
    if change and _IMPORTS.search(text, change.end()):
        return True
    tops = {name.partition(".")[0] for name in imports_of(sources)}
    if tops & (warned | set(said)):
        return True
    beside = {name.partition(".")[0] for name in os.listdir() if name.endswith(".py") or os.path.isdir(name)}
    return any(
        is_installed(name) for name in tops & beside if os.path.isfile(f"{name}.py") or _is_package(name)
    )


def _is_package(name: str) -> bool:
    return os.path.isfile(os.path.join(name, "__init__.py"))


@contextmanager
def without_slow_checks(wanted: Iterable[str]) -> Iterator[None]:
    """Leave out one import that takes a second and that nothing here uses.

    jsonschema, which nbformat brings in, looks for a checker of international web addresses and does without
    where there is none. A notebook that uses jsonschema itself gets all of it.
    """
    slow = "rfc3987_syntax"
    if slow in sys.modules or any(name.partition(".")[0] in ("jsonschema", slow) for name in wanted):
        yield
        return
    sys.modules[slow] = None  # type: ignore[assignment]  # None: not to be imported
    try:
        yield
    finally:
        del sys.modules[slow]


def by_package(names: Iterable[str]) -> dict[str, list[str]]:
    """Group module names by their top-level package.

    Examples
    --------
    >>> by_package(["json", "os.path", "json.decoder"])
    {'json': ['json', 'json.decoder'], 'os': ['os.path']}
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name.partition(".")[0], []).append(name)
    return groups


def thread_count() -> int:
    """Threads of this process as the system counts them, those of libraries included."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        import threading

        return threading.active_count()


def settled_thread_count() -> int:
    """Threads that are there to stay; some libraries start one for a moment while they are imported."""
    deadline = time.monotonic() + 0.5
    while thread_count() > 1 and time.monotonic() < deadline:
        time.sleep(0.005)
    return thread_count()


def warm_charts() -> None:
    """Draw a chart, so that fonts, caches and lazily imported parts of matplotlib are there; keep nothing."""
    import io

    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        figure = Figure(figsize=(2, 1))
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        axes.bar(["a", "b"], [1, 2], label="$x$")
        axes.plot([0, 1], [1, 2])
        axes.set_title("title")
        axes.legend()
        for kind in ("png", "svg"):
            figure.savefig(io.BytesIO(), format=kind)


def warm_tables() -> None:
    """Import pandas and print a table as a notebook does; keep nothing."""
    import_all(["pandas"])
    import pandas

    frame = pandas.DataFrame({"a": ["x", "y"], "b": [1.5, None]})
    getattr(frame, "_repr_html_")()  # noqa: B009  the stubs take it for a column
    repr(frame)
