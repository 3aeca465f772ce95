"""每张自带的表样：画出来、读回去认得是它自己；照着填好的一份没有要改的地方。"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from drawn import drawn

from perfxl import workbook
from perfxl.assess import assess
from perfxl.blank import Content, load_content, workbook_bytes
from perfxl.blank.content import Row
from perfxl.cells.grid import Grid
from perfxl.filing.findings import Level
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.read import recognise
from perfxl.results.scores import scores_sheet
from perfxl.score.rates import rate_of

HERE = Path(__file__).parent
FILLED = HERE / "forms"
SAMPLES = HERE.parent / "samples"
FORMS = load_all()
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)


def _drawn(form: Form, folder: Path, *, filled: bool) -> Grid:
    content = load_content(FILLED / f"{form.code}.toml") if filled else None
    path = folder / "表.xlsx"
    path.write_bytes(workbook_bytes(form, content))
    return workbook.read(path)


@EVERY_FORM
def test_空白表认得是自己(form: Form, tmp_path: Path) -> None:
    assert recognise(_drawn(form, tmp_path, filled=False), FORMS).form.code == form.code


@pytest.mark.parametrize(
    ("year", "grade", "source"),
    [
        (2024, "中", "财预〔2020〕10号，见于填报表"),
        (2025, "差", "川财绩〔2025〕5号，未核实"),
        (2026, "差", "川财绩〔2025〕5号，未核实"),
    ],
)
def test_四川的等级照表上的年度(year: int, grade: str, source: str, tmp_path: Path) -> None:
    content = load_content(FILLED / "sichuan-0013zp.toml")
    low: Row = {"sign": "≥", "target": 100, "actual": 65}
    rows: list[Row] = [{**row, **low} for row in content.indicators]
    content = replace(content, header={**content.header, "year": year}, indicators=tuple(rows))
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("sichuan-0013zp"), content))
    made = assess(workbook.read(path), FORMS)
    due = made.scored.grade
    assert due is not None
    assert made.scored.total is not None
    assert 60 <= made.scored.total < 70
    assert (due.name, made.form.cite(due.source).label) == (grade, source)
    said = str(scores_sheet((made,)))
    assert f"等级 {grade}（{source}）" in said


_SAMPLES = [
    ("良好的自评表.xlsx", "mof-2020"),
    ("有错的自评表.xlsx", "mof-2020"),
    ("河源市2019专项资金/河源市2019专项资金自评表.xlsx", "gd-special-2019"),
    ("广开区2022部门整体/广开区2022部门整体自评表.xlsx", "gd-department-2022"),
]


@pytest.mark.parametrize(("file", "code"), _SAMPLES)
def test_样本认得照旧(file: str, code: str) -> None:
    assert recognise(workbook.read(SAMPLES / file), FORMS).form.code == code


def test_案例的底表认得照旧() -> None:
    good = (HERE / "cases" / "good.txt").read_text(encoding="utf-8")
    assert recognise(drawn(good), FORMS).form.code == "mof-2020"


def test_没有样本的表样都有填好的一份() -> None:
    codes = {path.stem for path in FILLED.glob("*.toml")}
    assert codes == {form.code for form in FORMS} - {code for _, code in _SAMPLES}


def test_广西_超过三成没有说明是错误(tmp_path: Path) -> None:
    content = load_content(FILLED / "guangxi.toml")
    bare = [{key: row[key] for key in row if key != "reason"} for row in content.indicators]
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("guangxi"), replace(content, indicators=tuple(bare))))
    [found] = [one for one in assess(workbook.read(path), FORMS).findings if one.code == "V02"]
    assert found.level is Level.ERROR


def test_广西_扣减分数从核算得分里减() -> None:
    title, rest, _ = OFFICES["广西有扣减分数"]
    scored = assess(drawn(_TOP.format(title=title) + rest), FORMS).scored
    assert str(scored.indicators[0].points) == "48.00"
    assert scored.indicators[0].why == "min(26÷26,1)×50=50.00，扣减分数，减 2，得 48.00"


def test_广西_得分空着_扣的就是没有完成的那几分_不再减一遍() -> None:
    title, rest, _ = OFFICES["广西有扣减分数"]
    rest = rest.replace("| 26公里 | 50 | 2 | 48", "| 24.96公里 | 50 | 2 |")
    scored = assess(drawn(_TOP.format(title=title) + rest), FORMS).scored
    assert str(scored.indicators[0].points) == "48.00"
    assert "扣减" not in scored.indicators[0].why


def test_重庆_调整值空着照年初值_得分系数读得出() -> None:
    title, rest, _ = OFFICES["重庆不分一级"]
    scored = assess(drawn(_TOP.format(title=title) + rest), FORMS).scored
    [one] = scored.indicators
    assert (one.indicator.target.value.shown, str(one.points)) == ("≥260亩", "90.00")
    assert one.indicator.share is not None
    assert (str(one.indicator.share.value.value), str(scored.total)) == ("100", "100.00")


def test_重庆只有年初一栏的就是指标值_目标行不算资金() -> None:
    title, rest, _ = OFFICES["重庆只有年初值_没有得分系数"]
    found = assess(drawn(_TOP.format(title=title) + rest), FORMS)
    [one] = found.scored.indicators
    assert one.why == "完成 0.2，不超过 0.6，满分 90.00（指标值没有写方向，按“≤”理解）"
    assert [line.name.value for line in found.filing.funds] == ["资金总额"]
    assert [each.line() for each in found.findings if each.level is Level.ERROR] == []


def test_复核表_两行表头和预算执行一行都读得出() -> None:
    title, rest, _ = OFFICES["复核表_没有资金一块"]
    found = assess(drawn(_TOP.format(title=title) + rest), FORMS)
    first, second = found.scored.indicators
    assert (first.why, str(first.points)) == ("min(95.88÷100,1)×10=9.59", "9.59")
    assert second.indicator.recheck_points is not None
    assert second.indicator.recheck_points.cell.local == "I7"
    assert found.filing.recheck_total is not None
    assert str(found.filing.recheck_total.value.value) == "77.09"
    assert [one.line() for one in found.findings if one.level is Level.ERROR] == []


def test_湖北_定性第二档到一半(tmp_path: Path) -> None:
    """“部分达成”得 5 分（分值 10 的一半）在湖北合规，照财政部的办法就低了。"""
    content = load_content(FILLED / "hubei-2020.toml")
    rows = [{**row, "points": 5} if row["points"] == 6 else row for row in content.indicators]
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("hubei-2020"), replace(content, indicators=tuple(rows))))
    grid = workbook.read(path)
    assert "P04" not in {one.code for one in assess(grid, [load("hubei-2020")]).findings}
    assert "P04" in {one.code for one in assess(grid, [load("mof-2020")]).findings}


def test_安徽_满分是各项分值之和(tmp_path: Path) -> None:
    content = load_content(FILLED / "anhui-department.toml")
    content = replace(content, indicators=content.indicators[:6])
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("anhui-department"), content))
    scored = assess(workbook.read(path), FORMS).scored
    assert (str(scored.total), str(scored.full)) == ("18.50", "20")


def test_算式在点中指标名称时看得到() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(load("mof-2013-project"))))
    said = {
        str(book["共性指标表"][str(one.sqref).split(":")[0]].value): one.prompt
        for one in book["共性指标表"].data_validations.dataValidation
        if one.promptTitle == "算法"
    }
    assert said["质量达标率"] == "质量达标产出数÷实际产出数×100%"
    assert "管理制度健全性" not in said


@pytest.mark.parametrize("code", sorted(path.stem for path in FILLED.glob("*.toml")))
def test_填好的一份没有要改的(code: str, tmp_path: Path) -> None:
    found = assess(_drawn(load(code), tmp_path, filled=True), FORMS)
    assert found.form.code == code
    said = [f"{one.code} {one.message}" for one in found.findings if one.level is not Level.INFO]
    assert said == []


_TOP = """
[Sheet1]
{title} | < | < | < | < | < | < | <
项目名称 | 产业路 | < | < | < | < | < | <
主管部门 | 某局 | < | < | 实施单位 | 某站 | < | <
"""
_FUNDS = """项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 10 | 10 | 10 | 10 | 100%% | 10
"""
_NAMES = "一级指标 | 二级指标 | 三级指标 | "
_HEAD = f"{_NAMES}年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施\n"
_ROWS = """产出指标 | 数量指标 | 里程 | ≥26公里 | 26公里 | 50 | 50
效益指标 | 社会效益指标 | 受益 | ≥100人 | 100人 | 30 | 30
满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | 95% | 10 | 10
总分 | | | | | 100 | 100
"""
_PLAIN = _FUNDS + _HEAD + _ROWS
# 单位自己画的表：标题、工作表名与表样不同，靠表头、列、一级二级的名称认。
OFFICES = {
    "照财政部的样子": ("项目绩效自评表", _PLAIN, "mof-2020"),
    "经济成本仍在产出下面": (
        "项目支出绩效自评表",
        _PLAIN.replace("数量指标 | 里程", "经济成本指标 | 单价"),
        "mof-2020",
    ),
    "成本是一级": (
        "项目支出绩效自评表",
        _PLAIN.replace("效益指标 | 社会效益指标", "成本指标 | 经济成本指标"),
        "mof-2021-cost",
    ),
    "成本是一级_名称前后有序号和分值": (
        "项目支出绩效自评表",
        _PLAIN.replace("效益指标 | 社会效益指标", "一、成本指标（20分） | （一）经济成本指标")
        .replace("产出指标 | 数量指标", "二、产出指标（40分） | （一）数量指标（20分）")
        .replace("满意度指标 | 服务", "三、满意度指标（10分） | （一）服务"),
        "mof-2021-cost",
    ),
    "不打分的转移支付": (
        "专项资金自评表",
        """项目资金（万元） | | 全年预算数 | 全年执行数 | 执行率
^ | 年度资金总额 | 195 | 195 | 100%%
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 未完成原因和改进措施
产出指标 | 数量指标 | 储备到位率 | 100% | 100%
满意度指标 | 服务对象满意度指标 | 满意度 | ≥90% | 95%
""",
        "mof-transfer",
    ),
    "衔接资金": (
        "2022年度衔接资金项目绩效自评表",
        f"""项目资金（万元） | | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
^ | 年度资金总额 | 10 | 10 | 10 | 100%% | 10
{_NAMES}分值 | 年度指标值 | 全年实际值 | 得分 | 未完成原因及拟采取的改进措施
产出指标 | 数量指标 | ★里程 | 50 | ≥26公里 | 26公里 | 50
""",
        "agri-link",
    ),
    "湖北没有分值列": (
        "2020年度产业路项目自评表",
        f"""预算执行情况（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
^ | 年度财政资金总额 | 2 | 2 | 100%% | 20
{_NAMES}年初目标值（A） | 实际完成值（B） | 得分 | 偏差大或目标未完成原因分析
产出指标 | 数量指标 | 补贴户数 | 6 | 6 | 40
效益指标 | 满意度指标 | 满意度 | 90% | 95% | 40
""",
        "hubei-2020",
    ),
    "重庆不分一级": (
        "2022年度区林业局自评表",
        """部门预算执行情况 | | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率 | 权重 | 得分
^ | 年度总金额 | 10 | 10 | 10 | 100 | 10 | 10
指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 得分系数（%） | 权重 | 得分
抚育面积 | 亩 | ≥ | 260 | | 266 | 100 | 90 | 90
""",
        "cq-department",
    ),
    "重庆只有年初值_没有得分系数": (
        "2022年度部门整体支出绩效自评表",
        """项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
^ | 资金总额 | 10 | 10 | 10 | 100 | 10 | 10
绩效目标 | 管好全区林地 | < | < | < | < | < | <
指标名称 | 计量单位 | 年初指标值 | 指标权重 | 全年完成值 | 指标得分
林地火灾受害率 | ‰ | 0.6 | 90 | 0.2 | 90
""",
        "cq-department",
    ),
    "广西有扣减分数": (
        "项目支出绩效自评表",
        (_FUNDS + _HEAD + _ROWS)
        .replace("| 得分 | 偏差", "| 扣减分数 | 得分 | 偏差")
        .replace("| 50 | 50", "| 50 | 2 | 48"),
        "guangxi",
    ),
    "复核表_没有资金一块": (
        "2025年度绩效自评复核情况表",
        """一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 自评 | < | 复核 | < | 偏离度 | 备注
^ | ^ | ^ | ^ | ^ | 完成值 | 得分 | 完成值 | 得分 | ^ | ^
预算执行 | | 预算执行率 | 100% | 10 | 95.88% | 9.59 | 95.88% | 9.59 | 0% | 尾款未付
产出指标 | 数量指标 | 更新急救包 | ≥80套 | 90 | 80套 | 90 | 60套 | 67.5 | 25% | 二十套没有入库单
合计 | | | | 100 | | 99.59 | | 77.09
""",
        "recheck-2025",
    ),
    "四川三列": (
        "部门预算项目支出绩效自评表（2023年度）",
        _FUNDS
        + _HEAD.replace("年度指标值", "指标性质 | 指标值 | 度量单位")
        + "产出指标 | 数量指标 | 里程 | ≥ | 26 | 公里 | 26 | 90 | 90\n",
        "sichuan-0013zp",
    ),
}


@pytest.mark.parametrize("what", OFFICES)
def test_单位自己画的表也认得(what: str) -> None:
    title, rest, code = OFFICES[what]
    assert recognise(drawn(_TOP.format(title=title) + rest), FORMS).form.code == code


def _computed(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    threes = [three for one in form.level1 for two in one.level2 for three in two.level3]
    return [(one.name, one.items) for one in threes if one.use]


@pytest.mark.parametrize("code", ["mof-2013-department", "mof-2013-project"])
def test_要算的指标都写了算式_用到的数印在基础数据里(code: str) -> None:
    form, table = load(code), load(code).table_of("data")
    assert table is not None
    printed = [one.name for one in table.item]
    assert len(_computed(form)) >= 6
    assert {name for _, items in _computed(form) for name in items} == set(printed)
    assert len(printed) == len(set(printed))
    threes = [three for one in form.level1 for two in one.level2 for three in two.level3]
    assert {one.name for one in threes if one.formula} == {name for name, _ in _computed(form)}
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(form)))
    rows = {row[0].value: row for row in book["基础数据"].iter_rows(min_row=4)}
    assert list(rows)[: len(printed)] == printed
    note = rows[printed[0]][4].value
    assert "＝" in str(note)


def test_填好的部门框架表_每个比率都照基础数据算过(tmp_path: Path) -> None:
    filing = assess(_drawn(load("mof-2013-department"), tmp_path, filled=True), FORMS).filing
    words = [due.words for one in filing.indicators if (due := rate_of(one, filing))]
    assert len(words) == 7
    assert words[1] == (
        "（本年度“三公经费”预算数 24.2万元－上年度“三公经费”预算数 25万元）"
        "÷上年度“三公经费”预算数 25万元＝-3.20%"
    )
    assert words[4] == ("实际在用固定资产总额 729600元÷所有固定资产总额 80万元＝91.20%")


def test_河南的表照自己的分值判(tmp_path: Path) -> None:
    """成本、产出、效益、满意度合计 70，投入管理由单位定；别的分值不对的说出依据。"""
    content = load_content(FILLED / "henan-2024.toml")
    rows = [dict(row) for row in content.indicators]
    rows[2] |= {"weight": 12, "points": 12}
    rows[0] |= {"weight": 18, "points": 18}
    path = tmp_path / "表.xlsx"
    made = replace(content, indicators=tuple(rows))
    path.write_bytes(workbook_bytes(load("henan-2024"), made))
    found = assess(workbook.read(path), FORMS).findings
    said = [one.line() for one in found if one.code == "W01"]
    assert len(said) == 1
    assert "成本指标" in said[0]
    assert "12" in said[0]
    assert "应为 10（豫财效〔2024〕1号，未核实）" in said[0]
    assert "投入管理" not in said[0]


@pytest.mark.parametrize(
    ("actual", "points", "why"),
    [
        ("1560人次", "30.00", "min(1560÷1200,1)×30=30.00"),
        ("1561人次", "0.00", "1561÷1200＝130.08%，高于 130%，零分"),
        ("840人次", "21.00", "min(840÷1200,1)×30=21.00"),
        ("828人次", "0.00", "828÷1200＝69.00%，低于 70%，零分"),
    ],
)
def test_郫都重点履职完成得太少太多都不得分(
    actual: str, points: str, why: str, tmp_path: Path
) -> None:
    content = load_content(FILLED / "pidu-department-2026.toml")
    rows: list[Row] = [
        {**row, "actual": actual} if row["name"] == "培训农户" else row
        for row in content.indicators
    ]
    path = tmp_path / "表.xlsx"
    form = load("pidu-department-2026")
    path.write_bytes(workbook_bytes(form, replace(content, indicators=tuple(rows))))
    made = assess(workbook.read(path), FORMS)
    score = next(one for one in made.scored.indicators if one.indicator.name.value == "培训农户")
    assert (str(score.points), score.why) == (points, why)
    # 做得太多的不是没有达标。
    said = [one.message for one in made.findings if one.code == "P02"]
    assert not any("没有达标" in text for text in said if "高于 130%" in text)


def test_郫都不适用的从总分里去掉_按余下的换算(tmp_path: Path) -> None:
    content = load_content(FILLED / "pidu-department-2026.toml")
    path = tmp_path / "表.xlsx"
    form = load("pidu-department-2026")
    path.write_bytes(workbook_bytes(form, replace(content, total=97)))
    made = assess(workbook.read(path), FORMS)
    assert made.scored.total == 100
    (said,) = [one.message for one in made.findings if one.code == "P06"]
    scaled = "不适用 3 分：97÷（100－3）×100＝100.00（郫财函〔2026〕11号，未核实）"
    assert said == f"总分写 97，各项得分之和是 97，{scaled}，差 3"
    # 别的表样没有这样规定：不适用的照旧要有得分，总分不换算。
    plain = replace(form, scoring=replace(form.scoring, rescale=False))
    other = assess(workbook.read(path), [plain])
    assert other.scored.total == 97
    assert "F04" in {one.code for one in other.findings}


_SCORED = {
    "产出指标": ("数量指标", "办理登记", "≥2000件", "2100件", 50),
    "效益指标": ("社会效益指标", "登记办结时限", "≤3个工作日", "3个工作日", 30),
    "满意度指标": ("服务对象满意度指标", "办事群众满意度", "≥95%", "97%", 10),
}


@pytest.mark.parametrize(("scored", "total"), [(1, "99.5"), (0, "None")], ids=["计分", "不计分"])
def test_广东部门_计分不计分都填得全对(scored: int, total: str, tmp_path: Path) -> None:
    """执行率的十分在部门整体支出一行有格可填：各行之和正好一百分。不计分的，那两格空着。"""
    rows: list[Row] = [
        {"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual,
         **({"weight": weight, "points": weight} if scored else {})}
        for level1, (level2, name, target, actual, weight) in _SCORED.items()
    ]  # fmt: skip
    whole: Row = {"title": "部门整体支出", "budget": 200, "executed": 190}
    content = Content(
        header={"name": "柳河县自然资源局", "year": 2024},
        funds=({**whole, **({"weight": 10} if scored else {})},),
        goal="办理登记2000件。", achievement="办理登记2100件。",
        indicators=tuple(rows), grade="优" if scored else "",
    )  # fmt: skip
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("gd-department-2022"), content))
    made = assess(workbook.read(path), FORMS)
    said = [
        one.line() for one in made.findings if one.level is not Level.INFO and one.code != "D08"
    ]
    assert said == []  # D08 说的是报告文字没有写
    assert made.filing.total is not None
    assert str(made.filing.total.value.value) == total


def test_广东部门_表上没有写执行率分值的地方_加不加都不说错(tmp_path: Path) -> None:
    """从前的空白表没有那两格：只请核实执行率计不计分，不教人把“优”改成“良”。"""
    rows: list[Row] = [
        {"level1": level1, "level2": level2, "name": name, "target": target, "actual": actual,
         "weight": weight, "points": weight - (weight == 50)}
        for level1, (level2, name, target, actual, weight) in _SCORED.items()
    ]  # fmt: skip
    form = load("gd-department-2022")
    kept = tuple(one for one in form.funds.column if one.key not in {"weight", "points"})
    old = replace(form, funds=replace(form.funds, column=kept))
    content = Content(
        header={"name": "柳河县自然资源局", "year": 2024},
        funds=({"title": "部门整体支出", "budget": 200, "executed": 200},),
        indicators=tuple(rows), grade="优",
    )  # fmt: skip
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(old, content))
    found = [one for one in assess(workbook.read(path), [form]).findings if one.code in
             {"W04", "P06", "P07"}]  # fmt: skip
    assert [(one.code, one.level) for one in found] == [
        ("P06", Level.VERIFY), ("W04", Level.VERIFY),
    ]  # fmt: skip


def test_重庆_不分二级的_重名的话有头有尾(tmp_path: Path) -> None:
    content = load_content(FILLED / "cq-department.toml")
    first, second, *rest = content.indicators
    rows = (first, {**second, "name": first["name"]}, *rest)
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("cq-department"), replace(content, indicators=rows)))
    [found] = [one for one in assess(workbook.read(path), FORMS).findings if one.code == "T09"]
    assert found.message.startswith(f"表里有两条“{first['name']}”，前一条在 ")
