"""雷同、外来的名称：抄的看得出，各写各的、短的套话、自己的名称不报。"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
from smallbureau import Filed, filed, frames_of, words

from perfxl.bureau.tables.copied import copied
from perfxl.bureau.tables.foreign import foreign
from perfxl.bureau.tables.gather import bureau_of
from perfxl.bureau.tables.roster import Due, Roster
from perfxl.bureau.tables.texts import said

UNITS = ("县图书馆", "县文化馆", "县水务局", "县农机站")


def _copied(*many: Filed) -> pd.DataFrame:
    return copied(said(bureau_of(frames_of(many))))


def _members(table: pd.DataFrame) -> list[tuple[int, str, str, str]]:
    columns = table[["group", "kind", "office", "cell"]]
    return list(columns.itertuples(index=False, name=None))


def test_各写各的_一条也没有() -> None:
    assert _members(_copied(*(filed(unit, "项目甲") for unit in UNITS))) == []


def test_换了自己的名称和数也是抄的() -> None:
    goal = "{}为全县二百个行政村配送图书{}册，培训管理员，开展阅读推广活动，群众满意"
    table = _copied(
        filed("县图书馆", "项目甲", B11=goal.format("县图书馆", 1200)),
        filed("县文化馆", "项目乙", B11=goal.format("县文化馆", 3600)),
        filed("县水务局", "项目丙"),
    )
    assert _members(table) == [
        (1, "预期目标（整段）", "县图书馆", "绩效自评表!B11"),
        (1, "预期目标（整段）", "县文化馆", "绩效自评表!B11"),
    ]
    assert table["likeness"].tolist() == [100, 100]
    assert table["note"].tolist()[1] == "与 县图书馆“项目甲”的一段比"


def test_同一天的文件分不出先后_不说哪一家最早() -> None:
    goal = words("底稿", 5)
    early = replace(filed("县图书馆", "项目甲", B11=goal), received=date(2026, 2, 27))
    late = filed("县文化馆", "项目乙", B11=goal)
    notes = _copied(early, late)["note"].tolist()
    assert notes[0].startswith("2 家写得几乎一样，这一份的文件日期最早；")
    notes = _copied(replace(early, received=late.received), late)["note"].tolist()
    assert "文件日期有同一天的，分不出先后，别的几份与这一份比；" in notes[0]


def test_改了几个字的也看得出_写着相似度() -> None:
    text = words("底稿", 5)
    changed = text.replace("，", "，并且", 2)
    table = _copied(filed("县图书馆", "项目甲", F11=text), filed("县文化馆", "项目乙", F11=changed))
    (first, second) = _members(table)
    assert (first[1], second[2]) == ("实际完成情况（整段）", "县文化馆")
    assert 85 <= table["likeness"].iloc[1] < 100


def test_一家自己的几个项目写得一样_不算() -> None:
    same = words("同样", 3)
    made = _copied(*(filed("县图书馆", f"项目{one}", B11=same) for one in "甲乙丙"))
    assert _members(made) == []


def test_短的套话不算() -> None:
    reason = "受天气影响，进度滞后"
    made = _copied(*(filed(unit, "项目甲", I18=reason) for unit in UNITS))
    assert _members(made) == []


def test_其中一句一字不差() -> None:
    sentence = "聘请第三方机构对全县八十六处水源地逐一采样并公布检测结果接受群众监督"
    table = _copied(
        filed("县图书馆", "项目甲", B11=f"{words('头', 3)}。{sentence}。"),
        filed("县水务局", "项目乙", B11=f"{sentence}。{words('尾', 4)}。"),
    )
    assert _members(table) == [
        (1, "预期目标（其中一句）", "县图书馆", "绩效自评表!B11"),
        (1, "预期目标（其中一句）", "县水务局", "绩效自评表!B11"),
    ]
    assert set(table["text"]) == {sentence}


def test_许多家都这样写的排在后面_只列几份_说明可能是统一的() -> None:
    text = "按照县财政局统一口径填写，年度内各项工作均按计划推进并完成验收"
    units = [f"第{one}小学" for one in "一二三四五六七八九十"] + ["县一中", "县二中"]
    many = [filed(unit, "项目甲", F11=text) for unit in units]
    pair = words("一对", 4)
    many += [filed(unit, "项目乙", B11=pair) for unit in units[:2]]
    table = _copied(*many)
    assert table.groupby("group")["offices"].first().tolist() == [2, 12]
    usual = table[table["group"] == 2]
    assert (len(usual), usual["usual"].all()) == (5, True)
    assert (
        usual["note"]
        .iloc[0]
        .endswith("许多家都这样写，可能是统一下发的填法：共 12 份，只列头 5 份")
    )


# ---- 外来的名称 ----


def _foreign(*many: Filed, due: tuple[Due, ...] = ()) -> list[tuple[str, str, str, str]]:
    bureau = bureau_of(frames_of(many))
    table = foreign(bureau, said(bureau), Roster("名册.xlsx", due) if due else None)
    columns = table[["office", "kind", "name", "belongs"]]
    return sorted(columns.itertuples(index=False, name=None))


def test_写着别人的单位_项目() -> None:
    made = _foreign(
        filed("禾源县水务局", "河堤加固工程二期", B11="由禾源县水务局完成河堤加固工程二期"),
        filed("禾源县文化馆", "送戏下乡惠民演出", B11="由禾源县水务局组织演出六十场"),
        filed("禾源县农机站", "农机补贴", F11="送戏下乡惠民演出全部完成，群众满意"),
    )
    assert made == [
        ("禾源县农机站", "项目", "送戏下乡惠民演出", "禾源县文化馆"),
        ("禾源县文化馆", "单位", "禾源县水务局", "禾源县水务局"),
    ]


def test_自己的名称里含着别人的名称_不算() -> None:
    made = _foreign(
        filed("禾源县图书馆", "借阅", B11="本馆按时开放"),
        filed("禾源县图书馆青云分馆", "借阅", B11="禾源县图书馆青云分馆按时开放"),
    )
    assert made == []


def test_许多家都提到的_不算() -> None:
    units = [f"禾源县第{one}中学" for one in "一二三四五"]
    many = [filed(unit, "操场", B11=f"{unit}在禾源县财政局指导下完成") for unit in units]
    assert _foreign(*many, filed("禾源县财政局", "培训")) == []


def test_名册里没有报的单位也认得() -> None:
    due = (Due("禾源县气象局台站", "雷达更新", "名册!A2"),)
    made = _foreign(filed("禾源县水务局", "河堤", B11="禾源县气象局台站已完成安装"), due=due)
    assert made == [("禾源县水务局", "单位", "禾源县气象局台站", "禾源县气象局台站")]
