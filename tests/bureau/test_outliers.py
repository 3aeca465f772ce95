"""离群：同名指标里离得远的，打分、写原因的习惯；每一条写着凭什么，平常的参差不报。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd
from smallbureau import Filed, filed, frames_of, words

from perfxl.bureau.tables import overview
from perfxl.bureau.tables.gather import bureau_of
from perfxl.bureau.tables.habits import habits
from perfxl.bureau.tables.outliers import outliers
from perfxl.bureau.tables.spread import spread
from perfxl.bureau.tables.whole import whole

UNITS = [f"第{one}中学" for one in "一二三四五六七八九"]
# 读者满意度各家写的；执行数各家略有不同。
RATES = (91, 93, 94, 95, 92, 96, 93, 97, 94)


def _many(cell: str, values: Sequence[str], **others: str) -> list[Filed]:
    return [
        filed(unit, "项目甲", **{cell: value}, **others)
        for unit, value in zip(UNITS, values, strict=True)
    ]


def _outliers(many: Sequence[Filed]) -> pd.DataFrame:
    return outliers(bureau_of(frames_of(many)))


def _said(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(table[["kind", "office", "cell"]].itertuples(index=False, name=None))


def test_平常的参差_一条也没有() -> None:
    assert _said(_outliers(_many("F20", [f"{rate}%" for rate in RATES]))) == []


def _money(many: Sequence[Filed]) -> list[tuple[str, object, str]]:
    figures = {figure.name: figure for figure in overview.figures(whole(frames_of(many)))}
    return [
        (name, figures[name].value, figures[name].note)
        for name in figures
        if name.endswith(("全年预算", "全年执行", "执行率", "存疑的"))
    ]


def test_元填在万元里的_合计旁边说有它_不算它是多少() -> None:
    usual = _many("E6", ["60"] * 9, F6="57", E7="60", F7="57", E8="0", F8="0", E9="0", F9="0")
    wrong = replace(usual[-1], change={**usual[-1].change, "E6": "600000", "E7": "600000"})
    figures = _money([*usual[:-1], wrong])
    assert [(name, value) for name, value, _ in figures] == [
        ("全年预算", 600480), ("全年执行", 513), ("执行率", Decimal("0.09")), ("金额存疑的", 1),
        ("除去存疑的全年预算", 480), ("除去存疑的全年执行", 456), ("除去存疑的执行率", 95),
    ]  # fmt: skip
    notes = {name: note for name, _, note in figures}
    assert notes["全年预算"] == (
        "9 份预算、执行都读得出的；金额存疑的 1 份也在里面，不算它们是 480 万元"
    )
    assert notes["执行率"].endswith("金额存疑的 1 份也在里面，不算它们是 95.00%")
    assert "金额离群" in notes["金额存疑的"]
    assert notes["金额存疑的"].endswith("：第九中学“项目甲”")
    assert [name for name, _, _ in _money(usual)] == ["全年预算", "全年执行", "执行率"]
    offices = whole(frames_of([*usual[:-1], wrong])).offices
    assert dict(zip(offices["office"], offices["doubts"], strict=True))["第九中学"] == 1


def test_只收到两份的_写错单位的也说() -> None:
    wrong = filed("第二中学", "项目乙", E6="600000", E7="600000")
    notes = {name: note for name, _, note in _money([filed("第一中学", "项目甲"), wrong])}
    assert "M18" in notes["金额存疑的"]


def test_总额少加了一行的_合计旁边说有它_不算它是多少() -> None:
    short = filed("第二中学", "项目乙", E7="'80", E6="=SUM(E7:E9) → 10", F6="9")
    figures = _money([filed("第一中学", "项目甲"), short])
    notes = {name: note for name, _, note in figures}
    assert notes["全年预算"].endswith("金额存疑的 1 份也在里面，不算它们是 90 万元")
    assert "M01、S13" in notes["金额存疑的"]
    assert notes["金额存疑的"].endswith("：第二中学“项目乙”")


def test_执行率写错了的_金额不存疑() -> None:
    assert not [
        name for name, *_ in _money([filed("第一中学", "项目甲", H6="95%")]) if "存疑" in name
    ]


def test_没有填全的_不数作六十分以下_不进中位数() -> None:
    half = filed("第二中学", "项目乙", **dict.fromkeys(("H13", "H14", "F13", "F14", "H21"), ""))
    figures = {
        figure.name: figure
        for figure in overview.figures(whole(frames_of([filed("第一中学", "项目甲"), half])))
    }
    assert figures["核算总分的中位数"].note == (
        "1 份有核算总分的；有几项没有得分、总分不全的 1 份不算：第二中学“项目乙”"
    )
    assert figures["核算总分的中位数"].value == Decimal("99.1")


def test_满分不是一百的_不数作六十分以下_不进中位数() -> None:
    frames = frames_of([filed("第一中学", "项目甲"), filed("第二中学", "项目乙")])
    frames["filings"].loc[1, ["full", "total"]] = [Decimal(20), Decimal("19.4")]
    made = whole(frames)
    figures = {figure.name: figure for figure in overview.figures(made)}
    assert figures["核算总分的中位数"].value == Decimal("99.1")
    assert figures["60 分以下"].value == 0
    assert figures["核算总分的中位数"].note == (
        "1 份有核算总分的；满分不是 100 的 1 份不算：第二中学“项目乙”"
    )
    frames["filings"].loc[1, "left_out"] = 1  # 又没有填全的，只数一次
    note = {figure.name: figure.note for figure in overview.figures(whole(frames))}[
        "核算总分的中位数"
    ]
    assert note == "1 份有核算总分的；有几项没有得分、总分不全的 1 份不算：第二中学“项目乙”"
    second = made.offices.set_index("office").loc["第二中学"]
    assert (second["middle"], second["lowest"]) == (None, None)


def test_总额是没有存结果的公式_照其中各行之和算进合计() -> None:
    sums = {"E6": "=SUM(E7:E9) →", "F6": "=SUM(F7:F9) →"}
    made = _money([filed("第一中学", "项目甲"), filed("第二中学", "项目乙", **sums)])
    assert [(name, value) for name, value, _ in made] == [
        ("全年预算", 180), ("全年执行", Decimal("177.3")), ("执行率", Decimal("98.5")),
    ]  # fmt: skip


def test_合计里没有算进的_写着是谁的() -> None:
    blank = filed("第二中学", "项目乙", F6="", F7="", F8="", F9="")
    notes = {name: note for name, _, note in _money([filed("第一中学", "项目甲"), blank])}
    assert notes["全年预算"] == (
        "1 份预算、执行都读得出的；没有填、读不出、没有算进的 1 份：第二中学“项目乙”"
    )


def test_百分数离得远的_写着凭什么() -> None:
    table = _outliers(_many("F20", [f"{rate}%" for rate in (*RATES[:-1], 52)]))
    assert _said(table) == [("完成值离群", "第九中学", "绩效自评表!F20")]
    row = table.iloc[0]
    assert (row["value"], row["middle"], row["mad"], row["count"]) == (52, 93, 2, 9)
    assert row["basis"] == (
        "“读者满意度”比了 9 份（9 家），中位数 93%，多数在 92–95%；这一份 52%，"
        "相差 41 个百分点，离中位数 13.83 倍标准距离（MAD；3.5 以上算离群）"
    )


def test_写错单位的_单位换成一样再比() -> None:
    values = ["1236平方米"] * 3 + ["1310㎡"] * 3 + ["0.13公顷", "1280平方米", "1250000平方米"]
    table = _outliers(_many("F13", values))
    assert [row[:2] for row in _said(table)] == [
        ("完成值离群", "第九中学"), ("单价离群", "第九中学"),
    ]  # fmt: skip
    assert "这一份 1250000平方米，是中位数的 962 倍" in table["basis"].iloc[0]


def test_丢了百分号的_没有写单位的_照另一格读() -> None:
    values = [f"{rate}%" for rate in RATES[:-2]] + ["0.94", "95"]
    assert _said(_outliers(_many("F20", values))) == []


def test_单价是执行数除以数量() -> None:
    many = [
        filed(unit, "项目甲", F13=f"{1200 + 10 * place}平方米", F6=str(80 + place))
        for place, unit in enumerate(UNITS)
    ]
    many[4] = filed(UNITS[4], "项目甲", F13="1240平方米", F6="0.1")
    table = _outliers(many)
    assert [row[:2] for row in _said(table)] == [
        ("单价离群", "第五中学"), ("单价离群", "第五中学"),
    ]  # fmt: skip
    row = table.iloc[0]
    assert (row["unit"], row["value"]) == ("元/平方米", Decimal("0.806452"))


def test_多半相等的_少数略有不同不算_差得多的算() -> None:
    mild = ["100%"] * 6 + ["98%", "97%", "95%"]
    assert _said(_outliers(_many("F20", mild))) == []
    table = _outliers(_many("F20", ["100%"] * 8 + ["40%"]))
    assert _said(table) == [("完成值离群", "第九中学", "绩效自评表!F20")]
    assert "平均距离，多半的数相等" in table["basis"].iloc[0]


def test_份数少_家数少的不比() -> None:
    values = [f"{rate}%" for rate in (*RATES[:6], 10)]
    few = [filed(UNITS[place], "项目甲", F20=value) for place, value in enumerate(values)]
    assert _said(_outliers(few)) == []
    one = [
        filed("县图书馆", f"项目{place}", F20=f"{rate}%")
        for place, rate in enumerate((*RATES[:-1], 10))
    ]
    assert _said(_outliers(one)) == []


def test_全年预算写成元的() -> None:
    many = [filed(unit, "项目甲", E6=str(80 + 9 * place)) for place, unit in enumerate(UNITS)]
    many[2] = filed(UNITS[2], "项目甲", E6="980000")
    table = _outliers(many)
    assert _said(table) == [("金额离群", "第三中学", "绩效自评表!E6")]
    assert "这一份 980000万元" in table["basis"].iloc[0]


def test_中位数不怕极端的数() -> None:
    values = [Decimal(one) for one in (5, 6, 7, 8, 100000)]
    made = spread(values)
    assert (made.middle, made.mad) == (Decimal(7), Decimal(1))
    assert made.distance(Decimal(7)) == 0


# ---- 习惯 ----


def _habits(many: Sequence[Filed]) -> pd.DataFrame:
    return habits(bureau_of(frames_of(many)))


FULL = {"F18": "60500人次", "H18": "15", "I18": "", "I6": "10", "H21": "100"}


def test_一家的项目全是满分_别人多半不是() -> None:
    many = [filed("县图书馆", f"项目{one}", **FULL) for one in "甲乙丙"]
    many += [filed(unit, "项目甲") for unit in UNITS]
    table = _habits(many)
    assert _said(table) == [("全部满分", "县图书馆", "绩效自评表!H21")]
    assert table["basis"].iloc[0] == (
        "县图书馆 报了 3 个项目，全是 100 分；别的单位 9 份里满分的 0 份（0%）"
    )


def test_大家都是满分_不说哪一家() -> None:
    many = [filed(unit, f"项目{one}", **FULL) for unit in UNITS[:3] for one in "甲乙丙"]
    assert _said(_habits(many)) == []


def test_处处正好百分之百() -> None:
    exact = {
        "F13": "1200平方米", "F14": "15000", "F15": "100%", "F17": "90万元", "F18": "60000人次",
        "F20": "90%",
    }  # fmt: skip
    many = [filed(unit, "项目甲") for unit in UNITS]
    table = _habits([*many, filed("县图书馆", "项目乙", **exact)])
    assert _said(table) == [("处处正好 100%", "县图书馆", "绩效自评表!F13")]
    assert (
        "算得出完成率的 6 条个个正好 100%；有 5 条以上的 10 份里，这样的 1 份（10%）"
        in (table["basis"].iloc[0])
    )


def test_扣得多写得少() -> None:
    many = [
        filed(
            f"第{place}小学", "项目甲", F18="48000人次", H18="12", I18=words(place, 1 + place % 3)
        )
        for place in range(24)
    ]
    many[7] = filed("第7小学", "项目甲", F18="32000人次", H18="8", I18="闭馆")
    table = _habits(many)
    assert _said(table) == [("扣得多写得少", "第7小学", "绩效自评表!I18")]
    assert table["basis"].iloc[0].startswith("扣了 7 分，原因只有 2 个字（“闭馆”）；")


def test_话一样扣得不一样() -> None:
    reason = "资料没有归档，制度没有落实"
    soft = {"F19": "部分达成年度指标并具有一定效果", "I19": reason}
    many = [
        filed("县图书馆", "项目甲", H19="15", **soft),
        filed("县文化馆", "项目乙", H19="3", **soft),
        filed("县水务局", "项目丙", H19="14", I19="管护人员没有到位", F19=soft["F19"]),
    ]
    table = _habits(many)
    assert _said(table) == [("话一样扣得不一样", "县图书馆", "绩效自评表!H19")]
    assert "扣了分值的 0%，县文化馆“项目乙”" in table["basis"].iloc[0]
    assert "扣了 80%" in table["basis"].iloc[0]


def test_完成得不一样_扣得不一样_是应当的() -> None:
    reason = "改造期间闭馆两个月，读者减少"
    many = [
        filed("县图书馆", "项目甲", F18="57000人次", H18="14.25", I18=reason),
        filed("县文化馆", "项目乙", F18="12000人次", H18="3", I18=reason),
    ]
    assert _said(_habits(many)) == []
