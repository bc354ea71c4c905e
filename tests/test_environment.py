"""pyproject.toml, environment.yml and requirements.lock say the same; the fonts are the ones described."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import tomllib
from importlib.metadata import distributions, packages_distributions
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "perfkit" / "fonts"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

# Name on conda-forge -> name on PyPI, where they differ.
CONDA_NAMES = {"matplotlib-base": "matplotlib", "typst-py": "typst"}
# Parts of a declared package that are packages of their own, pinned by it to one version.
PARTS = {"pydantic-core": "pydantic"}
# What a conda environment needs that is no dependency of perfkit.
CONDA_ONLY = {"python", "pip"}
# One conda line: name, blank, ranges joined by commas. Without the comma conda takes the second range for a
# build.
CONDA_LINE = re.compile(r"^([a-z0-9._-]+) ((?:==|>=|<=|<|>)[0-9.]+(?:,(?:==|>=|<=|<|>)[0-9.]+)*)$")


def requirements(lines: list[str]) -> dict[str, SpecifierSet]:
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


DECLARED = requirements(PROJECT["project"]["dependencies"])
FOR_TESTS = requirements(PROJECT["project"]["optional-dependencies"]["test"])
TO_BUILD = requirements(PROJECT["build-system"]["requires"])


def conda_ranges(lines: list) -> dict[str, SpecifierSet]:
    ranges = {}
    for line in lines:
        if isinstance(line, str) and line not in CONDA_ONLY:
            found = CONDA_LINE.match(line)
            assert found, f"environment.yml: {line!r} is not 'name >=low,<high'"
            ranges[canonicalize_name(CONDA_NAMES.get(found[1], found[1]))] = SpecifierSet(found[2])
    return ranges


def locked_versions() -> dict[str, list[Version]]:
    """Each package's versions in the lock; more than one where platforms or Pythons differ."""
    pins: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", LOCK, re.MULTILINE):
        pins.setdefault(canonicalize_name(name), []).append(Version(version))
    return pins


def test_environment_yml_has_the_ranges_of_pyproject():
    conda = conda_ranges(CONDA["dependencies"])
    python = conda.pop("python")
    assert conda == DECLARED | FOR_TESTS
    assert python == SpecifierSet(PROJECT["project"]["requires-python"])


def test_environment_yml_takes_only_perfkit_itself_from_pip():
    assert [line for line in CONDA["dependencies"] if isinstance(line, dict)] == [{"pip": ["-e ."]}]


@pytest.mark.parametrize("line", ["pandas>=2.2 <4", "pandas >=2.2 <4", "pandas => 2", "pandas"])
def test_a_conda_line_that_conda_would_misread_is_refused(line):
    with pytest.raises(AssertionError, match="environment.yml"):
        conda_ranges([line])


@pytest.mark.parametrize("name", sorted(DECLARED | FOR_TESTS | TO_BUILD))
def test_the_lock_pins_inside_the_declared_range(name):
    pins = locked_versions().get(name)
    assert pins, f"{name} is declared in pyproject.toml and missing from requirements.lock"
    assert all((DECLARED | FOR_TESTS | TO_BUILD)[name].contains(pin) for pin in pins), pins


def test_the_build_backend_is_one_exact_version():
    assert requirements(["hatchling==" + str(locked_versions()["hatchling"][0])]) == TO_BUILD
    assert "hatchling==" + str(locked_versions()["hatchling"][0]) in PROJECT["dependency-groups"]["build"]


def test_every_package_in_the_lock_has_a_hash():
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) > 100
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_ties_nobody_to_an_index():
    assert re.findall(r"://|^-|\.org|\.com|\.io|^\S+ @ ", LOCK, re.MULTILINE) == []


def imported_packages(source: str) -> set[str]:
    """Top-level names that a module imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"perfkit"}


# Modules of extras by their packages, for machines without them.
OFFERED_BY = {"cv2": "opencv-python-headless"}


def test_perfkit_imports_only_what_it_declares():
    distributions = packages_distributions()
    # Run by hand once, with the packages that the fonts' README names.
    by_hand = {FONTS / "cut_bold.py"}
    extras = PROJECT["project"]["optional-dependencies"]
    declared = DECLARED | requirements(extras["dask"] + extras["ocr"])
    undeclared = {}
    for path in sorted((ROOT / "perfkit").rglob("*.py")):
        if path in by_hand:
            continue
        for name in imported_packages(path.read_text(encoding="utf-8")):
            offered_by = {canonicalize_name(d) for d in distributions.get(name, [OFFERED_BY.get(name, name)])}
            if not {PARTS.get(d, d) for d in offered_by} & declared.keys():
                undeclared.setdefault(str(path.relative_to(ROOT)), []).append(name)
    assert undeclared == {}


def test_no_package_in_the_lock_is_under_a_gpl_licence():
    under_gpl = {}
    for distribution in distributions():
        name = canonicalize_name(distribution.metadata["Name"])
        licence = [distribution.metadata.get("License-Expression") or ""]
        licence += [c for c in distribution.metadata.get_all("Classifier", []) if c.startswith("License")]
        if name in locked_versions() and re.search("GPL|General Public", " ".join(licence)):
            under_gpl[name] = licence
    assert under_gpl == {}


def test_fonts_are_the_files_that_their_readme_describes():
    described = dict(
        reversed(line.split("  ", 1))
        for line in (FONTS / "README.md").read_text(encoding="utf-8").splitlines()
        if re.match(r"[0-9a-f]{64}  ", line)
    )
    present = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in FONTS.iterdir()
        if p.suffix in (".ttf", ".otf")
    }
    assert present == described
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8").upper()


@pytest.mark.parametrize(("file", "weight"), [("NotoSansSC-Regular.ttf", 400), ("NotoSansSC-Bold.otf", 700)])
def test_a_font_covers_gbk_and_names_its_weight(file, weight):
    font = TTFont(FONTS / file, lazy=True)
    assert (font["name"].getDebugName(1), font["OS/2"].usWeightClass) == ("Noto Sans SC", weight)
    # A variable font would be drawn in its thinnest weight.
    assert "fvar" not in font
    rows = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    gbk = {
        character
        for pair in rows
        for character in pair.decode("gbk", "ignore")
        if "\u4e00" <= character <= "\u9fa5"
    }
    assert len(gbk) == 20_902
    shown = gbk | set("喆堃镕昇玥赟翀祎≥≤−①✓㎡％‰“”《》、。·…×÷→")
    assert sorted(character for character in shown if ord(character) not in font.getBestCmap()) == []


def test_every_command_that_installs_an_extra_can_be_followed():
    """perfkit is on no index: `pip install "perfkit[ocr]"` finds nothing, the folder itself is installed."""
    files = [one for below in ("docs", "data", "perfkit") for one in (ROOT / below).rglob("*")]
    told = [
        command
        for one in (*files, ROOT / "README.md", ROOT / "CONTRIBUTING.md")
        if one.suffix in (".md", ".yaml", ".py")
        for command in re.findall(r"pip install [^\n`]*\[[a-z,]+\]", one.read_text(encoding="utf-8"))
    ]
    named = [re.fullmatch(r"""pip install -e [\\"']{1,2}\.\[([a-z,]+)\]""", command) for command in told]
    assert len(named) >= 6 and all(named), told
    wanted = {extra for found in named if found for extra in found[1].split(",")}
    assert wanted <= set(PROJECT["project"]["optional-dependencies"])
