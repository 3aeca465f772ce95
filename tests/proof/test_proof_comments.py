"""批注：正指着有问题的字，别的字、格式一个不动；不覆盖别人的文件。"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
import worddocs as docs

from perfxl.proof import proof
from perfxl.proof.comments import AUTHOR, write_comments
from perfxl.proof.text.archive import ReportError
from perfxl.proof.text.numbering import W
from perfxl.proof.text.read import read_report

_WRONG = "全年投入资金820万元，其中渠道清淤560万元，泵站改造250万元。"

_RATE = "发放问卷200份，收回190份，收回率85%。"


def _commented(document: Any) -> dict[int, str]:
    """每条批注指着的字。"""
    mark = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"
    found: dict[int, str] = {}
    open_ones: list[int] = []
    for element in document.element.body.iter():
        name = element.tag.rpartition("}")[2]
        number = int(element.get(mark) or -1) if "comment" in name else -1
        if name == "commentRangeStart":
            open_ones.append(number)
            found[number] = ""
        elif name == "commentRangeEnd":
            open_ones.remove(number)
        elif name == "t":
            for one in open_ones:
                found[one] += element.text
    return found


def _proofed(path: Path, output: Path) -> Any:
    return docx.Document(str(write_comments(path, proof(path), output)))


def test_批注正指着那几个字(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", "一、资金", f"经核对，{_WRONG}特此说明。")
    document = _proofed(path, tmp_path / "核对.docx")
    assert list(_commented(document).values()) == ["820万元，其中渠道清淤560万元，泵站改造250万元"]
    [comment] = document.comments
    assert comment.author == AUTHOR
    assert "R01" in comment.text
    assert "加起来是 810" in comment.text


def test_分成许多段的字_格式都留着(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    document = docx.Document()
    line = document.add_paragraph()
    for place, mark in enumerate(_WRONG):
        line.add_run(mark).bold = place % 2 == 0
    document.save(str(path))
    after = _proofed(path, tmp_path / "核对.docx")
    before = [(run.text, run.bold) for run in docx.Document(str(path)).paragraphs[0].runs]
    assert [(run.text, run.bold) for run in after.paragraphs[0].runs if run.text] == before
    assert [text.rstrip("。") for text in _commented(after).values()] == [_WRONG[6:-1]]


def test_一段字里只标一截_两边格式相同(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    document = docx.Document()
    run = document.add_paragraph().add_run(f"前面的话。{_WRONG}后面的话。")
    run.italic = True
    document.save(str(path))
    after = _proofed(path, tmp_path / "核对.docx")
    runs = [one for one in after.paragraphs[0].runs if one.text]
    assert len(runs) == 3
    assert all(one.italic for one in runs)
    assert "".join(one.text for one in runs) == run.text


@pytest.mark.parametrize("wrap", ["ins", "hyperlink", "smartTag"])
def test_包在修订链接里的字也标得上(tmp_path: Path, wrap: str) -> None:
    path = docs.plain(tmp_path / "报告.docx", _WRONG)
    docs.rebuilt(path, "word/document.xml", ("<w:r><w:t>", f"<w:{wrap}><w:r><w:t>"))
    docs.rebuilt(path, "word/document.xml", ("</w:t></w:r>", f"</w:t></w:r></w:{wrap}>"))
    after = _proofed(path, tmp_path / "核对.docx")
    assert len(list(after.comments)) == 1
    assert [one.text for one in read_report(tmp_path / "核对.docx").paragraphs] == [_WRONG]


def test_表格里的字(tmp_path: Path) -> None:
    rows = [["项目", "金额"], ["清淤", "12"], ["护岸", "30"], ["合计", "45"]]
    path = docs.table(tmp_path / "报告.docx", rows)
    assert list(_commented(_proofed(path, tmp_path / "核对.docx")).values()) == ["45"]


def _boxed(text: str) -> str:
    """Word 画的文本框：新旧两种画法各写一份。"""
    inner = f"<w:txbxContent>{docs.paragraph(docs.run(text))}</w:txbxContent>"
    return (
        f'<w:r {docs.NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{inner}'
        f"</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{inner}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_前面有文本框的_后面的批注不错位_框里的指着画框的地方(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", "一、资金", "概况如图。", "此处画框", _WRONG)
    docs.rebuilt(path, "word/document.xml", ("<w:r><w:t>此处画框</w:t></w:r>", _boxed(_RATE)))
    document = _proofed(path, tmp_path / "核对.docx")
    inside, after = _commented(document).values()
    assert after == "820万元，其中渠道清淤560万元，泵站改造250万元"
    assert _RATE in inside
    assert "文本框里“200份" in next(iter(document.comments)).text


def test_脚注里的_批注指着脚注的号(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", "一、资金", "资金来源见注", "特此说明。")
    mark = '<w:r><w:t>资金来源见注</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>'
    docs.rebuilt(path, "word/document.xml", ("<w:r><w:t>资金来源见注</w:t></w:r>", mark))
    notes = f'<w:footnotes {docs.NAMESPACES}><w:footnote w:id="3" w:type="separator"/>'
    notes += f'<w:footnote w:id="5">{docs.paragraph(docs.run(_WRONG))}</w:footnote></w:footnotes>'
    with ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    document = _proofed(path, tmp_path / "核对.docx")
    [comment] = document.comments
    assert "脚注 1“820万元" in comment.text
    [start] = document.element.body.iter(f"{W}commentRangeStart")
    assert next(start.itersiblings()).find(f"{W}footnoteReference") is not None


def test_原报告不动_再写一遍也行(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", _WRONG)
    content = path.read_bytes()
    for _ in range(2):
        _proofed(path, tmp_path / "核对.docx")
    assert path.read_bytes() == content


def test_写进文件夹的名字(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", _WRONG)
    assert write_comments(path, proof(path), tmp_path / "出").name == "报告-核对.docx"


def test_不覆盖原报告_不覆盖别的文件(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", _WRONG)
    other = docs.plain(tmp_path / "别的.docx", "别人的")
    for target, said in ((path, "就是原报告"), (other, "已经有了")):
        with pytest.raises(ReportError, match=said):
            write_comments(path, proof(path), target)
    text = tmp_path / "报告.txt"
    text.write_text(_WRONG, encoding="utf-8")
    with pytest.raises(ReportError, match=r"只能写进 \.docx"):
        write_comments(text, proof(text), tmp_path / "出.docx")


def test_批注核对过的不再说(tmp_path: Path) -> None:
    path = docs.plain(tmp_path / "报告.docx", _WRONG, "截止2021年12月底完工。")
    document = _proofed(path, tmp_path / "核对.docx")
    for comment in document.comments:
        if "R01" in comment.text:
            comment.add_paragraph("核对过：另有 10 万元机动，不在其中")
    document.save(str(path))
    after = proof(path)
    assert [one.code for one in after.findings] == ["R18"]
    assert after.kept == 1
