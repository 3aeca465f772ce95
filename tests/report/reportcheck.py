"""报告里程序写的话对不对：只看印出来的字和表里的格，一句一句另算一遍。

不用 perfxl.report 的任何函数：它要查的正是那些函数。
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from attainedcheck import wrong_attained

from perfxl.filing.model import Filing, Indicator

_THOUSAND = 1000
_UNEQUAL = "待核。"
_NUMBER = r"-?[\d,]+(?:\.\d+)?"
_EARNED = re.compile(
    rf"([^，。：；]+?)得({_NUMBER})分(?:（待核）)?(?:（分值({_NUMBER})分(?:（待核）)?）)?"
)
_COUNT = re.compile(r"^(.+?)共(\d+)项三级指标(.*)。$")
_SPLIT = re.compile(r"(\d+)项得满分，(\d+)项未得满分")
_SOME = re.compile(r"填了完成值和得分的(\d+)项")
_PART = re.compile(rf"(预算|执行)({_NUMBER})(亿元|万美元|万元|千元|元)")
_WHOLE = re.compile(
    rf"(年初预算数|全年预算数|全年执行数|安排资金|累计支出|执行数)({_NUMBER})(亿元|万美元|万元|千元|元)"
)
_RATE = re.compile(rf"(?:预算执行率|支出率|完成预算的)({_NUMBER})%(（待核）)?")
_LOST = rf"(?:，共扣({_NUMBER})分(?:（待核）)?)?"
_ALSO = rf"(?:，预算执行率扣({_NUMBER})分(?:（待核）)?)?(?:，合计扣({_NUMBER})分(?:（待核）)?)?"
_DEVIATED = re.compile(
    rf"^(?:(?:未得满分|未达到指标值)的指标共?(\d+)项{_LOST}{_ALSO})?(?:，另有|填写了偏差原因的指标共)?(?:(\d+)项)?"
    r"(?:填写了偏差原因)?，具体如下(?:（待核）)?。$"
)
_MET_ALL = re.compile(r"^可以计算完成率的(\d+)项指标(都)?(没有)?达到指标值。")
_MET_SOME = re.compile(r"^可以计算完成率的(\d+)项指标中，(\d+)项达到指标值，(\d+)项没有达到。")
_LEFT = re.compile(rf"尚未支出({_NUMBER})(亿元|万美元|万元|千元|元)")
_LOW = re.compile(r"预算执行率低于(\d+)%。")
_BAD = ("None", "分分", "元元", "%%", "，，", "。。", "，。", "：。", "（）", "（年度）",
        "年度年度", "待核）（待核", "共0项", "分值0分", "{{", "{%")  # fmt: skip
_YUAN = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(10**8)}
_YUAN["万美元"] = Decimal(10000)  # 不换算，只与自己比


def wrong(texts: Mapping[str, Sequence[str]], title: str, filing: Filing) -> Iterator[str]:
    """印出来的各段（名称 → 各段）里不成立的话，一处一句；没有的话什么也不给。"""
    for name, lines in texts.items():
        for line in lines:
            yield from (f"{name}：有“{bad}”：{line}" for bad in _BAD if bad in line)
    yield from _title(title, filing)
    for line in texts["得分情况"]:
        yield from _score(line, filing)
    yield from _results(texts["指标小结"], filing)
    for name in ("资金情况", "资金安排", "收支情况"):
        for line in texts[name]:
            yield from _funds(name, line, filing)
    yield from _deviations(texts["偏差原因"])


def _title(title: str, filing: Filing) -> Iterator[str]:
    year = filing.year.value if filing.year else ""
    if title.startswith("年") or "年度年" in title:
        yield f"标题没有年份却有年度：{title}"
    if not year and re.search(r"(?<!\d)年度", title) and "年度" not in _name(filing):
        yield f"标题多了年度：{title}"


def _name(filing: Filing) -> str:
    return filing.name.value if filing.name else ""


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


_SCALED = re.compile(rf"不适用 {_NUMBER} 分：({_NUMBER})÷（({_NUMBER})－({_NUMBER})）×")


def _score(line: str, filing: Filing) -> Iterator[str]:
    match = re.match(rf"经自评，总分为({_NUMBER})分", line)
    if not match:
        yield f"得分情况没有总分：{line}"
        return
    total = _number(match[1])
    if filing.total is not None and filing.total.value.value is not None:
        filed = filing.total.value.value
        if _half_up(filed, 2) != total:
            yield f"总分填的是 {filed}，印的是 {total}"
    parts = [(name.removeprefix("其中：").strip("，"), _number(points), weight)
             for name, points, weight in _EARNED.findall(line.partition("其中：")[2])]  # fmt: skip
    added = sum((points for _, points, _ in parts), Decimal(0))
    says = line.endswith(_UNEQUAL) or "封顶" in line or "不超过" in line or "最高" in line
    scaled = _SCALED.search(line)
    if scaled:
        whole, idle = _number(scaled[2]), _number(scaled[3])
        if _number(scaled[1]) != added or _half_up(added * whole / (whole - idle), 2) != total:
            yield f"不适用的换算不对：{line}"
    if parts and added != total and not says and not scaled:
        yield f"各项 {[str(points) for _, points, _ in parts]} 加起来 {added}，总分 {total}：{line}"
    if parts and added == total and "不等" in line:
        yield f"加得起来却说不等：{line}"
    for name, points, weight in parts:
        yield from _level1(name, points, weight, filing)


def _level1(name: str, points: Decimal, weight: str, filing: Filing) -> Iterator[str]:
    rows = _rows_of(name, filing)
    filed = [row.points.value.value for row in rows if row.points is not None]
    known = [value for value in filed if value is not None]
    if filing.execution_home is None and rows and len(known) == len(rows):
        added = sum(known, Decimal(0))
        if _half_up(added, 2) != points:
            yield f"{name}各行得分加起来 {added}，印的是 {points}"
    every = [row.weight.value.value for row in rows if row.weight is not None]
    numbers = [value for value in every if value is not None]
    if weight and rows and not numbers and filing.execution_home is None:
        yield f"表里没有 {name} 的分值，印了 {weight}"
    if weight and numbers and filing.execution_home is None:
        total = sum(numbers, Decimal(0))
        if _half_up(total, 2) != _number(weight):
            yield f"{name}各行分值加起来 {total}，印的是 {weight}"
    if not rows and filing.total is not None and filing.total.value.value is not None:
        line = filing.total_fund
        cell = None if line is None or line.points is None else line.points.value.value
        if cell is None or _half_up(cell, 2) != points:
            yield f"印了“{name}得{points}分”，表里填的是 {cell}"


def _rows_of(name: str, filing: Filing) -> list[Indicator]:
    """一级指标的各行；不分一级的表样是全部，没有写一级的另说。"""
    title = "未归入一级指标的" if filing.form.level1 else filing.form.indicators.title
    return [
        indicator
        for indicator in filing.indicators
        if name in {indicator.level1.value, indicator.level1_name}
        or (name == title and not indicator.level1.value.strip())
    ]


def _half_up(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _has_result(indicator: Indicator) -> bool:
    return (
        indicator.actual.cell.raw.strip() not in {"", "/", "—", "-", "——"}
        and indicator.points is not None
        and indicator.points.value.value is not None
        and indicator.weight is not None
        and indicator.weight.value.value is not None
    )


def _is_full(indicator: Indicator) -> bool:
    assert indicator.points is not None
    assert indicator.weight is not None
    points, weight = indicator.points.value.value, indicator.weight.value.value
    return points is not None and weight is not None and points >= weight


def _results(lines: Iterable[str], filing: Filing) -> Iterator[str]:
    seen = 0
    for line in lines:
        match = _COUNT.match(line)
        if met := _MET_ALL.match(line) or _MET_SOME.match(line):
            yield from _met(line, met, filing)
            yield from wrong_attained(line[met.end() :], filing)
            continue
        if not match:
            yield f"指标小结看不懂：{line}"
            continue
        seen += int(match[2])
        rows = _rows_of(match[1], filing)
        if int(match[2]) != len(rows):
            yield f"印 {match[2]} 项，表里 {len(rows)} 项：{line}"
        elif filing.total is not None and filing.total.value.value is not None:
            yield from _marks(line, match[3], rows)
    if lines and seen != len(filing.indicators):
        yield f"各一级指标共 {seen} 项，表里共 {len(filing.indicators)} 项"


def _met(line: str, match: re.Match[str], filing: Filing) -> Iterator[str]:
    """完成率照核分的另算不了，看加不加得起来、用词对不对、没有超过表里的项数。"""
    count = int(match[1])
    if count > len(filing.indicators) or not count:
        yield f"能算完成率的不会有 {count} 项：{line}"
    if match.re is _MET_SOME:
        met, missed = int(match[2]), int(match[3])
        if met + missed != count or 0 in {met, missed}:
            yield f"{met} 项加 {missed} 项不是 {count} 项：{line}"
    elif bool(match[2]) != (count > 1):
        yield f"一项不说“都”，几项要说“都”：{line}"


def _marks(line: str, said: str, rows: Sequence[Indicator]) -> Iterator[str]:
    known = [row for row in rows if _has_result(row)]
    full = sum(map(_is_full, known))
    some = _SOME.search(said)
    if some and int(some[1]) != len(known):
        yield f"有结果的是 {len(known)} 项：{line}"
    if not some and "满分" in said and len(known) != len(rows):
        yield f"{len(rows) - len(known)} 项没有结果，却一起说了满分：{line}"
    split = _SPLIT.search(said)
    if split and (int(split[1]), int(split[2])) != (full, len(known) - full):
        yield f"满分的是 {full} 项：{line}"
    if "均得满分" in said and (full != len(known) or full < 2):
        yield f"满分的是 {full} 项，不是“均”：{line}"
    if "均未得满分" in said and full:
        yield f"有 {full} 项满分：{line}"


def _details(line: str, filing: Filing) -> Iterator[str]:
    """子项目：最多的真的最多；没有支出完的项数、金额另数一遍。"""
    unit = _YUAN[filing.money_unit]
    budgets = [detail.budget.value.value for detail in filing.details if detail.budget]
    most = re.search(rf"安排最多的是.+?，安排资金({_NUMBER})(亿元|万美元|万元|千元|元)", line)
    known = [value for value in budgets if value is not None]
    if most and (not known or _number(most[1]) * _YUAN[most[2]] != max(known) * unit):
        yield f"安排最多的不是它：{line}"
    left = [detail.balance.value.value for detail in filing.details if detail.balance]
    over = [value for value in left if value]
    said = re.search(rf"没有支出完的(\d+)项，共({_NUMBER})(亿元|万美元|万元|千元|元)：(.*)。", line)
    if said and int(said[1]) != len(over):
        yield f"没有支出完的是 {len(over)} 项：{line}"
    if said and _number(said[2]) * _YUAN[said[3]] != sum(over, Decimal(0)) * unit:
        yield f"没有支出完的共 {sum(over, Decimal(0))}：{line}"
    if "都已支出完毕" in line and (over or None in left):
        yield f"还有没有支出完的：{line}"


def _funds(name: str, line: str, filing: Filing) -> Iterator[str]:
    if filing.money_unit not in _YUAN:  # 外币：照写，不换算，不照元去对
        if re.search(rf"{_NUMBER}[亿万千]?元", line):
            yield f"金额是{filing.money_unit}，写成了元：{line}"
        return
    if name == "资金安排" and not line.startswith("安排资金"):
        yield from _details(line, filing)
        return
    head, _, tail = line.partition("其中：")
    whole = {key: _number(number) * _YUAN[unit] for key, number, unit in _WHOLE.findall(head)}
    yield from _rate(line, whole, filing)
    yield from _as_filed(head, filing)
    if name == "资金情况":
        yield from _left(line, whole, filing)
        tail = _LOW.split(tail)[0]
    if not tail or name != "资金情况":
        return
    parts = _PART.findall(tail)
    for key, title in (("预算", "全年预算数"), ("执行", "全年执行数")):
        numbers = [_number(number) * _YUAN[unit] for which, number, unit in parts if which == key]
        equal = title not in whole or sum(numbers, Decimal(0)) == whole[title]
        if not equal and not tail.endswith(_UNEQUAL):
            yield f"其中各行{key}加起来不是{title}：{line}"
    money = [
        number
        for number in re.findall(_NUMBER + "(?=[万亿千]?元)", line)
        if _number(number) >= 1000
    ]
    if len({"," in number for number in money}) > 1:
        yield f"千分位有的用有的不用：{line}"


def _left(line: str, whole: Mapping[str, Decimal], filing: Filing) -> Iterator[str]:
    """尚未支出的是印出来的两个数相减；低于的线是表样的线，执行率真的低于它。"""
    budget, spent = whole.get("全年预算数"), whole.get("全年执行数")
    match = _LEFT.search(line)
    due = None if budget is None or spent is None or spent >= budget else budget - spent
    if match and _number(match[1]) * _YUAN[match[2]] != due:
        yield f"预算减执行是 {due}，印的是 {match[0]}：{line}"
    if match is None and due is not None:
        yield f"没有说尚未支出的 {due}：{line}"
    low, rate = _LOW.search(line), _RATE.search(line)
    limit = filing.form.limit_of("execution_low")
    if low and (limit is None or Decimal(low[1]) != limit.value * 100):
        yield f"表样没有这条线：{line}"
    if low and (rate is None or _number(rate[1]) >= Decimal(low[1])):
        yield f"执行率不低于 {low[1]}%：{line}"


def _as_filed(head: str, filing: Filing) -> Iterator[str]:
    """说的总额就是总额行里填的数（或它显示的样子）。"""
    keys = {"年初预算数": "initial", "全年预算数": "budget", "安排资金": "budget",
            "全年执行数": "executed", "累计支出": "executed", "执行数": "executed"}  # fmt: skip
    line = filing.total_fund
    for title, number, unit in _WHOLE.findall(head):
        cell = None if line is None else getattr(line, keys[title])
        if cell is None or cell.value.value is None:
            continue  # 总额没有填：是各行之和，另有一条来对
        filed = cell.value.value * _YUAN[cell.value.unit or filing.money_unit]
        printed, scale = _number(number), _YUAN[unit]
        digits = len(number.partition(".")[2])
        if _half_up(filed / scale, digits) != printed:
            yield f"{title}填的是 {cell.cell.raw}，印的是 {number}{unit}"


def _rate(line: str, whole: Mapping[str, Decimal], filing: Filing) -> Iterator[str]:
    match = _RATE.search(line)
    over = "年初预算数" if filing.form.funds.rate_over == "initial" else "全年预算数"
    budget = whole.get(over) or whole.get("安排资金")
    spent = whole.get("全年执行数", whole.get("累计支出", whole.get("执行数")))
    if not match or match[2] or not budget or spent is None:
        return
    printed, real = _number(match[1]), spent / budget * 100
    digits = len(match[1].partition(".")[2])
    # 最后一位差一的是舍入；差得再多，校验应当说过。
    if abs(printed - real) > Decimal(1).scaleb(-digits):
        yield f"执行率印 {printed}%，算出来 {real:.4f}%，没有注明待核：{line}"


def _deviations(lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    match = _DEVIATED.match(lines[0])
    said = [int(number or 0) for number in (match[1], match[5])] if match else []
    if sum(said) != len(lines) - 1:
        yield f"说的项数与下面的条数不同：{lines[0]}，下面 {len(lines) - 1} 条"
        return
    short, deducted = 0, Decimal(0)
    for line in lines[1:]:
        points = re.search(rf"得({_NUMBER})分(?:（待核）)?（分值({_NUMBER})分", line)
        lost = points is not None and _number(points[1]) < _number(points[2])
        short += lost
        minus = re.search(rf"，扣({_NUMBER})分", line)
        if (
            lost
            and points
            and (minus is None or _number(minus[1]) != _number(points[2]) - _number(points[1]))
        ):
            yield f"扣的分不是分值减得分：{line}"
        deducted += _number(minus[1]) if minus else 0
        if not lost and "未得满分的指标共" in lines[0]:
            yield f"满分的也列在未得满分里：{line}"
        if not lost and points and "原因和措施：" not in line:
            yield f"满分又没有原因的也列出来了：{line}"
    if match and match[4] and _number(match[4]) != _number(match[2]) + _number(match[3]):
        yield f"合计扣的不是两样之和：{lines[0]}"
    if match and match[2] and _number(match[2]) != deducted:
        yield f"各条共扣 {deducted}：{lines[0]}"
    if "未得满分" in lines[0] and said[0] != short:
        yield f"未得满分的是 {short} 项：{lines[0]}"
