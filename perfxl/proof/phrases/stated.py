"""R07、R03、R15、R16 别的说死了的：都健全了；同比上升几（上年几）；换算、漏写单位；满几年。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Finding
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, one
from perfxl.proof.reading import TIMES, Reading, span
from perfxl.proof.text.clues import Clue, regex

_WHOLE = Clue(  # 健全率 84%，各校制度已全部健全
    rf"(?P<what>[\u4e00-\u9fff]{{2}})率(?:为|达到?|仅)?(?P<rate>{N})，(?:目前|现|(?:各|所有){WORDS}{{1,8}}?)?(?:已|均|都)*(?:全部|均|全面|都)已?(?P=what)(?=[，。；]|$)",
    "全部", "均", "全面", "都",
)  # fmt: skip
_LAST_YEAR = Clue(  # 23%，同比下降 1.5个百分点（上年 24.5%）
    rf"(?P<now>{N})(?:，[^。；]{{0,16}})?，(?:同比|比上年|较上年|与上年相比){WORDS}{{0,4}}(?P<way>上升|提高|增长|增加|提升|下降|降低|减少)了?(?P<gap>{N})[（(]上年{WORDS}{{0,4}}(?P<old>{N})[）)]",
    "上年", "同比",
)  # fmt: skip
_UP = frozenset({"上升", "提高", "增长", "增加", "提升"})
_BARE_RATE = Clue(  # 比上年 93.5提高 1.5个百分点
    rf"(?:比|较|由|从){WORDS}{{0,8}}(?P<bare>{N})(?:提高|上升|提升|下降|降低|增长)了?(?P<gap>{N})",
    "比", "较", "由", "从",
)  # fmt: skip
_BARE_TOTAL = Clue(  # 拆除违建 26处、3120，平均每处 120平方米
    rf"[、，]{WORDS}{{0,4}}(?P<bare>{N})，(?:平均每{WORDS}{{1,2}}|[户人亩村]均){WORDS}{{0,3}}(?P<mean>{N})",
    "均",
)
# 参保率、接种率、入学率照户籍人口算，会多于百分之百；拨备覆盖率也会。
_ALL_CAME = Clue(  # 12500万元已全部到位，到位率 100%
    rf"(?P<said>(?:全部|全额|足额)(?:及时)?(?:到位|下达|拨付到位)){WORDS}{{0,16}}，{WORDS}{{0,6}}?(?P<name>(?:到位|下达|拨付)率)(?:为|达到?|是)?(?P<rate>{N})",
    "全部",
    "全额",
    "足额",
)
_NEVER_MORE = later(
    r"(?:参与|[合及]格|满意|(?<!拨备)覆盖|知晓|完好|及时|按[时期][\u4e00-\u9fff]{0,3}|出勤|回收|优[良秀]|在线|准确|正确|整改|公[示开]|[参受]?培?训"
    r"|持证|[建归]档|建卡|验收|有效|达标|通过|普及|健全|入[库住]|办结|[回答]复|反馈|处[置理]|结案|[成存]活|保存"
    r"|巩固|毕业|就业|签约|管理|报告|(?:预算|资金|经费|实际|总)(?:执行|支[付出]|使用|拨付)|上报|治愈|筛查|下达|录入|出租|认定|发放|兑[付现]|启动|交付|通达|核[验查]|建成|清理|应答|接通|登记|修复|维修)[率度]"
    r"(?:的?(?:年度)?(?:目标|指标)值?|均|分别|全部|都|也|已|保持在|稳定在|为|是|仅|达到?了?|只有|仅有|[≥≤=])*$"
)
_TONS = Clue(
    rf"(?P<one>{N})，(?:折合|约合|合|即|相当于)约?(?P<two>{N})(?=[，。；（）]|$)",
    "合",
    "即",
    "相当于",
)
# 一种单位是另一种的多少：公斤、吨，亩、公顷。
_CONVERTED = {
    ("公斤", "吨"): Decimal(1000), ("千克", "吨"): Decimal(1000), ("亩", "公顷"): Decimal(15),
    ("米", "公里"): Decimal(1000), ("平方米", "亩"): Decimal("666.67"),
    ("亩", "平方公里"): Decimal(1500), ("公顷", "平方公里"): Decimal(100),
}  # fmt: skip
_SINCE = later(
    r"自((?:19|20)\d\d)年[^。；]{0,20}?，?(?:至|到|截至)((?:19|20)\d\d)年[底末]?，?(?:已|已经)?(?:满|有|连续实施|实施)(\d{1,2})(?:个?年|周年)"
)


def stated(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _WHOLE):
        rate = one(sentence, match, "rate")
        if rate.unit == "%" and rate.exact and rate.value < _FULL:
            said = match[0].rpartition("，")[2]
            start = sentence.text.rfind(said) + sentence.start
            message = f"说“{said}”，前面却写{match['what']}率 {rate.raw}"
            yield Finding("R07", rate.paragraph, rate.start, start + len(said), message)
    for sentence, match in found(reading, _LAST_YEAR):
        now, gap, old = (one(sentence, match, name) for name in ("now", "gap", "old"))
        unit = "%" if gap.unit == "个百分点" else gap.unit
        moved = now.value - old.value
        due = moved if match["way"] in _UP else -moved
        alike = now.unit == old.unit == unit and unit not in TIMES and gap.unit != "%"
        if alike and due not in gap.span and due != gap.value:
            shown = f"{'上升' if moved > 0 else '下降'} {plain(abs(moved) / gap.scale)}"
            message = f"{old.raw} 到 {now.raw} 是{shown}，写的是“{match['way']} {gap.raw}”"
            yield finding("R03", [now, gap, old], message, shown)
    for sentence, match in found(reading, _ALL_CAME):
        rate = one(sentence, match, "rate")
        if rate.unit == "%" and rate.exact and rate.value != _FULL:
            message = f"说“{match['said']}”，{match['name']}却写 {rate.raw}"
            start = rate.start - min(len(rate.before), len(match["name"]) + 2)
            yield Finding("R02", rate.paragraph, start, rate.end, message, expected="100%")
    yield from _over(reading)
    yield from _converted(reading)
    yield from _bare(reading)
    yield from _since(reading)


_FULL = 100


def _over(reading: Reading) -> Iterator[Finding]:
    """参与率 155%：部分不会比全部还多。"""
    for figure in reading.prose_figures:
        if figure.unit == "%" and figure.exact and figure.value > _FULL:
            said = _NEVER_MORE.search(figure.before)
            if said is not None:
                name = regex("^[^率度]+[率度]").match(said[0])
                called = name[0] if name else ""
                message = f"{called}不会超过 100%，写的是 {figure.raw}"
                start = figure.start - len(said[0])
                yield Finding("R02", figure.paragraph, start, figure.end, message)


def _converted(reading: Reading) -> Iterator[Finding]:
    """165.76万公斤，折合 1657.6吨：换一个单位说，数要一样大。"""
    for sentence, match in found(reading, _TONS):
        small, large = one(sentence, match, "one"), one(sentence, match, "two")
        times = _CONVERTED.get((small.unit, large.unit))
        if times is None and (large.unit, small.unit) in _CONVERTED:
            small, large = large, small
            times = _CONVERTED[small.unit, large.unit]
        if times is None or small.hedge == "范围" or large.value <= 0:
            continue
        due = small.value / times
        if abs(due - large.value) > large.value / _ROUGHLY:
            shown = f"{plain(rounded(due / large.scale, 2))}"
            unit = regex(r"^[^\d]*[\d,.\s]+").sub("", large.raw)
            message = f"{small.raw} 合 {shown}{unit}，写的是 {large.raw}"
            figures = sorted((small, large), key=lambda one: one.start)
            yield finding("R15", figures, message, f"{shown}{unit}")


_ROUGHLY = 20


def _bare(reading: Reading) -> Iterator[Finding]:
    """没有写单位的一个数，旁边的话说得出它的单位。"""
    for sentence, match in found(reading, _BARE_RATE):
        bare, gap = one(sentence, match, "bare"), one(sentence, match, "gap")
        if not bare.unit and gap.unit == "个百分点" and 1 < bare.value <= _FULL:
            message = f"“{bare.raw}”后面漏写了“%”：后面说的是提高、下降几个百分点"
            place = span([bare, gap])
            yield Finding("R15", bare.paragraph, *place, message, expected=f"{bare.raw}%")
    for sentence, match in found(reading, _BARE_TOTAL):
        bare, mean = one(sentence, match, "bare"), one(sentence, match, "mean")
        if not bare.unit and mean.unit and mean.unit not in TIMES | {"%"} and bare.scale == 1:
            unit = regex(r"^[^\d]*[\d,.]+").sub("", mean.raw)
            message = f"“{bare.raw}”后面漏写了单位：后面的平均数以“{unit}”计"
            place = span([bare, mean])
            yield Finding("R15", bare.paragraph, *place, message, expected=f"{bare.raw}{unit}")


def _since(reading: Reading) -> Iterator[Finding]:
    """自 2011年起实施，至 2023年已满 12年。"""
    for sentence in reading.sentences:
        match = _SINCE.search(sentence.text) if "自" in sentence.text else None
        if match is None:
            continue
        gap, said = int(match[2]) - int(match[1]), int(match[3])
        if said not in {gap, gap + 1}:
            start = sentence.start + match.start()
            message = f"{match[1]} 年到 {match[2]} 年是 {gap} 年，写的是 {said} 年"
            end = sentence.start + match.end()
            yield Finding("R16", sentence.paragraph, start, end, message, expected=str(gap))
