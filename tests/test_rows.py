"""名称只认一次：序号、括号里的分值、★、各地的叫法怎样写，核分、校验、报告都一样。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest
from casebook import GOOD
from drawn import drawn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.cells.grid import Cell, Grid
from perfxl.filing.amounts import number
from perfxl.filing.model import Filing, Indicator
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.read.form_rows import rows_of
from perfxl.report.marks import Ledger, Number, bare
from perfxl.report.sentences.context import build
from perfxl.report.sentences.values import Row
from perfxl.results.document import document
from perfxl.workbook.old import read_bytes

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
FORMS = load_all()
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
_FILED = {
    "mof-2020": "良好的自评表.xlsx",
    "gd-special-2019": "河源市2019专项资金/河源市2019专项资金自评表.xlsx",
    "gd-department-2022": "广开区2022部门整体/广开区2022部门整体自评表.xlsx",
}

_OWN = """
code = "own"
extends = "mof-2020"
[[source]]
id = "local"
number = "甲财3号"
title = "甲市自评办法"
checked = 2026-11-20
verified = true
"""


def _own(folder: Path, more: str) -> Form:
    (folder / "own.toml").write_text(_OWN + more, encoding="utf-8")
    return load("own", [folder])


# ---- 封顶、指定的方法、报告里的行 ----

_WRITINGS = [
    "效益指标", "二、效益指标", "（二）效益指标", "2.效益指标", "2、效益指标", "★效益指标",
    "效益指标（30分）", "二、效益指标（30分）", "效益指标：", "效 益 指 标", "效益",
    "二、效益（30分）", "项目效益", "②效益指标", "效益指标30分", "效益指标（30）",
]  # fmt: skip
_CAP = """
[[cap]]
name = "执行率低的，效益"
execution_below = 0.99
of = "{}"
points = 20
source = "local"
"""


@pytest.mark.parametrize("asked", ["效益指标", "效益"])
@pytest.mark.parametrize("written", _WRITINGS)
def test_封顶认得效益指标的各种写法(written: str, asked: str, tmp_path: Path) -> None:
    scored = assess(drawn(GOOD, {"B18": written}), [_own(tmp_path, _CAP.format(asked))]).scored
    assert str(scored.total) == "89.85"
    [note] = scored.notes
    assert note == (f"预算执行率 98.50% 低于 99%，{asked}不高于 20 分（甲财3号）：29.25 改按 20 计")


@pytest.mark.parametrize("written", ["成本指标", "（四）成本指标", "成本", "产出成本（12分）"])
def test_封顶认得二级指标的各种写法(written: str, tmp_path: Path) -> None:
    form = _own(tmp_path, _CAP.format("成本指标").replace("points = 20", "points = 2"))
    scored = assess(drawn(GOOD, {"C17": written}), [form]).scored
    assert str(scored.total) == "89.10"


def test_封顶认得表样没有的二级指标(tmp_path: Path) -> None:
    form = _own(tmp_path, _CAP.format("党建指标").replace("points = 20", "points = 2"))
    assert str(assess(drawn(GOOD, {"C17": "五、党建指标"}), [form]).scored.total) == "89.10"
    assert str(assess(drawn(GOOD), [form]).scored.total) == "99.10"


def test_二级写成一级名称的_封顶也管(tmp_path: Path) -> None:
    """满意度指标放在效益指标下、不另设一级的版式。"""
    form = _own(tmp_path, _CAP.format("满意度指标").replace("points = 20", "points = 2"))
    scored = assess(drawn(GOOD, {"B20": "效益指标", "C20": "二、满意度"}), [form]).scored
    assert str(scored.total) == "91.10"


_OVERRIDE = """
[[scoring.override]]
level1 = "{}"
method = "full_or_zero"
source = "local"
"""


@pytest.mark.parametrize("asked", ["效益指标", "效益"])
@pytest.mark.parametrize("written", _WRITINGS)
def test_指定的方法认得效益指标的各种写法(written: str, asked: str, tmp_path: Path) -> None:
    scored = assess(drawn(GOOD, {"B18": written}), [_own(tmp_path, _OVERRIDE.format(asked))]).scored
    assert str(scored.total) == "84.85"
    assert [one.method for one in scored.indicators[5:7]] == ["full_or_zero"] * 2


@pytest.mark.parametrize(
    "written",
    ["全年接待读者", "指标1：全年接待读者", "★（1）全年接待读者", "1.全年接待读者（15分）"],
)
def test_指定的方法认得表样没有的三级指标(written: str, tmp_path: Path) -> None:
    """三级指标由单位自填，表样里没有这一行。"""
    more = _OVERRIDE.replace("level1", "name").format("全年接待读者")
    found = assess(drawn(GOOD, {"D18": written}), [_own(tmp_path, more)])
    assert str(found.scored.total) == "84.85"
    assert found.filing.indicators[5].place.level3 is None


def _names(found: Assessment) -> Mapping[str, object]:
    return build(found, Ledger()).names


@pytest.mark.parametrize(
    "written", ["产出", "一、产出指标", "产出指标（50分）", "（一）项目产出", "产出目标"]
)
def test_报告里产出指标各行都在(written: str) -> None:
    names = _names(assess(drawn(GOOD, {"B13": written}), FORMS))
    rows = names["产出指标"]
    assert isinstance(rows, tuple)
    assert len(rows) == 5


def test_同一个一级两种写法_合成一个小计() -> None:
    change = {"B13": "产出指标", "B14": "产出", "B15": "一、产出指标", "B16": "项目产出", "B17": ""}
    found = assess(drawn(GOOD.replace("| ^ | ^ | 质量指标", "| | 质量指标"), change), FORMS)
    [mine] = [one for one in found.scored.level1 if one.name == "产出指标"]
    assert (str(mine.weight), str(mine.points), len(mine.rows)) == ("50", "50.00", 5)
    assert {one.code for one in found.findings} <= {"M01"}


def test_河源样本_一级前面写了序号_方法照旧() -> None:
    grid = workbook.read(SAMPLES / _FILED["gd-special-2019"])
    before = assess(grid, FORMS)
    cells = [one.level1.cell for one in before.filing.indicators]
    names = list(dict.fromkeys(cell.raw for cell in cells))  # 跨页的两页都写，是同一个
    numbered = _rewritten(
        grid, {cell: f"{'一二三四'[names.index(cell.raw)]}、{cell.raw}" for cell in cells}
    )
    after = assess(numbered, FORMS)
    assert [one.method for one in after.scored.indicators] == [
        one.method for one in before.scored.indicators
    ]
    assert after.scored.indicators[11].method == "execution_rate"  # 资金支出率
    assert _lines(after) == _lines(before)


def test_报告文字的栏目写了序号_照样进报告() -> None:
    text = (
        f"{GOOD}\n[报告文字]\n栏目 | 正文\n一、项目概况 | 改造旧阅览室。\n(二)存在问题： | 客流少。"
    )
    found = assess(drawn(text), FORMS)
    assert "D09" not in {one.code for one in found.findings}
    context = build(found, Ledger())
    assert [str(one) for one in context.narratives["项目概况"]] == ["改造旧阅览室。"]  # type: ignore[attr-defined]
    assert [str(one) for one in context.narratives["存在问题"]] == ["客流少。"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("written", ["编制数", "1.编制数", "（二）编制数"])
def test_算式认得数据项的各种写法(written: str) -> None:
    form = load("mof-2013-department")
    content = load_content(HERE / "forms" / f"{form.code}.toml")
    data = tuple(
        {**one, "name": written} if one["name"] == "编制数" else one for one in content.data
    )
    before, after = (_of_bytes(workbook_bytes(form, one), form) for one in (
        content, replace(content, data=data)))  # fmt: skip
    assert _lines(after) == _lines(before)


# ---- 每张表样：名称随意装饰、换叫法 ----

_LEADS = (
    "{}",
    "一、{}",
    "（一）{}",
    "(2) {}",
    "1.{}",
    "3、{}",
    "★{}",
    "☆ {}",
    "①{}",
    " {} ",
    "{}：",
    "★一、{}",
)
_NAME_LEADS = (*_LEADS, "指标1：{}", "指标 2 {}", "指标3. {}", "{}（5分）", "★指标1：{}")
_FUND_LEADS = ("{}", "一、{}", "（一）{}", "1.{}", "2、{}", " {} ", "{}：")
_SAID: list[tuple[str, Callable[[Indicator], Cell]]] = [
    ("level1", lambda one: one.level1.cell),
    ("level2", lambda one: one.level2.cell),
    ("name", lambda one: one.name.cell),
]


@cache
def _filed(code: str) -> Grid:
    """每张表样填得对的一份。"""
    if code in _FILED:
        return workbook.read(SAMPLES / _FILED[code])
    form = load(code)
    data = workbook_bytes(form, load_content(HERE / "forms" / f"{code}.toml"))
    return read_bytes(data, "表.xlsx")


def _of_bytes(data: bytes, form: Form) -> Assessment:
    return assess(read_bytes(data, "表.xlsx"), [form])


def _rewritten(grid: Grid, texts: Mapping[Cell, str]) -> Grid:
    """把几格的字换掉。"""
    named = {(cell.sheet, cell.row, cell.column): text for cell, text in texts.items()}

    def one(cell: Cell) -> Cell:
        text = named.get((cell.sheet, cell.row, cell.column))
        return cell if text is None else cell._replace(raw=text, kind="text", formula=None)

    sheets = (
        replace(sheet, cells={place: one(cell) for place, cell in sheet.cells.items()})
        for sheet in grid.sheets
    )
    return replace(grid, sheets=tuple(sheets))


def _texts(filing: Filing, random: Random, *, synonyms: bool) -> Iterator[tuple[Cell, str]]:
    """每个写着名称的格换一种写法。"""
    for line in filing.funds:
        if line.kind != "detail" and line.row is not None:
            words = [line.name.cell.raw, *((line.row.title,) if synonyms else ())]
            yield line.name.cell, random.choice(_FUND_LEADS).format(random.choice(words))
    for one in filing.indicators:
        rows = {"level1": one.place.level1, "level2": one.place.level2}
        for key, cell_of in _SAID:
            cell = cell_of(one)
            if cell.kind != "text":
                continue
            row = rows.get(key)
            words = [cell.raw, *((row.name, *row.synonyms) if synonyms and row else ())]
            leads = _NAME_LEADS if key == "name" else _LEADS
            yield cell, random.choice(leads).format(random.choice(words))


def _lines(found: Assessment) -> list[str]:
    return [one.line() for one in found.findings]


def _scores(found: Assessment) -> object:
    scored = found.scored
    level1 = [(one.weight, one.filed, one.points, one.rows) for one in scored.level1]
    rows = [(one.points, one.method, one.why, one.deviation) for one in scored.indicators]
    return rows, level1, scored.execution, scored.total, scored.grade, scored.notes


def _report_rows(found: Assessment) -> object:
    """报告里各一级指标的行，和得分表的数；不看名称怎么写。"""
    names = _names(found)

    def shown(row: Row) -> list[str]:
        return [
            bare(str(row[key])) for key in ("三级", "指标值", "完成值", "分值", "得分", "完成率")
        ]

    def numbers(row: Row) -> list[object]:
        return [value.value for value in row.values() if isinstance(value, Number)]

    own = [[shown(row) for row in names[one.name]] for one in found.form.level1]  # type: ignore[attr-defined]
    return own, [numbers(row) for row in names["一级指标"]]  # type: ignore[attr-defined]


@EVERY_FORM
def test_名称怎样装饰_结果一字不差(form: Form) -> None:
    _holds(form, synonyms=False)


@EVERY_FORM
def test_名称换成别的叫法_结果一样(form: Form) -> None:
    _holds(form, synonyms=True)


def _holds(form: Form, *, synonyms: bool) -> None:
    grid = _filed(form.code)
    before = assess(grid, [form])
    assert before.filing.indicators
    scores, rows = _scores(before), _report_rows(before)
    kinds, lines = _kinds(before), _lines(before)
    seen: set[tuple[str, ...]] = set()

    @settings(
        max_examples=25, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.randoms(use_true_random=False))
    def same(random: Random) -> None:
        texts = dict(_texts(before.filing, random, synonyms=synonyms))
        after = assess(_rewritten(grid, texts), [form])
        said = "\n".join(texts.values())
        assert _scores(after) == scores, said
        assert _report_rows(after) == rows, said
        if synonyms:
            assert _kinds(after) == kinds, said
        else:
            assert _lines(after) == lines, said
        seen.add(tuple(texts.values()))

    same()
    assert len(seen) > 20


def _kinds(found: Assessment) -> object:
    return sorted((one.code, one.level.value, str(one.cells)) for one in found.findings)


@EVERY_FORM
def test_表样里的每个名称和叫法都认得是自己(form: Form) -> None:
    rows = rows_of(form)
    for one in form.level1:
        for name in (one.name, *one.synonyms):
            assert rows.level1(f"一、{name}（10分）") is one, name
        for two in one.level2:
            for name in (two.name, *two.synonyms):
                assert rows.place(one.name, f"（一）{name}", "").level2 is two, name
            for three in two.level3:
                assert rows.place(one.name, two.name, f"指标1：{three.name}").level3 is three
    for line in form.funds.row:
        assert rows.fund(line.title, ()) is not None


def test_像序号而不是序号的留着() -> None:
    kept = [
        "一、二期工程完工率",
        "3、4号楼改造",
        "1.5公里道路硬化",
        "一级医院数量",
        "2023年完工率",
        "5G基站数",
    ]
    for place, name in enumerate(kept):
        found = assess(drawn(GOOD, {f"D{13 + place}": name}), FORMS)
        assert found.filing.indicators[place].name.value == name


def test_资金名称前面的序号不是金额() -> None:
    change = {
        "B6": "一、年度资金总额",
        "B7": "1.其中：当年财政拨款",
        "B8": "2、上年结转资金",
        "B9": "（三）其他资金",
    }
    found = assess(drawn(GOOD, change), FORMS)
    rows = [line.row for line in found.filing.funds]
    assert rows == list(found.form.funds.row)
    assert _kinds(found) == _kinds(assess(drawn(GOOD), FORMS))


def test_名称的值去掉装饰_原文留着() -> None:
    change = {
        "B13": "一、产出指标（50分）",
        "C13": "（一）数量指标",
        "D13": "★指标1：改造阅览室面积",
    }
    one = document(assess(drawn(GOOD, change), FORMS), "表.xlsx")["filing"]["indicators"][0]
    assert [one[key]["value"] for key in ("level1", "level2", "name")] == [
        "产出指标", "数量指标", "改造阅览室面积"
    ]  # fmt: skip
    assert [one[key]["raw"] for key in ("level1", "level2", "name")] == list(change.values())


def test_表样没有的名称看得见_不去猜() -> None:
    found = assess(drawn(GOOD, {"B13": "投入指标", "C18": "党建指标"}), FORMS)
    first, sixth = found.filing.indicators[0].place, found.filing.indicators[5].place
    assert (first.level1, first.level2) == (None, None)
    assert first.owner is not None
    assert first.owner.name == "产出指标"  # 数量指标是它下面的
    assert sixth.level1 is not None
    assert (sixth.level2, sixth.owner) == (None, None)
    assert "S02" in {one.code for one in found.findings}


# ---- 并走的预算执行率一行 ----

_INSIDE = """
[绩效自评表]
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 街道图书馆改造 | < | < | 年度 | 2023 | < | <
主管部门 | 区文化和旅游局 | < | < | 实施单位 | 区图书馆 | < | <
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 改造旧阅览室 | < | < | 阅览室改造完工 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
项目管理（25分） | 资金管理 | 预算执行率 | 100% | 100% | 10 | 10 |
^ | ^ | 资金使用合规性 | ≥90% | 95% | 7 | 7 |
^ | 业务管理 | 管理制度数 | ≥2项 | 2项 | 2 | 2 |
^ | ^ | 检查次数 | ≥3次 | 3次 | 6 | 6 |
产出指标（35分） | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 35 | 35 |
效益指标（30分） | 社会效益指标 | 全年接待读者 | ≥57000人次 | 57000人次 | 30 | 30 |
满意度指标（10分） | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 10 | 10 |
总分 | < | < | < | < | 100 | 100 |
"""


def test_预算执行率写在一级下面一行的_印的分值照样相等() -> None:
    found = assess(drawn(_INSIDE), FORMS)
    assert [one.line() for one in found.findings if one.code in {"W02", "W03", "W04", "W06"}] == []
    groups = [(one.name, str(one.weight), str(one.points)) for one in found.scored.level1]
    assert groups[0] == ("项目管理", "25", "25.00")
    assert len(groups) == 4
    first = _names(found)["一级指标"][0]  # type: ignore[index]
    assert [bare(str(first[key])) for key in ("名称", "分值", "得分")] == ["项目管理", "25", "25"]


def test_预算执行率写在一级下面一行的_加错了照样报() -> None:
    found = assess(drawn(_INSIDE, {"F9": "3"}), FORMS)
    [line] = [one.line() for one in found.findings if one.code == "W03"]
    assert "项目管理写明 25 分，下面的分值合计 26" in line
    assert "F7–F10" in line
    [total] = [one.line() for one in found.findings if one.code == "W02"]
    assert "（项目管理 26＋产出指标 35＋效益指标 30＋满意度指标 10）" in total


def test_预算执行率自成一级的_仍然单列() -> None:
    found = assess(drawn(_INSIDE, {"A7": "预算执行率", "A8": "项目管理（15分）"}), FORMS)
    line = found.filing.total_fund
    assert line is not None
    assert number(line.weight) == 10
    assert found.scored.level1[0].name == "预算执行率"
