"""表样里一项的中文叫法：`level1[name=产出指标].weight` → 一级指标（产出指标）·分值。

写 TOML 的人用键，看的人看中文；没有中文叫法的键照原样。
"""

from __future__ import annotations

import re

from perfxl.cells.later import later
from perfxl.form.scoring import LIMITS

_PARTS = later(r"(?:[^.\[]|\[[^\]]*\])+")
_PART = later(r"([A-Za-z_0-9]+)(?:\[(?:\w+=)?([^\]]*)\])?")
_TITLES = {
    "code": "代码", "title": "名称", "authority": "制定", "year": "年份", "what": "用于",
    "money_unit": "金额单位", "default": "默认的表样", "keywords": "标题里会出现的字",
    "extends": "从哪张改起", "source": "出处", "sources": "出处", "id": "代号",
    "number": "文号", "date": "日期", "link": "网址", "checked": "核对日期",
    "verified": "对过原文", "seen": "见过它的填报表", "note": "附注", "notes": "附注",
    "sheets": "工作表", "main": "指标表", "aliases": "别名", "findings": "校验结果",
    "scores": "得分明细", "header": "表头", "key": "键", "synonyms": "别的叫法",
    "prompt": "提示语", "prompts": "提示语", "required": "必填", "drawn": "空白表里画出",
    "reserved": "归程序填", "telling": "一看就知道的字", "loose": "泛泛的叫法", "width": "栏宽",
    "funds": "资金块", "column": "栏", "row": "行", "rows": "行数", "kind": "性质",
    "group": "归组", "weight": "分值", "rate_over": "执行率除以", "goals": "目标块",
    "goal": "目标一栏", "achievement": "完成情况一栏", "goal_synonyms": "目标一栏别的叫法",
    "achievement_synonyms": "完成情况一栏别的叫法", "goal_prompt": "目标一栏提示语",
    "achievement_prompt": "完成情况一栏提示语", "indicators": "指标块", "total": "总分行",
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "name": "名称",
    "names": "别的叫法", "formula": "算式", "use": "算法", "items": "用到的数据项",
    "item": "数据项", "choices": "可选的", "unit": "单位", "scoring": "计分", "methods": "算法",
    "method": "算法", "digits": "小数位", "tolerance": "容许差",
    "rescale": "不适用的去掉再换算", "override": "另用一种算法", "band": "定性的档",
    "low": "下限", "high": "上限", "includes_high": "含上限", "phrases": "说法",
    "grade": "等级", "since": "换了的规定", "limit": "界线", "value": "数", "cap": "封顶",
    "deduction": "扣分", "words": "字词", "blank": "不算内容的记号",
    "placeholder_names": "占位行", "empty_reasons": "等于没有说的原因",
    "aside": "认得而不核的栏", "table": "附表", "sheet": "工作表", "report": "报告",
    "section": "节", "heading": "标题", "level": "层次", "narrative": "报告文字的栏目",
    "computed": "程序写的", "wording": "话", "text": "写法", "cover": "封面",
    "suffix": "文件名末尾", "look": "样子", "landscape": "横放", "annex_label": "附件标记",
    "check": "规则", "earlier": "自评以前的表", "known": "认得的", "block": "表下面的一栏",
    "qualitative": "定性", "positive": "越多越好", "reverse": "越少越好", "range": "区间",
    "equal": "等于", "execution": "执行率", "own": "自己的算法", "reverse_ratio": "反向按比例",
    "reverse_linear": "反向按差额",
}  # fmt: skip
_KEYS = {
    "name": "名称", "authority": "主管部门", "ministry": "中央主管部门", "unit": "单位",
    "year": "年度", "contact": "填报人", "date": "日期", "target": "指标值", "actual": "完成值",
    "weight": "分值",
    "points": "得分", "reason": "原因", "sign": "符号", "initial": "年初数", "budget": "全年预算数",
    "executed": "全年执行数", "rate": "执行率", "level1": "一级指标", "level2": "二级指标",
    "details": "资金明细", "data": "数据项", "evidence": "佐证材料", "narratives": "报告文字",
    "tasks": "重点工作任务", "deviation": "偏差率", "computed": "核算得分",
    "declare": "申报表", "monitor": "监控表",
}  # fmt: skip


def in_chinese(route: str) -> str:
    """
    >>> in_chinese("level1[name=产出指标].weight")
    '一级指标（产出指标）·分值'
    >>> in_chinese("limit[key=over_notice].value")
    '界线（完成值高：提示）·数'
    """
    return "·".join(_said(part) for part in _PARTS.findall(route))


def _said(part: str) -> str:
    match = _PART.fullmatch(part)
    if match is None:
        return part
    which = match[2]
    if which is None:
        return _TITLES.get(match[1], match[1])
    which = str(int(which) + 1) if re.fullmatch(r"\d+", which) else which
    if match[1] == "limit":
        which = next((words.title for key, words in LIMITS.items() if key == which), which)
    return f"{_TITLES.get(match[1], match[1])}（{_KEYS.get(which, which)}）"
