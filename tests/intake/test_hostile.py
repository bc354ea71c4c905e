"""Files that are not what they seem: a clear error, soon, and nothing written."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
from docx import Document as Word
from processor_time import within_processor_seconds

from perfkit.base.errors import SubmissionError
from perfkit.cli import main
from perfkit.intake import read_report

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(document_xml: bytes | str, path, stored: bool = False):
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document_xml)
    return path


def empty(path):
    path.write_bytes(b"")


def not_a_zip(path):
    path.write_bytes(b"hello, I am a text that calls itself Word" * 10)


def torn_zip(path):
    buffer = io.BytesIO()
    Word().save(buffer)
    path.write_bytes(buffer.getvalue()[:2000])


def another_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")


def encrypted_office(path):
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000)


def zip_bomb(path):
    word_file(b"<w:p/>" * 30_000_000, path)


def lying_zip(path):
    """A part that unpacks to far more than the archive's list says."""
    word_file(b"<a>" + b" " * 80_000_000 + b"</a>", path)
    content = bytearray(path.read_bytes())
    real = (80_000_007).to_bytes(4, "little")
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(content)


def entity_bomb(path):
    lines = ['<!DOCTYPE x [<!ENTITY a0 "ha">'] + [
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    ]
    word_file(
        "".join(lines)
        + f"]><w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>",
        path,
    )


def external_entity(path):
    word_file(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document '
        f"{W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>",
        path,
    )


def many_rows(path):
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>" * 6 + "</w:tr>"
    word_file(
        f"<w:document {W}><w:body><w:tbl>{row * 10_000}</w:tbl></w:body></w:document>", path, stored=True
    )


def wide_merge(path):
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr><w:p/></w:tc>'
    word_file(
        f"<w:document {W}><w:body><w:tbl>"
        f"{('<w:tr>' + cell * 3 + '</w:tr>') * 6000}</w:tbl></w:body></w:document>",
        path,
        stored=True,
    )


def deep_nesting(path):
    word_file(
        f"<w:document {W}><w:body>"
        + "<w:sdt><w:sdtContent>" * 20_000
        + "</w:sdtContent></w:sdt>" * 20_000
        + "</w:body></w:document>",
        path,
        stored=True,
    )


def large(path):
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(50_000_000)


WORD = [
    empty,
    not_a_zip,
    torn_zip,
    another_zip,
    encrypted_office,
    zip_bomb,
    lying_zip,
    entity_bomb,
    external_entity,
    many_rows,
    wide_merge,
    deep_nesting,
    large,
]


def refused(path, tmp_path):
    """Read by the command line: exit 1, one clear message, nothing written, within ten seconds."""
    with within_processor_seconds(10):
        assert main(["read", str(path), "-o", str(tmp_path / "out")]) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("make", WORD, ids=lambda make: make.__name__)
def test_word(make, tmp_path, capsys):
    path = tmp_path / "report.docx"
    make(path)
    refused(path, tmp_path)
    assert "report.docx" in capsys.readouterr().err


def encrypted_pdf() -> bytes:
    """A PDF whose standard security handler wants a password."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> /P -4 >>",
    ]
    content, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    identity = b"<" + b"00" * 16 + b">"
    return (
        content
        + b"xref\n0 4\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [%s %s] >>\nstartxref\n%d\n%%%%EOF\n"
        % (identity, identity, len(content))
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.pdf", b"", "空的"),
        ("wrong.pdf", b"PK\x03\x04 not a pdf", "已损坏"),
        ("torn.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type", "PDF"),
        ("locked.pdf", encrypted_pdf(), "加密"),
        ("wrong.txt", b"PK\x03\x04\x00\x00", "已损坏"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "图片已损坏"),
        ("half.txt", b"\xff\xfe\x00", "不是"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("report.exe", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", "不是文本"),
    ],
)
def test_other_files(name, content, said, tmp_path, capsys):
    path = tmp_path / name
    path.write_bytes(content)
    refused(path, tmp_path)
    assert said in capsys.readouterr().err


def test_a_text_with_ten_thousand_rows(tmp_path, capsys):
    path = tmp_path / "long.txt"
    path.write_text("甲\t乙\t丙\n" * 10_000, encoding="utf-8")
    refused(path, tmp_path)
    assert "2000 行" in capsys.readouterr().err


def test_a_page_with_ten_thousand_rows_and_huge_spans(tmp_path, capsys):
    path = tmp_path / "long.html"
    path.write_text(
        "<html><table>" + "<tr><td colspan=9999 rowspan=999999>甲</td></tr>" * 10_000 + "</table>",
        encoding="utf-8",
    )
    refused(path, tmp_path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(SubmissionError, match="不存在"):
        read_report(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SubmissionError, match="文件夹"):
        read_report(tmp_path / "folder.txt")


# ru_maxrss survives exec and so would tell the size of pytest itself; VmHWM belongs to the new program alone.
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize(
    "make", [zip_bomb, lying_zip, entity_bomb, many_rows], ids=lambda make: make.__name__
)
def test_memory_stays_bounded(make, tmp_path):
    path = tmp_path / "report.docx"
    make(path)
    code = (
        "import sys\n"
        "from perfkit.intake import read_report\n"
        "from perfkit.base.errors import PerfkitError\n"
        "try: read_report(sys.argv[1]); print('read')\n"
        "except PerfkitError:\n"
        "    status = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "    print(int(status['VmHWM'].split()[0]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400


@pytest.mark.slow
def test_a_pdf_with_ten_thousand_rows(tmp_path, capsys):
    import typst

    source = tmp_path / "long.typ"
    source.write_text(
        "#set page(margin: 1cm)\n#set text(size: 8pt)\n#table(columns: 3, ..range(10000).map(i => "
        "([a], [#i], [c])).flatten())",
        encoding="utf-8",
    )
    path = tmp_path / "long.pdf"
    typst.compile(str(source), output=str(path))
    with within_processor_seconds(40), pytest.raises(SubmissionError, match="2000 行|秒|200 页"):
        read_report(path)
