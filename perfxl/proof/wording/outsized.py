"""R15 一份报告都以万元计，只有一处写“元”“亿元”，小得、大得不像它自己的钱；总数比人均的还少。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, one
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.quoting import quoted

_OWN = later(
    r"(?:支出|支付|拨付|到位|下达|预算|安排|结转|结余|追加|调[减增]|缺口|合计|经费|费用|费|补助|造价|余款|节约|资金)"
    r"(?:总额|数|额|了|共|约|为|是|达|计|累计|仍有|尚有|还有)*$"
)
_PER = later(
    r"[每均/×*]|单价|标准|罚|工资|票|收费|学费|人头|各|奖励|慰问|补贴|不足|以[上下]|低保|津贴|最[高低]|扣[减除]|[追退]回"
)
_PRICE = later(r"[每均/×*]|单价|标准")
_REGION = later(
    r"全[省市县区国州]|我[省市县区]|生产总值|GDP|产值|零售|销售|贷款|融资|营业|营收|税|签约|交易|进出口|收入|存款|基金|债|引进|社会|带动|撬动|企业|损失"
)
_MEAN = Clue(
    rf"(?P<total>{N})，(?:其中)?(?:[人户亩村校]均|平均每{WORDS}{{1,3}}|每[人户亩]){WORDS}{{0,6}}(?P<mean>{N})(?=[，。；）]|$)",
    "均",
    "每",
)
_WAN, _ENOUGH = Decimal(10_000), 3
_TWICE, _FAR = Decimal("1.5"), 20


def outsized(reading: Reading) -> Iterator[Finding]:
    """全文的钱数里，只有一处的单位不同。"""
    money = [one for one in reading.prose_figures if one.is_money and one.value > 0]
    common = [one for one in money if one.scale == _WAN]
    if len(common) >= _ENOUGH and len(common) * 2 > len(money):
        yield from _tiny(money)
        yield from _huge(money, common)
    for sentence, match in found(reading, _MEAN):
        total, mean = one(sentence, match, "total"), one(sentence, match, "mean")
        small = total.is_money and mean.is_money and total.value < mean.value
        if small and total.exact and total.scale == 1 and not _PRICE.search(total.before):
            message = f"总共 {total.raw}，比平均的 {mean.raw} 还少，单位像是写错了"
            yield finding("R15", [total, mean], message, f"{total.digits}万元")


def _tiny(money: Sequence[Figure]) -> Iterator[Finding]:
    """未支出 139.4元：漏了“万”。"""
    plain = [one for one in money if one.scale == 1 and not _PER.search(_clause(one))]
    odd = [one for one in plain if one.value < _WAN and one.exact]
    if len(plain) == 1 and odd and _OWN.search(odd[0].before) and _follows(odd[0]):
        yield _finding(odd[0], "别处都以“万元”计，这里写“元”，是不是漏了“万”", "万元")


def _huge(money: Sequence[Figure], common: Sequence[Figure]) -> Iterator[Finding]:
    """支出 1598.24亿元：比全部的预算还多得多。"""
    large = [one for one in money if one.scale > _WAN]
    most = max(one.value for one in common)
    if len(large) != 1 or not large[0].exact or _REGION.search(_clause(large[0])):
        return
    figure = large[0]
    times = figure.value / most
    if times > _FAR or (times > _TWICE and _OWN.search(figure.before)):
        yield _finding(figure, "比别处最多的钱数还多，是不是应写“万元”", "万元")


def _clause(figure: Figure) -> str:
    return figure.before + figure.after[:6]


def _follows(figure: Figure) -> bool:
    """后面没有写着“/亩”“一次”。"""
    rest = even(figure.paragraph.text)[figure.end : figure.end + 2]
    return regex(r"[/一]").match(rest) is None


def _finding(figure: Figure, said: str, unit: str) -> Finding:
    start, _ = quoted(figure)
    message = f"{figure.raw} {said}"
    due = f"{figure.digits}{unit}"
    return Finding("R15", figure.paragraph, start, figure.end, message, expected=due)
