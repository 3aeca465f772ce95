"""按名称读表：行列挪了、多了、合并了，读出来的都一样；不像自评表的说清看过什么。"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from drawn import drawn

from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.errors import FormError
from perfxl.filing.model import Filing
from perfxl.form.load import load, load_all
from perfxl.read import read

GOOD = (Path(__file__).parent / "cases" / "good.txt").read_text(encoding="utf-8")


def _read(text: str, **change: str) -> Filing:
    return read(drawn(text, change), load_all())


def _facts(filing: Filing) -> list[object]:
    """读出来的内容，不管在哪一格。"""
    return [
        filing.form.code,
        filing.name and filing.name.value,
        filing.authority and filing.authority.value,
        filing.unit and filing.unit.value,
        filing.year and filing.year.value,
        filing.money_unit,
        [(line.kind, line.budget and line.budget.value.value) for line in filing.funds],
        filing.goal and filing.goal.value,
        filing.achievement and filing.achievement.value,
        [
            (
                *one.path,
                one.target.value.shown,
                one.actual.value.shown,
                one.weight and one.weight.value.value,
                one.points and one.points.value.value,
                one.reason and one.reason.value,
            )
            for one in filing.indicators
        ],
        filing.total and filing.total.value.value,
        filing.grade and filing.grade.value.text,
    ]


def test_官方表() -> None:
    filing = _read(GOOD)
    assert filing.form.code == "mof-2020"
    assert filing.gaps == ()
    assert filing.name is not None
    assert (filing.name.value, filing.name.cell.address) == ("街道图书馆改造", "绩效自评表!B3")
    assert filing.year is not None
    assert filing.year.value == "2023"
    assert [line.kind for line in filing.funds] == ["total", "fiscal", "carryover", "other"]
    assert len(filing.indicators) == 8
    first = filing.indicators[0]
    assert first.path == ("产出指标", "数量指标", "改造阅览室面积")
    assert first.level1.cell.address == "绩效自评表!B13"
    assert filing.indicators[5].path[0] == "效益指标"
    assert filing.total is not None
    assert filing.total.value.value == Decimal("99.1")
    assert filing.grade is not None
    assert filing.grade.value.text == "优"


def _lines() -> list[str]:
    return GOOD.splitlines()[1:]


def _with(lines: list[str]) -> str:
    return "[绩效自评表]\n" + "\n".join(lines)


def _shifted() -> str:
    return _with(["|", "附件1 | <", "|", *(f" | {line}" for line in _lines())])


def _indicator_block(arrange: Callable[[list[str]], list[str]]) -> str:
    """指标块（从表头到总分行）每行的各格另行排列。"""
    start = next(place for place, line in enumerate(_lines()) if "三级指标" in line)
    return _with(
        [
            line if place < start else " | ".join(arrange(line.split(" | ")))
            for place, line in enumerate(_lines())
        ]
    )


def _extra_column() -> str:
    """完成值后面多一列。"""
    return _indicator_block(
        lambda row: (
            [*row[:6], "完成情况说明" if "三级指标" in row else "", *row[6:]]
            if row[0] != "总分"
            else [*row[:6], "<", *row[6:]]
        )
    )


def _weight_first() -> str:
    """分值在指标值之前。"""
    return _indicator_block(
        lambda row: (
            [*row[:4], row[6], *row[4:6], *row[7:]]
            if row[0] != "总分"
            else ["总分", "<", "<", "<", "100", "", "", *row[7:]]
        )
    )


def _repeated_labels() -> str:
    """一级、二级没有合并，每行重写。"""
    out, last = [], {1: "", 2: ""}
    for line in _lines():
        parts = line.split(" | ")
        if len(parts) == 9 and line.startswith("^ |"):
            for place in (1, 2):
                if parts[place] == "^":
                    parts[place] = last[place]
                last[place] = parts[place]
        out.append(" | ".join(parts))
    return _with(out)


def _blank_labels() -> str:
    """一级、二级只写第一行，下面空着。"""
    out = []
    for line in _lines():
        parts = line.split(" | ")
        if len(parts) == 9 and line.startswith("^ |"):
            parts = [parts[0], *("" if one == "^" else one for one in parts[1:3]), *parts[3:]]
        out.append(" | ".join(parts))
    return _with(out)


def _decorated() -> str:
    text = GOOD.replace("产出指标 |", "产出指标（50分） |").replace(
        "效益指标 |", "效益指标(30分) |", 1
    )
    text = text.replace("改造阅览室面积", "指标1：改造阅览室面积")
    text = text.replace("添置图书册数", "指标2添置图书册数")
    return text.replace("^ | ^ | 质量指标", "^ | ^ | ^ | 指标3\n^ | ^ | ^ | ……\n^ | ^ | 质量指标")


def _synonyms() -> str:
    text = GOOD
    for old, new in (
        ("全年预算数", "全年预算数（A）"),
        ("全年执行数", "全年执行数(B)"),
        ("执行率", "执行率（B/A）"),
        ("年度指标值", "年初目标值（A）"),
        ("实际完成值", "全年实际值"),
        ("偏差原因分析及改进措施", "未完成原因和改进措施"),
        ("实施单位", "项目 单位"),
        ("三级指标", "三级⏎指标"),
        ("项目名称 |", "项　目　名　称 |"),
        ("年度资金总额", "年度资金总额："),
        ("其中：当年财政拨款", "其中:当年财政 拨款"),
    ):
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    "text",
    [
        _shifted(),
        _extra_column(),
        _weight_first(),
        _repeated_labels(),
        _blank_labels(),
        _decorated(),
        _synonyms(),
        "[说明]\n填表说明 | 请先看\n" + GOOD,
    ],
    ids=[
        "整张右移下移", "多一列", "分值在前", "标签每行重写", "标签只写第一行", "带分值和指标1：",
        "别的叫法", "在第二张表",
    ],
)  # fmt: skip
def test_样子不同内容一样(text: str) -> None:
    assert _facts(_read(text)) == _facts(_read(GOOD))


def test_印在一级指标里的分值() -> None:
    filing = _read(_decorated())
    printed = filing.indicators[0].level1_weight
    assert printed is not None
    assert printed.value == 50
    assert filing.indicators[0].level1.cell.raw == "产出指标（50分）"


def test_以元计的表() -> None:
    filing = _read(GOOD.replace("项目资金（万元）", "项目资金（元）"))
    assert filing.money_unit == "元"
    assert filing.funds[0].budget is not None
    assert filing.funds[0].budget.value.unit == "元"


def test_格里自带单位() -> None:
    filing = _read(GOOD, E6="900000元")
    assert filing.funds[0].budget is not None
    assert filing.funds[0].budget.value.shown == "900000元"


def test_年度格里只填年份() -> None:
    grid = drawn(GOOD)
    sheet = grid.sheets[0]
    year = Cell(sheet.name, 2, 1, "2025", "number", None, '"（"0"年度）"')
    other = Sheet(sheet.name, {**sheet.cells, (2, 1): year}, sheet.merged)
    filing = read(Grid(grid.file, (other,)), load_all())
    assert filing.year is not None
    assert filing.year.value == "2025"


def test_没有年度() -> None:
    filing = _read(GOOD.replace("（2023年度）", "（    年度）"))
    assert filing.year is not None
    assert filing.year.value == ""


def test_三列式指标值() -> None:
    filing = _read(
        GOOD.replace("年度指标值 |", "指标性质 | 指标值 | 度量单位 |")
        .replace("≥1200平方米 |", "≧ | 1200 | 平方米 |")
        .replace("≥15000册 |", "≧ | 15000 | 册 |")
        .replace("| 100% | 100.00%%", "| ═ | 100 | % | 100.00%%")
    )
    shown = [one.target.value.shown for one in filing.indicators[:3]]
    assert shown == ["≥1200平方米", "≥15000册", "=100%"]
    assert filing.indicators[2].actual.value.shown == "100%"


def test_指标名里的单位() -> None:
    filing = _read(GOOD.replace("项目总成本 | ≤90万元", "成本控制数（万元） | ≤90"))
    cost = filing.indicators[4]
    assert (cost.target.value.kind, cost.target.value.unit) == ("money", "万元")


def test_缺一列说缺哪一列() -> None:
    filing = _read(GOOD.replace("| 分值 | 得分 | 偏差原因", "| 分值 | 其他 | 偏差原因"))
    assert [gap.what for gap in filing.gaps] == ["“得分”列"]  # 总分行在，只是没有那一列


def test_总分下面的附注不是指标() -> None:
    noted = GOOD + "\n注：得分最高不能超过分值 | < | < | < | < | < | < | < | <"
    assert len(_read(noted).indicators) == 8


def test_没有总分行也不读附注() -> None:
    lines = [line for line in _lines() if not line.startswith("总分")]
    filing = _read(_with([*lines, "注：得分最高不能超过分值 | < | < | < | < | < | < | < | <"]))
    assert len(filing.indicators) == 8
    assert filing.total is None


def test_附表() -> None:
    filing = _read(
        GOOD
        + "\n[数据项]\n名称 | 数值 | 单位 | 上年值\n借阅量 | 35000 | 册次 | 31000"
        + "\n|\n好评率 | 98% |"
        + "\n[资金明细]\n类别 | 子项目名称 | 安排资金 | 已支出\n工程 | 改造 | 60 | 58.65"
        + "\n | 购书 | 30 | 30\n合计 | 合计 | 90 | 88.65"
        + "\n[佐证材料]\n三级指标 | 材料名称\n读者满意度 | 问卷汇总表\n | 问卷原件"
        + "\n[报告文字]\n栏目 | 正文\n项目概况 | 借阅量【借阅量】"
    )
    assert [(one.name.value, one.value.value.shown) for one in filing.data] == [
        ("借阅量", "35000册次"),
        ("好评率", "98%"),
    ]
    assert [(one.group, one.name.value) for one in filing.details] == [
        ("工程", "改造"),
        ("工程", "购书"),
    ]
    assert [one.indicator.value for one in filing.evidence] == ["读者满意度", "读者满意度"]
    assert filing.narratives[0].text.value == "借阅量【借阅量】"


def test_没有附表就没有() -> None:
    filing = _read(GOOD)
    assert not filing.has_table("details")
    assert not filing.has_table("data")


def test_说明列写过的话留得住() -> None:
    filing = _read(
        GOOD
        + "\n[校验结果]\n校验结果\n级别 | 代码 | 单元格 | 说明"
        + "\n核实 | V03 | 绩效自评表!F13:F14 | 已核实"
    )
    places = ("绩效自评表!F13", "绩效自评表!F14")
    assert filing.explanations == {("V03", place): "已核实" for place in places}


def test_不像自评表的说看过什么() -> None:
    with pytest.raises(FormError) as caught:
        _read("[通讯录]\n姓名 | 科室\n甲 | 办公室\n[Sheet2]\n一 | 二")
    said = str(caught.value)
    for words in ("三级指标", "年度指标值", "“通讯录”", "“Sheet2”", "请确认"):
        assert words in said


def test_空工作簿() -> None:
    with pytest.raises(FormError, match="是空的，一格也没有写；请选填好的自评表"):
        read(drawn("[Sheet1]\n|"), load_all())


def test_点名的表样() -> None:
    assert read(drawn(GOOD), [load("mof-2020")]).form.code == "mof-2020"


@pytest.mark.parametrize(
    "change",
    [
        {"B4": "县农业农村局（本级）", "F4": "县农业农村局（本级）"},
        {"B4": "县教育局（盖章）", "F4": "县教育局（公章）"},
        {"B4": "教委（本级）", "F4": "教委（机关）"},
        {"B3": "农村公路（二期）", "B4": "交通局（本级）", "F4": "路政所（二队）"},
    ],
)
def test_内容带着括号的不当作名称(change: dict[str, str]) -> None:
    filing = _read(GOOD, **change)
    assert filing.authority is not None
    assert filing.unit is not None
    assert (filing.authority.cell.local, filing.unit.cell.local) == ("B4", "F4")
    assert filing.authority.value == change["B4"].removesuffix("（盖章）")
    assert filing.name is not None
    assert filing.name.value == change.get("B3", "街道图书馆改造")


def test_三项写在一行_内容带着括号的也读得到() -> None:
    line = "项目名称 | 农村公路（二期） | < | 主管部门 | 交通局（本级） | 实施单位 | 路政所（本级）"
    lines = GOOD.splitlines()
    filing = _read("\n".join([*lines[:3], line, "| < | < | < | < | < | < | < | <", *lines[5:]]))
    said = [field and field.value for field in (filing.name, filing.authority, filing.unit)]
    assert said == ["农村公路（二期）", "交通局（本级）", "路政所（本级）"]
