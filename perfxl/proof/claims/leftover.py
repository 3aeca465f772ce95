"""R08 结转之三：说账户没有余额、钱用完了，换着话说的；全文写着预算没有支完、还有几元待付的。

预算与支出写在一句里的，要是全文最大的一笔，才当作说的是整个项目。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.carryover import unspent_in_table
from perfxl.proof.claims.claims import is_item
from perfxl.proof.claims.ended import overall_rate
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_NOTHING = Clue(
    r"(?:账[户面]|专户|资金)?余额(?:已)?(?:为|是)?(?:零|清零|0(?:\.0+)?(?:万元|元)?(?![\d.]))|(?:账户|专户)[无没]有?余额|零(?:结余|结转|余额)"
    r"|(?:无|没有|未形成|不存在)(?:任何|资金|项目)*(?:结转|结余|剩余|余款|沉淀|余额)(?:和|、|或)?(?:结转|结余)?(?:资金)?"
    r"|(?:资金|款项|经费|补助)(?:已|均|都|当年|年内)*(?:全部|全额|悉数)?(?:已)?(?:用完|花完|付清|支付完毕|兑付到[户位]|拨完用完|形成(?:实际)?支出)"
    r"|(?:结转|结余)(?:和|、)?(?:结转|结余)?(?:资金)?(?:为|是)?零",  # 写成 0元的另有规则看
    *(
        "余额",
        "零结",
        "零余",
        "结转",
        "结余",
        "剩余",
        "余款",
        "沉淀",
        "用完",
        "花完",
        "付清",
        "完毕",
        "兑付到",
        "支出",
    ),
)
_ABOUT = later(
    r"年末|年终|年底|年度|终了|当年|本年|全年|截至|到|至|资金|专项|补助|项目|因此|故|\d+年?|月|日|底|已|均|都|全部|上述|本|下达|的|也|[（(].*?[)）]"
)
_BACK = later("收回|退回|上缴|缴回|交回|缴库|国库|统筹|清退|注销|核减|调减|收缴|盘活")
_IF = later(
    "如|若|凡|防止|避免|不得|力争|确保|将|拟|计划|要求|应(?![急用对届变答邀聘援])|预计|除|上年|去年|曾|原"
)
_PARTS = later(r"其中[^。；]*上年结转[^，。；]*")  # 支出几，其中上年结转几，没有结余
_GIVEN = later(
    r"(?:预算|安排|到位|下达|总投资|资金|合同)(?:资金|总额|数|价款?|金额)?(?:为|共|合计|共计)?$"
)
_SPENT = later(r"(?:支出|支付|执行数?|拨付|兑付|使用|付款)(?:了|为|数|补助|资金|合同款)?$")
_SHARE = later(r"占[^，。；\d]{0,8}预算[^，。；]{0,14}的$")
_OWED = later(r"(?:其余|尚有|剩余|余下|还有|仍有)的?$")
_TO_PAY = later(r"^[^，。；\d]{0,4}(?:待|未)[^，。；\d]{0,14}(?:支付|拨付|兑付|付款|支出)")
_OTHER_YEAR = later("上年|去年|年初")
_HUNDRED = Decimal(100)


def leftover(reading: Reading) -> Iterator[Finding]:
    """逐句看说没有剩下的话。"""
    claims = [
        (sentence, match) for sentence in reading.sentences_with(_NOTHING)
        if (match := _NOTHING.search(sentence.text)) and _of_all(sentence, match)
    ]  # fmt: skip
    if not claims:
        return
    said = _contrary(reading)
    if not said:
        return
    for sentence, match in claims:
        if _BACK.search(sentence.paragraph.text):
            continue
        place = sentence.start + match.start(), sentence.start + match.end()
        yield Finding("R08", sentence.paragraph, *place, f"说“{match[0]}”，{said}")


def _contrary(reading: Reading) -> str:
    """没有用完的凭据：报告里另一处；没有写的，照自评表。"""
    left = _left(reading)
    if left is not None:
        back = _BACK.search(left[0].paragraph.text)
        return "" if back else f"{left[0].paragraph.place}却写“{left[1]}”"
    if any(_BACK.search(one.text) for one in reading.report.prose):
        return ""
    found = unspent_in_table(reading)
    return found[1] if found else ""


def _of_all(sentence: Sentence, match: re.Match[str]) -> bool:
    """说的是整个项目，不是培训费、上年结转的那一笔。"""
    before = sentence.text[: match.start()]
    clause = regex("[，。；：]").split(before)[-1]
    if is_item(before) or in_goals(sentence.paragraph) or _IF.search(_PARTS.sub("", sentence.text)):
        return False
    return len(regex(r"\s").sub("", _ABOUT.sub("", clause))) <= 1


def _left(reading: Reading) -> tuple[Figure, str] | None:
    """没有支完的凭据：预算与支出、占预算的几成、还有几元待付。"""
    money = [one for one in reading.prose_figures if one.is_money and one.exact]
    most = max((one.value for one in money), default=Decimal(0))
    for sentence in reading.figured:
        if in_goals(sentence.paragraph) or _OTHER_YEAR.search(sentence.text):
            continue
        for place, figure in enumerate(sentence.figures):
            if figure.unit == "%" and _SHARE.search(
                sentence.between(max(sentence.start, figure.start - 24), figure.start)
            ):
                whole = sentence.figures[place - 1] if place else None
                full = figure.value >= _HUNDRED or whole is None or whole.value < most
                if not full:
                    return figure, f"{figure.before[-8:]}{figure.raw}"
            if figure.is_money and _OWED.search(figure.before) and _TO_PAY.match(figure.after):
                return figure, f"{figure.before[-4:]}{figure.raw}{figure.after[:8]}"
        pair = _given_and_spent(sentence, most)
        if pair is not None:
            said = f"{pair[0].raw}……{pair[1].before[-6:]}{pair[1].raw}"
            return pair[1], said
    rate = overall_rate(reading)
    return (rate, f"{rate.before[-8:]}{rate.raw}") if rate is not None else None


def _given_and_spent(sentence: Sentence, most: Decimal) -> tuple[Figure, Figure] | None:
    money = [one for one in sentence.figures if one.is_money and one.exact]
    for given, spent in pairwise(money):
        if given.value != most or spent.value >= given.value or spent.start - given.end > _FAR:
            continue
        gap = sentence.between(given.end, spent.start)
        if "其中" in gap or "；" in gap or not _SPENT.search(spent.before):
            continue
        if _GIVEN.search(given.before) and not regex(
            "计划|应(?![急用对届变答邀聘援])|拟|预拨|首"
        ).search(spent.before):
            return given, spent
    return None


_FAR = 30
