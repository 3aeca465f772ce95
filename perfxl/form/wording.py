"""程序写的话：一句一条，写在表样的 `[[report.wording]]` 里，财政部门的人改得了。

`{名称}` 换成表里的数。逗号隔开的半句，里面有一个名称没有内容，连那半句一起略去；整句都略去了，
句号也没有。方括号里的可有可无：里面的名称没有内容，只略去方括号里的。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfxl.cells.later import later


@dataclass(frozen=True, slots=True)
class Wording:
    """一条：`key` 是哪一句，`text` 是怎样说。"""

    key: str
    text: str


_FUNDS = "年度 年初预算数 全年预算数 全年执行数 执行率"
_INDICATOR = "指标 指标值 完成情况 完成率 偏差率 得分 分值 扣分"
# 哪一句 → 里面可以用的名称。
NAMES: Mapping[str, frozenset[str]] = {
    key: frozenset(names.split())
    for key, names in {
        "funds.total": f"{_FUNDS} 未支出",
        "funds.part": "名称 预算 执行",
        "funds.parts": "各项",
        "funds.unequal": "哪些",
        "funds.low": "线 执行率",
        "funds.why": "原因",
        "income.total": _FUNDS,
        "income.group": "分法 各项",
        "income.left": "结转结余",
        "allocation.total": "安排资金 累计支出 支出率",
        "allocation.group": "类别 项数 安排资金 已支出 结转结余",
        "allocation.largest": "名称 安排资金 占比",
        "allocation.all_spent": "项数",
        "allocation.unspent": "项数 金额 各原因",
        "allocation.reason": "原因 各项",
        "score.total": "总分 等级",
        "score.ungraded": "总分 项数",
        "score.parts": "各项",
        "score.part": "名称 得分 分值",
        "score.filed_unequal": "",
        "score.worked_unequal": "",
        "score.unsettled": "算法",
        "results.alone": "一级 项数",
        "results.one_full": "一级 项数 范围",
        "results.one_short": "一级 项数 范围",
        "results.all_full": "一级 项数 范围",
        "results.none_full": "一级 项数 范围",
        "results.some_full": "一级 项数 范围 满分 未满分",
        "results.met_one": "项数",
        "results.met_all": "项数",
        "results.missed_one": "项数",
        "results.missed_all": "项数",
        "results.met_some": "项数 达到 未达到",
        "results.item": "指标 偏差率",
        "results.missed": "各项",
        "results.exceeded": "各项",
        "results.over": "项数 各项",
        "results.over_many": "项数 各项",
        "results.below": "项数 各项",
        "results.below_many": "项数 各项",
        "deviation.short": "哪样 项数 扣分 执行率扣分 合计扣分",
        "deviation.both": "哪样 项数 另有 扣分 执行率扣分 合计扣分",
        "deviation.explained": "项数",
        "deviation.line": _INDICATOR,
        "deviation.reason": "原因",
        "lastyear.lead": "其余 项数",
        "lastyear.line": "名称 本年 上年 增减",
        "narrative.lead": "栏目",
        "measure.lead": "项数",
        "measure.line": "指标 问题 措施",
    }.items()
}
NAME = later(r"\{([^{}]*)\}")


def wrong_wordings(wordings: tuple[Wording, ...]) -> Iterator[tuple[str, str]]:
    """（哪一条，哪里不对）：没有这一句、写了没有的名称、括号没有配成对。"""
    for wording in wordings:
        route = f"report.wording[key={wording.key}].text"
        known = NAMES.get(wording.key)
        if known is None:
            yield (
                f"report.wording[key={wording.key}].key",
                f"没有“{wording.key}”这一句，可用的有：{'、'.join(NAMES)}",
            )
            continue
        for name in NAME.findall(wording.text):
            if name not in known:
                usable = "、".join(f"{{{each}}}" for each in sorted(known)) or "（没有）"
                yield route, f"里没有“{{{name}}}”这个名称，可用的有：{usable}"
        bare = NAME.sub("", wording.text)
        if any(sign in bare for sign in "{}") or bare.count("[") != bare.count("]"):
            yield route, "里的括号没有配成对"
