"""R01 合计之三：分项写在后面的几句、几段里；支出加结余等于安排；说几条列了几条。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.modifiers import limited
from perfxl.proof.reading import Reading, span
from perfxl.proof.sums.addition import agrees, holds, slips
from perfxl.proof.sums.apart import told_elsewhere
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip
from perfxl.proof.text.labels import label_of
from perfxl.proof.text.masks import even
from perfxl.proof.text.numerals import numeral

_SPENT = later(r"支出|支付|使用|执行|拨付|支用|完成投资")
_LEFT = later(
    r"结余|结转|剩余|未使用|未支出|没有支出|没有使用|未发放|未拨付|未付|尚余|未执行|余额|未支付|^余$|余款"
)
_GIVEN = later(r"预算|安排|下达|到位|资金|收入|总额|拨款|经费|投资|^合计|调整后")
_NEAR = (Decimal("0.9"), Decimal("1.1"))
_SMALL = 3
_TIGHT = (Decimal("0.97"), Decimal("1.03"))


def listed(reading: Reading) -> Iterator[Finding]:
    """分项在几句、几段里的合计，支出与结余，列出的条数。"""
    for paragraph in reading.report.prose:
        yield from _how_many(paragraph)
        if reading.in_paragraph(paragraph):
            yield from _flow(paragraph, reading)
            yield from _alone(paragraph, reading)
            yield from _given_and_rest(reading.in_paragraph(paragraph))


def _flow(paragraph: Paragraph, reading: Reading) -> Iterator[Finding]:
    """支出加结余等于安排：支出、结余写在一起，安排在它们前面。"""
    money = [
        figure for figure in reading.in_paragraph(paragraph) if figure.is_money and not figure.hedge
    ]
    for place, left in enumerate(money):
        spent = money[place - 1] if place else None
        if spent is None or not _LEFT.search(left.before) or left.value == 0:
            continue
        said = spent.before
        if regex("合计|共计|总计").search(said):
            said = paragraph.text[spent.sentence[0] : spent.start]
        if not _SPENT.search(said) or _LEFT.search(spent.before):
            continue
        if left.start - spent.end > 24 or left.year not in {"", spent.year}:
            continue
        biggest = max(spent.value, left.value)
        wholes = [figure for figure in money[: place - 1] if figure.value > biggest]
        wholes = wholes or [
            figure for figure in _money_before(paragraph, reading) if figure.value > biggest
        ]
        later = [figure for figure in money[place + 1 :] if figure.value > spent.value]
        if not wholes or any(agrees(figure, (spent, left)) for figure in (*wholes, *later)):
            continue
        if told_elsewhere(left, reading):
            continue
        named = [figure for figure in wholes if _GIVEN.search(figure.before)] or wholes
        ranked = sorted(named, key=lambda figure: abs(figure.value - spent.value - left.value))
        total = ranked[0]
        ratio = divide(spent.value + left.value, total.value)
        if slips(total, (spent, left)) or _NEAR[0] <= ratio <= _NEAR[1]:
            yield _flow_finding(total, spent, left)


def _given_and_rest(figures: Sequence[Figure]) -> Iterator[Finding]:
    """共需多少。已下达多少，余下的多少：总数在前一句里。"""
    money = [figure for figure in figures if figure.is_money and figure.exact]
    for place, rest in enumerate(money):
        done = money[place - 1] if place > 1 else None
        if done is None or not regex("(?:余下|剩余|其余|还剩|剩下)的?").fullmatch(rest.before):
            continue
        wholes = [
            figure
            for figure in money[: place - 1]
            if figure.value > done.value and holds(figure, done)
        ]
        if not wholes or any(figure.value - done.value == rest.value for figure in money):
            continue
        whole = min(wholes, key=lambda figure: abs(figure.value - done.value - rest.value))
        due = plain((whole.value - done.value) / rest.scale)
        if _NEAR[0] <= divide(done.value + rest.value, whole.value) <= _NEAR[1]:
            first, last = span((done, rest))
            message = f"共 {whole.raw}，其中 {done.raw}，余下应是 {due}，写的是 {rest.raw}"
            yield Finding("R01", rest.paragraph, first, last, message, expected=due)


_ALL_SPENT = later(
    r"(?:全年|实际|累计|共|合计|项目|总|本年|当年)?(?:支出|执行数?|支付|使用|拨付|发放|兑付)[^，。；\d]{0,4}$"
)


def _alone(paragraph: Paragraph, reading: Reading) -> Iterator[Finding]:
    """单说结余多少：与前面的安排减支出只差一处笔误的。"""
    label = label_of(paragraph.full)
    if (label is not None and label.rank > _SMALL) or paragraph.text.lstrip().startswith("—"):
        return  # ——结转下年 674万元：收支逐项列着； （2）某某补助……结余多少：只说这一项
    lefts = [
        figure for figure in reading.in_paragraph(paragraph)
        if _LEFT.search(figure.before) and figure.is_money and not figure.hedge and figure.value
        and not regex("上年|年初|以前").search(figure.before) and not _of_some(figure)
    ]  # fmt: skip
    for left in lefts:
        if told_elsewhere(left, reading) or _of_another_rate(left, reading):
            continue
        pairs = _likely_pairs(left, reading)
        if pairs:
            yield _flow_finding(*pairs[-1], left)


def _of_some(left: Figure) -> bool:
    """5个跨年度项目结转资金 148万元：只说这几个项目的。"""
    match = _LEFT.search(left.before)
    return match is not None and limited(left.before[: match.start()])


def _of_another_rate(left: Figure, reading: Reading) -> bool:
    """宣教分项执行率 84.41%，剩余 13.17万元：同一句里的率与全部的支出率不同，说的是一个分项。"""
    rates = [
        one for one in reading.in_paragraph(left.paragraph)
        if one.sentence == left.sentence and one.end <= left.start and one.unit == "%"
    ]  # fmt: skip
    return bool(rates) and regex("分项|子项|单项|[该此]项").search(rates[-1].before) is not None


def _likely_pairs(left: Figure, reading: Reading) -> list[tuple[Figure, Figure]]:
    """前面的（安排，支出）里，减出来与写的结余只差一处笔误的；有一对正好的为空。"""
    place = (left.paragraph.number, left.start)
    earlier = [
        figure for figure in reading.near(left.paragraph)
        if figure.is_money and not figure.hedge and (figure.paragraph.number, figure.start) < place
    ]  # fmt: skip
    spents = [
        figure for figure in earlier
        if _ALL_SPENT.search(figure.before) and not _LEFT.search(figure.before)
    ]  # fmt: skip
    wholes = [figure for figure in earlier if _GIVEN.search(figure.before) and figure not in spents]
    gaps = {
        whole.value - spent.value: (whole, spent)
        for whole in wholes for spent in spents if whole.value > spent.value
    }  # fmt: skip
    if any(
        figure.value in gaps and (figure in earlier or regex("合计|共").search(figure.before))
        for figure in reading.in_paragraph(left.paragraph)
    ):
        return []  # 未支付的 174万元中，……项目结余 48万元：差多少已经说了，这是里面的一部分
    if left.value in gaps or any(abs(gap - left.value) < left.scale / 100 for gap in gaps):
        return []
    pairs = [pair for gap, pair in gaps.items() if one_slip(left.digits, plain(gap / left.scale))]
    if pairs or len(gaps) != 1:
        return pairs
    return [  # 只有一个安排数、一个支出数，差得不多
        pair for pair in gaps.values()
        if _TIGHT[0] <= divide(pair[1].value + left.value, pair[0].value) <= _TIGHT[1]
    ]  # fmt: skip


def _money_before(paragraph: Paragraph, reading: Reading) -> list[Figure]:
    """往前三段里的金额。"""
    return [
        figure
        for figure in reading.near(paragraph, 3)
        if figure.is_money
        and not figure.hedge
        and 0 < paragraph.number - figure.paragraph.number <= 3
    ]


def _flow_finding(total: Figure, spent: Figure, left: Figure) -> Finding:
    scale = left.scale
    due = plain((total.value - spent.value) / scale)
    message = (
        f"安排 {total.raw}，支出 {spent.raw}，结余应是 {due}，写的是 {left.raw}；三个数有一个不对"
    )
    together = spent.paragraph is left.paragraph and left.end - spent.start < 60
    first, last = (
        span((spent, left)) if together else (left.start - len(left.before[-6:]), left.end)
    )
    return Finding("R01", left.paragraph, first, last, message, expected=due)


_COUNTED = later(
    r"(?:以下|如下|下列|这|存在|主要有|共有|有|分为|采取|做好|开展|从)[^，。；：:]{0,8}?([一二两三四五六七八九十]|\d{1,2})"
    r"\s*(?:个方面|方面|点|条|类|项措施|项工作|个问题|项问题|大问题|个)[^，。；：:]{0,12}[：:。]"
)
_ORDINAL = later(r"(?:^|[。；：:，\n])\s*([一二三四五六七八九十]{1,2})是")


def _how_many(paragraph: Paragraph) -> Iterator[Finding]:
    """说几个方面，列的就该是几条（一是、二是 …）。"""
    text = even(paragraph.text)
    for match in _COUNTED.finditer(text):
        said = Decimal(match[1]) if match[1].isdigit() else numeral(match[1])
        numbers = [int(numeral(one) or 0) for one in _ORDINAL.findall(text[match.end() - 1 :])]
        run = _from_one(numbers)
        if said is not None and run > 1 and said != run:
            message = f"说的是 {match[1]} 条，后面列了 {run} 条（一是……）"
            last = match.end()
            yield Finding("R01", paragraph, match.start(), last, message, expected=str(run))


def _from_one(numbers: list[int]) -> int:
    """从“一是”起接连数到几。"""
    count = 0
    for number in numbers:
        if number != count + 1:
            break
        count = number
    return count
