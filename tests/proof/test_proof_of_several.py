"""工作簿里有几份自评表的：报告写的是哪一份，就与那一份对照。"""

from __future__ import annotations

import pytest
from drawn import drawn
from severalbook import DEPARTMENT, SHEETS

from perfxl.assess import Assessment, assess_all
from perfxl.form.load import load_all
from perfxl.proof import proof_report
from perfxl.proof.model import Proofed
from perfxl.proof.text.read import report_of

FORMS = load_all()
Book = tuple[Assessment, ...]
BOOK = assess_all(drawn(SHEETS), FORMS)
WHOLE = assess_all(drawn(DEPARTMENT), FORMS)
# 街道图书馆改造全年执行 88.65 万元、接待读者 57000 人次；第二份（社区食堂补贴）另有一处错误。
TITLE = "2023年度街道图书馆改造项目绩效自评报告\n"


def _proofed(text: str, book: Book = BOOK) -> Proofed:
    return proof_report(report_of("报告.txt", text), book)


def _expected(text: str, book: Book = BOOK) -> list[str]:
    return [one.expected for one in _proofed(text, book).findings if one.code == "R06"]


@pytest.mark.parametrize("head", [TITLE, "绩效自评报告\n项目名称：街道图书馆改造\n"])
def test_标题写着哪一份就与哪一份对照(head: str) -> None:
    assert _expected(head + "全年预算数90万元，全年执行数80万元。") == ["88.65万元"]


def test_别的一份的错误不说() -> None:
    assert _proofed(TITLE + "全年执行数88.65万元。").wrong == ()
    assert _proofed("2023年度社区食堂补贴项目绩效自评报告\n全年执行数88.65万元。").wrong


def test_没有写是哪一份的与各份都对照() -> None:
    assert _expected("绩效自评报告\n全年执行数80万元。") == []
    assert _proofed("绩效自评报告\n全年执行数80万元。").wrong


def test_部门整体的报告说到各个项目() -> None:
    text = "区文化和旅游局2023年度部门整体支出绩效自评报告\n街道图书馆改造全年接待读者57000人次。"
    assert _proofed(text, WHOLE).count.agree
