"""各条评着完成、未完成、优、良的：写在得分栏的、另一栏的、几栏里打勾的，都照评的读，与指标值、完成值对。"""

from pathlib import Path

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load
from perfxl.report.marks import Ledger
from perfxl.report.sentences.facts import Facts

SHAPES = Path(__file__).parent / "shapes"
FORMS = [load("mof-2020")]
_HEAD = """
[绩效自评表]
项目支出绩效自评表
（2023年度）
项目名称 | 街道图书馆改造
主管部门 | 区文化和旅游局 | 实施单位 | 区图书馆
"""
WORDED = f"""{_HEAD}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 | 偏差原因分析
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 优
产出指标 | 数量指标 | 添置图书册数 | ≥15000册 | 12000册 | 优 | 到货晚
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | 良 | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 优
总评 | < | < | < | < | 优
"""
TICKED = f"""{_HEAD}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成情况 | < | 未完成原因
^ | ^ | ^ | ^ | ^ | 完成 | 未完成 | ^
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | √ | |
产出指标 | 数量指标 | 添置图书册数 | ≥15000册 | 12000册 | √ | | 到货晚
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | | √ | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | √ | |
"""
RANKED = f"""{_HEAD}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 评价结果 | < | < | < | 偏差原因分析
^ | ^ | ^ | ^ | ^ | 优 | 良 | 中 | 差 | ^
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | √ | | | |
产出指标 | 数量指标 | 添置图书册数 | ≥15000册 | 12000册 | √ | | | | 到货晚
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | | √ | | | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | | | | √ |
"""
SAID = f"""{_HEAD}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 完成情况 | 实际完成值 | 偏差原因分析
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 完成 | 1236平方米 |
产出指标 | 数量指标 | 添置图书册数 | ≥15000册 | 完成 | 12000册 | 到货晚
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 基本完成 | 57000人次 | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 完成 | 93% |
"""
BOXED = (
    SAID.replace("| 完成 |", "| ☑完成 □未完成 |").replace("| 基本完成 |", "| □完成 ☑未完成 |")
)  # fmt: skip
LONG = SAID.replace("完成情况 |", "自评结果 |").replace("| 完成 |", "| 达到预期目标 |")
LONG = LONG.replace("| 基本完成 |", "| 未达到预期 |")


def _made(text: str, **change: str) -> Assessment:
    return assess(drawn(text, change), FORMS)


def _said(made: Assessment, *codes: str) -> list[str]:
    return [finding.line() for finding in made.findings if finding.code in codes]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WORDED, ["F6 得分 优", "F7 得分 优", "F8 得分 良", "F9 得分 优"]),
        (
            TICKED,
            ["F7 完成情况 完成", "F8 完成情况 完成", "G9 完成情况 未完成", "F10 完成情况 完成"],
        ),
        (RANKED, ["F7 评价结果 优", "F8 评价结果 优", "G9 评价结果 良", "I10 评价结果 差"]),
        (
            BOXED,
            ["E6 完成情况 完成", "E7 完成情况 完成", "E8 完成情况 未完成", "E9 完成情况 完成"],
        ),
        (
            LONG,
            [
                "E6 自评结果 达到预期目标",
                "E7 自评结果 达到预期目标",
                "E8 自评结果 未达到预期",
                "E9 自评结果 达到预期目标",
            ],
        ),
        (
            SAID,
            ["E6 完成情况 完成", "E7 完成情况 完成", "E8 完成情况 基本完成", "E9 完成情况 完成"],
        ),
    ],
)
def test_评的是什么_照评的读(text: str, words: list[str]) -> None:
    made = _made(text)
    rows = made.filing.indicators
    assert [
        f"{each.cell.local} {each.title} {each.word}" for row in rows for each in row.verdicts
    ] == words
    assert [row.actual.value.shown for row in rows] == ["1236平方米", "12000册", "57000人次", "93%"]
    assert not _said(made, "F08", "A01", "F04", "U01")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (WORDED, "F7、D7、E7 V19 “添置图书册数”的“得分”评“优”"),
        (TICKED, "F8、D8、E8 V19 “添置图书册数”的“完成情况”写“完成”"),
        (RANKED, "F8、D8、E8 V19 “添置图书册数”的“评价结果”评“优”"),
        (BOXED, "E7、D7、F7 V19 “添置图书册数”的“完成情况”写“完成”"),
        (LONG, "E7、D7、F7 V19 “添置图书册数”的“自评结果”写“达到预期目标”"),
        (SAID, "E7、D7、F7 V19 “添置图书册数”的“完成情况”写“完成”"),
    ],
)
def test_没有达到而评完成_评优的报(text: str, line: str) -> None:
    [said] = [each for each in _said(_made(text), "V19") if "添置图书册数" in each]
    assert said.startswith(f"绩效自评表!{line}")
    assert "指标值 ≥15000册、完成值 12000册，没有达到" in said


@pytest.mark.parametrize("text", [WORDED, TICKED, RANKED, SAID])
def test_都达到了的不报(text: str) -> None:
    column = "F" if text is SAID else "E"
    first = 6 if text in (WORDED, SAID) else 7
    change = {f"{column}{first + 1}": "15100册", f"{column}{first + 2}": "60500人次"}
    change |= {f"E{first + 2}": "完成"} if text is SAID else {}
    change |= {f"F{first + 2}": "优"} if text is WORDED else {}
    change |= {f"G{first + 2}": "", f"F{first + 2}": "√"} if text in (TICKED, RANKED) else {}
    change |= {"I10": "", "F10": "√"} if text is RANKED else {}
    assert not _said(_made(text, **change), "V19", "V21", "P07")


def test_打着没有完成的要有原因() -> None:
    made = _made(TICKED, D10="明显提高", E10="有所提高", F10="", G10="√")
    assert _said(made, "V19")[-1].startswith(
        "绩效自评表!H10、G10 V19 “读者满意度”的“完成情况”写“未完成”，没有写原因"
        "（同一件事两处对照）；在 H10 写明原因"
    )


COLUMNS = f"""{_HEAD}
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 完成 | 部分完成 | 未完成 | 说明
产出指标 | 更换灯具数 | ≥3000盏 | 2800盏 | √ | | | 两处路段改道
产出指标 | 亮灯率 | ≥98% | 98.6% | √ | | |
效益指标 | 节电率 | ≥40% | 35% | | √ | | 老灯未换
满意度指标 | 市民满意度 | ≥90% | 92% | | | √ | 样本少
"""


def test_并排几栏打勾_未完成一栏不当作原因() -> None:
    made = _made(COLUMNS)
    rows = made.filing.indicators
    assert [row.reason.value for row in rows if row.reason] == [
        "两处路段改道",
        "",
        "老灯未换",
        "样本少",
    ]
    lines = _said(made, "V19")
    assert lines[0].startswith(
        "绩效自评表!E6、C6、D6 V19 “更换灯具数”在“完成”一栏打了勾，指标值 ≥3000盏"
    )
    assert lines[1].startswith("绩效自评表!G9、C9、D9 V19 “市民满意度”在“未完成”一栏打了勾")
    assert len(lines) == 2
    assert not _said(made, "U01", "V01", "F04")


def test_一栏全空着_勾都打在另一栏的_也是打勾的几栏() -> None:
    change = {f"F{row}": "" for row in (7, 8, 10)} | {f"G{row}": "√" for row in (7, 8, 10)}
    made = _made(TICKED, **change)
    assert [each.word for row in made.filing.indicators for each in row.verdicts] == ["未完成"] * 4
    assert made.filing.indicators[0].actual.value.shown == "1236平方米"
    assert not _said(made, "F04", "U01")


def test_执行率那一行的评定_也有交代() -> None:
    made = _made((SHAPES / "四级指标_资金写在名称后.txt").read_text(encoding="utf-8"))
    line = made.filing.total_fund
    assert line
    assert line.moved
    assert [each.word for each in line.moved.verdicts] == ["B"]
    assert not _said(made, "U01")


def test_得分写的是档次_说一声_不说没有得分() -> None:
    made = _made(WORDED)
    assert any("“得分”一栏写的是评的档次" in line for line in _said(made, "S01"))
    assert not any("没有找到“分值”“得分”" in line for line in _said(made, "S01"))
    assert made.scored.total is None


@pytest.mark.parametrize(("word", "due"), [("差", "各条最差的也评“良”"), ("优", "")])
def test_总评与各条的对着看(word: str, due: str) -> None:
    lines = _said(_made(WORDED, F10=word), "P07")
    assert (lines == []) if not due else (due in lines[0])


def test_得分栏有一个数的_就是得分() -> None:
    made = _made(WORDED, F6="10")
    assert not any(row.verdicts for row in made.filing.indicators)
    assert _said(made, "F08")


def test_问别的事的一栏_不是评定() -> None:
    change = {"G5": "是否核心指标", "G6": "是", "G7": "否"}
    made = _made(WORDED.replace(" | 偏差原因分析", ""), **change)
    assert all(each.title == "得分" for row in made.filing.indicators for each in row.verdicts)


ONLY_TICKS = f"""{_HEAD}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 完成 | 基本完成 | 未完成 | 分值 | 得分 | 备注
产出指标 | 数量指标 | 改造阅览室 | ≥30间 | | √ | | 50 | 48 | 差2间
效益指标 | 社会效益指标 | 读者投诉 | ≤5起 | | | √ | 30 | 25 | 6起
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | | | √ | 10 | 10 | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | √ | | | 10 | 10 |
总分 | | | | | | | 100 | 93 |
"""


def test_只有打勾的几栏_没有完成值一栏的() -> None:
    made = _made(ONLY_TICKS)
    assert [row.actual.value.shown for row in made.filing.indicators] == ["", "6起", "", ""]
    assert not any("实际完成值" in line for line in _said(made, "S01"))
    [said] = _said(made, "P02", "V19")
    assert said == (
        "绩效自评表!G8、I8 V19 “全年接待读者”在“未完成”一栏打了勾，得分却是满分 10"
        "（同一件事两处对照）；核对是不是完成了；没有完成的，扣减得分"
    )
    full = _made(ONLY_TICKS, I7="30")
    assert any("“读者投诉”得分 30，应为 5÷6×30=25.00" in line for line in _said(full, "P02"))


@pytest.mark.parametrize(
    "said", ["比上年减少6起", "减少6起", "办结6起，上年9起", "其中重复投诉6起"]
)
def test_只有打勾的几栏_备注说的不止一个数的_不是完成值(said: str) -> None:
    made = _made(ONLY_TICKS, J7=said)
    assert not made.filing.indicators[1].actual.value.is_number
    assert not _said(made, "P02", "A14")[1:]


def test_只有打勾的几栏_报告的完成值写勾在哪一个下面() -> None:
    facts = Facts(_made(ONLY_TICKS), Ledger())
    assert [str(row["完成值"]) for row in facts.rows][::2] == ["基本完成", "未完成"]
    assert [str(row["完成情况"]) for row in facts.rows][::2] == ["基本完成", "未完成"]
