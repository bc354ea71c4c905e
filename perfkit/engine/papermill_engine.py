"""The engine that papermill knows as `perfkit`: `papermill --engine perfkit in.ipynb out.ipynb`.

papermill loads this module at every start, whatever engine is used, so it imports nothing but papermill's own
engine class.
"""

from __future__ import annotations

from papermill.engines import Engine


class PerfkitEngine(Engine):
    """Runs the cells in a process that has imported what they need, and is thrown away afterwards.

    Parameters of `execute_managed_notebook` are those of papermill's own engine; an unknown one is ignored as
    there. `execution_timeout` (or `timeout`) is seconds for one cell.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **kwargs):
        """Run the cells of `nb_man.nb` and leave outputs and status there.

        A kernel that is not this Python's own (another language, another environment) runs them itself; one
        that is not installed is refused with its name, as papermill does it.
        """
        from perfkit.engine.kernels import is_ours

        if not is_ours(kernel_name):
            from papermill.engines import NBClientEngine

            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
        from perfkit.engine.notebook_client import run_notebook

        return run_notebook(nb_man, kernel_name, **kwargs)
