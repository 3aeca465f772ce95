"""申报表、监控表：读成它们本来的样子，只核目标；照它起自评表；自评表与它、与上年比。"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from casebook import DECLARED, GOOD
from drawn import cell_of, drawn
from saved import saved

import perfxl
from perfxl.assess import Assessment, assess_all
from perfxl.cells.notation import read_target
from perfxl.checks.vocabulary.beside import same_target
from perfxl.cli.main import main
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.results.edits import edits

FORMS = load_all()
Spoken = pytest.CaptureFixture[str]
BODY = GOOD.partition("]\n")[2].strip()

# 中期、年度两块左右并排的申报表。
MID_TERM = """
[Sheet1]
项目支出绩效目标申报表 | < | < | < | < | < | < | <
（2023年度） | < | < | < | < | < | < | <
项目名称 | 街道图书馆改造 | < | < | < | < | < | <
主管部门及代码 | 区文化和旅游局 | < | < | 实施单位 | 区图书馆 | < | <
项目属性 | 新增项目 | < | < | 项目期 | 3年 | < | <
项目资金（万元） | 中期资金总额： | < | 270 | 年度资金总额： | < | 90 | <
^ | 其中：财政拨款 | < | 270 | 其中：财政拨款 | < | 80 | <
^ | 其他资金 | < | 0 | 其他资金 | < | 10 | <
总体目标 | 中期目标（2023年—2025年） | < | < | 年度目标 | < | < | <
^ | 三年改造三个阅览室 | < | < | 改造旧阅览室，添置图书 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 改造阅览室面积 | ≥3600平方米 | 数量指标 | 改造阅览室面积 | ≥1200平方米
^ | ^ | 质量指标 | 工程验收合格率 | 100% | 质量指标 | 工程验收合格率 | 100%
^ | ^ | 时效指标 | 完工时间 | 2025年11月底前 | 时效指标 | 完工时间 | 2023年11月底前
^ | 效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 社会效益指标 | 全年接待读者 | ≥50000人次
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 服务对象满意度指标 | 读者满意度 | ≥90%
"""
MONITOR = """
[监控]
项目支出绩效目标执行监控表 | < | < | < | < | < | < | < | < | < | <
（2023年度1-7月） | < | < | < | < | < | < | < | < | < | <
项目名称 | 街道图书馆改造 | < | < | < | < | < | < | < | < | <
主管部门 | 区文化和旅游局 | < | < | 实施单位 | 区图书馆 | < | < | < | < | <
项目资金（万元） | | < | 年初预算数 | 1-7月执行数 | 1-7月执行率 | 全年预计执行数 | < | < | < | <
^ | 年度资金总额 | < | 90 | 45 | 50.00%% | 88 | < | < | < | <
^ | 其中：本年一般公共预算拨款 | < | 90 | 45 | 50.00%% | 88 | < | < | < | <
年度总体目标 | 改造旧阅览室，添置图书 | < | < | < | < | < | < | < | < | <
绩效指标 | 一级 | 二级 | 三级指标 | 指标值 | 1-7月执行情况 | 全年预计 | 偏差原因 | < | 可能性 | <
^ | ^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 原因说明 | 确定能 | 有可能
^ | 产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 600平方米 | 1200平方米 | | | √ |
^ | ^ | 质量指标 | 工程验收合格率 | 100% | 尚未验收 | 100% | √ | 资金到位晚 | | √
^ | 效益指标 | 社会效益指标 | 全年接待读者 | ≥50000人次 | 21000人次 | 50000人次 | | | √ |
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | | 90% | | | √ |
"""
# 只有数、方向和单位在名称里的提示语没有改的。
PLAIN = """
[Sheet1]
项目支出绩效目标申报表 | < | < | < | <
（2023年度） | < | < | < | <
项目名称 | 造林项目 | < | < | <
主管部门及代码 | 某县林业局 | < | 实施单位 | 某县林场
项目资金（万元） | 年度资金总额: | < | 600.00 | <
^ | 其中:财政拨款 | < | 600.00 | <
年度总体目标 | 新造林3000亩，修建作业道12公里 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标（必填硬性指标） | 新造林面积（亩） | 3000
^ | ^ | 质量指标（必填） | 苗木成活率（≥**%） | 85
^ | ^ | 时效指标（必填） | 完成时间 | 2024年底
^ | ^ | 成本指标（必填） | 项目总投入（≥**万元） | 600
^ | 效益指标 | 社会效益指标（必填） | 受益人数（人） | 132
^ | ^ | 生态效益指标（选填） | 提高森林覆盖率 |
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度（≥**%） | 90
"""


def _only(text: str) -> Assessment:
    (found,) = assess_all(drawn(text), FORMS)
    return found


def _lines(found: Assessment) -> list[tuple[str, str]]:
    return [(one.code, one.cells[0].local) for one in found.findings]


@pytest.fixture
def declared(tmp_path: Path) -> Path:
    return saved(drawn(DECLARED), tmp_path / "申报表（批复）.xlsx")


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    change = {"E14": "≥12000册", "E19": "建立管理机制"}
    return saved(drawn(GOOD, change), tmp_path / "自评 表.xlsx")


def test_中期年度并排的_读年度的一块_别的格都有交代() -> None:
    found = _only(MID_TERM)
    filing = found.filing
    assert (found.form.stage, found.form.title) == ("declare", "项目支出绩效目标申报表")
    assert filing.goal is not None
    assert filing.goal.value == "改造旧阅览室，添置图书"
    assert [(line.kind, line.initial.cell.local) for line in filing.funds if line.initial] == [
        ("total", "G6"), ("fiscal", "G7"), ("other", "G8"),
    ]  # fmt: skip
    assert [one.target.cell.local for one in filing.indicators] == [
        "H12",
        "H13",
        "H14",
        "H15",
        "H16",
    ]
    assert filing.indicators[0].target.value.shown == "≥1200平方米"
    assert _lines(found) == []


def test_监控表_执行情况_预计完成读得出_不问得分和原因() -> None:
    found = _only(MONITOR)
    assert found.form.stage == "monitor"
    first = found.filing.indicators[0]
    assert first.progress is not None
    assert first.forecast is not None
    assert (first.progress.value.shown, first.forecast.value.shown) == ("600平方米", "1200平方米")
    assert _lines(found) == []
    assert found.scored.total is None


def test_方向和单位写在名称的提示语里的_照它读_指标值填了的不算没有删() -> None:
    found = _only(PLAIN)
    shown = [one.target.value.shown for one in found.filing.indicators]
    assert shown == ["3000亩", "≥85%", "2024年12月31日", "≥600万元", "132人", "", "≥90%"]
    assert [one.level2_name for one in found.filing.indicators][:2] == ["数量指标", "质量指标"]
    assert _lines(found) == [
        ("F04", "E14"), ("T03", "E12"), ("T07", "E11"),
    ]  # fmt: skip
    said = "".join(one.line() for one in found.findings)
    assert not any(word in said for word in ("完成值", "得分", "偏差原因"))


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("2023年部门整体支出绩效目标表", "declare"),
        ("绩效目标批复表", "declare"),
        ("项目绩效目标审核表", "declare"),
        ("项目支出绩效运行监控表", "monitor"),
        ("绩效跟踪监控表", "monitor"),
    ],
)
def test_凭标题认得(title: str, stage: str) -> None:
    found = _only(DECLARED.replace("项目支出绩效目标申报表", title, 1))
    assert found.form.stage == stage


def test_标题写申报而有完成值得分的_仍照自评表核() -> None:
    found = _only(GOOD.replace("项目支出绩效自评表", "项目支出绩效目标申报表", 1))
    assert found.form.stage == "evaluate"
    assert str(found.scored.total) == "99.10"


def test_自评表漏了完成值一列的_不当作申报表() -> None:
    text = "\n".join(
        line
        for line in DECLARED.replace("项目支出绩效目标申报表", "项目支出绩效自评表").splitlines()
    ).replace("[绩效目标申报表]", "[表]")
    with pytest.raises(perfxl.PerfxlError, match="没有“实际完成值”"):
        assess_all(drawn(text), FORMS)


def test_同一个工作簿里的申报表和自评表_自动比_不算报了两份() -> None:
    one, two = assess_all(drawn(f"{DECLARED}\n[自评]\n{BODY}", {"自评!E14": "≥12000册"}), FORMS)
    assert (one.form.stage, two.form.stage) == ("declare", "evaluate")
    assert _lines(one) == []
    [finding] = [one for one in two.findings if one.code != "V03"]
    assert (finding.code, finding.cells[0].address) == ("C01", "自评!E14")
    assert "（绩效目标申报表!E12），调低了" in finding.message


def test_只有申报表的_没有得分明细_不出报告(declared: Path, capsys: Spoken) -> None:
    assert main(["report", str(declared)]) == 2
    assert "是申报的表，只有目标，没有完成情况，出不了自评报告" in capsys.readouterr().err
    assert not list(declared.parent.glob("*.docx"))
    assert main(["run", str(declared)]) == 0
    said = capsys.readouterr().out
    assert "这是申报的表，只有目标，没有得分" in said
    assert "没有出自评报告" in said
    assert not list(declared.parent.glob("*.docx"))
    assert openpyxl.load_workbook(declared).sheetnames == ["绩效目标申报表", "校验结果"]
    with pytest.raises(perfxl.PerfxlError, match="出不了自评报告"):
        perfxl.report(perfxl.assess(declared)[0], declared.parent)


def test_申报表和自评表在一起的_只出自评的报告(tmp_path: Path, capsys: Spoken) -> None:
    path = saved(drawn(f"{DECLARED}\n[自评]\n{BODY}"), tmp_path / "图书馆.xlsx")
    assert main(["run", str(path), "--json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["form"]["stage"], second["form"]["stage"]) == ("declare", "evaluate")
    assert "report" not in first
    assert Path(second["report"]["file"]).name == "图书馆-自评报告.docx"
    assert [one.name for one in tmp_path.glob("*.docx")] == ["图书馆-自评报告.docx"]
    sheets = edits(*assess_all(drawn(f"{DECLARED}\n[自评]\n{BODY}"), FORMS)).sheets
    assert [str(sheet).count("得分明细（") for sheet in sheets] == [0, 1]


def test_监控表的执行情况在JSON里(tmp_path: Path, capsys: Spoken) -> None:
    path = saved(drawn(MONITOR), tmp_path / "监控.xlsx")
    assert main(["check", str(path), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["form"]["stage"] == "monitor"
    assert made["filing"]["indicators"][0]["progress"]["value"] == "600"
    assert made["scored"]["total"] is None


def test_库_四张表里说得出是哪一种表(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    path = saved(drawn(f"{DECLARED}\n[自评]\n{BODY}"), tmp_path / "两种.xlsx")
    tables = perfxl.frames(perfxl.assess(path))
    assert list(tables["filings"]["stage"]) == ["declare", "evaluate"]


def _codes(arguments: list[str], capsys: Spoken) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_与申报表比(declared: Path, filled: Path, capsys: Spoken) -> None:
    code, made = _codes(["check", str(filled), "--targets", str(declared)], capsys)
    assert code == 0
    found = [(one["code"], one["cells"]) for one in made["findings"] if one["code"] != "V03"]
    assert found == [("C01", ["绩效自评表!E14"]), ("C01", ["绩效自评表!E19"])]
    assert (
        "（“申报表（批复）.xlsx”的 绩效目标申报表!E12），调低了" in made["findings"][0]["message"]
    )


def test_写回时与申报表比_写进校验结果(declared: Path, filled: Path) -> None:
    assert main(["write", str(filled), "--targets", str(declared.parent / declared.name)]) == 0
    sheet = openpyxl.load_workbook(filled)["校验结果"]
    assert [row[2].value for row in sheet.iter_rows(min_row=5)] == ["C01", "C01", "V03"]


def test_说明写了按程序调整_不再标(declared: Path, filled: Path, capsys: Spoken) -> None:
    arguments = ["write", str(filled), "--targets", str(declared)]
    assert main(arguments) == 0
    book = openpyxl.load_workbook(filled)
    row = next(row for row in book["校验结果"].iter_rows() if row[2].value == "C01")
    row[7].value = "县财政局同意调整，见批复"
    book.save(filled)
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    said = [one["explanation"] for one in made["findings"] if one["code"] == "C01"]
    assert said == ["县财政局同意调整，见批复", None]


def test_监控表也与申报表比() -> None:
    changed = MONITOR.replace("≥1200平方米 | 600", "≥900平方米 | 600")
    _, found = assess_all(drawn(f"{DECLARED}\n{changed.strip()}"), FORMS)
    assert found.form.stage == "monitor"
    codes = [(one.code, one.cells[0].local) for one in found.findings]
    assert ("C01", "E11") in codes
    assert "（绩效目标申报表!E11），调低了" in "".join(one.message for one in found.findings)


def test_监控表只填几条的_不叫删去别的() -> None:
    found = assess_all(drawn(f"{GOOD}\n{MONITOR.strip()}"), FORMS)
    said = [one for made in found for one in made.findings if one.code == "C03"]
    assert [one.level for one in said] == [Level.INFO]
    assert "监控表常只填几条" in said[0].message
    assert "删去" not in said[0].line()


def test_与上年比(filled: Path, tmp_path: Path, capsys: Spoken) -> None:
    change = {
        "A2": "（2022年度）",
        "E16": "2022年11月30日前",
        "F16": "2022年11月20日",
        "F14": "5000册",
    }
    last = saved(drawn(GOOD, change), tmp_path / "上年.xlsx")
    _, made = _codes(["校验", str(filled), "--last", str(last)], capsys)
    codes = [one["code"] for one in made["findings"]]
    assert codes == ["C11", "C12", "C12", "C13", "V03"]


def test_几个项目各找各的(tmp_path: Path, capsys: Spoken) -> None:
    other = DECLARED.replace("街道图书馆改造", "社区食堂补贴").partition("]\n")[2]
    folder = tmp_path / "批复"
    folder.mkdir()
    saved(drawn(f"{DECLARED}\n[二]\n{other}"), folder / "批复.xlsx")
    second = BODY.replace("街道图书馆改造", "社区食堂补贴").replace("≥15000册", "≥9000册", 1)
    third = BODY.replace("街道图书馆改造", "街道图书馆改造二期")
    path = saved(drawn(f"[甲]\n{BODY}\n[乙]\n{second}\n[丙]\n{third}"), tmp_path / "三个.xlsx")
    _, made = _codes(["check", str(path), "--targets", str(folder)], capsys)
    codes = [[one["code"] for one in each["findings"] if one["code"][0] == "C"] for each in made]
    assert codes == [[], ["C01"], ["C07"]]
    said = [one["message"] for one in made[2]["findings"] if one["code"] == "C07"]
    assert "名称最像的是“街道图书馆改造”，不敢当作同一个" in said[0]


@pytest.mark.parametrize("option", ["--targets", "--last"])
def test_拿来比的文件读不了_说清是哪一个(option: str, filled: Path, capsys: Spoken) -> None:
    assert main(["check", str(filled), option, str(filled.with_name("没有.xlsx"))]) == 2
    assert "没有.xlsx" in capsys.readouterr().err


def test_去年的给成了申报表(filled: Path, declared: Path, capsys: Spoken) -> None:
    assert main(["check", str(filled), "--last", str(declared)]) == 2
    assert "里没有自评表，--last 后面要写去年的自评表" in capsys.readouterr().err


CODES = [
    form.code
    for form in FORMS
    if "复核" not in form.what and any(one.key == "target" for one in form.indicators.column)
]


@pytest.mark.parametrize("code", CODES)
def test_照申报表起自评表_再与申报表比没有一处不同(
    code: str, declared: Path, capsys: Spoken
) -> None:
    folder = declared.parent / "新表"
    assert main(["new", code, "--from", str(declared), "-o", str(folder)]) == 0
    capsys.readouterr()
    [made] = folder.glob("*.xlsx")
    assert made.name.startswith("街道图书馆改造-")
    main(["check", str(made), "--form", code, "--targets", str(declared), "--json"])
    document = json.loads(capsys.readouterr().out)
    codes = {one["code"] for one in document["findings"]}
    is_set = any(two.level3 for form in FORMS if form.code == code
                 for one in form.level1 for two in one.level2)  # fmt: skip
    allowed = {"C02", "C03"} if is_set else set()  # 三级指标规定好的表样，不照申报的
    assert not {one for one in codes if one[0] == "C"} - allowed
    filing = document["filing"]
    assert filing["name"]["value"] == "街道图书馆改造"
    assert filing["goal"]["value"] == "改造旧阅览室，添置图书，全年接待读者六万人次以上"
    assert filing["achievement"]["value"] is None


def test_起好的表_批复的都在_结果都空着(declared: Path, capsys: Spoken) -> None:
    target = declared.with_name("自评.xlsx")
    assert main(["新建", "mof-2020", "--from", str(declared), "-o", str(target)]) == 0
    capsys.readouterr()
    _, made = _codes(["check", str(target)], capsys)
    assert made["filing"]["funds"][0]["initial"]["value"] == "90"
    rows = made["filing"]["indicators"]
    assert [one["weight"]["value"] for one in rows] == [
        "8",
        "8",
        "10",
        "12",
        "12",
        "15",
        "15",
        "10",
    ]
    assert rows[3]["target"]["raw"] == "2023年11月底前"
    assert all(one["actual"]["value"] is None and one["points"]["value"] is None for one in rows)
    assert {one["code"] for one in made["findings"]} == {"F02", "F03", "F04", "F10"}


def test_几个项目各起一份_已有的不覆盖(tmp_path: Path, capsys: Spoken) -> None:
    other = DECLARED.replace("街道图书馆改造", "社区食堂补贴").partition("]\n")[2]
    path = saved(drawn(f"{DECLARED}\n[二]\n{other}"), tmp_path / "批复.xlsx")
    arguments = ["new", "mof-2020", "--from", str(path), "-o", str(tmp_path / "新")]
    assert main(arguments) == 0
    names = sorted(one.name for one in (tmp_path / "新").iterdir())
    assert names == [
        "社区食堂补贴-项目支出绩效自评表.xlsx",
        "街道图书馆改造-项目支出绩效自评表.xlsx",
    ]
    assert main(arguments) == 2
    assert "已经有了，没有覆盖" in capsys.readouterr().err
    assert main([*arguments[:-1], str(tmp_path / "一个.xlsx")]) == 2
    assert "-o 后面请写文件夹" in capsys.readouterr().err


def test_照自评表起不了(filled: Path, capsys: Spoken) -> None:
    assert main(["new", "mof-2020", "--from", str(filled)]) == 2
    assert "里没有绩效目标申报表" in capsys.readouterr().err


def test_分值的底数不同的_不照填_说一句(tmp_path: Path, capsys: Spoken) -> None:
    path = saved(drawn(DECLARED, {"F18": "20"}), tmp_path / "百分.xlsx")
    assert main(["new", "mof-2020", "--from", str(path), "-o", str(tmp_path / "新.xlsx")]) == 0
    assert "分值没有照填" in capsys.readouterr().out


# 各地的申报表、监控表：项目（部门）名称，资金总额，几条指标，头一条的指标值，总体目标开头的字。
LAYOUTS = {
    "转移支付区域": ("中央引导地方科技发展资金", "5000万元", 7, "≥20个", "支持科研平台"),
    "部门整体_年度主要任务": ("某县水务局", "1200万元", 7, "≥12公里", "完成三条中小河流"),
    "符号单位分列_有权重": ("河道管护", "300万元", 5, "≥120公里", "管护河道120公里"),
    "长期年度目标_指标内容": ("粮食储备", "260万元", 6, "5000吨", "储备粮食5000吨"),
    "监控_一至九月": ("河道管护", "300万元", 4, "≥120公里", "管护河道120公里"),
    "武汉_长期年度并排": ("校舍维修", "300万元", 4, "4所", "维修校舍四所"),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_各地的版式读得全(name: str) -> None:
    found = _only((Path(__file__).parent / "stages" / f"{name}.txt").read_text(encoding="utf-8"))
    filing, total = found.filing, found.filing.total_fund
    assert total is not None
    assert total.initial is not None
    assert filing.goal is not None
    assert (
        filing.called, total.initial.value.shown, len(filing.indicators),
        filing.indicators[0].target.value.shown, filing.goal.value[: len(LAYOUTS[name][4])],
    ) == LAYOUTS[name]  # fmt: skip
    assert found.filing.year is not None
    assert found.filing.year.value in {"2023", "2024"}
    assert found.filing.unused == ()
    assert {one.code for one in found.findings} <= {"S01"}
    assert {one.level for one in found.findings} <= {Level.INFO}


def test_像申报表而缺一列的_说缺哪一列() -> None:
    text = DECLARED.replace("| 指标值 |", "| 内容 |")
    with pytest.raises(perfxl.PerfxlError, match="没有“年度指标值”"):
        _only(text)


_LIST = (Path(__file__).parent / "stages" / "列着几个项目.txt").read_text(encoding="utf-8")


def _spread(text: str) -> str:
    """同一张表，项目名称、单位、预算数、目标每行都写一遍，不合并。"""
    lines, above = [], [""] * 4
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 11:
            above = [old if new == "^" else new for new, old in zip(cells, above, strict=False)]
            cells[:4] = above
        lines.append(" | ".join(cells))
    return "\n".join(lines)


@pytest.mark.parametrize("text", [_LIST, _spread(_LIST)], ids=["合并", "每行都写"])
def test_一张表里列着几个项目的_一个项目一份(text: str) -> None:
    one, two = assess_all(drawn(text), FORMS)
    assert [each.filing.called for each in (one, two)] == ["河道管护", "泵站维修"]
    assert [len(each.filing.indicators) for each in (one, two)] == [4, 3]
    totals = [each.filing.total_fund for each in (one, two)]
    assert [total.initial.value.shown for total in totals if total and total.initial] == [
        "300万元", "80万元",
    ]  # fmt: skip
    assert two.filing.goal is not None
    assert two.filing.goal.cell.local == "D8"
    assert [each.filing.unit.value for each in (one, two) if each.filing.unit] == ["某市水务局"] * 2
    assert (one.filing.unused, two.filing.unused) == ((), ())
    asked = [each for each in two.findings if each.level is not Level.INFO]
    assert [(each.code, each.cells[0].local) for each in asked] == [("T04", "I8")]
    assert [found.code for found in one.findings if found.level is not Level.INFO] == []


def test_列着的各个项目_各与自己的自评表比(tmp_path: Path, capsys: Spoken) -> None:
    listed = saved(drawn(_LIST.replace("某市水务局", "区图书馆")), tmp_path / "目标表.xlsx")
    change = {"B3": "泵站维修", "A2": "（2024年度）", "D14": "维修泵站", "E14": "≥2座"}
    path = saved(drawn(GOOD, change), tmp_path / "泵站.xlsx")
    _, made = _codes(["check", str(path), "--targets", str(listed)], capsys)
    found = [one["message"] for one in made["findings"] if "指标值是 ≥2座" in one["message"]]
    assert found == [
        "“维修泵站”的指标值是 ≥2座，申报时是 ≤3座（“目标表.xlsx”的 Sheet1!I8），方向改了"
    ]
    assert main(["new", "mof-2020", "--from", str(listed), "-o", str(tmp_path / "新")]) == 0
    assert len(list((tmp_path / "新").glob("*.xlsx"))) == 2


def test_项目名称一列空着的_不当作列着几个项目() -> None:
    text = DECLARED.replace("绩效指标 | 一级指标", "项目名称 | 一级指标")
    assert _only(text).filing.called == "街道图书馆改造"


def test_期限拆成符号_数_单位三格的_与合在一格的相同() -> None:
    apart = read_target(cell_of("申报", 1, 1, "11"), sign="≤", unit="月", year=2023)
    whole = read_target(cell_of("自评", 1, 1, "≤11月"), year=2023)
    later = read_target(cell_of("自评", 1, 1, "≤12月"), year=2023)
    assert same_target(whole, apart)
    assert not same_target(later, apart)


def test_其中各级写在一行里的_都读() -> None:
    text = """
[申报]
2025年省级专项资金绩效目标申报表 | < | < | < | < | < | < | <
专项名称 | < | 中医药发展专项 | < | 申报单位 | < | 桐川县中医医院 | <
资金总额（万元） | < | 180 | < | 其中：省级 | 150 | 县级 | 30
年度绩效目标 | < | 建设中医特色专科2个。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标解释 | 指标值 | 计量单位 | 指标方向 | 取值依据
产出指标 | 数量指标 | 建设特色专科 | 当年新建专科数 | 2 | 个 | ≥ | 工作计划
效益指标 | 社会效益 | 中医门诊占比 | 中医门诊量占比 | 35 | % | ≥ | 历史值
满意度指标 | 满意度 | 患者满意度 | 问卷调查 | 92 | % | ≥ | 历史值
"""
    (found,) = assess_all(drawn(text), load_all())
    funds = [line.initial and line.initial.value.shown for line in found.filing.funds]
    assert funds == ["180万元", "150万元", "30万元"]
    assert found.filing.unit is not None
    assert found.filing.unit.value == "桐川县中医医院"
    assert "M01" not in {finding.code for finding in found.findings}
