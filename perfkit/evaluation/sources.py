"""The files behind a report, by name and hash, so that anybody can tell whether it is still the same material."""

from __future__ import annotations

from hashlib import sha256

from perfkit.base.paths import data_root
from perfkit.evaluation.department import Department
from perfkit.rubric.files import rubric_path


def source_files(department: Department) -> tuple[tuple[str, str], ...]:
    """Every file that a department's evaluation was made from.

    Returns
    -------
    (name without machine path, SHA-256) pairs. A public copy leaves out judgement files, whose names say who judged.

    Examples
    --------
    >>> from perfkit import load_department
    >>> [name for name, _ in source_files(load_department("sz-sif-longhua_2020"))]
    ['sz-sif-longhua_2020/submission.yaml', 'sz-sif-longhua_2020/source.txt', 'rubrics/sz-2020.yaml', 'facts.yaml']
    """
    folder, source = department.folder, department.submission.source.file
    inside = [folder / "submission.yaml", *([folder / source] if source else [])]
    inside += [folder / "judgements" / f"{judged.evaluator.id}.yaml" for judged in department.judgements]
    named = [
        (f"{folder.name}/{path.relative_to(folder).as_posix()}", path) for path in inside if path.is_file()
    ]
    rubric = rubric_path(department.rubric.id)
    named += [(f"rubrics/{rubric.name}", rubric), ("facts.yaml", data_root() / "facts.yaml")]
    return tuple((name, sha256(path.read_bytes()).hexdigest()) for name, path in named)
