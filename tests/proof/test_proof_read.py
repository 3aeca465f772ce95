"""读报告：Word 里看得见的字都读到，看不见的不读；读不了的说一句话。"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter, process_time

import pytest
import worddocs as docs

from perfxl.proof import proof
from perfxl.proof.text.archive import ReportError
from perfxl.proof.text.read import read_report


def _texts(path: Path) -> list[str]:
    return [one.text for one in read_report(path).paragraphs]


def test_修订取接受以后的样子(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>680</w:delText></w:r></w:del>"
    body = docs.paragraph(
        docs.run("安排"), gone, f"<w:ins>{docs.run('684')}</w:ins>", docs.run("万元")
    )
    assert _texts(docs.raw(tmp_path / "报告.docx", body)) == ["安排684万元"]


def test_内容控件里的字也算(tmp_path: Path) -> None:
    held = f"<w:sdt><w:sdtPr/><w:sdtContent>{docs.run('684万元')}</w:sdtContent></w:sdt>"
    whole = f"<w:sdt><w:sdtContent>{docs.paragraph(docs.run('整段'))}</w:sdtContent></w:sdt>"
    body = docs.paragraph(docs.run("安排"), held) + whole
    assert _texts(docs.raw(tmp_path / "报告.docx", body)) == ["安排684万元", "整段"]


def test_文本框只读一遍(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{docs.paragraph(docs.run('框里的字'))}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{inner}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{inner}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    report = read_report(docs.raw(tmp_path / "报告.docx", docs.paragraph(docs.run("正文"), box)))
    assert [(one.text, one.kind) for one in report.paragraphs] == [
        ("正文", "body"),
        ("框里的字", "box"),
    ]


def test_脚注页眉也读(tmp_path: Path) -> None:
    inner = docs.paragraph(docs.run("脚注的字"))
    note = f'<w:footnote w:id="2">{inner}</w:footnote>'
    note = f"<w:footnotes {docs.NAMESPACES}>{note}</w:footnotes>"
    head = f"<w:hdr {docs.NAMESPACES}>{docs.paragraph(docs.run('页眉的字'))}</w:hdr>"
    others = [("word/footnotes.xml", note), ("word/header1.xml", head)]
    path = docs.raw(tmp_path / "报告.docx", docs.paragraph(docs.run("正文")), others=others)
    kinds = [(one.text, one.kind) for one in read_report(path).paragraphs]
    assert kinds == [("正文", "body"), ("脚注的字", "note"), ("页眉的字", "header")]


_NUMBERING = (
    f'<w:numbering {docs.NAMESPACES}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _numbered(text: str, level: int) -> str:
    mark = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    return docs.paragraph(mark, docs.run(text))


def test_自动编的号算出来_标题路径跟着(tmp_path: Path) -> None:
    body = "".join(
        [_numbered("基本情况", 0), _numbered("资金", 1), docs.paragraph(docs.run("安排684万元。")),
         _numbered("绩效", 0), _numbered("产出", 1)]
    )  # fmt: skip
    path = docs.raw(tmp_path / "报告.docx", body, others=[("word/numbering.xml", _NUMBERING)])
    report = read_report(path)
    assert [one.label for one in report.paragraphs] == ["一、", "（一）", "", "二、", "（一）"]
    assert report.paragraphs[2].path == ("一、基本情况", "（一）资金")
    assert report.paragraphs[4].path == ("二、绩效",)
    assert proof(path).findings == ()


def test_表格里的段落说得出在哪一格(tmp_path: Path) -> None:
    report = read_report(
        docs.table(tmp_path / "报告.docx", [["项目", "金额"], ["清淤", "12"]], "见下表")
    )
    assert [one.place for one in report.paragraphs if one.kind == "cell"] == [
        "第 1 个表格第 1 行第 1 格", "第 1 个表格第 1 行第 2 格",
        "第 1 个表格第 2 行第 1 格", "第 1 个表格第 2 行第 2 格",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_文本文件(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes("一、情况\r\n安排684万元。".encode(encoding))
    assert _texts(path) == ["一、情况", "安排684万元。"]


_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("旧.doc", _CFB + b"\0" * 600, "另存为 .docx"),
        ("密.docx", _CFB + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, "密码"),
        ("坏.docx", b"PK\x03\x04" + b"\0" * 40, "损坏"),
        ("假.docx", "不是文档".encode(), "损坏"),
        ("空.docx", b"", "损坏"),
        ("表.xlsx", b"", "请给 .docx"),
    ],
)
def test_读不了的说一句话(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReportError, match=said) as error:
        proof(path)
    assert str(error.value).startswith(f"{name}：")


def test_没有这个文件_是文件夹(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "没有.docx", "找不到"), (tmp_path, "文件夹")):
        with pytest.raises(ReportError, match=said):
            proof(path)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<w:p><w:r><w:t>没有合上", "损坏"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><w:p/>', "可能有害"),
    ],
)
def test_正文坏了的_带实体的(tmp_path: Path, body: str, said: str) -> None:
    path = docs.raw(tmp_path / "报告.docx", body)
    with pytest.raises(ReportError, match=said):
        proof(path)


def test_不是_Word_的压缩包(tmp_path: Path) -> None:
    path = docs.raw(tmp_path / "报告.docx", "")
    docs.rebuilt(path, "word/document.xml", ("<w:body>", "<w:body>"))
    other = tmp_path / "别的.docx"
    other.write_bytes(path.read_bytes().replace(b"word/document.xml", b"xord/document.xml"))
    with pytest.raises(ReportError, match="没有正文"):
        proof(other)


def test_压缩炸弹不打开(tmp_path: Path) -> None:
    path = docs.raw(tmp_path / "报告.docx", "<w:p/>" * 4_000_000)
    with pytest.raises(ReportError, match="大得不正常"):
        proof(path)


def test_带宏的照读_宏不运行(tmp_path: Path) -> None:
    others = [("word/vbaProject.bin", "宏")]
    path = docs.raw(
        tmp_path / "报告.docm", docs.paragraph(docs.run("安排684万元。")), others=others
    )
    assert _texts(path) == ["安排684万元。"]


@pytest.mark.parametrize(
    "line",
    [
        "（" * 60_000, "（" * 30_000 + "）" * 30_000, "1，" * 60_000, "其中10万元、" * 12_000,
        "全部完成" * 20_000, "12%占34万元的" * 9000, "《" * 60_000, "一是" * 30_000, "的" * 90_000,
    ],
    ids=lambda line: line[:6],
)  # fmt: skip
def test_再怪的一段也在十秒之内(tmp_path: Path, line: str) -> None:
    path = docs.plain(tmp_path / "报告.docx", line)
    start = perf_counter()
    proof(path)
    assert perf_counter() - start < 10


_MANY = 5000


@pytest.mark.parametrize(
    "line",
    [
        "某县水利局于{year}年{month}月{day}日组织项目竣工验收。",
        "按照《某省第{month}号东片区{year}年{day}项目资金管理办法》执行。",
    ],
    ids=["日期", "书名"],
)
def test_几千个日期_书名不两两去比(tmp_path: Path, line: str) -> None:
    numbers = range(_MANY)
    lines = (
        line.format(year=2015 + n % 10, month=1 + n % 12, day=1 + n % 28 if n % 3 else n)
        for n in numbers
    )
    path = tmp_path / "报告.txt"
    path.write_text("\n".join(lines), "utf-8")
    start = process_time()
    proof(path)
    assert process_time() - start < 5


def test_位置照标题说_在Word里找得到(tmp_path: Path) -> None:
    lines = ("自评报告", "", "引言。", "一、资金", "（一）投入", "安排10万元。", "", "到位9万元。")
    report = read_report(docs.plain(tmp_path / "报告.docx", *lines))
    places = {paragraph.text: paragraph.place for paragraph in report.paragraphs}
    assert places["引言。"] == "开头第 2 段"
    assert places["（一）投入"] == "“（一）投入”一段"
    assert places["到位9万元。"] == "“（一）投入”下第 2 段"
