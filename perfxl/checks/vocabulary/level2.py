"""三级指标说的，是不是它所在的二级指标该说的：照名称里的字，照单位。"""

from __future__ import annotations

import re
from functools import lru_cache

from perfxl.cells.quantity import fold
from perfxl.filing.model import Indicator

# 二级指标里的字 → 名称里一看就不属于它的字，和有了就说得通的字。
_FOREIGN = (
    ("经济效益", r"安全率|安全事|伤亡|事故|死亡", r"损失|经济|效益|收入|产值|成本|费用|支出|挽回"),
    (
        "生态", r"成本|节约资金|资金节约|支出|费用",
        r"生态|环境|环保|绿|污染|能耗|能源|节能|节水|水|碳|排放|资源|垃圾|林|草|土",
    ),
    (
        "满意度", r"事件|事故|起数|完成率|合格率|覆盖率|及时率|数量",
        r"满意|好评|认可|认同|投诉|评价|信访|上访|表扬|口碑|获得感|幸福感|舆情",
    ),
    (
        "数量", r"成本控制|控制成本|资金支付|支付进度|合格率|及时率|满意度",
        r"次数|数量|个数|人数|份数|台数",
    ),
    ("质量", r"及时率|按时完成率|按期完成率|满意度", r"质量|合格|达标|规范|准确"),
    ("时效", r"合格率|满意度|覆盖率|成本", r"时|期|进度"),
    ("社会效益", r"满意度$", r"社会"),
)  # fmt: skip
_EACH = frozenset("人名户个件台套份册次场处条家座辆所间栋幢盏株头只艘架")
_COUNTED_QUALITY = (
    r"合格|达标|质量|规范|标准|等级|优|奖|认证|专利|论文|验收|通过|考核|检查|抽查|率|"
    r"事故|投诉|差错|失误|缺陷|故障|伤|亡|返|违|问题|整改|处罚"
)
# 二级指标里的字 → 以个数计就说不通，名称里有了这些字的除外。
_COUNTLESS = (
    ("质量", _COUNTED_QUALITY),
    ("时效", r"次数|逾期|延|时|期|频|天|批次"),
    ("成本", r"人均|每|标准|单价|成本|用工|数"),
)
_GROUPS = ("数量", "质量", "时效", "成本", "满意度", "经济", "社会", "生态", "可持续")


def misplaced(row: Indicator) -> str:
    """名称、单位说的不是所在的二级：说法；看不出来的为空。"""
    name, own, unit = fold(row.name.value), _group_of(row), row.target.value.unit
    for group, foreign, fitting in _FOREIGN:
        wrong = re.search(foreign, name) if group in own else None
        if wrong and not re.search(fitting, name):
            return f"说的是“{wrong[0]}”"
    for group, fitting in _COUNTLESS:
        counted = group in own and unit in _EACH and row.target.value.kind == "number"
        if counted and not re.search(fitting, name):
            return f"指标值 {row.target.value.shown} 以“{unit}”计，说的是数量"
    return ""


def _group_of(row: Indicator) -> str:
    """所在的二级；几样并在一起的（数量和质量、生态环境成本）分不清，为空。"""
    return _alone(row.level2_name or row.level1_name)


@lru_cache(maxsize=256)
def _alone(own: str) -> str:
    return own if sum(group in own for group in _GROUPS) < 2 else ""
