"""Depth, anchors and keys that are no text cost nothing and are said, whatever file they stand in."""

from __future__ import annotations

import pytest
from processor_time import within_processor_seconds

from perfkit.base.yaml_source import Source, parse_yaml, read_yaml
from perfkit.cli import main

DEEP = [
    "a: " + "[" * 30_000 + "]" * 30_000,
    "- " * 30_000 + "x",
    "{a: " * 30_000,
    "? " * 30_000 + "x",
    "\n".join(" " * depth + "a:" for depth in range(1_500)),
]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_depth_is_refused_before_anything_is_composed(text):
    with within_processor_seconds(2):
        source = parse_yaml(text, Source("s.yaml"))
    assert source.data is None and "嵌套过深" in source.faults[0].message.zh


@pytest.mark.parametrize(
    ("text", "data", "words"),
    [
        ("[a]: 1\nb: 2\n", {"?": "1", "b": "2"}, "键应为文本"),
        ("? {a: 1}\n: 2\n", {"?": "2"}, "键应为文本"),
        ("a: 1\n---\nb: 2\n", None, "expected a single document"),
        ("a: &x 1\nb: *y\n", {"a": "1", "b": None}, "不支持 YAML 引用"),
        ("a: [1, 2\n", None, "YAML 格式错误"),
        ("# nothing\n", None, "文件是空的"),
    ],
)
def test_what_is_said_of_a_file(text, data, words):
    source = parse_yaml(text, Source("s.yaml"))
    assert source.data == data and words in source.faults[0].message.zh


def test_scalars_stay_text_unless_plain_words_of_truth():
    text = 'a: 012\nb: "true"\nc: true\nd: ~\ne: ""\nf: no\ng: 1e3\nh:\n'
    assert parse_yaml(text, Source("s")).data == {
        "a": "012",
        "b": "true",
        "c": True,
        "d": None,
        "e": "",
        "f": False,
        "g": "1e3",
        "h": None,
    }


def test_every_value_has_its_line():
    source = parse_yaml("a:\n  - b: 1\n  -\n    c: 2\nd: x\n", Source("s"))
    lines = dict(source.lines)
    assert lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 0, "b"): 2,
        ("a", 1): 4,
        ("a", 1, "c"): 4,
        ("d",): 5,
    }


def test_line_ends_and_marks_of_windows(tmp_path):
    path = tmp_path / "s.yaml"
    path.write_bytes("\ufeffa: 1\r\nb: |\r\n  x\r\n  y\r\n".encode())
    assert read_yaml(path).data == {"a": "1", "b": "x\ny\n"}


def test_a_class_whose_key_is_deep_is_refused(tmp_path, capsys):
    assert main(["train", "new", "--trainee", "1-2", str(tmp_path / "class")]) == 0
    (tmp_path / "class" / "trainer" / "key.yaml").write_text(DEEP[0], encoding="utf-8")
    assert main(["train", "grade", str(tmp_path / "class")]) == 1
    assert "key.yaml" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "figures", ["[{id: [a]}]", "[{id: {a: b}, sum_of: [{c: d}]}]", "[{id: a, sum_of: true}]", "[[a]]"]
)
def test_a_list_where_a_text_is_wanted_is_a_fault(tmp_path, figures):
    from perfkit.filing.submission_file import read_submission

    (tmp_path / "submission.yaml").write_text(f"year: 2020\nfigures: {figures}\n", encoding="utf-8")
    submission, source = read_submission(tmp_path)
    assert submission is None and any(fault.path.startswith("figures") for fault in source.faults)
