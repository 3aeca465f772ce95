"""程序写的话：跟着事实走（没有、一项、几项、全部），写在表样里，财政部门的人改得了。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import reportcase as case
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess, assess_all
from perfxl.cells.grid import Grid
from perfxl.errors import FormError
from perfxl.form.load import load
from perfxl.form.wording import NAMES
from perfxl.report import render
from perfxl.report.marks import Ledger, Paragraphs, bare
from perfxl.report.sentences.context import build
from perfxl.report.sentences.wording import Wordings, filled

D = Decimal


def _said(name: str, grid: object = None, code: str = "mof-2020") -> list[str]:
    names = build(case.assessment(grid, code), Ledger()).names  # type: ignore[arg-type]  # 没有的用样本
    value = names[name]
    assert isinstance(value, Paragraphs)
    return [bare(one) for one in value]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"年": "2024", "算": "9万元", "行": "8万元"}, "2024年度预算9万元，执行8万元。"),
        ({"年": "", "算": "9万元", "行": "8万元"}, "预算9万元，执行8万元。"),
        ({"年": "2024", "算": "", "行": "8万元"}, "2024年度执行8万元。"),
        ({"年": "2024", "算": "", "行": ""}, ""),
    ],
)
def test_缺的数连同那半句略去(values: dict[str, str], said: str) -> None:
    assert filled("[{年}年度]预算{算}，执行{行}。", values) == said


def test_每一句都写在默认的表样里() -> None:
    assert {one.key for one in load("mof-2020").report.wording} == set(NAMES)


# ---- 资金 ----


def _funds(executed: Decimal | int, reason: str = "") -> object:
    heads = (*case.FUNDS[0], "差异原因")
    total = ("（万元）", "年度资金总额", None, 100, 100, executed, 10, None, None, reason)
    return case.grid(funds=(heads, total), narratives={})


def test_支出完的不说尚未支出() -> None:
    assert _said("资金情况", _funds(100)) == [
        "2024年度年初预算数100万元，全年预算数100万元，全年执行数100万元，预算执行率100%。"
    ]


def test_执行率低于表样的线_写了原因的说原因() -> None:
    assert _said("资金情况", _funds(D("79.5"), "合同跨年结算")) == [
        (
            "2024年度年初预算数100万元，全年预算数100万元，全年执行数79.5万元，预算执行率79.5%，"
            "尚未支出20.5万元。预算执行率低于80%。主要原因：合同跨年结算。"
        )
    ]
    assert _said("资金情况", _funds(80)) == [
        (
            "2024年度年初预算数100万元，全年预算数100万元，全年执行数80万元，预算执行率80%，"
            "尚未支出20万元。"
        )
    ]


def _details(
    *rows: tuple[str, Decimal | int | None, Decimal | int | None, Decimal | int | None, str],
) -> object:
    grid = case.special()
    lines = [("类别", "子项目名称", "安排资金", "已支出", "结转结余", "结转结余原因")]
    lines += [("抽检类", *row) for row in rows]  # type: ignore[misc]  # 表头都是文字
    sheets = (grid.sheets[0], case.sheet("资金明细", lines), grid.sheets[2])
    return type(grid)(grid.file, sheets)


def test_同样的原因归在一起() -> None:
    said = _said(
        "子项目情况",
        _details(
            ("甲", 50, 40, 10, "跨年结算"), ("乙", 60, 60, 0, ""), ("丙", 30, 25, 5, "跨年结算。")
        ),
        "gd-special-2019",
    )
    assert said == [
        (
            "抽检类3项，安排资金140万元，已支出125万元，结转结余15万元。"
            "安排最多的是乙，安排资金60万元。"
            "没有支出完的2项，共15万元：甲10万元、丙5万元，原因是跨年结算。"
        )
    ]


@pytest.mark.parametrize(
    ("rows", "said", "silent"),
    [
        ([("甲", 50, 50, 0, ""), ("乙", 60, 60, 0, "")], "2项的资金都已支出完毕。", "没有支出完"),
        ([("甲", 50, 40, None, ""), ("乙", 60, 60, 0, "")], "抽检类2项", "支出完"),
        ([("甲", 50, 40, 10, ""), ("乙", 50, 60, 0, "")], "共10万元：甲10万元。", "安排最多"),
        ([("甲", None, 40, 10, ""), ("乙", 50, 60, 0, "")], "抽检类2项", "安排最多"),
        ([("甲", 50, 40, 10, "")], "没有支出完的1项，共10万元：甲10万元。", "安排最多"),
    ],
)
def test_不知道的不说(
    rows: list[tuple[str, Decimal | int | None, Decimal | int | None, Decimal | int | None, str]],
    said: str,
    silent: str,
) -> None:
    text = "".join(_said("子项目情况", _details(*rows), "gd-special-2019"))
    assert said in text
    assert silent not in text


# ---- 指标 ----


def _points(actual: str) -> int:
    return 10 if int(actual) >= 10 else 8


def _indicators(*actuals: str) -> object:
    rows = [
        (None, "产出指标", "数量指标", f"甲{place}", "≥10个", actual, 10, _points(actual), None)
        for place, actual in enumerate(actuals)
    ]  # fmt: skip
    return case.grid(indicators=rows, narratives={}, total=None)


@pytest.mark.parametrize(
    ("actuals", "first", "last"),
    [
        (
            ["12"],
            "产出指标共1项三级指标，得满分。",
            "可以计算完成率的1项指标达到指标值。超过指标值的是甲0（偏差率20%）。",
        ),
        (
            ["8"],
            "产出指标共1项三级指标，未得满分。",
            "可以计算完成率的1项指标没有达到指标值。没有达到的是甲0。",
        ),
        (
            ["10", "10"],
            "产出指标共2项三级指标，均得满分。",
            "可以计算完成率的2项指标都达到指标值。",
        ),
        (
            ["12", "10"],
            "产出指标共2项三级指标，均得满分。",
            "可以计算完成率的2项指标都达到指标值。超过指标值的是甲0（偏差率20%）。",
        ),
        (
            ["8", "9"],
            "产出指标共2项三级指标，均未得满分。",
            "可以计算完成率的2项指标都没有达到指标值。没有达到的是甲0、甲1。",
        ),
        (
            ["8", "10", "12"],
            "产出指标共3项三级指标，2项得满分，1项未得满分。",
            (
                "可以计算完成率的3项指标中，2项达到指标值，1项没有达到。没有达到的是甲0。"
                "超过指标值的是甲2（偏差率20%）。"
            ),
        ),
    ],
)
def test_一项_几项_全部各有说法(actuals: list[str], first: str, last: str) -> None:
    assert _said("指标小结", _indicators(*actuals)) == [first, last]


def _rows(*rows: tuple[str, str, case.Value]) -> Grid:
    lines: list[tuple[case.Value, ...]] = [
        (None, "产出指标", _level2(name), name, target, actual, 10, 10, None)
        for name, target, actual in rows
    ]
    return case.grid(indicators=lines, narratives={}, total=None)


def _level2(name: str) -> str:
    return "成本指标" if "价" in name else "数量指标"


def _attained(*rows: tuple[str, str, case.Value]) -> str:
    return _said("指标小结", _rows(*rows))[-1].partition("。")[2]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("甲", "≥10个", "12个"), "超过指标值的是甲（偏差率20%）。"),
        (("甲", "10个", "12个"), "超过指标值的是甲（偏差率20%）。"),
        (("甲", "=10期", "12期"), "超过指标值的是甲（偏差率20%）。"),
        (("甲", "≥10个", "10个"), ""),
        (("甲", "≥10个", "7个"), "没有达到的是甲。"),
        (("单价", "≤45元", "43.6元"), "低于上限的是单价（偏差率-3.11%）。"),
        (("单价", "不超过45元", "45元"), ""),
        (("单价", "≤45元", "50元"), "超出上限的是单价。"),
        (("单价", "45元", "50元"), "超出上限的是单价。"),  # 成本没有写方向，是上限
        (("差错率", "5%", "2%"), "低于上限的是差错率（偏差率-60%）。"),
        (("甲", "40-60个", "50个"), ""),
        (("甲", "40-60个", "30个"), "没有达到的是甲。"),
        (("甲", "40-60个", "75个"), "超过指标值的是甲（偏差率25%）。"),
    ],
)
def test_超过没有_看方向(row: tuple[str, str, str], said: str) -> None:
    assert _attained(row) == said


@pytest.mark.parametrize(
    "row",
    [
        ("事故起数", "0起", "1起"),  # 指标值是零，没有偏差率
        ("灌溉条件", "明显改善", "达成年度指标"),
        ("完工时间", "2024年6月30日前", "2024年7月30日"),
        ("甲", "≥10个", "/"),
    ],
)
def test_算不出的不说超没超(row: tuple[str, str, str]) -> None:
    assert not any(
        word in line for line in _said("指标小结", _rows(row)) for word in ("超", "达到", "低于")
    )


def test_超过的多_只说偏差率最大的() -> None:
    rows = [(f"甲{place}", "≥10个", f"{11 + place}个") for place in range(7)]
    assert _attained(*rows) == (
        "超过指标值的共7项。偏差率最大的是甲6（偏差率70%）、甲5（偏差率60%）、甲4（偏差率50%）、"
        "甲3（偏差率40%）、甲2（偏差率30%）。"
    )


def test_提纲里没有偏差原因一节的_没有达到的写偏差率() -> None:
    form = case.form()
    outline = tuple(replace(one, computed=("指标小结",)) for one in form.report.section)
    bare_form = replace(form, report=replace(form.report, section=outline))
    made = assess(_rows(("甲", "≥10个", "7个")), (bare_form,))
    lines = build(made, Ledger()).names["指标小结"]
    assert isinstance(lines, Paragraphs)
    assert bare(lines[-1]).endswith("没有达到的是甲（偏差率-30%）。")


def test_偏差原因一条里有偏差率_正好的不写() -> None:
    lines = _said("偏差原因")
    assert "完成率93.4%，偏差率-6.6%，得7.47分" in lines[1]
    rows = [(None, "产出指标", "数量指标", "甲", "≥10个", "10个", 10, 9, "佐证不足")]
    exact = _said("偏差原因", case.grid(indicators=rows, narratives={}, total=None))
    assert "偏差率" not in exact[1]


def test_写的是没有偏差的_不算写了原因() -> None:
    rows = [
        (None, "产出指标", "数量指标", "甲", "≥10个", "12个", 10, 10, why)
        for why in ("无偏差", "无", "正常", "需求增加")
    ]
    lead, only = _said("偏差原因", case.grid(indicators=rows, narratives={}, total=None))
    assert lead == "填写了偏差原因的指标共1项，具体如下。"
    assert only.endswith("原因和措施：需求增加。")


@pytest.mark.parametrize("actual", ["完成7个", "已完成7个", "实际完成7个", "7个"])
def test_完成值里写着完成的_句子里不说两遍(actual: str) -> None:
    rows = [(None, "产出指标", "数量指标", "甲", "≥10个", actual, 10, 7, "停工")]
    said = _said("偏差原因", case.grid(indicators=rows, narratives={}, total=None))[1]
    assert "，实际完成值为7个，" in said


def test_资金名称末尾的冒号不印在句子里() -> None:
    heads, total, *parts = case.FUNDS
    parts[0] = (None, "其中：当年财政拨款：", *parts[0][2:])
    text = "".join(_said("资金情况", case.grid(funds=(heads, total, *parts), narratives={})))
    assert "其中：当年财政拨款预算980.5万元" in text


def test_扣的分加得起来() -> None:
    lead, first, second = _said("偏差原因", _indicators("8", "9", "12"))
    assert lead == "未得满分的指标共2项，共扣4分，预算执行率扣1分，具体如下。"
    assert first.endswith("得8分（分值10分），扣2分。")
    assert second.endswith("得8分（分值10分），扣2分。")


def test_措施与指标一一对上_单位写了措施的留在原因里() -> None:
    bare_grid = case.grid(narratives={})
    assert _said("整改措施", bare_grid) == [
        "针对1项指标的偏差，采取以下措施。",
        "1. 受训农户人次：培训计划提前到农闲时节，按季调度。",
    ]
    assert "改进措施" not in "".join(_said("偏差原因", bare_grid))
    assert _said("整改措施") == []
    assert "改进措施：培训计划提前到农闲时节，按季调度。" in "".join(_said("偏差原因"))


def test_与上年比_报告文字引用过的不再说() -> None:
    assert _said("同比情况", case.grid(narratives={})) == [
        "有上年数的1项数据，与上年比较如下。",
        "1. 渠道疏浚长度86.4公里，上年72.0公里，增长20%。",
    ]
    assert _said("同比情况") == []


def test_与上年比_报告文字引用过几项的_说其余() -> None:
    data = (
        "[数据项]\n名称 | 数值 | 单位 | 上年值\n"
        "办证读者 | 3200 | 人 | 3000\n开放天数 | 330 | 天 | 320"
        "\n[报告文字]\n栏目 | 正文\n绩效分析 | 办证读者【办证读者】。"
    )
    names = build(assess(drawn(f"{GOOD}\n{data}\n", {}), [load("mof-2020")]), Ledger()).names
    assert bare(str(names["同比情况"])).startswith("其余有上年数的1项数据，与上年比较如下。")


TWO = """
[报告文字]
栏目 | 正文
项目概况 | 全年添置图书【添置图书册数】。
自评工作 | 成立了自评小组。
"""


def test_两个项目合用的报告文字_写别的项目的不印_说怎样分开() -> None:
    other = (
        GOOD.replace("[绩效自评表]", "[自评表2]")
        .replace("街道图书馆改造", "社区食堂补助")
        .replace("添置图书册数", "新增老年餐桌")
    )
    made = assess_all(drawn(f"{GOOD}\n{other}\n{TWO}", {}), [load("mof-2020")])
    mine, theirs = (build(one, Ledger()) for one in made)
    assert "添置图书15120" in bare(str(mine.narratives["项目概况"]))
    texts = theirs.narratives
    for name in ("项目概况", "自评工作"):
        assert "此处由单位补充" in str(texts[name])
    (note,) = [one for one in theirs.notes if "合用" in one]
    assert "引用了【添置图书册数】" in note
    assert "报告文字（项目名称）" in note
    (found,) = [one for one in made[1].findings if one.code == "D02"]
    assert "合用的" in found.message
    assert "所属项目" in found.fix
    assert [one for one in made[0].findings if one.code == "D02"] == []


# ---- 改成自己的话 ----


def _own(folder: Path, key: str, text: str) -> Path:
    (folder / "某市.toml").write_text(
        f'code = "某市"\nextends = "mof-2020"\ntitle = "项目支出绩效自评表"\n'
        f'[[report.wording]]\nkey = "{key}"\ntext = "{text}"\n',
        encoding="utf-8",
    )
    return folder


def test_表样里改一句_报告就照它写(tmp_path: Path) -> None:
    folder = _own(tmp_path, "funds.total", "本年安排{全年预算数}，支出{全年执行数}，占{执行率}。")
    form = load("某市", (folder,))
    made = case.Made(render(assess(case.grid(), (form,)), tmp_path / "报告.docx"))
    assert "本年安排1180.5万元，支出1062.45万元，占90.00%。其中：" in made.text
    assert "经自评，总分为97.14分，等级为“优”。" in made.text  # 没有改的照原来的


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("funds.total", "安排{预算数}。", "里没有“{预算数}”这个名称，可用的有：{全年执行数}"),
        ("funds.totle", "安排。", "没有“funds.totle”这一句，可用的有：funds.total"),
        ("funds.total", "安排{全年预算数。", "里的括号没有配成对"),
        ("funds.total", "[{年度}年度安排{全年预算数}。", "里的括号没有配成对"),
    ],
)
def test_写错的句子说在第几行(key: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        load("某市", (_own(tmp_path, key, text),))
    assert said in str(caught.value)
    assert str(caught.value).startswith("某市.toml 第 ")


@pytest.mark.parametrize(
    "label", ["偏差原因：", "原因：", "主要原因是", "未完成原因分析:", "原因分析及改进措施："]
)
def test_原因自己写着标题的_不再套一个标题(label: str) -> None:
    rows = list(case.INDICATORS)
    rows[2] = (*rows[2][:8], f"{label}两场培训推迟。改进措施：按季调度。")
    said = "".join(_said("偏差原因", case.grid(indicators=rows)))
    assert "原因和措施：两场培训推迟。改进措施：按季调度。" in said


def test_执行率低的原因也不套两个标题() -> None:
    """“主要原因：”后面填报人写的是“偏差原因：”。"""
    wordings = Wordings(load("mof-2020"))
    assert wordings.say("funds.why", 原因="偏差原因：招标推迟。") == "主要原因：招标推迟。"
    assert wordings.say("funds.why", 原因="原因不明。") == "主要原因：原因不明。"
