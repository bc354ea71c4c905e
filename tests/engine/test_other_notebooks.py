"""What other people's notebooks do, through the stock engine and ours: the same file comes out.

papermill's and nbclient's own test notebooks are compared with `python tests/engine/other_notebooks.py
FOLDER`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError
from other_notebooks import differences
from papermill.exceptions import PapermillExecutionError

from perfkit.engine.kernels import is_ours
from perfkit.engine.preload import notices_imports

WIDGETS = (
    "import ipywidgets as w\nout = w.Output()\nwith out:\n    print('inside'); display(3)\nout",
    "out.outputs",
    "@out.capture()\ndef f(): print('captured')\nf()",
    "len(out.outputs)",
    "out.clear_output()\nprint('x')",
    "w.interact(lambda x: print('x is', x), x=3)",
    "s = w.IntSlider(); s.observe(lambda c: print('changed', c['new']), 'value'); s.value = 5",
    "w.Image(value=b'\\x89PNG123', format='png')",
)
DISPLAY = (
    "from IPython.display import display, update_display, clear_output\n"
    "print('a', flush=True); print('b')\nh = display('one', display_id=True)",
    "h.update('two')",
    "print(1); clear_output(wait=True); print(2)",
    "display('p', display_id='zz'); print('mid'); update_display('q', display_id='zz')",
    "%history",
    "In[1], _ih[-1]",
    "import comm\ncomm.get_comm_manager() is get_ipython().kernel.comm_manager",
    "get_ipython().kernel.get_parent()['header']['msg_type'], get_ipython().get_parent()['msg_type']",
    "class A:\n    def _repr_mimebundle_(self, **k):\n        return {'text/plain': 'x', "
    "'application/json': {'a': 1}}\nA()",
)
ERRORS = (
    "input('? ')",
    "import getpass\ngetpass.getpass()",
    "import json\njson.loads('{')",
    "import asyncio\nawait asyncio.sleep(0)\nraise RuntimeError('async')",
    "import logging\nlogging.basicConfig(level=logging.DEBUG)\n1/0",
    "import threading, time\ndef late():\n    time.sleep(0.1); print('late')\nt = "
    "threading.Thread(target=late); t.start()",
    "t.join()",
    "import multiprocessing as mp\nwith mp.get_context('fork').Pool(2) as p:\n    print(p.map(abs, "
    "[-1, -2]))",
)
IMPORTS = (
    "import os, sys\nos.environ['MPLBACKEND'] = 'svg'",
    "import matplotlib\nmatplotlib.get_backend()",
    "os.makedirs('mods', exist_ok=True)\nopen('mods/yaml.py', 'w').write('who = "
    "1')\nsys.path.insert(0, 'mods')\nimport yaml\nyaml.who",
)


def written(path: Path, *sources: str, kernel: str = "python3", tags: tuple[str, ...] = ()) -> Path:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources],
        metadata={"kernelspec": {"name": kernel, "language": "python", "display_name": ""}},
    )
    nbformat.write(notebook, path)
    return path


@pytest.fixture(autouse=True)
def notebook_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("MPLBACKEND", raising=False)
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("cells", "tags"),
    [(WIDGETS, ()), (DISPLAY, ()), (ERRORS, ("raises-exception",)), (IMPORTS, ()), (["1"], ())],
    ids=["widgets", "display", "errors", "imports", "plain"],
)
def test_the_same_comes_out(cells, tags, tmp_path):
    assert differences(written(tmp_path / "in.ipynb", *cells, tags=tags), timeout=120) == []


def test_an_import_that_warns_is_heard(tmp_path):
    assert differences(written(tmp_path / "in.ipynb", "import asyncore"), timeout=120) == []


@pytest.mark.parametrize(
    ("sources", "noticed"),
    [
        (["import os; os.environ['A'] = '1'", "import numpy"], True),
        (["import os", "os.environ['A'] = '1'"], False),
        (["if os.environ['A'] == '1': pass", "import numpy"], False),
        (["%env A=1", "from pandas import DataFrame"], True),
        (["import sys\nsys.path.append('x')\nimport yaml"], True),
        (["import warnings\nwarnings.simplefilter('error')", "import yaml"], True),
        (["import local_thing"], False),
        (["import yaml"], True),
    ],
)
def test_who_would_notice_what_was_imported_ahead(sources, noticed, tmp_path):
    if sources == ["import yaml"]:
        (tmp_path / "yaml.py").write_text("")
    (tmp_path / "local_thing.py").write_text("")
    assert notices_imports(sources) is noticed


def test_a_cell_out_of_time_keeps_its_traceback_and_late_output(tmp_path):
    source = "import time\nprint('early')\ntry:\n    time.sleep(60)\nfinally:\n    print('late')"
    with pytest.raises(CellTimeoutError):
        papermill.execute_notebook(
            written(tmp_path / "in.ipynb", source),
            tmp_path / "out.ipynb",
            engine_name="perfkit",
            progress_bar=False,
            execution_timeout=2,
        )
    printed, error = nbformat.read(tmp_path / "out.ipynb", 4).cells[0].outputs
    assert printed.text == "early\nlate\n"
    shown = re.sub(r"\x1b\[[\d;]*m", "", "".join(error.traceback))
    assert error.ename == "KeyboardInterrupt" and "time.sleep(60)" in shown


def test_a_breakpoint_is_refused_since_nobody_can_answer(tmp_path):
    # The stock kernel passes over it where debugpy is installed.
    out = tmp_path / "out.ipynb"
    path = written(tmp_path / "in.ipynb", "breakpoint()\n1", "2")
    with pytest.raises(PapermillExecutionError, match="does not support input requests"):
        papermill.execute_notebook(path, out, engine_name="perfkit", progress_bar=False)
    assert nbformat.read(out, 4).cells[-1].execution_count is None


def test_what_no_file_could_hold_is_written_out(tmp_path):
    bundle = "{'application/json': {'a': float('nan'), 'b': [float('-inf')]}}"
    sources = [f"display({bundle}, raw=True)", "import sys; sys.stderr.write('e \\ud800');"]
    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        written(tmp_path / "in.ipynb", *sources), out, engine_name="perfkit", progress_bar=False
    )
    first, second = json.loads(out.read_bytes(), parse_constant=pytest.fail)["cells"]
    assert first["outputs"][0]["data"]["application/json"] == {"a": "nan", "b": ["-inf"]}
    assert "".join(second["outputs"][0]["text"]) == "e \\ud800"


def install_kernel(folder: Path, name: str, **spec) -> None:
    place = folder / "kernels" / name
    place.mkdir(parents=True)
    (place / "kernel.json").write_text(json.dumps(spec))


def test_only_this_python_s_own_kernel_is_run_here(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    launcher = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
    install_kernel(tmp_path, "mine", argv=[sys.executable, *launcher], language="python")
    install_kernel(tmp_path, "bare", argv=["python3", *launcher], language="python")
    install_kernel(tmp_path, "other", argv=["/opt/other/bin/python", *launcher], language="python")
    install_kernel(tmp_path, "env", argv=[sys.executable, *launcher], language="python", env={"A": "1"})
    install_kernel(tmp_path, "ir", argv=["R", "--slave"], language="R")
    assert [is_ours(name) for name in ("mine", "bare", "other", "env", "ir")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_another_environment_s_kernel_runs_its_notebooks(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    install_kernel(tmp_path, "there", argv=argv, language="python", env={"WHERE": "there"})
    path = written(tmp_path / "in.ipynb", "import os\nos.environ['WHERE']", kernel="there")
    run = papermill.execute_notebook(path, None, engine_name="perfkit", progress_bar=False)
    assert run.cells[0].outputs[0].data["text/plain"] == "'there'"


def test_a_kernel_that_is_not_installed_is_refused_by_name(tmp_path):
    from jupyter_client.kernelspec import NoSuchKernel

    path = written(tmp_path / "in.ipynb", "1", kernel="nowhere")
    with pytest.raises(NoSuchKernel, match="nowhere"):
        papermill.execute_notebook(path, None, engine_name="perfkit", progress_bar=False)
