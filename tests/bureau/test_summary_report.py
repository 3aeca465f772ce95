"""汇总报告.docx：数对、带着汇总.xlsx 里的格；名单没有的写“没有。”；自己的模板写错了说一句。"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from smallbureau import Filed, filed, frames_of
from validators import audit_errors, sdk_errors

from perfxl.bureau.tables import Summary, Ways, summarise
from perfxl.bureau.tables.roster import Due, Roster
from perfxl.bureau.tables.template import LOOK, summary_template
from perfxl.errors import TemplateError
from perfxl.report.blank.build import packed
from perfxl.report.blank.look import HEAD, NS
from perfxl.report.blank.sheet import paragraph

ROOT = Path(__file__).parent.parent.parent
MANY = [
    filed("县图书馆", "阅览室改造", H18="13"),
    filed("县图书馆", "全民阅读", E6="120", E7="110", H17="14"), filed("县文化馆", "送戏下乡"),
]  # fmt: skip
ROSTER = Roster(
    "名册.xlsx", (Due("县图书馆", "阅览室改造", "名册!B2"), Due("县水务局", "河堤", "名册!B3"))
)


def _made(folder: Path, many: list[Filed] = MANY, ways: Ways | None = None) -> Summary:
    frames = frames_of(many, [("收到/坏.xlsx", "不是工作簿")])
    return summarise(frames, folder, ways or Ways(ROSTER, seed=7))


def _text(path: Path) -> str:
    """连内容控件里的字。"""
    body: Any = Document(str(path)).element.body
    lines = (
        "".join(one.text or "" for one in line.iter(qn("w:t"))) for line in body.iter(qn("w:p"))
    )
    return "\n".join(lines)


def test_数和名单(tmp_path: Path) -> None:
    text = _text(_made(tmp_path).report)
    assert "2023年度绩效自评汇总报告" in text
    assert "收到自评表3份，涉及2家单位。按名册应报2个，已报1个，未报1个，名册里没有的2份。" in text
    assert "没有读成的文件1个，见附件。" in text
    assert "全年预算合计300.00万元，全年执行265.95万元，执行率88.65%。" in text
    assert "金额200万元以上（一些地方复核通知写的数，未核实）、专项、部门整体的都查" in text
    assert "附件3　雷同的话\n没有。" in text
    assert "县水务局\n河堤\n名册里有，没有收到" in text


def test_元填在万元里的_合计后面说是哪几份_不算它是多少(tmp_path: Path) -> None:
    wrong = filed("县水务局", "河堤", E6="1200000", E7="1190000")
    text = _text(_made(tmp_path, [*MANY, wrong]).report)
    assert (
        "全年预算合计1,200,300.00万元，全年执行354.60万元，执行率0.03%。"
        "其中1份金额不可信，要先核实：县水务局“河堤”；不算它们，"
        "全年预算合计300.00万元，全年执行265.95万元，执行率88.65%。"
    ) in text
    assert "要先核实：" not in _text(_made(tmp_path).report)


def test_每个数带着汇总里的格_格里就是这个数(tmp_path: Path) -> None:
    made = _made(tmp_path)
    book = openpyxl.load_workbook(made.book, data_only=True)
    document: Any = Document(str(made.report)).element.body
    seen = 0
    for control in document.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        shown = "".join(one.text for one in control.iter(qn("w:t")))
        sheet, cell = tag.split("!")
        value = book[sheet][cell].value
        number = float(re.sub("[,%]", "", shown)) / (100 if "%" in shown else 1)
        assert value == pytest.approx(number), tag
        seen += 1
    assert seen > 20


def test_是好的Word文件(tmp_path: Path) -> None:
    report = _made(tmp_path).report
    assert audit_errors(report) == []
    assert sdk_errors(report) == []


def test_仓库里的模板就是程序画的() -> None:
    assert (ROOT / "templates" / "summary.docx").read_bytes() == summary_template()


def test_没有名册_一份也没有的也写得出(tmp_path: Path) -> None:
    text = _text(_made(tmp_path, ways=Ways()).report)
    assert "按名册" not in text
    frames = {name: frame.iloc[:0] for name, frame in frames_of(MANY).items()}
    text = _text(summarise(frames, tmp_path, Ways()).report)
    assert text.startswith("绩效自评汇总报告\n\n一、报送情况\n本次汇总绩效自评，收到自评表0份")


def test_名单太长的_只印二百行_说还有几行(tmp_path: Path) -> None:
    due = tuple(Due(f"第{one}小学", "操场", f"名册!B{one}") for one in range(230))
    text = _text(_made(tmp_path, ways=Ways(Roster("名册.xlsx", due))).report)
    assert "还有33行，见汇总.xlsx。" in text  # 二百三十个未报，三份名册里没有


def test_自己的模板(tmp_path: Path) -> None:
    def template(text: str) -> Path:
        body = f"<w:body>{paragraph(text, 'Normal')}<w:sectPr/></w:body>"
        path = tmp_path / "自己的.docx"
        path.write_bytes(packed(f"{HEAD}<w:document {NS}>{body}</w:document>", LOOK, "模板"))
        return path

    ways = Ways(ROSTER, template=template("共{{ 收到的自评表 }}份，未报{{ 未报 }}个"))
    assert _text(_made(tmp_path, ways=ways).report) == "共3份，未报1个"
    with pytest.raises(TemplateError, match="没有“收到的表”这个名称"):
        _made(tmp_path, ways=Ways(ROSTER, template=template("共{{ 收到的表 }}份")))
    with pytest.raises(TemplateError, match=r"打不开报告模板 没有\.docx，请看文件在不在"):
        _made(tmp_path, ways=Ways(ROSTER, template=tmp_path / "没有.docx"))
