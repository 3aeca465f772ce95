"""系统导出的明细：一行一条指标，项目名称、单位、资金、总分每行都写一遍；一个项目一份。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess_all
from perfxl.filing.findings import Level
from perfxl.form.load import load_all

FORMS = load_all()
HEAD = (
    "序号 | 项目编码 | 项目名称 | 预算年度 | 主管部门 | 预算单位 | "
    "年初预算(元) | 全年预算(元) | 全年执行(元) | 执行率 | 执行得分 | "
    "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 计量单位 | "
    "实际完成值 | 分值 | 得分 | 偏差原因 | 总分"
)
HALL = "33-01 | 会堂修缮 | 2024 | 清泉县文旅局 | 清泉县会堂 | 480000 | 480000 | 456000 | 95% | 9.5"
POOL = "33-02 | 泳池换水 | 2024 | 清泉县文旅局 | 清泉县泳池 | 200000 | 200000 | 200000 | 100% | 10"
ROWS = (
    f"1 | {HALL} | 产出指标 | 数量指标 | 修缮座椅 | ≥ | 300 | 个 | 320 | 30 | 30 | | 99.5",
    f"2 | {POOL} | 产出指标 | 数量指标 | 换水次数 | ≥ | 40 | 次 | 38 | 50 | 47.5 | 停业检修 | 97.5",
    f"3 | {HALL} | 产出指标 | 质量指标 | 验收合格率 | = | 100 | % | 100 | 20 | 20 | | 99.5",
    f"4 | {HALL} | 效益指标 | 社会效益指标 | 全年演出 | ≥ | 60 | 场 | 66 | 30 | 30 | | 99.5",
    f"5 | {POOL} | 效益指标 | 社会效益指标 | 服务人次 | ≥ | 900 | 人次 | 940 | 30 | 30 | | 97.5",
    f"6 | {HALL} | 满意度指标 | 服务对象 | 观众满意度 | ≥ | 90 | % | 93 | 10 | 10 | | 99.5",
    f"7 | {POOL} | 满意度指标 | 服务对象 | 顾客满意度 | ≥ | 90 | % | 92 | 10 | 10 | | 97.5",
)
NOTE = " | " * 18 + "导出时间：2025-01-20 10:22 | < | < | <"


def _made(*rows: str) -> tuple[Assessment, ...]:
    return assess_all(drawn("\n".join(("[明细]", HEAD, *rows))), FORMS)


def test_一个项目一份_不挨着的行也归它() -> None:
    made = _made(*ROWS, NOTE)
    told = [
        (
            one.filing.name and one.filing.name.value,
            one.filing.unit and one.filing.unit.value,
            one.filing.authority and one.filing.authority.value,
            one.filing.year and one.filing.year.value,
            [row.name.value for row in one.filing.indicators],
            one.filing.total and one.filing.total.value.shown,
        )
        for one in made
    ]
    assert told == [
        ("会堂修缮", "清泉县会堂", "清泉县文旅局", "2024",
         ["修缮座椅", "验收合格率", "全年演出", "观众满意度"], "99.5"),
        ("泳池换水", "清泉县泳池", "清泉县文旅局", "2024",
         ["换水次数", "服务人次", "顾客满意度"], "97.5"),
    ]  # fmt: skip
    lines = [one.filing.total_fund for one in made]
    assert [
        [field and field.value.shown for field in (line.initial, line.budget, line.executed,
                                                   line.rate, line.points)]
        for line in lines if line
    ] == [
        ["480000元", "480000元", "456000元", "95%", "9.5"],
        ["200000元", "200000元", "200000元", "100%", "10"],
    ]  # fmt: skip
    assert [str(one.scored.total) for one in made] == ["99.50", "97.50"]
    assert [one.filing.unused for one in made] == [(), ()]
    found = {
        finding.code for one in made for finding in one.findings if finding.level is not Level.INFO
    }
    assert found == {"S09"}  # 没有写标题


def test_只有一个项目的也一样() -> None:
    (one,) = _made(*(row for row in ROWS if "会堂" in row))
    assert one.filing.name is not None
    assert one.filing.name.value == "会堂修缮"
    assert one.filing.unused == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("| 38 | 50 | 47.5", "| 38 | 50 | 50", "P02"),
        ("456000 | 95% | 9.5", "456000 | 92% | 9.5", "M02"),
        ("| 10 | 10 | | 99.5", "| 10 | 10 | | 98.5", "U01"),  # 每行写的总分不一样
    ],
)
def test_写错的报在自己的格上(old: str, new: str, code: str) -> None:
    made = _made(*(row.replace(old, new) for row in ROWS))
    assert code in {finding.code for one in made for finding in one.findings}


def test_没有资金各列的也一个项目一份() -> None:
    heads = [head.strip() for head in HEAD.split("|")]
    kept = [at for at, head in enumerate(heads) if "(元)" not in head and "执行" not in head]

    def cut(line: str) -> str:
        cells = line.split("|")
        return " | ".join(cells[at].strip() for at in kept)

    made = assess_all(drawn("\n".join(("[明细]", cut(HEAD), *map(cut, ROWS)))), FORMS)
    assert [len(one.filing.indicators) for one in made] == [4, 3]
    assert [one.filing.name and one.filing.name.value for one in made] == ["会堂修缮", "泳池换水"]


MERGED = """
[明细]
2024年度项目支出绩效自评明细表 | < | < | < | < | < | < | < | < | < | <
单位名称 | 项目名称 | 预算数 | 执行数 | 执行率 | 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分
清泉县会堂 | 会堂修缮 | 48 | 45.6 | 95% | 产出指标 | 修缮座椅 | ≥300个 | 320个 | 50 | 50
^ | ^ | ^ | ^ | ^ | 效益指标 | 全年演出 | ≥60场 | 66场 | 40 | 40
^ | 舞台灯光 | 20 | 20 | 100% | 产出指标 | 更换灯具 | ≥30盏 | 27盏 | 50 | 45
^ | ^ | ^ | ^ | ^ | 效益指标 | 全年演出 | ≥60场 | 66场 | 40 | 40
"""


def test_合并着写的_几个项目合用的单位都看得见() -> None:
    made = assess_all(drawn(MERGED), FORMS)
    told = [
        (one.filing.called, one.filing.unit and one.filing.unit.value, str(one.scored.total))
        for one in made
    ]
    assert told == [("会堂修缮", "清泉县会堂", "99.50"), ("舞台灯光", "清泉县会堂", "95.00")]
    assert [one.filing.unused for one in made] == [(), ()]
