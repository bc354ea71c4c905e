"""Which kernels are this Python's own."""

from __future__ import annotations

import os
import re
import sys
from functools import lru_cache


@lru_cache(maxsize=16)
def is_ours(kernel_name: str) -> bool:
    """Whether a kernel is IPython in this very environment, with nothing of its own set.

    Raises
    ------
    jupyter_client.kernelspec.NoSuchKernel   it is not installed.

    Examples
    --------
    >>> is_ours("python3")
    True
    """
    from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpecManager

    # As jupyter_client's own manager reads the name.
    spec = KernelSpecManager().get_kernel_spec(NATIVE_KERNEL_NAME if kernel_name == "python" else kernel_name)
    if spec.language.lower() != "python" or spec.env or spec.argv[1:3] != ["-m", "ipykernel_launcher"]:
        return False
    # jupyter_client itself starts a bare name with the Python it runs in.
    return bool(re.fullmatch(r"python[0-9.]*", spec.argv[0])) or _same_program(spec.argv[0], sys.executable)


def _same_program(one: str, other: str) -> bool:
    """The same file in the same folder; every environment of a Python has links to one file."""
    try:
        return os.path.samefile(one, other) and os.path.samefile(os.path.dirname(one), os.path.dirname(other))
    except OSError:
        return False
