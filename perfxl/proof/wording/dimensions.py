"""R15 单位与说的东西不合：长度写成平方公里，一页 0.22万元，一句里一个论吨、一个论公斤。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.quoting import quoted

_LENGTHS = frozenset({"米", "公里", "千米"})
_SIZES = frozenset({"平方米", "平方公里", "平方千米", "立方米", "亩", "公顷"})
_LONG = later(r"(?:全长|总长|长度|里程|宽度|高度|深度|厚度)(?:为|达|共|约|合计)*$")
_WIDE = later(r"面积(?:为|达|共|约|合计)*$")
_PER = later(r"/([\u4e00-\u9fff]{1,3})")
_EACH = later(r"每(亩|人|头|只|公斤|吨|平方米|立方米|册|份|页|株|羽)[^，。；\d]{0,4}$")
_TINY = frozenset({"页", "公斤", "千克", "斤", "册", "本", "份", "张", "度", "羽", "株"})
_MASS = {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal(1)}
_MUCH = 10  # 每个每月十几万元
_DEAR = 50  # 一亩、一人几十万元：多半是元
_ALIKE = Decimal("0.2"), Decimal(5)
_TEN_THOUSAND = 10_000
_INDOOR = later(
    "(?:建筑|使用|装修|展厅|馆舍|用房|校舍|场馆|场地|屋顶|厂房|教室|食堂|病房|办公|绿化)(?:总)?面积(?:为|达|共|约|合计)*$"
)
_AREAS = _SIZES - {"立方米"}
_LAND = later("(?:的)?(?:绿地|林地|耕地|草地|农田|水面|湿地|果园|茶园|高标准农田|草原|苗圃|大棚)")
_LINE = later(
    "(?:的)?(?:道路|管网|管道|渠道|河道|步道|堤防|线路|公路|光缆|电缆|护栏|围挡)(?![两沿旁面绿])"
)
_MONTHLY = later(
    r"每(?:人|生|名|户|亩|只|头|床|位|个|家|村|岗)?每(?:月|天|日|学期|次)[^，。；\d]{0,8}$"
)


def dimensions(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        prices: list[tuple[Figure, str]] = []
        for figure in sentence.figures:
            long = _LONG.search(figure.before) and figure.unit in _SIZES
            if long or (_WIDE.search(figure.before) and figure.unit in _LENGTHS):
                unit = regex(r"^[^\d]*[\d,.\s]+").sub("", figure.raw)
                what = "长度" if long else "面积"
                yield _finding(figure, figure.end, f"说的是{what}，单位却是“{unit}”")
            wrong = _LAND if figure.unit in _LENGTHS else _LINE if figure.unit in _AREAS else None
            if wrong is not None and (thing := wrong.match(figure.after)):
                message = f"{figure.raw} 后面说的是“{thing[0]}”，单位不合"
                yield _finding(figure, figure.end, message)
            if figure.unit in {"平方公里", "平方千米"} and _INDOOR.search(figure.before):
                message = f"房屋、场地的面积写成了 {figure.raw}，单位像是“平方米”"
                yield _finding(figure, figure.end, message, f"{figure.digits}平方米")
            if figure.is_money and figure.value > 0:
                yield from _price(figure, prices)
        yield from _per_weight(prices)


def _price(figure: Figure, prices: list[tuple[Figure, str]]) -> Iterator[Finding]:
    """单价 0.22万元/页；每亩 200万元。"""
    per = _PER.match(even(figure.paragraph.text)[figure.end :])
    each = _EACH.search(figure.before)
    if per:
        prices.append((figure, per[1]))
    tiny = per is not None and per[1] in _TINY
    dear = each is not None and (figure.written >= _DEAR or each[1] in _TINY)
    dear = dear or (_MONTHLY.search(figure.before) is not None and figure.written >= _MUCH)
    if figure.scale >= _TEN_THOUSAND and (tiny or dear):
        end = figure.end + (len(per[0]) if per else 0)
        due = f"{figure.digits}元"
        yield _finding(figure, end, f"单价 {figure.raw} 大得不合情理，单位像是“元”", due)


def _per_weight(prices: list[tuple[Figure, str]]) -> Iterator[Finding]:
    """轮出均价 2620元/吨，轮入均价 3063元/公斤。"""
    for figure, per in prices:
        for other, usual in prices:
            if per == usual or {per, usual} - set(_MASS) or _MASS[per] >= _MASS[usual]:
                continue
            alike = _ALIKE[0] < figure.written / other.written < _ALIKE[1]
            if alike and figure.scale == other.scale:
                end = figure.end + 1 + len(per)
                message = f"{figure.raw}/{per} 与 {other.raw}/{usual} 数字相近，单位却不同"
                yield _finding(figure, end, message, f"{figure.raw}/{usual}")


def _finding(figure: Figure, end: int, message: str, due: str = "") -> Finding:
    start, _ = quoted(figure)
    return Finding("R15", figure.paragraph, start, end, message, expected=due)
