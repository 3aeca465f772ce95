"""待核的跟到底：照错的数算出来的（执行率、得分、总分、等级、共扣几分）也注明；不相干的不注。

目标、说明里的编号不与报告自己的混在一起。
"""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn
from reportcase import Made

from perfxl.assess import assess
from perfxl.form.load import load
from perfxl.proof import proof
from perfxl.report import render

MARK = "（待核）"
MUCH = {"E6": "900000", "E7": "900000", "E8": "0"}


def _made(folder: Path, **change: str) -> Made:
    assessment = assess(drawn(GOOD, change), [load("mof-2020")])
    made = Made(render(assessment, folder / "报告.docx"))
    assert proof(made.path, (assessment,), "自评表.xlsx").findings == ()
    return made


def test_一条得分错了_一级指标_总分_等级_共扣几分都待核(tmp_path: Path) -> None:
    made = _made(tmp_path, H18="15", H21="99.85")
    text = made.text
    assert "总分为99.85分（待核），等级为“优”（待核）" in text
    assert "效益指标得30分（待核）（分值30分）" in text
    assert "预算执行率得9.85分（分值10分），产出指标得50分（分值50分）" in text
    assert made.table("得分率")[-1] == ["总分（等级：优（待核））", "100", "99.85（待核）", "—"]
    assert ["效益指标", "30", "30（待核）", "100%（待核）"] in made.table("得分率")
    assert "效益指标共2项三级指标，均得满分（待核）。" in text


def test_总额少加了一行_执行率_得分_总分都待核(tmp_path: Path) -> None:
    made = _made(
        tmp_path,
        E7="'70",
        E6="=SUM(E7:E9) → 10",
        F6="9",
        F7="-1",
        H6="90.00%%",
        I6="9",
        H21="98.25",
    )
    assert "预算执行率90.00%（待核）" in made.text
    assert "预算执行率得9分（待核）" in made.text
    assert "产出指标得50分（分值50分）" in made.text


def test_单位像是写错了的_还没有说明_也待核(tmp_path: Path) -> None:
    made = _made(tmp_path, **MUCH)
    assert "全年预算数900000万元（待核）" in made.text.replace(",", "")
    assessment = assess(drawn(GOOD, MUCH), [load("mof-2020")])
    assert any("M18" in line for line in proof(made.path, (assessment,), "自评表.xlsx").wrong)


def test_都对的没有待核(tmp_path: Path) -> None:
    assert MARK not in _made(tmp_path).text


@pytest.mark.parametrize("mark", ["{}、", "（{}）", "{}."])
def test_目标编着号_改成低一层的编号_字不改(tmp_path: Path, mark: str) -> None:
    goals = ("改造旧阅览室；", "添置图书；", "全年接待读者六万人次以上。")
    digits = "一二三" if "." not in mark else "123"
    goal = "⏎".join(mark.format(one) + line for one, line in zip(digits, goals, strict=True))
    made = _made(tmp_path, B11=goal, F11=goal)
    place = made.paragraphs.index("预期目标：")
    lead = "{}." if "." in mark else "{}. "
    assert made.paragraphs[place + 1 : place + 4] == [
        lead.format(number) + line for number, line in enumerate(goals, 1)
    ]


def test_一份里指标_执行率各扣多少_合计就是没有得的分(tmp_path: Path) -> None:
    made = _made(tmp_path)
    (said,) = (one for one in made.paragraphs if one.startswith("未得满分的指标"))
    assert said == ("未得满分的指标共1项，共扣0.75分，预算执行率扣0.15分，合计扣0.9分，具体如下。")


def test_单位写的又从1起_中间有一句(tmp_path: Path) -> None:
    words = (
        "[报告文字]\n栏目 | 正文\n存在问题 | 1.闭馆时间长。⏎2.宣传不够。\n改进措施 | 1.错峰施工。"
    )
    assessment = assess(drawn(f"{GOOD}\n{words}\n", {}), [load("mof-2020")])
    lines = Made(render(assessment, tmp_path / "报告.docx")).paragraphs
    place = lines.index("1.闭馆时间长。")
    assert lines[place - 1] == "存在问题综合说明如下。"
    place = lines.index("1.错峰施工。")
    assert lines[place - 1] == "六、改进措施和建议"  # 前面没有程序写的几条


def test_手写的报告照抄目标_目标的编号不当作标题(tmp_path: Path) -> None:
    goal = "一、改造旧阅览室；⏎二、添置图书；⏎三、全年接待读者六万人次以上。"
    assessment = assess(drawn(GOOD, {"B11": goal}), [load("mof-2020")])
    lines = ["一、基本情况", *goal.split("⏎"), "二、自评结论", "四、存在的问题"]
    path = tmp_path / "报告.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = proof(path, (assessment,), "自评表.xlsx").findings
    assert [one.message for one in found if one.code == "R10"] == ["二、之后直接到四、，缺三、"]
