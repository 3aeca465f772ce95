"""写回什么：标记按最重的级别、结果表齐全、保留格有数、填报人的格一个不动。"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from drawn import cells_at, drawn

from perfxl.assess import Assessment, assess
from perfxl.cells.edits import Edits, Out, ResultSheet
from perfxl.filing.findings import Finding, Level
from perfxl.form.load import load
from perfxl.results.edits import edits

GOOD = (Path(__file__).parent / "cases" / "good.txt").read_text(encoding="utf-8")


def _assessed(change: dict[str, str] | None = None, text: str = GOOD) -> Assessment:
    return assess(drawn(text, change), [load("mof-2020")])


def _with_findings(*findings: Finding) -> Edits:
    return edits(Assessment(_assessed().scored, findings))


def _finding(level: Level, *cells: str, explanation: str = "") -> Finding:
    return Finding(
        "T01", level, cells_at(*cells), "写错了", "请改", "某文", explanation=explanation
    )


def _sheet(made: Edits, name: str) -> ResultSheet:
    return next(sheet for sheet in made.sheets if sheet.name == name)


def _row(sheet: ResultSheet, word: str) -> list[object]:
    return next(
        [out.value for out in row]
        for row in sheet.rows
        if any(isinstance(out.value, str) and word == out.value for out in row)
    )


def test_填报人的格一个不动() -> None:
    assert edits(_assessed()).values == ()


def test_保留的格写核算得分和偏差率(tmp_path: Path) -> None:
    lines = [
        f"{line} | 核算得分 | 偏差率" if "三级指标" in line else line for line in GOOD.splitlines()
    ]
    form = (
        'code = "own"\nextends = "mof-2020"\n'
        '[[indicators.column]]\nkey = "computed"\ntitle = "核算得分"\nreserved = true\n'
        '[[indicators.column]]\nkey = "deviation"\ntitle = "偏差率"\nreserved = true\n'
    )
    (tmp_path / "own.toml").write_text(form, encoding="utf-8")
    made = edits(assess(drawn("\n".join(lines)), [load("own", [tmp_path])]))
    written = {(one.row, one.column): one.value for one in made.values}
    assert written[(18, 10)] == Decimal("14.25")
    assert written[(18, 11)] == Decimal("-5.00")


def test_同一格只按最重的标一次() -> None:
    made = _with_findings(
        _finding(Level.ERROR, "绩效自评表!G13"),
        _finding(Level.WARNING, "绩效自评表!G13", "绩效自评表!AB14"),
    )
    assert [(mark.level, mark.places) for mark in made.marks] == [
        ("error", ((13, 7),)),
        ("warning", ((14, 28),)),
    ]


def test_提示不标_写了说明的核实不标() -> None:
    made = _with_findings(
        _finding(Level.VERIFY, "绩效自评表!F13", explanation="已与主管部门核对"),
        _finding(Level.INFO, "绩效自评表!F14"),
    )
    assert made.marks == ()


def test_校验结果表() -> None:
    sheet = _sheet(
        _with_findings(
            _finding(Level.ERROR, "绩效自评表!G13", "绩效自评表!G14"),
            _finding(Level.VERIFY, "绩效自评表!F13", explanation="已核对"),
        ),
        "校验结果",
    )
    summary = sheet.rows[1][0].value
    assert isinstance(summary, str)
    assert "错误 1" in summary
    assert "核实 1" in summary
    place = sheet.rows[4][3]
    assert place == Out("绩效自评表!G13:G14", "link", "绩效自评表!G13")
    assert [out.value for out in sheet.rows[5]][-1] == "已核对"


def test_校验结果表注明试行() -> None:
    trial = replace(_finding(Level.WARNING, "绩效自评表!G13"), trial=True)
    assert _sheet(_with_findings(trial), "校验结果").rows[4][1].value == "提醒（试行）"


def test_得分明细表() -> None:
    sheet = _sheet(edits(_assessed({"H13": "7"})), "得分明细")
    row = _row(sheet, "改造阅览室面积")
    assert row[6:10] == [Decimal(8), Decimal(7), Decimal("8.00"), Decimal("-1.00")]
    assert row[-1] == "min(1236÷1200,1)×8=8.00"
    assert _row(sheet, "合计")[6:9] == [Decimal(100), Decimal("99.1"), Decimal("99.10")]
    assert sheet.chart is not None
    first, last = sheet.chart.values.first_row, sheet.chart.values.last_row
    rates = [one.completion for one in _assessed().scored.indicators if one.completion is not None]
    assert [sheet.rows[row - 1][4].value for row in range(first, last + 1)] == rates


def test_没有结论也有两张结果表() -> None:
    made = _with_findings()
    assert [sheet.name for sheet in made.sheets] == ["校验结果", "得分明细"]
    assert made.marks == ()


def test_写的话和读回来的说明对得上() -> None:
    """校验结果表自己的表头，读表时认得。"""
    head = [out.value for out in _sheet(_with_findings(), "校验结果").rows[3]]
    assert {"代码", "单元格", "说明"} <= set(head)


def test_得分明细各列写得一样齐() -> None:
    """100 与 100.00 不混着写。"""
    sheet = _sheet(edits(_assessed({"H13": "7"})), "得分明细")
    rows = [row for row in sheet.rows[4:] if len(row) == len(sheet.rows[3])]
    for place, title in enumerate(out.value for out in sheet.rows[3]):
        numbers = [row[place].value for row in rows if isinstance(row[place].value, Decimal)]
        places = {number.as_tuple().exponent for number in numbers if isinstance(number, Decimal)}
        assert len(places) <= 1 or title == "分值", title


def test_要改的格一栏带着链接() -> None:
    """两三段地址的也放得下，链接不挪到代码上。"""
    found = _finding(Level.ERROR, *(f"绩效自评表!G{row}" for row in (13, 14, 16, 18, 19)))
    row = _sheet(_with_findings(found), "校验结果").rows[4]
    assert row[2] == Out(found.code)
    assert (row[3].style, row[3].link) == ("link", "绩效自评表!G13")
