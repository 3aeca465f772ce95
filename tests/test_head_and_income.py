"""主管部门、实施单位合写一栏的，地方的表少一项的；摞在上面的收入、来源几行，归作一处说。"""

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.model import Filing
from perfxl.form.load import load

FORMS = [load("mof-2020")]
_HEAD = """
[绩效自评表]
{title}
（2023年度）
项目名称 | 街道图书馆改造
{who}
"""
_BODY = """
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 90 | 90 | 88.65 | 10 | 98.50%% | 9.85
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 50 | 50 |
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 61000人次 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 10 | 10 |
总分 | < | < | < | < | 100 | 99.85 |
"""
_SOURCES = """
资金来源情况 | 来源 | 应到位 | 实际到位 | 到位率
^ | 中央补助 | 30 | 30 | 100%
^ | 省级补助 | 20 | 20 | 100%
^ | 市县配套 | 40 | 40 | 100%
"""


def _made(
    who: str, *, title: str = "项目支出绩效自评表", more: str = ""
) -> tuple[Filing, list[str]]:
    text = _HEAD.format(title=title, who=who) + more + _BODY
    made = assess(drawn(text), FORMS)
    lines = [f"{each.level.label} {each.line()}" for each in made.findings]
    return made.filing, [line for line in lines if " S01 " in line or " U01 " in line]


@pytest.mark.parametrize(
    ("who", "authority", "unit"),
    [
        ("主管部门及实施单位 | 区文化和旅游局　区图书馆", "区文化和旅游局", "区图书馆"),
        ("主管部门及单位 | 区文化和旅游局", "区文化和旅游局", "区文化和旅游局"),
        ("主管部门（实施单位） | 区图书馆", "区图书馆", "区图书馆"),
        ("实施单位及主管部门 | 区图书馆、区文化和旅游局", "区文化和旅游局", "区图书馆"),
        ("主管部门和项目实施单位：区图书馆 |", "区图书馆", "区图书馆"),
        ("主管部门 | 区文化和旅游局 | 实施单位 | 区图书馆", "区文化和旅游局", "区图书馆"),
    ],
)
def test_合写一栏的_两项都有(who: str, authority: str, unit: str) -> None:
    filing, said = _made(who)
    assert filing.authority
    assert filing.authority.value == authority
    assert filing.unit
    assert filing.unit.value == unit
    assert not [line for line in said if "单位" in line or "部门" in line]


@pytest.mark.parametrize("who", ["主管部门 | 区文化和旅游局", "实施单位 | 区图书馆"])
def test_地方自己的表少一项的_只作提示(who: str) -> None:
    _, local = _made(who, title="桂汀市项目支出绩效自评表")
    _, own = _made(who)
    missing = "实施单位" if "主管" in who else "主管部门"
    assert [line[:2] for line in local if f"没有找到“{missing}”" in line] == ["提示"]
    assert [line[:2] for line in own if f"没有找到“{missing}”" in line] == ["错误"]


def test_摞在上面的另一张表_几行归作一处() -> None:
    who = "主管部门 | 区文化和旅游局 | 实施单位 | 区图书馆"
    _, said = _made(who, more=_SOURCES)
    unused = [line for line in said if " U01 " in line]
    assert len(unused) == 1
    assert "U01 没有用上：“资金来源情况”及以下几行（" in unused[0]


@pytest.mark.parametrize(
    "said", ["单位：万元", "单位：万英镑", "单位：美金", "单位：USD", "单位：RMB万", "单位：元、分"]
)
def test_金额单位不当作实施单位(said: str) -> None:
    filing, _ = _made(f"主管部门 | 区文化和旅游局 | {said}")
    assert filing.unit is None


@pytest.mark.parametrize(
    ("who", "authority", "unit"),
    [
        ("主管部门 | 区文化局 | 承办学校 | 县服务中心", "区文化局", "县服务中心"),
        ("行业主管局 | 县管理局 | 实施单位 | 镇服务中心", "县管理局", "镇服务中心"),
        ("行业主管局 | 县财务管理局 | 承办学校 | 市建设公司", "县财务管理局", "市建设公司"),
        ("区县主管局 | 区文化局 | 县区实施单位 | 区图书馆", "区文化局", "区图书馆"),
    ],
)
def test_名称像是栏名的单位_照样读(who: str, authority: str, unit: str) -> None:
    filing, _ = _made(who)
    assert filing.authority is not None
    assert filing.unit is not None
    assert (filing.authority.value, filing.unit.value) == (authority, unit)


@pytest.mark.parametrize("label", ["管理单位", "管事的"])
def test_资金块上面一行的管理单位_没有用上的说出来(label: str) -> None:
    _, said = _made(
        "主管部门 | 区文化局 | 实施单位 | 区图书馆", more=f"{label} | 滨河公园管理处 | < | < | <\n"
    )
    (line,) = [line for line in said if " U01 " in line]
    assert "B5 U01 没有用上：" in line
