"""R01 余下的：其余几户、缺口几名、尚有多少未收：前面的总数减去做了的；一步步减下来的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.addition import aside, holds, one_digit
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_STRONG = later(  # 剩余 2人 0.36万元：隔着另一个单位的数
    r"^(?:，)?(?:其余|剩余|剩下|余下|尚余|缺口|差额|缺编|空编|空缺|缺员)(?:的|部分|为|达|是)*(?:\d+[人名户个家件笔项份])?$"
)
_WEAK = later(
    r"^(?:尚有|还有|仍有|另有|尚欠|还差|仍差|未[^，。；\d]{1,4}|尚未[^，。；\d]{1,6}|未[^，。；\d]{2}的)$"
)
_DONE = later(
    r"已|实际|完成|实收|收回|收缴|到位|支出|发放|整改|配备|仅|现有|实有|办结|通过|拨付|建成|有"
)
_NEAR = (Decimal("0.93"), Decimal("1.07"))
_CLOSE = 6
_ALONE = (Decimal("0.85"), Decimal("1.15"))  # 前面只有一个总数、一个做了的


def rests(reading: Reading) -> Iterator[Finding]:
    """逐段看余下的数。"""
    for paragraph in reading.report.prose:
        figures = [
            figure for figure in reading.in_paragraph(paragraph)
            if figure.unit not in TIMES | {"%", "个百分点", "倍", "分"} and figure.exact
        ]  # fmt: skip
        for rest in figures:
            strong = _STRONG.search(rest.before) is not None
            late = (
                regex("超期|逾期|未(?!来)|没有|正在|尚未").match(rest.after)
                and len(rest.before) < 4
            )
            if (strong or late or _WEAK.search(rest.before)) and rest.value > 0:
                earlier = [
                    figure
                    for figure in figures
                    if figure.end <= rest.start and figure.unit == rest.unit
                ]
                yield from _judge(rest, earlier, reading, strong=strong)


def _judge(
    rest: Figure, earlier: Sequence[Figure], reading: Reading, *, strong: bool
) -> Iterator[Finding]:
    items = [figure for figure in earlier if _ITEM.search(figure.before)]
    if strong and len(items) > 1 and not _left_of_budget(rest, earlier):
        yield from _after_items(rest, items, reading)
        return
    if len(earlier) < 2 or is_difference(rest, earlier, reading):
        return
    if strong and len(earlier) > 2:
        yield from _after_list(rest, earlier)
    whole, done = earlier[-2], earlier[-1]
    if _STRONG.search(rest.before) and not holds(whole, done):
        return
    near = rest.start - whole.start < (90 if strong else 60)
    alone = strong and len(earlier) == 2
    if alone and _one_wrong(whole, done, rest):
        yield _rest(whole, done, rest)
        return
    if not (alone or _DONE.search(done.before)) or (rest.sentence != done.sentence and not strong):
        return
    if not near or done.value >= whole.value or rest.value >= whole.value:
        return
    due = whole.value - done.value
    more = not rest.is_money and due < rest.value <= due + 2 and rest.sentence == whole.sentence
    limits = _ALONE if alone else _NEAR
    if more or limits[0] <= divide(done.value + rest.value, whole.value) <= limits[1]:
        yield _rest(whole, done, rest)


def _left_of_budget(rest: Figure, earlier: Sequence[Figure]) -> bool:
    """预算 2200万元，拨付 2160万元，余下 40万元：不是前面几项共几、计几以外的。"""
    given = regex("预算|下达|到位|安排")
    wholes = [one for one in earlier[-_CLOSE:] if given.search(one.before)]
    return any(one.value - two.value == rest.value for one in wholes for two in earlier)


def _rest(whole: Figure, done: Figure, rest: Figure) -> Finding:
    shown = plain((whole.value - done.value) / rest.scale)
    message = f"{whole.raw}减去{done.raw}，余下应是 {shown}，写的是 {rest.raw}；三个数有一个不对"
    return Finding("R01", rest.paragraph, *span((whole, rest)), message, expected=shown)


def _one_wrong(whole: Figure, done: Figure, rest: Figure) -> bool:
    """只写了总数、做了的、其余的三个：哪一个改一个数字就对得上。"""
    dues = (
        (whole, done.value + rest.value), (done, whole.value - rest.value),
        (rest, whole.value - done.value),
    )  # fmt: skip
    return any(
        due > 0 and one_digit(figure.digits, plain(due / figure.scale)) for figure, due in dues
    )


_ITEM = later(r"^(?:，)?(?:共|合?计|小计|共计)[^，。；\d]{0,4}$")


def _after_items(rest: Figure, items: Sequence[Figure], reading: Reading) -> Iterator[Finding]:
    """甲计 150万元；乙计 162万元；其余 23万元：总数在前面。"""
    before = [
        figure for figure in reading.near(rest.paragraph, 3)
        if (figure.unit == rest.unit and figure.exact and figure.end <= items[0].start)
        or (figure.paragraph.number < rest.paragraph.number and figure.unit == rest.unit
        and figure.paragraph.number >= rest.paragraph.number - 3)
    ]  # fmt: skip
    added = sum((figure.value for figure in items), rest.value)
    if not before or any(figure.value == added for figure in before):
        return
    whole = min(before, key=lambda figure: abs(figure.value - added))
    if _NEAR[0] <= divide(added, whole.value) <= _NEAR[1]:
        due = plain((whole.value - added + rest.value) / rest.scale)
        shown = "、".join(one.raw for one in items)
        message = f"{whole.raw}减去{shown}，其余应是 {due}，写的是 {rest.raw}"
        start = max(rest.sentence[0], rest.start - len(rest.before))
        yield Finding("R01", rest.paragraph, start, rest.end, message, expected=due)


def is_difference(rest: Figure, earlier: Sequence[Figure], reading: Reading) -> bool:
    """前面的哪个数减去后面接着的一个或几个，正好是它；总数可以在前两段里。"""
    before = [
        figure for figure in reading.near(rest.paragraph, 2)
        if figure.unit == rest.unit and figure.paragraph is not rest.paragraph
    ]  # fmt: skip
    run = [*before, *earlier]
    for place, whole in enumerate(run):
        left = whole.value
        for figure in run[place + 1 :]:
            if whole.value - figure.value == rest.value:
                return True
            left -= figure.value
            if left == rest.value or left in rest.span:
                return True
    return False


def _after_list(rest: Figure, earlier: Sequence[Figure]) -> Iterator[Finding]:
    """共多少，甲多少、乙多少，其余多少：其余的把一串列全了。"""
    for place, whole in enumerate(earlier[:-2]):
        row = earlier[place + 1 :]
        added = sum((figure.value for figure in row), rest.value)
        if any(aside(figure) or figure.value >= whole.value for figure in row):
            continue
        if holds(whole, row[0]) and _NEAR[0] <= divide(added, whole.value) <= _NEAR[1]:
            due = plain((whole.value - added + rest.value) / rest.scale)
            shown = "、".join(figure.raw for figure in row)
            message = f"{whole.raw}减去{shown}，其余应是 {due}，写的是 {rest.raw}"
            yield Finding("R01", rest.paragraph, *span((row[-1], rest)), message, expected=due)
            return


_FIRST = later(r"(?:受理|申报|收到|报名|征集|提交|申请|应)[^，。；\d]{0,6}$")
_LOST = later(
    r"(?:不通过|未通过|不合格|核减|取消|剔除|退出|放弃|淘汰|撤回|不予|不符合)[^，。；\d]{0,6}$"
)
_LAST = later(r"(?:最终|最后|确定)[^，。；\d]{0,8}$")
_ASIDE = later("另|其余|待|尚|还有")
_AMONG = later(r"^中，")
_HELD = later(r"(?:结余|结转|未支付|未支出|未执行|未使用|剩余|尚未)[^，。；\d]{0,4}的?$")
_LEFT = later(r"(?:结余|结转|未付|待付|未支|剩余|余)[^，。；\d]{0,4}$")
_LEAST = 2
_ROUGHLY = Decimal("0.8"), Decimal("1.25")


def reductions(reading: Reading) -> Iterator[Finding]:
    """逐句、逐个单位看。"""
    for sentence in reading.figured:
        for unit in dict.fromkeys(figure.unit for figure in sentence.figures):
            row = [one for one in sentence.figures if one.unit == unit and one.exact]
            if unit not in TIMES | {"%", "个百分点", "倍", "分"} and len(row) > _LEAST:
                yield from _steps(row)
                yield from _among(row, sentence)


def _steps(row: Sequence[Figure]) -> Iterator[Finding]:
    """受理 274家次，不通过 14家次、26家次，核减 10家次，取消 2家次，最终支持 222家次。"""
    if not _FIRST.search(row[0].before):
        return
    place = 1
    while place < len(row) and _LOST.search(row[place].before):
        place += 1
    if place <= _LEAST or place >= len(row) or not _LAST.search(row[place].before):
        return
    lost, left = row[1:place], row[place]
    if any(_ASIDE.search(one.before) for one in row[place + 1 :]):
        return  # 另有几家待定：没有列全
    due = row[0].value - sum((one.value for one in lost), Decimal(0))
    if due != left.value:
        shown = "－".join(one.raw for one in (row[0], *lost))
        message = f"{shown}＝{plain(due / left.scale)}，最后写的是 {left.raw}；有一个数不对"
        place_at = span((row[0], left))
        yield Finding("R01", left.paragraph, *place_at, message, expected=plain(due / left.scale))


def _among(row: Sequence[Figure], sentence: Sentence) -> Iterator[Finding]:
    """未执行的 352.9万元中，甲结余 235.5万元，乙结余 68.4万元，丙合计结余 49万元。"""
    total = row[0]
    held = _HELD.search(total.before) and _AMONG.match(total.after + sentence.text[-1:])
    rest = sentence.text[total.end - sentence.start :]
    parts = row[1:]
    if not (held or (_HELD.search(total.before) and _AMONG.match(rest))):
        return
    if not all(_LEFT.search(one.before) for one in parts):
        return
    added = sum((one.value for one in parts), Decimal(0))
    if added != total.value and _ROUGHLY[0] <= divide(added, total.value) <= _ROUGHLY[1]:
        shown = "＋".join(one.raw for one in parts)
        due = plain(added / total.scale)
        message = f"写 {total.raw}，各项 {shown} 加起来是 {due}"
        yield Finding("R01", total.paragraph, *span((total, parts[-1])), message, expected=due)
