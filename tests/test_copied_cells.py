"""从网页上贴下来的表：拆开了合并、每一格都重写一遍，读得与合并的一样，没有多余的话。"""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess_all
from perfxl.form.load import load_all

FORMS = load_all()
SHAPES = Path(__file__).parent / "shapes"
HUBEI = (SHAPES / "湖北_两个绩效目标.txt").read_text(encoding="utf-8")
DEPARTMENT = (SHAPES / "自定目标的执行率_评价维度.txt").read_text(encoding="utf-8")
GOALS = (SHAPES / "跨年度_年度是列名_末行小计是总分.txt").read_text(encoding="utf-8")
SECTIONS = (SHAPES / "一级指标独占一行.txt").read_text(encoding="utf-8")
PAGES = (SHAPES / "续表_下一页又写表头.txt").read_text(encoding="utf-8")
SEVERAL = (SHAPES / "一张表两份.txt").read_text(encoding="utf-8")
HUNAN = (SHAPES / "湖南_资金写在名称后.txt").read_text(encoding="utf-8")
BELOW = (SHAPES / "名称一行_内容在下面一行.txt").read_text(encoding="utf-8")
HUNAN_APART = (SHAPES / "湖南_分法一行写着各自的合计.txt").read_text(encoding="utf-8")
SICHUAN = (SHAPES / "四川_文字栏.txt").read_text(encoding="utf-8")
MONITOR = """
[监控]
2024年项目支出绩效运行监控表 | < | < | < | < | < | < | <
项目名称 | < | 垃圾分类宣传 | < | < | < | < | <
主管部门 | < | 桐川区城市管理局 | < | 实施单位 | 桐川区环卫中心 | < | <
项目资金（万元） | < | | 年初预算数 | < | 1-7月执行数 | < | 执行率
^ | ^ | 年度资金总额 | 460 | < | 253 | < | 55%
^ | ^ | 其中：本年财政拨款 | 460 | < | 253 | < | 55%
年度总体目标 | < | 配置分类投放点120个。 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 偏差原因
^ | 产出指标 | 数量指标 | 分类投放点数量 | 120个 | 75个 | 120个 |
^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 92% | 92% |
"""


def _filled(text: str) -> str:
    """`<`、`^` 换成它们合并着的那一格的字。"""
    made: list[list[str]] = []
    for line in text.strip().splitlines():
        row: list[str] = []
        for cell in line.split("|") if "|" in line else []:
            word = cell.strip()
            before = row[-1] if row else ""
            above = made[-1][len(row)] if made and len(row) < len(made[-1]) else ""
            row.append(before if word == "<" else above if word == "^" else word)
        made.append(row)
    lines = text.strip().splitlines()
    return "\n".join(
        line if not row else " | ".join(row) for line, row in zip(lines, made, strict=True)
    )


def _read(made: Assessment) -> tuple[object, ...]:
    filing = made.filing
    header = (filing.name, filing.unit, filing.year, filing.goal, filing.achievement)
    rows = [(row.path, row.target.value.raw, row.actual.value.raw) for row in filing.indicators]
    funds = [(line.kind, line.budget and line.budget.value.raw) for line in filing.funds]
    return *(field and field.value for field in header), rows, funds, made.scored.total


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        HUBEI,
        SICHUAN,
        DEPARTMENT,
        GOALS,
        SECTIONS,
        PAGES,
        SEVERAL,
        HUNAN,
        HUNAN_APART,
        BELOW,
    ],
    ids=[
        "全国",
        "湖北",
        "四川",
        "部门名称",
        "目标名称",
        "分节",
        "续表",
        "两份",
        "湖南",
        "湖南分法",
        "内容在下面",
    ],
)
def test_每格都重写的与合并的一样(text: str) -> None:
    both = zip(assess_all(drawn(text), FORMS), assess_all(drawn(_filled(text)), FORMS), strict=True)
    for merged, copied in both:
        assert _read(copied) == _read(merged)
        codes = [finding.code for finding in merged.findings]
        assert [one.line() for one in copied.findings if one.code not in codes] == []


def test_监控表的年初预算数重写一遍_不当作全年预算数() -> None:
    (merged,), (copied,) = (assess_all(drawn(text), FORMS) for text in (MONITOR, _filled(MONITOR)))
    assert _read(copied) == _read(merged)


def test_重写的每一格都有交代() -> None:
    (made,) = assess_all(drawn(_filled(GOOD)), FORMS)
    known = {reading.cell.local for reading in made.filing.readings}
    assert {f"{column}{row}" for column in "ABCDEFGHI" for row in (1, 2)} <= known


@pytest.mark.parametrize("mark", ["—", "无", "/"])
def test_整行都是一样的空白记号的_不当作通栏(mark: str) -> None:
    row = "|".join([mark] * 9)
    (made,) = assess_all(drawn(GOOD + row), FORMS)
    assert not [one for one in made.findings if one.code == "X00"]
    assert made.scored.total == assess_all(drawn(GOOD), FORMS)[0].scored.total


def test_指标值与完成值写得一样的不是一格() -> None:
    text = GOOD.replace("| 实际完成值 |", "| 完成了什么呢 |").replace(
        "| 达成年度指标 |", "| 建立长效机制 |"
    )
    (made,) = assess_all(drawn(text), FORMS)
    assert [one for one in made.findings if one.code in {"S01", "U01"}]


def _open(text: str) -> str:
    """`<`、`^` 都空着：拆开了合并，没有重写。"""
    lines = (line.split("|") if "|" in line else [line] for line in text.strip().splitlines())
    return "\n".join(
        " | ".join("" if cell.strip() in {"<", "^"} else cell.strip() for cell in line)
        for line in lines
    )


@pytest.mark.parametrize(
    "name", ["法院_维度是编号_分节是一级", "块名独占一行", "名称一行_内容在下面一行"]
)
def test_拆开了合并没有重写的照样读(name: str) -> None:
    text = (SHAPES / f"{name}.txt").read_text(encoding="utf-8")
    both = zip(assess_all(drawn(text), FORMS), assess_all(drawn(_open(text)), FORMS), strict=True)
    for merged, apart in both:
        assert _read(apart) == _read(merged)
