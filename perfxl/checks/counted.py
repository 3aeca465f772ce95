"""T 指标值之五：一件事设了几回，规定了指标值的照没照规定写，越多越好的写没写成上限。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import SCORE_CODES
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator

_PART = later(r"^(?:其中|其中包括)")
_WHOLE = later(r"总|合计|全部|全年|共计")
_MONEY = later(r"元$")
_LEAST_PARTS = 2
_WHOLE_RATE = 100


@check("T24", Level.WARNING, on=Filing, english="The whole and its parts are all counted",
       trial=True)  # fmt: skip
def whole_and_parts(filing: Filing) -> Iterator[Remark]:
    """一个总数和它的各个分项，不应都设成指标各考核一遍。

    为什么：分项完成了总数就完成了，一件事得两回分；没有完成的，也扣两回。
    怎么改：只留总数，或只留分项；分项要写的，写在总数的说明里，不另设指标。
    例：绩效自评表!E13 “添置各类图书”≥15000册是下面 2 条之和（≥6000册＋≥9000册），考核了两遍
    """
    rows = filing.indicators
    for at, whole in enumerate(rows):
        parts = _parts(whole, rows[at + 1 :])
        if parts:
            added = "＋".join(row.target.value.shown for row in parts)
            said = f"“{whole.name.value}”{whole.target.value.shown}是下面 {len(parts)} 条之和"
            message = f"{said}（{added}），考核了两遍"
            yield Remark((whole.target, *(row.target for row in parts)), message)


def _parts(whole: Indicator, below: Sequence[Indicator]) -> Sequence[Indicator]:
    """紧接着的几条正好加成 `whole` 的；看不出是它的分项的没有。金额另有规则。"""
    target = whole.target.value
    if target.kind != "number" or not target.value or not target.unit or _MONEY.search(target.unit):
        return ()
    added = 0 * target.value
    for count, row in enumerate(below, 1):
        part = row.target.value
        if not _is_alike(whole, row) or not part.value:
            return ()
        added += part.value
        if added >= target.value:
            parts = below[:count]
            fits = added == target.value and count >= _LEAST_PARTS
            return parts if fits and _is_split(whole, parts) else ()
    return ()


def _is_alike(whole: Indicator, row: Indicator) -> bool:
    """同一个二级指标、同样的单位，又各算各的分（或者都不计分）。"""
    target, part = whole.target.value, row.target.value
    scored = {bool(number(indicator.weight)) for indicator in (whole, row)}
    return (
        (whole.level1.value, whole.level2.value) == (row.level1.value, row.level2.value)
        and (target.kind, target.unit) == (part.kind, part.unit)
        and (whole.shared is None and row.shared is None)
        and len(scored) == 1
    )


def _is_split(whole: Indicator, parts: Sequence[Indicator]) -> bool:
    """名称说得出是总数和分项：分项写着“其中”，或总数写着“总”、又与各分项说的是一样东西。"""
    name = fold(whole.name.value)
    names = [fold(row.name.value) for row in parts]
    if any(_PART.search(part) for part in names):
        return True
    return bool(_WHOLE.search(name)) and all(_shares(name, part) for part in names)


def _shares(whole: str, part: str) -> bool:
    """两个名称有没有连着两个一样的字，不算“总面积”的“总”一类。"""
    bare = [_WHOLE.sub("", text) for text in (whole, part)]
    return any(bare[0][at : at + 2] in bare[1] for at in range(len(bare[0]) - 1))


_PROGRESS = later(r"(?:部门)?(?:预算|支出|资金)*(?:执行|支出|支付)(?:进度|率)")


@check("T25", Level.WARNING, on=Filing, english="The set target is changed", trial=True)
def set_target(filing: Filing) -> Iterator[Remark]:
    """执行进度规定了指标值的，照规定的写。

    为什么：各部门的目标一样，得分才能比；自己定低了，等于白得分。
    怎么改：指标值改成规定的数；当年另有规定的，在说明里写明文件。
    例：绩效自评表!E15 “预算执行进度”的指标值是 ≥90%，规定是 96%
    """
    limit = filing.form.limit_of("progress_target")
    for row in filing.indicators if limit else ():
        target = row.target.value
        if limit is None or not _PROGRESS.fullmatch(fold(row.name.value)) or target.value is None:
            continue
        share = target.value / 100 if target.kind == "percent" else target.value
        if target.op in {None, "=", ">=", ">"} and share not in {limit.value, limit.value * 100}:
            wanted = f"{plain(limit.value * 100)}%"
            message = f"“{row.name.value}”的指标值是 {target.shown}，规定是 {wanted}"
            yield Remark((row.target,), message, "", filing.form.cite(limit.source))


# 越多越好的；名称里还说着成本、费用、差错的不算。
_WELCOME = later(
    r"满意度|增收|增产|增效|"
    r"(?:合格|达标|完成|覆盖|及时|优良|就业|成活|普及|知晓|办结|准确|入学|参保|到位|完好|保存|化解|整改|利用|回收|"
    r"好评|通过|执行|支付)率$"
)
_UNWELCOME = later(r"成本|费用|经费|支出|能耗|消耗|排放|债务|差错|投诉|事故|不|未|非|超|控制")


@check(
    "T26", Level.WARNING, on=Filing, english="A target of more-is-better says 'at most'",
    explains=SCORE_CODES,
)  # fmt: skip
def welcome_at_most(filing: Filing) -> Iterator[Remark]:
    """越多越好的指标，指标值不应写成上限。

    为什么：满意度写“≤90%”，做得越差越合格，得分照反的方向算。
    怎么改：把 ≤ 改成 ≥；已经批复的照批复的填，在说明里写明。
    例：绩效自评表!E20 “读者满意度”的指标值写成“≤90%”，方向反了
    """
    for row in filing.indicators:
        name, target = re.sub(r"[(（].*?[)）]$", "", fold(row.name.value)), row.target.value
        capped = target.op in {"<=", "<"} and target.value is not None and not target.growth
        if not capped or row.is_about("成本") or _UNWELCOME.search(name):
            continue
        if target.unit == "%" and (target.value or 0) >= _WHOLE_RATE:
            continue  # ≤100% 怎样都能完成，由 T05 报告
        if _WELCOME.search(name):
            message = f"“{row.name.value}”的指标值写成“{target.shown}”，方向反了"
            yield Remark((row.target,), message, "把 ≤ 改成 ≥")
