"""看着像分项、其实不是的：括号里的、挑着说的几样、统计公报里的；舍入来的末一位。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.masks import even

_TALLY = Decimal(10_000)
_TAIL = 10
_INSIDE = 60  # 一个括号里最多这么多字
_OUTPUT = later("增加值|产值|生产总值|GDP|零售额|进出口")
_EACH_MOVED = later("，(?:同比|比上年|较上年)?分别(?:增长|下降|增加|减少)")
_MOVES = later("同比|增长|下降|持平|上年|增幅|降幅|增加|减少")
_HELD = later(r"\d[^\d，。；（）]{0,4}（(?:其中|含|包括|包含|不含)[^（）]*$")


def nested(figure: Figure, first: int) -> bool:
    """9965.68万元（含待付的 1436.8万元）：括号里只有它一个的，在前一个数里面，不是又一项。"""
    text = even(figure.paragraph.text)
    before = text[max(first, figure.start - _INSIDE) : figure.start]
    held = _HELD.search(before) if "（" in before else None
    if held is None:
        return False
    rest = text[figure.end : figure.end + _INSIDE]
    inside = held[0].partition("（")[2] + rest.partition("）")[0]
    inside = regex(r"(?:19|20)\d{2}年").sub("", inside)  # 含补足 2023年缺口 140亩
    return regex(r"\d").search(inside) is None


_CHOSEN = later(
    "[三四五六七八]大(?!类|块|项|片|部分|方面|板块|工程)|较[多大高]的|主要的|最[多大高]的|居前|靠前|[前列][一二三四五六七八九十\\d]+[位名]|排[名在]前"
)
_OTHERS = later("[^，。；]{0,6}，(?:其余|其他|另)(?![^，。；]{0,12}\\d)")


def partial(total: Figure, row: Sequence[Figure]) -> bool:
    """较多的为甲、乙，分别为几和几，其余各省也有：话里说了没有列全。"""
    text = even(row[0].paragraph.text)
    first = total.end if total.paragraph is row[0].paragraph else row[0].sentence[0]
    short = sum((part.value for part in row), Decimal(0)) < total.value
    chosen = _CHOSEN.search(text[first : row[0].start]) is not None
    return short and (chosen or _OTHERS.match(text[row[-1].end :]) is not None)


def outside(figures: list[Figure], first: int) -> list[Figure]:
    """末尾在括号里的几个不要。"""
    while figures and nested(figures[-1], first):
        figures = figures[:-1]
    return figures


def tail(figure: Figure) -> int:
    """这个数连同后面的括号到哪里：968亿立方米（其中冷却水 482亿立方米），占……"""
    held = regex("（[^（）]*）").match(
        even(figure.paragraph.text[figure.end : figure.end + _INSIDE])
    )
    return figure.end + (len(held[0]) if held else 0)


def without_brackets(sentence: Sentence) -> Sentence:
    """去掉紧跟在一个数后面、里面也有数的括号：那是前一个数的明细。字数不变。"""
    ends = {figure.end - sentence.start for figure in sentence.figures}
    starts = [figure.start - sentence.start for figure in sentence.figures]
    cut = [
        match.span() for match in regex("（[^（）]*）").finditer(sentence.text)
        if match.start() in ends and any(match.start() < at < match.end() for at in starts)
    ]  # fmt: skip
    if not cut:
        return sentence
    text = sentence.text
    for first, last in cut:
        text = text[:first] + "\u3000" * (last - first) + text[last:]
    kept = tuple(
        figure
        for figure, at in zip(sentence.figures, starts, strict=True)
        if not any(first < at < last for first, last in cut)
    )
    return replace(sentence, text=text, figures=kept)


def mixed(total: Figure, row: Sequence[Figure], reading: Reading) -> bool:
    """药材面积几亩、产值几元；茶叶面积几亩、产值几元：挑着说的，不是把前面的面积拆开。

    总数那一句也说了几亩、几元的，是一样的话，还是拆开。
    """
    skipped = TIMES | {"%", "个百分点", total.unit}
    figures = reading.in_paragraph(row[0].paragraph)
    between = [figure for figure in figures if row[0].end <= figure.start < row[-1].start]
    kinds = {figure.unit for figure in between if figure.unit not in skipped}
    apart = sum(figure.unit in kinds for figure in between) >= len(row) // 2
    said = reading.in_paragraph(total.paragraph)
    mine = {figure.unit for figure in said if figure.sentence == total.sentence}
    return apart and total.sentence != row[0].sentence and not kinds & mine


def is_bulletin(total: Figure, parts: Sequence[Figure]) -> bool:
    """其中粮食多少，增长几；油料多少，增长几：统计公报只挑着说几样，加起来少了不算错。"""
    if total.paragraph is not parts[0].paragraph or len(parts) < 2:
        return False
    text = total.paragraph.text
    ends = [part.start - len(part.before) for part in parts[1:]] + [parts[-1].end + _TAIL]
    moved = sum(
        _MOVES.search(text[part.end : end]) is not None
        for part, end in zip(parts, ends, strict=True)
    )
    if _EACH_MOVED.match(text[parts[-1].end :]):
        moved = len(parts)
    short = sum((part.value for part in parts), Decimal(0)) < total.value
    counted = not total.is_money or total.scale > _TALLY
    return short and counted and moved == len(parts)


def is_rounded(total: Figure) -> bool:
    """83.30万人、增加值 78.1亿元：是舍入来的，末一位差 1 不是错；投资、资金、万元写的是原数。"""
    if total.is_money:
        said = total.paragraph.text[total.sentence[0] : total.sentence[1]]
        return total.scale > _TALLY and _OUTPUT.search(said) is not None
    return total.scale >= _TALLY and total.places > 0


def told_elsewhere(left: Figure, reading: Reading) -> bool:
    """前几段里有两个数正好差这么多：结余是它们的，紧挨着的那个支出只是一项。"""
    values = {
        figure.value for figure in reading.near(left.paragraph, 12)
        if figure.is_money and figure.exact and figure is not left
    }  # fmt: skip
    return any(value - left.value in values for value in values)


def is_upper(part: Figure) -> bool:
    """10万元至 50万元的后一头：说的是哪一档。"""
    ahead = even(part.paragraph.text)[max(0, part.start - 6) : part.start].rstrip()
    return regex(r"\d[^，。；\d]{0,2}[至到]$").search(ahead) is not None


_HALVES = (("城镇", "农村"), ("城市", "农村"))


def is_halved(parts: Sequence[Figure]) -> bool:
    """城镇 26万人、农村 14万人：正好分成两半，不会重叠。"""
    said = "".join(part.before for part in parts)
    return len(parts) == 2 and any(one in said and two in said for one, two in _HALVES)


def is_named(part: Figure) -> bool:
    """数的前后写着名称；县（市）15部，名称末尾是括号的也算。"""
    return bool(part.before or part.after) or part.paragraph.text[: part.start].endswith("）")


_OWN_RATE = later(r"(?<!比)(?<!占)率(?:为|是|达到?|仅|只有)?$|(?:[未没]达到?|低于|高于|超过)$")


def is_own_rate(part: Figure) -> bool:
    """规范管理率 61.75%，未达 65%的目标：一项自己的率、拿来比的，不是占了几成的一份。"""
    return part.unit == "%" and _OWN_RATE.search(part.before) is not None


def in_list(figure: Figure) -> bool:
    """240份、260份：一串里的一个，前后只隔着顿号。"""
    text = even(figure.paragraph.text)
    after = regex(r"、\d").match(text, figure.end) is not None
    return after or text[: figure.start].endswith("、")


def split_there(figure: Figure, reading: Reading) -> bool:
    """3200份（教师 400份、学生 1200份、家长 1600份）：括号里已经拆开，加起来正好。"""
    text = even(figure.paragraph.text)
    held = regex("（[^（）]*）").match(text, figure.end)
    if held is None:
        return False
    inside = [
        one.value for one in reading.in_paragraph(figure.paragraph)
        if one.unit == figure.unit and held.start() < one.start < held.end()
    ]  # fmt: skip
    return len(inside) > 1 and sum(inside, Decimal(0)) == figure.value


_OVERLAP = later(
    "(?:存在|有|互有|相互|类别?)交叉|重叠计|重复计|不(?:作|宜|能|可|应)(?:简单)?(?:加总|相加)|不另计|另计|可多选|多选题|可以?同时|之和(?:大于|超过|多于)|（含(?:上[年期]|往年)?(?:积存|旧存)"
)


def overlap(sentence: Sentence) -> bool:
    """写明了几项有交叉、不能相加。"""
    return _OVERLAP.search(sentence.text) is not None


_TAKEN_OFF = later("报废|注销|退出|核减|扣减|调减|减少|调出|拆除|流出|去世|死亡|灭失")


def taken_off(total: Figure, parts: Sequence[Figure]) -> bool:
    """2860套，其中当年新装 640套，上年结存 2235套，报废 15套：减去的那一项减了正好。"""
    signs = [-1 if _TAKEN_OFF.search(part.before) else 1 for part in parts]
    netted = sum((sign * part.value for sign, part in zip(signs, parts, strict=True)), Decimal(0))
    return min(signs) < 0 and netted == total.value


_KEPT_BACK = later("(?:剩余|结余|结转|尚余|余下|未(?:支付|支出|使用|拨付|发放))[^，。；\\d]{0,4}$")


def kept_back(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """发放 375.975万元，剩余 19.025万元。资金来源为中央、省、县各几：来源的是发放的加剩余的。"""
    rest = [
        one for one in figures_of(total.paragraph)
        if one.unit == total.unit and total.end <= one.start < parts[0].start
        and one not in parts and _KEPT_BACK.search(one.before)
    ]  # fmt: skip
    same = total.paragraph is parts[0].paragraph
    return same and any(total.value + one.value == added for one in rest)


_AREAS = frozenset({"亩", "公顷", "平方公里", "平方米", "平方千米"})
_CONVERTED = later(r"（(?:即|折合|约合|合|相当于)\s*$")


def bracketed(total: Figure, parts: Sequence[Figure]) -> bool:
    """产出 20分（18.4分）：括号里外各加各的；15000亩（即 10.0平方公里）：括号里的才是同样单位。"""
    text = even(parts[0].paragraph.text)

    def inside(figure: Figure) -> bool:
        before = text[figure.sentence[0] : figure.start]
        return before.rfind("（") > before.rfind("）")

    sets = ([one for one in parts if inside(one)], [one for one in parts if not inside(one)])
    if all(len(mine) > 1 for mine in sets) and abs(len(sets[0]) - len(sets[1])) <= 1:
        return any(sum((one.value for one in mine), Decimal(0)) == total.value for mine in sets)
    every = figures_of(parts[0].paragraph)
    between = [one for one in every if parts[0].sentence == one.sentence and one not in parts]
    if total.unit in _AREAS and any(one.unit in _AREAS - {total.unit} for one in between):
        return True  # 有一项论亩、有的论平方公里
    added = sum((one.value for one in parts), Decimal(0))
    rest = [
        one.value for one in every
        if one.unit == total.unit and one not in parts and _CONVERTED.search(text[: one.start])
    ]  # fmt: skip
    return any(added + value == total.value for value in rest)


def counted_twice(parts: Sequence[Figure]) -> bool:
    """其中 28所已改造，今年改造 9所：今年的也在已改造的里面。"""
    both = [part for part in parts if regex("同时|兼|均有|都有").search(part.before)]
    if len(both) > 1:
        return True  # 同时得到助学的 63户，同时得到医疗救助的 31户，三项都有的 9户
    return any(regex("今年|本年|当年").match(part.before) for part in parts[1:]) and (
        regex("已|累计").search(f"{parts[0].before}|{parts[0].after}") is not None
    )


def reckoned(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """不该直接相加的：括号里外各加各的，一项在另一项里面，还有剩下的，有一项是减去的。"""
    nested_parts = bracketed(total, parts) or counted_twice(parts)
    return nested_parts or kept_back(total, parts, added) or taken_off(total, parts)


def taken(figure: Figure, at: int, reading: Reading) -> bool:
    """自己是一串里的，或已经拆过；写在括号里，而分项在括号外。"""
    gap = even(figure.paragraph.text)[figure.end : at]
    enclosed = gap.count("）") > gap.count("（")
    return enclosed or in_list(figure) or split_there(figure, reading)


_BESIDE = later(r"(?:增加|减少)了?\d[\d,.]*[^\d，。；、]{1,3}、$")


def is_beside(figure: Figure) -> bool:
    """同比减少 67起、165人：后一个也是减少的。"""
    ahead = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
    return _BESIDE.search(regex(r"\s").sub("", ahead)) is not None
