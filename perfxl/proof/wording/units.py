"""R15 单位漏写：钱数没有元，率没有百分号，一串里只有一个没有单位。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.quoting import quoted
from perfxl.proof.wording.rows import shared_unit

_MONEY = later(
    r"(?:资金|预算数?|支出数?|执行数|金额|经费|拨款|投资|总投资|结余|结转|收入|补助款?|拨付|支付|下达|到位|安排|补贴|投入|价值|货值|造价)(?:总额|合计|共计|共|为|是|达|约|总计|了)*$"
)
_RATE = later(
    r"(?:率|进度|占比|比例|增长|下降|增幅|降幅|满意度|占[^，。；\d]{1,10}的)(?:分别)?(?:为|是|达到?|约|均为|在|提高到|提升到|增长|不低于|不少于|≥|大于|超过|均)*$"
)
_NOT_RATE = later(r"效率|频率|汇率|利率|费率$|比率")
_FUND = later("的?(?:补助|专项|财政|扶持|项目|衔接|救助)?(?:资金|补贴|补助|款|经费)")
_STOP = later(r"\s*(?:[，。；、）)]|$|其中|和|及)")


def units(reading: Reading) -> Iterator[Finding]:
    """正文里漏了单位的数。"""
    digits = {
        figure.digits: figure
        for figure in reading.prose_figures
        if figure.is_money and figure.scale > 1
    }
    loose = sum(_is_bare_scale(figure) for figure in reading.prose_figures)
    bare = sum(_is_bare(figure) for figure in reading.prose_figures)
    alone = bare == 1 or bare * _SPARE <= len(reading.prose_figures)  # 通篇都不写的，是他的写法
    for sentence in reading.sentences:
        yield from _odd_scale(sentence)
        yield from _broken_count(sentence)
        yield from _price_scale(sentence)
        yield from _same_digits(sentence, digits)
        for figure in sentence.figures:
            if _is_bare_scale(figure) and loose == 1 and _FUND.match(figure.after):
                message = f"金额 {figure.raw} 没有写单位，应写“{figure.raw}元”"
                yield _finding(figure, message, f"{figure.raw}元")
            if figure.unit or figure.hedge == "范围" or not _ends(figure) or shared_unit(figure):
                continue
            whole = figure.digits in digits  # 别处写着 29.6万元，这里写 29.6万
            if _is_bare_scale(figure) and loose > 1 and not whole:  # 通篇写“万”，是他的写法
                continue
            yield from _bare(figure, sentence)
            if alone or (_is_bare_scale(figure) and loose == 1):
                yield from _no_measure(figure, sentence)


_WHOLE_THINGS = frozenset("人户家个件项名座所栋台套辆眼口株头只羽册份篇场批")
_HEAD, _TEN_THOUSAND = 3, Decimal(10_000)


_PER_MANY = later(
    r"千分点|每[板株点穴百千万]|[百千万][^，。；\d]{0,3}公里|[百千万]人口?[^，。；\d]{0,8}数"
)


def _broken_count(sentence: Sentence) -> Iterator[Finding]:
    """签约居民 2.86人：人、户、件没有小数，多半漏了“万”。"""
    for figure in sentence.figures:
        counted = figure.scale == 1 and figure.unit in _WHOLE_THINGS
        if not counted or not figure.places or figure.hedge:
            continue
        if not figure.digits.split(".")[1].strip("0") or regex(
            "小时|半?月|工作日|半|学时|标准"
        ).match(figure.after):
            continue
        if _PER_MANY.search(sentence.text):
            continue  # 每千人口 3.12人，与目标 3.40人
        whole_clause = regex("[，。；]").split(sentence.text[: figure.start - sentence.start])[-1]
        if regex(r"均|每|比|率|密度|拥有量|当量|折").search(whole_clause + figure.after[:4]):
            continue
        if not whole_clause.strip() and figure.start - figure.sentence[0] < _HEAD:
            continue  # 段首的“1.3个项目”是第 1 条
        message = f"{figure.raw} 有小数，是不是漏了“万”"
        yield _finding(
            figure, message, f"{figure.digits}万{figure.raw.removeprefix(figure.digits).strip()}"
        )


def _price_scale(sentence: Sentence) -> Iterator[Finding]:
    """单价 3180万元/平方米，别处 3350元/平方米：数字差不多，单位差一万倍。"""
    text = even(sentence.paragraph.text)
    prices = [
        (figure, regex(r"/[\u4e00-\u9fff]{1,3}").match(text[figure.end :]))
        for figure in sentence.figures if figure.is_money and figure.value > 0
    ]  # fmt: skip
    for figure, per in prices:
        for other, _ in [pair for pair in prices if per and pair[1] and pair[1][0] == per[0]]:
            alike = Decimal("0.5") < other.written / figure.written < Decimal(2)
            if per and figure.scale == _TEN_THOUSAND and other.scale == 1 and alike:
                message = f"{figure.raw}{per[0]} 的单位像是写错了：同一句里写 {other.raw}{per[0]}"
                yield _finding(figure, message, f"{figure.digits}元{per[0]}")
                return


_PRICE = later(r"[×*]|每|均|标准|单价|单位成本|罚|补助|补贴|降低|奖励|/|工资|票价|收费|成本")


def _odd_scale(sentence: Sentence) -> Iterator[Finding]:
    """一句里都以万元计，只有一个以元计而小得出奇；同样的数字一处万元、一处元。"""
    money = [figure for figure in sentence.figures if figure.is_money and figure.value > 0]
    scales = [figure.scale for figure in money]
    for figure in money:
        rest = [other for other in money if other is not figure]
        if (
            figure.scale != 1
            or _PRICE.search(figure.before)
            or not rest
            or even(figure.paragraph.text)[figure.end : figure.end + 1] == "/"
        ):
            continue
        twin = next(
            (other for other in rest if other.digits == figure.digits and other.scale > 1), None
        )
        alone = scales.count(figure.scale) == 1 and len(rest) > 1 and figure.value < _SMALL
        other = (
            twin
            if twin is not None and len(figure.digits.strip("0.")) > 1
            else (rest[0] if alone else None)
        )
        gaps = {abs(one.value - two.value) for one in rest for two in rest}
        if other is not None and figure.value not in gaps:
            unit = regex(r"^[^\d]*[\d,.\s]+").sub("", other.raw)
            yield _finding(
                figure,
                f"{figure.raw} 的单位像是写错了：这一句别的都以“{unit}”计",
                f"{figure.digits}{unit}",
            )


def _same_digits(sentence: Sentence, digits: dict[str, Figure]) -> Iterator[Finding]:
    """别处写 412万元，这里写 412元。"""
    for figure in sentence.figures:
        other = digits.get(figure.digits)
        if (
            not figure.is_money
            or figure.scale != 1
            or other is None
            or other.sentence == figure.sentence
        ):
            continue
        if (
            len(figure.digits.strip("0.")) > 2
            and figure.value < _SMALL
            and not _PRICE.search(figure.before)
        ):
            unit = regex(r"^[^\d]*[\d,.\s]+").sub("", other.raw)
            yield _finding(
                figure,
                f"别处（{other.paragraph.place}）写 {other.raw}，这里写 {figure.raw}",
                f"{figure.digits}{unit}",
            )


_SPARE, _FEW, _SMALL = 10, 2, 5000


def _is_bare(figure: Figure) -> bool:
    """没有单位、紧接着标点的整数。"""
    return not figure.unit and figure.hedge != "范围" and "." not in figure.digits and _ends(figure)


def _is_bare_scale(figure: Figure) -> bool:
    """452万：没有写元。"""
    return not figure.unit and figure.scale > 1


def _ends(figure: Figure) -> bool:
    """数后面就是标点：没有别的字可以当单位。"""
    return bool(_STOP.match(even(figure.paragraph.text)[figure.end :]))


def _bare(figure: Figure, sentence: Sentence) -> Iterator[Finding]:
    before = regex(r"[（(][^）)]*[）)]").sub("", figure.before)
    listed = (
        regex(r"(?:合计|共计|总计)(?:为|是)?$").search(before)
        and sum(other.is_money for other in sentence.figures) > 1
    )
    if (_MONEY.search(before) or listed) and figure.value >= 1 and not _is_code(figure):
        unit = _money_unit(sentence)
        scaled = f"{figure.raw}元" if figure.scale > 1 else f"{figure.digits}{unit}"
        yield _finding(figure, f"金额 {figure.raw} 没有写单位，应写明是“{scaled}”还是别的", scaled)
    elif (
        figure.scale == 1
        and _RATE.search(before)
        and not _NOT_RATE.search(before)
        and _is_percent(figure)
        and not _of_index(figure, sentence)
    ):
        yield _finding(figure, f"{before[-8:]}后面的 {figure.raw} 少了百分号", f"{figure.digits}%")
    elif figure.scale == 1:
        yield from _odd_one_out(figure, sentence)


def _of_index(figure: Figure, sentence: Sentence) -> bool:
    """性别比为 111.3，下降 6.8：前面那个数自己就没有单位，是指数、比值。"""
    place = sentence.figures.index(figure)
    before = sentence.figures[place - 1] if place else None
    grown = regex(r"(?:增长|下降|上升|提高)(?:了|为|达)*$").search(figure.before)
    return before is not None and grown is not None and not before.unit and before.places > 0


def _is_percent(figure: Figure) -> bool:
    """增长、下降后面的整数可能是个数；带小数的才当作少了百分号。"""
    bare_growth = (
        regex(r"(?:增长|下降)(?:了|为|达)*$").search(figure.before) and "同比" not in figure.before
    )
    return figure.written > 1 and not (bare_growth and "." not in figure.digits)


def _is_code(figure: Figure) -> bool:
    """编号、年份、一串并列没有单位的数（A、B 分别为 1、2）。"""
    rest = even(figure.paragraph.text)[figure.end : figure.end + 1]
    return rest == "、" or (figure.digits.startswith("20") and len(figure.digits) == 4)


def _money_unit(sentence: Sentence) -> str:
    for figure in sentence.figures:
        if figure.is_money:
            return regex(r"^[^\d]*[\d,.\s]+").sub("", figure.raw)
    return "万元"


def _odd_one_out(figure: Figure, sentence: Sentence) -> Iterator[Finding]:
    """一串并列的数里，左右两个有同样的单位，只有它没有。"""
    place = sentence.figures.index(figure)
    around = [
        sentence.figures[other]
        for other in (place - 1, place + 1)
        if 0 <= other < len(sentence.figures)
    ]
    named = {other.unit for other in around}
    zero = figure.value == 0
    if zero or len(named) != 1 or named & TIMES or not named - {"%"} or len(around) < 2:
        return
    gaps = (
        sentence.between(around[0].end, figure.start), sentence.between(figure.end, around[1].start)
    )  # fmt: skip
    if all(2 < len(gap) < 14 and "。" not in gap for gap in gaps):
        unit = regex(r"^[^\d]*[\d,.\s]+").sub("", around[0].raw)
        yield _finding(figure, f"前后都有单位，只有 {figure.raw} 没有", f"{figure.digits}{unit}")


_NO_MEASURE = later(
    r"[数值率量分额度号次第为是达占约于由从比到至]$|数比\w{1,6}数(?:多|少)$|指标$|指数|系数|编码|得分|分值|目标|评分|编号"
    r"|型号|序号|代码|版本"
)


def _no_measure(figure: Figure, sentence: Sentence) -> Iterator[Finding]:
    """维修泵站 7，受益农户 6840：紧接着标点的整数没有量词，别处的数都有。"""
    named = [other for other in sentence.figures if other.unit and other.unit not in TIMES]
    loose = figure.written < _FEW
    if (
        loose
        or not regex(r"[\u4e00-\u9fff]{2}$").search(figure.before)
        or _NO_MEASURE.search(figure.before)
    ):
        return
    if named and not _is_code(figure):
        yield _finding(figure, f"{figure.before[-8:]}后面的 {figure.raw} 没有单位", "")


def _finding(figure: Figure, message: str, due: str) -> Finding:
    start, _ = quoted(figure)
    return Finding("R15", figure.paragraph, start, figure.end, message, expected=due)
