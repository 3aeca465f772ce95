"""别的行业的一句话留在报告里（R20）：换着行业说都报；一个分句里顺带说到的、列着的几样里有一样的不报。"""

from __future__ import annotations

import pytest
from planted import HERE, findings_of

BASES = ("小型水库", "商业体系", "科技部门")


def _with(name: str, sentence: str) -> list[str]:
    """放在报告后一半里最长的一段末尾，多出来的 R20。"""
    text = (HERE / "right" / f"{name}.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    place = max(range(len(lines) // 2, len(lines)), key=lambda at: len(lines[at]))
    lines[place] = f"{lines[place].removesuffix('。')}，{sentence}。"
    return [one.quote for one in findings_of("\n".join(lines)) if one.code == "R20"]


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize(
    "sentence",
    [
        "农村客车准点率稳步提高",
        "重点排污企业在线监测运行平稳",
        "小学生近视筛查按期做完",
        "剧团下乡场次稳中有增",
        "普惠性幼儿园覆盖面继续扩大",
        "公路沿线住户普遍认可",
        "殡仪馆火化设备运行正常",
        "乳腺癌筛查对象普遍满意",
    ],
)
def test_别的行业的话(name: str, sentence: str) -> None:
    assert _with(name, sentence)


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize(
    "sentence",
    [
        "老人、学生、残疾人都可以参加",
        "有关数据已经核对",
        "与公路部门建立了联系",
        "现场安全生产情况良好",
    ],
)
def test_顺带说到的(name: str, sentence: str) -> None:
    assert _with(name, sentence) == []
