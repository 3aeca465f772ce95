"""几条指标合用一格得分、分值的，分值写在总名称上的：分只计一次，说明里写是哪几行。"""

from collections.abc import Sequence

from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load_all

FORMS = load_all()
_TOP = """
[Sheet1]
项目支出绩效自评表 | < | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | < | <
项目名称 | < | 河道保洁 | < | < | < | < | < | <
主管部门 | < | 柳河县水利局 | < | < | 实施单位 | < | 柳河县河道所 | <
项目资金（万元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | < | 年度资金总额 | 30 | 30 | 30 | 10 | 100.00%% | 10
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | 保洁河道42公里 | < | < | < | 已保洁河道42公里，水质稳定 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
"""
_END = """
^ | 效益指标 | 社会效益指标 | 水质达标断面数 | ≥9个 | 9个 | 30 | 30 |
^ | 满意度指标 | 服务对象满意度指标 | 沿河居民满意度 | ≥90% | 94% | 10 | 10 |
总分 | < | < | < | < | < | 100 | {} |
"""
_MERGED = """^ | 产出指标 | 数量指标 | 保洁河道长度 | ≥42公里 | 42公里 | 30 | 30 |
^ | ^ | ^ | 打捞漂浮物 | ≥130吨 | {} | ^ | ^ |
^ | ^ | 质量指标 | 巡查到位率 | ≥95% | 97% | 20 | 20 |"""
_APART = """^ | 产出指标 | 数量指标 | 保洁河道长度 | ≥42公里 | 42公里 | 12 | 30 |
^ | ^ | ^ | 打捞漂浮物 | ≥130吨 | 131吨 | 18 | ^ |
^ | ^ | 质量指标 | 巡查到位率 | ≥95% | 97% | 20 | 20 |"""
_PARTS = """^ | 产出指标 | 数量指标 | ★放养鱼苗 | | | 30 | 30 |
^ | ^ | ^ | 鲢鱼 | ≥4万尾 | 4万尾 | | |
^ | ^ | ^ | 鳙鱼 | ≥3万尾 | 3.1万尾 | | |
^ | ^ | ^ | 草鱼 | ≥2万尾 | {} | | |
^ | ^ | 质量指标 | 鱼苗成活率 | ≥85% | 88% | 20 | 20 |"""


def _judged(rows: str, total: int = 100) -> Assessment:
    return assess(drawn(_TOP + rows + _END.format(total)), FORMS)


def _codes(judged: Assessment) -> Sequence[str]:
    return [each.code for each in judged.findings if each.level.value in {"error", "warning"}]


def test_合并的一格得分只计一次() -> None:
    judged = _judged(_MERGED.format("132吨"))
    assert judged.scored.total == 100
    assert _codes(judged) == []
    first, second = judged.scored.indicators[:2]
    assert first.points == 30
    assert second.points is None
    assert "“保洁河道长度”、“打捞漂浮物”合用一格得分：都已完成，满分 30.00" in first.why
    assert second.why.endswith("计在“保洁河道长度”那一行")
    assert second.completion is not None  # 自己的完成率照算


def test_合用的一行没有完成_保留填的() -> None:
    judged = _judged(_MERGED.format("117吨").replace("| 30 | 30 |", "| 30 | 26 |"), 96)
    assert judged.scored.total == 96
    assert judged.scored.indicators[0].why.endswith("保留自评得分 26，只计一次")
    assert [code for code in _codes(judged) if code[0] in "PWF"] == []


def test_合用的得分高于分值_说一次() -> None:
    judged = _judged(_MERGED.format("132吨").replace("| 30 | 30 |", "| 30 | 34 |"), 104)
    said = [each for each in judged.findings if each.code == "P01"]
    assert [each.message for each in said] == [
        "“保洁河道长度”、“打捞漂浮物”合用的得分 34，高于分值 30"
    ]
    assert [cell.local for cell in said[0].cells] == ["H10"]


def test_合用的一格没有填_说一次() -> None:
    judged = _judged(_MERGED.format("132吨").replace("| 30 | 30 |", "| 30 | |"))
    said = [each for each in judged.findings if each.code == "F04"]
    assert [[cell.local for cell in each.cells] for each in said] == [["H10"]]


def test_分值各填各的_得分合用一格() -> None:
    judged = _judged(_APART)
    assert judged.scored.total == 100
    assert _codes(judged) == []
    over = _judged(_APART.replace("| 12 | 30 |", "| 12 | 31 |"), 101)
    assert [each.message for each in over.findings if each.code == "P01"] == [
        "“保洁河道长度”、“打捞漂浮物”合用的得分 31，高于分值 30"
    ]


def test_分值写在总名称上_指标值写在下面各行() -> None:
    judged = _judged(_PARTS.format("2万尾"))
    assert judged.scored.total == 100
    assert _codes(judged) == []
    names = [each.indicator.name.value for each in judged.scored.indicators[:4]]
    assert names == ["放养鱼苗", "鲢鱼", "鳙鱼", "草鱼"]
    assert [each.points for each in judged.scored.indicators[:4]] == [30, None, None, None]


def test_总名称下面有一行没有填_照报() -> None:
    judged = _judged(_PARTS.format(""))
    said = [each for each in judged.findings if each.code == "F04"]
    assert [[cell.local for cell in each.cells] for each in said] == [["F13"]]


def test_下面没有分行的总名称_照报没有填() -> None:
    rows = """^ | 产出指标 | 数量指标 | 放养鱼苗 | | | 30 | 30 |
^ | ^ | 质量指标 | 鱼苗成活率 | ≥85% | 88% | 20 | 20 |"""
    said = [each for each in _judged(rows).findings if each.code == "F04"]
    assert [[cell.local for cell in each.cells] for each in said] == [["E10", "F10"]]


def test_合用的有一条没有完成却记满分_报告() -> None:
    for rows, cells in (
        (_MERGED.format("117吨"), ["H10", "F11"]),
        (_PARTS.format("1.2万尾"), ["H10", "F13"]),
    ):
        (said,) = [each for each in _judged(rows).findings if each.code == "P02"]
        assert [cell.local for cell in said.cells] == cells
        assert "合用的得分记满分 30，而" in said.message
        assert said.message.endswith("没有完成")


def test_合用的得分扣了分_原因写在哪一行都算() -> None:
    rows = _MERGED.format("120吨").replace("42公里 | 30 | 30 |", "42公里 | 30 | 28 |")
    told = rows.replace("| ^ | ^ |", "| ^ | ^ | 汛期停捞两周；明年错开汛期")
    assert "V01" not in _codes(_judged(told, 98))
    (line,) = [one.line() for one in _judged(rows, 98).findings if one.code == "V01"]
    assert "“保洁河道长度”、“打捞漂浮物”合用的得分扣了 2 分，没有写偏差原因" in line


def test_几条合用的分值不说一条太重() -> None:
    rows = _MERGED.replace("42公里 | 30 | 30 |", "42公里 | 42 | 42 |").replace(
        "| 20 | 20 |", "| 8 | 8 |"
    )
    assert "W09" not in _codes(_judged(rows.format("131吨")))


_HUBEI = """
[Sheet1]
2024年度项目自评表 | < | < | < | < | < | <
项目名称 | 护渔巡查 | < | < | < | < | <
主管部门 | 柳河县农业农村局 | < | < | 项目实施单位 | 柳河县渔政站 | <
预算执行情况（万元）（20分） | | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
^ | 年度财政资金总额 | < | 36 | 36 | 100%% | 20
年度绩效目标（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
^ | 产出指标 | 数量指标 | 巡查次数 | 120次 | {} | 40
^ | 效益指标 | 社会效益指标 | 护渔水面 | 900亩 | 900亩 | {}
^ | 满意度指标 | 服务对象满意度指标 | 渔民满意度 | 90% | 95% | 20
总分 | < | < | < | < | < | {}
偏差大或目标未完成原因分析 | 汛期停航 | < | < | < | < | <
"""


def test_没有分值一列_总分是满分的_没有完成的一条说出来() -> None:
    full = assess(drawn(_HUBEI.format("70次", 20, 100)), FORMS)
    (line,) = [one.line() for one in full.findings if one.code == "P02"]
    assert "“巡查次数”指标值 120次、完成值 70次，没有完成，各项得分之和却是满分 100" in line
    assert "P02" not in _codes(assess(drawn(_HUBEI.format("70次", 12, 92)), FORMS))
    assert "P02" not in _codes(assess(drawn(_HUBEI.format("121次", 20, 100)), FORMS))


def test_没有分值一列_总分是满分的_过了期限的一条说出来() -> None:
    row = "^ | 产出指标 | 时效指标 | 投放时间 | 2024年6月底前 | {} | 10\n"
    rows = _HUBEI.format("121次", 20, 100).replace("95% | 20", "95% | 10")
    top, mark, rest = rows.partition("^ | 满意度指标")
    late = assess(drawn(top + row.format("2024年9月10日") + mark + rest), FORMS)
    (line,) = [one.line() for one in late.findings if one.code == "P02"]
    said = "“投放时间”指标值 2024年6月底前、完成值 2024年9月10日，没有完成"
    assert f"{said}，各项得分之和却是满分 100" in line
    early = top + row.format("2024年5月10日") + mark + rest
    assert "P02" not in _codes(assess(drawn(early), FORMS))
