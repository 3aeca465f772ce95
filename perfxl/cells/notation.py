"""数字的唯一入口：字 → Quantity（完成值、金额）、Target（`≥50个`）；读不懂的留作文本，不当零。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from perfxl.cells.damage import joined, likely, pieces, run_together, split_digits
from perfxl.cells.dates import read_date
from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, Op, Quantity, Target, clean, decimal, exact, fold, plain
from perfxl.cells.scaled import as_seen, scale_of
from perfxl.cells.spelled import spelled
from perfxl.cells.trends import before_figure, falls_to
from perfxl.cells.unit_shape import looks_like_unit, unit_for
from perfxl.cells.units import is_money, is_per_head, kind_of

_OPS: tuple[tuple[str, Op], ...] = (
    (r"大于或?等于|不少于|不低于|不小于|至少|最少|起码|>=|=>|≥|达到|正向(?:指标)?", ">="),
    (r"小于或?等于|不超过?|不高于|不大于|不多于|至多|最多|<=|=<|≤|控制在|反向(?:指标)?", "<="),
    (r"大于|高于|多于|超过|>", ">"),
    (r"小于|低于|少于|<", "<"),
    (r"等于|=", "="),
)
_PREFIX_OP = [(later(rf"(?:{words})"), op) for words, op in _OPS]
_SUFFIX_OP: tuple[tuple[re.Pattern[str], Op], ...] = (
    (later(r"(?:及|或|\()?(?:以上|及以上)\)?(?:\(.*\))?$"), ">="),
    (later(r"(?:及|或|\()?(?:以下|以内|之内|(?<![年室国境])内|及以下)\)?$"), "<="),
    (later(r"(?<=^日)(?:之|以)?前$"), "<="),  # 每月15日前
)
_NO_RESULT = Doubt(DoubtKind.NO_RESULT, "公式没有结果，请用 Excel 或 WPS 打开保存一次")
# 数前面可以略去的话：不改变数的意思。
_LEAD = later(
    r"^(?:已经?|实际|累计|全年|首批|共计?|合计|完成|达到?|为|约|近|总计|其中|确保|保证|力争|新增|新建|节约|节省)+"
    r"(?=[-+.\d≥≤<>=])"
)
_ARROW = later(r"^([^\d\n]*\d.*)([↑↓])$")  # 写在后面的：5%↑ 是增长 5%
# 表样带来的“（≥**%）”，连同前面抄进来的指标名。
_TEMPLATE_PREFIX = later(r"^[^()\d]*\([^()]*\*\*[^()]*\)(?=.)")

_MONTHLY = later(r"^(?:每|当|次)月(?=\d{1,2}[日号](?:(?:之|以)?前)?$)")

_SCALES = frozenset({"万", "亿", "千"})
_GRADES = ("优秀", "良好", "优", "良", "中", "差", "合格", "不合格")
BLANK_MARKS = frozenset(
    {"", "-", "--", "/", "\\", "*", "无", "暂无", "一", "…", "……", "N/A", "不适用"}
)


def read_quantity(cell: Cell, *, unit: str = "", year: int | None = None) -> Quantity:
    """读一格的量。`unit` 是格外写明的单位（列里、指标名里、表头的万元）；格里写了的以格里为准。"""
    if cell.kind == "error":
        wrong = Doubt(DoubtKind.FORMULA_ERROR, f"公式出错（{cell.raw}）")
        return Quantity(cell.raw, "text", text=cell.raw, doubt=wrong)
    if cell.kind == "date":
        day = day_of(cell)
        if day is None:  # 只有时刻，或日期写坏了
            return Quantity(cell.raw, "text", text=clean(cell.raw))
        return Quantity(cell.raw, "date", day=day)
    if cell.kind == "number" and cell.is_percent:
        number = decimal(cell.raw)
        if number is not None:
            return Quantity(cell.raw, "percent", exact(number * 100), "%")
    if cell.kind == "blank" and cell.is_uncomputed:
        return Quantity("", "none", doubt=_NO_RESULT)
    raw = _written(cell) if cell.kind == "number" else cell.raw
    return parse_quantity(raw, unit=unit_for(cell, unit), year=year)


def _written(cell: Cell) -> str:
    """格里写着的；缩小着显示的数，照看见的。"""
    number = decimal(cell.raw) if scale_of(cell).power else None
    return cell.raw if number is None else plain(as_seen(cell, number))


def seen(cell: Cell) -> str:
    """格里看得见的字：0.95 带百分号格式的是 95%，存着 96.40000000000001 的是 96.4。"""
    if cell.is_percent:
        return read_quantity(cell).shown
    number = decimal(cell.raw) if cell.kind == "number" else None
    return cell.raw if number is None else plain(as_seen(cell, number))


def day_of(cell: Cell) -> date | None:
    """日期格的日子；只有时刻的、写坏了的为 None。"""
    try:
        return date.fromisoformat(cell.raw[:10])
    except ValueError:
        return None


def read_target(cell: Cell, *, sign: str = "", unit: str = "", year: int | None = None) -> Target:
    """读一格的指标值。三列式表样把比较号放在 `sign`、计量单位放在 `unit`。"""
    if cell.kind == "text" or (cell.kind == "number" and not cell.is_percent):
        target = parse_target(_written(cell), unit=unit_for(cell, unit), year=year)
    else:
        target = _as_target(read_quantity(cell, unit=unit, year=year))
    op = _sign(sign)
    if op is not None and target.op is None and target.kind not in {"text", "none"}:
        target = replace(target, op=op)
    doubt = target.doubt or _odd(cell, target, sign, unit)
    return target if doubt is None else replace(target, doubt=doubt)


def _odd(cell: Cell, target: Target, sign: str, unit: str) -> Doubt | None:
    """符号、单位另成一栏的，与指标值栏说的不是一件事；比较号写成了制表线。"""
    if target.kind in {"text", "none", "date", "grade"}:
        return None
    if "═" in cell.raw + sign:
        return Doubt(DoubtKind.ODD_SIGN, "制表线“═”当作“=”")
    if re.fullmatch(r"\d{1,2}", fold(sign)):
        said = f"符号写的是“{fold(sign)}”，看不出是 ≥ 还是 ≤"
        return Doubt(DoubtKind.CONFLICT, f"两栏不一：{said}")
    written = parse_target(cell.raw).unit if cell.kind == "text" else ""
    named = bool(written and fold(unit)) and written not in _SCALES
    if named and kind_of(written)[0] != kind_of(fold(unit))[0]:
        said = f"指标值以“{written}”计，单位另写着“{clean(unit)}”"
        return Doubt(DoubtKind.CONFLICT, f"两栏不一：{said}")
    return None


@lru_cache(maxsize=4096)
def parse_quantity(raw: str, *, unit: str = "", year: int | None = None) -> Quantity:
    """读一段文字的量。读不懂的 `kind` 为 text。"""
    text = _TEMPLATE_PREFIX.sub("", fold(raw))
    text = text if text in BLANK_MARKS else spelled(text)
    if text in BLANK_MARKS:
        return Quantity(raw, "none", text=clean(raw))
    if text in _GRADES:
        return Quantity(raw, "grade", text=text)
    broken = split_digits(raw) or joined(raw)
    if broken:
        return Quantity(raw, "text", text=clean(raw), doubt=_several(broken))
    # 金额里的 20191028 是二千多万，不是日期。
    attempts = (_range, _single) if is_money(unit) else (read_date, _range, _single)
    for attempt in attempts:
        quantity = attempt(raw, text, unit, year)
        if quantity is not None:
            return quantity
    return Quantity(raw, "text", text=clean(raw), doubt=_doubt(raw))


def _doubt(raw: str) -> Doubt | None:
    """读不成一个数的字：一格写了几个数，或像是认错了的数。"""
    parts = pieces(raw)
    numbers = [parse_quantity(part) for part in parts] if len(parts) > 1 else []
    named = run_together(raw)
    # 1/3 是分数，不是两个数：同一行里的，各带单位才算。
    if numbers and all(number.is_number and (number.unit or "\n" in raw) for number in numbers):
        return _several(parts)
    if named:
        return _several(named)
    boxed = re.search(r"[□☑■√]", raw) and re.sub(r"(?<![\u4e00-\u9fff])口", "□", raw)
    rest = clean(boxed) if boxed and boxed != raw else likely(raw)
    return Doubt(DoubtKind.MISREAD, f"可能是“{rest}”") if rest else None


def _several(parts: tuple[str, ...]) -> Doubt:
    return Doubt(DoubtKind.SEVERAL, f"一格里有 {len(parts)} 个数：{'、'.join(parts)}")


@lru_cache(maxsize=4096)
def parse_target(raw: str, *, unit: str = "", year: int | None = None) -> Target:
    """读一段文字的指标值。"""
    return _as_target(parse_quantity(raw, unit=unit, year=year))


def _as_target(quantity: Quantity) -> Target:
    if isinstance(quantity, Target):  # 压缩到3-5天：不能超过 5天
        capped = quantity.high is not None and falls_to(fold(quantity.raw))
        top = replace(quantity, value=quantity.high, op="<=", low=None, high=None)
        return top if capped else quantity
    op: Op | None = quantity.op
    if op is None and quantity.value is not None and falls_to(fold(quantity.raw)):
        op = "<="
    return Target(
        quantity.raw, quantity.kind, quantity.value, quantity.unit, quantity.day, quantity.text,
        op, quantity.growth, quantity.falls, quantity.doubt, quantity.days,
    )  # fmt: skip


def _sign(sign: str) -> Op | None:
    text = fold(sign)
    if text == "前":  # 位次：前 30%、前 10 名，越小越好
        return "<="
    return next((op for words, op in _PREFIX_OP if words.fullmatch(text)), None)


def _single(raw: str, text: str, unit: str, _year: int | None) -> Quantity | None:
    """一个数：比较号、数、单位；允许后面跟括号里的明细。"""
    text, op, trend = _comparator(_ARROW.sub(r"\2\1", text))
    if op is None and _EACH_SHARE.match(text):  # 每亩不超过300元
        text, op, trend = _share_behind(text)
    text = _MONTHLY.sub("", text)
    match = re.match(rf"({NUMBER})(多|余|来)?(.*)$", text)
    if match is None:
        return None
    value = decimal(match[1])
    tail, late = _suffix(_REACHED.sub(r"\1", match[3]))
    tail = re.sub(r"^([台套件组])\(([台套件组])\)", r"\1/\2", tail)
    tail = re.sub(r"\(.*\)$", "", tail) or _inside(tail, unit)
    tail = "" if tail in _GRADES else tail  # 98.5（优）：括着的是等级，不是单位
    tail = re.sub(r"(完成|左右|上下)$", "", tail)
    if tail in _SCALES and kind_of(unit)[0] != "percent":
        tail += unit.lstrip("亿万千百")  # 单位另写着的“5.8万”
    if re.fullmatch(r"/\w{1,3}", tail) and not is_per_head(tail):
        tail = f"{unit or '元'}{tail}"  # 28.40/株 是每株的价钱
    spell = tail == "个月" or (
        tail == "年" and bool(op or late or unit == "年" or (value and value <= 10))
    )  # ≥20年、1年 是年数，12月 是日子，23年 看不出来
    if value is None or not (spell or looks_like_unit(tail)):
        return None
    kind, name = kind_of(tail or fold(unit))
    if not tail and unit:
        name = unit if kind != "percent" else name
    return Quantity(raw, kind, value, name, op=op or late, growth=bool(trend), falls=trend == "降")


def _inside(tail: str, unit: str) -> str:
    """数后面只有括着的：8（个）是单位；金额后面括着的不是钱，是说明：124.08（含结转）。"""
    inside = tail.strip("()")
    return "" if is_money(unit) and not is_money(inside) else inside


def _comparator(text: str) -> tuple[str, Op | None, str]:
    """去掉数前面的话，取出比较号；“增长”“下降”之类记作增幅（升、降）。"""
    op: Op | None = None
    trend = ""
    while True:
        rest = _LEAD.sub("", text)
        said = before_figure(rest)
        if said is not None:
            trend, rest = said
        for words, sign in _PREFIX_OP:
            match = words.match(rest)
            if match and op is None:
                op, rest = sign, rest[match.end() :]
                break
        if rest == text:
            return text, op, trend
        text = rest


# 100%全覆盖：百分数后面说的是做到了什么。
_REACHED = later(
    r"^([%‰](?:及?以上)?)(?:全部|全面|全)?(?:覆盖|达标|合格|到位|落实|发放|及时|知晓|满意)+$"
)
# 每亩300元、每人每年补助1000元：写在前面的分母。
_SHARE = (
    r"每(?:[个名位](?=[学人户村]))?"
    r"(平方米|公里|公顷|学生|人次|立方米|[亩人户生名位株头只件个套吨年月天日次场期班校村家周座台辆米口项栋间所条处部例棵盏块])"
)
_EACH_SHARE = later(
    rf"(?:{_SHARE})+(?:补助|补贴|发放|奖励|资助|标准|成本|价格|投资|增收|增产|收入|平均|补偿|造价|费用|单价)*"
)


def _share_behind(text: str) -> tuple[str, Op | None, str]:
    """写在前面的分母挪到单位后面：每亩300元 → 300元/亩。金额和产量这样写。"""
    share = _EACH_SHARE.match(text)
    rest, op, trend = _comparator(text[share.end() :] if share else "")
    price = re.fullmatch(
        rf"((?:{NUMBER})(?:亿|百万|万|千)?(?:元|公?斤|千克|吨|立方米|度))(.*)", rest
    )
    if share is None or price is None:
        return text, None, ""
    each = "".join(f"/{part}" for part in re.findall(_SHARE, share[0]))
    return f"{price[1]}{each}{price[2]}", op, trend


def _suffix(tail: str) -> tuple[str, Op | None]:
    for words, op in _SUFFIX_OP:
        match = words.search(tail)
        if match:
            return tail[: match.start()], op
    return tail, None


_RANGE = later(
    rf"({NUMBER})([^\d\-~至到升降增减高少缩压]{{0,4}})(?:-|~|至|(?<![达不未没])到)({NUMBER})(.*)$"
)


def _range(raw: str, text: str, unit: str, _year: int | None) -> Quantity | None:
    """区间：`1-3家`、`3~5个`。"""
    text = _LEAD.sub("", text)
    trend, text = before_figure(text) or ("", text.removeprefix("控制在"))  # 下降5-10%
    match = _RANGE.fullmatch(text)
    if match is None or not looks_like_unit(match[4]):
        return None
    low, high = decimal(match[1]), decimal(match[3])
    if low is None or high is None or low >= high:
        return None
    kind, name = kind_of(match[4] or match[2] or fold(unit))
    rises, falls = bool(trend), trend == "降"
    return Target(raw, kind, None, name, op="range", growth=rises, falls=falls, low=low, high=high)
