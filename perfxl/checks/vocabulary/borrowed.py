"""标题各地都用的（部门整体支出绩效自评表），表却不是认作的那一张：画的是项目的样子，或写着别的省。"""

from __future__ import annotations

import re

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.filing.model import Filing

_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|"
    "重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
)
_HOME = later(_PROVINCES)
_NAMED = later(rf"({_PROVINCES})(?:省|市|自治区|壮族|回族|维吾尔)")  # 北京路、海南镇不是
_TITLE = later(r"整体[^,，。;；]{0,12}表")
# 部门整体的表上总有一处这样的栏名；项目的表上写着项目名称、项目资金。
_WHOLE = later(
    r"整体|^(?:一级)?(?:部门|单位|预算部门|预算单位|填报单位)(?:\(单位\))?名称|^预算(?:部门|单位)|^填报单位|^部门"
)
_PROJECT = later(r"^项目(?:名称|资金)")


def borrowed(filing: Filing) -> tuple[Cell, str] | None:
    """标题一格，和为什么不像这一张的半句话；像的、看不出的为 None。"""
    if "部门整体" not in filing.form.what or filing.form.default:
        return None
    title = _title(filing)
    if title is None:
        return None
    home = set(_HOME.findall(filing.form.authority))
    texts = (title.raw, *(each.value for each in (filing.authority, filing.unit, filing.name)
                          if each is not None))  # fmt: skip
    told = [name for text in texts for name in _NAMED.findall(text)]
    if home and told and not home & set(told):
        return title, f"写着{told[0]}"
    labels = [fold(each.cell.raw) for each in filing.readings
              if each.role == "label" and each.cell != title]  # fmt: skip
    asked = [label for label in labels if _PROJECT.search(label)]
    if asked and not any(_WHOLE.search(label) for label in labels):
        names = "".join(f"“{re.sub(r'[(].*', '', label)}”" for label in dict.fromkeys(asked))
        return title, f"写的是{names}，没有一处说部门整体"
    return None


def _title(filing: Filing) -> Cell | None:
    cells = (each.cell for each in filing.readings if each.cell.sheet == filing.sheet)
    return next((cell for cell in cells if _TITLE.search(fold(cell.raw))), None)
