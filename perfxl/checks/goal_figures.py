"""G 总体目标之二：文字里的金额、数量、合计，与表里的对不对得上。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of
from perfxl.cells.quantity import (
    NUMBER,
    Quantity,
    decimal,
    fold,
    lost_percent,
    places_of,
    plain,
    rounded,
    sum_slack,
)
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amount_of, amounts, fund_name
from perfxl.checks.vocabulary.rate_names import rate_tails
from perfxl.checks.vocabulary.rates import exact_rate, rate_amounts
from perfxl.checks.vocabulary.spans import this_year
from perfxl.checks.vocabulary.words import texts
from perfxl.filing.amounts import money
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator

_MONEY = later(rf"(?<![约近超逾\d.])({NUMBER})((?:亿|百万|万|千)?元)")
_CLAUSE = later(r"[,，。;；:：、()（）]")
_ELSEWHERE = later(r"上年|去年|以前|其中|累计|每|均|各")
_YEAR = later(r"((?:19|20)\d{2})年")
# 整句只说这一笔的：全年支出几万元、共使用财政资金几万元；计划投入几万元。
_FUND = r"(?:各级|本级|市级|县级|区级)?(?:财政|项目|专项|补助)*(?:资金|经费|款)?(?:共计?|合计)?$"
_SPENT = later(rf"^(?:年内|截至年底|年末|已)*(?:支出|支付|使用|执行|花费){_FUND}")
_WHOLE = later(rf"^(?:全年|本年度?|当年|总共|共|实际)+(?:支出|支付|使用|执行|花费){_FUND}")
_PUT_IN = later(rf"^(?:计划|拟|预计|本年度?|全年|共|总)*(?:投入|投资|安排){_FUND}")
_ALL_PAID = later(r"^(?:已经?|均)*(?:全部|全额|足额)(?:支付|拨付|支出|使用|执行)")
_RATE = later(rf"执行率(?:为|是|达到?了?)?({NUMBER})%")
_IS = r"(?:数|额)?(?:调整)?(?:为|是|共计?|合计|总计|达到?)?"

# 目标的写法：不低于98%、应达到98%以上、控制在5%以内。
_BOUND = (
    r"(?:均|都|应当?|要|须|需|力争|确保|保持|稳定|控制|提高|提升|达到?|[在到至])*"
    r"(?:不(?:低于|少于|小于|高于|大于|多于|超过?)|(?:大于|小于)(?:或?等于)?|高于|低于|超过|至少|[≥≤><=]=?)?"
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """文字里写的一笔金额：数、单位、前面的话。"""

    value: Decimal
    unit: str
    before: str
    after: str = ""

    def same(self, table: Decimal, unit: str) -> bool:
        """按文字写的小数位与表里的数相同。"""
        scale = factor(unit, self.unit) or Decimal(1)
        return rounded(table * scale, places_of(self.value)) == self.value

    @property
    def shown(self) -> str:
        return f"{plain(self.value)} {self.unit}"


def _sums(text: str) -> Iterator[_Sum]:
    text = fold(text)
    for match in _MONEY.finditer(text):
        value = decimal(match[1])
        if value:
            before = _CLAUSE.split(text[: match.start()])[-1]
            yield _Sum(value, match[2], before, text[match.end() : match.end() + 12])


@check("G04", Level.WARNING, on=Filing, english="An amount in the text differs", trial=True)
def amount_in_text(filing: Filing) -> Iterator[Remark]:
    """文字里写的预算、执行金额应与资金表相同。

    为什么：同一笔钱两处不等，看的人不知道以哪个为准，公开以后最容易被问到。
    怎么改：核对后改成一致；说的不是这一笔的，写清是哪一笔。
    例：绩效自评表!F11 实际完成情况写“88.654 万元”，年度资金总额的全年执行数是 88.65 万元
    """
    line = filing.total_fund
    if line is None:
        return
    table = {key: amount_of(line, key, filing) for key, _ in amounts(filing)}
    totals = {key: value for key, value in table.items() if value}
    titles = dict(amounts(filing))
    for title, field in texts(filing):
        sums = list(_sums(field.value))
        if any(said.same(value, filing.money_unit) for said in sums for value in totals.values()):
            continue  # 文字里有与资金表相同的，别的金额是分项
        for said in sums:
            key = _meant(said, filing, totals)
            if key and not _stands_elsewhere(said, filing):
                message = (
                    f"{title}写“{said.shown}”，"
                    f"{fund_name(line)}的{titles[key]}是 {plain(totals[key])} {filing.money_unit}"
                )
                yield Remark((field, getattr(line, key)), message)
    yield from _rates(filing)


def _meant(said: _Sum, filing: Filing, totals: dict[str, Decimal]) -> str:
    """说的是资金总额的哪一项：前面写着它的名称，或只差在尾数上。看不出为空。"""
    years = set(_YEAR.findall(said.before)) - {filing.year.value if filing.year else ""}
    if years or _ELSEWHERE.search(said.before):
        return ""
    before = bare_key_of(said.before)
    for column in filing.form.funds.column:
        names = (bare_key_of(name) for name in (column.title, *column.synonyms))
        named = any(len(name) > 3 and re.search(rf"{name}{_IS}$", before) for name in names)
        if named and column.key in totals:
            return column.key
    told = _told(said, filing, totals)
    if told:
        return told
    for key, value in totals.items():
        scale = factor(said.unit, filing.money_unit) or Decimal(1)
        digits = len(value.normalize().as_tuple().digits)
        if digits > 2 and rounded(said.value * scale, places_of(value)) == value:
            return key  # 236.25 与 236：文字多写了尾数
    return ""


def _told(said: _Sum, filing: Filing, totals: dict[str, Decimal]) -> str:
    """没有写栏名，整句只说这一笔的：共支付几万元、投入资金几万元、资金几万元已全部支付。"""
    executed = totals.get("executed", Decimal(0))
    scale = factor(said.unit, filing.money_unit) or Decimal(1)
    large = said.value * scale * 2 > executed  # 只写“支出几万元”的，小笔的多半是分项
    paid = _ALL_PAID.search(said.after) and re.search(r"(?:资金|经费|预算)$", said.before)
    if executed and (paid or _WHOLE.search(said.before)):
        return "executed"
    if executed and large and _SPENT.search(said.before):
        return "executed"
    return "budget" if "budget" in totals and _PUT_IN.search(said.before) else ""


def _rates(filing: Filing) -> Iterator[Remark]:
    """文字里写的预算执行率，与照资金表算出的。"""
    line = filing.total_fund
    if line is None or not all(rate_amounts(line, filing)):
        return
    rate = exact_rate(line, filing)
    for title, field in texts(filing):
        for match in _RATE.finditer(fold(field.value)):
            before = _CLAUSE.split(fold(field.value)[: match.start()])[-1]
            written = decimal(match[1])
            other = before not in {"", "预算", "资金", "全年预算", "项目资金", "项目预算"}
            if written is None or other or rounded(rate, places_of(written)) == written:
                continue
            shown = plain(rounded(rate, 2))
            message = f"{title}写“执行率 {plain(written)}%”，照资金表算是 {shown}%"
            yield Remark((field, line.executed, line.budget), message)


def _stands_elsewhere(said: _Sum, filing: Filing) -> bool:
    """表里另有一笔就是这个数：说的是那一笔。"""
    parts = (line for line in filing.funds if line.kind != "total")
    others: list[Field[Quantity] | None] = [
        getattr(line, key) for line in parts for key in ("initial", "budget", "executed")
    ]
    for each in filing.indicators:
        others += [_as_quantity(each), each.actual]
    values = (money(field, filing.money_unit) for field in others)
    return any(value is not None and said.same(value, filing.money_unit) for value in values)


@check("G05", Level.WARNING, on=Filing, english="A count in the text differs", trial=True)
def count_in_text(filing: Filing) -> Iterator[Remark]:
    """文字里写的数量应与同名的指标相同。

    为什么：目标、完成情况和指标说的是一件事，两处不等，必有一处不准。
    怎么改：核对后改成一致；说的不是一件事的，把名称写得能分清。
    例：绩效自评表!F11 实际完成情况写“添置图书册数15200册”，指标“添置图书册数”的完成值是 15120
    """
    goals = filing.form.goals
    pleased = [row for row in filing.indicators if "满意度" in row.name.value]
    for indicator in filing.indicators:
        pairs = (
            (goals.goal, filing.goal, _as_quantity(indicator), "指标值"),
            (goals.achievement, filing.achievement, indicator.actual, "完成值"),
        )
        for title, field, value, what in pairs:
            text = "" if field is None else this_year(field.value).replace("\n", "；")  # 一行一条的
            bound = _BOUND if title == goals.goal else ""
            said = _count_said(text, indicator, value.value, bound, alone=pleased == [indicator])
            if said:
                message = (
                    f"{title}写“{said}”，指标“{indicator.name.value}”的{what}是 {value.value.shown}"
                )
                yield Remark((field, value), message)


def _as_quantity(indicator: Indicator) -> Field[Quantity]:
    """指标值当作一个数看。"""
    return Field(indicator.target.value, indicator.target.cell)


def _count_said(
    text: str, indicator: Indicator, quantity: Quantity, bound: str, *, alone: bool
) -> str:
    """文字里紧跟着指标名称写的数与指标的不等时，那一段原文；有一处相等、看不出来都为空。

    `bound`：名称和数之间还可以有的话：说目标的有“不低于”，说完成了多少的没有。`alone`：只有这一条说满意度，
    文字里也只有一处的，谁的满意度都是它。
    """
    unit, name = indicator.target.value.unit or quantity.unit, fold(indicator.name.value)
    if quantity.value is None or not unit or len(name) < 4:
        return ""
    short = re.sub(r"(?:人数|人次|次数|个数|数量|面积|数)$", "", name)
    short = short if len(short) > 3 else name
    pleased = [_PLEASED] if alone and text.count("满意度") == 1 else []
    named = [*dict.fromkeys([name, short]), *rate_tails(name, fold(text))]
    if not any(word in fold(text) for word in named) and not pleased:
        return ""
    words = "|".join([*map(re.escape, named), *pleased])
    start = rf"(?:^|(?<=[，,，。.;；:：、)\d完成年了共])|(?<={_VERBS}))"
    pattern = rf"{start}((?:{words}){_IS}{bound}({NUMBER})({re.escape(unit)}))"
    written = re.sub(r"([台套件组个])\(([台套件组个])\)", r"\1/\2", fold(text))
    matches = list(re.finditer(pattern, written))
    values = [decimal(each[2]) for each in matches]
    value = quantity.value * (factor(quantity.unit or unit, unit) or Decimal(1))
    value *= 100 if lost_percent(quantity, indicator.target.value) else 1  # 由 A05 报告
    if any(_is_rough(written[each.end() :], decimal(each[2]), value, bound) for each in matches):
        return ""
    if any(each is None or rounded(value, places_of(each)) == each for each in values):
        return ""
    said = re.sub(r"([台套件组个])/([台套件组个])", r"\1（\2）", matches[0][1]) if matches else ""
    return said if len(matches) == 1 else ""


_VERBS = "开展|举办|组织|实施|进行|落实|推进|实现|建设|新建|发放|开办"  # 名称前面的，都是两个字
_NEAR = Decimal("0.05")


def _is_rough(after: str, written: Decimal | None, value: Decimal, bound: str) -> bool:
    """写着“以上”“左右”的，照它说的看：完成 93%，写“90%以上”不是不一致；目标的要照写。"""
    if bound or written is None:
        return False
    if after.startswith(("以上", "多", "余")):
        return value >= written
    return after.startswith(("左右", "上下")) and abs(value - written) <= value * _NEAR


_PLEASED = r"[^\d,，。;；:：、()（）]{0,12}满意度"
_TERM = rf"[^\d+=,，。;；:：()（）]{{0,12}}(?<![\d.])({NUMBER})(?:(?:亿|百万|万|千)?元)?"
_PLUS = rf"{_TERM}(?:\+{_TERM})+"
_ADDED = (  # 少用，用到才编
    rf"(?P<sum>{_PLUS})(?:=|等于|共计?|合计|总计)(?P<total>{NUMBER})",
    rf"(?<![\d.])(?P<total>{NUMBER})(?:亿|百万|万|千)?元?(?:[=:：(（]|即|为|包括)+(?P<sum>{_PLUS})",
)
_LISTED = later(
    rf"(?P<total>{NUMBER})(?P<unit>(?:亿|百万|万|千)?元)[:：(（](?P<list>[^。;；:：()（）]+)"
)


@check("G06", Level.WARNING, on=Filing, english="A sum written in the text is wrong", trial=True)
def sum_in_text(filing: Filing) -> Iterator[Remark]:
    """文字里写的各笔金额相加应等于写的合计。

    为什么：分项加起来不等于合计，必有一笔写错，后面引用它的数都跟着错。
    怎么改：核对各笔，改正写错的一笔或合计。
    例：绩效自评表!F11 实际完成情况写合计 88.65，各笔 58.65＋30.02 加起来是 88.67
    """
    for title, field in texts(filing):
        for total, parts in _written_sums(fold(field.value)):
            added = sum(parts, Decimal(0))
            if abs(added - total) > sum_slack(total, parts):
                shown = "＋".join(map(plain, parts))
                message = f"{title}写合计 {plain(total)}，各笔 {shown} 加起来是 {plain(added)}"
                yield Remark((field,), message)


def _written_sums(text: str) -> Iterator[tuple[Decimal, list[Decimal]]]:
    """写着加号的，和“合计：甲多少、乙多少”里加起来只差尾数的。"""
    added = _ADDED if "+" in text else ()  # 多数文字里没有加号，不必找
    for match in chain.from_iterable(re.finditer(pattern, text) for pattern in added):
        yield Decimal(match["total"].replace(",", "")), _numbers(match["sum"])
    for match in _LISTED.finditer(text):
        parts = [said for said in _sums(match["list"]) if said.unit == match["unit"]]
        total, values = Decimal(match["total"].replace(",", "")), [part.value for part in parts]
        near = rounded(sum(values, Decimal(0)), 0) == rounded(total, 0)
        if near and len(parts) > 1 and not re.search("每|均|各", match["list"]):
            yield total, values


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
