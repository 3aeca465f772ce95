"""各地公开的自评表的版式：画成的表（shapes/*.txt）读出来应当是什么（同名的 .toml）。

单位、项目、数字都是编的，只有版式与写法照着实际见过的表。
`-` 是表里没有这一格，空着是有这一格而没有填；没有读懂、照原文留着的写成 〈原文〉。
"""

import tomllib
from functools import cache
from pathlib import Path

import pytest
from drawn import drawn

from perfxl.assess import assess_all
from perfxl.cells.grid import Field, Grid
from perfxl.cells.quantity import Quantity
from perfxl.errors import FormError
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.read import read, read_all

SHAPES = Path(__file__).parent / "shapes"
NAMES = sorted(path.stem for path in SHAPES.glob("*.txt"))
# 换别的软件存、摞起来就不是同一张表的，只照画的读：公式没有结果的，LibreOffice 一存就算出来了；
# 分写在三张工作表的，摞成两份就不知道资金、基本情况归哪一份（说得出来，见 test_parts.py）。
APART = sorted(path.stem for path in (SHAPES / "单独").glob("*.txt"))
FORMS = load_all()
Reading = dict[str, str | list[str]]


def _amount(field: Field[Quantity] | None) -> str:
    if field is None:
        return "-"
    if field.value.kind == "none":
        return ""
    shown = field.value.shown.replace("\n", "⏎")
    return f"〈{shown}〉" if field.value.kind == "text" else shown


def _words(field: Field[str] | None) -> str:
    return "-" if field is None else field.value.replace("\n", "⏎")


def reading(grid: Grid) -> Reading:
    """读出来的全部内容（有几份的是第一份），一行一条。"""
    return told(read_all(grid, FORMS)[0])


def told(filing: Filing) -> Reading:
    """一份的全部内容，一行一条。"""
    return {
        "form": filing.form.code,
        "sheet": filing.sheet,
        "money_unit": filing.money_unit,
        "name": _words(filing.name),
        "authority": _words(filing.authority),
        "unit": _words(filing.unit),
        "year": _words(filing.year),
        "goal": _words(filing.goal),
        "achievement": _words(filing.achievement),
        "funds": _funds(filing),
        "indicators": _indicators(filing),
        "total": " | ".join(map(_amount, (filing.total_weight, filing.total, filing.grade))),
        "gaps": [gap.what.replace("“", "〔").replace("”", "〕") for gap in filing.gaps],
    }


def _funds(filing: Filing) -> list[str]:
    """性质、名称、年初、全年、执行、分值、执行率、得分；有差异原因的写在末尾。"""
    return [
        " | ".join(
            [line.kind, _words(line.name)]
            + [_amount(one) for one in (line.initial, line.budget, line.executed)]
            + [_amount(one) for one in (line.weight, line.rate, line.points)]
            + ([line.reason.value] if line.reason and line.reason.value else [])
        )
        for line in filing.funds
    ]


def _indicators(filing: Filing) -> list[str]:
    """一级（印着的分值）、二级（印着的分值）、三级、指标值、完成值、分值、得分、原因。

    有标准值、评价指标值的写在末尾。
    """
    rows = []
    for one in filing.indicators:
        first = f"{one.level1_weight.value}分" if one.level1_weight else ""
        second = f"{one.level2_weight.value}分" if one.level2_weight else ""
        target: Field[Quantity] = Field(one.target.value, one.target.cell)
        amounts = [_amount(each) for each in (target, one.actual, one.weight, one.points)]
        names = [one.level1.value + first, one.level2.value + second, one.name.value]
        pair = [_amount(each) for each in (one.standard, one.rated)] if one.standard else []
        rows.append(" | ".join([*names, *amounts, _words(one.reason), *pair]))
    return rows


def test_每种版式都有读法() -> None:
    assert len(NAMES) >= 11
    assert sorted(path.stem for path in SHAPES.glob("*.toml")) == NAMES


@cache
def shape(name: str) -> Grid:
    return drawn((SHAPES / f"{name}.txt").read_text(encoding="utf-8"))


@cache
def filings_of(name: str) -> tuple[Filing, ...]:
    return read_all(shape(name), FORMS)


@cache
def as_drawn(name: str) -> Reading:
    """照画的读出来的；别的软件存的、别的写法的都与它比（test_producers.py）。"""
    return told(filings_of(name)[0])


@pytest.mark.parametrize("name", [*NAMES, *(f"单独/{name}" for name in APART)])
def test_版式(name: str) -> None:
    expected = tomllib.loads((SHAPES / f"{name}.toml").read_text(encoding="utf-8"))
    assert as_drawn(name) == expected


# 照各地的表样填得全对的：读得对，也没有一条要办的结论；标题不是已有表样的，S09 照说。
SILENT = (
    "一级二级独占一行_节上写着分", "双语_维吾尔文", "资金写成一句话_执行率得分也在里面",
    "陕西_没有年初预算数", "贵州_预算执行左右成对", "辽宁_原因分六列", "黑龙江_三行得分收尾",
    "福建_绩效自评总分", "科技_原因措施两列", "资金写在表头右边", "资金在指标下面",
    "附填表说明_填报单位", "总分等级另写两行", "陕西部门_年度主要任务", "资金分项带编号_小计",
    "资金横竖倒过来", "列名上面有分组", "目标一行一条", "年初批复_年初设定值", "一级指标独占一行",
    "金额带元_项目类别", "等级打勾", "评价年度另写", "没有设的一类写无",
    "块名独占一行", "标题以上有文号", "列序不同", "资金与目标并排",
    "三年分列_资金一年一行", "续表_下一页又写表头", "预算执行得分写在指标后面",
    "部门整体_块名是支出", "批复与调整后两个预算_评分分两列", "资金横竖倒过来_带备注",
    "目标编号_完成情况不编号", "资金一对一对_原因写在附页", "目标在指标下面_执行率的分合并着",
    "金额单位另写一格_支出进度", "左边申报_右边自评", "值与单位两栏_有的行合并",
    "资金在指标下面_支出数_末行自评总分", "实际达到值_资金写在一格里没有单位",
    "分节带分值_预算执行也是一节",
)  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_各地的版式填得全对_没有误报_每一格都用上(name: str) -> None:
    (found,) = assess_all(drawn(_drawn(name)), FORMS)
    open_ones = [one.line() for one in found.findings if one.level is not Level.INFO]
    assert [line for line in open_ones if " S09 " not in line] == []
    left = [one.what for one in found.filing.unused]
    assert left == (
        ["“预算数（万元）”下面的“财政拨款”一栏", "“执行数（万元）”下面的“财政拨款”一栏"]
        if "主要任务" in name
        else []
    )


@pytest.mark.parametrize(
    "ticked",
    [
        "优☑（90—100分）　良□（80—90分）　中□（60—80分）",
        "☑优（90分以上） □良（80-90分）",
        "优（√） 良（ ）",
    ],
)
def test_等级打勾_后面括着分数段(ticked: str) -> None:
    text = _drawn("等级打勾").replace("优☑　良□　中□　差□", ticked)
    (one,) = assess_all(drawn(text), FORMS)
    assert one.filing.grade is not None
    assert one.filing.grade.value.text == "优"


def test_同一栏写了两遍_有一格不同的说没有用上() -> None:
    text = _drawn("左边申报_右边自评").replace("灌溉面积 | 900 | 960", "灌溉面积 | 800 | 960")
    (one,) = assess_all(drawn(text), FORMS)
    assert [(each.what, each.in_value) for each in one.filing.unused] == [("“指标值”一栏", True)]


@pytest.mark.parametrize(("old", "codes"), [("97.2", []), ("78", ["P06"])])
def test_资金也有复核分的_复核合计算上它(old: str, codes: list[str]) -> None:
    text = _drawn("复核表_资金也有复核分").replace("| 99.2 | 97.2 |", f"| 99.2 | {old} |")
    (one,) = assess_all(drawn(text), FORMS)
    assert [found.code for found in one.findings if found.code == "P06"] == codes


def test_列名里写着几个年度的_取这个年度的() -> None:
    text = _drawn("两个年度的值").replace("— | ≥12公里", "9公里 | ≥12公里")
    found = read(drawn(text), FORMS)
    assert found.indicators[0].actual.value.shown == "12.6公里"
    assert [one.what for one in found.unused] == ["“2022年实际值”一栏"]


def test_主要任务读作重点工作任务() -> None:
    tasks = read(drawn(_drawn("陕西部门_年度主要任务")), FORMS).tasks
    assert [(one.name.value, _words(one.achievement), _amount(one.executed)) for one in tasks] == [
        ("农村饮水", "已完成", "288万元"), ("河道管护", "已完成", "200万元"),
    ]  # fmt: skip


def _drawn(name: str) -> str:
    return (SHAPES / f"{name}.txt").read_text(encoding="utf-8")


def test_一张工作表上的第二份也读() -> None:
    first, second = read_all(drawn(_drawn("一张表两份")), FORMS)
    assert (first.table, second.table) == ("Sheet1!A1:H10", "Sheet1!A11:J19")
    assert _words(second.name) == "消防器材购置"
    assert [one.name.value for one in second.indicators] == ["购置灭火器"]
    assert _amount(second.total) == "60"


@pytest.mark.parametrize(
    ("heading", "lacking"),
    [
        ("一级指标 | 二级指标 | 三级指标 | 年度指标值 | 分值", "“实际完成值”"),
        ("一级指标 | 二级指标 | 指标解释 | 年度指标值 | 实际完成值", "“三级指标”"),
        ("一级指标 | 二级指标 | 三级指标 | 评分标准 | 得分", "“年度指标值”"),
    ],
)
def test_像自评表而缺关键列的说缺什么(heading: str, lacking: str) -> None:
    with pytest.raises(FormError) as caught:
        read(drawn(f"[通讯录]\n姓名 | 科室\n[Sheet1]\n{heading}\n产出指标 | 数量指标"), _default())
    said = str(caught.value)
    assert f"工作表“Sheet1”像自评表（项目支出绩效自评表，2020年表样），但没有{lacking}" in said
    assert "通讯录" not in said


def test_没有指标一块的说出来() -> None:
    top = _drawn("占位行与前缀").split("绩效指标 |")[0]
    with pytest.raises(FormError, match=r"像自评表（.+），但没有绩效指标一块；请补上"):
        read(drawn(top), FORMS)
    plain = "[预算执行表]\n资金 | 全年预算数 | 全年执行数\n合计 | 5 | 4"
    with pytest.raises(FormError, match="没有像自评表的工作表"):
        read(drawn(plain), FORMS)


def test_别的表一句话说要什么样的表头() -> None:
    other = "".join(f"[表{place}]\n姓名 | 科室\n" for place in range(1, 6))
    with pytest.raises(FormError) as caught:
        read(drawn(other, file="名册.xlsx"), FORMS)
    assert str(caught.value) == (
        "名册.xlsx 里没有像自评表的工作表（看过 “表1”、“表2”、“表3”等 5 张）："
        "没有一行表头写着一级指标、三级指标、年度指标值、实际完成值；"
        "请确认选对了文件，或把表头改回官方的名称"
    )


def _default() -> list[Form]:
    return [load("mof-2020")]


@pytest.mark.parametrize(
    ("written", "kind", "shown"),
    [
        ("1", "percent", "100%"),
        ("0.95", "percent", "95%"),
        ("0.6", "percent", "0.6%"),
        ("95%", "percent", "95%"),
    ],
)
def test_写成小数的执行率(written: str, kind: str, shown: str) -> None:
    """与金额对得上才当小数读；对不上的照写的读，由校验去说。"""
    executed = "48" if written == "1" else "45.6"
    text = _drawn("湖北_两个绩效目标").replace("48 | 45.6 | 0.95", f"48 | {executed} | {written}")
    rate = read(drawn(text), FORMS).funds[0].rate
    assert rate is not None
    assert (rate.value.kind, rate.value.shown) == (kind, shown)


def test_资金块自己有分值的不动指标行() -> None:
    """产出里一条叫预算执行率的指标仍是指标；资金总额没有分值时才取一级为预算执行的那一行。"""
    text = _drawn("分值在前_全年值").replace("受益老人数", "预算执行率")
    filing = read(drawn(text), FORMS)
    assert [one.name.value for one in filing.indicators][2] == "预算执行率"
    assert filing.total_fund is not None
    assert filing.total_fund.points is not None
    assert filing.total_fund.points.cell.local == "H6"


@pytest.mark.parametrize(
    ("where", "points", "grade"),
    [
        ("（2020年度） 自评总分：88.5", "88.5", None),
        ("（2020年度）总得分 91 分，自评等级：优", "91", "优"),
        ("（2020年度）满分100分", None, None),
    ],
)
def test_总分与等级写在标题里(where: str, points: str | None, grade: str | None) -> None:
    text = _drawn("占位行与前缀").replace("（2020年度）", where)
    filing = read(drawn(text), FORMS)
    assert (filing.total and str(filing.total.value.value)) == points
    assert (filing.grade and filing.grade.value.text) == grade


@pytest.mark.parametrize(
    "written",
    [
        "年度：2020",
        "填报年度：2020年",
        "（2020）年度",
        "年度（2020）　　金额单位：万元",
        "（２０２０年度）",
        "2020年区级项目绩效自评表",
        "2020年衔接资金项目绩效完成情况",
        "柳河县２０２０年\u3000部门预算绩效自评",
        "（2020）年度项目绩效自评表（柳财绩〔2021〕3号附件）",
    ],
)
def test_年度与名称写在一格里(written: str) -> None:
    text = _drawn("占位行与前缀").replace("（2020年度）", written)
    assert reading(drawn(text))["year"] == "2020"


@pytest.mark.parametrize(
    "written",
    [
        "本年度2000万元",
        "年度绩效考核2.020",
        "附件",
        "柳财绩〔2020〕15号附件1",
        "柳财绩2020年15号项目绩效情况表",
        "绩效自评年度（2020）15号",
        "项目绩效情况表（填于2021年3月）",
    ],
)
def test_不是年度的数不当年度(written: str) -> None:
    text = _drawn("占位行与前缀").replace("（2020年度）", written)
    assert reading(drawn(text))["year"] == "-"


@pytest.mark.parametrize(
    "written",
    ["评价年度 | ２０２３", "评 价 年 度 | 2023", "（年度）： | ２０２３ 年", "年度 | 2０23年度"],
)
def test_年度另写一格的_全角与空格(written: str) -> None:
    text = _drawn("评价年度另写").replace("评价年度 | 2023", written)
    assert reading(drawn(text))["year"] == "2023"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1.⏎财政资金", "1.财政资金"),
        ("财政⏎资金（A⏎类）", "财政资金（A类）"),
        ("1.⏎5G专项资金", "1.⏎5G专项资金"),  # 接起来就成了 1.5G
        ("3号楼⏎改造资金", "3号楼改造资金"),
    ],
)
def test_名称里的折行接起来(written: str, shown: str) -> None:
    text = _drawn("资金分项带编号_小计").replace("1.财政资金", written)
    line = read(drawn(text), FORMS).funds[1]
    assert (_words(line.name), _amount(line.executed)) == (shown, "288万元")


def test_年度只写在工作表名里() -> None:
    text = _drawn("占位行与前缀").replace("（2020年度）", "附件")
    name = next(line for line in text.splitlines() if line.startswith("["))
    assert reading(drawn(text.replace(name, "[2020年绩效自评]")))["year"] == "2020"
    assert reading(drawn(text.replace(name, "[2020年1月报]")))["year"] == "-"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("1.1.1 ", "更新监测井设备"),
        ("１．１．１　", "更新监测井设备"),
        ("1．1．1", "更新监测井设备"),
    ],
)
def test_分级的序号_半角全角_有没有空格都认得(number: str, name: str) -> None:
    text = _drawn("编号的层级_圈码分行").replace("1.1.1 更新", f"{number}更新")
    text = text.replace("| 1.1 数量指标 |", f"| {number}数量指标 |")
    first = read(drawn(text), FORMS).indicators[0]
    assert (first.level2.value, first.level1.value) == ("数量指标", "产出指标")
    assert first.name.value.endswith(name)
    assert first.name.value.removesuffix(name).strip() in {"1.1.1", "１．１．１", "1．1．1"}


def test_标题不认得的照默认的表样读_并说明() -> None:
    said = read(drawn(_drawn("目标值与标准值成对")), FORMS).certainty
    assert "标题不是已有的表样，照财政部的“项目支出绩效自评表”读" in said
    assert "照财政部" not in read(drawn(_drawn("四川_文字栏")), FORMS).certainty


def test_认得的表缺哪一列在说明里() -> None:
    said = read(drawn(_drawn("名称合并到三级").replace("| 得分 |", "| 核定 |")), FORMS)
    assert "认出 7/8 个规定的表头，缺“得分”，标题相符" in said.certainty


@pytest.mark.parametrize(
    ("heads", "target", "actual"),
    [
        ("当年预期实现值 | 当年实现值", "≥10公里", "12公里"),
        ("计划完成值 | 完成值", "≥10公里", "12公里"),
        ("6月底完成值 | 12月底完成值", "", "12公里"),
        ("去年完成值 | 今年完成值", "", "12公里"),
        ("指标值 | 上半年完成值 | 全年完成情况", "≥10公里", "13公里"),
    ],
)
def test_列名里说着别的时候的_不当作本年完成值(heads: str, target: str, actual: str) -> None:
    """预期的、上半年的、去年的都不是全年的完成值；没有指标值一栏的照说，不拿别的顶。"""
    values = " | ".join(["≥10公里", "12公里", "13公里"][: heads.count("|") + 1])
    text = f"""[表]
2023年度项目支出绩效自评表 | <
项目名称 | 修渠
一级指标 | 二级指标 | 三级指标 | {heads} | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 修渠 | {values} | 50 | 50 |
效益指标 | 社会效益指标 | 灌溉 | {values} | 40 | 40 |
"""
    first = read(drawn(text), FORMS).indicators[0]
    assert (_amount(Field(first.target.value, first.target.cell)), _amount(first.actual)) == (
        target, actual,
    )  # fmt: skip


def test_两栏目标值没有注明考核哪一栏的_提醒() -> None:
    text = _drawn("两栏目标值_附注说明考核哪一栏").replace(
        "注：以省级分解目标为考核目标。", "注：无"
    )
    (found,) = assess_all(drawn(text), FORMS)
    assert found.filing.indicators[0].target.value.shown == "≥400户"
    said = [one for one in found.findings if one.code == "U01" and "“省级分解”" in one.message]
    assert [one.level for one in said] == [Level.WARNING]
