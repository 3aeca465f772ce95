"""画法特别、先摆成一行一条再读的表：结论指着真的格，一格里有几条的没有自动的改法。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
SHAPES = Path(__file__).parent / "shapes"


def _findings(name: str, old: str, new: str) -> list[str]:
    text = (SHAPES / f"{name}.txt").read_text(encoding="utf-8")
    assert old in text
    found = assess(drawn(text.replace(old, new)), FORMS).findings
    return [
        f"{'、'.join(cell.local for cell in one.cells)} {one.code} {one.message}"
        + "".join(f"；{fix.cell.local} {fix.old} → {fix.shown}" for fix in one.fixes)
        for one in found
        if one.code in {"P02", "P06", "X00"}
    ]


def test_几条挤在一格里的_结论指着那一格() -> None:
    assert _findings("几条挤在一格里_资金也是", "20⏎18.33⏎10", "20⏎20⏎10") == [
        "G8、E8 P02 “清淤渠道”得分 20，应为 min(11÷12,1)×20=18.33",
        "G11 P06 总分写 97.83，各项得分之和是 99.5，差 1.67",
    ]


def test_左右两半的_结论指着右边的格() -> None:
    assert _findings("左右两半_未完成原因在下面", "≥850户 | 872户", "≥850户 | 680户") == [
        "L6、J6 P02 “惠及户数”得分 15，应为 min(680÷850,1)×15=12.00；L6 15 → 12",
    ]


def test_两栏写在一格里的_结论指着那一格() -> None:
    assert _findings("计划箭头完成_得分斜线分值", "19.6/20", "20/20") == [
        "F10、D10 P02 “规范管理率”得分 20，应为 min(63.7÷65,1)×20=19.60",
        "F13 P06 总分写 99.1，各项得分之和是 99.5，差 0.4",
    ]


def test_左右两半的_右边的小计只加右边的几条() -> None:
    text = (SHAPES / "左右两半_未完成原因在下面.txt").read_text(encoding="utf-8")
    old = "满意度指标 | 居民满意度 | ≥90% | 91% | 10 | 10\n"
    row = "^ | 按期完工 | 100% | 100% | 0 | 0 | 小计 | < | | | 40 | 40\n"
    found = assess(drawn(text.replace(old, old + row)), FORMS)
    assert [one.title for one in found.filing.subtotals] == ["小计", "小计"]
    assert not [one for one in found.findings if one.code == "P15"]


_CROWDED = (
    "1.维修泵站⏎2.清淤渠道⏎3.更换闸门 | 1.≥6座⏎2.≥12公里⏎3.8扇 | 1.6座⏎2.11公里⏎3.8扇"
    " | 20⏎20⏎10 | 20⏎18.33⏎10 | 2.一段未交地"
)
_FUNDS = "40⏎20 | 40⏎20 | 40⏎17 | — | 100%⏎85%"


def _crowded(old: str, new: str) -> str:
    text = (SHAPES / "几条挤在一格里_资金也是.txt").read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (  # 没有编号：都是小数
            "修渠⏎修路 | ≥1.5公里⏎≥2公里 | 1.5公里⏎2.2公里 | 30⏎20 | 1.5⏎2.5 |",
            ["修渠 ≥1.5公里 1.5公里 1.5", "修路 ≥2公里 2.2公里 2.5"],
        ),
        (  # 只有名称编了号，目标没有：完成值也没有
            "1.修渠⏎2.修路 | ≥1.5公里⏎≥2公里 | 1.5公里⏎2.2公里 | 30⏎20 | 1.5⏎2.5 |",
            ["修渠 ≥1.5公里 1.5公里 1.5", "修路 ≥2公里 2.2公里 2.5"],
        ),
        (  # 名称没有编号，目标编了：完成值的也是编号
            "修渠⏎修桥 | 1.≥6公里⏎2.≥12座 | 1.6公里⏎2.12座 | 30⏎20 | 30⏎20 |",
            ["修渠 ≥6公里 6公里 30", "修桥 ≥12座 12座 20"],
        ),
        (  # 先后写乱了：照编号归
            "1.修渠⏎2.修路 | 1.≥15公里⏎2.≥25公里 | 2、25公里⏎1、15公里 | 30⏎20 | 30⏎20 |",
            ["修渠 ≥15公里 15公里 30", "修路 ≥25公里 25公里 20"],
        ),
        (  # 看单位知道是编号
            "1.修渠⏎2.修桥 | 1.≥15公里⏎2.≥25座 | 2.25座⏎1.15公里 | 30⏎20 | 30⏎20 |",
            ["修渠 ≥15公里 15公里 30", "修桥 ≥25座 25座 20"],
        ),
        (  # 名称写乱了、别的没有编号：照先后
            "2.修渠⏎1.修桥 | ≥15公里⏎≥25座 | 15公里⏎25座 | 30⏎20 | 30⏎20 |",
            ["修渠 ≥15公里 15公里 30", "修桥 ≥25座 25座 20"],
        ),
        (  # 单位不同，或者是日期：是编号
            "1.修渠⏎2.完工 | 1.6公里⏎2.2023年11月底前 | 1.6公里⏎2.2023年11月3日 | 30⏎20 | 30⏎20 |",
            ["修渠 6公里 6公里 30", "完工 2023年11月30日 2023年11月3日 20"],
        ),
        (  # 接着上一行编的
            "4.修渠⏎5.修桥 | 4.≥3公里⏎5.≥4座 | 4.3公里⏎5.4座 | 30⏎20 | 30⏎20 |",
            ["修渠 ≥3公里 3公里 30", "修桥 ≥4座 4座 20"],
        ),
        (
            "修渠⏎修桥 | 一、≥3公里⏎二、≥4座 | 一、2公里⏎二、4座 | 30⏎20 | 20⏎20 |",
            ["修渠 ≥3公里 2公里 20", "修桥 ≥4座 4座 20"],
        ),
        (  # 一条明写着编号，别的也是编号
            "修渠⏎修桥 | ≥5公里⏎≥3座 | 1.5公里⏎2.约3座 | 30⏎20 | 30⏎20 |",
            ["修渠 ≥5公里 5公里 30", "修桥 ≥3座 约3座 20"],
        ),
    ],
)
def test_几条挤在一格里的_编号与小数分得清(written: str, told: list[str]) -> None:
    rows = read(drawn(_crowded(_CROWDED, written)), FORMS).indicators[: len(told)]
    assert [
        f"{one.name.value} {one.target.value.shown} {one.actual.value.shown}"
        f" {one.points.value.shown if one.points else ''}"
        for one in rows
    ] == told


@pytest.mark.parametrize(
    "actual",
    [
        "2.25公里⏎1.15公里",  # 写乱了的编号，还是小数，说不准
        "2、25公里⏎3、15公里",
        "1.25公里⏎2.15",
    ],
)
def test_几条挤在一格里的_编号对不上的不拆(actual: str) -> None:
    _is_not_split(f"1.修渠⏎2.修路 | 1.≥15公里⏎2.≥25公里 | {actual} | 30⏎20 | 30⏎20 |")


def test_几条挤在一格里的_只有名称明写着编号_单位都一样_说不准() -> None:
    _is_not_split("1.修渠⏎2.修路 | 1.5公里⏎2.5公里 | 1.5公里⏎2.5公里 | 30⏎20 | 30⏎20 |")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("修渠⏎修路 | ≥3公里⏎≥3公里 | 3公里⏎ | 30⏎20 | 30⏎20 |", "E8 1 行"),
        ("修渠⏎修路 | ≥3公里⏎≥3公里 | 3 | 30⏎20 | 30⏎20 |", "E8 1 行"),
        ("修渠⏎修路 | ≥3公里⏎≥3公里 | 3公里⏎3公里 | 50 | 30⏎20 |", "F8 1 行"),
    ],
)
def test_几条挤在一格里的_夹着的一栏只写了一个_不当作几条合用(row: str, said: str) -> None:
    found = assess(drawn(_crowded(_CROWDED, row)), FORMS).findings
    (line,) = (one.message for one in found if one.code == "F09" and one.level is Level.ERROR)
    assert "各栏的行数不一样" in line
    assert said in line


def test_几条挤在一格里的_去掉编号才与指标值差不多_说不准() -> None:
    _is_not_split("1.合格率⏎2.使用率 | ≥95%⏎≥90% | 1.95%⏎2.91% | 30⏎20 | 30⏎20 |")


def _is_not_split(row: str) -> None:
    found = assess(drawn(_crowded(_CROWDED, row)), FORMS).findings
    (said,) = (one.message for one in found if one.code == "F09" and one.level is Level.ERROR)
    assert said.startswith("1 行把几条写在一格里，各栏的编号对不上，或者看不出是编号还是小数")


def test_几笔资金挤在一格里的_小数不当作编号() -> None:
    funds = read(drawn(_crowded(_FUNDS, "1.5⏎2.5 | 1.5⏎2.5 | 1.5⏎2.5 | — | 100%⏎100%")), FORMS)
    shown = [line.executed.value.shown for line in funds.funds if line.executed]
    assert shown == ["57万元", "1.5万元", "2.5万元"]


_ARROWS = "计划箭头完成_得分斜线分值"


@pytest.mark.parametrize(
    ("name", "old", "new", "told", "said"),
    [
        (_ARROWS, "≥85% → 90%", "100%", "100% ", "D12 F04"),  # 末一行
        (_ARROWS, "≥85% → 90%", "≥5元/人", "≥5元/人 ", "D12 F04"),
        (_ARROWS, "≥85% → 90%", "有所提高", "〈有所提高〉 ", "D12 F04"),
        (_ARROWS, "≥65% → 63.7%", "≥65%", "≥65% ", "D10 F04"),  # 中间的
        (_ARROWS, "≥65% → 63.7%", "≥65% →", "≥65% ", "D10 F04"),
        (_ARROWS, "≥65% → 63.7%", "→ 63.7%", " 63.7%", "D10 F04"),
        (_ARROWS, "≥1260人 → 1318人", "≥1260人", "≥1260人 ", "D9 F04"),
        ("博物馆_资金横竖倒过来_目标箭头完成", "≥95% → 96%", "≥95%", "≥95% ", "B14 F04"),
        ("博物馆_资金横竖倒过来_目标箭头完成", "≥900场 → 864场", "≥900场", "≥900场 ", "B12 F04"),
    ],
)
def test_两栏写在一格里的_只写了一半_说另一半没有填(
    name: str, old: str, new: str, told: str, said: str
) -> None:
    text = (SHAPES / f"{name}.txt").read_text(encoding="utf-8")
    assert old in text
    found = assess(drawn(text.replace(old, new)), FORMS)
    place = said.partition(" ")[0]
    (row,) = (one for one in found.filing.indicators if one.target.cell.local == place)
    shown = [
        f"〈{each.text}〉" if each.kind == "text" else each.shown
        for each in (row.target.value, row.actual.value)
    ]
    assert " ".join(shown) == told
    assert said in [f"{one.cells[0].local} {one.code}" for one in found.findings]


def test_两栏写在一格里的_总分只写了一个_不说没有填() -> None:
    text = (SHAPES / f"{_ARROWS}.txt").read_text(encoding="utf-8")
    found = assess(drawn(text.replace("99.1/100", "99.1")), FORMS)
    assert found.filing.total is not None
    assert found.filing.total.value.shown == "99.1"
    assert [row.actual.value.shown for row in found.filing.indicators][-1] == "90%"


def test_两栏写在一格里的_多数只写了一半也读得成() -> None:
    text = (SHAPES / f"{_ARROWS}.txt").read_text(encoding="utf-8")
    for target in ("≥1260人", "≥65%", "≥30%"):
        text = re.sub(rf"{target} → \S+", target, text)
    found = assess(drawn(text), FORMS)
    said = [one.cells[0].local for one in found.findings if one.code == "F04"]
    assert said == ["D9", "D10", "D11"]


def test_几条挤在一格里的_一行原因一行措施的不分给两条() -> None:
    said = "原因：雨多，工期延后⏎措施：明年提前施工"
    row = f"修渠⏎修路 | ≥3公里⏎≥4公里 | 2公里⏎3公里 | 30⏎20 | 20⏎15 | {said}"
    rows = read(drawn(_crowded(_CROWDED, row)), FORMS).indicators[:2]
    assert [one.reason.value if one.reason else "" for one in rows] == [said.replace("⏎", "\n")] * 2


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "code"),
    [
        ("几条挤在一格里_资金也是", "2.一段未交地", "", "H8", "V01"),
        ("几条挤在一格里_资金也是", "| 20⏎18.33⏎10 |", "| |", "G8", "F04"),
        ("几条挤在一格里_资金也是", "| 92% |", "| |", "E10", "F04"),
        ("PPP_协议要求_应付实付", "2.污泥外运受限", "", "H6", "V01"),
        ("博物馆_资金横竖倒过来_目标箭头完成", "讲解员休产假", "", "F12", "V01"),
        ("博物馆_资金横竖倒过来_目标箭头完成", "| ≥900场 → 864场 |", "| |", "B12", "F04"),
        ("左右两半_未完成原因在下面", "| 872户 |", "| |", "J6", "F04"),
        (_ARROWS, "部分患者外出", "", "G10", "V01"),
        (_ARROWS, "| 19.6/20 |", "| |", "F10", "F04"),
    ],
)
def test_先摆过再读的表_空着的格说真在的地方(
    name: str, old: str, new: str, place: str, code: str
) -> None:
    text = (SHAPES / f"{name}.txt").read_text(encoding="utf-8")
    assert text.count(old) == 1
    found = assess(drawn(text.replace(old, new)), FORMS)
    said = [one for one in found.findings if one.code == code]
    assert said
    assert {cell.local for one in said for cell in one.cells[:1]} == {place}
    assert not [fix for one in said for fix in one.fixes]
    if code == "V01":
        assert f"请在 {place} 写明原因" in said[0].line()


@pytest.mark.parametrize("place", ["D9", "D11", "D13"])
def test_目标完成隔行写在一格里的_完成空着_目标不当作完成(place: str) -> None:
    text = (SHAPES / "目标完成写在一格里_隔行.txt").read_text(encoding="utf-8")
    found = assess(drawn(text, {place: ""}), FORMS)
    assert [one.cells[0].local for one in found.findings if one.code == "F04"] == [place]
    assert [row.target.value.shown for row in found.filing.indicators] == ["6座", "≥900亩", "≥90%"]
