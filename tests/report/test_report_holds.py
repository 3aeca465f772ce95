"""程序写的每一句话都成立：填得对的、随便弄坏几格的表，各表样都试，另算一遍来对。

试得更多：PERFXL_REPORTS=3000 python -m pytest tests/report/test_report_holds.py
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
import reportcase as case
from attainedcheck import wrong_attained
from breakbook import BREAKS, WHOLE
from cleanbook import filing as clean
from drawn import drawn
from reportcheck import wrong

from perfxl.assess import assess
from perfxl.cells.grid import Cell, Grid
from perfxl.errors import FormError
from perfxl.form.load import load_all
from perfxl.report.marks import Ledger, Paragraphs, bare
from perfxl.report.sentences.context import build
from perfxl.report.sentences.names import PARAGRAPHS

EACH = int(os.environ.get("PERFXL_REPORTS", "30"))
FORMS = {form.code: form for form in load_all()}
DRAWN = ("mof-2020", "gd-special-2019", "gd-department-2022")


def _random(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # 只求重来时一样


def _contradictions(grid: Grid, code: str) -> list[str]:
    made = assess(grid, (FORMS[code],))
    names = build(made, Ledger()).names
    texts: dict[str, list[str]] = {}
    for name in PARAGRAPHS:
        value = names[name]
        assert isinstance(value, Paragraphs)
        texts[name] = [bare(one) for one in value]
    for name in ("资金情况", "得分情况", "指标小结"):
        texts[name] = [one for one in texts[name] if one != "无。"]
    return list(wrong(texts, bare(str(names["报告标题"])), made.filing))


def _spoilt(cell: Cell, random: Random) -> Cell:
    """一格改坏：空着、写成记号、数差一点、数改成文字、显示得少。"""

    def text(raw: str) -> Cell:
        return cell._replace(raw=raw, kind="text" if raw else "blank", formula=None)

    if cell.kind == "number":
        changes: tuple[Callable[[], Cell], ...] = (
            lambda: cell._replace(raw=f"{float(cell.raw) + 1:g}", formula=None),
            lambda: cell._replace(number_format="0"),
            lambda: cell._replace(number_format="#,##0.00"),
            lambda: text(f"{cell.raw}分"),
            lambda: text("/"),
            lambda: text(""),
        )
        return random.choice(changes)()
    return text(random.choice(["", "/", "—", "0.97", "1", f"{cell.raw}1", cell.raw]))


def _broken(grid: Grid, random: Random) -> Grid:
    """指标表里随便弄坏一到四格。"""
    sheet = grid.sheets[0]
    cells = dict(sheet.cells)
    places = [place for place, cell in cells.items() if cell.raw and place[0] > 2]
    for place in random.sample(places, random.randint(1, 4)):
        cells[place] = _spoilt(cells[place], random)
    return replace(grid, sheets=(replace(sheet, cells=cells), *grid.sheets[1:]))


def _readable(grid: Grid, code: str) -> list[str]:
    try:
        return _contradictions(grid, code)
    except FormError:  # 弄坏的正是认表样的那一格：没有报告
        return []


@pytest.mark.parametrize("code", DRAWN)
def test_填得对的表怎样变写法都成立(code: str) -> None:
    for seed in range(EACH):
        text = clean(code, _random(seed))
        assert _contradictions(drawn(text), code) == [], text


@pytest.mark.parametrize("code", DRAWN)
def test_变了写法又弄坏几格的也成立(code: str) -> None:
    for seed in range(EACH):
        random = _random(seed)
        grid = _broken(drawn(clean(code, random)), random)
        assert _readable(grid, code) == [], seed


@pytest.mark.parametrize("code", [code for code in FORMS if code not in DRAWN])
def test_每张表样弄坏几格都成立(code: str) -> None:
    whole = case.filled(code)
    assert _contradictions(whole, code) == []
    for seed in range(EACH):
        assert _readable(_broken(whole, _random(seed)), code) == [], seed


def test_弄坏一处的案例都成立() -> None:
    for one in BREAKS:
        grid = drawn(WHOLE[one["form"]], one["change"])
        assert _readable(grid, one["form"]) == [], one["title"]


GOOD = {
    "资金情况": (
        "2022年度年初预算数20万元，全年预算数20万元，全年执行数15万元，预算执行率75%。"
        "其中：当年财政拨款预算12万元，执行10万元；其他资金预算8万元，执行5万元。"
    ),
    "得分情况": "经自评，总分为98.55分，等级为“优”。其中：产出指标得18分（分值20分）。",
}


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("资金情况", ("执行5万元", "执行4万元"), "其中各行执行加起来不是全年执行数"),
        ("资金情况", ("75%", "85%"), "没有注明待核"),
        ("资金情况", ("全年预算数20万元", "全年预算数30万元"), "全年预算数填的是 200，印的是 30"),
        ("资金情况", ("年初", "None年初"), "有“None”"),
        ("得分情况", ("得18分", "得19分"), "加起来 19"),
        ("得分情况", ("为98.55", "为90"), "总分填的是"),
        ("得分情况", ("（分值20分）", "（分值0分）"), "有“分值0分”"),
    ],
)
def test_写错的话认得出来(name: str, line: tuple[str, str], said: str) -> None:
    filing = assess(drawn(WHOLE["gd-special-2019"]), (FORMS["gd-special-2019"],)).filing
    texts: dict[str, list[str]] = {one: [] for one in PARAGRAPHS} | {"得分情况": [GOOD["得分情况"]]}
    texts[name] = [GOOD[name].replace(*line)]
    assert any(said in one for one in wrong(texts, "甲项目绩效自评报告", filing))


def test_小结说错的认得出来() -> None:
    filing = assess(drawn(WHOLE["gd-special-2019"]), (FORMS["gd-special-2019"],)).filing
    rows = sum(one.level1.value == "投入" for one in filing.indicators)
    for line in (f"投入共{rows + 1}项三级指标。", f"投入共{rows}项三级指标，均未得满分。"):
        texts: dict[str, list[str]] = {one: [] for one in PARAGRAPHS} | {
            "得分情况": [GOOD["得分情况"]],
            "指标小结": [line],
        }
        assert any(line in one for one in wrong(texts, "甲项目绩效自评报告", filing)), line


ATTAINED = "没有达到的是甲。超过指标值的是乙（偏差率20%）。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("没有达到的是甲。", ""),
        ("没有达到的是甲", "没有达到的是乙"),
        ("没有达到的是", "超出上限的是"),
        ("超过指标值的是乙（偏差率20%）。", ""),
        ("偏差率20%", "偏差率-20%"),
        ("偏差率20%", "偏差率12%"),
        ("超过指标值的是", "低于上限的是"),
        ("超过指标值的是", "超过指标值的共3项。偏差率最大的是"),
    ],
)
def test_超过没有说错的认得出来(old: str, new: str) -> None:
    rows = [
        (None, "产出指标", "数量指标", name, "≥10个", actual, 10, points, None)
        for name, actual, points in (("甲", "7个", 7), ("乙", "12个", 10))
    ]
    filing = assess(case.grid(indicators=rows), (FORMS["mof-2020"],)).filing
    assert list(wrong_attained(ATTAINED, filing)) == []
    assert list(wrong_attained(ATTAINED.replace(old, new), filing)), new
